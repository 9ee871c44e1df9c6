"""
Where customers stand now, as bars.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from touchline.scene.charts import Chart
from touchline.scene.charts._drawing import Drawing, Part
from touchline.scene.charts._ranked import MOST, more
from touchline.scene.charts._reading import pair
from touchline.scene.plots.bars import Bar, Bars

if TYPE_CHECKING:
    from touchline.scene.charts._reading import Reading, Row


class Occupancy(Chart):
    """
    How many customers are at each step at one moment.
    """

    def drawing(self, reading: Reading) -> Drawing:
        """
        Choose bars of the share of all who have begun.
        """
        rows = reading.rows("places")
        known = [row for row in rows if row["share"] is not None]
        most = max(known, key=lambda row: row["share"], default=None)
        title = reading.question_title
        if most is not None:
            title = reading.said(
                "chart.occupancy.found",
                name=reading.label(most["step"]),
                share=reading.told(most["share"], "share"),
                n=reading.body.get("begun") or 0,
            )
        bars = tuple(_bar(reading, row) for row in rows[:MOST])
        return Drawing(
            title=title,
            parts=(Part(Bars(bars=bars)),) if bars else (),
            notes=more(reading, len(rows)),
        )


def _bar(reading: Reading, row: Row) -> Bar:
    note = ""
    if row["median_seconds"] is not None:
        span = reading.told(row["median_seconds"], "seconds")
        note = reading.said("chart.occupancy.since", span=span)
    return Bar(
        name=reading.label(row["step"]),
        value=row["share"],
        bounds=pair(row["interval"]),
        note=note,
        aside=reading.n(row["cases"]),
    )
