"""
Where customer and company meet, and in which channel (R-023).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from touchline.canvas.icons import has_icon
from touchline.canvas.primitives import Icon, Rect
from touchline.i18n import percent, translate
from touchline.lanes._cards import MOST_CARDS, MOST_LINES, ROW_PAD, CardLane
from touchline.lanes._pen import PAD, Piece, diamond
from touchline.model.experience import Touchpoint

if TYPE_CHECKING:
    from touchline.canvas.primitives import Primitive
    from touchline.lanes import LaneRole, Place, Row
    from touchline.lanes._pen import Pen
    from touchline.model.structure import Card

#: The height of a chip of one line, its side padding and the space between chips, px.
_HEIGHT, _SIDE, _GAP = 23.0, 7.5, 5.0

#: The side of a chip's icon and its distance to the words, px.
_ICON, _AFTER_ICON = 13.0, 4.5

#: Icons of common channels, for maps that state none.
_CHANNEL_ICONS = {
    "ads": "megaphone",
    "app": "smartphone",
    "branch": "landmark",
    "call": "phone",
    "chat": "messages-square",
    "email": "mail",
    "e-mail": "mail",
    "letter": "mailbox",
    "mail": "mailbox",
    "mobile": "smartphone",
    "newsletter": "mail",
    "partner": "handshake",
    "phone": "phone",
    "post": "mailbox",
    "search": "search",
    "shop": "store",
    "sms": "message-square-text",
    "social": "share-2",
    "store": "store",
    "web": "globe",
    "website": "globe",
}


class Touchpoints(CardLane):
    """
    Chips with the icon of their channel and the measured share of the step's events.
    """

    card: ClassVar[type[Card]] = Touchpoint
    role: ClassVar[LaneRole] = "frontstage"
    icon: ClassVar[str] = "map-pin"
    has_frame: ClassVar[bool] = True

    def draw_cell(self, row: Row, pen: Pen, place: Place) -> Piece:
        """
        Place the chips beside each other while they fit, then in the next line.
        """
        left, right = place.x + PAD - 2, place.x + place.width - PAD + 2
        x, y, lowest = left, row.top + ROW_PAD, row.top + ROW_PAD
        children: list[Primitive] = []
        for card in place.cell.cards[:MOST_CARDS]:
            piece = self.draw_card(row, pen, card, x=x, y=y, width=right - left)
            if x > left and x + piece.width > right:
                x, y = left, lowest + _GAP
                piece = self.draw_card(row, pen, card, x=x, y=y, width=right - left)
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

    def draw_card(
        self, row: Row, pen: Pen, card: Card, *, x: float, y: float, width: float
    ) -> Piece:
        """
        Place one chip; words that are too long for a line make it a rounded box.
        """
        language = row.language_of(card.text)
        source = row.said(card.text)
        icon, room = self._icon(row, card), width - 2 * _SIDE
        if icon:
            room -= _ICON + _AFTER_ICON
        share = self._share(row, card)
        beside = pen.width_of(share, pen.styles.chip) + _AFTER_ICON - 1 if share else 0.0
        natural = pen.width_of(source, pen.styles.chip, language)
        fits = natural + beside <= room
        start = x + width - _SIDE - room
        text = pen.words(
            source,
            pen.styles.chip,
            x=start,
            y=y + 3.5,
            width=natural if fits else room,
            language=language,
            max_lines=1 if fits else MOST_LINES,
        )
        children: list[Primitive] = [text]
        height = max(_HEIGHT, text.height + 7)
        if share and fits:
            style = pen.coloured(pen.styles.chip, pen.theme.second)
            children.append(pen.label(share, style, x=start + natural + _AFTER_ICON - 1, y=y + 3.5))
        elif share:
            style = pen.coloured(pen.styles.chip, pen.theme.second)
            below = pen.label(share, style, x=start, y=text.y + text.height)
            children.append(below)
            height += below.height
        taken = (start - x) + natural + beside + _SIDE if fits else width
        if icon:
            top = y + (_HEIGHT - _ICON) / 2
            children.append(self._mark(pen, card, icon, x + _SIDE, top))
        wanted = isinstance(card, Touchpoint) and card.use == "wanted"
        box = Rect(
            x=x,
            y=y,
            width=taken,
            height=height,
            fill=pen.theme.paper,
            stroke=pen.theme.chip_line,
            radius=min(height / 2, _HEIGHT / 2),
            dash=(3, 2) if wanted else (),
        )
        return Piece(taken, height, (box, *children))

    def _mark(self, pen: Pen, card: Card, icon: str, x: float, y: float) -> Primitive:
        """
        Draw the icon, or a diamond where the touchpoint is a moment of truth.
        """
        if isinstance(card, Touchpoint) and card.is_moment_of_truth:
            half = _ICON / 2
            fill = pen.theme.paper
            return diamond(x + half, y + half, half - 1, fill=fill, stroke=pen.theme.ink)
        return Icon(name=icon, x=x, y=y, size=_ICON, colour=pen.theme.second)

    def _icon(self, row: Row, card: Card) -> str:
        """
        Find the icon of a chip: its own, its channel's, or the usual one of such a channel.
        """
        if not isinstance(card, Touchpoint):
            return ""
        if card.is_moment_of_truth:
            return "gem"
        own = [card.icon]
        own += [channel.icon for channel in row.journey.channels if channel.id == card.channel]
        own.append(_CHANNEL_ICONS.get((card.channel or "").lower()))
        return next((name for name in own if name and has_icon(name)), "")

    def _share(self, row: Row, card: Card) -> str:
        """
        Write the share of the step's events that the touchpoint recognised.
        """
        for step in row.measures.steps if row.measures else ():
            events = step.touchpoint_events.get(card.id)
            if events is not None and step.events:
                return percent(events / step.events, row.language, digits=0)
        return ""

    def more_details(self, row: Row, card: Card) -> tuple[str, ...]:
        """
        Say channel, delivery, use and share.
        """
        if not isinstance(card, Touchpoint):
            return ()
        language = row.language
        lines = []
        if card.channel:
            names = [item.name for item in row.journey.channels if item.id == card.channel]
            name = row.said(names[0]) if names and names[0] else card.channel
            lines.append(translate("scene.channel", language, name=name))
        if card.delivery:
            lines.append(translate(f"scene.delivery-{card.delivery}", language))
        if card.use == "wanted":
            lines.append(translate("scene.wanted", language))
        if card.is_moment_of_truth:
            lines.append(translate("scene.moment-of-truth", language))
        return tuple(lines)

    def tell_card(self, row: Row, card: Card) -> str:
        """
        Say the touchpoint with its channel and share.
        """
        parts = (row.said(card.text), *self.more_details(row, card), self._share(row, card))
        return " · ".join(part for part in parts if part)
