"""
A new map fitted to a situation: what was recommended, whom it is about and why it is made.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from touchline.document.acts import free_id
from touchline.document.read import build, journey_of
from touchline.document.write import plain_file
from touchline.i18n import closest_language
from touchline.model.experience import Objective, Persona
from touchline.model.structure import Lane
from touchline.model.text import LocalText
from touchline.templates.chooser import watched
from touchline.templates.journey_kinds import journey_kinds

if TYPE_CHECKING:
    from collections.abc import Sequence

    from touchline.model.map import JourneyMap
    from touchline.templates.chooser import Recommendation

__all__ = ["fitted", "told"]


def fitted(journey: JourneyMap, recommendation: Recommendation) -> JourneyMap:
    """
    Give a map the type, kind and lanes that are recommended.

    Args:
        journey: The map.
        recommendation: What suits the situation.

    Returns:
        The map; lanes of a kind that it has already are not added again.
    """
    lanes: list[Lane[Any]] = list(journey.lanes)
    for kind in recommendation.lanes:
        if all(lane.kind != kind for lane in lanes):
            hint = _question(kind, recommendation, closest_language(journey.language))
            name = free_id(kind, {lane.id for lane in lanes}, kind)
            lanes.append(Lane(id=name, kind=kind, hint=hint))
    update = {
        "type": recommendation.type or journey.type,
        "kind": recommendation.kind or journey.kind,
        "lanes": tuple(lanes),
    }
    return journey_of(build(plain_file(journey.model_copy(update=update))))


def _question(kind: str, recommendation: Recommendation, language: str) -> LocalText | None:
    """
    Ask a lane of metrics for those of the journey's kind; other lanes have their own words.
    """
    guide = next((one for one in journey_kinds() if one.name == recommendation.kind), None)
    if kind != "metrics" or guide is None:
        return None
    return LocalText.of(watched(guide).told(language))


def told(
    journey: JourneyMap, *, objective: str | None = None, personas: Sequence[str] = ()
) -> JourneyMap:
    """
    Say why a map is made and whom it is about.

    Args:
        journey: The map.
        objective: What shall change, in the author's words; None leaves it as it is.
        personas: The names of the personas, the one whose perspective it is first; a persona that
            a template brings keeps its role and takes the name.

    Returns:
        The map.
    """
    update: dict[str, Any] = {}
    if objective:
        before = journey.objective
        statement = LocalText.of(objective)
        update["objective"] = (
            Objective(statement=statement)
            if before is None
            else before.model_copy(update={"statement": statement})
        )
    if personas:
        update["personas"] = _people(journey, personas)
    return journey.model_copy(update=update)


def _people(journey: JourneyMap, names: Sequence[str]) -> tuple[Persona, ...]:
    there = sorted(journey.personas, key=lambda one: not one.is_primary)
    taken = {one.id for one in there}
    people: list[Persona] = []
    for name in names:
        words = LocalText.of(name)
        if len(people) < len(there):
            people.append(there[len(people)].model_copy(update={"name": words}))
            continue
        made = Persona(id=free_id(name, taken, "persona"), name=words)
        taken.add(made.id)
        people.append(made)
    people += there[len(people) :]
    first = people[0].id
    return tuple(one.model_copy(update={"is_primary": one.id == first}) for one in people)
