"""
The story that a picture tells, for formats of words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from touchline.canvas.primitives import Group, Scene
from touchline.exporters._subject import map_of, parts_of
from touchline.scene.story.told import story
from touchline.scene.subject import Subject as Read

if TYPE_CHECKING:
    from touchline.exporters import Subject
    from touchline.scene.story.told import Story


def story_of(subject: Subject, told_by: str) -> Story | None:
    """
    Tell the map of a picture as a story, where the picture does so.

    Args:
        subject: A scene or a map.
        told_by: The name of the format that tells it.

    Returns:
        The story; None for a map, and for a picture in another style.

    Raises:
        NothingBehindPicture: The scene was made without a map.
    """
    if not isinstance(subject, Scene) or not is_story(subject):
        return None
    journey, measures = parts_of(map_of(subject, told_by))
    return story(Read(journey=journey, measures=measures, language=subject.language))


def is_story(scene: Scene) -> bool:
    """
    Tell whether a picture tells a story.

    Args:
        scene: The picture.

    Returns:
        Whether it does.
    """
    return any(isinstance(item, Group) and item.role == "story" for item in scene.children)
