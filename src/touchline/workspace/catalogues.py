"""
Maps and the catalogues of a workspace: what both say is written once, in the catalogue.

A map holds a snapshot of what the catalogues say of its personas, channels, touchpoints, resources
and metrics, so that its file can be read alone. A snapshot that nobody touched follows the
catalogue; what somebody wrote into the map stays and is told.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from touchline.diagnostics import Diagnostic
from touchline.document.diff import diff
from touchline.location import Location
from touchline.model import experience
from touchline.model.structure import Part
from touchline.model.text import LocalText
from touchline.model.work.channel import Channel
from touchline.model.work.metric import Metric
from touchline.model.work.persona import Persona
from touchline.model.work.resource import Resource
from touchline.model.work.touchpoint import Touchpoint
from touchline.workspace.records import kind_of, record_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from touchline.document.edits import Edit
    from touchline.model.map import JourneyMap
    from touchline.model.structure import Card
    from touchline.model.work import Record
    from touchline.workspace.workspace import Workspace

#: By kind of card: the kind of its entry, and the fields of the card that the entry fills.
ENTRIES: dict[type[Card], tuple[type[Record], tuple[str, ...]]] = {
    experience.Touchpoint: (
        Touchpoint,
        ("text", "channel", "delivery", "use", "icon", "facts", "binding"),
    ),
    experience.Resource: (
        Resource,
        ("text", "sort", "availability", "cost", "currency", "every"),
    ),
    experience.Metric: (
        Metric,
        ("text", "unit", "better", "baseline", "target", "readings"),
    ),
}

_OF_PERSONA = (
    "name", "role", "summary", "background", "quote", "goals", "needs", "behaviours", "segment",
    "deeds", "icon", "evidence",
)  # fmt: skip
_OF_CHANNEL = ("name", "icon")

#: What all blocks share.
_OF_BLOCK = ("owner", "department")

#: Fields that the catalogue calls otherwise, or has several of.
_TITLES = frozenset({"name", "text"})
_FIRST = {"quote": "quotes", "channel": "channels"}


PartT = TypeVar("PartT", bound=Part)


@dataclass(frozen=True, slots=True, kw_only=True)
class Refreshed:
    """
    What the catalogues change in a map.

    Args:
        journey: The map as it shall be.
        edits: The changes; none when every snapshot is fresh.
        findings: What of the map's own differs from the catalogues and stays.
    """

    journey: JourneyMap
    edits: tuple[Edit, ...]
    findings: tuple[Diagnostic, ...] = ()


def refresh(workspace: Workspace, journey: JourneyMap, *, overrule: bool = False) -> Refreshed:
    """
    Fill and refresh what a map repeats from the catalogues.

    Args:
        workspace: The workspace.
        journey: The map.
        overrule: Let the catalogues replace the map's own words too.

    Returns:
        The changes, and what was left alone.
    """
    return _Refresh(workspace, journey, overrule=overrule).done()


def with_cards(journey: JourneyMap, change: Callable[[Card], Card]) -> JourneyMap:
    """
    Put other cards in the place of those that a map has.

    Args:
        journey: The map.
        change: Gives for each card what shall stand in its place.

    Returns:
        The map with those cards.
    """
    lanes = []
    for lane in journey.lanes:
        cells = (
            cell.model_copy(update={"cards": tuple(map(change, cell.cards))}) for cell in lane.cells
        )
        lanes.append(lane.model_copy(update={"cells": tuple(cells)}))
    return journey.model_copy(update={"lanes": tuple(lanes)})


class _Refresh:
    """
    Knows a map and the workspace whose catalogues it repeats.
    """

    def __init__(self, workspace: Workspace, journey: JourneyMap, *, overrule: bool) -> None:
        self.workspace = workspace
        self.journey = journey
        self.overrule = overrule
        self.findings: list[Diagnostic] = []

    def done(self) -> Refreshed:
        """
        Go over personas, cards and channels; a card may bring a channel that the map lacked.
        """
        personas = tuple(map(self._persona, self.journey.personas))
        after = with_cards(self.journey, self._card).model_copy(update={"personas": personas})
        channels = tuple(map(self._channel, (*after.channels, *_missing_channels(after))))
        after = after.model_copy(update={"channels": channels})
        edits = diff(self.journey, after)
        return Refreshed(journey=after, edits=edits, findings=tuple(self.findings))

    def _persona(self, persona: experience.Persona) -> experience.Persona:
        return self._filled(persona, Persona, persona.id, (*_OF_PERSONA, *_OF_BLOCK), "persona")

    def _channel(self, channel: experience.Channel) -> experience.Channel:
        return self._filled(channel, Channel, channel.id, _OF_CHANNEL, "channel")

    def _card(self, card: Card) -> Card:
        kind = next((kind for kind in ENTRIES if isinstance(card, kind)), None)
        entry = getattr(card, "entry", None)
        if kind is None or entry is None:
            return card
        record, fields = ENTRIES[kind]
        return self._filled(card, record, entry, (*fields, *_OF_BLOCK), "card")

    def _filled(
        self, part: PartT, kind: type[Record], entry: str, fields: tuple[str, ...], word: str
    ) -> PartT:
        """
        Fill the fields that are empty or untouched, and tell the others that differ.
        """
        record = self._record(kind, entry)
        if record is None:
            return part
        changes: dict[str, Any] = {}
        own = []
        for field in fields:
            now = getattr(part, field)
            settled, is_own = self._settled(now, record, field, _default(part, field))
            if is_own:
                own.append(field)
            if settled != now:
                changes[field] = settled
        if own:
            name = str(getattr(part, "id", entry))
            values = {"id": name, "n": len(own), "fields": ", ".join(own)}
            self.findings.append(
                Diagnostic(
                    name="own-words",
                    key="catalogue.own-words",
                    values=values,
                    severity="hint",
                    at=Location.of((word, name)),
                )
            )
        return part.model_copy(update=changes) if changes else part

    def _record(self, kind: type[Record], entry: str) -> Record | None:
        stored = self.workspace.store.get(kind_of(kind), entry)
        if stored is None or stored.state == "trashed":
            return None
        return record_of(kind, stored)

    def _settled(self, now: Any, record: Record, field: str, default: Any) -> tuple[Any, bool]:
        """
        Decide what a field shall say, and whether something of the map's own stays in it.
        """
        said = self._said(record, field)
        if said in (None, (), {}, LocalText()) or now == said:
            return now, False
        if not now and field in _TITLES and str(said) == record.id:
            # A channel without a name is shown by its id anyway.
            return now, False
        if isinstance(said, LocalText):
            return self._text(now or LocalText(), said, record, field)
        is_free = now == default or now in (None, (), {}) or self.overrule
        if is_free or any(now == one for one in self._earlier(record, field)):
            return said, False
        return now, True

    def _text(
        self, now: LocalText, said: LocalText, record: Record, field: str
    ) -> tuple[LocalText, bool]:
        """
        Decide the same for each language of a text.
        """
        words, new = self._by_language(now), self._by_language(said)
        differing = {tag for tag, text in new.items() if words.get(tag, "") not in {"", text}}
        if differing and not self.overrule:
            earlier = [self._by_language(one) for one in self._earlier(record, field) if one]
            differing = {
                tag for tag in differing if words[tag] not in {one.get(tag) for one in earlier}
            }
        else:
            differing = set()
        fresh = {tag: text for tag, text in new.items() if tag not in differing}
        joined = {**{tag: text for tag, text in words.items() if text}, **fresh}
        own = self.journey.language
        is_plain = set(joined) == {own} and not (now and now.languages)
        return LocalText.of(joined[own] if is_plain else joined), bool(differing)

    def _earlier(self, record: Record, field: str) -> Iterator[Any]:
        kind = type(record)
        for one in self.workspace.store.versions(kind_of(kind), record.id):
            yield self._said(record_of(kind, one), field)

    def _said(self, record: Record, field: str) -> Any:
        """
        Take what a record says of a field, in words as the map has them.
        """
        if field in _FIRST:
            several = getattr(record, _FIRST[field])
            return self._worded(several[0]) if several else None
        return self._worded(getattr(record, "title" if field in _TITLES else field))

    def _worded(self, value: Any) -> Any:
        """
        Mark plain words with the workspace's language where the map's own is another.
        """
        told = self.workspace.settings.language
        if isinstance(value, LocalText) and not value.languages and told != self.journey.language:
            return LocalText.of({told: str(value)})
        if isinstance(value, Part):
            parts = {name: self._worded(getattr(value, name)) for name in value.model_fields_set}
            return value.model_copy(update=parts)
        return tuple(map(self._worded, value)) if isinstance(value, tuple) else value

    def _by_language(self, text: LocalText) -> dict[str, str]:
        return {tag or self.journey.language: words for tag, words in text.versions}


def _default(part: Part, field: str) -> Any:
    return type(part).model_fields[field].get_default(call_default_factory=True)


def _missing_channels(journey: JourneyMap) -> Iterator[experience.Channel]:
    """
    Make the channels that cards name and the map lacks.
    """
    known = {channel.id for channel in journey.channels}
    for _, _, card in journey.cards():
        name = getattr(card, "channel", None)
        if name is not None and name not in known:
            known.add(name)
            yield experience.Channel(id=name)
