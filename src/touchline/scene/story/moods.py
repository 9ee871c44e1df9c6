"""
Faces for how a step feels.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from touchline.canvas.primitives import Ellipse, Icon

if TYPE_CHECKING:
    from collections.abc import Mapping

    from touchline.canvas.primitives import Primitive
    from touchline.canvas.theme import Theme
    from touchline.scene.story.feelings import Level

#: The library's icon of each level.
FACES: Mapping[Level, str] = {
    "awful": "angry",
    "bad": "frown",
    "mixed": "meh",
    "good": "smile",
    "great": "laugh",
}


def mood_colour(theme: Theme, level: Level) -> str:
    """
    Choose the colour of a mood.

    Args:
        theme: The theme.
        level: How it feels.

    Returns:
        A colour that can be read on paper.
    """
    inks: Mapping[Level, str] = {
        "awful": theme.bad_ink,
        "bad": theme.bad_ink,
        "mixed": theme.second,
        "good": theme.good_ink,
        "great": theme.good_ink,
    }
    return inks[level]


def face(theme: Theme, level: Level, *, cx: float, cy: float, size: float) -> list[Primitive]:
    """
    Draw a mood as a face in a disc.

    Args:
        theme: The theme.
        level: How it feels.
        cx: The middle.
        cy: The middle.
        size: The diameter of the disc.

    Returns:
        The disc and the face.
    """
    side, radius = size * 0.8, size / 2
    return [
        Ellipse(cx=cx, cy=cy, rx=radius, ry=radius, fill=theme.paper),
        Icon(
            name=FACES[level],
            x=cx - side / 2,
            y=cy - side / 2,
            size=side,
            colour=mood_colour(theme, level),
            stroke_width=1.75,
        ),
    ]
