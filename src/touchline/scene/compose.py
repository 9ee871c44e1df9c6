"""
From a map to a picture.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from touchline.canvas.fonts import missing_characters
from touchline.canvas.mirror import mirrored
from touchline.canvas.primitives import Group, Text
from touchline.canvas.theme import Theme, load_theme
from touchline.i18n import closest_language, is_right_to_left
from touchline.measuring.measured import MeasuredMap
from touchline.scene.here import found_here
from touchline.scene.styles import STYLES, UnknownStyle
from touchline.scene.subject import Subject

if TYPE_CHECKING:
    from collections.abc import Iterable

    from touchline.canvas.primitives import Primitive, Scene
    from touchline.model.map import JourneyMap
    from touchline.scene.here import Here


def compose(
    journey: JourneyMap | MeasuredMap,
    *,
    style: str = "grid",
    theme: str | Theme = "paper",
    language: str | None = None,
    width: float | None = None,
    here: str | Here | None = None,
) -> Scene:
    """
    Draw a map as a scene of placed primitives.

    Args:
        journey: The map, measured or not.
        style: The name of the style.
        theme: The name of a theme, or a theme.
        language: The reader's language tag; None takes the map's own.
        width: The wished width of the picture, px; it is wider where the words need it.
        here: The id of the step at which the reader stands, or who stands where; it is marked.

    Returns:
        The scene, already mirrored for right-to-left languages.

    Raises:
        UnknownStyle: No style has that name.
        StepNotOnMap: Somebody shall stand at a step that the map does not have.
    """
    if style not in STYLES:
        raise UnknownStyle.among(style, STYLES)
    if isinstance(journey, MeasuredMap):
        plain, measures = journey.journey, journey.measures
    else:
        plain, measures = journey, None
    subject = Subject(
        journey=plain,
        measures=measures,
        language=closest_language(language or plain.language),
        here=found_here(plain, here),
    )
    look = load_theme(theme) if isinstance(theme, str) else theme
    plain_scene = STYLES[style].compose(subject, look, width)
    return finished(replace(plain_scene, subject=journey))


def finished(scene: Scene) -> Scene:
    """
    Note which characters no bundled face holds, and turn the scene for right-to-left languages.

    Args:
        scene: A scene as it was laid out from the inline start.

    Returns:
        The scene as it is written.
    """
    missing = tuple(sorted(_missing(scene.children)))
    scene = replace(scene, missing_characters=missing)
    return mirrored(scene) if is_right_to_left(scene.language) else scene


def _missing(primitives: Iterable[Primitive]) -> set[str]:
    """
    Collect the drawn characters that no bundled face holds.
    """
    found: set[str] = set()
    for item in primitives:
        if isinstance(item, Group):
            found |= _missing(item.children)
        elif isinstance(item, Text):
            for line in item.lines:
                found.update(_missing_in(line.text))
    return found


@lru_cache(maxsize=16_384)
def _missing_in(text: str) -> tuple[str, ...]:
    return missing_characters(text)
