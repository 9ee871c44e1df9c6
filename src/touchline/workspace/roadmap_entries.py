"""
What stands on a roadmap, each with its places found in the maps.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from touchline.document.read import journey_of
from touchline.errors import TouchlineError
from touchline.model.experience import Change
from touchline.model.work.campaign import Campaign
from touchline.model.work.campaign import Place as Named
from touchline.workspace.records import kind_of, record_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from touchline.model.experience import Progress
    from touchline.model.map import JourneyMap
    from touchline.model.structure import Stage, Step
    from touchline.model.text import LocalText
    from touchline.model.work.campaign import Hours
    from touchline.workspace.shelf import ShelvedCard
    from touchline.workspace.workspace import Workspace

#: The lane whose cards are changes.
_CHANGES = "changes"


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """
    A place of an entry, found in its map.

    Args:
        map: The id of the map.
        journey: The map; None when there is none that can be read.
        stage: The stage; None for all of the map, and when there is no such stage.
        step: The step; None for all of the stage, and when there is no such step.
        missing: What the map does not have: `map`, `stage` or `step`; None when all is there.
        name: The id of what is missing.
        rank: The place of the map among the maps, and of the step in the map; a stage stands at
            its first step, a whole map before its first step.
    """

    map: str
    journey: JourneyMap | None = None
    stage: Stage | None = None
    step: Step | None = None
    missing: Literal["map", "stage", "step"] | None = None
    name: str = ""
    rank: tuple[int, int] = (0, -1)

    def steps(self) -> tuple[str, ...]:
        """
        List the steps that it covers.

        Returns:
            Their ids: the one step, those of the stage, or all.
        """
        if self.step is not None:
            return (self.step.id,)
        if self.stage is not None:
            return tuple(step.id for step in self.stage.steps)
        if self.journey is None or self.missing is not None:
            return ()
        return tuple(step.id for step in self.journey.steps)

    def told(self, language: str) -> tuple[str, str, str]:
        """
        Name map, stage and step.

        Args:
            language: The reader's language tag.

        Returns:
            Their names; ids where there is nothing of the kind, empty where nothing was meant.
        """
        if self.journey is None:
            return self.map, "", ""
        own = self.journey.language
        stage, step = (
            part.name.said(language, otherwise=own) if part else ""
            for part in (self.stage, self.step)
        )
        return self.journey.title.said(language, otherwise=own), stage, step


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """
    Something on the roadmap.

    Args:
        key: Its stable name: `campaign/ID` of a record, `MAP/card:ID` of a change in a map.
        sort: What it is.
        title: What it is called.
        language: The language of its plain texts.
        places: Where it takes place, the main place first.
        channels: The ids of its channels.
        personas: The ids of the personas whom it is for; none for everybody.
        segment: For each attribute of a case the values that count.
        start: Its first day, for a change the day on which it took effect; None when nobody has
            set it.
        end: Its last day.
        due: By when a change shall be done.
        hours: The times of day; None for whole days.
        status: How far it has come.
        owner: Who answers for it.
        department: Whose part it is.
        campaign: The record; None for a change in a map.
        changed: When it was written last.
        version: How often it was written.
    """

    key: str
    sort: Literal["campaign", "activity", "change"]
    title: LocalText
    language: str
    places: tuple[Where, ...] = ()
    channels: tuple[str, ...] = ()
    personas: tuple[str, ...] = ()
    segment: dict[str, tuple[str | float, ...]]
    start: dt.date | None = None
    end: dt.date | None = None
    due: dt.date | None = None
    hours: Hours | None = None
    status: Progress = "idea"
    owner: str | None = None
    department: str | None = None
    campaign: Campaign | None = None
    changed: dt.datetime
    version: int = 1

    @property
    def is_open(self) -> bool:
        """
        It is neither done nor dropped.
        """
        return self.status not in {"done", "dropped"}

    @property
    def first_day(self) -> dt.date | None:
        """
        The day by which it is put in order: its first, or the day by which it shall be done.
        """
        return self.start or self.due

    @property
    def last_day(self) -> dt.date | None:
        """
        The day after which it should be over: its last, or while it is open that by which it shall
        be done.
        """
        return (self.due if self.is_open else None) or self.end or self.due

    @property
    def main(self) -> Where | None:
        """
        The first of its places that was found.
        """
        return next((place for place in self.places if place.missing is None), None)

    def told(self, language: str) -> str:
        """
        Say what it is called.

        Args:
            language: The reader's language tag.

        Returns:
            Its title.
        """
        return self.title.said(language, otherwise=self.language)


def entries(workspace: Workspace) -> tuple[Entry, ...]:
    """
    Collect all activities and campaigns, and the changes of all maps that have a day.

    Args:
        workspace: The workspace.

    Returns:
        They, in no order that matters.
    """
    places = _Places(workspace)
    return (*_campaigns(workspace, places), *_changes(workspace, places))


class _Places:
    """
    Finds places in maps, each of which is read once.
    """

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._ranks = {one.id: i for i, one in enumerate(workspace.maps()) if one.id}
        self._read: dict[str, JourneyMap | None] = {}

    def journey(self, name: str) -> JourneyMap | None:
        if name not in self._read:
            try:
                self._read[name] = journey_of(self._workspace.map(name))
            except TouchlineError:
                # `touchline check` tells what is the matter with a map that cannot be read.
                self._read[name] = None
        return self._read[name]

    def find(self, place: Named) -> Where:
        journey = self.journey(place.map)
        first = self._ranks.get(place.map, len(self._ranks))
        if journey is None:
            return Where(map=place.map, missing="map", name=place.map, rank=(first, -1))
        found = Where(map=place.map, journey=journey, rank=(first, -1))
        if place.step is not None:
            return _at_step(found, journey, place.step, place.stage)
        if place.stage is not None:
            return _at_stage(found, journey, place.stage)
        return found


def _at_step(found: Where, journey: JourneyMap, name: str, stage: str | None) -> Where:
    order = [step.id for step in journey.steps]
    if name not in order:
        return replace(found, missing="step", name=name)
    holding = journey.stage_of(name)
    if stage is not None and holding.id != stage:
        return replace(found, missing="stage", name=stage)
    rank = order.index(name)
    return replace(found, stage=holding, step=journey.steps[rank], rank=(found.rank[0], rank))


def _at_stage(found: Where, journey: JourneyMap, name: str) -> Where:
    stage = next((stage for stage in journey.stages if stage.id == name), None)
    if stage is None:
        return replace(found, missing="stage", name=name)
    first = stage.steps[0].id if stage.steps else None
    rank = next((i for i, step in enumerate(journey.steps) if step.id == first), -1)
    return replace(found, stage=stage, rank=(found.rank[0], rank))


def _campaigns(workspace: Workspace, places: _Places) -> Iterator[Entry]:
    for stored in workspace.store.listed(kind_of(Campaign)):
        one = record_of(Campaign, stored)
        yield Entry(
            key=f"{stored.kind}/{one.id}",
            sort=one.sort,
            title=one.title,
            language=workspace.settings.language,
            places=tuple(places.find(place) for place in one.at),
            channels=one.channels,
            personas=one.personas,
            segment=one.segment,
            start=one.start,
            end=one.last,
            hours=one.hours,
            status=one.status,
            owner=one.owner,
            department=one.department,
            campaign=one,
            changed=stored.changed,
            version=stored.version,
        )


def _changes(workspace: Workspace, places: _Places) -> Iterator[Entry]:
    """
    Take the changes that have a day.
    """
    written = {one.file: one.modified for one in workspace.maps()}
    for shelved in workspace.shelf.cards(_CHANGES):
        card = _change(shelved)
        if card.since is None and card.due is None:
            continue
        where = places.find(Named(map=shelved.map, step=shelved.step))
        yield Entry(
            key=f"{shelved.map}/card:{shelved.id}",
            sort="change",
            title=card.text,
            language=where.journey.language if where.journey else workspace.settings.language,
            places=(where,),
            segment={},
            start=card.since,
            end=card.since if card.status == "done" else None,
            due=card.due,
            status=card.status,
            owner=card.owner,
            department=card.department,
            changed=_moment(written.get(shelved.file, 0)),
        )


def _change(shelved: ShelvedCard) -> Change:
    return Change.model_validate(shelved.card, by_alias=True, by_name=False)


def _moment(nanoseconds: int) -> dt.datetime:
    return dt.datetime.fromtimestamp(nanoseconds // 1_000_000_000, dt.UTC)
