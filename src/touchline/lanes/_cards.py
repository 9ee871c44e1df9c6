"""
Lanes that hold authored cards: how cells are stacked, and cards drawn as running text.
"""

from __future__ import annotations

from abc import abstractmethod
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from touchline.canvas.primitives import Ellipse, Group, Rect
from touchline.i18n import translate
from touchline.lanes import Drawn, LaneType
from touchline.lanes._details import card_details
from touchline.lanes._images import height_of, picture
from touchline.lanes._owners import owner_lines, owner_tag
from touchline.lanes._pen import PAD, Piece
from touchline.model.partial import hidden_in

if TYPE_CHECKING:
    from touchline.canvas.primitives import Primitive
    from touchline.canvas.text import TextStyle
    from touchline.lanes import Place, Row
    from touchline.lanes._pen import Pen
    from touchline.model.structure import Card

#: A row is never lower, px.
LEAST_HEIGHT = 40.0

#: An empty row of cards is a form to fill in, on a screen or with a pen, px.
ROOM_TO_WRITE = 76.0

#: Space between a row's edge and its cards, px.
ROW_PAD = 9.0

#: Lines after which a card is clipped; the rest stays in its details.
MOST_LINES = 12

#: Cards of one cell that are drawn; the others are counted.
MOST_CARDS = 12

#: How large the picture of a card is at most, and its distance to the words, px.
WIDEST_PICTURE, HIGHEST_PICTURE, BELOW_PICTURE = 260.0, 132.0, 5.0


class CardLane(LaneType):
    """
    A lane whose cells stack their cards.

    Attributes:
        gap: Space between two cards of a cell, px.
        inset: Space between the column's edge and a card, px.
        has_frame: Its cards stand in boxes of their own, so that a spanning cell needs none.
    """

    gap: ClassVar[float] = 6.0
    inset: ClassVar[float] = PAD
    has_frame: ClassVar[bool] = False

    def draw(self, row: Row, pen: Pen) -> Drawn:
        """
        Place the cards of each cell, one below the other.
        """
        is_empty = not any(cell.cards or hidden_in(cell) for cell in row.lane.cells)
        height = ROOM_TO_WRITE if is_empty else LEAST_HEIGHT
        children: list[Primitive] = []
        for place in row.places():
            draw = self.draw_cell if place.cell.cards else draw_hint
            name = ("cell", place.cell.at, place.cell.through)
            piece = row.drafts.take(name, (place, row.top), partial(draw, row, pen, place))
            height = max(height, piece.height)
            children.extend(piece.children)
        return Drawn(height, tuple(children))

    def draw_cell(self, row: Row, pen: Pen, place: Place) -> Piece:
        """
        Place one cell.

        Args:
            row: The lane.
            pen: What knows theme, language and text.
            place: The cell with its columns.

        Returns:
            The cell as a group, with the height it takes.
        """
        x, width = place.x + self.inset, place.width - 2 * self.inset
        y = row.top + ROW_PAD
        children: list[Primitive] = []
        for card in place.cell.cards[:MOST_CARDS]:
            piece = self.pictured(row, pen, card, x=x, y=y, width=width)
            children.append(self.card_group(row, place, card, piece.children))
            y += piece.height + self.gap
        hidden = max(0, len(place.cell.cards) - MOST_CARDS) + len(hidden_in(place.cell))
        if hidden > 0:
            more = translate("scene.more", pen.language, n=hidden)
            text = pen.words(more, pen.styles.note, x=x, y=y, width=width)
            children.append(text)
            y += text.height + self.gap
        y += ROW_PAD - self.gap
        return self.cell_group(row, pen, place, y - row.top, children)

    def pictured(
        self, row: Row, pen: Pen, card: Card, *, x: float, y: float, width: float
    ) -> Piece:
        """
        Place one card below its picture, if it has one.

        Args:
            row: The lane.
            pen: What knows theme, language and text.
            card: The card.
            x: Where it begins.
            y: Its top.
            width: The width it may take.

        Returns:
            The card with its picture.
        """
        if card.image is None:
            return self.draw_card(row, pen, card, x=x, y=y, width=width)
        wide = min(width, WIDEST_PICTURE)
        height = height_of(card.image, wide, most=HIGHEST_PICTURE)
        shown = picture(
            pen,
            row.journey,
            card.image,
            x=x,
            y=y,
            width=wide,
            height=height,
            name=row.said(card.text),
        )
        low = height + BELOW_PICTURE
        piece = self.draw_card(row, pen, card, x=x, y=y + low, width=width)
        return Piece(max(wide, piece.width), low + piece.height, (shown, *piece.children))

    def cell_group(
        self, row: Row, pen: Pen, place: Place, height: float, children: list[Primitive]
    ) -> Piece:
        """
        Bind the primitives of a cell together.

        Args:
            row: The lane.
            pen: What knows theme, language and text.
            place: The cell with its columns.
            height: The height that it takes.
            children: Its primitives, back to front.

        Returns:
            The cell with its owner and department at its foot; a spanning one of running text
            gets a field behind it.
        """
        tag = owner_tag(
            pen,
            place.cell,
            x=place.x + PAD,
            y=row.top + height - ROW_PAD + 4,
            width=place.width - 2 * PAD,
        )
        if tag.height:
            height += tag.height + 4
            children = [*children, *tag.children]
        if len(place.columns) > 1 and not self.has_frame:
            field = Rect(
                x=place.x + 4,
                y=row.top + 4,
                width=place.width - 8,
                height=height - 8,
                fill=pen.theme.soft,
                stroke=pen.theme.line,
                radius=8,
            )
            children = [field, *children]
        group = Group(
            children=tuple(children),
            role="cell",
            title="\n".join(row.said(card.text) for card in place.cell.cards),
            details="\n".join(owner_lines(place.cell, row.language)),
            at=place.at,
        )
        return Piece(place.width, height, (group,))

    def card_group(
        self, row: Row, place: Place, card: Card, children: tuple[Primitive, ...]
    ) -> Group:
        """
        Bind the primitives of a card together.

        Args:
            row: The lane.
            place: The cell that holds it.
            card: The card.
            children: Its primitives, back to front.

        Returns:
            The group with everything that is known of the card.
        """
        return Group(
            children=children,
            role="card",
            title=self.tell_card(row, card),
            details=card_details(row, card, *self.more_details(row, card)),
            at=place.at.child("card", card.id),
        )

    @abstractmethod
    def draw_card(
        self, row: Row, pen: Pen, card: Card, *, x: float, y: float, width: float
    ) -> Piece:
        """
        Place one card.

        Args:
            row: The lane.
            pen: What knows theme, language and text.
            card: The card.
            x: Where it begins.
            y: Its top.
            width: The width it may take.

        Returns:
            The card.
        """

    def tell(self, row: Row, step: str) -> tuple[str, ...]:
        """
        Say each card in a line with who answers for it, then who answers for the cell.
        """
        told = [
            _with_owners(line, card, row.language)
            for card in row.cards(step)
            if (line := self.tell_card(row, card))
        ]
        return (*told, *cell_owners(row, step))

    def tell_card(self, row: Row, card: Card) -> str:
        """
        Say one card.

        Args:
            row: The lane with its cells.
            card: The card.

        Returns:
            One line; empty when the card says nothing.
        """
        return row.said(card.text)

    def more_details(self, row: Row, card: Card) -> tuple[str, ...]:
        """
        Say what a card holds beyond its text, evidence and owner.

        Args:
            row: The lane with its cells.
            card: The card.

        Returns:
            Plain lines.
        """
        del row, card
        return ()


class TextLane(CardLane):
    """
    A lane whose cards are drawn as paragraphs, one below the other.
    """

    def draw_card(
        self, row: Row, pen: Pen, card: Card, *, x: float, y: float, width: float
    ) -> Piece:
        """
        Place one card as a paragraph, with a dot before it when it is an assumption.
        """
        text = pen.words(
            self.shown(row, card),
            self.style(pen),
            x=x,
            y=y,
            width=width,
            language=row.language_of(card.text),
            max_lines=MOST_LINES,
        )
        children: list[Primitive] = [text]
        if pen.shows_grades and card.grade == "assumption":
            children.append(assumption_dot(pen, x, y, text.lines))
        below = self.below(row, pen, card, x=x, y=y + text.height + 2, width=width)
        height = text.height + (2 + below.height if below.height else 0.0)
        return Piece(width, height, (*children, *below.children))

    def below(self, row: Row, pen: Pen, card: Card, *, x: float, y: float, width: float) -> Piece:
        """
        Place what belongs to a card below its words: owner and department by default.

        Args:
            row: The lane.
            pen: What knows theme, language and text.
            card: The card.
            x: Where it begins.
            y: Its top.
            width: The width it may take.

        Returns:
            What was placed; of height 0 when there is nothing.
        """
        del row
        return owner_tag(pen, card, x=x, y=y, width=width)

    def style(self, pen: Pen) -> TextStyle:
        """
        Choose how its paragraphs are set.

        Args:
            pen: What knows theme, language and text.

        Returns:
            The style.
        """
        return pen.styles.cell

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


def draw_hint(row: Row, pen: Pen, place: Place) -> Piece:
    """
    Place the question of an empty cell in quiet ink.

    Args:
        row: The lane.
        pen: What knows theme, language and text.
        place: The cell with its columns.

    Returns:
        The question; of height 0 when the cell asks none.
    """
    hint = place.cell.hint
    words = row.said(hint)
    if not words.strip():
        return Piece(0, 0, ())
    text = pen.words(
        words,
        pen.styles.note,
        x=place.x + PAD,
        y=row.top + ROW_PAD,
        width=place.width - 2 * PAD,
        language=row.language_of(hint),
        max_lines=MOST_LINES,
    )
    group = Group(children=(text,), role="hint", title=words, at=place.at)
    return Piece(place.width, text.height + 2 * ROW_PAD, (group,))


def _with_owners(line: str, card: Card, language: str) -> str:
    # Some lanes tell the owner among what matters most to them.
    owners = (owner for owner in owner_lines(card, language) if owner not in line)
    return " · ".join((line, *owners))


def cell_owners(row: Row, step: str) -> tuple[str, ...]:
    """
    Say who answers for the cells of a lane at a step, and which department's they are.

    Args:
        row: The lane with its cells.
        step: The id of the step.

    Returns:
        Plain lines; empty when nobody is named.
    """
    return tuple(line for cell in row.cells(step) for line in owner_lines(cell, row.language))


def assumption_dot(pen: Pen, x: float, y: float, lines: tuple[object, ...]) -> Ellipse:
    """
    Mark a card that nothing stands behind yet, in the margin before its first line.

    Args:
        pen: What knows theme, language and text.
        x: Where the card's text begins.
        y: Where its first line begins.
        lines: Its lines.

    Returns:
        The dot.
    """
    del lines
    return Ellipse(cx=x - 5.5, cy=y + 8.5, rx=2, ry=2, fill=pen.theme.caution)
