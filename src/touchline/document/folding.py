"""
What of a map is shown in brief: collapsed stages become one column each, collapsed lanes a row of
counts.

A collapsed stage stands in the picture as its weakest step, the one at which the smallest share of
customers goes on or, where nothing is measured, the one that feels worst: its figures are real and
so is what they rest on. The other steps are counted, and so are the cards, but for the worst
feeling and the gravest pain point.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from touchline.document.parts import named
from touchline.i18n import LANGUAGES, translate
from touchline.model.experience import Feeling, Opportunity, PainPoint, Rating
from touchline.model.partial import Counted, PartialMap, hidden_in
from touchline.model.text import LocalText

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from touchline.measuring.measured import Measures
    from touchline.model.map import Branch, JourneyMap
    from touchline.model.structure import Card, Cell, Lane, Stage, Step
    from touchline.model.view import Collapse


def collapsed(journey: JourneyMap, what: Collapse) -> JourneyMap:
    """
    Mark stages and lanes of a map as collapsed.

    Args:
        journey: The map.
        what: Which ones, by id.

    Returns:
        The map with the marks; what was marked before stays so.

    Raises:
        UnknownPart: The map has no such stage or lane.
    """
    marks = {"is_collapsed": True}
    lanes = [one.id for one in journey.lanes] if what.lanes == "all" else what.lanes
    stages = [one.id for one in journey.stages] if what.stages == "all" else what.stages
    wanted = {named(journey, "lane", name) for name in lanes}
    wanted_stages = {named(journey, "stage", name) for name in stages}
    return journey.model_copy(
        update={
            "lanes": tuple(
                lane.model_copy(update=marks) if lane.id in wanted else lane
                for lane in journey.lanes
            ),
            "stages": tuple(
                stage.model_copy(update=marks) if stage.id in wanted_stages else stage
                for stage in journey.stages
            ),
        }
    )


def folded(journey: JourneyMap, measures: Measures | None) -> JourneyMap:
    """
    Draw collapsed stages together into their weakest steps, and count what collapsed lanes hold.

    Args:
        journey: The map.
        measures: What was measured on it; None when nothing was.

    Returns:
        The map for a picture; itself when nothing is collapsed.
    """
    stood_for = stand_ins(journey, measures)
    if not stood_for and not any(lane.is_collapsed for lane in journey.lanes):
        return journey
    known = _strengths(journey, measures)
    stages = [
        stage.model_copy(update={"steps": tuple(_steps(journey, stage, stood_for, known))})
        for stage in journey.stages
    ]
    order = [step.id for step in journey.steps]
    lanes = tuple(
        _tallied(lane) if lane.is_collapsed else lane
        for lane in (_lane(lane, order, stood_for) for lane in journey.lanes)
    )
    drawn = journey.model_copy(
        update={
            "stages": tuple(stages),
            "lanes": lanes,
            "branches": tuple(_branches(journey, stood_for)),
            "links": tuple(
                one.model_copy(update={"step": stood_for.get(one.step or "", one.step)})
                for one in journey.links
            ),
        }
    )
    return PartialMap.drawn_together(drawn, journey)


def stand_ins(journey: JourneyMap, measures: Measures | None) -> dict[str, str]:
    """
    Find by which step each step of a collapsed stage is shown.

    Args:
        journey: The map.
        measures: What was measured on it; None when nothing was.

    Returns:
        The id of the weakest step by the id of each step; only those of collapsed stages.
    """
    known = _strengths(journey, measures)
    found: dict[str, str] = {}
    for stage in journey.stages:
        if stage.is_collapsed and stage.steps:
            weakest = _weakest(stage, known).id
            found |= {step.id: weakest for step in stage.steps}
    return found


def _steps(
    journey: JourneyMap, stage: Stage, stood_for: Mapping[str, str], known: Collection[str]
) -> Iterator[Step]:
    """
    Keep the weakest step of a collapsed stage, and say of it how many it stands for.
    """
    for step in stage.steps:
        if step.id not in stood_for:
            yield step
        elif stood_for[step.id] == step.id:
            yield _named(journey, stage, step, is_weakest=step.id in known)


def _worst_feelings(journey: JourneyMap) -> dict[str, float]:
    """
    Find how each step feels at worst, from 0 to 1 on the scale that was used.
    """
    found: dict[str, float] = {}
    for lane, cell, card in journey.cards():
        if isinstance(card, Feeling):
            scale = card.scale_in(lane)
            score = (card.score - scale.low) / (scale.high - scale.low)
            found[cell.at] = min(found.get(cell.at, 1.0), score)
    return found


def _strengths(journey: JourneyMap, measures: Measures | None) -> dict[str, float]:
    """
    Find how strong each step is: by the share that goes on; where a stage has none measured, by how
    it feels at worst.
    """
    feelings = _worst_feelings(journey)
    found: dict[str, float] = {}
    for stage in journey.stages:
        completions: dict[str, float] = {}
        for step in stage.steps:
            measured = measures.of(step.id) if measures else None
            figure = measured.completion_to_read if measured else None
            if figure is not None and figure.value is not None:
                completions[step.id] = figure.value
        known = completions or feelings
        found |= {step.id: known[step.id] for step in stage.steps if step.id in known}
    return found


def _weakest(stage: Stage, known: Mapping[str, float]) -> Step:
    # Steps beside the planned way are not everybody's, so they stand for a stage only where it has
    # no others.
    steps = [step for step in stage.steps if step.path == "main"] or list(stage.steps)
    return min(steps, key=lambda step: known.get(step.id, float("inf")))


def _named(journey: JourneyMap, stage: Stage, step: Step, *, is_weakest: bool) -> Step:
    """
    Say of the step how many it stands for.
    """
    n = len(stage.steps)
    if n == 1:
        return step
    versions = []
    for tag in LANGUAGES:
        name = step.name.said(tag, otherwise=journey.language)
        told = translate("scene.collapsed-steps", tag, n=n, weakest=name)
        versions.append((tag, told if is_weakest else translate("scene.out-steps", tag, n=n)))
    update = {
        "name": LocalText(tuple(versions)),
        "icon": None,
        "path": "main",
        "is_optional": False,
        "is_moment_of_truth": any(one.is_moment_of_truth for one in stage.steps),
        "is_milestone": any(one.is_milestone for one in stage.steps),
    }
    return step.model_copy(update=update)


def _branches(journey: JourneyMap, stood_for: Mapping[str, str]) -> Iterator[Branch]:
    for branch in journey.branches:
        origin = stood_for.get(branch.origin, branch.origin)
        to = stood_for.get(branch.to or "", branch.to)
        if origin != to:
            yield branch.model_copy(update={"origin": origin, "to": to})


def _tallied(lane: Lane) -> Lane:
    """
    Count the cards of a collapsed lane instead of showing them.
    """
    cells = []
    for cell in lane.cells:
        hidden = (*cell.cards, *hidden_in(cell))
        if hidden:
            hint = _entries(len(hidden))
            cells.append(Counted(at=cell.at, through=cell.through, hint=hint, hidden=hidden))
    return lane.model_copy(update={"cells": tuple(cells)})


def _entries(n: int) -> LocalText:
    return LocalText(tuple((tag, translate("scene.entries", tag, n=n)) for tag in LANGUAGES))


def _lane(lane: Lane, order: Sequence[str], stood_for: Mapping[str, str]) -> Lane:
    """
    Draw the cells of a lane together where stages are collapsed.
    """
    inside: dict[str, list[Cell]] = {}
    others: list[Cell] = []
    for cell in lane.cells:
        step = stood_for.get(cell.at)
        if step is not None and stood_for.get(cell.through or cell.at) == step:
            inside.setdefault(step, []).append(cell)
        else:
            others.append(cell)
    taken = set(inside)
    cells: list[Cell] = []
    for cell in others:
        drawn = _span(cell, order, stood_for)
        free = _free(drawn, taken)
        taken |= set(free) & set(stood_for)
        if free:
            through = free[-1] if len(free) > 1 else None
            cells.append(cell.model_copy(update={"at": free[0], "through": through}))
        else:
            inside.setdefault(drawn[0], []).append(cell)
    cells += [_counted(step, found) for step, found in inside.items()]
    place = {step: i for i, step in enumerate(order)}
    cells.sort(key=lambda cell: place.get(cell.at, len(order)))
    return lane.model_copy(update={"cells": tuple(cells)})


def _span(cell: Cell, order: Sequence[str], stood_for: Mapping[str, str]) -> list[str]:
    """
    List the steps of the picture that a cell reaches over.
    """
    if cell.at not in order:
        return [cell.at]
    first = order.index(cell.at)
    last = order.index(cell.through) if cell.through in order else first
    steps = order[first : max(first, last) + 1]
    return list(dict.fromkeys(stood_for.get(step, step) for step in steps))


def _free(drawn: Sequence[str], taken: Collection[str]) -> list[str]:
    """
    Take of a span the first stretch in which no collapsed stage has cells of its own.
    """
    free: list[str] = []
    for step in drawn:
        if step not in taken:
            free.append(step)
        elif free:
            break
    return free


def _counted(step: str, cells: list[Cell]) -> Cell:
    """
    Put the cells of a collapsed stage together: what is gravest, and the number of the rest.
    """
    cards = [card for cell in cells for card in cell.cards]
    kept = _gravest(cards)
    hidden = tuple(card for card in cards if card not in kept)
    hint = cells[0].hint if not cards else None
    if hidden and not kept:
        hint = _entries(len(hidden))
    return Counted(at=step, cards=kept, hint=hint, hidden=hidden)


def _gravest(cards: Sequence[Card]) -> tuple[Card, ...]:
    """
    Choose what is still shown: how each persona feels at worst and what matters to it most, the
    gravest pain point and the best opportunity.
    """
    if scored := [card for card in cards if isinstance(card, Feeling | Rating)]:
        chosen: dict[str | None, Feeling | Rating] = {}
        for card in scored:
            known = chosen.setdefault(card.persona, card)
            sign = 1 if isinstance(card, Feeling) else -1
            if sign * card.score < sign * known.score:
                chosen[card.persona] = card
        return tuple(chosen.values())
    if pains := [card for card in cards if isinstance(card, PainPoint)]:
        return (max(pains, key=lambda card: card.severity or 0),)
    if ideas := [card for card in cards if isinstance(card, Opportunity)]:
        return (max(ideas, key=lambda card: card.score if card.score is not None else -1.0),)
    return ()
