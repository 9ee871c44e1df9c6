"""
A plan as lines of text and as plain data.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from touchline.cli._advice import parts
from touchline.i18n import list_text, number, translate
from touchline.scene.objective import goal_words
from touchline.workspace.plans.maps import objective_of
from touchline.workspace.records import plain_record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from touchline.workspace.plans.planning import Plan, Planned
    from touchline.workspace.plans.scope import InScope

#: What is told of the form of a map.
_PARTS = ("template", "type", "kind", "caution")


def told_plan(plan: Plan, language: str) -> str:
    """
    Tell a plan.

    Args:
        plan: The plan.
        language: The reader's language tag.

    Returns:
        The objective, the maps with their reasons, departments, touchpoints, assumptions and
        questions.
    """
    n = len(plan.maps)
    blocks = [
        [*_objective(plan, language), plan.breadth_why.told(language)],
        [translate("plan.head-maps", language, n=n)],
        *(list(_map(plan, one, language)) for one in plan.maps),
    ]
    departments = (
        translate(
            "plan.department",
            language,
            name=one.title.said(language),
            why=one.why.told(language),
        )
        for one in plan.departments
    )
    assumed = (one.told(language) for one in plan.assumptions)
    asked = (
        f"{number(i, language)}. {one.asks.told(language)} {one.way}"
        for i, one in enumerate(plan.questions, start=1)
    )
    blocks += [
        _listed("departments", _bullets(departments), language),
        _listed("touchpoints", _bullets(_grouped(plan, language)), language),
        _listed("assumed", _bullets(assumed), language),
        _listed("questions", (f"  {line}" for line in asked), language),
    ]
    return "\n\n".join("\n".join(block) for block in blocks if block) + "\n"


def _objective(plan: Plan, language: str) -> Iterator[str]:
    objective, own = plan.objective, plan.language
    yield objective.title.said(language, otherwise=own)
    if objective.why:
        yield translate("plan.purpose", language, why=objective.why.said(language, otherwise=own))
    if plan.personas:
        names = [one.title.said(language, otherwise=own) for one in plan.personas]
        yield translate("plan.about", language, personas=names)
    if objective.experience:
        said = objective.experience.said(language, otherwise=own)
        yield translate("plan.experience", language, experience=said)
    measured = goal_words(objective_of(objective, own), own, language)
    if measured:
        yield measured


def _map(plan: Plan, one: Planned, language: str) -> Iterator[str]:
    outlined = one.outlined
    depth = {"lifecycle": 0, "journey": 1, "micro-journey": 2}[outlined.level] * plan.is_broad
    lead = "  " * (depth + 1)
    level = translate(f"plan.level-{outlined.level}", language)
    yield lead + translate("plan.map", language, title=one.title, level=level)
    inner = lead + "  "
    why = outlined.reasons["level"].told(language)
    yield inner + translate("plan.map-why", language, why=why)
    if outlined.step is not None:
        step = outlined.step.name.said(language)
        yield inner + translate("plan.map-step", language, step=step)
    if plan.larger is not None and outlined.part_of is None:
        larger = plan.larger.title.said(language)
        yield inner + translate("plan.map-larger", language, map=larger)
    if plan.personas:
        names = [persona.title.said(language) for persona in plan.personas]
        yield inner + translate("plan.about", language, personas=names)
    for line in parts(outlined.advice, language, _PARTS):
        yield inner + line
    if plan.is_broad and one.touchpoints:
        titles = list_text(
            [touchpoint.title.said(language) for touchpoint in one.touchpoints], language
        )
        yield inner + translate("plan.map-touchpoints", language, touchpoints=titles)
    yield inner + translate("plan.map-file", language, file=one.file)


def _grouped(plan: Plan, language: str) -> Iterator[str]:
    """
    Tell the touchpoints in scope, those with one reason together.
    """
    titles: dict[str, list[str]] = {}
    for one in plan.touchpoints:
        titles.setdefault(one.why.told(language), []).append(one.title.said(language))
    for why, some in titles.items():
        yield f"{list_text(some, language)}\n    {why}"


def _bullets(lines: Iterable[str]) -> Iterator[str]:
    return (f"  • {line}" for line in lines)


def _listed(head: str, lines: Iterable[str], language: str) -> list[str]:
    found = list(lines)
    return [translate(f"plan.head-{head}", language), *found] if found else []


def plain_plan(plan: Plan, language: str) -> dict[str, Any]:
    """
    Give a plan as plain data.

    Args:
        plan: The plan.
        language: The language of its reasons.

    Returns:
        What JSON holds.
    """
    return {
        "objective": plain_record(plan.objective),
        "language": plan.language,
        "breadth": {
            "value": plan.objective.breadth,
            "why": plan.breadth_why.told(language),
        },
        "personas": [
            {"id": one.id, "title": one.title.said(language), "is_new": one in plan.fresh}
            for one in plan.personas
        ],
        "maps": [_plain_map(plan, one, language) for one in plan.maps],
        "departments": [
            {
                "title": one.title.said(language),
                "is_usual": one.is_usual,
                "why": one.why.told(language),
            }
            for one in plan.departments
        ],
        "touchpoints": [_plain_touchpoint(one, language) for one in plan.touchpoints],
        "assumptions": [one.told(language) for one in plan.assumptions],
        "questions": [
            {"name": one.name, "asks": one.asks.told(language), "way": one.way}
            for one in plan.questions
        ],
        "is_made": plan.is_made,
    }


def _plain_map(plan: Plan, one: Planned, language: str) -> dict[str, Any]:
    outlined = one.outlined
    by_name = {other.outlined.name: other.id for other in plan.maps}
    larger = plan.larger if outlined.part_of is None else None
    part_of = by_name.get(outlined.part_of or "") or (larger.id if larger else None)
    step = outlined.step.id if outlined.step else (larger.step if larger else None)
    return {
        "id": one.id,
        "title": one.title,
        "file": one.file,
        "level": outlined.level,
        "template": outlined.advice.template,
        "type": outlined.advice.type,
        "kind": outlined.advice.kind,
        "stages": list(outlined.stages),
        "personas": [persona.id for persona in plan.personas],
        "part_of": part_of,
        "step": step,
        "before": by_name.get(outlined.before or ""),
        "touchpoints": [_named(touchpoint, language) for touchpoint in one.touchpoints],
        "reasons": {name: why.told(language) for name, why in outlined.reasons.items()},
    }


def _named(one: InScope, language: str) -> str:
    return one.id or one.title.said(language)


def _plain_touchpoint(one: InScope, language: str) -> dict[str, Any]:
    return {
        "id": one.id or None,
        "title": one.title.said(language),
        "stage": one.stage,
        "channel": one.channel,
        "use": one.use,
        "is_listed": one.use is not None,
        "departments": list(one.departments),
        "why": one.why.told(language),
    }
