"""
What the pages for one audience have in common: the top, columns with a heading, the foot.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from touchline.canvas.primitives import Icon, Rect
from touchline.lanes._pen import Pen
from touchline.model.map import Review
from touchline.scene.legend import footer, legend

if TYPE_CHECKING:
    from collections.abc import Sequence

    from touchline.canvas.primitives import Primitive
    from touchline.canvas.theme import Theme
    from touchline.model.structure import Step
    from touchline.scene.legend import Entry
    from touchline.scene.subject import Subject

#: The width of what stands on the page, and space between two columns, px.
WIDTH, GAP = 1188.0, 16.0

#: The side of the icon of a heading and its distance to the words, px.
_ICON, _AFTER_ICON = 15.0, 7.0


def pen_for(subject: Subject, theme: Theme) -> Pen:
    """
    Take a pen that marks assumptions where the map knows evidence.

    Args:
        subject: The map.
        theme: The colours.

    Returns:
        The pen.
    """
    shows_grades = any(card.evidence for _, _, card in subject.journey.cards())
    return Pen(theme=theme, language=subject.language, shows_grades=shows_grades)


def about(subject: Subject, *, keeps: Sequence[str] = ("objective",)) -> Subject:
    """
    Leave to the top of a page what this audience must know of the map.

    Args:
        subject: The map.
        keeps: Which of `objective`, `goal`, `scenario`, `personas` and `figures` it shows.

    Returns:
        The map without the others.
    """
    bare: dict[str, object] = {
        name: () if name == "personas" else None
        for name in ("objective", "goal", "scenario", "personas")
        if name not in keeps
    }
    if "figures" not in keeps:
        bare |= {"lanes": (), "review": Review()}
    measures = subject.measures if "figures" in keeps else None
    return replace(subject, journey=subject.journey.model_copy(update=bare), measures=measures)


def heading(
    pen: Pen, words: str, icon: str, *, x: float, y: float, width: float, ink: str
) -> tuple[list[Primitive], float]:
    """
    Place the heading of a column.

    Args:
        pen: What knows theme, language and text.
        words: The heading.
        icon: The name of the icon before it.
        x: Where it begins.
        y: Its top.
        width: How wide it may be.
        ink: The colour of the icon.

    Returns:
        The heading and the y of its lower edge.
    """
    lead = _ICON + _AFTER_ICON
    text = pen.words(
        words, pen.styles.head, x=x + lead, y=y, width=width - lead, max_lines=2, is_title=True
    )
    return [Icon(name=icon, x=x, y=y + 1.4, size=_ICON, colour=ink), text], text.y + text.height


def panel(x: float, y: float, width: float, height: float, *, fill: str, line: str) -> Rect:
    """
    Place the ground of a block.

    Args:
        x: Where it begins.
        y: Its top.
        width: Its width.
        height: Its height.
        fill: Its colour.
        line: The colour of its edge.

    Returns:
        The rounded rectangle.
    """
    return Rect(x=x, y=y, width=width, height=height, fill=fill, stroke=line, radius=12)


def ink_of(subject: Subject, pen: Pen, step: Step) -> str:
    """
    Choose the colour in which a step is named away from its stage.

    Args:
        subject: The map.
        pen: What knows the theme.
        step: The step.

    Returns:
        The readable hue of its stage.
    """
    journey = subject.journey
    return pen.theme.readable(hue_of(subject, pen, step)) if journey.stages else pen.theme.second


def hue_of(subject: Subject, pen: Pen, step: Step) -> str:
    """
    Choose the hue of a step.

    Args:
        subject: The map.
        pen: What knows the theme.
        step: The step.

    Returns:
        The hue of its stage.
    """
    stages = subject.journey.stages
    place = next((i for i, stage in enumerate(stages) if step in stage.steps), 0)
    return pen.theme.stage_hue(place)


def foot(
    subject: Subject,
    pen: Pen,
    *,
    x: float,
    top: float,
    width: float,
    entries: Sequence[Entry] = (),
) -> tuple[list[Primitive], float]:
    """
    Place the meaning of signs, and where the numbers come from.

    Args:
        subject: The map.
        pen: What knows theme, language and text.
        x: Where it begins.
        top: The y below which it is drawn.
        width: The width it may take.
        entries: The signs that are explained.

    Returns:
        What was placed and the y of its lower edge.
    """
    drawn: list[Primitive] = []
    low = top
    group, bottom = legend(subject, pen, x=x, top=low + 14, width=width, entries=entries)
    if group:
        drawn.append(group)
        low = bottom
    group, bottom = footer(subject, pen, x=x, top=low + 14, width=width)
    if group:
        drawn.append(group)
        low = bottom
    return drawn, low
