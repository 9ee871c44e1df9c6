"""
Lanes that fall into bands: one for each channel of a map by channel, with the hand-offs between
them (R-077), and one curve for each role of a map by role (R-078).
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from touchline.canvas.primitives import Group, Path
from touchline.lanes._cards import ROW_PAD
from touchline.lanes.touchpoints import channel_name, handoff_mark, told_handoff
from touchline.location import Location
from touchline.model.experience import Feeling, Rating, Touchpoint
from touchline.model.handoffs import handoffs
from touchline.model.text import LocalText
from touchline.scene.heads import lane_title

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from touchline.canvas.primitives import Primitive
    from touchline.lanes import Column
    from touchline.lanes._pen import Pen
    from touchline.model.handoffs import Handoff
    from touchline.model.structure import Card, Lane
    from touchline.scene.subject import Subject

#: From the edge of a band to the middle of its first chip, px.
_TO_CHIP = ROW_PAD + 11.5

#: How far an arrow runs into the column of the next step, and the size of its head, px.
_INTO, _HEAD = 9.0, 4.0


@dataclass(frozen=True, slots=True)
class Band:
    """
    A lane, or the part of it that belongs to one channel or role.

    Args:
        lane: The lane with the cards of this band alone.
        whole: The lane as it stands in the map.
        key: The channel or persona; empty for what belongs to none, None for a lane in one piece.
    """

    lane: Lane
    whole: Lane
    key: str | None = None

    @property
    def is_of_channel(self) -> bool:
        """
        It shows one channel, or what happens in none.
        """
        return self.key is not None and any(
            isinstance(card, Touchpoint) for cell in self.whole.cells for card in cell.cards
        )


def bands(subject: Subject) -> list[Band]:
    """
    List what is drawn below each other.

    Args:
        subject: The map.

    Returns:
        The lanes of the map; those that a map by channel or by role takes apart, in their parts.
    """
    return [band for lane in subject.journey.lanes for band in _parts(subject, lane)]


def _parts(subject: Subject, lane: Lane) -> list[Band]:
    owner = _OWNERS.get(subject.journey.type or "")
    if owner is None:
        return [Band(lane, lane)]
    found = dict.fromkeys(owner(card) for cell in lane.cells for card in cell.cards)
    if None in found or len(found) < 2:  # noqa: PLR2004 (one part is no part)
        return [Band(lane, lane)]
    journey = subject.journey
    listed = [one.id for one in journey.channels] + [one.id for one in journey.personas]
    place = {key: i for i, key in enumerate(listed)}
    # What belongs to no channel or to everybody comes last.
    keys = sorted(map(str, found), key=lambda key: (not key, place.get(key, len(place))))
    return [
        Band(_part(subject, lane, key, owner, is_first=i == 0), lane, key)
        for i, key in enumerate(keys)
    ]


def _channel(card: Card) -> str | None:
    return card.channel or "" if isinstance(card, Touchpoint) else None


def _persona(card: Card) -> str | None:
    return card.persona or "" if isinstance(card, Feeling | Rating) else None


#: What the bands of a map are by its type.
_OWNERS: Mapping[str, Callable[[Card], str | None]] = {
    "channel-based": _channel,
    "role-based": _persona,
}


def _part(
    subject: Subject,
    lane: Lane,
    key: str,
    owner: Callable[[Card], str | None],
    *,
    is_first: bool,
) -> Lane:
    cells = []
    for cell in lane.cells:
        own = tuple(card for card in cell.cards if owner(card) == key)
        if own:
            cells.append(cell.model_copy(update={"cards": own}))
    usual = LocalText.of({subject.language: lane_title(subject, lane)})
    change: dict[str, object] = {"cells": tuple(cells)}
    if key:
        change |= {"title": _name(subject, key), "hint": usual}
    if not is_first:
        # Who answers for the lane is said once.
        change |= {"owner": None, "department": None}
    return lane.model_copy(update=change)


def _name(subject: Subject, key: str) -> LocalText:
    for persona in subject.journey.personas:
        if persona.id == key:
            return persona.name
    return LocalText.of({subject.language: channel_name(subject.journey, key, subject.language)})


def crossings(
    subject: Subject, pen: Pen, placed: Sequence[Column], tops: Sequence[tuple[Band, float]]
) -> list[Group]:
    """
    Draw how the customer is handed from one channel's band to that of another.

    Args:
        subject: The map.
        pen: What knows theme and language.
        placed: The steps from start to end.
        tops: The bands with the y of their upper edge.

    Returns:
        A group for each step at which the customer is handed over; none for a map whose channels
        are not drawn in bands.
    """
    middle = {band.key: top + _TO_CHIP for band, top in tops if band.is_of_channel and band.key}
    if not middle:
        return []
    columns = {column.step.id: column for column in placed}
    lane = next(band.whole for band, _ in tops if band.is_of_channel)
    return [
        _crossing(subject, pen, columns[after].x, tuple(found), middle, lane=lane)
        for after, found in groupby(handoffs(subject.journey), key=lambda handoff: handoff.after)
        if after in columns
    ]


def _crossing(
    subject: Subject,
    pen: Pen,
    x: float,
    found: tuple[Handoff, ...],
    middle: Mapping[str, float],
    *,
    lane: Lane,
) -> Group:
    told = " · ".join(told_handoff(subject.journey, one, subject.language) for one in found)
    ends = [(_nearest(one.origin, middle), _nearest(one.target, middle)) for one in found]
    known = [(origin, target) for origin, target in ends if origin is not None]
    start, end = next(((o, t) for o, t in known if t is not None), (min(middle.values()), None))
    children: list[Primitive] = []
    if end is not None:
        ink = pen.theme.planned
        line = (("M", x, start), ("L", x, end), ("L", x + _INTO, end))
        head = (
            ("M", x + _INTO - _HEAD, end - _HEAD),
            ("L", x + _INTO, end),
            ("L", x + _INTO - _HEAD, end + _HEAD),
        )
        children += [Path(commands=c, stroke=ink, stroke_width=1.5) for c in (line, head)]
    children += handoff_mark(pen, x, start)
    at = Location.of(("step", found[0].after), ("lane", lane.id))
    return Group(children=tuple(children), role="handoff", title=told, details=told, at=at)


def _nearest(channels: Sequence[str], middle: Mapping[str, float]) -> float | None:
    return next((middle[channel] for channel in channels if channel in middle), None)
