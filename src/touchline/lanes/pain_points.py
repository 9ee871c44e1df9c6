"""
What hurts, and how badly (R-036 to R-038).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from touchline.canvas.primitives import Ellipse
from touchline.i18n import translate
from touchline.lanes._boxes import BoxLane
from touchline.lanes._details import n_sources
from touchline.lanes._pen import Piece
from touchline.model.experience import PainPoint

if TYPE_CHECKING:
    from touchline.canvas.primitives import Primitive
    from touchline.lanes import LaneRole, Row
    from touchline.lanes._pen import Pen
    from touchline.model.structure import Card

#: The severity of a reason to leave.
_WORST = 3


class PainPoints(BoxLane):
    """
    Red cards with up to three dots for the severity and the number of sources behind them.
    """

    card: ClassVar[type[Card]] = PainPoint
    role: ClassVar[LaneRole] = "insight"
    icon: ClassVar[str] = "triangle-alert"

    def paint(self, pen: Pen, card: Card) -> tuple[str, str]:
        """
        Fill a reason to leave more strongly.
        """
        theme = pen.theme
        if isinstance(card, PainPoint) and card.severity == _WORST:
            return theme.pain_strong, theme.pain_strong_line
        return theme.pain, theme.pain_line

    def foot(self, row: Row, pen: Pen, card: Card, *, x: float, y: float, width: float) -> Piece:
        """
        Place severity and sources, or the mark of an assumption.
        """
        severity = card.severity if isinstance(card, PainPoint) else None
        children: list[Primitive] = []
        start, top = x, y
        if severity:
            for i in range(_WORST):
                fill = pen.theme.bad if i < severity else pen.theme.pain_line
                children.append(Ellipse(cx=x + 3 + 8 * i, cy=y + 8, rx=3, ry=3, fill=fill))
            start += 8 * _WORST + 5
        note = self.ground(row, pen, card, x=start, y=top, width=width)
        if severity and start + note.width > x + width:
            top += 18
            note = self.ground(row, pen, card, x=x, y=top, width=width)
        children.extend(note.children)
        low = max(top + note.height, y + (16.0 if severity else 0.0))
        return Piece(width, low - y, tuple(children))

    def more_details(self, row: Row, card: Card) -> tuple[str, ...]:
        """
        Say the severity.
        """
        if not isinstance(card, PainPoint) or card.severity is None:
            return ()
        return (translate("scene.severity", row.language, severity=card.severity),)

    def tell_card(self, row: Row, card: Card) -> str:
        """
        Say what hurts, how badly and how well that is known.
        """
        parts = [row.said(card.text), *self.more_details(row, card)]
        if sources := n_sources((card,)):
            parts.append(translate("scene.sources", row.language, n=sources))
        return " · ".join(part for part in parts if part)
