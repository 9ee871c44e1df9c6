"""
From a map to a picture.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache, partial
from typing import TYPE_CHECKING

from touchline.canvas.drafts import Drafts
from touchline.canvas.fonts import missing_characters
from touchline.canvas.mirror import mirrored_all
from touchline.canvas.primitives import Group, Text
from touchline.canvas.theme import Theme, load_theme
from touchline.document.folding import folded, stand_ins
from touchline.i18n import closest_language, is_right_to_left
from touchline.measuring.measured import MeasuredMap
from touchline.scene.dressing import dressed
from touchline.scene.here import found_here
from touchline.scene.recognition import recognised
from touchline.scene.styles import STYLES, UnknownStyle
from touchline.scene.subject import Subject

if TYPE_CHECKING:
    from collections.abc import Iterable

    from touchline.canvas.primitives import Primitive, Scene
    from touchline.measuring.measured import Measures
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
    drafts: Drafts | None = None,
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
        drafts: What was laid out for the same view before; what an edit left as it was is taken
            from there, and the new picture is kept in it.

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
    drafts = Drafts() if drafts is None else drafts
    found = found_here(plain, here)
    if STYLES[style].has_places:
        found = _in_picture(found, plain, measures)
        plain = folded(plain, measures)
    subject = Subject(
        journey=recognised(plain, drafts),
        measures=measures,
        language=closest_language(language or plain.language),
        here=found,
        drafts=drafts,
    )
    look = load_theme(theme) if isinstance(theme, str) else theme
    plain_scene = STYLES[style].compose(subject, look, width)
    scene = finished(replace(dressed(plain_scene, look), subject=journey), drafts)
    drafts.finish()
    return scene


def _in_picture(here: Here | None, journey: JourneyMap, measures: Measures | None) -> Here | None:
    """
    Stand at the step that is drawn for one of a collapsed stage.
    """
    if here is None:
        return None
    return replace(here, step=stand_ins(journey, measures).get(here.step, here.step))


def finished(scene: Scene, drafts: Drafts | None = None) -> Scene:
    """
    Note which characters no bundled face holds, and turn the scene for right-to-left languages.

    Args:
        scene: A scene as it was laid out from the inline start.
        drafts: What was laid out for the same picture before.

    Returns:
        The scene as it is written.
    """
    drafts = Drafts() if drafts is None else drafts
    missing: set[str] = set()
    children: list[Primitive] = []
    turns = is_right_to_left(scene.language)
    for i, child in enumerate(scene.children):
        seen, part = drafts.take(
            ("finished", i),
            (child, scene.width, turns),
            partial(_finished, child, scene, turns=turns),
        )
        missing |= seen
        children.append(part)
    return replace(
        scene,
        children=tuple(children),
        missing_characters=tuple(sorted(missing)),
        is_rtl=scene.is_rtl != turns,
    )


def _finished(child: Primitive, scene: Scene, *, turns: bool) -> tuple[set[str], Primitive]:
    """
    Collect the missing characters of one part, and turn it where the scene is to be turned.
    """
    (part,) = mirrored_all((child,), scene.width) if turns else (child,)
    return _missing((child,)), part


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
                if not line.text.isascii():
                    found.update(_missing_in(line.text))
    return found


@lru_cache(maxsize=16_384)
def _missing_in(text: str) -> tuple[str, ...]:
    return missing_characters(text)
