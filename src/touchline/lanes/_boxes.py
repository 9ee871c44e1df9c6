"""
Lanes whose cards stand in tinted boxes.
"""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING, ClassVar

from touchline.canvas.primitives import Rect
from touchline.i18n import translate
from touchline.lanes._cards import MOST_LINES, CardLane
from touchline.lanes._details import n_sources
from touchline.lanes._pen import Piece

if TYPE_CHECKING:
    from touchline.lanes import Row
    from touchline.lanes._pen import Pen
    from touchline.model.structure import Card

#: Space between a box's edge and what stands in it, px.
_PAD = 9.0


class BoxLane(CardLane):
    """
    A lane whose cards are boxes: their words, and a foot with what is known about them.
    """

    inset: ClassVar[float] = 7.0
    gap: ClassVar[float] = 7.0
    has_frame: ClassVar[bool] = True

    @abstractmethod
    def paint(self, pen: Pen, card: Card) -> tuple[str, str]:
        """
        Choose the colours of a box.

        Args:
            pen: What knows the theme.
            card: The card.

        Returns:
            Fill and outline.
        """

    @abstractmethod
    def foot(self, row: Row, pen: Pen, card: Card, *, x: float, y: float, width: float) -> Piece:
        """
        Place what is known about a card below its words.

        Args:
            row: The lane.
            pen: What knows theme, language and text.
            card: The card.
            x: Where it begins.
            y: Its top.
            width: The width it may take.

        Returns:
            The foot; of height 0 when nothing is known.
        """

    def draw_card(
        self, row: Row, pen: Pen, card: Card, *, x: float, y: float, width: float
    ) -> Piece:
        """
        Place the words, the foot below them and the box around both.
        """
        fill, line = self.paint(pen, card)
        inner = width - 2 * _PAD
        text = pen.words(
            row.said(card.text),
            pen.styles.strong,
            x=x + _PAD,
            y=y + _PAD - 2,
            width=inner,
            language=row.language_of(card.text),
            max_lines=MOST_LINES,
        )
        top = text.y + text.height + 3
        foot = self.foot(row, pen, card, x=x + _PAD, y=top, width=inner)
        height = (top + foot.height if foot.height else text.y + text.height) + _PAD - 2 - y
        box = Rect(x=x, y=y, width=width, height=height, fill=fill, stroke=line, radius=9)
        return Piece(width, height, (box, text, *foot.children))

    def ground(self, row: Row, pen: Pen, card: Card, *, x: float, y: float, width: float) -> Piece:
        """
        Place how well a card is known: its sources, or the mark of an assumption.

        Args:
            row: The lane.
            pen: What knows theme, language and text.
            card: The card.
            x: Where it begins.
            y: Its top.
            width: The width it may take.

        Returns:
            The note; of height 0 when the map keeps no evidence at all.
        """
        sources = n_sources((card,))
        if sources:
            told = translate("scene.sources", row.language, n=sources)
            text = pen.label(told, pen.styles.note, x=x, y=y, limit=width)
            return Piece(text.width, text.height, (text,))
        if not pen.shows_grades:
            return Piece(0, 0, ())
        return assumption_pill(pen, x=x, y=y, width=width)


def assumption_pill(pen: Pen, *, x: float, y: float, width: float) -> Piece:
    """
    Say that nothing stands behind something yet.

    Args:
        pen: What knows theme, language and text.
        x: Where it begins.
        y: Its top.
        width: The width it may take.

    Returns:
        The pill.
    """
    word = translate("scene.assumption", pen.language)
    theme = pen.theme
    return pen.pill(word, x=x, y=y, fill=theme.warn_fill, ink=theme.warn, limit=width)
