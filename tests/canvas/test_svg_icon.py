"""
Icons from anywhere: what is drawn is taken, everything else stays behind (R-033, P17).
"""

from __future__ import annotations

import pytest

from touchline.canvas.errors import UnreadableIcon
from touchline.canvas.svg_copy import clean_copy
from touchline.canvas.svg_icon import MOST_BYTES, read_icon

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"{more}>{inside}</svg>'
BOX = '<path d="M2 2h20v20z" fill="none" stroke="#000"/>'


def svg(inside: str, more: str = "") -> bytes:
    return SVG.format(inside=inside, more=more).encode()


def test_lines_are_strokes_and_areas_are_fills() -> None:
    found = read_icon(svg(BOX + '<rect x="1" y="1" width="2" height="3"/>'))

    # By hand, from the attributes.
    assert found.strokes == (("M", 2.0, 2.0), ("L", 22.0, 2.0), ("L", 22.0, 22.0), ("Z",))
    assert found.fills == (
        ("M", 1.0, 1.0),
        ("L", 3.0, 1.0),
        ("L", 3.0, 4.0),
        ("L", 1.0, 4.0),
        ("Z",),
    )
    assert found.removed == ()


def test_any_square_is_brought_onto_the_grid_and_every_other_shape_into_its_middle() -> None:
    wide = SVG.replace("0 0 24 24", "-10 0 96 48").format(
        more="", inside='<path d="M-10 0L86 48" fill="none" stroke="red"/>'
    )

    # By hand: 96 units become 24, so 48 become 12, with 6 above and below.
    assert read_icon(wide.encode()).strokes == (("M", 0.0, 6.0), ("L", 24.0, 18.0))


@pytest.mark.parametrize(
    ("turn", "end"),
    [
        ("translate(3 4)", (4.0, 4.0)),
        ("scale(2)", (2.0, 0.0)),
        ("rotate(90)", (0.0, 1.0)),
        ("rotate(90 1 1)", (2.0, 1.0)),
        ("matrix(1 0 0 1 5 6)", (6.0, 6.0)),
        ("translate(1 0) scale(3)", (4.0, 0.0)),
        ("skewY(45)", (1.0, 1.0)),
    ],
)
def test_turns_and_moves_are_carried_out(turn: str, end: tuple[float, float]) -> None:
    line = f'<g transform="{turn}"><line x1="0" y1="0" x2="1" y2="0" stroke="red"/></g>'

    # By hand, from SVG 1.1, section 7.6, on the point (1, 0).
    assert read_icon(svg(line)).strokes[1] == ("L", *end)


def test_paint_is_inherited_and_classes_are_understood() -> None:
    sheet = "<style>.a, .b{fill:none;stroke:#123456} .w{fill:#fff}</style>"
    shapes = '<g class="a"><circle cx="5" cy="5" r="2"/></g><circle class="w" cx="9" cy="9" r="1"/>'

    found = read_icon(svg(sheet + shapes))

    # White is what shows through an icon of one colour.
    assert found.fills == ()
    assert found.strokes


@pytest.mark.parametrize(
    ("hostile", "removed"),
    [
        ("<script>alert(1)</script>", {"script"}),
        ('<path d="M0 0h1" onclick="alert(1)" stroke="red"/>', {"onclick"}),
        ('<image href="http://example.org/spy.png"/>', {"image", "href"}),
        ("<foreignObject><iframe/></foreignObject>", {"foreignObject", "iframe"}),
        ("<style>@import url(http://example.org/a.css);</style>", {"@import"}),
        ('<use href="#a"/>', {"use", "href"}),
        ('<rect width="1" height="1" fill="url(http://example.org)"/>', {"url"}),
        ("<animate/><set/><text>x</text>", {"animate", "set", "text"}),
        ('<svg><path d="M0 0h9"/></svg>', {"svg", "path"}),
    ],
)
def test_what_does_more_than_draw_is_left_behind_and_named(hostile: str, removed: set[str]) -> None:
    found = read_icon(svg(BOX + hostile))

    assert found.strokes[:4] == read_icon(svg(BOX)).strokes
    assert set(found.removed) >= removed - {"path"}


def test_a_bomb_of_references_draws_nothing_and_takes_no_time() -> None:
    # Ten levels of ten uses each would be ten thousand million shapes.
    uses = "".join(f'<g id="a{i + 1}">' + f'<use href="#a{i}"/>' * 10 + "</g>" for i in range(10))

    found = read_icon(svg(BOX + f'<defs><path id="a0" d="M0 0h1"/></defs>{uses}'))

    assert found.strokes == read_icon(svg(BOX)).strokes


LAUGHS = (
    "<!DOCTYPE svg ["
    + "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10 if i else "ha"}">' for i in range(10))
    + "]>"
)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (LAUGHS.encode() + svg("&l9;"), "entities"),
        (b'<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + svg("&x;"), "entities"),
        (b"hello", "no-svg"),
        (b"<html/>", "no-svg"),
        (svg("<path"), "no-svg"),
        (svg(""), "empty"),
        (svg("<script/>"), "empty"),
        (svg('<path d="M0 0 nonsense"/>'), "empty"),
        (svg("<g>" * 100 + BOX + "</g>" * 100), "too-complex"),
        (svg(BOX * 3000), "too-complex"),
        (svg('<path d="M0 0' + "h1" * 9000 + '" stroke="red"/>'), "too-complex"),
        (b" " * (MOST_BYTES + 1), "too-large"),
    ],
)
def test_a_hostile_or_broken_file_is_refused_with_its_reason(
    content: bytes, reason: str, language: str
) -> None:
    with pytest.raises(UnreadableIcon) as caught:
        read_icon(content, at="mark.svg")

    assert caught.value.values["reason"] == reason
    assert "mark.svg" in caught.value.told(language)


def test_a_document_type_without_entities_does_no_harm() -> None:
    old = b'<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/svg11.dtd">'

    assert read_icon(old + svg(BOX)) == read_icon(svg(BOX))


def test_a_mark_keeps_its_colours_and_nothing_but_what_draws() -> None:
    shade = (
        '<defs><linearGradient id="g"><stop offset="0" stop-color="#F00"/></linearGradient></defs>'
    )
    shapes = '<path class="p" style="stroke: red; behavior: url(x)" d="M0 0h9v9z"/>'
    hostile = (
        "<script>alert(1)</script><image href='http://example.org/x.png'/><style>.p{fill:url(#g)}"
        "</style><foreignObject><p/></foreignObject><a href='javascript:x'><path d='M1 1h1'/></a>"
    )

    copy = clean_copy(svg(shade + hostile + shapes, ' onload="alert(1)"'), at="mark.svg")

    text = copy.content.decode()
    assert (copy.width, copy.height) == (24, 24)
    assert 'fill="url(#g)"' in text
    assert 'stroke="red"' in text
    for word in ("script", "onload", "example.org", "foreignObject", "javascript", "behavior"):
        assert word not in text
    # A copy of a copy is the copy.
    assert clean_copy(copy.content) == copy


@pytest.mark.parametrize("content", [LAUGHS.encode() + svg("&l9;"), b"hello", svg("")])
def test_a_hostile_mark_is_refused(content: bytes) -> None:
    with pytest.raises(UnreadableIcon):
        clean_copy(content)
