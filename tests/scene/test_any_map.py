from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.scene.odd import card, lane, steps
from tests.scene.walking import is_inside, reach, texts
from touchline.i18n import LANGUAGES
from touchline.lanes import LANES
from touchline.model.map import JourneyMap
from touchline.model.structure import Cell
from touchline.model.text import LocalText
from touchline.scene.compose import compose

#: Any text, and much of what real maps are written in.
WORDS = st.text(max_size=60) | st.text(
    alphabet="abc de Größe, 12 % — “ہ” مشتری ‌ خرید 客戶旅程、「」。…", max_size=120
)


@st.composite
def maps(draw: st.DrawFn) -> JourneyMap[Any]:
    """
    Draw a map with cards of any kind and any text, some of them spanning.
    """
    n = draw(st.integers(1, 7))
    kinds = draw(st.lists(st.sampled_from(sorted(LANES)), unique=True, max_size=4))
    lanes = []
    for kind in kinds:
        cells, at = [], 0
        while at < n:
            wide = draw(st.integers(1, 3))
            last = min(at + wide, n) - 1
            cards = tuple(
                card(kind, f"{kind}-{at}-{i}", words)
                for i, words in enumerate(draw(st.lists(WORDS, max_size=3)))
            )
            through = f"x{last}" if last > at else None
            cells.append(Cell[Any](at=f"x{at}", through=through, cards=cards))
            at = last + 1
        lanes.append(lane(kind, tuple(cells)))
    return JourneyMap[Any](
        id="any",
        title=LocalText.of(draw(WORDS)),
        scenario=LocalText.of(draw(WORDS)),
        type=draw(st.sampled_from([None, "service-blueprint"])),
        language=draw(st.sampled_from(LANGUAGES)),
        stages=steps(n, per_stage=draw(st.integers(1, 4))),
        lanes=tuple(lanes),
    )


@given(journey=maps(), language=st.sampled_from(LANGUAGES))
def test_any_map_is_drawn_inside_its_sheet_with_every_line_in_its_box(
    journey: JourneyMap[Any], language: str
) -> None:
    scene = compose(journey, language=language)

    sheet = (0.0, 0.0, scene.width, scene.height)
    assert all(is_inside(reach(item), sheet) for item in scene.children)
    for text in texts(scene):
        for line in text.lines:
            assert line.x >= text.x - 0.6
            assert line.x + line.width <= text.x + text.width + 0.6
