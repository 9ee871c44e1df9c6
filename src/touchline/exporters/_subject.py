"""
The picture and the map that a subject stands for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from touchline.canvas.primitives import Group, Scene
from touchline.exporters._errors import NothingBehindPicture
from touchline.measuring.measured import MeasuredMap, Measures
from touchline.model.map import JourneyMap
from touchline.scene.compose import compose

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from touchline.canvas.primitives import Primitive
    from touchline.exporters import Subject


def scene_of(subject: Subject) -> Scene:
    """
    Take the picture, or draw the map in the plain style.

    Args:
        subject: A scene or a map.

    Returns:
        The scene.
    """
    return subject if isinstance(subject, Scene) else compose(subject)


def map_of(subject: Subject, told_by: str) -> JourneyMap | MeasuredMap:
    """
    Take the map, or the one that a picture carries.

    Args:
        subject: A scene or a map.
        told_by: The name of the format that needs it.

    Returns:
        The map.

    Raises:
        NothingBehindPicture: The scene was made without a map.
    """
    found = subject.subject if isinstance(subject, Scene) else subject
    if not isinstance(found, JourneyMap | MeasuredMap):
        raise NothingBehindPicture.told_by(told_by)
    return found


def parts_of(subject: JourneyMap | MeasuredMap) -> tuple[JourneyMap, Measures | None]:
    """
    Tell the authored map from what was measured on it.

    Args:
        subject: A map, measured or not.

    Returns:
        The map, and its measures or None.
    """
    if isinstance(subject, MeasuredMap):
        return subject.journey, subject.measures
    return subject, None


def language_of(subject: Subject) -> str:
    """
    Say which language the reader of a subject has.

    Args:
        subject: A scene or a map.

    Returns:
        The picture's language, else the map's own.
    """
    if isinstance(subject, Scene):
        return subject.language
    return parts_of(subject)[0].language


def here_in(subject: Subject) -> dict[str, str]:
    """
    Say at which step a picture shows somebody standing.

    Args:
        subject: A scene or a map.

    Returns:
        What the picture says there, by the id of the step; nothing for a map.
    """
    if not isinstance(subject, Scene):
        return {}
    signs = _signs(subject.children)
    return {sign.at.id_of("step") or "": sign.title for sign in signs if sign.at}


def _signs(primitives: Iterable[Primitive]) -> Iterator[Group]:
    """
    Find the signs, which some styles place inside the row or the box of their step.
    """
    for item in primitives:
        if isinstance(item, Group):
            if item.role == "here":
                yield item
            else:
                yield from _signs(item.children)
