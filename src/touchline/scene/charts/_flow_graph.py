"""
What follows what, cut down to what a reader can follow.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from touchline.i18n import percent
from touchline.scene.charts._reading import pair
from touchline.scene.plots._amounts import bounds_told
from touchline.scene.plots.graph import Graph, GraphEdge, GraphNode

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from touchline.scene.charts._reading import Reading, Row

#: The most boxes.
_MOST = 16
#: An arrow is drawn when so large a share of what leaves its source takes it.
_SHARE = 0.1
#: Marks of the log that are no activity.
_QUIET = frozenset({"(start)", "(end)", "(other)"})


def flow_graph(
    reading: Reading, rows: Sequence[Row], counts: Mapping[str, int] | None = None
) -> tuple[Graph, int]:
    """
    Draw pairs of an answer as boxes and arrows.

    Args:
        reading: The answer.
        rows: Pairs with source, target, count and share_out.
        counts: How many customers came to each activity, where that is known.

    Returns:
        The graph, and how many pairs it leaves out.
    """
    known = [row for row in rows if row["count"] and row["source"] != row["target"]]
    totals: dict[str, float] = {}
    for row in known:
        totals[row["source"]] = totals.get(row["source"], 0) + row["count"]
        totals[row["target"]] = totals.get(row["target"], 0) + row["count"]
    names = sorted(totals, key=lambda name: (name not in _QUIET, -totals[name], name))[:_MOST]
    shown = [row for row in known if row["source"] in names and row["target"] in names]
    kept = _kept(shown, names)
    nodes = tuple(
        GraphNode(
            reading.label(name),
            reading.n((counts or {}).get(name)) if counts else "",
            is_quiet=name in _QUIET,
        )
        for name in names
    )
    edges = tuple(
        GraphEdge(
            names.index(row["source"]),
            names.index(row["target"]),
            row["count"],
            percent(row["share_out"], reading.language, digits=0) if row["share_out"] else "",
            _details(reading, row),
        )
        for row in kept
    )
    return Graph(nodes=nodes, edges=edges), len(rows) - len(kept)


def _kept(rows: Sequence[Row], names: Sequence[str]) -> list[Row]:
    """
    Keep the frequent pairs, and the most frequent one into and out of every activity.
    """
    strong = {i for i, row in enumerate(rows) if (row["share_out"] or 0) >= _SHARE}
    for name in names:
        for side in ("source", "target"):
            own = [i for i, row in enumerate(rows) if row[side] == name]
            if own:
                strong.add(max(own, key=lambda i: (rows[i]["count"], -i)))
    return [rows[i] for i in sorted(strong)]


def _details(reading: Reading, row: Row) -> str:
    lines = [reading.n(row["count"])]
    told = bounds_told(pair(row.get("interval")), "share", reading.language)
    if told:
        lines.append(reading.said("scene.interval", interval=told))
    if row.get("median_seconds"):
        span = reading.told(row["median_seconds"], "seconds")
        lines.append(reading.said("chart.half-within", span=span))
    return "\n".join(line for line in lines if line)
