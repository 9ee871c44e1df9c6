"""
The time from one step to another, as a curve.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from touchline.i18n import percent
from touchline.scene.charts import Chart
from touchline.scene.charts._drawing import Drawing, Part
from touchline.scene.charts._survival import series, survival
from touchline.scene.plots.bars import Bar, Bars

if TYPE_CHECKING:
    from touchline.scene.charts._reading import Reading


class TimeBetween(Chart):
    """
    How long it takes from one step to another.
    """

    def drawing(self, reading: Reading) -> Drawing:
        """
        Choose the curve that counts those still waiting, else the times of those who got there.
        """
        body, question = reading.body, reading.question
        curve = reading.rows("curve")
        median = body.get("median_seconds")
        parts = []
        if curve:
            found = body.get("median_seconds_to_reach")
            parts.append(Part(survival(reading, [series(curve)], found)))
        times = [row for row in reading.rows("times") if row["seconds"] is not None]
        if times:
            bars = tuple(
                Bar(
                    name=reading.said(
                        "chart.within-share",
                        share=percent(one["share"], reading.language, digits=0),
                    ),
                    value=one["seconds"],
                )
                for one in times
            )
            heading = reading.said("chart.time-between.times")
            parts.append(Part(Bars(bars=bars, unit="seconds"), heading))
        return Drawing(
            title=reading.finding(
                median,
                "chart.time-between.found",
                source=question.get("source", ""),
                target=question.get("target", ""),
                span=reading.told(median, "seconds"),
            ),
            figures=(
                reading.figure(
                    median,
                    "seconds",
                    reading.said("chart.median-time"),
                    bounds=body.get("interval_seconds"),
                    n=body.get("reached"),
                ),
                reading.figure(
                    body.get("share"),
                    "share",
                    reading.said("chart.time-between.reached"),
                    bounds=body.get("interval"),
                    n=body.get("starts"),
                ),
                reading.figure(
                    body.get("p90_seconds"), "seconds", reading.said("chart.nine-in-ten")
                ),
            ),
            parts=tuple(parts),
            notes=(reading.said("chart.band"),) if curve else (),
        )
