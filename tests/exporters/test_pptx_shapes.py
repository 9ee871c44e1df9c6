"""
A picture as one slide: every primitive is a shape of the format's own (R-057, P16).
"""

import base64
from dataclasses import replace
from io import BytesIO
from typing import Any

import pptx as oracle
import pytest

from tests.exporters.pictures import HOSTILE, SENTENCES, picture
from tests.exporters.slides import A, P, faults, parts, slides, title, words
from touchline.canvas.geometry import chevron
from touchline.canvas.primitives import Group, Image, Path, Rect, Scene
from touchline.canvas.text import TextStyle, set_text
from touchline.exporters._pptx.outlines import as_arrow
from touchline.exporters._pptx.text import keeps_lines, text_box
from touchline.exporters.pptx import Pptx

#: A red pixel, made with Pillow.
PIXEL = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC"
)
CELL = TextStyle(size=12, weight=400, colour="#1B1F24")


def scene_of(*children, language="en", is_rtl=False):
    return Scene(
        width=400.0,
        height=240.0,
        title="A picture",
        description="What it shows",
        language=language,
        is_rtl=is_rtl,
        background="#FFFFFF",
        children=children,
    )


def only_slide(scene):
    return slides(Pptx().export(scene))[0]


def set_words(source, width, language="en", **more):
    return set_text(source, x=20, y=20, width=width, style=CELL, language=language, **more)


def test_a_slide_follows_the_rules_of_the_format(language):
    assert faults(Pptx().export(picture(language))) == []


def test_another_program_opens_the_slide():
    opened = oracle.Presentation(BytesIO(Pptx().export(picture())))

    # By hand: 400 x 240 CSS pixels of 9525 EMU each.
    assert (opened.slide_width, opened.slide_height) == (3_810_000, 2_286_000)
    assert opened.slides[0].shapes.title.text == SENTENCES["en"][0]


def test_words_stay_words_that_can_be_edited(language):
    slide = only_slide(picture(language))

    assert SENTENCES[language][0] in words(slide)


def test_no_words_become_a_picture(language):
    scene = picture(language)
    scene = replace(scene, children=scene.children[:-1])

    assert not list(only_slide(scene).iter(f"{P}pic"))


def test_persian_words_run_from_right_to_left():
    paragraphs = list(only_slide(picture("fa")).iter(f"{A}pPr"))

    assert paragraphs
    assert all(paragraph.get("rtl") == "1" for paragraph in paragraphs)


@pytest.mark.parametrize(
    ("tag", "locale"), [("fa", "fa-IR"), ("zh-Hant", "zh-TW"), ("zh-Hans", "zh-CN")]
)
def test_words_say_which_language_they_are_in(tag, locale):
    looks = list(only_slide(picture(tag)).iter(f"{A}rPr"))

    assert {look.get("lang") for look in looks} == {locale}


def test_letters_take_the_faces_of_the_theme_for_every_script():
    look = next(
        look for look in only_slide(picture()).iter(f"{A}rPr") if look.find(f"{A}latin") is not None
    )

    faces = {child.tag.partition("}")[2]: child.get("typeface") for child in look[1:4]}
    assert faces == {"latin": "+mn-lt", "ea": "+mn-ea", "cs": "+mn-cs"}


def test_a_curve_is_a_freeform_of_cubic_curves():
    curves = list(only_slide(picture()).iter(f"{A}cubicBezTo"))

    # The wave of the picture has one curve; the others belong to the icon.
    points = [[(p.get("x"), p.get("y")) for p in curve] for curve in curves]
    # By hand: the wave spans x 20..220 and y 120..220, so its last point is at 200 and 40 pixels.
    assert [("571500", "0"), ("1143000", "952500"), ("1905000", "381000")] in points


def test_an_icon_is_a_freeform_in_its_square():
    shapes = [
        shape
        for shape in only_slide(picture()).iter(f"{P}sp")
        if shape.find(f"{P}nvSpPr/{P}cNvPr").get("name") == "search"
    ]

    path = shapes[0].find(f"{P}spPr/{A}custGeom/{A}pathLst/{A}path")
    assert (path.get("w"), path.get("h"), path.get("fill")) == ("24000", "24000", "none")


def test_the_label_of_a_stage_is_an_arrow_of_the_format():
    first = chevron(0, 0, 200, 40, 12, is_first=True)
    next_one = chevron(200, 0, 200, 40, 12)

    # By hand: the tip reaches 12 of the shorter side's 40 pixels.
    assert as_arrow(first) == ("homePlate", 30_000, False)
    assert as_arrow(next_one) == ("chevron", 30_000, False)


def test_the_label_of_a_stage_points_to_the_left_in_persian():
    shape: Any = chevron(0, 0, 200, 40, 12)
    mirrored = tuple(
        (letter, *(400 - x if i % 2 == 0 else x for i, x in enumerate(numbers)))
        for letter, *numbers in shape
    )
    slide = only_slide(scene_of(Path(commands=mirrored, fill="#5B6BF0"), language="fa"))

    assert as_arrow(mirrored) == ("chevron", 30_000, True)
    assert [place.get("flipH") for place in slide.iter(f"{A}xfrm") if place.get("flipH")] == ["1"]


@pytest.mark.parametrize(
    "corners",
    [
        [("M", 0, 0), ("L", 10, 0), ("L", 10, 10), ("L", 0, 10), ("Z",)],
        [("M", 0, 0), ("L", 8, 1), ("L", 10, 5), ("L", 8, 10), ("L", 0, 10), ("Z",)],
        [("M", 0, 0), ("C", 1, 1, 2, 2, 3, 3), ("Z",)],
        [("M", 0, 0), ("L", 9, 0)],
    ],
)
def test_other_paths_are_no_arrows(corners):
    assert as_arrow(corners) is None


def test_a_group_tells_listeners_what_it_is():
    slide = only_slide(picture())

    mark = slide.find(f".//{P}grpSp/{P}nvGrpSpPr/{P}cNvPr")
    sentence = SENTENCES["en"][0]
    assert mark.get("name") == sentence
    assert mark.get("descr") == f"{sentence}\n14 {sentence}"


def test_words_of_a_linked_group_lead_to_its_page():
    content = Pptx().export(picture())

    links = parts(content)["ppt/slides/_rels/slide1.xml.rels"].decode()
    assert 'Target="https://example.org/?a=1&amp;b=2" TargetMode="External"' in links
    assert list(slides(content)[0].iter(f"{A}hlinkClick"))


def test_a_script_is_no_link():
    card = Group(children=(set_words("Look", 80),), role="card", link="javascript:alert(1)")

    content = Pptx().export(scene_of(card))

    assert b"javascript" not in b"".join(parts(content).values())


def test_lines_that_were_hyphenated_stay_as_they_are():
    text = set_words("Datenschutzgrundverordnung lesen", 90, "de")

    assert any(line.is_hyphenated for line in text.lines)
    slide = only_slide(scene_of(text, language="de"))
    assert slide.find(f".//{A}bodyPr[@wrap='none']") is not None
    assert len(list(slide.iter(f"{A}br"))) == len(text.lines) - 1


def test_other_paragraphs_are_broken_by_the_program():
    text = set_words("A short text that goes over two lines or three of them", 90)

    slide = only_slide(scene_of(text))

    assert not list(slide.iter(f"{A}br"))
    assert text.source in words(slide)


def test_a_line_that_fills_its_box_is_never_broken():
    full, half = set_words("Checkout", 55), set_words("Checkout", 200)

    assert keeps_lines(full)
    assert not keeps_lines(half)


def test_a_box_grows_away_from_the_side_where_its_words_begin():
    left = set_words("A short text that goes over two lines", 90)
    right = set_words("یک متن کوتاه که در دو خط می‌آید و ادامه دارد", 90, "fa", rtl=True)

    # By hand: 3 % of 90 pixels.
    assert text_box(left)[::2] == pytest.approx((20, 92.7))
    assert text_box(right)[::2] == pytest.approx((17.3, 92.7))


def test_a_colour_of_the_theme_keeps_its_name_so_that_it_can_be_changed():
    ink = Rect(x=0, y=0, width=10, height=10, fill="#1B1F24")
    other = Rect(x=0, y=0, width=10, height=10, fill="#123456", opacity=0.5)

    slide = only_slide(scene_of(ink, other))

    assert slide.find(f".//{A}schemeClr[@val='tx1']") is not None
    # Half of the whole, which the format counts in thousandths of a percent.
    alpha = slide.find(f".//{A}srgbClr[@val='123456']/{A}alpha")
    assert alpha.get("val") == "50000"


def test_a_photo_is_taken_as_it_is_and_once():
    photo = Image(
        x=0, y=0, width=40, height=40, href=f"data:image/png;base64,{PIXEL}", description="Red"
    )

    content = parts(Pptx().export(scene_of(photo, replace(photo, x=60))))

    held = [body for name, body in content.items() if name.startswith("ppt/media/")]
    assert held == [base64.b64decode(PIXEL)]


def test_a_drawn_picture_becomes_pixels_that_slides_can_hold():
    content = parts(Pptx().export(picture()))

    held = [body for name, body in content.items() if name.startswith("ppt/media/")]
    assert [body[:8] for body in held] == [b"\x89PNG\r\n\x1a\n"]


@pytest.mark.parametrize(
    "href",
    ["https://example.org/a.png", "data:image/png;base64,!!!", "data:text/html,<b>", "data:,"],
)
def test_a_picture_that_cannot_be_shown_is_left_out(href):
    broken = Image(x=0, y=0, width=40, height=40, href=href, description="Broken")

    assert faults(Pptx().export(scene_of(broken))) == []


def test_hostile_words_stay_words():
    content = Pptx().export(picture(words=HOSTILE))

    assert faults(content) == []
    assert any("<script>" in line for line in words(slides(content)[0]))


def test_a_slide_larger_than_the_format_allows_is_set_smaller():
    wide = replace(picture(), width=11_000.0)

    content = Pptx().export(wide)

    opened = oracle.Presentation(BytesIO(content))
    # The format's longest side: 56 inches of 914,400 EMU.
    assert opened.slide_width == 51_206_400
    right = max(
        int(place.find(f"{A}off").get("x")) for place in slides(content)[0].iter(f"{A}xfrm")
    )
    # By hand: the picture's last thing, at 200 pixels, is drawn by 5376 / 11000 of its size.
    assert right < 200 * 9525


def test_empty_and_unseen_things_leave_no_shape():
    slide = only_slide(
        scene_of(
            Rect(x=0, y=0, width=0, height=5, fill="#000000"),
            Group(children=(), role="card"),
            Path(commands=()),
            set_words("", 40),
        )
    )

    # The title stands above the slide for those who listen.
    assert title(slide) == "A picture"
    assert len(list(slide.iter(f"{P}sp"))) == 1
