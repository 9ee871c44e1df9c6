"""
From draft to published: what a map must say before others rely on it (R-021).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from touchline.diagnostics import Diagnostic
from touchline.document.acts import set_field
from touchline.location import Location

if TYPE_CHECKING:
    from collections.abc import Iterator

    from touchline.document.edits import Edit
    from touchline.model.map import JourneyMap


def missing_for_publication(journey: JourneyMap) -> tuple[Diagnostic, ...]:
    """
    Find what a map lacks to be published.

    Args:
        journey: The map.

    Returns:
        A finding for each of scenario, goal and primary persona that is missing.
    """
    return tuple(
        Diagnostic(name=name, key=f"publication.{name}", severity="error", at=Location())
        for name in _missing(journey)
    )


def _missing(journey: JourneyMap) -> Iterator[str]:
    if not journey.scenario:
        yield "no-scenario"
    if not journey.goal:
        yield "no-goal"
    if not journey.personas:
        yield "no-persona"
    elif journey.primary_persona is None:
        yield "no-primary-persona"


def publish(journey: JourneyMap) -> tuple[Edit, ...]:
    """
    Publish a map.

    Args:
        journey: The map.

    Returns:
        The edit; none for a map that is published.
    """
    if journey.status == "published":
        return ()
    return (set_field(journey, Location(), "status", "published"),)


def withdraw(journey: JourneyMap) -> tuple[Edit, ...]:
    """
    Make a published map a draft again.

    Args:
        journey: The map.

    Returns:
        The edit; none for a draft.
    """
    if journey.status == "draft":
        return ()
    return (set_field(journey, Location(), "status", None),)
