"""
Catalogues begun from maps that were there before: what they hold is taken in, once for all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from touchline.document.diff import diff
from touchline.model import experience
from touchline.model.naming import slug
from touchline.model.structure import Part
from touchline.model.text import LocalText
from touchline.model.work.channel import Channel
from touchline.model.work.persona import Persona
from touchline.workspace.catalogues import ENTRIES, with_cards
from touchline.workspace.records import kind_of, record_of
from touchline.workspace.searching import searchable

if TYPE_CHECKING:
    from touchline.document.edits import Edit
    from touchline.model.map import JourneyMap
    from touchline.model.structure import Card
    from touchline.model.work import Record
    from touchline.workspace.workspace import Workspace

#: Fields that a card and its entry share under one name.
_SHARED = {
    "touchpoint": ("delivery", "use", "icon", "facts", "binding"),
    "resource": ("sort", "availability", "cost", "currency", "every"),
    "metric": ("unit", "better", "baseline", "target", "readings"),
}


class Collector:
    """
    Takes what maps hold into the catalogues of a workspace, one map after the other.

    Args:
        workspace: The workspace; nothing is written to it.
    """

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._new: dict[tuple[str, str], Record] = {}
        self._titles: dict[tuple[str, str], str] = {}
        for record, _ in ENTRIES.values():
            kind = kind_of(record)
            for stored in workspace.store.listed(kind):
                for title in record_of(record, stored).title.versions:
                    self._titles.setdefault((kind, searchable(title[1])), stored.id)

    @property
    def records(self) -> tuple[Record, ...]:
        """
        The records that the catalogues lack, in the order in which the maps name them.
        """
        return tuple(self._new.values())

    def collect(self, journey: JourneyMap) -> tuple[Edit, ...]:
        """
        Take in what a map holds.

        Args:
            journey: The map.

        Returns:
            The edits by which its cards name their entries.
        """
        said = _Said(journey.language, self._workspace.settings.language)
        for persona in journey.personas:
            if self._is_missing(Persona, persona.id):
                self._new["persona", persona.id] = said.persona(persona)
        for channel in journey.channels:
            if self._is_missing(Channel, channel.id):
                self._new["channel", channel.id] = said.channel(channel)
        return diff(journey, with_cards(journey, lambda card: self._named(card, said)))

    def _is_missing(self, kind: type[Record], name: str) -> bool:
        word = kind_of(kind)
        return (word, name) not in self._new and self._workspace.store.get(word, name) is None

    def _named(self, card: Card, said: _Said) -> Card:
        """
        Let a card name the entry of its title, which is made when there is none.
        """
        kind = next((record for one, (record, _) in ENTRIES.items() if isinstance(card, one)), None)
        if kind is None or getattr(card, "entry", None) is not None or not card.text:
            return card
        word = kind_of(kind)
        titles = [(word, searchable(text)) for _, text in card.text.versions]
        name = next((self._titles[title] for title in titles if title in self._titles), None)
        if name is None:
            name = self._free(word, slug(str(card.text)) or card.id)
            self._new[word, name] = said.entry(kind, name, card)
            self._titles |= dict.fromkeys(titles, name)
        return card.model_copy(update={"entry": name})

    def _free(self, word: str, wanted: str) -> str:
        name, number = wanted, 1
        while (word, name) in self._new or self._workspace.store.get(word, name) is not None:
            number += 1
            name = f"{wanted}-{number}"
        return name


class _Said:
    """
    Turns parts of a map into records, whose plain words are in the workspace's language.

    Args:
        own: The map's language.
        told: The workspace's language.
    """

    def __init__(self, own: str, told: str) -> None:
        self._own = own
        self._told = told

    def persona(self, persona: experience.Persona) -> Persona:
        """
        Make a record of a persona.
        """
        shared = ("role", "summary", "background", "goals", "needs", "behaviours", "segment")
        parts = (*shared, "icon", "evidence", "owner", "department")
        return Persona(
            id=persona.id,
            title=self._worded(persona.name),
            quotes=(self._worded(persona.quote),) if persona.quote else (),
            **{name: self._worded(getattr(persona, name)) for name in parts},
        )

    def channel(self, channel: experience.Channel) -> Channel:
        """
        Make a record of a channel.
        """
        title = self._worded(channel.name or LocalText.of(channel.id))
        return Channel(id=channel.id, title=title, icon=channel.icon)

    def entry(self, kind: type[Record], name: str, card: Card) -> Record:
        """
        Make a record of a card.
        """
        parts = (*_SHARED[kind_of(kind)], "owner", "department")
        values: dict[str, Any] = {part: self._worded(getattr(card, part)) for part in parts}
        if isinstance(card, experience.Touchpoint) and card.channel:
            values["channels"] = (card.channel,)
        return kind(id=name, title=self._worded(card.text), **values)

    def _worded(self, value: Any) -> Any:
        """
        Mark plain words of a map with its language where the workspace's is another.
        """
        if isinstance(value, LocalText) and not value.languages and self._own != self._told:
            return LocalText.of({self._own: str(value)})
        if isinstance(value, Part):
            parts = {name: self._worded(getattr(value, name)) for name in value.model_fields_set}
            return value.model_copy(update=parts)
        return tuple(map(self._worded, value)) if isinstance(value, tuple) else value
