"""
What of a map is shown: filters as functions from a map to a map (R-043).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from touchline.errors import InputError, NotFound
from touchline.lanes import LANES
from touchline.model.departments import departments, nearest_department, nearest_owner
from touchline.model.experience import PostedContent, Touchpoint
from touchline.model.partial import LeftOut, PartialMap
from touchline.model.text import LocalText
from touchline.model.view import Only

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    from touchline.model.map import JourneyMap
    from touchline.model.structure import Block, Card, Cell, Lane, Stage, Step

#: The words by which a filter is asked for, each with the field of `Only` that it fills.
FILTERS: Mapping[str, str] = {
    "lane": "lanes",
    "kind": "kinds",
    "stage": "stages",
    "department": "departments",
    "owner": "owners",
    "channel": "channels",
    "persona": "personas",
    "text": "text",
}
#: The filter that takes no value.
MOMENTS = "moments-of-truth"


class UnknownFilter(NotFound):
    """
    A map cannot be filtered by this.
    """


class UnknownPart(NotFound):
    """
    The map has nothing of this name that could be shown.
    """


class NothingShown(InputError):
    """
    Nothing of the map would be left.
    """


def read_only(journey: JourneyMap, asked: Iterable[str]) -> Only:
    """
    Read filters as a person writes them.

    Args:
        journey: The map.
        asked: Such as `channel=phone`, `stage=Buy` or `moments-of-truth`; lanes, stages, channels
            and personas go by id or by name, capitals do not matter.

    Returns:
        The filters, by ids.

    Raises:
        UnknownFilter: A map cannot be filtered by this.
        UnknownPart: The map has nothing of this name.
    """
    found: dict[str, list[str]] = {}
    has_moments = False
    for words in asked:
        kind, sign, value = (part.strip() for part in words.partition("="))
        if kind == MOMENTS and not sign:
            has_moments = True
            continue
        if kind not in FILTERS or not value:
            forms = [f"{name}={name.upper()}" for name in FILTERS]
            raise UnknownFilter.among(words, [*forms, MOMENTS], example="channel=phone")
        found.setdefault(kind, []).append(named(journey, kind, value))
    fields = {FILTERS[kind]: tuple(dict.fromkeys(names)) for kind, names in found.items()}
    return Only.model_validate({**fields, "moments_of_truth": has_moments})


def asked_for(what: Only) -> list[str]:
    """
    Write filters as a person would ask for them.

    Args:
        what: The filters.

    Returns:
        Such as `channel=phone`, one each.
    """
    found = [f"{kind}={name}" for kind, field in FILTERS.items() for name in getattr(what, field)]
    return [*found, MOMENTS] if what.moments_of_truth else found


def named(journey: JourneyMap, kind: str, name: str) -> str:
    """
    Find what somebody calls by its id or its name.

    Args:
        journey: The map.
        kind: What it is: a word of `FILTERS`.
        name: Its id or its name in any language of the map; capitals do not matter.

    Returns:
        Its id, or the name as the map has it.

    Raises:
        UnknownPart: The map has nothing of this name.
    """
    if kind == "text":
        return name
    known = choices(journey, kind)
    if name in known:
        return name
    for own, texts in known.items():
        if name.casefold() in {own.casefold(), *(text.casefold() for text in texts)}:
            return own
    raise UnknownPart.among(name, known, kind=kind)


def choices(journey: JourneyMap, kind: str) -> dict[str, tuple[str, ...]]:
    """
    List what a map can be filtered by.

    Args:
        journey: The map.
        kind: A word of `FILTERS`, other than `text`.

    Returns:
        The id or name of each thing, with what else it is called.
    """
    listers: dict[str, Callable[[], dict[str, tuple[str, ...]]]] = {
        "lane": lambda: {lane.id: _words(lane.title) for lane in journey.lanes},
        "kind": lambda: {lane.kind: () for lane in journey.lanes},
        "stage": lambda: {stage.id: _words(stage.name) for stage in journey.stages},
        "department": lambda: dict.fromkeys(departments(journey), ()),
        "owner": lambda: dict.fromkeys(_owners(journey), ()),
        "channel": lambda: _channels(journey),
        "persona": lambda: {one.id: _words(one.name) for one in journey.personas},
    }
    return listers[kind]()


def _channels(journey: JourneyMap) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {
        channel.id: _words(channel.name) for channel in journey.channels
    }
    used = (_channel(card) for _, _, card in journey.cards())
    return {name: () for name in used if name} | found


def _words(text: LocalText | None) -> tuple[str, ...]:
    return tuple(words for _, words in text.versions) if text else ()


def _channel(card: Card) -> str | None:
    return card.channel if isinstance(card, Touchpoint | PostedContent) else None


def _owners(journey: JourneyMap) -> Iterator[str]:
    blocks: list[Block] = [*journey.stages, *journey.steps, *journey.lanes]
    for lane in journey.lanes:
        for cell in lane.cells:
            blocks += [cell, *cell.cards]
    for block in [journey, *blocks]:
        if block.owner:
            yield block.owner


def part_of(journey: JourneyMap, asked: Only) -> JourneyMap:
    """
    Keep of a map what was asked for.

    Steps fall away only where stages, channels, moments of truth or words are asked for; lanes
    that lose all their cards are left out, those that are filled from a log stay.

    Args:
        journey: The map.
        asked: What shall be shown.

    Returns:
        The map itself where nothing was asked for, else a part of it that knows what is missing.

    Raises:
        UnknownPart: The map has nothing of a name that was asked for.
        NothingShown: Nothing would be left.
    """
    if asked == Only():
        return journey
    _check(journey, asked)
    places = {step.id: Around(stage, step) for stage in journey.stages for step in stage.steps}
    keeper = _Keeper(journey, asked, places)
    steps = {step for step in places if keeper.keeps_step(step)}
    found = at_steps(journey, steps)
    if keeper.is_by_card:
        found = _of_cards(found, keeper)
    if asked.lanes or asked.kinds:
        lanes = [one for one in found.lanes if one.id in asked.lanes or one.kind in asked.kinds]
        found = found.model_copy(update={"lanes": tuple(lanes)})
    if places and not found.steps:
        raise NothingShown
    if keeper.is_by_card and not any(True for _ in found.cards()):
        raise NothingShown
    if asked.personas:
        people = [one for one in found.personas if one.id in asked.personas]
        found = found.model_copy(update={"personas": tuple(people)})
    return PartialMap.of(found, asked, left_out(journey, found))


def at_steps(journey: JourneyMap, steps: Collection[str]) -> JourneyMap:
    """
    Keep of a map what stands at some of its steps.

    Args:
        journey: The map.
        steps: The ids of the steps.

    Returns:
        The map with these steps; ways and links from or to others are left out.
    """
    order = [step.id for step in journey.steps]
    if set(order) <= set(steps):
        return journey
    stages = [
        stage.model_copy(update={"steps": tuple(one for one in stage.steps if one.id in steps)})
        for stage in journey.stages
    ]
    lanes = [
        lane.model_copy(
            update={
                "cells": tuple(
                    cell
                    for cell in (_cell_at(cell, order, steps) for cell in lane.cells)
                    if cell is not None
                )
            }
        )
        for lane in journey.lanes
    ]
    return journey.model_copy(
        update={
            "stages": tuple(stage for stage in stages if stage.steps),
            "lanes": tuple(lanes),
            "branches": tuple(
                one
                for one in journey.branches
                if one.origin in steps and (one.to is None or one.to in steps)
            ),
            "links": tuple(one for one in journey.links if one.step is None or one.step in steps),
        }
    )


def _cell_at(cell: Cell, order: Sequence[str], steps: Collection[str]) -> Cell | None:
    """
    Shorten a cell to the steps that are left of those it spans; None when none is.
    """
    if cell.at not in order:
        return None
    first = order.index(cell.at)
    last = order.index(cell.through) if cell.through in order else first
    rest = [step for step in order[first : max(first, last) + 1] if step in steps]
    if not rest:
        return None
    through = rest[-1] if len(rest) > 1 else None
    return cell.model_copy(update={"at": rest[0], "through": through})


class Around(NamedTuple):
    """
    What stands around a cell.

    Args:
        stage: The stage.
        step: The step.
    """

    stage: Stage
    step: Step


class _Keeper:
    """
    Knows what was asked for, and decides on steps and cards.
    """

    def __init__(self, journey: JourneyMap, asked: Only, places: Mapping[str, Around]) -> None:
        self.journey = journey
        self.asked = asked
        self.places = places
        self.departments = {name.casefold() for name in asked.departments}
        self.owners = {name.casefold() for name in asked.owners}
        self.texts = tuple(words.casefold() for words in asked.text)
        self.at: dict[str, list[Card]] = {step: [] for step in places}
        order = list(places)
        for lane, cell, card in journey.cards():
            if cell.at in self.at and self._keeps_content(lane, cell, card):
                first = order.index(cell.at)
                last = order.index(cell.through) if cell.through in self.at else first
                for step in order[first : last + 1]:
                    self.at[step].append(card)

    @property
    def is_by_card(self) -> bool:
        """
        Cards are chosen one by one.
        """
        asked = self.asked
        names = (asked.departments, asked.owners, asked.channels, asked.personas, asked.text)
        return any(names)

    def keeps_step(self, step: str) -> bool:
        """
        Tell whether a step stays.
        """
        asked, (stage, found) = self.asked, self.places[step]
        if asked.stages and stage.id not in asked.stages:
            return False
        cards = self.at[step]
        if asked.moments_of_truth and not (
            found.is_moment_of_truth
            or any(isinstance(card, Touchpoint) and card.is_moment_of_truth for card in cards)
        ):
            return False
        if asked.channels and not any(_channel(card) in asked.channels for card in cards):
            return False
        return not self.texts or bool(cards) or self._says_step(step)

    def keeps(self, lane: Lane, cell: Cell, card: Card) -> bool:
        """
        Tell whether a card stays.
        """
        channel = _channel(card)
        if self.asked.channels and channel is not None and channel not in self.asked.channels:
            return False
        stage, step = self.places.get(cell.at, (None, None))
        around = (card, cell, lane, step, stage)
        if self.departments and _folded(nearest_department(*around)) not in self.departments:
            return False
        if self.owners and _folded(nearest_owner(*around)) not in self.owners:
            return False
        return self._keeps_content(lane, cell, card)

    def _keeps_content(self, lane: Lane, cell: Cell, card: Card) -> bool:
        persona = getattr(card, "persona", None)
        if self.asked.personas and persona is not None and persona not in self.asked.personas:
            return False
        if not self.texts or self._says_step(cell.at):
            return True
        return self._says(card.text, lane.title) or self._says_else(card)

    def _says_step(self, step: str) -> bool:
        place = self.places.get(step)
        return place is not None and self._says(place.step.name, place.stage.name)

    def _says(self, *texts: LocalText | None) -> bool:
        words = [one.casefold() for text in texts for one in _words(text)]
        return any(wanted in one for wanted in self.texts for one in words)

    def _says_else(self, card: Card) -> bool:
        """
        Look into the other texts of a card, such as its quotes.
        """
        others = [getattr(card, name, None) for name in type(card).model_fields if name != "text"]
        quotes = [item.quote for item in card.evidence]
        return self._says(*(one for one in (*others, *quotes) if isinstance(one, LocalText)))


def _folded(name: str | None) -> str:
    return (name or "").casefold()


def _of_cards(journey: JourneyMap, keeper: _Keeper) -> JourneyMap:
    lanes = []
    for lane in journey.lanes:
        cells = []
        for cell in lane.cells:
            cards = tuple(card for card in cell.cards if keeper.keeps(lane, cell, card))
            if cards:
                cells.append(cell.model_copy(update={"cards": cards}))
        is_measured = lane.kind in LANES and LANES[lane.kind].is_measured
        if cells or is_measured:
            lanes.append(lane.model_copy(update={"cells": tuple(cells)}))
    return journey.model_copy(update={"lanes": tuple(lanes)})


def _check(journey: JourneyMap, asked: Only) -> None:
    """
    Refuse names that lead nowhere, such as those of a view whose stage was removed.
    """
    for kind, field in FILTERS.items():
        for name in getattr(asked, field):
            named(journey, kind, name)


def left_out(whole: JourneyMap, part: JourneyMap) -> LeftOut:
    """
    Count how much of a map a part of it does not show.

    Args:
        whole: The map.
        part: The part.

    Returns:
        The counts.
    """
    return LeftOut(
        stages=len(whole.stages) - len(part.stages),
        steps=len(whole.steps) - len(part.steps),
        lanes=len(whole.lanes) - len(part.lanes),
        cards=sum(1 for _ in whole.cards()) - sum(1 for _ in part.cards()),
    )


def together(asked: Iterable[Only]) -> Only:
    """
    Put what was asked for one after the other into one filter, for telling it.

    Args:
        asked: The filters.

    Returns:
        Everything that was named.
    """
    found = list(asked)
    names = {
        field: tuple(dict.fromkeys(name for one in found for name in getattr(one, field)))
        for field in FILTERS.values()
    }
    return Only.model_validate(
        {**names, "moments_of_truth": any(one.moments_of_truth for one in found)}
    )
