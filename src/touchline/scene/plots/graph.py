"""
What follows what, as boxes joined by arrows whose thickness is how often.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from touchline.canvas.geometry import Box, polygon
from touchline.canvas.primitives import Group, Path, Rect
from touchline.scene.plots import Placed, Plot
from touchline.scene.plots._layered import Edge, layered

if TYPE_CHECKING:
    from collections.abc import Sequence

    from touchline.canvas.primitives import Command, Primitive
    from touchline.lanes._pen import Pen

#: The width of a box, the least room between two layers and two boxes, px.
_BOX, _APART, _GAP = 110.0, 46.0, 20.0
#: The room of an edge that passes a layer, px.
_THIN = 12.0
#: The thinnest and the thickest edge, and the reach of an arrow's head, px.
_THINNEST, _THICKEST, _HEAD = 1.2, 8.0, 7.0
#: Inside a box, px.
_PAD = 8.0


class GraphNode(NamedTuple):
    """
    One box.

    Args:
        name: What it is called.
        aside: A quiet line below it.
        details: What a pointer resting on it shows.
        is_quiet: It is a mark, such as the start, and no activity.
        hue: Which hue of the theme it takes.
    """

    name: str
    aside: str = ""
    details: str = ""
    is_quiet: bool = False
    hue: int = 0


class GraphEdge(NamedTuple):
    """
    One arrow.

    Args:
        source: The place of the box it leaves.
        target: The place of the box it reaches.
        weight: How often.
        words: What is written at it.
        details: What a pointer resting on it shows.
    """

    source: int
    target: int
    weight: float
    words: str = ""
    details: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Graph(Plot):
    """
    A directed graph in layers along the reading direction.

    Args:
        nodes: The boxes.
        edges: The arrows between different boxes.
    """

    nodes: tuple[GraphNode, ...]
    edges: tuple[GraphEdge, ...]

    def place(self, pen: Pen, *, x: float, top: float, width: float) -> Placed:
        """
        Place the arrows and the boxes in front of them.
        """
        sizes = [self._height(pen, node) for node in self.nodes]
        laid = layered(
            sizes,
            [Edge(edge.source, edge.target, edge.weight) for edge in self.edges],
            gap=_GAP,
            thin=_THIN,
        )
        n = max(laid.layers, default=0) + 1
        apart = max((width - n * _BOX) / max(n - 1, 1), _APART)
        apart = min(apart, 150.0)
        xs = [x + layer * (_BOX + apart) for layer in range(n)]
        boxes = [
            Box(xs[layer], top + 6 + middle - size / 2, _BOX, size)
            for layer, middle, size in zip(laid.layers, laid.middles, sizes, strict=True)
        ]
        most = max((edge.weight for edge in self.edges), default=1.0)
        arrows: list[Primitive] = []
        taken: list[Box] = list(boxes)
        labels: list[Primitive] = []
        by_weight = sorted(range(len(self.edges)), key=lambda i: self.edges[i].weight)
        for i in by_weight:
            ends = self._points(laid.routes[i], xs, top + 6, is_back=i in laid.backward)
            thick = max(_THICKEST * self.edges[i].weight / most, _THINNEST)
            arrows.append(self._arrow(pen, i, ends, thick, is_back=i in laid.backward))
        for i in reversed(by_weight):
            ends = self._points(laid.routes[i], xs, top + 6, is_back=i in laid.backward)
            labels += self._label(pen, self.edges[i].words, ends, taken)
        drawn = [self._box(pen, node, box) for node, box in zip(self.nodes, boxes, strict=True)]
        low = max((box.bottom for box in boxes), default=top)
        low = max(low, top + 6 + laid.height)
        end = x + n * _BOX + (n - 1) * apart
        return Placed((*arrows, *labels, *drawn), low + 4, end)

    def _height(self, pen: Pen, node: GraphNode) -> float:
        text = pen.words(node.name, pen.styles.chip, x=0, y=0, width=_BOX - 2 * _PAD, max_lines=3)
        aside = pen.styles.note.leading(pen.language) if node.aside else 0.0
        return text.height + aside + 12

    def _points(
        self, route: Sequence[tuple[int, float]], xs: list[float], top: float, *, is_back: bool
    ) -> list[tuple[float, float]]:
        """
        Turn a route into points: the edges of both boxes, and both sides of every layer between.
        """
        last = len(route) - 1
        points = []
        for i, (layer, middle) in enumerate(route):
            start, end = xs[layer], xs[layer] + _BOX
            y = top + middle
            # A backward edge runs against the layers, from the start of its source.
            near, far = (end, start) if is_back else (start, end)
            if i == 0:
                points.append((far, y))
            elif i == last:
                points.append((near, y))
            else:
                points += [(near, y), (far, y)]
        return points

    def _arrow(
        self,
        pen: Pen,
        i: int,
        points: list[tuple[float, float]],
        thick: float,
        *,
        is_back: bool,
    ) -> Group:
        edge = self.edges[i]
        side = -1.0 if is_back else 1.0
        tip = points[-1]
        neck = (tip[0] - side * (_HEAD - 1), tip[1])
        commands = _smooth([*points[:-1], neck])
        colour = pen.theme.caution if is_back else pen.theme.neutral
        wide = max(thick / 2 + 2.5, 4.0)
        head = polygon(
            [tip, (tip[0] - side * _HEAD, tip[1] - wide), (tip[0] - side * _HEAD, tip[1] + wide)]
        )
        shapes = (
            Path(
                commands=commands,
                stroke=colour,
                stroke_width=thick,
                opacity=0.55,
                dash=(6, 3) if is_back else (),
            ),
            Path(commands=head, fill=colour),
        )
        source, target = self.nodes[edge.source], self.nodes[edge.target]
        title = f"{source.name} → {target.name}"
        words = "\n".join(line for line in (edge.words, edge.details) if line)
        return Group(children=shapes, role="edge", title=title, details=words)

    def _label(
        self, pen: Pen, words: str, points: list[tuple[float, float]], taken: list[Box]
    ) -> list[Primitive]:
        """
        Write on an edge where it meets no box and no other label; else leave it to the pointer.
        """
        if not words:
            return []
        wide = pen.width_of(words, pen.styles.note) + 6
        height = 14.0
        stretches = [(one, other) for one, other in pairwise(points)]
        for share in (0.5, 0.3, 0.7):
            for one, other in stretches:
                cx = one[0] + (other[0] - one[0]) * share
                ease = share * share * (3 - 2 * share)
                cy = one[1] + (other[1] - one[1]) * ease
                box = Box(cx - wide / 2, cy - height / 2, wide, height)
                if any(box.overlaps(found) for found in taken):
                    continue
                taken.append(box)
                ground = Rect(
                    x=box.x, y=box.y, width=wide, height=height, fill=pen.theme.paper, radius=5
                )
                text = pen.words(
                    words,
                    pen.styles.note,
                    x=box.x,
                    y=box.y - 0.7,
                    width=wide,
                    align="middle",
                    max_lines=1,
                )
                return [ground, text]
        return []

    def _box(self, pen: Pen, node: GraphNode, box: Box) -> Group:
        hue = pen.theme.stage_hue(node.hue)
        fill = pen.theme.soft if node.is_quiet else pen.theme.tint(hue, 0.08)
        stroke = pen.theme.rule if node.is_quiet else pen.theme.tint(hue, 0.55)
        shape = Rect(
            x=box.x,
            y=box.y,
            width=box.width,
            height=box.height,
            fill=fill,
            stroke=stroke,
            radius=box.height / 2 if node.is_quiet else 9,
        )
        name = pen.words(
            node.name,
            pen.styles.chip,
            x=box.x + _PAD,
            y=box.y + 6,
            width=box.width - 2 * _PAD,
            align="middle",
            max_lines=3,
        )
        children: list[Primitive] = [shape, name]
        if node.aside:
            children.append(
                pen.words(
                    node.aside,
                    pen.styles.note,
                    x=box.x + _PAD,
                    y=name.y + name.height,
                    width=box.width - 2 * _PAD,
                    align="middle",
                    max_lines=1,
                )
            )
        return Group(children=tuple(children), role="node", title=node.name, details=node.details)


def _smooth(points: list[tuple[float, float]]) -> tuple[Command, ...]:
    """
    Join points by curves that leave and reach each of them level.
    """
    commands: list[Command] = [("M", *points[0])]
    for one, other in pairwise(points):
        middle = (one[0] + other[0]) / 2
        if abs(one[1] - other[1]) < 0.01:  # noqa: PLR2004 (as good as level)
            commands.append(("L", *other))
        else:
            commands.append(("C", middle, one[1], middle, other[1], *other))
    return tuple(commands)
