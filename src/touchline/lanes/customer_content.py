"""
What customers themselves publish, such as posts and reviews (R-041).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from touchline.canvas.icons import has_icon
from touchline.canvas.primitives import Path
from touchline.i18n import translate
from touchline.lanes._boxes import BoxLane
from touchline.lanes._details import quoted
from touchline.lanes._pen import Piece
from touchline.model.experience import PostedContent

if TYPE_CHECKING:
    from touchline.canvas.text import TextStyle
    from touchline.lanes import LaneRole, Row
    from touchline.lanes._flow import Flow
    from touchline.lanes._pen import Pen
    from touchline.model.experience import Channel
    from touchline.model.structure import Card

#: Where the tail of a speech bubble begins and ends along its lower edge, and its length, px.
_FROM, _TO, _TAIL = 15.0, 25.0, 6.0


class CustomerContent(BoxLane):
    """
    Speech bubbles with the channel in which customers say it.
    """

    card: ClassVar[type[Card]] = PostedContent
    role: ClassVar[LaneRole] = "customer"
    icon: ClassVar[str] = "message-circle"

    def paint(self, pen: Pen, card: Card) -> tuple[str, str]:
        """
        Fill them all alike.
        """
        del card
        return pen.theme.paper, pen.theme.chip_line

    def style(self, pen: Pen) -> TextStyle:
        """
        Set them as something said.
        """
        return pen.styles.quote

    def shown(self, row: Row, card: Card) -> str:
        """
        Put the words between quotation marks.
        """
        return quoted(row, card.text)

    def draw_card(
        self, row: Row, pen: Pen, card: Card, *, x: float, y: float, width: float
    ) -> Piece:
        """
        Place the box with a tail below it.
        """
        piece = super().draw_card(row, pen, card, x=x, y=y, width=width)
        fill, line = self.paint(pen, card)
        # The tail begins inside the box, so that its ground covers the box's edge.
        edge = y + piece.height - 0.8
        tail = Path(
            commands=(
                ("M", x + _FROM, edge),
                ("L", x + _FROM, edge + _TAIL),
                ("L", x + _TO, edge),
            ),
            fill=fill,
            stroke=line,
            stroke_width=1,
        )
        return Piece(piece.width, piece.height + _TAIL, (*piece.children, tail))

    def fill_foot(self, row: Row, card: Card, flow: Flow) -> None:
        """
        Place the channel.
        """
        if isinstance(card, PostedContent) and card.channel:
            flow.note(_channel_name(row, card.channel), icon=_channel_icon(row, card.channel))

    def more_details(self, row: Row, card: Card) -> tuple[str, ...]:
        """
        Say the channel.
        """
        if not isinstance(card, PostedContent) or not card.channel:
            return ()
        name = _channel_name(row, card.channel)
        return (translate("scene.channel", row.language, name=name),)

    def tell_card(self, row: Row, card: Card) -> str:
        """
        Say what is published and where.
        """
        parts = (self.shown(row, card), *self.more_details(row, card))
        return " · ".join(part for part in parts if part)


def _channel(row: Row, name: str) -> Channel | None:
    return next((item for item in row.journey.channels if item.id == name), None)


def _channel_name(row: Row, name: str) -> str:
    channel = _channel(row, name)
    return row.said(channel.name) if channel and channel.name else name


def _channel_icon(row: Row, name: str) -> str:
    channel = _channel(row, name)
    return channel.icon if channel and channel.icon and has_icon(channel.icon) else "share-2"
