from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.scene.maps import branch
from tests.scene.odd import card, lane, steps
from tests.scene.walking import is_inside, reach, texts
from touchline.i18n import LANGUAGES
from touchline.lanes import LANES
from touchline.model.experience import Persona
from touchline.model.map import Icon, JourneyMap
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


@st.composite
def owned_maps(draw: st.DrawFn) -> JourneyMap[Any]:
    """
    Draw a map whose parts have owners, ways beside the planned one, icons and personas.
    """
    journey = draw(maps())
    n = len(journey.steps)
    owners = st.none() | WORDS
    stages = tuple(
        stage.model_copy(
            update={
                "owner": draw(owners),
                "icon": draw(st.sampled_from([None, "search", "own", "nothing"])),
                "steps": tuple(
                    step.model_copy(
                        update={
                            "owner": draw(owners),
                            "department": draw(owners),
                            "icon": draw(st.sampled_from([None, "own"])),
                            "path": draw(st.sampled_from(["main", "failure", "recovery"])),
                            "is_milestone": draw(st.booleans()),
                        }
                    )
                    for step in stage.steps
                ),
            }
        )
        for stage in journey.stages
    )
    ways = draw(
        st.lists(
            st.tuples(
                st.sampled_from(["failure", "recovery", "loop", "choice"]),
                st.integers(0, n - 1),
                st.none() | st.integers(0, n - 1),
                WORDS,
            ),
            max_size=6,
        )
    )
    people = draw(st.lists(st.tuples(WORDS, WORDS, st.booleans()), max_size=5))
    return journey.model_copy(
        update={
            "stages": stages,
            "owner": draw(owners),
            "goal": LocalText.of(draw(WORDS)),
            "icons": (Icon(id="own", path="M2 2l20 20"),),
            "branches": tuple(
                branch(kind, start, end, said, f"b{i}")
                for i, (kind, start, end, said) in enumerate(ways)
            ),
            "personas": tuple(
                Persona(
                    id=f"p{i}",
                    name=LocalText.of(name),
                    role=LocalText.of(role),
                    primary=primary,
                    icon="own" if primary else None,
                )
                for i, (name, role, primary) in enumerate(people)
            ),
        }
    )


@given(journey=maps() | owned_maps(), language=st.sampled_from(LANGUAGES))
def test_any_map_is_drawn_inside_its_sheet_with_every_line_in_its_box(
    journey: JourneyMap[Any], language: str
) -> None:
    scene = compose(journey, language=language, here=journey.steps[-1].id)

    sheet = (0.0, 0.0, scene.width, scene.height)
    assert all(is_inside(reach(item), sheet) for item in scene.children)
    for text in texts(scene):
        for line in text.lines:
            assert line.x >= text.x - 0.6
            assert line.x + line.width <= text.x + text.width + 0.6
