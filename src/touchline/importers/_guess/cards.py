"""
What stands in the rows of a table, as lanes with cells and cards.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

from touchline.i18n import has_message, languages, translate
from touchline.importers._guess.headings import folded, meaning_of
from touchline.importers._guess.parting import parted
from touchline.model.naming import Ids

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from touchline.importers._guess.grid import Line, Piece

_CHANNEL = frozenset({"channel"})


class LeaveOut(Protocol):
    """
    Notes what has no place in the map.
    """

    def __call__(self, at: str, text: str, kind: str = "entry") -> None:
        """
        Note one thing.
        """


@dataclass(slots=True, kw_only=True)
class Cards:
    """
    Makes lanes, cells and cards with ids that are unique in the map.

    Args:
        language: The language of the map.
        n_steps: How many steps there are.
        leave_out: Notes what has no place in the map.
    """

    language: str
    n_steps: int
    leave_out: LeaveOut
    steps: list[str] = field(default_factory=list)
    #: The channels by what they are called, folded.
    channels: dict[str, dict[str, str]] = field(default_factory=dict)
    #: The channels of each step where a row of channels joins the touchpoints.
    beside: dict[int, list[str]] = field(default_factory=dict)
    lane_ids: Ids = field(default_factory=Ids)
    card_ids: Ids = field(default_factory=Ids)
    channel_ids: Ids = field(default_factory=Ids)

    def joined(self, touchpoints: Sequence[Line], channels: Sequence[Line]) -> bool:
        """
        Decide whether rows of channels say in which channel the touchpoints happen.

        Args:
            touchpoints: The rows of touchpoints.
            channels: The rows of channels.

        Returns:
            True when each step has one channel, or as many as it has touchpoints.
        """
        if len(touchpoints) != 1 or len(channels) != 1:
            return False
        meeting = _by_step(touchpoints[0])
        media = _by_step(channels[0])
        for step, names in media.items():
            if len(meeting.get(step, ())) != len(names) and (
                len(names) > 1 or not meeting.get(step)
            ):
                return False
        self.beside = media
        return bool(media)

    def channels_held(self) -> list[dict[str, str]]:
        """
        List the channels that cards name.

        Returns:
            The channels as a file would hold them.
        """
        return list(self.channels.values())

    def lane(self, line: Line, kind: str) -> dict[str, Any]:
        """
        Make a lane whose cards hold a text.

        Args:
            line: The row.
            kind: The kind of lane.

        Returns:
            The lane as a file would hold it.
        """
        of_row = "channel" if line.kind == "channel" else kind
        seen: dict[int, int] = defaultdict(int)
        held: list[tuple[Piece, list[dict[str, Any]]]] = []
        for piece in line.pieces:
            made = []
            for text in parted(piece.text, of_row):
                card = {"text": text}
                if kind == "touchpoints":
                    card = self._touchpoint(text, of_row, (piece.first, seen[piece.first]))
                    seen[piece.first] += 1
                made.append({"id": self.card_ids.of(card["text"], kind), **card})
            held.append((piece, made))
        return self.laid(line, kind, held)

    def laid(
        self, line: Line, kind: str, held: Iterable[tuple[Piece, list[dict[str, Any]]]]
    ) -> dict[str, Any]:
        """
        Put cards into the cells of a lane.

        Args:
            line: The row.
            kind: The kind of lane.
            held: The cards of each piece of the row.

        Returns:
            The lane as a file would hold it.
        """
        lane = self._head(line, kind)
        cells: dict[int, tuple[int, list[dict[str, Any]]]] = {}
        taken: dict[int, int] = {}
        for piece, cards in held:
            span = range(piece.first, piece.last + 1)
            owners = {taken[step] for step in span if step in taken}
            if not owners:
                cells[piece.first] = (piece.last, cards)
                taken |= dict.fromkeys(span, piece.first)
                continue
            first = taken.get(piece.first, min(owners))
            last, before = cells[first]
            cells[first] = (last, [*before, *cards])
            if (first, last) != (piece.first, piece.last):
                self.leave_out(piece.at, piece.text, "span")
        lane["cells"] = [
            self._cell(first, last, cards)
            for first, (last, cards) in sorted(cells.items())
            if cards
        ]
        return lane

    def _cell(self, first: int, last: int, cards: list[dict[str, Any]]) -> dict[str, Any]:
        cell: dict[str, Any] = {"at": self.steps[first]}
        if last > first:
            cell["through"] = self.steps[last]
        return cell | {"cards": cards}

    def _head(self, line: Line, kind: str) -> dict[str, Any]:
        lane: dict[str, Any] = {"id": self.lane_ids.of(line.heading or kind, kind), "kind": kind}
        if line.heading and folded(line.heading) not in _said_by_itself(kind):
            lane["title"] = line.heading
        if line.hint and folded(line.hint) not in _said_by_itself(kind, "hint"):
            lane["hint"] = line.hint
        return lane

    def _touchpoint(self, text: str, of_row: str, place: tuple[int, int]) -> dict[str, str]:
        name, *details = text.split(" · ")
        kept, channel = [name], ""
        for detail in details:
            label, colon, value = detail.partition(":")
            meaning = meaning_of(label, _CHANNEL) if colon else None
            if meaning and meaning.is_sure and value.strip():
                channel = value.strip()
            else:
                kept.append(detail)
        step, number = place
        beside = self.beside.get(step, [])
        if of_row == "channel":
            channel = text
        elif not channel and beside:
            channel = beside[number] if number < len(beside) and len(beside) > 1 else beside[0]
        card = {"text": " · ".join(kept)}
        return card | ({"channel": self.channel(channel)} if channel else {})

    def channel(self, name: str) -> str:
        """
        Find or make the channel of a name.

        Args:
            name: What it is called.

        Returns:
            Its id.
        """
        known = self.channels.get(folded(name) or name)
        if known is None:
            known = {"id": self.channel_ids.of(name, "channel"), "name": name}
            self.channels[folded(name) or name] = known
        return known["id"]


def _by_step(line: Line) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for piece in line.pieces:
        for step in range(piece.first, piece.last + 1):
            found.setdefault(step, []).extend(parted(piece.text, line.kind))
    return found


def _said_by_itself(kind: str, part: str = "title") -> set[str]:
    """
    What a lane of this kind is called, or asks, when its map says nothing of it.
    """
    key = f"lane.{kind}.{part}"
    return {folded(translate(key, tag)) for tag in languages()} if has_message(key) else set()
