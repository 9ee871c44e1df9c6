"""
Turn a finished picture round for right-to-left languages.

Shapes and places are reflected; letters, images and icons are only moved, except icons that point
along the reading direction. The order of the runs inside a line of text stays: it was settled by
the language of the text, not by the direction of the scene.
"""

from __future__ import annotations

from dataclasses import replace
from functools import singledispatch
from typing import TYPE_CHECKING, Literal

from touchline.canvas.primitives import (
    Command,
    Ellipse,
    Group,
    Handle,
    Icon,
    Image,
    Line,
    Path,
    Primitive,
    Rect,
    Run,
    Scene,
    Text,
    TextLine,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

_OTHER_SIDE: dict[str, Literal["left", "center", "right"]] = {
    "left": "right",
    "center": "center",
    "right": "left",
}


def mirrored(scene: Scene) -> Scene:
    """
    Reflect a scene, so that time runs the other way.

    Args:
        scene: A scene laid out from its inline start.

    Returns:
        The same scene seen from the other side, its text still readable; reflected twice it is the
        scene that was given, to within the rounding of numbers.
    """
    return replace(
        scene,
        is_rtl=not scene.is_rtl,
        children=tuple(_mirrored(child, scene.width) for child in scene.children),
    )


def mirrored_all(primitives: Iterable[Primitive], width: float) -> tuple[Primitive, ...]:
    """
    Reflect primitives on a sheet.

    Args:
        primitives: The primitives.
        width: The width of the sheet.

    Returns:
        Their reflections in the same order.
    """
    return tuple(_mirrored(primitive, width) for primitive in primitives)


@singledispatch
def _mirrored(primitive: Primitive, width: float) -> Primitive:
    """
    Reflect one primitive on a sheet of a width.
    """
    raise AssertionError(primitive, width)


# The three kinds that make up nearly all of a scene are built directly: `replace` looks every field
# up and costs more than the whole reflection.


@_mirrored.register
def _(primitive: Rect, width: float) -> Primitive:
    p = primitive
    return Rect(
        x=width - p.x - p.width,
        y=p.y,
        width=p.width,
        height=p.height,
        fill=p.fill,
        stroke=p.stroke,
        stroke_width=p.stroke_width,
        radius=p.radius,
        dash=p.dash,
        opacity=p.opacity,
        at=p.at,
    )


@_mirrored.register
def _(primitive: Image, width: float) -> Primitive:
    return replace(primitive, x=width - primitive.x - primitive.width)


@_mirrored.register
def _(primitive: Ellipse, width: float) -> Primitive:
    return replace(primitive, cx=width - primitive.cx, handle=_mirrored_handle(primitive.handle))


@_mirrored.register
def _(primitive: Line, width: float) -> Primitive:
    return replace(primitive, x1=width - primitive.x1, x2=width - primitive.x2)


@_mirrored.register
def _(primitive: Path, width: float) -> Primitive:
    commands = tuple(_mirrored_command(command, width) for command in primitive.commands)
    return replace(primitive, commands=commands, handle=_mirrored_handle(primitive.handle))


@_mirrored.register
def _(primitive: Icon, width: float) -> Primitive:
    return replace(
        primitive,
        x=width - primitive.x - primitive.size,
        is_flipped=primitive.is_flipped != primitive.is_directional,
    )


@_mirrored.register
def _(primitive: Text, width: float) -> Primitive:
    p = primitive
    return Text(
        x=width - p.x - p.width,
        y=p.y,
        width=p.width,
        height=p.height,
        source=p.source,
        lines=tuple(_mirrored_line(line, width) for line in p.lines),
        size=p.size,
        weight=p.weight,
        colour=p.colour,
        align=_OTHER_SIDE[p.align],
        language=p.language,
        is_italic=p.is_italic,
        is_rtl=p.is_rtl,
        is_clipped=p.is_clipped,
        at=p.at,
    )


@_mirrored.register
def _(primitive: Group, width: float) -> Primitive:
    p = primitive
    return Group(
        children=tuple(_mirrored(child, width) for child in p.children),
        role=p.role,
        title=p.title,
        details=p.details,
        at=p.at,
        link=p.link,
    )


def _mirrored_command(command: Command, width: float) -> Command:
    """
    Reflect every x of a path command; they stand at the odd places.
    """
    return tuple(
        width - value if i % 2 and not isinstance(value, str) else value
        for i, value in enumerate(command)
    )


def _mirrored_handle(handle: Handle | None) -> Handle | None:
    """
    Exchange the ends of an axis that runs across.
    """
    if handle is None or handle.axis == "y":
        return handle
    return replace(handle, low=handle.high, high=handle.low)


def _mirrored_line(line: TextLine, width: float) -> TextLine:
    """
    Move a line of text as one block to where its reflection would be.
    """
    x = width - line.x - line.width
    runs = tuple(
        Run(r.face, r.text, x + (r.x - line.x), r.width, r.is_rtl, r.glyphs, r.shift)
        for r in line.runs
    )
    return TextLine(line.text, line.baseline, x, line.width, runs, line.is_hyphenated)
