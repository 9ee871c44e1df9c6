"""
Visits: how many there are, and which end at once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from touchline.scene.charts import Chart
from touchline.scene.charts._drawing import Drawing, Part
from touchline.scene.charts._ranked import MOST, more, ranked
from touchline.scene.plots.bars import Bars

if TYPE_CHECKING:
    from touchline.scene.charts._reading import Reading


class Sessions(Chart):
    """
    With what visits begin, and how many of them end with it.
    """

    def drawing(self, reading: Reading) -> Drawing:
        """
        Choose bars of the share that bounces, by the activity a visit begins with.
        """
        body, rows = reading.body, reading.rows("activities")
        shown = [row for row in rows if row["share_of_bounces"] is not None]
        bars = tuple(
            ranked(
                reading,
                row,
                reading.label(row["activity"]),
                value="share_of_bounces",
                bounds="interval_of_bounces",
                counts=("bounces", "sessions"),
            )
            for row in shown[:MOST]
        )
        share = body.get("share_of_bounces")
        figures = (
            reading.figure(
                share,
                "share",
                reading.said("chart.sessions.bounces"),
                bounds=body.get("interval"),
                n=body.get("sessions"),
            ),
            reading.figure(
                body.get("mean_sessions"),
                "score",
                reading.said("chart.sessions.mean"),
                n=body.get("cases"),
            ),
            reading.figure(
                body.get("median_seconds"),
                "seconds",
                reading.said("chart.sessions.length"),
                bounds=body.get("interval_seconds"),
            ),
        )
        return Drawing(
            title=reading.finding(
                share,
                "chart.sessions.found",
                share=reading.told(share, "share"),
                n=body.get("sessions") or 0,
            ),
            figures=figures,
            parts=(Part(Bars(bars=bars, most=1.0), reading.said("chart.sessions.bars")),)
            if bars
            else (),
            notes=more(reading, len(shown)),
        )
