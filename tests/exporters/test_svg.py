from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest
import resvg_py
import touchline_fonts

from tests.exporters.pictures import HOSTILE, SENTENCES, picture, text
from tests.exporters.pixels import pixels, share_of_other_pixels
from touchline.canvas import fonts
from touchline.canvas.primitives import Glyph, Group, Icon, Image, Rect, Run
from touchline.exporters.svg import Svg

SVG = "{http://www.w3.org/2000/svg}"


def read(scene, **settings):
    return ET.fromstring(Svg(**settings).export(scene))


def words_in(root):
    return "".join(node.text or "" for node in root.iter(f"{SVG}text"))


def drawn(document):
    folder = str(touchline_fonts.folder())
    return pixels(
        bytes(
            resvg_py.svg_to_bytes(
                svg_string=document.decode(), skip_system_fonts=True, font_dirs=[folder]
            )
        )
    )


def test_words_can_be_searched_in_every_language(language):
    root = read(picture(language))

    assert words_in(root).strip("\u2067\u2069") == SENTENCES[language][0]


def test_words_and_outlines_look_alike(language):
    scene = picture(language)

    one = drawn(Svg(fonts="named").export(scene))
    other = drawn(Svg(mode="outline").export(scene))

    # rendering.md section 8: no pixel differs by more than an edge between the two in resvg.
    assert share_of_other_pixels(one, other) <= 0.0002


def test_a_picture_says_what_it_is_to_those_who_listen():
    root = read(picture("de"))

    assert root.get("role") == "img"
    assert root.get("lang") == "de"
    assert root.findtext(f"{SVG}title") == SENTENCES["de"][0]
    assert root.findtext(f"{SVG}desc") == SENTENCES["de"][0]


def test_a_group_says_its_place_and_shows_its_details():
    root = read(picture("en"))

    card = next(group for group in root.iter(f"{SVG}g") if group.get("data-role") == "card")
    sentence = SENTENCES["en"][0]
    assert card.get("data-at") == "step:order/lane:pain"
    assert card.get("aria-label") == sentence
    assert card.findtext(f"{SVG}title") == f"{sentence}\n{sentence}"


def test_outlines_keep_the_words_beside_them():
    root = read(picture("fa"), mode="outline")

    labels = [group.get("aria-label") for group in root.iter(f"{SVG}g")]
    assert SENTENCES["fa"][0] in labels
    assert not list(root.iter(f"{SVG}text"))


def test_hostile_words_stay_words():
    scene = picture("en", words=HOSTILE)

    for settings in ({}, {"mode": "outline"}, {"fonts": "named"}):
        root = read(scene, **settings)
        assert not [node.tag for node in root.iter() if "script" in node.tag]
    assert "<script>alert('x')</script>]]>" in words_in(read(scene))


def test_links_and_images_reach_nothing_outside():
    scene = picture("en")
    bad = Group(
        children=(
            Image(x=0, y=0, width=9, height=9, href="http://example.org/spy.png", description="x"),
            Rect(x=0, y=0, width=9, height=9, fill="url(http://example.org/spy.svg#a)"),
        ),
        role="card",
        link="javascript:alert(1)",
    )

    document = Svg().export(replace(scene, children=(bad,))).decode()

    assert "spy" not in document
    assert "javascript" not in document


def test_a_number_that_is_none_does_not_break_the_picture():
    nan = float("nan")
    scene = replace(picture(), children=(Rect(x=nan, y=0, width=float("inf"), height=1),))

    assert read(scene).find(f"{SVG}rect") is not None


def test_an_icon_is_defined_once_and_turned_when_flipped():
    marks = (
        Icon(name="search", x=10, y=10, size=24, colour="#000000"),
        Icon(name="search", x=50, y=10, size=12, colour="#000000", is_flipped=True),
        Icon(name="no-such-icon", x=90, y=10, size=12, colour="#000000"),
    )

    root = read(replace(picture(), children=marks))

    assert len(root.findall(f"{SVG}defs/{SVG}path")) == 1
    # By hand: 12 px of a 24 grid is half, and a turned icon begins at its right edge, 50 + 12.
    assert [use.get("transform") for use in root.iter(f"{SVG}use")] == [
        "translate(10 10) scale(1 1)",
        "translate(62 10) scale(-0.5 0.5)",
    ]


@pytest.mark.parametrize("words", ["سلام!", "«سلام»", " (سلام) "])
def test_a_persian_run_that_ends_in_a_mark_is_isolated(words):
    scene = replace(
        picture("fa"), children=(text(words, "Vazirmatn-400", x=20, y=50, language="fa"),)
    )

    written = read(scene).findtext(f".//{SVG}text")

    assert written == f"\u2067{words.strip()}\u2069"


def test_spaces_at_the_ends_move_the_middle():
    plain = text("ab", "Inter-400", x=100.0, y=50)
    space = fonts.shape("Inter-400", " ", "en", is_rtl=False)[0].advance * 20 / 2048

    moved = text("  ab ", "Inter-400", x=100.0, y=50)
    root = read(replace(picture(), children=(moved,)))

    # By hand: two spaces before shift the middle of the letters by two advances.
    expected = 100 + 2 * space + plain.width / 2
    assert float(root.find(f".//{SVG}text").get("x")) == pytest.approx(expected, abs=0.01)


def test_a_narrowed_bracket_is_placed_by_itself():
    size, face, words = 20.0, "NotoSansTC-400", "達「何"
    shaped = fonts.shape(face, words, "zh-Hant", is_rtl=False, halted=(1,))
    scale = size / fonts.units_per_em(face)
    glyphs = tuple(
        Glyph(g.gid, g.cluster, g.advance * scale, g.dx * scale, g.dy * scale) for g in shaped
    )
    whole = text(words, face, x=20, y=50, language="zh-Hant")
    run = Run(face, words, 20, sum(glyph.advance for glyph in glyphs), False, glyphs)
    narrowed = replace(whole, lines=(replace(whole.lines[0], runs=(run,)),))
    scene = replace(picture("zh-Hant"), children=(narrowed,))

    pieces = [node.text for node in read(scene).iter(f"{SVG}text")]

    assert pieces == ["達", "「", "何"]
    one = drawn(Svg(fonts="named").export(scene))
    other = drawn(Svg(mode="outline").export(scene))
    assert share_of_other_pixels(one, other) <= 0.0002
