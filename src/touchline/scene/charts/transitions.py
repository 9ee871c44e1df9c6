"""
What directly follows what, as a graph and as a matrix.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from touchline.scene.charts import Chart
from touchline.scene.charts._drawing import Drawing, Part
from touchline.scene.charts._flow_graph import flow_graph
from touchline.scene.charts._matrix import matrix
from touchline.scene.charts._ranked import more

if TYPE_CHECKING:
    from touchline.scene.charts._reading import Reading


class Transitions(Chart):
    """
    How often each activity comes right after each other one.
    """

    def drawing(self, reading: Reading) -> Drawing:
        """
        Choose the graph of the frequent ones, then the matrix of all.
        """
        rows = reading.rows("transitions")
        if not rows:
            return Drawing(title=reading.question_title, parts=())
        graph, thin = flow_graph(reading, rows)
        heat, hidden = matrix(
            reading,
            rows,
            count="count",
            share="share_out",
            across=reading.said("chart.next"),
            down=reading.said("chart.after-activity"),
        )
        inner = [
            row
            for row in rows
            if row["count"]
            and row["source"] != row["target"]
            and not {row["source"], row["target"]} & {"(start)", "(end)"}
        ]
        title = reading.question_title
        if inner:
            most = max(inner, key=lambda row: row["count"])
            title = reading.said(
                "chart.transitions.found",
                source=reading.label(most["source"]),
                target=reading.label(most["target"]),
                n=most["count"],
                share=reading.told(most["share_out"], "share"),
            )
        return Drawing(
            title=title,
            parts=(
                Part(graph, "", reading.said("chart.graph-note", n=thin)),
                Part(heat, reading.said("chart.transitions.matrix")),
            ),
            notes=(reading.said("chart.share-out"), *more(reading, hidden, 0)),
            width=1320,
        )
