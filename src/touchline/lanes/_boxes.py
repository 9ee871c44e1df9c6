"""
Lanes whose cards stand in tinted boxes.
"""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING, ClassVar

from touchline.canvas.primitives import Icon, Rect
from touchline.i18n import translate
from touchline.lanes._cards import MOST_LINES, CardLane
from touchline.lanes._details import n_sources
from touchline.lanes._flow import Flow
from touchline.lanes._owners import owner_tag
from touchline.lanes._pen import Piece

if TYPE_CHECKING:
    from touchline.canvas.primitives import Primitive
    from touchline.canvas.text import TextStyle
    from touchline.lanes import Row
    from touchline.lanes._pen import Pen
    from touchline.model.experience import Progress
    from touchline.model.structure import Card

#: Space between a box's edge and what stands in it, px.
_PAD = 9.0

#: The side of the mark before the words and its distance to them, px.
_MARK, _AFTER = 12.0, 5.0


class BoxLane(CardLane):
    """
    A lane whose cards are boxes: their words, and a foot with what is known about them.

    Attributes:
        mark: The name of an icon before the words, which tells the box apart without its colour.
        places_owner: Its foot shows the owner itself.
        is_bold: Its words are set like headings rather than as running text.
    """

    inset: ClassVar[float] = 7.0
    gap: ClassVar[float] = 7.0
    has_frame: ClassVar[bool] = True
    mark: ClassVar[str | None] = None
    places_owner: ClassVar[bool] = False
    is_bold: ClassVar[bool] = True

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
        flow = Flow(pen, x, y, width)
        self.fill_foot(row, card, flow)
        return flow.piece

    def fill_foot(self, row: Row, card: Card, flow: Flow) -> None:
        """
        Place small things about a card below its words; none by default.

        Args:
            row: The lane.
            card: The card.
            flow: Where they are placed.
        """
        del row, card, flow

    def mark_colour(self, pen: Pen) -> str:
        """
        Choose the colour of the mark.

        Args:
            pen: What knows the theme.

        Returns:
            The colour.
        """
        return pen.theme.second

    def style(self, pen: Pen) -> TextStyle:
        """
        Choose how the words are set.

        Args:
            pen: What knows theme, language and text.

        Returns:
            The style.
        """
        return pen.styles.strong if self.is_bold else pen.styles.cell

    def shown(self, row: Row, card: Card) -> str:
        """
        Choose the words that are drawn.

        Args:
            row: The lane.
            card: The card.

        Returns:
            The words.
        """
        return row.said(card.text)

    def draw_card(
        self, row: Row, pen: Pen, card: Card, *, x: float, y: float, width: float
    ) -> Piece:
        """
        Place the words, the foot below them and the box around both.
        """
        fill, line = self.paint(pen, card)
        inner = width - 2 * _PAD
        lead = _MARK + _AFTER if self.mark else 0.0
        text = pen.words(
            self.shown(row, card),
            self.style(pen),
            x=x + _PAD + lead,
            y=y + _PAD - 2,
            width=inner - lead,
            language=row.language_of(card.text),
            max_lines=MOST_LINES,
        )
        children: list[Primitive] = [text]
        if self.mark:
            colour = self.mark_colour(pen)
            children.append(
                Icon(name=self.mark, x=x + _PAD, y=y + _PAD + 0.5, size=_MARK, colour=colour)
            )
        low = text.y + text.height
        foot = self.foot(row, pen, card, x=x + _PAD, y=low + 3, width=inner)
        low += 3 + foot.height if foot.height else 0.0
        tag = owner_tag(
            pen, card, x=x + _PAD, y=low + 3, width=inner, names_owner=not self.places_owner
        )
        low += 3 + tag.height if tag.height else 0.0
        height = low + _PAD - 2 - y
        box = Rect(x=x, y=y, width=width, height=height, fill=fill, stroke=line, radius=9)
        return Piece(width, height, (box, *children, *foot.children, *tag.children))

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

    def fill_ground(self, row: Row, card: Card, flow: Flow) -> None:
        """
        Place how well a card is known among the other small things of its foot.

        Args:
            row: The lane.
            card: The card.
            flow: Where it is placed.
        """
        flow.put(lambda *, x, y, limit: self.ground(row, flow.pen, card, x=x, y=y, width=limit))


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


def status_pill(pen: Pen, status: Progress, *, x: float, y: float, limit: float) -> Piece:
    """
    Say how far something planned has come.

    Args:
        pen: What knows theme, language and text.
        status: How far.
        x: Where it begins.
        y: Its top.
        limit: The width it may take.

    Returns:
        The pill.
    """
    theme = pen.theme
    fill, ink = {
        "idea": (theme.pill, theme.second),
        "planned": (theme.planned_fill, theme.planned),
        "doing": (theme.warn_fill, theme.warn),
        "done": (theme.done_fill, theme.good_ink),
        "dropped": (theme.pill, theme.second),
    }[status]
    word = translate(f"scene.status-{status}", pen.language)
    return pen.pill(word, x=x, y=y, fill=fill, ink=ink, limit=limit)
