"""
What a change of the flow would do, before against after.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from touchline.scene.charts import Chart
from touchline.scene.charts._drawing import Drawing, Part
from touchline.scene.charts._reading import pair
from touchline.scene.plots.bars import Bar, Bars

if TYPE_CHECKING:
    from collections.abc import Sequence

    from touchline.scene.charts._reading import Reading, Row


class WhatIf(Chart):
    """
    The share that completes as it is and as it would be, by how much memory the forecast has.
    """

    def drawing(self, reading: Reading) -> Drawing:
        """
        Choose bars of the share before and after, and dots of the difference.
        """
        body, rows = reading.body, reading.rows("forecasts")
        gained = body.get("gained")
        return Drawing(
            title=reading.finding(
                gained,
                "chart.what-if.found",
                gained=reading.told(gained, "amount", signed=True),
                n=body.get("paths") or 0,
            ),
            figures=(
                reading.figure(
                    gained,
                    "amount",
                    reading.said("chart.what-if.gained"),
                    bounds=body.get("interval_of_gained"),
                ),
                reading.figure(
                    body.get("value_gained"),
                    "amount",
                    reading.said("chart.what-if.value"),
                    bounds=body.get("interval_of_value_gained"),
                ),
            ),
            parts=shares_and_differences(reading, rows),
        )


def shares_and_differences(reading: Reading, rows: Sequence[Row]) -> tuple[Part, ...]:
    """
    Draw forecasts.

    Args:
        reading: The answer.
        rows: Its forecasts.

    Returns:
        The shares, and the differences.
    """
    if not rows:
        return ()
    shares = tuple(
        Bar(
            name=reading.said(f"chart.what-if.{when}"),
            value=row[f"share_{when}"],
            heading=reading.said("chart.what-if.order", n=row["order"]) if when == "before" else "",
            tone="quiet" if when == "before" else "plain",
        )
        for row in rows
        for when in ("before", "after")
    )
    differences = tuple(
        Bar(
            name=reading.said("chart.what-if.order", n=row["order"]),
            value=row["difference"],
            bounds=pair(row["interval_of_difference"]),
        )
        for row in rows
    )
    return (
        Part(Bars(bars=shares), reading.said("chart.what-if.shares")),
        Part(
            Bars(bars=differences, unit="points", form="dot", is_signed=True),
            reading.said("chart.what-if.differences"),
        ),
    )
