"""
What goes into a journey, what is missing, and what both cost (R-125, R-126, R-185).

A resource that several steps or maps name by one entry of the catalogue is paid for once. Sums are
told by currency, and never across.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from touchline.document.compare import compare
from touchline.model.experience import Resource as ResourceCard
from touchline.model.work.resource import Resource

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from touchline.model.map import JourneyMap
    from touchline.workspace.workspace import Workspace

#: How often something that returns does so in a year.
_TIMES = {"month": 12, "year": 1}


@dataclass(frozen=True, slots=True, kw_only=True)
class ResourceLine:
    """
    A resource at one step.

    Args:
        map: The id of the map.
        step: The id of the step.
        step_name: What the customer does there.
        card: The id of the card.
        entry: The id of the resource in the catalogue; None for one that stands in the map alone.
        text: What it is called.
        sort: What it is.
        availability: Whether the company has it or needs it.
        cost: What it costs; None when nobody says.
        currency: The currency of the cost.
        every: How often cost and hours return; None for once.
        hours: Hours of work that it takes.
        effect: What it does.
    """

    map: str
    step: str
    step_name: str
    card: str
    entry: str | None = None
    text: str = ""
    sort: str | None = None
    availability: Literal["have", "need"] = "have"
    cost: float | None = None
    currency: str | None = None
    every: Literal["month", "year"] | None = None
    hours: float | None = None
    effect: str | None = None

    @property
    def key(self) -> tuple[str, str]:
        """
        What makes it the same as another one: its entry, else its card.
        """
        return ("entry", self.entry) if self.entry else (self.map, self.card)

    @property
    def once(self) -> float:
        """
        What has to be paid once.
        """
        return self.cost if self.cost is not None and self.every is None else 0.0

    @property
    def yearly(self) -> float:
        """
        What has to be paid each year.
        """
        return (self.cost or 0.0) * _TIMES[self.every] if self.every else 0.0

    @property
    def hours_yearly(self) -> float:
        """
        The hours of work that return each year.
        """
        return (self.hours or 0.0) * _TIMES[self.every] if self.every else 0.0

    @property
    def hours_once(self) -> float:
        """
        The hours of work that it takes once.
        """
        return self.hours if self.hours is not None and self.every is None else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class CostSum:
    """
    What resources cost in one currency.

    Args:
        currency: The currency; None where none is stated.
        once: What is paid once.
        yearly: What is paid each year.
        n: How many resources that is.
    """

    currency: str | None
    once: float
    yearly: float
    n: int

    def over(self, years: float) -> float:
        """
        Add up what some years cost.

        Args:
            years: How many.

        Returns:
            What is paid once and in these years.
        """
        return self.once + self.yearly * years


def resource_lines(
    journey: JourneyMap,
    catalogue: Mapping[str, Resource] | None = None,
    *,
    language: str | None = None,
) -> tuple[ResourceLine, ...]:
    """
    List the resources of a map.

    What a card leaves open is taken from its entry of the catalogue; whether the company has it is
    known there alone.

    Args:
        journey: The map.
        catalogue: The resources of the workspace by their ids.
        language: The reader's language tag; None for the map's own.

    Returns:
        One line a card, in the order of the map.
    """
    reader, known = language or journey.language, catalogue or {}
    own = journey.language
    names = {one.id: one.name for one in journey.steps}
    lines = []
    for _, cell, card in journey.cards():
        if isinstance(card, ResourceCard):
            name = names.get(cell.at)
            step = (cell.at, name.said(reader, otherwise=own) if name else "")
            lines.append(line_of(card, known, on=journey.id, at=step, languages=(reader, own)))
    return tuple(lines)


def line_of(
    card: ResourceCard,
    catalogue: Mapping[str, Resource],
    *,
    on: str,
    at: tuple[str, str],
    languages: tuple[str, str],
) -> ResourceLine:
    """
    Say what a card of a resource says, with what its entry of the catalogue adds.

    Args:
        card: The card.
        catalogue: The resources of the workspace by their ids.
        on: The id of its map.
        at: The id and the name of its step.
        languages: The reader's and the map's.

    Returns:
        The line.
    """
    reader, own = languages
    step, name = at
    line = ResourceLine(
        map=on,
        step=step,
        step_name=name or step,
        card=card.id,
        entry=card.entry,
        text=card.text.said(reader, otherwise=own),
        sort=card.sort,
        availability=card.availability,
        cost=card.cost,
        currency=card.currency,
        every=card.every,
        hours=card.hours,
        effect=(card.effect.said(reader, otherwise=own) or None) if card.effect else None,
    )
    entry = catalogue.get(card.entry or "")
    return line if entry is None else filled_in(line, entry, reader, own)


def filled_in(line: ResourceLine, entry: Resource, reader: str, own: str) -> ResourceLine:
    """
    Fill in from the catalogue what a card leaves open.

    Args:
        line: The card.
        entry: Its entry.
        reader: The reader's language tag.
        own: The language that is taken when the reader's is missing.

    Returns:
        The line with what the catalogue says.
    """
    filled = replace(
        line,
        text=line.text or entry.title.said(reader, otherwise=own),
        sort=line.sort or entry.sort,
        availability=entry.availability,
        hours=line.hours if line.hours is not None else entry.hours,
        every=line.every or entry.every,
        effect=line.effect or (entry.effect.said(reader, otherwise=own) if entry.effect else None),
    )
    if line.cost is not None:
        return filled
    return replace(filled, cost=entry.cost, currency=entry.currency, every=entry.every)


def catalogue_of(workspace: Workspace) -> dict[str, Resource]:
    """
    Read the catalogue of resources.

    Args:
        workspace: The workspace.

    Returns:
        Its resources by their ids.
    """
    return {one.id: one for one in workspace.records(Resource)}


def distinct(lines: Iterable[ResourceLine]) -> tuple[ResourceLine, ...]:
    """
    Take each resource once, wherever it stands.

    Args:
        lines: Resources at steps.

    Returns:
        The first line of each.
    """
    found: dict[tuple[str, str], ResourceLine] = {}
    for line in lines:
        found.setdefault(line.key, line)
    return tuple(found.values())


def summed(lines: Iterable[ResourceLine]) -> tuple[CostSum, ...]:
    """
    Add up what resources cost, each once.

    Args:
        lines: Resources at steps.

    Returns:
        A sum for each currency; resources without a cost are in none.
    """
    groups: defaultdict[str, list[ResourceLine]] = defaultdict(list)
    for line in distinct(lines):
        if line.cost is not None:
            groups[line.currency or ""].append(line)
    return tuple(
        CostSum(
            currency=currency or None,
            once=sum(line.once for line in found),
            yearly=sum(line.yearly for line in found),
            n=len(found),
        )
        for currency, found in sorted(groups.items())
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Upkeep:
    """
    What running one step, or a whole map, takes each year.

    Args:
        hours: Hours of work a year.
        costs: Costs a year by currency; an empty currency where none is stated.
        n_unpriced: Resources of which nobody says what they cost.
    """

    hours: float
    costs: dict[str, float]
    n_unpriced: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StepUpkeep:
    """
    What a step takes behind the scenes before and after.

    Args:
        before: The id of the step today; None for a new one.
        after: The id of the step to come; None for one that is gone.
        name: What the customer does.
        today: What it takes each year today.
        later: What it will take each year.
    """

    before: str | None
    after: str | None
    name: str
    today: Upkeep
    later: Upkeep


@dataclass(frozen=True, slots=True, kw_only=True)
class Restructuring:
    """
    What serving a journey takes before and after it is restructured (R-185, R-192).

    Args:
        steps: Step by step, those where something is known.
        today: The whole today; a resource that several steps share counts once.
        later: The whole to come.
        fresh: What is not there today, each once.
        unsaid: Steps that are taken to stay as they are, since the map to be lists nothing there.
        once: What the change costs once, by currency.
        hours_once: Hours of work that the change takes once.
    """

    steps: tuple[StepUpkeep, ...]
    today: Upkeep
    later: Upkeep
    fresh: tuple[ResourceLine, ...]
    unsaid: tuple[str, ...]
    once: dict[str, float]
    hours_once: float

    def saving(self, currency: str) -> float:
        """
        Tell what is saved each year in one currency.

        Args:
            currency: The currency.

        Returns:
            Today's cost less that to come; below zero when it rises.
        """
        return self.today.costs.get(currency, 0.0) - self.later.costs.get(currency, 0.0)


def restructuring(
    before: JourneyMap,
    after: JourneyMap,
    catalogue: Mapping[str, Resource] | None = None,
    *,
    language: str | None = None,
) -> Restructuring:
    """
    Hold today's effort and cost against those to come.

    Today counts what the company has. To come counts all that the other map lists, since whatever
    it needs will be there by then. A step of which the other map lists nothing is taken to stay as
    it is: that nobody wrote a cost down saves none.

    Args:
        before: The map of today.
        after: The map to be.
        catalogue: The resources of the workspace by their ids.
        language: The reader's language tag; None for the map's own.

    Returns:
        Steps and wholes side by side.
    """
    now = [
        line
        for line in resource_lines(before, catalogue, language=language)
        if line.availability == "have"
    ]
    then = resource_lines(after, catalogue, language=language)
    names = {step.id: step.name for step in after.steps} | {
        step.id: step.name for step in before.steps
    }
    reader = language or before.language
    steps, unsaid, carried = [], [], list(then)
    for pair in compare(before, after).steps:
        name = names[pair.left or pair.right or ""].said(reader, otherwise=before.language)
        had_here = [line for line in now if line.step == pair.left]
        shall = [line for line in then if line.step == pair.right]
        if had_here and pair.right is not None and not shall:
            unsaid.append(name)
            carried += had_here
            shall = had_here
        today, later = _upkeep(had_here), _upkeep(shall)
        if today != _NOTHING or later != _NOTHING:
            steps.append(
                StepUpkeep(before=pair.left, after=pair.right, name=name, today=today, later=later)
            )
    # A card of both maps keeps its id; what stands in today's map is there and paid for.
    had = {line.key for line in now} | {line.card for line in now}
    fresh = tuple(line for line in distinct(then) if not had & {line.key, line.card})
    once: defaultdict[str, float] = defaultdict(float)
    for line in fresh:
        if line.once:
            once[line.currency or ""] += line.once
    return Restructuring(
        steps=tuple(steps),
        today=_upkeep(now),
        later=_upkeep(carried),
        fresh=fresh,
        unsaid=tuple(unsaid),
        once=dict(once),
        hours_once=sum(line.hours_once for line in fresh),
    )


def _upkeep(lines: Iterable[ResourceLine]) -> Upkeep:
    found = distinct(lines)
    costs: defaultdict[str, float] = defaultdict(float)
    for line in found:
        if line.yearly:
            costs[line.currency or ""] += line.yearly
    return Upkeep(
        hours=sum(line.hours_yearly for line in found),
        costs=dict(sorted(costs.items())),
        n_unpriced=sum(1 for line in found if line.cost is None and line.hours is None),
    )


#: A step that takes nothing, as far as anybody knows.
_NOTHING = Upkeep(hours=0, costs={}, n_unpriced=0)
