"""
How large segments are, and what sets them apart.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from touchline.scene.charts import Chart
from touchline.scene.charts._drawing import Drawing, Part
from touchline.scene.charts._ranked import MOST, more, ranked
from touchline.scene.charts._reading import pair
from touchline.scene.plots.bars import Bar, Bars

if TYPE_CHECKING:
    from touchline.scene.charts._reading import Reading, Row

#: The most distinctions of one segment.
_DISTINCT = 5


class Segments(Chart):
    """
    The size of each segment and in what it differs from the rest.
    """

    def drawing(self, reading: Reading) -> Drawing:
        """
        Choose bars of sizes, and dots of the differences.
        """
        body, rows = reading.body, reading.rows("segments")
        sizes = tuple(ranked(reading, row, row["segment"]) for row in rows[:MOST])
        parts = [Part(Bars(bars=sizes, most=1.0))] if sizes else []
        distinctions = []
        for row in rows[:MOST]:
            own = [one for one in reading.rows("profile") if one["segment"] == row["segment"]]
            own.sort(key=lambda one: -abs(one["difference"] or 0))
            distinctions += [
                _distinction(reading, one, "" if i else str(row["segment"]))
                for i, one in enumerate(own[:_DISTINCT])
            ]
        if distinctions:
            form = Bars(bars=tuple(distinctions), unit="points", form="dot", is_signed=True)
            parts.append(Part(form, reading.said("chart.segments.profile")))
        first = rows[0]["share"] if rows else None
        notes = []
        if body.get("in_none"):
            notes.append(reading.said("chart.segments.none", n=body["in_none"]))
        if body.get("in_several"):
            notes.append(reading.said("chart.segments.several", n=body["in_several"]))
        return Drawing(
            title=reading.finding(
                first,
                "chart.segments.found",
                name=rows[0]["segment"] if rows else "",
                share=reading.told(first, "share"),
                n=body.get("cases") or 0,
            ),
            parts=tuple(parts),
            notes=(*notes, *more(reading, len(rows))),
        )


def _distinction(reading: Reading, row: Row, heading: str) -> Bar:
    share, rest = (reading.told(row[name], "share") for name in ("share", "share_of_rest"))
    return Bar(
        name=reading.label(row["name"]),
        value=row["difference"],
        bounds=pair(row["interval"]),
        note=reading.said("chart.segments.shares", share=share, rest=rest),
        aside=reading.n(row["cases"]),
        heading=heading,
    )
