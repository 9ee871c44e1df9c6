"""
The fonts of this machine, for characters that no bundled font holds; taken in only when asked for.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from touchline.canvas import fonts
from touchline.canvas.machine_fonts import take_in
from touchline.canvas.primitives import Group, Text
from touchline.cli._output import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from touchline.canvas.primitives import Primitive, Scene

_ENDINGS = frozenset({".ttf", ".otf", ".ttc"})

#: Words in the names of files whose letters are not the plain ones.
_STYLED = (
    "bold", "italic", "oblique", "light", "thin", "black", "mono", "condensed", "serif", "extra",
)  # fmt: skip


def take_system_fonts() -> None:
    """
    Let the fonts of this machine draw what no bundled font holds.
    """
    take_in(str(path) for path in sorted(set(_files()), key=_rank))


def tell_system_fonts(scene: Scene) -> dict[str, Any]:
    """
    Say which fonts of this machine a picture is drawn with.

    Args:
        scene: The picture.

    Returns:
        The same for programs: `system_fonts`, where there is any.
    """
    names = sorted({fonts.name_of(face) for face in _faces(scene.children)})
    if not names:
        return {}
    say("cli.render.system-fonts", names=", ".join(names))
    return {"system_fonts": names}


def _faces(primitives: Iterable[Primitive]) -> Iterator[str]:
    for primitive in primitives:
        if isinstance(primitive, Group):
            yield from _faces(primitive.children)
        elif isinstance(primitive, Text):
            for line in primitive.lines:
                yield from (run.face for run in line.runs if fonts.is_taken_in(run.face))


def _rank(path: Path) -> tuple[bool, str, str]:
    name = path.stem.lower()
    return any(word in name for word in _STYLED), name, str(path)


def _folders() -> list[Path]:
    home = Path.home()
    if sys.platform == "win32":
        return [Path(os.environ.get("WINDIR", "C:/Windows")) / "Fonts"]
    if sys.platform == "darwin":
        return [Path("/System/Library/Fonts"), Path("/Library/Fonts"), home / "Library/Fonts"]
    shared = [Path("/usr/share/fonts"), Path("/usr/local/share/fonts")]
    return [*shared, home / ".local/share/fonts", home / ".fonts"]


def _files() -> Iterator[Path]:
    for folder in _folders():
        for path, _, names in os.walk(folder):
            yield from (
                Path(path) / name for name in names if Path(name).suffix.lower() in _ENDINGS
            )
