"""
Put what was placed already lower or higher on its sheet.
"""

from __future__ import annotations

from dataclasses import replace
from functools import singledispatch

from touchline.canvas.primitives import (
    Command,
    Ellipse,
    Group,
    Icon,
    Image,
    Line,
    Path,
    Primitive,
    Rect,
    Text,
    TextLine,
)


@singledispatch
def lowered(primitive: Primitive, by: float) -> Primitive:
    """
    Move a primitive down its sheet, with all that it holds.

    Args:
        primitive: The primitive.
        by: How far, px; negative moves it up.

    Returns:
        The same primitive at its new place.
    """
    raise AssertionError(primitive, by)


@lowered.register
def _(primitive: Rect, by: float) -> Rect:
    return replace(primitive, y=primitive.y + by)


@lowered.register
def _(primitive: Image, by: float) -> Image:
    return replace(primitive, y=primitive.y + by)


@lowered.register
def _(primitive: Icon, by: float) -> Icon:
    return replace(primitive, y=primitive.y + by)


@lowered.register
def _(primitive: Ellipse, by: float) -> Ellipse:
    return replace(primitive, cy=primitive.cy + by)


@lowered.register
def _(primitive: Line, by: float) -> Line:
    return replace(primitive, y1=primitive.y1 + by, y2=primitive.y2 + by)


@lowered.register
def _(primitive: Path, by: float) -> Path:
    return replace(primitive, commands=tuple(_lowered(one, by) for one in primitive.commands))


@lowered.register
def _(primitive: Text, by: float) -> Text:
    # Built directly, since a picture is texts before all: `replace` looks every field up.
    p = primitive
    return Text(
        x=p.x,
        y=p.y + by,
        width=p.width,
        height=p.height,
        source=p.source,
        lines=tuple(
            [
                TextLine(
                    line.text, line.baseline + by, line.x, line.width, line.runs, line.is_hyphenated
                )
                for line in p.lines
            ]
        ),
        size=p.size,
        weight=p.weight,
        colour=p.colour,
        align=p.align,
        language=p.language,
        is_italic=p.is_italic,
        is_rtl=p.is_rtl,
        is_clipped=p.is_clipped,
        at=p.at,
    )


@lowered.register
def lowered_group(primitive: Group, by: float) -> Group:
    """
    Move a group down its sheet, with all that it holds.

    Args:
        primitive: The group.
        by: How far, px; negative moves it up.

    Returns:
        The same group at its new place.
    """
    p = primitive
    return Group(
        children=tuple([lowered(child, by) for child in p.children]),
        role=p.role,
        title=p.title,
        details=p.details,
        at=p.at,
        link=p.link,
    )


def _lowered(command: Command, by: float) -> Command:
    """
    Move every y of a path command; they stand at the even places after its letter.
    """
    return tuple(
        value if i == 0 or i % 2 or isinstance(value, str) else value + by
        for i, value in enumerate(command)
    )
