"""
Maps made from maps: the blueprint behind a journey, and the journey as it shall be (R-054, R-055).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from touchline.document.acts import free_id
from touchline.document.read import build, journey_of
from touchline.document.write import plain_file
from touchline.i18n import closest_language, has_message, translate
from touchline.model.experience import Feeling, Insight, Metric
from touchline.model.map import Link, Review
from touchline.model.structure import Cell, Lane
from touchline.model.text import OWN, LocalText
from touchline.templates import new_map, read_template

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from touchline.measuring.measured import MeasuredMap
    from touchline.model.map import JourneyMap
    from touchline.model.structure import Card

__all__ = ["DERIVED", "blueprint_of", "future_of"]

#: What a blueprint shows, from the customer down to what carries the service.
_BLUEPRINT = (
    "physical-evidence", "actions", "thoughts", "insights", "emotion", "pain-points",
    "communication", "touchpoints", "frontstage", "support",
    "backstage", "departments", "people", "methods",
    "processes", "technology", "support-processes",
)  # fmt: skip
#: What was learned is told in the source; of this kind only the template's own lane is taken.
_TOLD_IN_SOURCE = frozenset({"insights"})
#: What a blueprint adds to the journey.
_ADDED = ("communication", "backstage", "people", "methods", "processes", "technology")


def blueprint_of(found: JourneyMap | MeasuredMap, *, source: str) -> JourneyMap:
    """
    Make the service blueprint of a journey.

    Steps stay, and so do the lanes that show the customer and the contact; what customers want and
    what shall change stays behind in the source. Lanes for the people, methods, processes and
    technology that deliver each step are added, empty, with the question that each answers.

    Args:
        found: The map of the journey as it is or as it shall be.
        source: The file of that map, as a path from the blueprint's folder.

    Returns:
        The blueprint; it and each of its steps are linked to the source.
    """
    journey = journey_of(found)
    blueprint = _linked(journey, "source", source)
    template = _template_lanes("service-blueprint", journey)
    lanes: list[Lane[Any]] = []
    for kind in _BLUEPRINT:
        own = () if kind in _TOLD_IN_SOURCE else _of_kind(journey.lanes, kind)
        lanes += own or [_asking(lane, journey, lanes) for lane in _of_kind(template, kind)]
        if kind in _ADDED and not _of_kind(lanes, kind):
            lanes.append(_asking(Lane(id=kind, kind=kind), journey, lanes))
    stages = tuple(
        stage.model_copy(
            update={"steps": tuple(step.model_copy(update={"targets": ()}) for step in stage.steps)}
        )
        for stage in journey.stages
    )
    is_future = journey.state == "future" or (
        journey.state is None and journey.type == "future-state"
    )
    made = blueprint.model_copy(
        update={
            "id": f"{journey.id[:60]}-blueprint",
            "title": _titled(journey, "derive.blueprint.title"),
            "type": "service-blueprint",
            "state": "future" if is_future else "current",
            "template": "service-blueprint",
            "stages": stages,
            "lanes": tuple(lanes),
        }
    )
    return journey_of(build(plain_file(made)))


def future_of(found: JourneyMap | MeasuredMap, *, source: str) -> JourneyMap:
    """
    Begin the journey as it shall be from the journey as it is.

    Stages, steps, lanes and cards stay under their ids, so that the two maps can be compared. What
    was found out about today is no evidence of the future: evidence, surveyed intervals, readings
    and measured insights stay behind.

    Args:
        found: The map of the journey as it is.
        source: The file of that map, as a path from the new map's folder.

    Returns:
        A draft; it and each of its steps are linked to the source.
    """
    journey = journey_of(found)
    gone = {
        card.id for lane, _, card in journey.cards() if lane.kind == "insights" and _is_fact(card)
    }
    lanes = [_without_evidence(lane, gone) for lane in journey.lanes]
    for lane in _template_lanes("future-state", journey):
        if not _of_kind(lanes, lane.kind):
            name = free_id(lane.id, {one.id for one in lanes}, lane.kind)
            lanes.append(lane.model_copy(update={"id": name, "cells": ()}))
    made = _linked(journey, "as-is", source).model_copy(
        update={
            "id": f"{journey.id[:60]}-future",
            "title": _titled(journey, "derive.future.title"),
            "type": "future-state",
            "template": "future-state",
            "lanes": tuple(lanes),
        }
    )
    return journey_of(build(plain_file(made)))


#: What can be made from another map, by the name of the template that it fills.
DERIVED: dict[str, Callable[..., JourneyMap]] = {
    "service-blueprint": blueprint_of,
    "future-state": future_of,
}


def _linked(journey: JourneyMap, kind: str, source: str) -> JourneyMap:
    """
    Copy a map as a draft that leads back to its source, as a whole and step by step.
    """
    links = [Link.model_validate({"id": kind, "kind": kind, "map": source})]
    for step in journey.steps:
        name = free_id(f"{kind} {step.id}", {link.id for link in links}, kind)
        links.append(
            Link.model_validate(
                {"id": name, "kind": kind, "map": source, "step": step.id, "their_step": step.id}
            )
        )
    review = Review(every=journey.review.every)
    return journey.model_copy(update={"status": "draft", "review": review, "links": tuple(links)})


def _of_kind(lanes: Iterable[Lane[Any]], kind: str) -> list[Lane[Any]]:
    return [lane for lane in lanes if lane.kind == kind]


def _template_lanes(name: str, journey: JourneyMap) -> tuple[Lane[Any], ...]:
    """
    Take the lanes of a template, in the map's language or in all when the map has several.
    """
    if journey.title.languages:
        return read_template(name).lanes
    return new_map(name, language=closest_language(journey.language)).lanes


def _asking(lane: Lane[Any], journey: JourneyMap, above: list[Lane[Any]]) -> Lane[Any]:
    """
    Give an empty lane its question at every step, and an id that no lane above it has.
    """
    taken = {one.id for one in (*above, *journey.lanes)}
    key = f"derive.hint.{lane.id}"
    hint = _said(journey, key) if has_message(key) else None
    cells = tuple(Cell[Any](at=step.id, hint=hint) for step in journey.steps) if hint else ()
    return lane.model_copy(
        update={"id": free_id(lane.id, taken, lane.kind), "cells": cells, "is_locked": False}
    )


def _said(journey: JourneyMap, key: str) -> LocalText:
    tags = journey.title.languages
    if not tags:
        return LocalText.of(translate(key, journey.language))
    return LocalText.of({tag: translate(key, tag) for tag in tags})


def _titled(journey: JourneyMap, key: str) -> LocalText:
    """
    Put a map's title into that of another one, in each language that it is said in.
    """
    return LocalText(
        tuple(
            (tag, translate(key, journey.language if tag == OWN else tag, title=words))
            for tag, words in journey.title.versions
        )
    )


def _is_fact(card: Card) -> bool:
    return card.grade == "measured"


def _without_evidence(lane: Lane[Any], gone: set[str]) -> Lane[Any]:
    cells = []
    for cell in lane.cells:
        cards = tuple(_forgetful(card, gone) for card in cell.cards if card.id not in gone)
        if cards or not cell.cards:
            cells.append(cell.model_copy(update={"cards": cards}))
    return lane.model_copy(update={"cells": tuple(cells)})


def _forgetful(card: Card, gone: set[str]) -> Card:
    """
    Turn what is known of today into an assumption about tomorrow.
    """
    update: dict[str, Any] = {"evidence": ()}
    if isinstance(card, Feeling):
        update |= {"low": None, "high": None}
    elif isinstance(card, Metric):
        latest = card.latest
        update |= {"baseline": latest.value if latest else card.baseline, "readings": ()}
    elif isinstance(card, Insight):
        update["about"] = tuple(one for one in card.about if one not in gone)
    return card.model_copy(update=update)
