"""
What is done more than once, as bars.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from touchline.scene.charts import Chart
from touchline.scene.charts._drawing import Drawing, Part
from touchline.scene.charts._ranked import MOST, more, ranked
from touchline.scene.plots.bars import Bars

if TYPE_CHECKING:
    from touchline.scene.charts._reading import Reading


class Rework(Chart):
    """
    The share of customers who do each activity again.
    """

    def drawing(self, reading: Reading) -> Drawing:
        """
        Choose bars of the share who repeat.
        """
        rows = reading.rows("activities")
        bars = [
            ranked(
                reading,
                row,
                reading.label(row["activity"]),
                counts=("repeated", "cases"),
                note=""
                if row["extra_events"] is None
                else reading.said("chart.rework.extra", n=row["extra_events"]),
            )
            for row in rows[:MOST]
        ]
        body = reading.body
        share = body.get("share")
        return Drawing(
            title=reading.finding(
                share,
                "chart.rework.found",
                share=reading.told(share, "share"),
                n=body.get("paths") or 0,
            ),
            figures=(
                reading.figure(
                    share,
                    "share",
                    reading.said("chart.rework.customers"),
                    bounds=body.get("interval"),
                    n=body.get("paths"),
                ),
                reading.figure(
                    body.get("share_of_events"), "share", reading.said("chart.rework.events")
                ),
            ),
            parts=(Part(Bars(bars=tuple(bars), most=1.0)),),
            notes=more(reading, len(rows)),
        )
