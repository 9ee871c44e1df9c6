"""
What goes together with leaving, as differences.
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


class Reasons(Chart):
    """
    By how much more customers with a trait leave than those without it.
    """

    def drawing(self, reading: Reading) -> Drawing:
        """
        Choose dots of the differences.
        """
        body = reading.body
        rows = sorted(reading.rows("reasons"), key=lambda row: not row["is_notable"])
        bars = tuple(_bar(reading, row) for row in rows[:MOST])
        notable = sum(bool(row["is_notable"]) for row in rows)
        share = body.get("share")
        return Drawing(
            title=reading.finding(
                share,
                "chart.reasons.found",
                n=notable,
                after=reading.question.get("after") or "",
                share=reading.told(share, "share"),
            ),
            parts=(Part(Bars(bars=bars, unit="points", form="dot", is_signed=True)),)
            if bars
            else (),
            notes=(
                reading.said("chart.reasons.note"),
                reading.said("chart.notable"),
                *more(reading, len(rows)),
            ),
        )


def _bar(reading: Reading, row: Row) -> Bar:
    is_about = row["kind"] in {"case", "event"}
    name = f"{row['attribute']} = {row['value']}" if is_about else str(row["value"])
    share = reading.told(row["share"], "share")
    without = reading.told(row["share_without"], "share")
    note = reading.said(f"chart.reasons.{row['kind']}")
    return Bar(
        name=name,
        value=row["difference"],
        bounds=pair(row["interval_of_difference"]),
        note=" · ".join((note, reading.said("chart.reasons.shares", share=share, without=without))),
        aside=reading.n(row["cases"]),
        tone="bad" if row["is_notable"] and (row["difference"] or 0) > 0 else "quiet",
        is_notable=bool(row["is_notable"]),
    )
