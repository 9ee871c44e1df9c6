"""
Rows of an answer as ranked bars, the form that most questions share.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from touchline.scene.charts._reading import pair
from touchline.scene.plots.bars import Bar

if TYPE_CHECKING:
    from touchline.scene.charts._reading import Reading, Row
    from touchline.scene.plots import Tone

#: The most bars on one sheet.
MOST = 20


def ranked(
    reading: Reading,
    row: Row,
    name: str,
    *,
    value: str = "share",
    bounds: str = "interval",
    note: str = "",
    counts: tuple[str, str] | None = None,
    mark: float | None = None,
    tone: Tone = "plain",
) -> Bar:
    """
    Make a bar of one row.

    Args:
        reading: The answer.
        row: The row.
        name: What it is about.
        value: The column of its number.
        bounds: The column of its interval.
        note: A quiet line below the name.
        counts: The columns of how many, and of how many in all.
        mark: A number to compare it with.
        tone: What its colour says.

    Returns:
        The bar; it carries a flag when the row is notable.
    """
    aside = ""
    if counts is not None:
        n, whole = (row.get(column) for column in counts)
        if n is not None and whole is not None:
            aside = reading.said("chart.of", n=n, whole=whole)
    return Bar(
        name=name,
        value=row[value],
        bounds=pair(row.get(bounds)),
        note=note,
        aside=aside,
        mark=mark,
        tone=tone,
        is_notable=bool(row.get("is_notable")),
    )


def more(reading: Reading, n: int, shown: int = MOST) -> tuple[str, ...]:
    """
    Say how many rows are not drawn.

    Args:
        reading: The answer.
        n: How many there are.
        shown: How many are drawn.

    Returns:
        One note, or none.
    """
    return (reading.said("chart.more-rows", n=n - shown),) if n > shown else ()
