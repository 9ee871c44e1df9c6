"""
The sheet on which a picture of a map lies.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from touchline.canvas.primitives import Rect, Scene
from touchline.i18n import translate
from touchline.scene.shown_part import part_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from touchline.canvas.primitives import Primitive
    from touchline.canvas.theme import Theme
    from touchline.scene.subject import Subject

#: Around the sheet, and inside its edge, px.
MARGIN, PAD = 20.0, 26.0

#: The sheet's corner, px.
_RADIUS = 18.0


def sheet(
    subject: Subject, theme: Theme, width: float, height: float, children: Sequence[Primitive]
) -> Scene:
    """
    Put the sheet behind what was placed.

    Args:
        subject: The map.
        theme: Its colours.
        width: Where the sheet ends.
        height: The lower edge of the sheet.
        children: What was placed.

    Returns:
        The scene, laid out from the inline start.
    """
    journey = subject.journey
    sheet = Rect(
        x=MARGIN,
        y=MARGIN,
        width=width - MARGIN,
        height=height - MARGIN,
        fill=theme.paper,
        stroke=theme.line,
        radius=_RADIUS,
    )
    told = translate(
        "scene.description",
        subject.language,
        stages=len(journey.stages),
        steps=len(journey.steps),
        lanes=len(journey.lanes),
    )
    told = " ".join((told, *part_words(subject)))
    if subject.here:
        step = next(step for step in journey.steps if step.id == subject.here.step)
        told += f" {subject.here.said(subject.language)} — {subject.said(step.name)}"
    return Scene(
        width=width + MARGIN,
        height=height + MARGIN,
        title=subject.said(journey.title),
        description=told,
        language=subject.language,
        is_rtl=False,
        background=theme.page,
        children=(sheet, *children),
    )
