"""
The credit of each channel as dots with intervals.
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


class Attribution(Chart):
    """
    Which channels conversions are credited to.
    """

    def drawing(self, reading: Reading) -> Drawing:
        """
        Choose dots of the share of credit, and of the return on cost where costs are known.
        """
        rows = reading.rows("credits")
        parts = []
        if rows:
            bars = tuple(_bar(reading, row) for row in rows[:MOST])
            parts.append(Part(Bars(bars=bars, form="dot")))
        paid = [row for row in rows if row["return_on_cost"] is not None][:MOST]
        if paid:
            returns = tuple(
                Bar(
                    name=reading.label(row["channel"]),
                    value=row["return_on_cost"],
                    bounds=pair(row["interval_of_return_on_cost"]),
                    mark=1.0,
                    tone="bad" if row["return_on_cost"] < 1 else "plain",
                )
                for row in paid
            )
            heading = reading.said("chart.attribution.returns")
            parts.append(Part(Bars(bars=returns, unit="amount", form="dot"), heading))
        body = reading.body
        first = rows[0]["share"] if rows else None
        return Drawing(
            title=reading.finding(
                first,
                "chart.attribution.found",
                name=reading.label(rows[0]["channel"]) if rows else "",
                share=reading.told(first, "share"),
                n=body.get("conversions") or 0,
            ),
            figures=(
                reading.figure(
                    body.get("conversions"), "count", reading.said("chart.attribution.conversions")
                ),
                reading.figure(
                    body.get("rate"),
                    "share",
                    reading.said("chart.attribution.rate"),
                    bounds=body.get("interval"),
                ),
            ),
            parts=tuple(parts),
            notes=more(reading, len(rows)),
        )


def _bar(reading: Reading, row: Row) -> Bar:
    aside = ""
    if row["credit"] is not None:
        credit = reading.told(row["credit"], "amount")
        aside = reading.said("chart.attribution.credit", credit=credit)
    return Bar(
        name=reading.label(row["channel"]),
        value=row["share"],
        bounds=pair(row["interval"]),
        aside=aside,
    )
