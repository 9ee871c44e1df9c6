"""
The bundled stroke icons: Lucide, as plain paths on a grid of 24 units.

The file is made by `packages/icons/build.py`; its licence lies beside it as `icons.LICENSE`.
"""

from __future__ import annotations

import json
import re
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from touchline.canvas.errors import UnknownIcon
from touchline.canvas.path_data import path_commands

if TYPE_CHECKING:
    from touchline.canvas.primitives import Command

#: The side of the square that an icon's coordinates count.
GRID = 24

_COMMAND = re.compile(r"([MLCZ])([^MLCZ]*)")


@cache
def _library() -> dict[str, str]:
    """
    Read all icons as path data.
    """
    text = files("touchline.canvas").joinpath("icons.json").read_text(encoding="utf-8")
    library: dict[str, str] = json.loads(text)
    return library


def icon_names() -> tuple[str, ...]:
    """
    List the icons.

    Returns:
        Their names in alphabetical order.
    """
    return tuple(_library())


def has_icon(name: str) -> bool:
    """
    Tell whether there is an icon of a name.

    Args:
        name: A name such as `shopping-cart`.

    Returns:
        False when `icon_paths` would raise.
    """
    return name in _library()


@lru_cache(maxsize=1024)
def icon_paths(name: str) -> tuple[tuple[Command, ...], ...]:
    """
    Read the strokes of an icon.

    Args:
        name: A name such as `shopping-cart`.

    Returns:
        One tuple of commands for each stroke, on the grid of 24 units with y growing downwards.

    Raises:
        UnknownIcon: The library has no icon of this name.
    """
    if name not in _library():
        raise UnknownIcon.among(name, _library())
    strokes: list[list[Command]] = []
    for letter, numbers in _COMMAND.findall(_library()[name]):
        if letter == "M":
            strokes.append([])
        strokes[-1].append((letter, *map(float, numbers.split())))
    return tuple(tuple(stroke) for stroke in strokes)


@lru_cache(maxsize=256)
def own_strokes(data: str) -> tuple[Command, ...]:
    """
    Read the strokes of an icon that a map brings along.

    Args:
        data: SVG path data on the grid of 24 units.

    Returns:
        Its commands; none when the data cannot be read or draws nothing.
    """
    try:
        commands = path_commands(data)
    except ValueError:
        return ()
    draws = any(command[0] in {"L", "C"} for command in commands)
    return commands if draws else ()
