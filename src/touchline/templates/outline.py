"""
Which maps an objective needs, from the whole life with a company down to single steps (R-102, P7).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, get_args

from touchline.templates import read_template
from touchline.templates.areas import AREAS
from touchline.templates.chooser import Reason, recommend
from touchline.templates.situations import BUSINESSES, GOALS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from touchline.model.map import JourneyKind, JourneyMap, MapType
    from touchline.model.structure import StageKind, Step
    from touchline.templates.chooser import Recommendation
    from touchline.templates.situations import Situation

__all__ = ["LEVELS", "Level", "Outlined", "outline", "stages_of", "step_at"]

#: How closely a map looks, from far to near.
Level = Literal["lifecycle", "journey", "micro-journey"]
LEVELS: tuple[Level, ...] = get_args(Level)

_OVERVIEW = "lifecycle"
#: The form of a map that tells a few steps closely, by what a goal is about.
_CLOSE: dict[str | None, MapType] = {
    "plan": "future-state",
    "organise-service": "service-blueprint",
}
#: The journeys that tell a customer's life from the first contact to loyalty.
_USUAL: tuple[JourneyKind, ...] = ("purchase", "retention")
_LIFE = tuple(area.name for area in AREAS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlined:
    """
    A map that an objective needs.

    Args:
        name: What tells it from its siblings.
        level: How closely it looks.
        advice: The template, type, kind and lanes for it.
        stages: The parts of a customer's life that it is to tell.
        reasons: Why: under `level` why there is such a map, and under `template`, `type`, `kind`,
            `lanes` and others why it has this form.
        part_of: The name of the larger map; None for the largest.
        step: The step there that it tells more closely; None for all of it.
        before: The name of the map that comes before it in a customer's life.
    """

    name: str
    level: Level
    advice: Recommendation
    stages: tuple[StageKind, ...]
    reasons: Mapping[str, Reason]
    part_of: str | None = None
    step: Step | None = None
    before: str | None = None


def outline(
    situation: Situation, areas: Sequence[StageKind] = (), *, deepest: Level = "micro-journey"
) -> tuple[Outlined, ...]:
    """
    Lay out the maps that an objective needs.

    Args:
        situation: What is known; its breadth decides between one map and several.
        areas: The parts of a customer's life that the objective speaks of, the weightiest first.
        deepest: How closely the closest of several maps looks.

    Returns:
        The larger maps before their parts.

    Raises:
        UnknownAnswer: An answer is none of those that its question has.
    """
    advice = recommend(situation)
    if situation.breadth != "broad":
        return (_single(situation, areas, advice),)
    found = [_overview(situation)]
    if deepest != "lifecycle":
        found += _journeys(situation)
    if deepest == "micro-journey":
        found += [part for one in found[1:] for part in _parts(one, situation, areas)]
    return tuple(found)


def stages_of(template: str) -> tuple[StageKind, ...]:
    """
    List the parts of a customer's life that a template has stages for.

    Args:
        template: The name of the template.

    Returns:
        The kinds of its stages, each once.
    """
    kinds = (stage.kind for stage in _read(template).stages)
    return tuple(dict.fromkeys(kind for kind in kinds if kind is not None))


def step_at(template: str, stage: StageKind) -> Step | None:
    """
    Choose the step of a template that stands for a part of a customer's life.

    Args:
        template: The name of the template.
        stage: The part.

    Returns:
        The moment of truth in the stages of this kind, else their first step; None when there is
        no such stage.
    """
    stages = (one for one in _read(template).stages if one.kind == stage)
    steps = [step for one in stages for step in one.steps]
    deciding = (step for step in steps if step.is_moment_of_truth)
    return next(deciding, next(iter(steps), None))


def _single(situation: Situation, areas: Sequence[StageKind], advice: Recommendation) -> Outlined:
    """
    Give a specific objective its map: a close one when it speaks of parts of the journey.
    """
    own = stages_of(advice.template)
    if areas and own and not set(areas) & set(own):
        # What the business usually maps leaves out what this is about.
        advice = recommend(replace(situation, business=None))
        own = stages_of(advice.template)
    why = Reason("outline.part", _said(_in_life(areas))) if areas else Reason("outline.one-journey")
    return Outlined(
        name="journey",
        level="micro-journey" if areas else "journey",
        advice=advice,
        stages=_in_life(areas) or own,
        reasons=_reasons(advice, why),
    )


def _overview(situation: Situation) -> Outlined:
    advice = recommend(replace(situation, goal="see-whole", business=None), among=[_OVERVIEW])
    return Outlined(
        name=_OVERVIEW,
        level="lifecycle",
        advice=advice,
        stages=stages_of(_OVERVIEW),
        reasons=_reasons(advice, Reason("outline.overview")),
    )


def _journeys(situation: Situation) -> list[Outlined]:
    """
    Choose journeys until every part of the customer's life is told by one of them.
    """
    is_told: set[StageKind] = set()
    found: list[Outlined] = []
    for asked, is_wished in _asked(situation):
        advice = recommend(asked)
        own = stages_of(advice.template)
        fresh = tuple(one for one in own if one not in is_told)
        if not (fresh or is_wished) or any(one.name == advice.template for one in found):
            continue
        is_told.update(own)
        stages = _in_life(fresh or own)
        found.append(
            Outlined(
                name=advice.template,
                level="journey",
                advice=advice,
                stages=stages,
                reasons=_reasons(advice, Reason("outline.journey", _said(stages))),
                part_of=_OVERVIEW,
                step=step_at(_OVERVIEW, stages[0]) if stages else None,
            )
        )
    ordered = sorted(found, key=_place)
    names = [None, *(one.name for one in ordered)]
    return [replace(one, before=name) for one, name in zip(ordered, names, strict=False)]


def _asked(situation: Situation) -> Iterator[tuple[Situation, bool]]:
    """
    Give the situation of each journey that comes into question, and whether the goal asks for it.
    """
    goal = next((one for one in GOALS if one.name == situation.goal), None)
    business = next((one for one in BUSINESSES if one.name == situation.business), None)
    # A goal that shapes a map would give every journey the same form.
    open_goal = goal.name if goal is not None and not goal.is_shaped else None
    plain = replace(situation, goal=open_goal, business=None, breadth=None)
    if goal is not None and goal.kind is not None:
        yield replace(plain, kind=goal.kind), True
    if business is not None and business.template is not None:
        yield replace(plain, business=business.name), True
    if business is None or business.sells:
        for kind in _USUAL:
            yield replace(plain, kind=kind), False


def _place(one: Outlined) -> int:
    return _LIFE.index(one.stages[0]) if one.stages else len(_LIFE)


def _parts(
    journey: Outlined, situation: Situation, areas: Sequence[StageKind]
) -> Iterator[Outlined]:
    """
    Choose the steps of a journey that are to be told closely: those that the objective speaks of,
    and the moment of truth.
    """
    template = journey.advice.template
    chosen: dict[str, tuple[Step, StageKind | None, Reason]] = {}
    for stage in areas:
        step = step_at(template, stage) if stage in journey.stages else None
        if step is not None:
            chosen.setdefault(step.id, (step, stage, Reason("outline.named", _said((stage,)))))
    for one in _read(template).stages:
        for step in one.steps:
            if step.is_moment_of_truth and one.kind in journey.stages:
                chosen.setdefault(step.id, (step, one.kind, Reason("outline.moment-of-truth")))
    close = _CLOSE.get(situation.goal, "current-state")
    plain = replace(situation, goal=None, business=None, breadth=None, type=close)
    for step, kind, why in chosen.values():
        advice = recommend(plain)
        yield Outlined(
            name=f"{journey.name}-{step.id}",
            level="micro-journey",
            advice=advice,
            stages=(kind,) if kind is not None else (),
            reasons=_reasons(advice, why),
            part_of=journey.name,
            step=step,
        )


@cache
def _read(template: str) -> JourneyMap:
    return read_template(template)


def _in_life(stages: Sequence[StageKind]) -> tuple[StageKind, ...]:
    return tuple(sorted(stages, key=_LIFE.index))


def _said(stages: Sequence[StageKind]) -> dict[str, tuple[str, ...]]:
    return {"stages": tuple(f"stage-kind.{one}" for one in stages)}


def _reasons(advice: Recommendation, level: Reason) -> Mapping[str, Reason]:
    # How broad the objective is, the plan says once.
    kept = {name: one for name, one in advice.reasons.items() if name != "scope"}
    return MappingProxyType({"level": level, **kept})
