"""
Lanes whose cards are chips beside each other, each with a mark before its words.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from touchline.canvas.primitives import Icon, Rect
from touchline.i18n import translate
from touchline.lanes._cards import MOST_CARDS, MOST_LINES, ROW_PAD, CardLane
from touchline.lanes._pen import PAD, Piece

if TYPE_CHECKING:
    from touchline.canvas.primitives import Primitive
    from touchline.canvas.text import TextStyle
    from touchline.lanes import Place, Row
    from touchline.lanes._pen import Pen
    from touchline.model.structure import Card

#: The height of a chip of one line, its side padding and the space between chips, px.
_HEIGHT, _SIDE, _GAP = 23.0, 7.5, 5.0

#: The side of a chip's mark and its distance to the words, px.
_ICON, _AFTER_ICON = 13.0, 4.5


@dataclass(frozen=True, slots=True)
class Outline:
    """
    The shape of a chip.

    Args:
        radius: How round its corners are.
        stroke: The colour of its edge.
        dash: The strokes and gaps of its edge; none for a solid one.
    """

    radius: float
    stroke: str
    dash: tuple[float, ...] = ()


class WrappingLane(CardLane):
    """
    A lane whose cards stand beside each other while they fit, then in the next line.
    """

    def draw_cell(self, row: Row, pen: Pen, place: Place) -> Piece:
        """
        Place the chips beside each other while they fit, then in the next line.
        """
        left, right = place.x + PAD - 2, place.x + place.width - PAD + 2
        x, y, lowest = left, row.top + ROW_PAD, row.top + ROW_PAD
        children: list[Primitive] = []
        for card in place.cell.cards[:MOST_CARDS]:
            piece = self.pictured(row, pen, card, x=x, y=y, width=right - left)
            if x > left and x + piece.width > right:
                x, y = left, lowest + _GAP
                piece = self.pictured(row, pen, card, x=x, y=y, width=right - left)
            children.append(self.card_group(row, place, card, piece.children))
            x += piece.width + _GAP
            lowest = max(lowest, y + piece.height)
        hidden = len(place.cell.cards) - MOST_CARDS
        if hidden > 0:
            more = translate("scene.more", pen.language, n=hidden)
            text = pen.words(more, pen.styles.note, x=left, y=lowest + _GAP, width=right - left)
            children.append(text)
            lowest = text.y + text.height
        return self.cell_group(row, pen, place, lowest + ROW_PAD - row.top, children)


class ChipLane(WrappingLane):
    """
    A lane whose cards are chips with a mark before their words.
    """

    def mark(self, card: Card) -> str:
        """
        Choose the icon of a chip.

        Args:
            card: The card.

        Returns:
            The name of the icon; the lane's own by default.
        """
        del card
        return self.icon

    def outline(self, pen: Pen, card: Card) -> Outline:
        """
        Choose the shape of a chip.

        Args:
            pen: What knows the theme.
            card: The card.

        Returns:
            The shape; a solid edge with round corners by default.
        """
        del card
        return Outline(_HEIGHT / 2, pen.theme.chip_line)

    def notes(self, row: Row, pen: Pen, card: Card) -> tuple[tuple[str, str], ...]:
        """
        Say what stands below the words of a chip.

        Args:
            row: The lane.
            pen: What knows the theme.
            card: The card.

        Returns:
            Lines with their colours; none by default.
        """
        del row, pen, card
        return ()

    def draw_card(
        self, row: Row, pen: Pen, card: Card, *, x: float, y: float, width: float
    ) -> Piece:
        """
        Place one chip; words that are too long for a line, or notes, make it a box.
        """
        start, room = x + _SIDE + _ICON + _AFTER_ICON, width - 2 * _SIDE - _ICON - _AFTER_ICON
        lines: list[tuple[str, TextStyle, str]] = [
            (row.said(card.text), pen.styles.chip, row.language_of(card.text))
        ]
        for words, colour in self.notes(row, pen, card):
            lines.append((words, pen.coloured(pen.styles.note, colour), row.language))
        children: list[Primitive] = []
        low, widest = y + 3.5, 0.0
        for words, style, language in lines:
            wide = min(room, pen.width_of(words, style, language))
            text = pen.words(
                words, style, x=start, y=low, width=wide, language=language, max_lines=MOST_LINES
            )
            children.append(text)
            low, widest = text.y + text.height, max(widest, wide)
        height = max(_HEIGHT, low + 3.5 - y)
        shape = self.outline(pen, card)
        box = Rect(
            x=x,
            y=y,
            width=start - x + widest + _SIDE,
            height=height,
            fill=pen.theme.paper,
            stroke=shape.stroke,
            radius=min(shape.radius, _HEIGHT / 2),
            dash=shape.dash,
        )
        mark = Icon(
            name=self.mark(card),
            x=x + _SIDE,
            y=y + (_HEIGHT - _ICON) / 2,
            size=_ICON,
            colour=pen.theme.second,
        )
        return Piece(box.width, height, (box, mark, *children))
