"""
Rows of an answer as a table for the terminal, each number in the reader's own form.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from touchline.cli._plain import clipped
from touchline.i18n import duration_text, has_message, interval_text, number, percent, translate

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

#: Columns whose values are shares in [0, 1].
_SHARES = (
    "share",
    "removal",
    "rank",
    "rate",
    "coverage",
    "interval",
    "cumulative",
    "change",
    "value",
    "difference",
    "probability",
    "lower",
    "upper",
)
#: Columns of words from a list of our own, which JSON and CSV have as they are.
_WORDS = ("kind", "verdict")
#: Columns whose bounds are plain numbers.
_SCORES = ("score", "scale", "mean_interval", "correlation", "bounds")
#: A longer text is cut; JSON and CSV have it whole.
_LONGEST = 80
#: A smaller p- or q-value is only said to be smaller.
_LEAST_Q = 0.001
#: Details that JSON and CSV have and a line of a terminal has no room for.
_DETAILS = frozenset(
    {
        "interval_of_first", "interval_mature", "n_mature", "interval_seconds_from_previous",
        "mean_seconds_from_previous", "median_seconds_from_first", "p90_seconds_from_first",
        "change_interval", "start", "end", "interval_seconds", "interval_of_credit",
        "interval_of_credited_value", "interval_of_removal_effect", "interval_of_return_on_cost",
        "mean_interval", "precision", "interval_of_precision", "recall", "interval_of_recall",
        "interval_favourable", "high_is_good", "moves",
    }
)  # fmt: skip


#: Columns of which the answer says in its unit what they are.
_OF_UNIT = frozenset({"value", "interval", "change"})


def table(rows: Sequence[Mapping[str, object]], language: str, unit: str = "share") -> str:
    """
    Set rows as a table of aligned columns.

    The two bounds of an interval share a column, and columns in which no row has anything are left
    out.

    Args:
        rows: The rows, all with the same keys.
        language: The reader's language tag.
        unit: What values are, with their intervals and changes: `share`, `seconds`, `count` or
            `score`; `amount` for values that are amounts beside shares.

    Returns:
        The table, or a sentence when there is no row.
    """
    if not rows:
        return translate("cli.no-rows", language) + "\n"
    shown = [_paired(row) for row in rows]
    names = [
        name
        for name in shown[0]
        if name not in _DETAILS and any(row[name] is not None for row in shown)
    ]
    heads = [_head(name, language) for name in names]
    cells = [[_cell(_told(name, unit), row[name], language) for name in names] for row in shown]
    numeric = [all(isinstance(row[name], int | float | None) for row in shown) for name in names]
    widths = [max(map(_width, column)) for column in zip(heads, *cells, strict=True)]
    lines = [heads, ["─" * width for width in widths], *cells]
    return "".join(
        "  ".join(
            _padded(text, width, at_end=is_numeric)
            for text, width, is_numeric in zip(line, widths, numeric, strict=True)
        ).rstrip()
        + "\n"
        for line in lines
    )


def _told(name: str, unit: str) -> str:
    """
    Call a column as one whose numbers are written as this one's are.
    """
    if unit == "share" or name not in _OF_UNIT or (unit == "amount" and name != "value"):
        return name
    return f"{name}_seconds" if unit == "seconds" else "score"


def _paired(row: Mapping[str, object]) -> dict[str, object]:
    paired: dict[str, object] = {}
    for name, value in row.items():
        if name.endswith("_low"):
            high = row.get(name.removesuffix("_low") + "_high")
            paired[name.removesuffix("_low")] = None if value is None else (value, high)
        elif not (name.endswith("_high") and name.removesuffix("_high") in paired):
            paired[name] = value
    return paired


def _head(name: str, language: str) -> str:
    key = f"column.{name.replace('_', '-')}"
    return translate(key, language) if has_message(key) else name.replace("_", " ")


def _cell(name: str, value: object, language: str) -> str:
    if value is None or isinstance(value, bool):
        return "✓" if value else "–"
    if isinstance(value, list | tuple):
        return _listed(name, value, language)
    if isinstance(value, int | float):
        return _amount(name, value, language)
    key = f"cell.{value}"
    is_word = name in _WORDS and has_message(key)
    return translate(key, language) if is_word else clipped(str(value), _LONGEST)


def _amount(name: str, value: float, language: str) -> str:
    if "seconds" in name:
        return duration_text(value, language)
    if name in {"p", "q"}:
        return _tiny(value, language)
    if type(value) is float and name.startswith(_SHARES):
        return percent(value, language)
    return number(value, language)


def _tiny(value: float, language: str) -> str:
    is_below = value < _LEAST_Q
    return ("< " if is_below else "") + number(max(value, _LEAST_Q), language, digits=3)


def _listed(name: str, value: Sequence[object], language: str) -> str:
    numbers = [item for item in value if isinstance(item, int | float)]
    if name.startswith(_SCORES) and len(numbers) == len(value) == 2:  # noqa: PLR2004 (low and high)
        # An interval of numbers that are no shares; a dash would look like a sign before points.
        low, high = (number(item, language) for item in numbers)
        return f"{low} … {high}"
    if "interval" in name and len(numbers) == len(value) == 2:  # noqa: PLR2004 (low and high)
        if "seconds" in name:
            return interval_text(numbers[0], numbers[1], language, kind="duration")
        return interval_text(numbers[0], numbers[1], language)
    return clipped(" → ".join(map(str, value)), 2 * _LONGEST)


def _width(text: str) -> int:
    # A terminal gives wide characters two columns, and marks and joiners none.
    return sum(
        0
        if unicodedata.category(character) in {"Mn", "Cf"}
        else 2
        if unicodedata.east_asian_width(character) in {"W", "F"}
        else 1
        for character in text
    )


def _padded(text: str, width: int, *, at_end: bool) -> str:
    space = " " * (width - _width(text))
    return space + text if at_end else text + space
