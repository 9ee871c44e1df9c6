"""
Paths as freeforms, and arrow-shaped labels as the arrows that the format itself knows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from touchline.canvas.primitives import Command

#: How far a corner may lie from where an arrow has it, px.
_NEAR = 0.02

#: Corners of an arrow with a straight back, and with a notch.
_STRAIGHT, _NOTCHED = 5, 6


class Arrow(NamedTuple):
    """
    A label in the form of an arrow.

    Args:
        preset: What the format calls it.
        adjust: How far the tip reaches, in hundred-thousandths of the shorter side.
        is_flipped: It points to the left.
    """

    preset: str
    adjust: int
    is_flipped: bool


def as_arrow(commands: Sequence[Command]) -> Arrow | None:
    """
    Recognise the label of a stage.

    Args:
        commands: A path.

    Returns:
        The arrow, or None for any other path.
    """
    if len(commands) not in {_STRAIGHT + 1, _NOTCHED + 1} or commands[-1][0] != "Z":
        return None
    if any(command[0] != "L" for command in commands[1:-1]):
        return None
    corners = [(float(x), float(y)) for _, x, y in commands[:-1]]
    for is_flipped in (False, True):
        sign = -1.0 if is_flipped else 1.0
        arrow = _pointing_right([(sign * x, y) for x, y in corners])
        if arrow is not None:
            preset, adjust = arrow
            return Arrow(preset, adjust, is_flipped)
    return None


def _pointing_right(corners: list[tuple[float, float]]) -> tuple[str, int] | None:
    (left, top), (start, _), (tip, middle), _, (_, bottom) = corners[:5]
    point, height = tip - start, bottom - top
    if point <= 0 or height <= 0 or start < left:
        return None
    wanted = [(left, top), (start, top), (tip, top + height / 2), (start, bottom), (left, bottom)]
    if len(corners) == _NOTCHED:
        wanted.append((left + point, middle))
    pairs = zip(corners, wanted, strict=True)
    if any(abs(x - u) > _NEAR or abs(y - v) > _NEAR for (x, y), (u, v) in pairs):
        return None
    preset = "chevron" if len(corners) == _NOTCHED else "homePlate"
    return preset, round(100_000 * point / min(tip - left, height))


def path_list(
    commands: Sequence[Command],
    across: Callable[[float], int],
    down: Callable[[float], int],
    *,
    is_filled: bool,
) -> str:
    """
    Write the commands of a path.

    Args:
        commands: Moves, lines, cubic curves and closings.
        across: Gives the whole number of an x.
        down: Gives the whole number of a y.
        is_filled: Its inside is painted, so that every part of it is closed.

    Returns:
        What stands inside `a:path`.
    """
    parts: list[str] = []
    is_open = False
    for letter, *numbers in commands:
        values = [float(number) for number in numbers]
        points = "".join(
            f'<a:pt x="{across(x)}" y="{down(y)}"/>'
            for x, y in zip(values[::2], values[1::2], strict=True)
        )
        if letter == "M":
            if is_open and is_filled:
                parts.append("<a:close/>")
            parts.append(f"<a:moveTo>{points}</a:moveTo>")
            is_open = True
        elif letter == "L":
            parts.append(f"<a:lnTo>{points}</a:lnTo>")
        elif letter == "C":
            parts.append(f"<a:cubicBezTo>{points}</a:cubicBezTo>")
        elif is_open:
            parts.append("<a:close/>")
            is_open = False
    return "".join(parts)
