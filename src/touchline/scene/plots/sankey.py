"""
What flows from step to step, as bands whose thickness is how many.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from touchline.canvas.geometry import Box
from touchline.canvas.primitives import Group, Path, Rect
from touchline.i18n import number, percent
from touchline.scene.plots import Placed, Plot
from touchline.scene.plots._relaxed import Band, relaxed

if TYPE_CHECKING:
    from touchline.canvas.primitives import Command, Primitive
    from touchline.lanes._pen import Pen

#: The thickness of a node, the least distance of two columns, and between two nodes, px.
_NODE, _APART, _GAP = 11.0, 128.0, 20.0
#: The height of the plot, px, and the share of it that each further node adds.
_HEIGHT, _PER_NODE = 320.0, 44.0
#: From this height on a node has room for a name and a number below each other, px.
_TWO_LINES = 40.0
#: How strong a band is.
_STRENGTH = 0.3


class SankeyNode(NamedTuple):
    """
    One node.

    Args:
        column: Its step, counted from 0.
        name: What it is called.
        value: How many pass it.
        details: What a pointer resting on it shows.
        tone: `quiet` for those who leave and for what is put together.
        hue: Which hue of the theme it takes.
    """

    column: int
    name: str
    value: float
    details: str = ""
    is_quiet: bool = False
    hue: int = 0


class SankeyLink(NamedTuple):
    """
    One band.

    Args:
        source: The place of its first node among the nodes.
        target: The place of its second node.
        value: How many.
        details: What a pointer resting on it shows.
    """

    source: int
    target: int
    value: float
    details: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sankey(Plot):
    """
    A Sankey diagram of steps.

    Args:
        nodes: The nodes.
        links: The bands.
        heads: The names of the columns.
        whole: How many all shares are of.
    """

    nodes: tuple[SankeyNode, ...]
    links: tuple[SankeyLink, ...]
    heads: tuple[str, ...] = field(default=())
    whole: float = 1.0

    def place(self, pen: Pen, *, x: float, top: float, width: float) -> Placed:
        """
        Place the bands, the nodes and their names.
        """
        n = max((node.column for node in self.nodes), default=0) + 1
        names = min(_APART, width / n) - _NODE - 12
        apart = max((width - names - _NODE - 8) / max(n - 1, 1), _APART)
        most = max((sum(node.column == i for node in self.nodes) for i in range(n)), default=1)
        height = max(_HEIGHT, most * _PER_NODE)
        heads, low = self._heads(pen, x, apart, top)
        laid = relaxed(
            [node.column for node in self.nodes],
            [node.value for node in self.nodes],
            [Band(link.source, link.target, link.value) for link in self.links],
            height=height,
            gap=_GAP,
        )
        origin = low + 12
        drawn: list[Primitive] = [*heads]
        xs = [x + node.column * apart for node in self.nodes]
        for i in sorted(range(len(self.links)), key=lambda i: -self.links[i].value):
            link = self.links[i]
            start = (xs[link.source] + _NODE, origin + laid.starts[i])
            end_at = (xs[link.target], origin + laid.ends[i])
            drawn.append(self._band(pen, link, start, end_at, thick=link.value * laid.per_unit))
        for i, node in enumerate(self.nodes):
            box = Box(xs[i], origin + laid.tops[i], _NODE, max(laid.heights[i], 1.5))
            room = apart - _NODE - 14 if node.column < n - 1 else names
            drawn.append(self._node(pen, node, box, room))
        end = x + (n - 1) * apart + _NODE + 8 + names
        return Placed(tuple(drawn), origin + height + 14, max(end, x + width))

    def _heads(self, pen: Pen, x: float, apart: float, top: float) -> tuple[list[Primitive], float]:
        drawn: list[Primitive] = []
        low = top
        for i, head in enumerate(self.heads):
            text = pen.words(
                head, pen.styles.tag, x=x + i * apart, y=top, width=_APART - 10, max_lines=2
            )
            drawn.append(text)
            low = max(low, text.y + text.height)
        return drawn, low

    def _band(
        self,
        pen: Pen,
        link: SankeyLink,
        leaves: tuple[float, float],
        reaches: tuple[float, float],
        *,
        thick: float,
    ) -> Group:
        source, target = self.nodes[link.source], self.nodes[link.target]
        (start, one), (end, other) = leaves, reaches
        middle = (start + end) / 2
        thick = max(thick, 0.6)
        commands: tuple[Command, ...] = (
            ("M", start, one),
            ("C", middle, one, middle, other, end, other),
            ("L", end, other + thick),
            ("C", middle, other + thick, middle, one + thick, start, one + thick),
            ("Z",),
        )
        shape = Path(commands=commands, fill=self._hue(pen, target), opacity=_STRENGTH)
        share = percent(link.value / max(source.value, 1e-9), pen.language)
        words = f"{source.name} → {target.name}: {number(round(link.value), pen.language)}"
        return Group(
            children=(shape,),
            role="link",
            title=words,
            details="\n".join(line for line in (share, link.details) if line),
        )

    def _hue(self, pen: Pen, node: SankeyNode) -> str:
        return pen.theme.neutral if node.is_quiet else pen.theme.stage_hue(node.hue)

    def _node(self, pen: Pen, node: SankeyNode, box: Box, room: float) -> Group:
        fill = self._hue(pen, node)
        body = Rect(
            x=box.x,
            y=box.y,
            width=box.width,
            height=box.height,
            fill=fill,
            radius=min(3.0, box.height / 2),
        )
        style = pen.coloured(pen.styles.chip, pen.theme.second if node.is_quiet else pen.theme.ink)
        share = percent(node.value / max(self.whole, 1e-9), pen.language)
        x, middle = box.right + 6, box.y + box.height / 2
        if box.height < _TWO_LINES:
            # A thin node has room for one line only, or its words meet those of the next.
            figure = pen.label(share, pen.styles.note, x=x, y=middle - 7.7)
            at = x + figure.width + 5
            name = pen.label(
                node.name, style, x=at, y=figure.y - 0.3, limit=max(x + room - at, 24.0)
            )
        else:
            name = pen.words(node.name, style, x=x, y=0, width=room, max_lines=2)
            figure = pen.label(share, pen.styles.note, x=x, y=0)
            y = middle - (name.height + figure.height - 2) / 2
            name = pen.words(node.name, style, x=x, y=y, width=room, max_lines=2)
            figure = pen.label(share, pen.styles.note, x=x, y=y + name.height - 1)
        title = f"{node.name}: {number(round(node.value), pen.language)}"
        return Group(children=(body, name, figure), role="node", title=title, details=node.details)
