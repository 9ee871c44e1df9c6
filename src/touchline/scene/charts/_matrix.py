"""
Pairs of an answer as a matrix.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from touchline.scene.charts._reading import pair
from touchline.scene.plots.heat import Heat, HeatCell

if TYPE_CHECKING:
    from collections.abc import Sequence

    from touchline.scene.charts._reading import Reading, Row

#: The most names along and down.
MOST = 14


def matrix(
    reading: Reading,
    rows: Sequence[Row],
    *,
    count: str,
    share: str,
    across: str,
    down: str,
    most: int = MOST,
) -> tuple[Heat, int]:
    """
    Lay pairs of source and target into a matrix.

    Args:
        reading: The answer.
        rows: Its pairs.
        count: The column that counts a pair; the most frequent names are shown.
        share: The column of the share of all that leave the source.
        across: What the columns are called.
        down: What the rows are called.
        most: The most names along and down.

    Returns:
        The matrix, and how many pairs it leaves out.
    """
    sources = _frequent(rows, "source", count, most)
    targets = _frequent(rows, "target", count, most)
    cells = {}
    hidden = 0
    for row in rows:
        if row["source"] not in sources or row["target"] not in targets:
            hidden += 1
            continue
        n = row[count]
        details = reading.n(n) if n is not None else ""
        place = (sources.index(row["source"]), targets.index(row["target"]))
        cells[place] = HeatCell(row[share], pair(row.get("interval")), details)
    heat = Heat(
        rows=tuple(reading.label(name) for name in sources),
        columns=tuple(reading.label(name) for name in targets),
        cells=cells,
        across=across,
        down=down,
        most=1.0,
    )
    return heat, hidden


def _frequent(rows: Sequence[Row], side: str, count: str, most: int) -> list[str]:
    totals: dict[str, float] = {}
    for row in rows:
        totals[row[side]] = totals.get(row[side], 0.0) + (row[count] or 0)
    ordered = sorted(totals, key=lambda name: (name == "(end)", name != "(start)", -totals[name]))
    kept = set(sorted(totals, key=lambda name: (-totals[name], name))[:most])
    return [name for name in ordered if name in kept]
