"""
Touchpoints that are told which events are theirs, as edits of the map.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from touchline.document.acts import set_field
from touchline.location import Location
from touchline.model.experience import Touchpoint

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from touchline.document.edits import Edit
    from touchline.model.binding import Matcher
    from touchline.model.map import JourneyMap


def bind(journey: JourneyMap, chosen: Mapping[str, Sequence[str]]) -> tuple[Edit, ...]:
    """
    Let touchpoints recognise activities beside those that they recognise already.

    Args:
        journey: The map.
        chosen: By the id of a touchpoint the activities that it shall recognise.

    Returns:
        An edit for each touchpoint that learns something; matchers with conditions or dates stay
        as they are.
    """
    edits = []
    for _, _, card in journey.cards():
        if isinstance(card, Touchpoint) and chosen.get(card.id):
            after = _with_activities(card.binding, chosen[card.id])
            if after is not None:
                edits.append(set_field(journey, Location.of(("card", card.id)), "binding", after))
    return tuple(edits)


def _with_activities(binding: tuple[Matcher, ...], wanted: Sequence[str]) -> list[Any] | None:
    """
    Add activities to the first matcher without conditions, or as a new one.
    """
    plain = [one.model_dump(mode="json", exclude_defaults=True) for one in binding]
    free = next((one for one in plain if set(one) == {"activities"}), None)
    known = free["activities"] if free else []
    fresh = [activity for activity in dict.fromkeys(wanted) if activity not in known]
    if not fresh:
        return None
    if free is None:
        return [*plain, {"activities": fresh}]
    free["activities"] = [*known, *fresh]
    return plain
