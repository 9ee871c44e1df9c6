"""
Laid-out paragraphs as text boxes that can be edited.

A box breaks its lines itself, as the reader expects who changes a word, unless the layout did what
the program would not do alike: hyphenate, cut or keep a line whole.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from touchline.exporters._markup import escaped

if TYPE_CHECKING:
    from touchline.canvas.primitives import Text
    from touchline.exporters._pptx.palette import Palette

#: Points of a slide per pixel.
POINTS = 0.75

#: How much wider a box is than its layout, since the program measures a little differently.
_SPARE = 0.03

#: And by how much at most, so that it stays clear of its neighbour, px.
_MOST_SPARE = 8.0

#: A single line as short as this, in parts of its box, may be broken by the program when it grows.
_ROOMY = 0.9

#: From this weight on letters are bold; there is nothing between regular and bold.
_BOLD = 600

#: The least size of letters that the format knows, in hundredths of a point.
_LEAST = 100

#: How much too low programs set a line of exact height, in parts of the size of its letters.
_LOWER = {"fa": 0.12}
_USUALLY_LOWER = 0.09

#: The languages of our catalogues as the format names them.
_LOCALES = {
    "en": "en-US",
    "de": "de-DE",
    "ms": "ms-MY",
    "zh-Hans": "zh-CN",
    "zh-Hant": "zh-TW",
    "fa": "fa-IR",
}

#: What sets apart a stretch of another direction; the format does that by itself.
_ISOLATES = re.compile("[\u2066-\u2069]")

#: Spaces that a line may break at; others keep words together.
_SPACES = re.compile(r"[ \t\r]+")

_ALIGN = {"left": "l", "center": "ctr", "right": "r"}

#: The faces of the theme, so that slides follow when somebody chooses others.
_FACES = '<a:latin typeface="+mn-lt"/><a:ea typeface="+mn-ea"/><a:cs typeface="+mn-cs"/>'


def locale_of(language: str) -> str:
    """
    Name a language as the format does.

    Args:
        language: A language tag.

    Returns:
        The tag with its region.
    """
    return _LOCALES.get(language, language or "en-US")


def keeps_lines(text: Text) -> bool:
    """
    Tell whether the lines are written as they were laid out.

    Args:
        text: The paragraph.

    Returns:
        False when the program breaks the lines itself.
    """
    if len(text.lines) == 1:
        return text.is_clipped or text.lines[0].width > _ROOMY * text.width
    return (
        text.is_clipped
        or any(line.is_hyphenated for line in text.lines)
        or any(mark in text.source for mark in "\n\u2028\u2029\u00ad")
    )


def text_box(text: Text) -> tuple[float, float, float, float]:
    """
    Choose the box of a paragraph: a little wider than its layout, where that is not seen.

    Args:
        text: The paragraph.

    Returns:
        Its left and upper edge, its width and its height, px.
    """
    spare = 0.0 if keeps_lines(text) else min(_SPARE * text.width, _MOST_SPARE)
    share = {"left": 0.0, "center": 0.5, "right": 1.0}[text.align]
    top = text.y - _LOWER.get(text.language, _USUALLY_LOWER) * text.size
    return text.x - share * spare, top, text.width + spare, text.height


def text_body(text: Text, palette: Palette, scale: float, link: str = "") -> str:
    """
    Write the words of a paragraph.

    Args:
        text: The paragraph.
        palette: The colours that have a name.
        scale: Pixels of the slide per pixel of the picture.
        link: What a click on the words does, as markup.

    Returns:
        `p:txBody`.
    """
    is_kept = keeps_lines(text)
    leading = text.height / len(text.lines)
    look = _look(
        locale_of(text.language),
        max(_LEAST, round(100 * POINTS * scale * text.size)),
        is_bold=text.weight >= _BOLD,
        is_italic=text.is_italic,
    )
    inner = f"{palette.paint(text.colour)}{_FACES}{link}</a:rPr>"
    parts = (
        [line.text for line in text.lines]
        if is_kept
        else [_SPACES.sub(" ", text.source).strip(" ")]
    )
    joint = f"<a:br>{look}{inner}</a:br>"
    runs = joint.join(
        f"<a:r>{look}{inner}<a:t>{escaped(_ISOLATES.sub('', part))}</a:t></a:r>" for part in parts
    )
    return (
        f"{_body(wrap='none' if is_kept else 'square', is_rtl=text.is_rtl)}"
        f"<a:p>{_paragraph(text.align, leading=leading * scale, is_rtl=text.is_rtl)}{runs}</a:p>"
        "</p:txBody>"
    )


@lru_cache(maxsize=512)
def _look(locale: str, size: int, *, is_bold: bool, is_italic: bool) -> str:
    bold = ' b="1"' if is_bold else ' b="0"'
    italic = ' i="1"' if is_italic else ""
    # A reader's Latin words inside Chinese or Persian ones are not marked as misspelt.
    other = "" if locale == "en-US" else ' altLang="en-US"'
    return f'<a:rPr lang="{locale}"{other} sz="{size}"{bold}{italic} dirty="0">'


@lru_cache(maxsize=8)
def _body(*, wrap: str, is_rtl: bool) -> str:
    columns = ' rtlCol="1"' if is_rtl else ' rtlCol="0"'
    return (
        f'<p:txBody><a:bodyPr wrap="{wrap}" lIns="0" tIns="0" rIns="0" bIns="0"{columns}'
        ' anchor="t"><a:noAutofit/></a:bodyPr><a:lstStyle/>'
    )


@lru_cache(maxsize=512)
def _paragraph(align: str, *, leading: float, is_rtl: bool) -> str:
    direction = ' rtl="1"' if is_rtl else ' rtl="0"'
    spacing = max(_LEAST, round(100 * POINTS * leading))
    return (
        f'<a:pPr marL="0" indent="0" algn="{_ALIGN[align]}"{direction}>'
        f'<a:lnSpc><a:spcPts val="{spacing}"/></a:lnSpc>'
        '<a:spcBef><a:spcPts val="0"/></a:spcBef><a:buNone/></a:pPr>'
    )
