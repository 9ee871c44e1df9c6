"""
The journey that a log shows, as a graph of its milestones.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from touchline.scene.charts import Chart
from touchline.scene.charts._drawing import Drawing, Part
from touchline.scene.charts._flow_graph import flow_graph
from touchline.scene.charts._ranked import MOST, more, ranked
from touchline.scene.plots.bars import Bars

if TYPE_CHECKING:
    from touchline.scene.charts._reading import Reading, Row


class Discovery(Chart):
    """
    Milestones, the ways between them, and how many come to each.
    """

    def drawing(self, reading: Reading) -> Drawing:
        """
        Choose the graph of ways, and bars of who comes to each milestone.
        """
        body, rows, ways = reading.body, reading.rows("milestones"), reading.rows("ways")
        parts = []
        if ways:
            counts = {row["activity"]: row["cases"] for row in rows}
            graph, thin = flow_graph(reading, ways, counts)
            parts.append(Part(graph, "", reading.said("chart.graph-note", n=thin)))
        if rows:
            bars = tuple(
                ranked(reading, row, reading.label(row["activity"]), note=_note(reading, row))
                for row in rows[:MOST]
            )
            heading = reading.said("chart.discovery.milestones")
            parts.append(Part(Bars(bars=bars, most=1.0), heading))
        coverage = body.get("coverage")
        return Drawing(
            title=reading.finding(
                coverage,
                "chart.discovery.found",
                n=len(rows),
                share=reading.told(coverage, "share"),
            ),
            parts=tuple(parts),
            notes=more(reading, len(rows)),
            width=1320,
        )


def _note(reading: Reading, row: Row) -> str:
    notes = [reading.said("scene.optional")] if row["is_optional"] else []
    if row["median_seconds_from_start"]:
        span = reading.told(row["median_seconds_from_start"], "seconds")
        notes.append(reading.said("chart.discovery.after", span=span))
    return " · ".join(notes)
