"""
The bundled faces: which one draws a character, how a run is shaped, what a glyph looks like.

A face is named family, weight and slant (`Inter-600`, `NotoSansTC-400`). Files are read when first
needed and stay open; nothing is looked up on the reader's machine, so a picture is the same
everywhere, unless somebody takes in faces of that machine for characters that no bundled face has.
"""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Literal, NamedTuple

import touchline_fonts
import uharfbuzz as hb  # type: ignore[import-untyped]  # it ships no types

if TYPE_CHECKING:
    from collections.abc import Iterable

    from touchline.canvas.primitives import Command

Family = Literal["Inter", "Vazirmatn", "NotoSansTC", "NotoSansSC"]

#: The first part of the names of faces that were taken in.
_TAKEN_IN = "Machine"

#: The files of faces that were taken in, by the name of the face, in the order they are asked.
_taken_in: dict[str, str] = {}

#: What a face must have to be drawn, and the mark in its licence field that forbids to embed it.
_OUTLINES = frozenset({"glyf", "CFF "})
_FORBIDDEN = 0x0002
_LICENCE_FIELD = slice(8, 10)

#: Which families a language's text is set in, best first; Latin stands in every list because every
#: language quotes some.
_FAMILIES: dict[str, tuple[Family, ...]] = {
    "zh-Hant": ("Inter", "NotoSansTC", "NotoSansSC", "Vazirmatn"),
    "zh-Hans": ("Inter", "NotoSansSC", "NotoSansTC", "Vazirmatn"),
    "fa": ("Vazirmatn", "Inter", "NotoSansSC", "NotoSansTC"),
}
_LATIN_FAMILIES: tuple[Family, ...] = ("Inter", "Vazirmatn", "NotoSansSC", "NotoSansTC")

#: Punctuation that both Inter and the Chinese faces hold: in Chinese text it is Chinese and as wide
#: as an ideograph.
_SHARED_PUNCTUATION = frozenset("—―…‥·‘’“”‧※→←↑↓①②③④⑤⑥⑦⑧⑨⑩")
_HEAVIEST_OF_LIGHT = 500


class ShapedGlyph(NamedTuple):
    """
    One glyph as HarfBuzz placed it, in font units.
    """

    gid: int
    cluster: int
    advance: int
    dx: int
    dy: int


@cache
def _font(face: str) -> hb.Font:
    """
    Open one face.
    """
    path = _taken_in.get(face) or str(touchline_fonts.face_path(face))
    return hb.Font(hb.Face(hb.Blob.from_file_path(path)))


def take_in(files: Iterable[str]) -> None:
    """
    Keep faces of this machine; `machine_fonts.take_in` also forgets what was set without them.

    Args:
        files: TrueType and OpenType files, those first that shall be asked first; none to draw with
            the bundled faces alone again.
    """
    _taken_in.clear()
    _taken_in.update({f"{_TAKEN_IN}{i}-400": path for i, path in enumerate(files)})
    for cached in (_font, units_per_em, covers, family_for, shape, glyph_path, _may_draw):
        cached.cache_clear()


def is_taken_in(face: str) -> bool:
    """
    Tell whether a face is one of this machine.

    Args:
        face: The name of a face.

    Returns:
        False for a bundled one.
    """
    return face in _taken_in


@cache
def name_of(face: str) -> str:
    """
    Read what a face that was taken in calls itself.

    Args:
        face: Its name here.

    Returns:
        The name of its family, else of its file.
    """
    found = _font(face).face.get_name(hb.OTNameIdPredefined.FONT_FAMILY)
    return found or _taken_in[face].replace("\\", "/").rpartition("/")[2]


@cache
def _may_draw(face: str) -> bool:
    """
    Tell whether a face that was taken in can be read, has outlines and may be embedded.
    """
    try:
        opened = _font(face).face
        licence = opened.reference_table("OS/2").data[_LICENCE_FIELD]
    except (hb.HarfBuzzError, OSError, AttributeError):
        return False
    return not _OUTLINES.isdisjoint(opened.table_tags) and not (
        int.from_bytes(licence, "big") & _FORBIDDEN
    )


@cache
def units_per_em(face: str) -> int:
    """
    Read how many font units make one em.

    Args:
        face: The name of a bundled face.

    Returns:
        1000 or 2048, as a rule.
    """
    return int(_font(face).face.upem)


@lru_cache(maxsize=65_536)
def covers(face: str, character: str) -> bool:
    """
    Tell whether a face holds a character.

    Args:
        face: The name of a bundled face.
        character: One code point.

    Returns:
        False when it would be drawn as a box.
    """
    return bool(_font(face).get_nominal_glyph(ord(character)))


@cache
def _weights(family: Family, *, is_italic: bool) -> tuple[int, ...]:
    """
    List the bundled weights of a family and slant, lightest first.
    """
    suffix = "-Italic" if is_italic else ""
    names = [name.removesuffix(suffix) for name in touchline_fonts.FACES if name.endswith(suffix)]
    pairs = [name.split("-") for name in names]
    return tuple(sorted(int(pair[1]) for pair in pairs if pair[0] == family and len(pair) == 2))  # noqa: PLR2004 (family and weight)


@cache
def face_of(family: Family, weight: int, *, is_italic: bool = False) -> str:
    """
    Choose the bundled face nearest to a weight, by the rule of CSS so that a browser agrees.

    Args:
        family: The family.
        weight: The weight that the style asks for, 1 to 1000.
        is_italic: A slanted face is asked for; families without one stay upright.

    Returns:
        The name of the face.

    Source:
        CSS Fonts Module Level 4, section 5.2, font matching of weights.
    """
    if f"{family}-400" in _taken_in:
        return f"{family}-400"
    slanted = is_italic and bool(_weights(family, is_italic=True))
    weights = _weights(family, is_italic=slanted)
    lighter = [w for w in reversed(weights) if w <= weight]
    heavier = [w for w in weights if w >= weight]
    # Text of regular weight rather turns lighter than bold; bold text rather turns bolder.
    order = lighter + heavier if weight <= _HEAVIEST_OF_LIGHT else heavier + lighter
    return f"{family}-{order[0]}{'-Italic' if slanted else ''}"


@lru_cache(maxsize=65_536)
def family_for(character: str, language: str, *, is_rtl: bool) -> Family | None:
    """
    Choose the family that draws one character.

    Args:
        character: One code point.
        language: The language tag of its paragraph.
        is_rtl: It stands in a right-to-left stretch.

    Returns:
        The family, or None when no bundled face holds the character.
    """
    order = _FAMILIES.get(language, _LATIN_FAMILIES)
    if language == "fa" and not is_rtl:
        # A foreign name or formula inside Persian reads left to right and takes the Latin face.
        order = ("Inter", *(family for family in order if family != "Inter"))
    elif language.startswith("zh") and character in _SHARED_PUNCTUATION:
        order = (*order[1:], "Inter")
    for family in order:
        if covers(face_of(family, 400), character):
            return family
    for face in _taken_in:
        if _may_draw(face) and covers(face, character):
            taken: Family = face.removesuffix("-400")  # type: ignore[assignment]  # its own name
            return taken
    return None


def holds(family: Family, character: str) -> bool:
    """
    Tell whether a family has a character.

    Args:
        family: The family.
        character: One code point.

    Returns:
        False when another family must draw it.
    """
    return covers(face_of(family, 400), character)


@lru_cache(maxsize=65_536)
def is_joined_to_previous(character: str) -> bool:
    """
    Tell whether a character must share the face of the one before it.

    Args:
        character: One code point.

    Returns:
        True for combining marks, joiners and variation selectors.
    """
    return unicodedata.category(character) in ("Mn", "Me", "Mc", "Cf") and character != "\u00ad"


#: Signs that stand before numbers, such as the Arabic number sign: controls by their category, and
#: drawn all the same (Prepended_Concatenation_Mark of Unicode's PropList).
_DRAWN_CONTROLS = frozenset(
    "\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd"
)


def missing_characters(text: str) -> tuple[str, ...]:
    """
    List the characters that no bundled face holds.

    Args:
        text: Any text.

    Returns:
        Each such character once, in code point order; controls and spaces are not counted.
    """
    seen = {c for c in set(text) if unicodedata.category(c)[0] not in "CZ" or c in _DRAWN_CONTROLS}
    # A joiner or selector is invisible, so lacking a glyph costs nothing.
    visible = (c for c in seen if not "\ufe00" <= c <= "\ufe0f")
    return tuple(sorted(c for c in visible if family_for(c, "en", is_rtl=False) is None))


@lru_cache(maxsize=32_768)
def shape(
    face: str,
    text: str,
    language: str,
    *,
    is_rtl: bool,
    halted: tuple[int, ...] = (),
) -> tuple[ShapedGlyph, ...]:
    """
    Shape one run of one face and one direction.

    Args:
        face: The name of a bundled face.
        text: The characters in logical order.
        language: The language tag, for forms that differ between languages.
        is_rtl: The run reads from right to left.
        halted: Indexes of characters that are set at half width.

    Returns:
        The glyphs in visual order; clusters count code points of `text`.
    """
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    buffer.direction = "rtl" if is_rtl else "ltr"
    # Guessing takes the language from the process's locale, which differs between machines.
    buffer.language = language
    features = {"halt": [(i, i + 1, 1) for i in halted]} if halted else {}
    hb.shape(_font(face), buffer, features)
    positions = buffer.glyph_positions
    return tuple(
        ShapedGlyph(info.codepoint, info.cluster, place.x_advance, place.x_offset, place.y_offset)
        for info, place in zip(buffer.glyph_infos, positions, strict=True)
    )


class _Outline:
    """
    A pen that gathers what HarfBuzz draws as moves, lines and cubic curves.
    """

    def __init__(self) -> None:
        self.commands: list[Command] = []
        self._pen = (0.0, 0.0)

    def moveTo(self, point: tuple[float, float]) -> None:  # noqa: N802 (the pen's protocol)
        """
        Start a contour.
        """
        self.commands.append(("M", *point))
        self._pen = point

    def lineTo(self, point: tuple[float, float]) -> None:  # noqa: N802 (the pen's protocol)
        """
        Draw a straight piece.
        """
        self.commands.append(("L", *point))
        self._pen = point

    def curveTo(  # noqa: N802 (the pen's protocol)
        self, first: tuple[float, float], second: tuple[float, float], end: tuple[float, float]
    ) -> None:
        """
        Draw a cubic piece.
        """
        self.commands.append(("C", *first, *second, *end))
        self._pen = end

    def qCurveTo(self, control: tuple[float, float], end: tuple[float, float]) -> None:  # noqa: N802
        """
        Draw a quadratic piece as the cubic that equals it.
        """
        (x0, y0), (xc, yc), (x1, y1) = self._pen, control, end
        # Raising the degree puts the control points two thirds of the way to the quadratic one.
        first = (x0 + 2 * (xc - x0) / 3, y0 + 2 * (yc - y0) / 3)
        second = (x1 + 2 * (xc - x1) / 3, y1 + 2 * (yc - y1) / 3)
        self.curveTo(first, second, end)

    def closePath(self) -> None:  # noqa: N802 (the pen's protocol)
        """
        Close the contour.
        """
        self.commands.append(("Z",))


@lru_cache(maxsize=16_384)
def glyph_path(face: str, gid: int) -> tuple[Command, ...]:
    """
    Read the outline of one glyph.

    Args:
        face: The name of a bundled face.
        gid: The glyph's id in the face.

    Returns:
        Its contours in font units with y growing upwards, as fonts have it; empty for a space.
    """
    outline = _Outline()
    _font(face).draw_glyph_with_pen(gid, outline)
    return tuple(outline.commands)


def subset(face: str, *, text: str = "", gids: Iterable[int] = ()) -> bytes:
    """
    Cut a face down to what a picture uses, keeping every layout feature.

    Args:
        face: The name of a bundled face.
        text: The characters to keep.
        gids: Glyphs to keep besides those that the characters need.

    Returns:
        A TrueType font; the same bytes for the same request.
    """
    wanted = hb.SubsetInput()
    wanted.unicode_set.update(sorted({ord(character) for character in text}))
    wanted.glyph_set.update(sorted(set(gids)))
    features = wanted.layout_feature_tag_set
    # Inverting the default list would drop the forms that join Persian letters; empty, then all.
    features.clear()
    features.invert()
    # A character that no face holds shows as a box, not as nothing.
    wanted.flags = hb.SubsetFlags.NOTDEF_OUTLINE
    cut = hb.subset(_font(face).face, wanted)
    return bytes(cut.blob.data)
