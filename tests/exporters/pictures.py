"""
Small pictures, placed by hand and shaped by HarfBuzz, that do not depend on how maps are composed.
"""

from touchline.canvas import fonts
from touchline.canvas.primitives import (
    Ellipse,
    Glyph,
    Group,
    Icon,
    Image,
    Line,
    Path,
    Rect,
    Run,
    Scene,
    Text,
    TextLine,
)
from touchline.location import Location

#: One sentence per language and the face that sets it.
SENTENCES = {
    "en": ("Lea's “first” order & return", "Inter-400"),
    "de": ("Rücksendeetikett größer drucken", "Inter-600"),
    "ms": ("Pelanggan menyemak resit", "Inter-400-Italic"),
    "zh-Hans": ("客户查看订单。", "NotoSansSC-400"),
    "zh-Hant": ("她問「何時送達」", "NotoSansTC-700"),
    "fa": ("سفارش را می‌گیرد.", "Vazirmatn-400"),
}

#: What people paste: markup, a closing marker of XML, quotes, controls and half a surrogate pair.
HOSTILE = "<script>alert('x')</script>]]>\"&amp;\0\x0b\ud800\u202e&#0;"


def text(words, face, *, x, y, size=20.0, language="en", colour="#1B1F24", at=None):
    is_rtl = language == "fa"
    scale = size / fonts.units_per_em(face)
    shaped = fonts.shape(face, words, language, is_rtl=is_rtl)
    glyphs = tuple(
        Glyph(g.gid, g.cluster, g.advance * scale, g.dx * scale, g.dy * scale) for g in shaped
    )
    width = sum(glyph.advance for glyph in glyphs)
    run = Run(face, words, x, width, is_rtl, glyphs)
    line = TextLine(words, y, x, width, (run,))
    return Text(
        x=x,
        y=y - size,
        width=width,
        height=size * 1.4,
        source=words,
        lines=(line,),
        size=size,
        weight=int(face.split("-")[1]),
        colour=colour,
        align="left",
        language=language,
        is_rtl=is_rtl,
        at=at,
    )


def picture(language="en", *, words=None, subject=None):
    """
    Every primitive once, with one sentence.
    """
    sentence, face = SENTENCES[language]
    sentence = sentence if words is None else words
    at = Location.of(("step", "order"), ("lane", "pain"))
    wave = (("M", 20.0, 170.0), ("C", 80.0, 120.0, 140.0, 220.0, 220.0, 160.0))
    dot = "data:image/svg+xml;base64,PHN2ZyB4bWxucz0iaHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmciLz4="
    card = Group(
        children=(
            Rect(x=16, y=16, width=368, height=60, fill="#FFF1F0", stroke="#FAD3D0", radius=9),
            text(sentence, face, x=32.0, y=52.0, language=language, at=at),
        ),
        role="card",
        title=sentence,
        details=f"{sentence}\n14 {sentence}",
        at=at,
        link="https://example.org/?a=1&b=2",
    )
    return Scene(
        width=400.0,
        height=240.0,
        title=sentence,
        description=sentence,
        language=language,
        is_rtl=language == "fa",
        background="#FFFFFF",
        children=(
            card,
            Line(x1=16, y1=100, x2=384, y2=100, stroke="#ECE9E3", dash=(4.0, 2.0)),
            Ellipse(cx=60, cy=130, rx=12, ry=12, fill="#12A594", stroke="#1B1F24"),
            Icon(name="search", x=100, y=118, size=24, colour="#5B6BF0"),
            Path(commands=wave, stroke="#CE2C31", stroke_width=3.0, opacity=0.8),
            Image(x=200, y=110, width=20, height=20, href=dot, description="A dot"),
        ),
        subject=subject,
    )
