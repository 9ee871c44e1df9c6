"""
What several people met who walked the same journey, step by step (R-129, M14).

Whoever walked twice counts once: first their own mean is taken, then the mean over people. Ratings
on different scales are never put together.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from statistics import fmean, median
from typing import TYPE_CHECKING, TypeVar

from touchline.diagnostics import Diagnostic
from touchline.workspace.walk_forms import cards_at

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Sequence

    from touchline.model.map import JourneyMap
    from touchline.model.structure import Participants
    from touchline.model.work.walk import Walk

WordT = TypeVar("WordT", bound=str)

#: What fewer people say is told, and said to be little.
FEW = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """
    A figure of several people.

    Args:
        people: They.
        mean: The mean over them.
        median: The median over them.
        low: The least.
        high: The most.
    """

    people: tuple[str, ...]
    mean: float
    median: float
    low: float
    high: float

    @property
    def n(self) -> int:
        """
        How many people.
        """
        return len(self.people)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ratings:
    """
    The ratings given on one scale.

    Args:
        scale_low: The worst that can be given.
        scale_high: The best.
        spread: What was given.
    """

    scale_low: float
    scale_high: float
    spread: Spread


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """
    What was in the way.

    Args:
        text: In the words of whoever wrote it first.
        walkers: Who wrote it.
        who: What they are to the company.
        first: The first day on which it was met.
        last: The last.
    """

    text: str
    walkers: tuple[str, ...]
    who: tuple[Participants, ...]
    first: dt.date
    last: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class MergedStep:
    """
    What was met at one step.

    Args:
        step: The id of the step.
        name: What the customer does.
        walkers: How many people noted anything here.
        stopped: How many of them did not come this far.
        ratings: One entry a scale.
        seconds: How long it took; None when nobody timed it.
        friction: What was in the way, what most people noted first.
        met: Pain points of the map that were met again, by their ids.
        contact_found: Who found a way to reach the company.
        contact_missing: Who looked for one in vain.
        touchpoints: By the id of each touchpoint that was tried, by how many people.
        photos: Files with pictures.
    """

    step: str
    name: str
    walkers: int
    stopped: int
    ratings: tuple[Ratings, ...]
    seconds: Spread | None
    friction: tuple[Note, ...]
    met: tuple[Note, ...]
    contact_found: tuple[str, ...]
    contact_missing: tuple[str, ...]
    touchpoints: dict[str, int]
    photos: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """
    Walks through one map, put together.

    Args:
        map: The id of the map.
        n_walks: How many walks.
        walkers: Who walked.
        who: What they are to the company.
        first: The first day.
        last: The last day.
        ratings: Of the whole, one entry a scale.
        seconds: How long the whole took; None when nobody timed it.
        steps: The steps in the order of the map, those without a note too.
        findings: What could not be taken, and what to be careful about.
    """

    map: str
    n_walks: int
    walkers: tuple[str, ...]
    who: tuple[Participants, ...]
    first: dt.date | None
    last: dt.date | None
    ratings: tuple[Ratings, ...]
    seconds: Spread | None
    steps: tuple[MergedStep, ...]
    findings: tuple[Diagnostic, ...]

    def of(self, step: str) -> MergedStep | None:
        """
        Look up one step.

        Args:
            step: The id of the step.

        Returns:
            What was met there, or None.
        """
        return next((one for one in self.steps if one.step == step), None)


def merge_walks(
    journey: JourneyMap, walks: Iterable[Walk], *, language: str | None = None
) -> Merged:
    """
    Put walks together.

    Args:
        journey: The map that was walked.
        walks: The walks; those through other maps are left out and told.
        language: The language of the names of steps; None for the map's own.

    Returns:
        Every step with what was met there.
    """
    given = tuple(walks)
    own = tuple(walk for walk in given if walk.map == journey.id)
    reader = language or journey.language
    known = {step.id for step in journey.steps}
    findings = [
        *_strangers(journey, given),
        *(_unknown(walk, one.step) for walk in own for one in walk.steps if one.step not in known),
        *_unknown_cards(journey, own),
        *_cautions(own),
    ]
    days = sorted(walk.date for walk in own)
    return Merged(
        map=journey.id,
        n_walks=len(own),
        walkers=_once(walk.walker for walk in own),
        who=_once(walk.who for walk in own),
        first=days[0] if days else None,
        last=days[-1] if days else None,
        ratings=_ratings((walk, walk.rating) for walk in own),
        seconds=_spread((walk.walker, walk.seconds) for walk in own),
        steps=tuple(
            _step(step.id, step.name.said(reader, otherwise=journey.language), own)
            for step in journey.steps
        ),
        findings=tuple(findings),
    )


def _step(step: str, name: str, walks: Sequence[Walk]) -> MergedStep:
    here = [(walk, one) for walk in walks for one in walk.steps if one.step == step]
    names = {one.walker for one, _ in here}

    tried: defaultdict[str, set[str]] = defaultdict(set)
    for walk, one in here:
        for touchpoint in one.touchpoints:
            tried[touchpoint].add(walk.walker)
    return MergedStep(
        step=step,
        name=name,
        walkers=len(names),
        stopped=len({walk.walker for walk, one in here if not one.is_reached}),
        ratings=_ratings((walk, one.rating) for walk, one in here),
        seconds=_spread((walk.walker, one.seconds) for walk, one in here),
        friction=_notes((walk, str(text)) for walk, one in here for text in one.friction),
        met=_notes((walk, card) for walk, one in here for card in one.met),
        contact_found=_once(walk.walker for walk, one in here if one.contact == "found"),
        contact_missing=_once(walk.walker for walk, one in here if one.contact == "missing"),
        touchpoints={card: len(found) for card, found in sorted(tried.items())},
        photos=_once(photo for _, one in here for photo in one.photos),
    )


def _ratings(given: Iterable[tuple[Walk, float | None]]) -> tuple[Ratings, ...]:
    scales: defaultdict[tuple[float, float], list[tuple[str, float | None]]] = defaultdict(list)
    for walk, rating in given:
        scales[walk.scale.low, walk.scale.high].append((walk.walker, rating))
    found = ((ends, _spread(one)) for ends, one in sorted(scales.items()))
    return tuple(
        Ratings(scale_low=low, scale_high=high, spread=spread)
        for (low, high), spread in found
        if spread is not None
    )


def _spread(given: Iterable[tuple[str, float | None]]) -> Spread | None:
    """
    Sum up one figure a person.
    """
    people: defaultdict[str, list[float]] = defaultdict(list)
    for walker, value in given:
        if value is not None:
            people[walker].append(value)
    if not people:
        return None
    means = [fmean(values) for values in people.values()]
    return Spread(
        people=tuple(people),
        mean=fmean(means),
        median=median(means),
        low=min(means),
        high=max(means),
    )


def _notes(given: Iterable[tuple[Walk, str]]) -> tuple[Note, ...]:
    """
    Bring equal notes together, whoever wrote them.
    """
    found: dict[str, list[tuple[Walk, str]]] = {}
    for walk, text in given:
        if text.strip():
            found.setdefault(" ".join(text.casefold().split()), []).append((walk, text.strip()))
    notes = [
        Note(
            text=same[0][1],
            walkers=_once(walk.walker for walk, _ in same),
            who=_once(walk.who for walk, _ in same),
            first=min(walk.date for walk, _ in same),
            last=max(walk.date for walk, _ in same),
        )
        for same in found.values()
    ]
    return tuple(sorted(notes, key=lambda note: -len(note.walkers)))


def _once(given: Iterable[WordT]) -> tuple[WordT, ...]:
    return tuple(dict.fromkeys(given))


def _strangers(journey: JourneyMap, walks: Sequence[Walk]) -> Iterator[Diagnostic]:
    for walk in walks:
        if walk.map != journey.id:
            values = {"walker": walk.walker, "map": walk.map, "wanted": journey.id}
            yield Diagnostic(name="other-map", key="walk.finding.other-map", values=values)


def _unknown(walk: Walk, step: str) -> Diagnostic:
    values = {"walker": walk.walker, "step": step}
    return Diagnostic(name="unknown-step", key="walk.finding.unknown-step", values=values)


def _unknown_cards(journey: JourneyMap, walks: Sequence[Walk]) -> Iterator[Diagnostic]:
    cards = {step: {card.id for card in found} for step, found in cards_at(journey).items()}
    known = {step.id for step in journey.steps}
    for walk in walks:
        for one in walk.steps:
            if one.step not in known:
                continue
            for card in (*one.touchpoints, *one.met):
                if card not in cards.get(one.step, set()):
                    values = {"walker": walk.walker, "step": one.step, "card": card}
                    yield Diagnostic(
                        name="unknown-card", key="walk.finding.unknown-card", values=values
                    )


def _cautions(walks: Sequence[Walk]) -> Iterator[Diagnostic]:
    """
    Say how little some walks can say.
    """
    people = {walk.walker for walk in walks}
    if 0 < len(people) < FEW:
        yield Diagnostic(
            name="few-walkers", key="walk.finding.few", values={"n": len(people)}, severity="hint"
        )
    if walks and not any(walk.who in {"customers", "prospects"} for walk in walks):
        yield Diagnostic(name="no-customers", key="walk.finding.no-customers", severity="hint")
    if len({(walk.scale.low, walk.scale.high) for walk in walks}) > 1:
        yield Diagnostic(name="mixed-scales", key="walk.finding.scales")
