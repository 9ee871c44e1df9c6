"""
What a change would return on its cost.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from touchline.scene.charts import Chart
from touchline.scene.charts._drawing import Drawing, Part
from touchline.scene.charts._reading import pair
from touchline.scene.charts.what_if import shares_and_differences
from touchline.scene.plots.bars import Bar, Bars

if TYPE_CHECKING:
    from touchline.scene.charts._reading import Reading


class Roi(Chart):
    """
    The net return of a change, with the forecast it rests on.
    """

    def drawing(self, reading: Reading) -> Drawing:
        """
        Choose dots of the net return around zero, then the forecast.
        """
        body, rows = reading.body, reading.rows("returns")
        nets = tuple(
            Bar(
                name=reading.said("chart.what-if.order", n=row["order"]),
                value=row["net"],
                bounds=pair(row["bounds_of_net"]),
                tone="bad" if (row["net"] or 0) < 0 else "good",
            )
            for row in rows
        )
        net = rows[0]["net"] if rows else None
        parts = (
            [
                Part(
                    Bars(bars=nets, unit="amount", form="dot", is_signed=True),
                    reading.said("chart.roi.net"),
                )
            ]
            if nets
            else []
        )
        return Drawing(
            title=reading.finding(
                net,
                "chart.roi.found",
                net=reading.told(net, "amount", signed=True),
                chance=reading.told(body.get("chance_of_gain"), "share"),
            ),
            figures=(
                reading.figure(
                    rows[0]["roi"] if rows else None,
                    "share",
                    reading.said("chart.roi.return"),
                    bounds=rows[0]["bounds_of_roi"] if rows else None,
                ),
                reading.figure(
                    body.get("chance_of_gain"), "share", reading.said("chart.roi.chance")
                ),
                reading.figure(
                    body.get("break_even"), "share", reading.said("chart.roi.break-even")
                ),
            ),
            parts=(*parts, *shares_and_differences(reading, reading.rows("forecasts"))),
        )
