from __future__ import annotations

from dataclasses import fields, is_dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.canvas.samples import PARAGRAPHS
from touchline.canvas.geometry import chevron
from touchline.canvas.mirror import mirrored, mirrored_all
from touchline.canvas.primitives import (
    Ellipse,
    Group,
    Handle,
    Icon,
    Image,
    Line,
    Path,
    Primitive,
    Rect,
    Scene,
    Text,
)
from touchline.canvas.text import TextStyle, set_text

#: Places on a grid of sixteenths, on which sums of floats are exact.
places = st.integers(-8000, 16000).map(lambda n: n / 16)
texts = st.builds(
    lambda language, x, align: set_text(
        PARAGRAPHS[language],
        x=x,
        y=0,
        width=120,
        style=TextStyle(12),
        language=language,
        align=align,
    ),
    st.sampled_from(sorted(PARAGRAPHS)),
    places,
    st.sampled_from(["start", "middle", "end"]),
)
handles = st.builds(
    Handle, edit=st.just("score"), axis=st.sampled_from("xy"), low=places, high=places
)
shapes: st.SearchStrategy[Primitive] = st.one_of(
    st.builds(Rect, x=places, y=places, width=places, height=places),
    st.builds(Ellipse, cx=places, cy=places, rx=places, ry=places, handle=st.none() | handles),
    st.builds(Line, x1=places, y1=places, x2=places, y2=places, stroke=st.just("#000000")),
    st.builds(
        lambda x: Path(commands=(*chevron(x, 0, 50, 20, 8), ("C", 1, 2, 3, 4, 5, 6))), places
    ),
    st.builds(
        Icon,
        name=st.just("arrow-right"),
        x=places,
        y=places,
        size=places,
        colour=st.just("#000000"),
        is_directional=st.booleans(),
        is_flipped=st.booleans(),
    ),
    st.builds(
        Image,
        x=places,
        y=places,
        width=places,
        height=places,
        href=st.just(""),
        description=st.just(""),
    ),
    texts,
)
groups = st.builds(Group, children=st.lists(shapes, max_size=4).map(tuple), role=st.just("cell"))
scenes = st.builds(
    lambda children, is_rtl: Scene(
        width=1000,
        height=500,
        title="",
        description="",
        language="en",
        is_rtl=is_rtl,
        background="#FFFFFF",
        children=tuple(children),
    ),
    st.lists(shapes | groups, max_size=5),
    st.booleans(),
)


def rounded(thing: object) -> object:
    """
    Round every number in a scene to a millionth of a pixel.
    """
    if isinstance(thing, float):
        return round(thing, 6) + 0.0
    if isinstance(thing, tuple):
        return tuple(rounded(part) for part in thing)
    if is_dataclass(thing):
        return tuple(rounded(getattr(thing, field.name)) for field in fields(thing))
    return thing


@given(scenes)
def test_a_scene_mirrored_twice_is_itself(scene: Scene) -> None:
    assert rounded(mirrored(mirrored(scene))) == rounded(scene)


@given(scenes)
def test_a_mirrored_scene_runs_the_other_way(scene: Scene) -> None:
    assert mirrored(scene).is_rtl != scene.is_rtl


def reflected(primitive: Primitive) -> Primitive:
    (found,) = mirrored_all([primitive], 1000)
    return found


@pytest.mark.parametrize("tag", sorted(PARAGRAPHS))
def test_a_text_keeps_its_order_and_hugs_the_other_side(tag: str) -> None:
    text = set_text(PARAGRAPHS[tag], x=30, y=0, width=150, style=TextStyle(12), language=tag)

    found = reflected(text)

    assert isinstance(found, Text)
    assert (found.x, found.align) == (820, "right")
    for line, was in zip(found.lines, text.lines, strict=True):
        assert line.x + line.width == pytest.approx(970)
        assert [run.glyphs for run in line.runs] == [run.glyphs for run in was.runs]
        assert [run.x - line.x for run in line.runs] == pytest.approx(
            [run.x - was.x for run in was.runs]
        )


def test_a_text_laid_out_for_the_other_side_is_what_mirroring_gives() -> None:
    style, text = TextStyle(12), PARAGRAPHS["fa"]

    mirrored_text = reflected(set_text(text, x=30, y=0, width=150, style=style, language="fa"))

    assert rounded(mirrored_text) == rounded(
        set_text(text, x=820, y=0, width=150, style=style, language="fa", rtl=True)
    )


def test_only_icons_that_point_are_flipped() -> None:
    points = Icon(name="arrow-right", x=0, y=0, size=16, colour="#000000", is_directional=True)
    stands = Icon(name="house", x=0, y=0, size=16, colour="#000000")

    flags = [
        icon.is_flipped for icon in mirrored_all([points, stands], 100) if isinstance(icon, Icon)
    ]

    assert flags == [True, False]


def test_a_handle_that_runs_across_exchanges_its_ends() -> None:
    across = Handle(edit="end", axis="x", low=0, high=9)
    down = Handle(edit="score", axis="y", low=-1, high=1)

    found = [
        reflected(Ellipse(cx=1, cy=1, rx=1, ry=1, handle=handle)) for handle in (across, down, None)
    ]

    assert [shape.handle for shape in found if isinstance(shape, Ellipse)] == [
        Handle(edit="end", axis="x", low=9, high=0),
        down,
        None,
    ]
