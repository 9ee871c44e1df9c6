"""
A scene as plain JSON that people can read and compare: one primitive a line, two decimals.
"""

from __future__ import annotations

import json
from dataclasses import MISSING, fields
from typing import TYPE_CHECKING, Any

from touchline.canvas.primitives import Group, Scene, Text
from touchline.location import Location

if TYPE_CHECKING:
    from collections.abc import Iterator

    from touchline.canvas.primitives import Primitive


def scene_lines(scene: Scene) -> str:
    """
    Write a scene down.
    """
    head = {
        field.name: _plain(getattr(scene, field.name))
        for field in fields(scene)
        if field.name not in ("children", "subject")
    }
    lines = [json.dumps(head, ensure_ascii=False, sort_keys=True)]
    for primitive in scene.children:
        lines += _lines(primitive, 0)
    return "[\n" + ",\n".join(lines) + "\n]\n"


def _lines(primitive: Primitive, depth: int) -> Iterator[str]:
    """
    Write a primitive, and below it what it holds.
    """
    told = {"is": type(primitive).__name__, **_fields(primitive)}
    yield " " * depth + json.dumps(told, ensure_ascii=False, sort_keys=True)
    if isinstance(primitive, Group):
        for child in primitive.children:
            yield from _lines(child, depth + 1)


def _fields(primitive: Primitive) -> dict[str, Any]:
    """
    Collect what differs from the usual; of a text, its lines but not its glyphs.
    """
    found: dict[str, Any] = {}
    for field in fields(primitive):
        value = getattr(primitive, field.name)
        usual = field.default if field.default is not MISSING else None
        if field.name == "children" or value == usual:
            continue
        found[field.name] = _plain(value)
    if isinstance(primitive, Text):
        found["lines"] = [
            [
                line.text,
                _plain(line.x),
                _plain(line.baseline),
                _plain(line.width),
                "+".join(run.face for run in line.runs),
            ]
            for line in primitive.lines
        ]
    return found


def _plain(value: Any) -> Any:
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, int | float):
        # Adding zero makes -0.0 into 0.0.
        return round(float(value), 2) + 0.0
    if isinstance(value, Location):
        return str(value)
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value if isinstance(value, str) else str(value)
