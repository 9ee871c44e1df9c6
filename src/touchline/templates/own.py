"""
Templates of one's own: any map can become one (P3).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from touchline.document.read import build, journey_of
from touchline.document.write import plain_file
from touchline.model.naming import slug
from touchline.templates._one_language import in_one_language

if TYPE_CHECKING:
    from touchline.measuring.measured import MeasuredMap
    from touchline.model.map import JourneyMap

__all__ = ["as_template", "start_from"]


def as_template(
    found: JourneyMap | MeasuredMap,
    *,
    keep_cards: bool = False,
    lock: bool = False,
    publish: bool = False,
) -> JourneyMap:
    """
    Turn a map into a template for further maps.

    Args:
        found: The map; what was measured stays behind.
        keep_cards: Keep what its cells say; else only their questions stay.
        lock: Lock its lanes, so that a rule tells when a map made from it lacks one.
        publish: Say that everybody may begin with it; else it is a draft.

    Returns:
        The template.
    """
    journey = journey_of(found) if keep_cards else _emptied(journey_of(found))
    journey = _as_draft(journey)
    if publish:
        journey = journey.model_copy(update={"status": "published"})
    if not lock:
        return journey
    lanes = tuple(lane.model_copy(update={"is_locked": True}) for lane in journey.lanes)
    return journey.model_copy(update={"lanes": lanes})


def start_from(
    found: JourneyMap | MeasuredMap,
    *,
    name: str,
    language: str | None = None,
    title: str | None = None,
    keep_cards: bool = False,
) -> JourneyMap:
    """
    Start a map from one that serves as template.

    Args:
        found: The map that serves as template.
        name: What the template is called.
        language: The language to begin in, when the template is said in several; None takes the
            template's own.
        title: What the new map is called; None keeps the template's title.
        keep_cards: Keep what its cells say; else only their questions stay.

    Returns:
        A draft with the same ids; locked lanes stay locked.
    """
    journey = journey_of(found) if keep_cards else _emptied(journey_of(found))
    plain: dict[str, Any] = plain_file(_as_draft(journey))
    if journey.title.languages:
        tag = language if language in journey.title.languages else journey.language
        plain = {**in_one_language(plain, tag), "language": tag}
    plain["template"] = name
    if title:
        plain |= {"title": title, "id": slug(title) or plain["id"]}
    return journey_of(build(plain))


def _as_draft(journey: JourneyMap) -> JourneyMap:
    """
    Leave behind what belongs to the one map alone: its state of work and the maps beside it.
    """
    review = journey.review.model_copy(update={"last": None})
    return journey.model_copy(update={"status": "draft", "review": review, "links": ()})


def _emptied(journey: JourneyMap) -> JourneyMap:
    """
    Leave behind what the map says, and why it was made; its structure and questions stay.
    """
    lanes = []
    for lane in journey.lanes:
        cells = (cell.model_copy(update={"cards": ()}) for cell in lane.cells)
        kept = tuple(cell for cell in cells if cell.hint or cell.owner or cell.department)
        lanes.append(lane.model_copy(update={"cells": kept}))
    # Without cards nothing is left that could be invented or drafted from data.
    return journey.model_copy(
        update={
            "lanes": tuple(lanes),
            "objective": None,
            "scenario": None,
            "is_invented": False,
            "is_discovered": False,
        }
    )
