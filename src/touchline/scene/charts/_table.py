"""
Any answer as a table, for questions that no other form is known for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from touchline.i18n import has_message, translate
from touchline.scene.charts._drawing import Drawing, Part
from touchline.scene.charts._reading import pair
from touchline.scene.plots._amounts import Unit, bounds_told
from touchline.scene.plots.table import Table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from touchline.scene.charts._reading import Reading

#: The most rows and columns on a sheet.
MOST_ROWS, _MOST_COLUMNS = 40, 9
#: Columns of which a number is a share.
_SHARES = ("share", "rate", "probability", "coverage", "lower", "upper")


def as_table(reading: Reading) -> Drawing:
    """
    Draw the first table of an answer.

    Args:
        reading: The answer.

    Returns:
        The drawing.
    """
    tables = (name for name, value in reading.body.items() if _is_table(value))
    rows = reading.rows(next(tables, ""))
    return Drawing(
        title=reading.question_title,
        parts=(Part(table_of(reading, rows)),) if rows else (),
        notes=hidden_rows(reading, len(rows), MOST_ROWS),
    )


def hidden_rows(reading: Reading, n: int, most: int) -> tuple[str, ...]:
    """
    Say how many rows a picture leaves out.

    Args:
        reading: The answer.
        n: How many there are.
        most: How many are shown.

    Returns:
        One note, or none.
    """
    return (reading.said("chart.more-rows", n=n - most),) if n > most else ()


def table_of(
    reading: Reading, rows: Sequence[Mapping[str, Any]], columns: Sequence[str] = ()
) -> Table:
    """
    Set rows of an answer as a table.

    Args:
        reading: The answer.
        rows: Some rows.
        columns: Which columns; without any, the first that hold something.

    Returns:
        The table.
    """
    rows = rows[:MOST_ROWS]
    names = (
        list(columns)
        or [
            name
            for name in rows[0]
            if any(row[name] is not None and not _is_table(row[name]) for row in rows)
            and not any(isinstance(row[name], dict) for row in rows)
        ][:_MOST_COLUMNS]
    )
    heads = tuple(_head(name, reading.language) for name in names)
    cells = tuple(tuple(_cell(reading, name, row.get(name)) for name in names) for row in rows)
    numeric = frozenset(
        i
        for i, name in enumerate(names)
        if all(isinstance(row.get(name), int | float | None) for row in rows) or "interval" in name
    )
    return Table(heads=heads, rows=cells, numeric=numeric)


def _is_table(value: object) -> bool:
    return isinstance(value, list | tuple) and bool(value) and isinstance(value[0], dict)


def _head(name: str, language: str) -> str:
    key = f"column.{name.replace('_', '-')}"
    return translate(key, language) if has_message(key) else name.replace("_", " ")


def _cell(reading: Reading, name: str, value: Any) -> str:
    if value is None or isinstance(value, bool):
        return "✓" if value else "–"
    if isinstance(value, list | tuple):
        numbers = [part for part in value if isinstance(part, int | float)]
        if numbers and len(numbers) == len(value) == 2 and "interval" in name:  # noqa: PLR2004 (low and high)
            unit: Unit = "seconds" if "seconds" in name else "score" if "mean" in name else "share"
            return bounds_told(pair(value), unit, reading.language)
        return reading.path(value)
    if isinstance(value, int | float):
        if "seconds" in name:
            return reading.told(value, "seconds")
        is_share = isinstance(value, float) and name.startswith(_SHARES)
        return reading.told(value, "share" if is_share else "count")
    key = f"cell.{value}"
    return reading.said(key) if name == "kind" and has_message(key) else reading.label(value)
