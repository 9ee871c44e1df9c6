"""
The faces that slides carry, so that they look the same where nobody has installed them.
"""

from __future__ import annotations

import html
import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import touchline_fonts

from touchline.canvas import fonts
from touchline.exporters._eot import eot

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from touchline.canvas.fonts import Family
    from touchline.exporters._pptx.relations import Relations

#: What presentations call the content of a face.
FACE_KIND = "application/x-fontdata"

#: Families of some ten megabytes, which are cut to the characters that are shown.
_LARGE = frozenset({"NotoSansSC", "NotoSansTC"})

_WORDS = re.compile(r"<a:t>([^<]*)</a:t>")
_BOLD, _ITALIC = ' b="1"', ' i="1"'

#: The weights that a program of slides tells apart.
_REGULAR_WEIGHT, _BOLD_WEIGHT = 400, 700


class _Cut(NamedTuple):
    """
    One face of a family: what the format calls it, its name here, and what it keeps.
    """

    role: str
    face: str
    #: The characters, sorted and each once; none for the whole face.
    characters: str


def face_list(
    families: Iterable[Family], parts: Mapping[str, bytes], relations: Relations
) -> tuple[str, dict[str, bytes]]:
    """
    Choose the faces that the words of a presentation need.

    Latin and Persian faces are whole, so that words can be changed; Chinese ones hold the
    characters that the presentation shows.

    Args:
        families: The families that its theme names, Latin letters first.
        parts: The parts that hold words, by name.
        relations: What the presentation points to; each face is added.

    Returns:
        The list as markup, empty for none, and the faces by the name of their part.
    """
    markup = b"".join(parts[name] for name in sorted(parts) if name.endswith(".xml")).decode()
    characters = frozenset(html.unescape("".join(_WORDS.findall(markup))))
    rows, found = [], {}
    for family in _used(tuple(dict.fromkeys(families)), characters):
        roles = ""
        for cut in _cuts(family, markup, "".join(sorted(characters))):
            name = f"ppt/fonts/{cut.face}.fntdata"
            found[name] = _wrapped(cut.face, cut.characters)
            roles += f'<p:{cut.role} r:id="{relations.part("font", name)}"/>'
        title = fonts.name_of(fonts.face_of(family, _REGULAR_WEIGHT))
        rows.append(f'<p:embeddedFont><p:font typeface="{title}"/>{roles}</p:embeddedFont>')
    return (f"<p:embeddedFontLst>{''.join(rows)}</p:embeddedFontLst>" if rows else ""), found


def _used(families: tuple[Family, ...], characters: Iterable[str]) -> list[Family]:
    """
    Keep the families that draw at least one character; each is drawn by the first that has it.
    """
    seen = {
        next((family for family in families if fonts.holds(family, character)), None)
        for character in characters
        if unicodedata.category(character)[0] not in "CZ"
    }
    return [family for family in families if family in seen]


def _cuts(family: Family, markup: str, characters: str) -> Iterable[_Cut]:
    kept = characters if family in _LARGE else ""
    yield _Cut("regular", fonts.face_of(family, _REGULAR_WEIGHT), kept)
    if _BOLD in markup:
        yield _Cut("bold", fonts.face_of(family, _BOLD_WEIGHT), kept)
    slanted = fonts.face_of(family, _REGULAR_WEIGHT, is_italic=True)
    if _ITALIC in markup and slanted != fonts.face_of(family, _REGULAR_WEIGHT):
        yield _Cut("italic", slanted, kept)


@lru_cache(maxsize=16)
def _wrapped(face: str, characters: str) -> bytes:
    if characters:
        return eot(fonts.subset(face, text=characters), is_cut=True)
    return eot(touchline_fonts.face_path(face).read_bytes())
