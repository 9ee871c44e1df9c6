from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest
import resvg_py
import touchline_fonts

from tests.exporters.pictures import HOSTILE, SENTENCES, picture, text
from tests.exporters.pixels import pixels, share_of_other_pixels
from touchline.canvas.primitives import Group, Icon, Image, Rect
from touchline.canvas.text import TextStyle, set_text
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
    assert card.findtext(f"{SVG}title") == f"{sentence}\n14 {sentence}"


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


@pytest.mark.parametrize("words", ["سلام!", "«سلام»", "(سلام)"])
def test_a_persian_run_that_ends_in_a_mark_is_isolated(words):
    scene = replace(
        picture("fa"), children=(text(words, "Vazirmatn-400", x=20, y=50, language="fa"),)
    )

    written = read(scene).findtext(f".//{SVG}text")

    assert written == f"\u2067{words}\u2069"


def test_a_mark_above_a_letter_is_raised_in_outlines():
    # By hand: 2 px of a 20 px size are a tenth of an em, 204.8 of Inter's 2,048 units.
    plain = text("e", "Inter-400", x=20, y=50)
    run = plain.lines[0].runs[0]
    raised = replace(run, glyphs=tuple(replace(glyph, dy=2.0) for glyph in run.glyphs))
    lifted = replace(plain, lines=(replace(plain.lines[0], runs=(raised,)),))

    root = read(replace(picture(), children=(lifted,)), mode="outline")

    assert [use.get("y") for use in root.iter(f"{SVG}use")] == ["205"]


def test_a_narrowed_bracket_is_drawn_where_the_layout_put_it():
    style = TextStyle(size=20.0, colour="#1B1F24")
    paragraph = set_text(
        "「何時」、「送達」", x=20, y=30, width=300, style=style, language="zh-Hant"
    )
    scene = replace(picture("zh-Hant"), children=(paragraph,))

    one = drawn(Svg(fonts="named").export(scene))
    other = drawn(Svg(mode="outline").export(scene))

    # Property: the bracket at the start of the line is half as wide as its face has it.
    assert any(run.shift for line in paragraph.lines for run in line.runs)
    assert share_of_other_pixels(one, other) <= 0.0002


def test_words_beside_an_emoji_stay_where_they_were_set():
    scene = replace(picture(), children=(text("go \U0001f600 on", "Inter-400", x=20, y=50),))
    run = scene.children[0].lines[0].runs[0]

    go, smile, on = read(scene).iter(f"{SVG}text")

    assert [go.text, smile.text, on.text] == ["go", "\U0001f600", "on"]
    # By hand: the last word ends where the run ends.
    width = text("on", "Inter-400", x=0, y=0).width
    assert float(on.get("x")) == pytest.approx(run.x + run.width - width / 2, abs=0.01)


def test_an_icon_of_a_maps_own_is_held_once_and_beside_the_librarys() -> None:
    strokes = (("M", 0.0, 0.0), ("L", 24.0, 0.0))
    own = Icon(name="search", x=0, y=0, size=24, colour="#000000", strokes=strokes)
    usual = Icon(name="search", x=30, y=0, size=24, colour="#000000")

    found = Svg().export(replace(picture(), children=(own, own, usual))).decode()

    assert found.count('d="M0 0L24 0"') == 1
    assert found.count('href="#own-icon-0"') == 2
    assert found.count('href="#icon-search"') == 1
