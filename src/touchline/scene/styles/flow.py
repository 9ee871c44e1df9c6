"""
The journey as a flowchart: what leads where, and how customer and company work together (R-082).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from touchline.canvas.primitives import Group
from touchline.i18n import translate
from touchline.lanes._pen import Pen
from touchline.scene.flow.graph import graph_of
from touchline.scene.flow.nodes import bands
from touchline.scene.flow.rows import row, told_handoffs
from touchline.scene.flow.signs import entries
from touchline.scene.flow.strips import NARROWEST, strips
from touchline.scene.flow.ways import links
from touchline.scene.header import header
from touchline.scene.legend import footer, legend
from touchline.scene.sheet import MARGIN, PAD, sheet
from touchline.scene.styles import Style

if TYPE_CHECKING:
    from touchline.canvas.primitives import Primitive, Scene
    from touchline.canvas.theme import Theme
    from touchline.scene.flow.graph import Graph
    from touchline.scene.subject import Subject

#: Space between two rows, px.
_BETWEEN = 26.0


class Flow(Style):
    """
    Steps from start to end with the ways between them, the company's part in bands below.
    """

    has_places: ClassVar[bool] = True

    def compose(self, subject: Subject, theme: Theme, width: float | None) -> Scene:
        """
        Place header, rows, legend and source from top to bottom.
        """
        shows_grades = any(card.evidence for _, _, card in subject.journey.cards())
        pen = Pen(theme=theme, language=subject.language, shows_grades=shows_grades)
        x = MARGIN + PAD
        graph = graph_of(subject)
        wished = None if width is None else width - 2 * (MARGIN + PAD)
        rows = strips(subject, pen, graph.plan, x=x, width=wished)
        content = rows[0].end - x if rows else NARROWEST
        head, low = header(subject, pen, x=x, top=MARGIN + PAD - 2, width=content)
        children: list[Primitive] = [head]
        joined = links(graph, rows)
        parts, passed = bands(subject), told_handoffs(subject)
        low += 18
        for strip in rows:
            drawn, low = row(
                subject, pen, graph, strip, parts=parts, joined=joined, passed=passed, top=low
            )
            children += drawn
            low += _BETWEEN
        low -= _BETWEEN if rows else 0.0
        rest, low = _rest(pen, graph, x=x, top=low, width=content)
        children += rest
        explained = entries(subject, pen, graph, parts)
        group, bottom = legend(subject, pen, x=x, top=low + 14, width=content, entries=explained)
        if group:
            children.append(group)
            low = bottom
        group, bottom = footer(subject, pen, x=x, top=low + 14, width=content)
        if group:
            children.append(group)
            low = bottom
        return sheet(subject, theme, x + content + PAD, low + PAD - 4, children)


def _rest(
    pen: Pen, graph: Graph, *, x: float, top: float, width: float
) -> tuple[list[Primitive], float]:
    """
    Say how many departures from the plan are not drawn; the details tell them.
    """
    if not graph.hidden:
        return [], top
    words = translate("scene.branches-more", pen.language, n=len(graph.hidden))
    text = pen.words(words, pen.styles.note, x=x, y=top + 8, width=width, max_lines=2)
    group = Group(children=(text,), role="note", title=words, details="\n".join(graph.hidden))
    return [group], text.y + text.height
