"""
Who buys again, and when.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from touchline.scene.charts import Chart
from touchline.scene.charts._drawing import Drawing, Part
from touchline.scene.charts._ranked import MOST, more, ranked
from touchline.scene.charts._survival import series, survival
from touchline.scene.plots.bars import Bars

if TYPE_CHECKING:
    from touchline.scene.charts._reading import Reading


class RepeatPurchase(Chart):
    """
    The share that buys again after each purchase, and the time to the second one.
    """

    def drawing(self, reading: Reading) -> Drawing:
        """
        Choose bars by purchase, and the curve to the second purchase.
        """
        body, rows = reading.body, reading.rows("repeats")
        curve = reading.rows("curve")
        parts = []
        if rows:
            bars = tuple(
                ranked(
                    reading,
                    row,
                    reading.said("chart.repeat-purchase.after", n=row["number"]),
                    counts=("again", "cases"),
                )
                for row in rows[:MOST]
            )
            heading = reading.said("chart.repeat-purchase.bars")
            parts.append(Part(Bars(bars=bars, most=1.0), heading))
        if curve:
            heading = reading.said("chart.repeat-purchase.curve")
            parts.append(Part(survival(reading, [series(curve)]), heading))
        share = body.get("share")
        return Drawing(
            title=reading.finding(
                share,
                "chart.repeat-purchase.found",
                share=reading.told(share, "share"),
                n=body.get("customers") or 0,
            ),
            figures=(
                reading.figure(
                    share,
                    "share",
                    reading.said("chart.repeat-purchase.share"),
                    bounds=body.get("interval"),
                    n=body.get("customers"),
                ),
                reading.figure(
                    body.get("mean_purchases"), "score", reading.said("chart.repeat-purchase.mean")
                ),
            ),
            parts=tuple(parts),
            notes=more(reading, len(rows)),
        )
