"""
The chapters of a story: an opener for each stage, its steps, and the trail that leads through them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from touchline.canvas.primitives import Ellipse, Group, Path, Rect
from touchline.lanes._icons import chosen_icon
from touchline.location import Location
from touchline.scene.story.panels import LARGE, SMALL, panel
from touchline.scene.story.prose import Prose, faces_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from touchline.canvas.primitives import Primitive
    from touchline.lanes._pen import Pen
    from touchline.scene.story.panels import Panel
    from touchline.scene.story.told import Chapter
    from touchline.scene.subject import Subject

#: The height of a chapter's opener, the diameter of its disc and the side of its icon, px.
_BAND, _DISC, _ICON = 104.0, 64.0, 32.0

#: The share of a stage's hue in the ground of its opener.
_TINT = 0.1

#: Space after an opener, between two steps, and before the next chapter, px.
_AFTER, _BETWEEN, _BEFORE = 34.0, 58.0, 52.0

#: The dashes of the trail.
_DASH = (2.0, 8.0)

#: A story of more steps than these is set closely, with smaller pictures, by this much.
_MANY, _CLOSELY = 40, 0.55


def chapters(
    subject: Subject,
    told: Sequence[Chapter],
    pen: Pen,
    *,
    x: float,
    top: float,
    width: float,
) -> tuple[list[Primitive], float]:
    """
    Place all chapters below each other.

    Args:
        subject: The map.
        told: The chapters.
        pen: What knows theme, language and text.
        x: Where they begin.
        top: The y below which they are drawn.
        width: The width they may take.

    Returns:
        The trail and the groups, back to front, and their lower edge.
    """
    drawn: list[Primitive] = []
    low = top
    before = _BEFORE * (_CLOSELY if len(subject.journey.steps) > _MANY else 1)
    for i, chapter in enumerate(told):
        y = low + (before if i else 0)
        found, low = _chapter(subject, chapter, pen, i, x=x, top=y, width=width)
        drawn += found
    return drawn, low


def _chapter(
    subject: Subject,
    chapter: Chapter,
    pen: Pen,
    index: int,
    *,
    x: float,
    top: float,
    width: float,
) -> tuple[list[Primitive], float]:
    """
    Place the opener, then the steps with their pictures on either side in turn.
    """
    hue = pen.theme.stage_hue(index)
    is_long = len(subject.journey.steps) > _MANY
    frame, room = (SMALL, _CLOSELY) if is_long else (LARGE, 1.0)
    opener, low = _opener(subject, chapter, pen, hue, x=x, top=top, width=width)
    panels: list[Panel] = []
    y = low + _AFTER * room
    for i, moment in enumerate(chapter.moments):
        place = panel(subject, moment, pen, hue, frame, x=x, top=y, width=width, at_end=bool(i % 2))
        panels.append(place)
        y = place.low + _BETWEEN * room
    trail = _trail(pen, hue, low, panels)
    bottom = panels[-1].low if panels else low
    return [*trail, opener, *(place.group for place in panels)], bottom


def _opener(
    subject: Subject,
    chapter: Chapter,
    pen: Pen,
    hue: str,
    *,
    x: float,
    top: float,
    width: float,
) -> tuple[Group, float]:
    theme, faces = pen.theme, faces_of(pen.theme)
    ink = theme.readable(hue, on=_TINT)
    left = x + 24 + _DISC + 22
    prose = Prose(pen, left, top, x + width - 28 - left)
    prose.words(chapter.number, pen.coloured(faces.label, ink), most=1)
    language = subject.language_of(chapter.stage.name)
    prose.words(chapter.name or "—", faces.chapter, most=3, is_title=True, language=language)
    height = max(_BAND, prose.y - top + 36)
    shift = (height - (prose.y - top)) / 2
    placed = Prose(pen, left, top + shift, prose.width)
    placed.words(chapter.number, pen.coloured(faces.label, ink), most=1)
    placed.words(chapter.name or "—", faces.chapter, most=3, is_title=True, language=language)
    cx, cy = x + 24 + _DISC / 2, top + height / 2
    icon = chosen_icon(subject.journey, chapter.stage.icon, "book-open")
    children: list[Primitive] = [
        Rect(x=x, y=top, width=width, height=height, fill=theme.tint(hue, _TINT), radius=20),
        Ellipse(cx=cx, cy=cy, rx=_DISC / 2, ry=_DISC / 2, fill=ink),
        *placed.children,
    ]
    if icon is not None:
        side = _ICON / 2
        children.append(icon.drawn(x=cx - side, y=cy - side, size=_ICON, colour=theme.on_stage))
    title = chapter.name or chapter.number
    at = Location.of(("stage", chapter.stage.id))
    return Group(children=tuple(children), role="stage", title=title, at=at), top + height


def _trail(pen: Pen, hue: str, top: float, panels: Sequence[Panel]) -> list[Primitive]:
    """
    Lead from the opener to the first picture, and from each picture to the next one.
    """
    drawn: list[Primitive] = []
    x, y, turn = (panels[0].centre if panels else 0.0), top, top
    for place in panels:
        middle = (turn + place.top) / 2
        commands = (
            ("M", x, y),
            ("L", x, turn),
            ("C", x, middle, place.centre, middle, place.centre, place.top),
        )
        drawn.append(
            Path(
                commands=commands,
                stroke=pen.theme.tint(hue, 0.6),
                stroke_width=3,
                dash=_DASH,
            )
        )
        x, y, turn = place.centre, place.picture_low, place.low
    return drawn
