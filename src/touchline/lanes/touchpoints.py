"""
Where customer and company meet, and in which channel (R-023).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from touchline.canvas.primitives import Ellipse, Group, Icon, Rect
from touchline.i18n import list_text, percent, translate
from touchline.lanes import Drawn
from touchline.lanes._cards import MOST_LINES, ROW_PAD
from touchline.lanes._chips import WrappingLane
from touchline.lanes._icons import ChosenIcon, chosen_icon
from touchline.lanes._pen import Piece, diamond
from touchline.lanes._row import said
from touchline.model.experience import Touchpoint
from touchline.model.handoffs import handoffs

if TYPE_CHECKING:
    from touchline.canvas.primitives import Primitive
    from touchline.lanes import LaneRole, Row
    from touchline.lanes._pen import Pen
    from touchline.model.handoffs import Handoff
    from touchline.model.map import JourneyMap
    from touchline.model.structure import Card, Lane

#: The radius of the mark of a hand-off and the side of its icon, px.
_MARK, _MARK_ICON = 7.0, 9.0

#: The height of a chip of one line and its side padding, px.
_HEIGHT, _SIDE = 23.0, 7.5

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


class Touchpoints(WrappingLane):
    """
    Chips with the icon of their channel and the measured share of the step's events.
    """

    card: ClassVar[type[Card]] = Touchpoint
    role: ClassVar[LaneRole] = "frontstage"
    icon: ClassVar[str] = "map-pin"
    has_frame: ClassVar[bool] = True

    def reads(self, journey: JourneyMap, lane: Lane) -> tuple[object, ...]:
        """
        Read where customers are handed over, and which lane shows it.
        """
        first = next(one.id for one in journey.lanes if one.kind == lane.kind)
        return first, handoffs(journey)

    def draw(self, row: Row, pen: Pen) -> Drawn:
        """
        Place the chips of each step, and a mark where the customer is handed over.
        """
        drawn = super().draw(row, pen)
        marks = _handoff_marks(row, pen)
        return Drawn(drawn.height, (*drawn.children, *marks)) if marks else drawn

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

    def _mark(self, pen: Pen, card: Card, icon: ChosenIcon, x: float, y: float) -> Primitive:
        """
        Draw the icon, or a diamond where the touchpoint is a moment of truth.
        """
        if isinstance(card, Touchpoint) and card.is_moment_of_truth:
            half = _ICON / 2
            fill = pen.theme.paper
            return diamond(x + half, y + half, half - 1, fill=fill, stroke=pen.theme.ink)
        return icon.drawn(x=x, y=y, size=_ICON, colour=pen.theme.second)

    def _icon(self, row: Row, card: Card) -> ChosenIcon | None:
        """
        Find the icon of a chip: its own, its channel's, or the usual one of such a channel.
        """
        if not isinstance(card, Touchpoint):
            return None
        if card.is_moment_of_truth:
            return ChosenIcon("gem")
        own = [card.icon]
        own += [channel.icon for channel in row.journey.channels if channel.id == card.channel]
        own.append(_CHANNEL_ICONS.get((card.channel or "").lower()))
        return chosen_icon(row.journey, *own)

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
        Say channel, moment, delivery, use, and what the company states there.
        """
        if not isinstance(card, Touchpoint):
            return ()
        language = row.language
        lines = []
        if card.channel:
            name = channel_name(row.journey, card.channel, language)
            lines.append(translate("scene.channel", language, name=name))
        if moment := row.said(card.moment):
            lines.append(translate("scene.moment", language, moment=moment))
        if card.delivery:
            lines.append(translate(f"scene.delivery-{card.delivery}", language))
        if card.use == "wanted":
            lines.append(translate("scene.wanted", language))
        if card.is_moment_of_truth:
            lines.append(translate("scene.moment-of-truth", language))
        lines += [f"{fact.about} — {row.said(fact.says)}" for fact in card.facts]
        return tuple(lines)

    def tell_card(self, row: Row, card: Card) -> str:
        """
        Say the touchpoint with its channel and share.
        """
        parts = (row.said(card.text), *self.more_details(row, card), self._share(row, card))
        return " · ".join(part for part in parts if part)


def channel_name(journey: JourneyMap, channel: str, language: str) -> str:
    """
    Say what a channel is called.

    Args:
        journey: The map.
        channel: The id of the channel.
        language: The reader's language tag.

    Returns:
        Its name for the reader, else its id.
    """
    names = (item.name for item in journey.channels if item.id == channel)
    return said(next(names, None), language, journey.language) or channel


def _handoff_marks(row: Row, pen: Pen) -> list[Group]:
    """
    Place a mark on the border before each step at which the customer is handed over.
    """
    lanes = (lane.id for lane in row.journey.lanes if lane.kind == row.lane.kind)
    # Hand-offs are those of the map, so that only one of its lanes shows them.
    if next(lanes, None) != row.lane.id:
        return []
    columns = {column.step.id: column for column in row.columns}
    by_step: dict[str, list[Handoff]] = {}
    for handoff in handoffs(row.journey):
        by_step.setdefault(handoff.after, []).append(handoff)
    cy = row.top + ROW_PAD + _HEIGHT / 2
    return [
        _handoff_group(row, pen, found, columns[step].x, cy)
        for step, found in by_step.items()
        if step in columns
    ]


def _handoff_group(row: Row, pen: Pen, found: list[Handoff], cx: float, cy: float) -> Group:
    told = " · ".join(told_handoff(row.journey, handoff, row.language) for handoff in found)
    return Group(
        children=handoff_mark(pen, cx, cy),
        role="handoff",
        title=told,
        details=told,
        at=row.place_at(found[0].after),
    )


def handoff_mark(pen: Pen, cx: float, cy: float) -> tuple[Primitive, ...]:
    """
    Draw the mark of a hand-off.

    Args:
        pen: What knows the theme.
        cx: The middle.
        cy: The middle.

    Returns:
        Two arrows in a disc.
    """
    fill, ink = pen.theme.planned_fill, pen.theme.planned
    side = _MARK_ICON
    return (
        Ellipse(cx=cx, cy=cy, rx=_MARK, ry=_MARK, fill=fill, stroke=ink),
        Icon(
            name="arrow-right-left",
            x=cx - side / 2,
            y=cy - side / 2,
            size=side,
            colour=ink,
            stroke_width=2.25,
        ),
    )


def told_handoff(journey: JourneyMap, handoff: Handoff, language: str) -> str:
    """
    Say what changes at a hand-off.

    Args:
        journey: The map.
        handoff: The hand-off.
        language: The reader's language tag.

    Returns:
        One line.
    """
    origin, target = (
        list_text(
            [
                channel_name(journey, name, language) if handoff.kind == "channel" else name
                for name in side
            ],
            language,
        )
        for side in (handoff.origin, handoff.target)
    )
    return translate(f"scene.handoff-{handoff.kind}", language, origin=origin, target=target)
