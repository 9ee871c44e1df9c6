"""
The flow from step to step as a Sankey diagram, with a step matrix below.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from touchline.scene.charts import Chart
from touchline.scene.charts._drawing import Drawing, Part
from touchline.scene.charts._hues import hues_of
from touchline.scene.charts._reading import pair
from touchline.scene.plots._amounts import bounds_told
from touchline.scene.plots.heat import Heat, HeatCell
from touchline.scene.plots.sankey import Sankey, SankeyLink, SankeyNode

if TYPE_CHECKING:
    from collections.abc import Sequence

    from touchline.scene.charts._reading import Reading, Row

#: Names that stand for no activity of their own.
_QUIET = frozenset({"(end)", "(other)"})
#: Bands of fewer than one customer in so many are not drawn.
_THIN = 250
#: The most rows of the matrix.
_MOST = 16


class StepFlow(Chart):
    """
    What customers do first, second, third, and how many go from one to the next.
    """

    def drawing(self, reading: Reading) -> Drawing:
        """
        Choose a Sankey diagram and the matrix of its steps.
        """
        matrix, links = reading.rows("matrix"), reading.rows("links")
        paths = reading.body.get("paths") or 0
        if not matrix:
            return Drawing(title=reading.question_title, parts=())
        flow, thin = _sankey(reading, matrix, links, paths)
        first = next((row for row in matrix if row["step"] == 1 and row["share"]), None)
        title = reading.question_title
        if first is not None:
            title = reading.said(
                "chart.step-flow.found",
                name=reading.label(first["activity"]),
                share=reading.told(first["share"], "share"),
                n=paths,
            )
        notes = [reading.said("chart.step-flow.thin", n=thin)] if thin else []
        longer = reading.body.get("longer")
        if longer:
            notes.append(reading.said("chart.step-flow.longer", n=longer))
        return Drawing(
            title=title,
            parts=(
                Part(flow),
                Part(_heat(reading, matrix), reading.said("chart.step-flow.matrix")),
            ),
            notes=tuple(notes),
            width=1240,
        )


def _sankey(
    reading: Reading, matrix: Sequence[Row], links: Sequence[Row], paths: int
) -> tuple[Sankey, int]:
    """
    Turn steps and links into nodes and bands; those who leave form a node of the next step.
    """
    values: dict[tuple[int, str], float] = {
        (row["step"] - 1, row["activity"]): row["cases"] or 0 for row in matrix
    }
    bounds = {(row["step"] - 1, row["activity"]): row.get("interval") for row in matrix}
    for link in links:
        place = (link["step"], link["target"])
        if place not in bounds:
            values[place] = values.get(place, 0) + (link["cases"] or 0)
    least = paths / _THIN
    drawn = [
        link
        for link in links
        if (link["cases"] or 0) >= least
        and (link["step"] - 1, link["source"]) in values
        and (link["step"], link["target"]) in values
    ]
    joined = {(link["step"] - 1, link["source"]) for link in drawn}
    joined |= {(link["step"], link["target"]) for link in drawn}
    order = sorted(
        (place for place in values if place in joined),
        key=lambda place: (place[0], place[1] == "(end)", -values[place], place[1]),
    )
    hues = hues_of(name for _, name in order if name not in _QUIET)
    nodes = tuple(
        SankeyNode(
            column=place[0],
            name=reading.label(place[1]),
            value=values[place],
            details=_interval(reading, bounds.get(place)),
            is_quiet=place[1] in _QUIET,
            hue=hues.get(place[1], 0),
        )
        for place in order
    )
    places = {place: i for i, place in enumerate(order)}
    bands = tuple(
        SankeyLink(
            places[link["step"] - 1, link["source"]],
            places[link["step"], link["target"]],
            link["cases"],
            _interval(reading, link.get("interval")),
        )
        for link in drawn
    )
    last = max(place[0] for place in order) if order else 0
    heads = tuple(reading.said("chart.step-flow.step", n=i + 1) for i in range(last + 1))
    return Sankey(nodes=nodes, links=bands, heads=heads, whole=paths), len(links) - len(drawn)


def _interval(reading: Reading, bounds: Sequence[float] | None) -> str:
    told = bounds_told(pair(bounds), "share", reading.language)
    return reading.said("scene.interval", interval=told) if told else ""


def _heat(reading: Reading, matrix: Sequence[Row]) -> Heat:
    totals: dict[str, float] = {}
    for row in matrix:
        totals[row["activity"]] = totals.get(row["activity"], 0) + (row["cases"] or 0)
    names = sorted(totals, key=lambda name: (name in _QUIET, -totals[name], name))[:_MOST]
    steps = sorted({row["step"] for row in matrix})
    cells = {
        (names.index(row["activity"]), steps.index(row["step"])): HeatCell(
            row["share"], pair(row["interval"]), reading.n(row["cases"])
        )
        for row in matrix
        if row["activity"] in names
    }
    return Heat(
        rows=tuple(reading.label(name) for name in names),
        columns=tuple(reading.said("chart.step-flow.step", n=step) for step in steps),
        cells=cells,
        most=1.0,
    )
