"""
How many complete the journey by when, as a curve.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from touchline.scene.charts import Chart
from touchline.scene.charts._drawing import Drawing, Part
from touchline.scene.charts._survival import series, survival

if TYPE_CHECKING:
    from touchline.scene.charts._reading import Reading


class Completion(Chart):
    """
    The share that has completed, over the time since the start; and the share that failed.
    """

    def drawing(self, reading: Reading) -> Drawing:
        """
        Choose step curves with bands.
        """
        body = reading.body
        curve, failing = reading.rows("curve"), reading.rows("failing_curve")
        named = bool(failing)
        lines = []
        if curve:
            name = reading.said("chart.completion.completed") if named else ""
            lines.append(series(curve, name))
        if failing:
            lines.append(series(failing, reading.said("chart.completion.failed"), tone="bad"))
        median, share = body.get("median_seconds"), body.get("share")
        return Drawing(
            title=reading.finding(
                share,
                "chart.completion.found",
                share=reading.told(share, "share"),
                n=body.get("n") or 0,
                target=reading.question.get("target") or "",
            ),
            figures=(
                reading.figure(
                    share,
                    "share",
                    reading.said("chart.completion.share"),
                    bounds=body.get("interval"),
                    n=body.get("n"),
                ),
                reading.figure(
                    median,
                    "seconds",
                    reading.said("chart.median-time"),
                    bounds=body.get("interval_seconds"),
                ),
                reading.figure(
                    body.get("waiting"), "count", reading.said("chart.completion.waiting")
                ),
            ),
            parts=(Part(survival(reading, lines, median)),) if lines else (),
            notes=(reading.said("chart.band"),) if lines else (),
        )
