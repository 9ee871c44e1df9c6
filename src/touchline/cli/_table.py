"""
Rows of an answer as a table for the terminal, each number in the reader's own form.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from touchline.i18n import duration_text, has_message, interval_text, number, percent, translate

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

#: Columns whose values are shares in [0, 1].
_SHARES = ("share", "rate", "coverage", "interval")


def table(rows: Sequence[Mapping[str, object]], language: str) -> str:
    """
    Set rows as a table of aligned columns.

    Columns in which no row has anything are left out.

    Args:
        rows: The rows, all with the same keys.
        language: The reader's language tag.

    Returns:
        The table, or a sentence when there is no row.
    """
    if not rows:
        return translate("cli.no-rows", language) + "\n"
    names = [name for name in rows[0] if any(row.get(name) is not None for row in rows)]
    heads = [_head(name, language) for name in names]
    cells = [[_cell(name, row.get(name), language) for name in names] for row in rows]
    numeric = [all(isinstance(row.get(name), int | float | None) for row in rows) for name in names]
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


def _head(name: str, language: str) -> str:
    key = f"column.{name.replace('_', '-')}"
    return translate(key, language) if has_message(key) else name.replace("_", " ")


def _cell(name: str, value: object, language: str) -> str:
    if value is None:
        return "–"
    if isinstance(value, list | tuple):
        return _listed(name, value, language)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return str(value)
    if "seconds" in name:
        return duration_text(value, language)
    if name.startswith(_SHARES) or name.endswith("_share"):
        return percent(value, language)
    return number(value, language)


def _listed(name: str, value: Sequence[object], language: str) -> str:
    numbers = [item for item in value if isinstance(item, int | float)]
    if "interval" in name and len(numbers) == len(value) == 2:  # noqa: PLR2004 (low and high)
        kind = "duration" if "seconds" in name else "percent"
        return interval_text(numbers[0], numbers[1], language, kind=kind)
    return " → ".join(map(str, value))


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
