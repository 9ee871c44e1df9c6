"""
What a file does not show: details that its format has no place for, characters that no font holds.
"""

from __future__ import annotations

import sys
import unicodedata
from typing import TYPE_CHECKING, Any

from touchline.canvas.fonts import missing_characters
from touchline.canvas.primitives import Group, Text
from touchline.cli._command import reader
from touchline.cli._output import say
from touchline.cli._plain import harmless
from touchline.exporters._ledger import by_name
from touchline.i18n import number

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from touchline.canvas.primitives import Primitive, Scene
    from touchline.exporters import Exporter

#: How many places a line on the screen names; `--json` names all.
_NAMED = 3


def tell_left_out(exporter: Exporter, scene: Scene) -> dict[str, Any]:
    """
    Say on standard error what a file does not show of a map.

    Args:
        exporter: The format.
        scene: The picture that carries the map.

    Returns:
        The same for programs: `left_out` and `missing_characters`, each where there is any.
    """
    told: dict[str, Any] = {}
    if left_out := _left_out(exporter, scene):
        told["left_out"] = left_out
    if exporter.is_drawn and (missing := _missing(scene)):
        told["missing_characters"] = missing
    return told


def _left_out(exporter: Exporter, scene: Scene) -> list[dict[str, Any]]:
    language = reader()
    found = by_name(exporter.left_out(scene))
    if found:
        n = sum(map(len, found.values()))
        say("cli.render.left-out", n=n, format=exporter.name)
    told = []
    for alike in found.values():
        places = [one.place for one in alike]
        named = ", ".join(places[:_NAMED]) + (", …" if len(places) > _NAMED else "")
        line = f"  {number(len(alike), language)} × {alike[0].told(language)}  {named}"
        sys.stderr.write(harmless(line) + "\n")
        one = alike[0]
        facts = {"what": one.what, "field": one.field, "how": one.how}
        told.append({**facts, "n": len(alike), "places": places})
    return told


def _missing(scene: Scene) -> list[dict[str, str]]:
    missing = missing_characters("".join(_words(scene.children)))
    if missing:
        names = ", ".join(f"{sign} (U+{ord(sign):04X})" for sign in missing)
        say("cli.render.missing-characters", n=len(missing), characters=names)
    return [
        {"character": sign, "code": f"U+{ord(sign):04X}", "name": unicodedata.name(sign, "")}
        for sign in missing
    ]


def _words(primitives: Iterable[Primitive]) -> Iterator[str]:
    for primitive in primitives:
        if isinstance(primitive, Group):
            yield from _words(primitive.children)
        elif isinstance(primitive, Text):
            yield primitive.source
