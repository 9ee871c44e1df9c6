"""
What each persona is told at each touchpoint, and where nobody has thought of words yet (R-183).
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from touchline.diagnostics import Diagnostic
from touchline.document.read import load
from touchline.document.references import near
from touchline.model.experience import Touchpoint as TouchpointCard
from touchline.model.work.campaign import Campaign
from touchline.model.work.message import Message
from touchline.model.work.persona import Persona
from touchline.model.work.touchpoint import Touchpoint

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from touchline.model.map import JourneyMap
    from touchline.model.structure import Step
    from touchline.workspace.shelf import ShelvedCard
    from touchline.workspace.workspace import Workspace

#: The lane whose cards are touchpoints.
_LANE = "touchpoints"


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """
    A persona at a touchpoint of a map.

    Args:
        file: The map's file.
        journey: The map without its lanes.
        step: The step.
        card: The touchpoint's card in the map.
        persona: The id of the persona; None where the map names none.
        messages: What is said to that persona there.
    """

    file: str
    journey: JourneyMap
    step: Step
    card: TouchpointCard
    persona: str | None
    messages: tuple[Message, ...]

    @property
    def touchpoint(self) -> str:
        """
        The id by which messages name the touchpoint: the catalogue's, else the card's.
        """
        return self.card.entry or self.card.id

    @property
    def is_gap(self) -> bool:
        """
        Nothing is said there.
        """
        return not self.messages

    def persona_told(self, language: str) -> str:
        """
        Name the persona.

        Args:
            language: The reader's language tag.

        Returns:
            Its name in the map; empty where the map names none.
        """
        own = self.journey.language
        return next(
            (
                one.name.said(language, otherwise=own)
                for one in self.journey.personas
                if one.id == self.persona
            ),
            "",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Messages:
    """
    All meetings of personas and touchpoints with what is said there.

    Args:
        meetings: By map, step and persona.
        findings: Messages that name what does not exist, or that nobody ever hears.
    """

    meetings: tuple[Meeting, ...] = ()
    findings: tuple[Diagnostic, ...] = ()

    @property
    def gaps(self) -> tuple[Meeting, ...]:
        """
        The meetings at which nothing is said.
        """
        return tuple(one for one in self.meetings if one.is_gap)


def messages(workspace: Workspace, *, map: str | None = None) -> Messages:  # noqa: A002 (the field's word)
    """
    Bring the messages of a workspace together with the touchpoints of its maps.

    Touchpoints that are only wanted are left out: nobody can be told anything there yet.

    Args:
        workspace: The workspace.
        map: Only this map, by id or file; None for all.

    Returns:
        The meetings and the findings about the messages.

    Raises:
        UnknownRecord: There is no such map.
    """
    written = _Written(workspace.records(Message))
    cards_at: defaultdict[str, list[ShelvedCard]] = defaultdict(list)
    for card in workspace.shelf.cards(_LANE) if map is None else ():
        cards_at[card.file].append(card)
    meetings: list[Meeting] = []
    for file, journey in _journeys(workspace, map):
        cards = cards_at.get(file, ()) if map is None else workspace.shelf.cards_of(file, _LANE)
        meetings += _meetings(file, journey, cards, written)
    found = () if map is not None else tuple(_findings(workspace, written.all, meetings))
    return Messages(meetings=tuple(meetings), findings=found)


class _Written:
    """
    The messages that are written, found by the touchpoints that they name.
    """

    def __init__(self, written: Iterable[Message]) -> None:
        self.all = tuple(written)
        self._places: defaultdict[str, set[int]] = defaultdict(set)
        for place, message in enumerate(self.all):
            for name in message.touchpoints:
                self._places[name].add(place)

    def at(self, card: TouchpointCard, journey: JourneyMap) -> list[Message]:
        """
        List what is said at a touchpoint of a map, to whomever.
        """
        names = [name for name in (card.entry, card.id) if name]
        places = sorted(set().union(*(self._places.get(name, ()) for name in names)))
        found = (self.all[place] for place in places)
        return [one for one in found if one.map in {None, journey.id}]


def _journeys(workspace: Workspace, name: str | None) -> Iterator[tuple[str, JourneyMap]]:
    """
    Give the maps without their lanes; one that cannot be read is told by the check of the folder.
    """
    if name is None:
        yield from workspace.shelf.outlines()
        return
    file = workspace.map_file(name)
    found = tuple(workspace.shelf.outlines(file.relative_to(workspace.folder).as_posix()))
    if not found:
        # Whoever asks for this very map is told why it cannot be read.
        load(file)
    yield from found


def _meetings(
    file: str, journey: JourneyMap, shelved: Iterable[ShelvedCard], written: _Written
) -> Iterator[Meeting]:
    personas: tuple[str | None, ...] = tuple(one.id for one in journey.personas) or (None,)
    order = {step.id: i for i, step in enumerate(journey.steps)}
    placed = [one for one in shelved if one.step in order]
    for one in sorted(placed, key=lambda one: order[one.step]):
        card = TouchpointCard.model_validate(one.card, by_alias=True, by_name=False)
        if card.use != "now":
            continue
        there = written.at(card, journey)
        for persona in personas:
            heard = tuple(one for one in there if not one.personas or persona in one.personas)
            yield Meeting(
                file=file,
                journey=journey,
                step=journey.steps[order[one.step]],
                card=card,
                persona=persona,
                messages=heard,
            )


def _findings(
    workspace: Workspace, written: Sequence[Message], meetings: Sequence[Meeting]
) -> Iterator[Diagnostic]:
    own = workspace.settings.language
    told = {"persona": {str(one.persona) for one in meetings if one.persona}}
    told["persona"] |= {one.id for one in workspace.records(Persona)}
    told["touchpoint"] = {name for one in meetings for name in (one.touchpoint, one.card.id)}
    told["touchpoint"] |= {one.id for one in workspace.records(Touchpoint)}
    told["map"] = {one.id for one in workspace.maps()}
    told["campaign"] = {one.id for one in workspace.records(Campaign)}
    heard = {one.id for meeting in meetings for one in meeting.messages}
    for message in written:
        named = [("persona", name) for name in message.personas]
        named += [("touchpoint", name) for name in message.touchpoints]
        named += [("map", name) for name in (message.map,) if name]
        named += [("campaign", name) for name in (message.campaign,) if name]
        title = message.title.said(own, otherwise=own)
        lost = [(kind, name) for kind, name in named if name not in told[kind]]
        for kind, name in lost:
            values = {
                "title": title,
                "what": kind,
                "id": name,
                "suggestion": near(name, told[kind]),
            }
            yield _finding("no-such", "error", message, **values)
        if not lost and message.id not in heard:
            yield _finding("never-heard", "warning", message, title=title)


def _finding(name: str, severity: str, message: Message, **values: object) -> Diagnostic:
    return Diagnostic(
        name=name,
        key=f"messages.{name}",
        values=values,
        severity="error" if severity == "error" else "warning",
        path=f"message/{message.id}",
    )
