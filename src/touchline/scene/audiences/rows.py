"""
A page with a row for each step: its head, then columns of words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from touchline.canvas.primitives import Group, Rect
from touchline.i18n import translate
from touchline.lanes._icons import chosen_icon
from touchline.lanes._owners import owner_tag
from touchline.lanes._pen import diamond
from touchline.location import Location
from touchline.scene.audiences.page import heading, hue_of
from touchline.scene.heads import step_tag
from touchline.scene.portraits.stack import Stack

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from touchline.canvas.primitives import Primitive
    from touchline.lanes._pen import Pen
    from touchline.model.structure import Stage, Step
    from touchline.scene.here import Here
    from touchline.scene.subject import Subject

#: The width of the head of a row, space between columns, and above and below what stands in a row.
HEAD, GAP, PAD = 190.0, 22.0, 13.0

#: The width of the stripe in the hue of a stage, and the side of an icon with its distance, px.
STRIPE, _ICON, _AFTER = 4.0, 15.0, 7.0


class Field(NamedTuple):
    """
    A column of such a page.

    Args:
        title: Its heading.
        icon: The name of the icon before it.
        share: How wide it is against the others.
        fill: Fills its place at a step.
    """

    title: str
    icon: str
    share: float
    fill: Callable[[Step, Stack], None]


def draw_rows(
    subject: Subject, pen: Pen, fields: Sequence[Field], *, x: float, top: float, width: float
) -> tuple[list[Primitive], float]:
    """
    Place the headings, and a row for each step below the name of its stage.

    Args:
        subject: The map.
        pen: What knows theme, language and text.
        fields: The columns.
        x: Where the rows begin.
        top: The y below which they are drawn.
        width: How wide they are.

    Returns:
        What was placed and the y of its lower edge.
    """
    places = places_of([field.share for field in fields], x, width)
    drawn: list[Primitive] = []
    low = top
    for field, (left, room) in zip(fields, places, strict=True):
        head, bottom = heading(
            pen, field.title, field.icon, x=left, y=top, width=room, ink=pen.theme.second
        )
        drawn += head
        low = max(low, bottom)
    low += 9
    for stage in subject.journey.stages:
        if stage.steps:
            group, low = stage_band(subject, pen, stage, x=x, top=low, width=width)
            drawn.append(group)
        for i, step in enumerate(stage.steps):
            if i:
                rule = Rect(x=x, y=low - 0.5, width=width, height=1, fill=pen.theme.line)
                drawn.append(rule)
            group, low = _row(subject, pen, step, fields, places, x=x, top=low)
            drawn.append(group)
    return drawn, low


def places_of(shares: Sequence[float], x: float, width: float) -> list[tuple[float, float]]:
    """
    Divide what is left beside the heads of the rows.

    Args:
        shares: How wide each column is against the others.
        x: Where the rows begin.
        width: How wide they are.

    Returns:
        Where each column begins, and its width.
    """
    room = width - HEAD - GAP * len(shares)
    whole = sum(shares)
    found = []
    left = x + HEAD + GAP
    for share in shares:
        wide = room * share / whole
        found.append((left, wide))
        left += wide + GAP
    return found


def stage_band(
    subject: Subject, pen: Pen, stage: Stage, *, x: float, top: float, width: float
) -> tuple[Group, float]:
    """
    Place the name of a stage over the whole width.

    Args:
        subject: The map.
        pen: What knows theme, language and text.
        stage: The stage.
        x: Where it begins.
        top: Its top.
        width: Its width.

    Returns:
        The band and the y of its lower edge.
    """
    theme, style = pen.theme, pen.styles.stage
    place = subject.journey.stages.index(stage)
    fill = theme.readable(theme.stage_hue(place))
    icon = chosen_icon(subject.journey, stage.icon)
    lead = _ICON + _AFTER if icon else 0.0
    name = subject.said(stage.name)
    text = pen.words(
        name,
        style,
        x=x + 12 + lead,
        y=top + 6,
        width=width - 24 - lead,
        language=subject.language_of(stage.name),
        max_lines=2,
    )
    low = text.y + text.height + 6
    children: list[Primitive] = [
        Rect(x=x, y=top, width=width, height=low - top, fill=fill, radius=8)
    ]
    if icon:
        y = top + (low - top - _ICON) / 2
        children.append(icon.drawn(x=x + 12, y=y, size=_ICON, colour=theme.on_stage))
    at = Location.of(("stage", stage.id))
    return Group(children=(*children, text), role="stage", title=name, at=at), low


def _row(
    subject: Subject,
    pen: Pen,
    step: Step,
    fields: Sequence[Field],
    places: Sequence[tuple[float, float]],
    *,
    x: float,
    top: float,
) -> tuple[Group, float]:
    head, low = step_head(subject, pen, step, x=x, top=top + PAD)
    filled: list[Primitive] = []
    for field, (left, room) in zip(fields, places, strict=True):
        stack = Stack(pen, left, top + PAD, room)
        field.fill(step, stack)
        filled += stack.children
        low = max(low, stack.y)
    if not filled:
        stack = Stack(pen, places[0][0], top + PAD, places[-1][0] - places[0][0])
        stack.words(translate("view.nothing-noted", subject.language), pen.styles.note)
        filled = stack.children
    low += PAD
    hue = hue_of(subject, pen, step)
    stripe = Rect(x=x, y=top + 9, width=STRIPE, height=low - top - 18, fill=hue, radius=2)
    at = Location.of(("step", step.id))
    name = subject.said(step.name)
    return Group(children=(stripe, *head, *filled), role="step", title=name, at=at), low


def step_head(
    subject: Subject, pen: Pen, step: Step, *, x: float, top: float
) -> tuple[list[Primitive], float]:
    """
    Place the name of a step with its marks, and who answers for it.

    Args:
        subject: The map.
        pen: What knows theme, language and text.
        step: The step.
        x: Where its row begins.
        top: The top of the name.

    Returns:
        What was placed and the y of its lower edge.
    """
    theme, styles = pen.theme, pen.styles
    left, room = x + STRIPE + 9, HEAD - STRIPE - 9
    ink = theme.readable(hue_of(subject, pen, step))
    lead = 16.0 if step.is_moment_of_truth else 0.0
    text = pen.words(
        subject.said(step.name),
        pen.coloured(styles.head, ink),
        x=left + lead,
        y=top,
        width=room - lead,
        language=subject.language_of(step.name),
        max_lines=4,
    )
    children: list[Primitive] = [text]
    if step.is_moment_of_truth:
        children.append(diamond(left + 5, top + 8.5, 5, fill=theme.paper, stroke=ink))
    low = text.y + text.height
    if tag := step_tag(pen, step):
        pill = pen.pill(tag[0], x=left, y=low + 4, fill=theme.pill, ink=tag[2], limit=room)
        children += pill.children
        low += pill.height + 5
    here = subject.here
    if here is not None and here.step == step.id:
        sign, low = _sign(pen, here, subject, x=left, y=low + 5, width=room)
        children.append(sign)
    tag_of_owner = owner_tag(pen, step, x=left, y=low + 4, width=room)
    if tag_of_owner.height:
        children += tag_of_owner.children
        low += tag_of_owner.height + 4
    return children, low


def _sign(
    pen: Pen, here: Here, subject: Subject, *, x: float, y: float, width: float
) -> tuple[Group, float]:
    theme = pen.theme
    words = here.said(subject.language)
    fill = theme.readable(theme.focus)
    pill = pen.pill(words, x=x, y=y, fill=fill, ink=theme.on_stage, limit=width, icon="map-pin")
    at = Location.of(("step", here.step))
    group = Group(children=pill.children, role="here", title=words, at=at)
    return group, y + pill.height
