import pytest

from tests.golden.shop import measured
from tests.scene.odd import lane, odd_map
from tests.scene.walking import is_inside, reach, walk, words
from touchline.canvas.icons import has_icon
from touchline.canvas.primitives import Group
from touchline.canvas.theme import load_theme
from touchline.i18n import LANGUAGES, has_message
from touchline.lanes import LANES, Column, Row
from touchline.lanes._pen import Pen
from touchline.model.structure import Card

KINDS = tuple(LANES)
PAPER = load_theme("paper")


def row(journey, kind, language="en", measures=None, width=140.0):
    columns = []
    for i, step in enumerate(journey.steps):
        stage = journey.stage_of(step.id)
        columns.append(Column(step=step, stage=stage, x=200 + i * width, width=width))
    found = next(item for item in journey.lanes if item.kind == kind)
    return Row(
        lane=found,
        journey=journey,
        measures=measures,
        columns=tuple(columns),
        language=language,
        top=100.0,
    )


def pen(language="en"):
    return Pen(theme=PAPER, language=language, shows_grades=True)


@pytest.mark.parametrize("kind", KINDS)
def test_a_lane_draws_every_cell_inside_its_row(kind, language):
    given = row(odd_map(kind), kind, language)

    drawn = LANES[kind].draw(given, pen(language))

    end = given.columns[-1].end
    box = (given.columns[0].x, given.top, end, given.top + drawn.height)
    assert [item for item in drawn.children if not is_inside(reach(item), box)] == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_lane_draws_every_card_inside_its_columns(kind):
    given = row(odd_map(kind), kind)

    drawn = LANES[kind].draw(given, pen())

    steps = {column.step.id: column for column in given.columns}
    cells = {cell.at: cell for cell in given.lane.cells}
    for item in walk(drawn.children):
        if isinstance(item, Group) and item.role in ("card", "cell") and item.at:
            step = item.at.id_of("step")
            through = cells[step].through if step in cells else None
            start, end = steps[step].x, steps[through or step].end
            assert is_inside(reach(item), (start, 0, end, 1e9)), item.title[:60]


@pytest.mark.parametrize("kind", KINDS)
def test_a_row_without_cells_is_drawn(kind):
    journey = odd_map("notes").model_copy(update={"lanes": (lane(kind),)})

    drawn = LANES[kind].draw(row(journey, kind), pen())

    assert drawn.height >= 40  # The least height of a row, lanes/_cards.py.


@pytest.mark.parametrize("kind", KINDS)
def test_a_lane_of_measures_says_that_nothing_was_measured_yet(kind):
    journey = odd_map("notes").model_copy(update={"lanes": (lane(kind),)})
    lane_type = LANES[kind]
    if not lane_type.is_measured or kind == "evidence":
        assert lane_type.tell(row(journey, kind), "x0") == ()
        return

    told = lane_type.tell(row(journey, kind), "x0")
    drawn = lane_type.draw(row(journey, kind), pen())

    assert told == ("not measured yet",)
    assert words(drawn.children) == ["not measured yet"]


@pytest.mark.parametrize("kind", KINDS)
def test_a_lane_tells_in_plain_lines_what_it_draws(kind, language):
    found = measured()
    journey = found.journey.model_copy(
        update={
            "lanes": tuple(
                next((item for item in found.journey.lanes if item.kind == name), lane(name))
                for name in dict.fromkeys((*(item.kind for item in found.journey.lanes), kind))
            )
        }
    )

    told = LANES[kind].tell(row(journey, kind, language, found.measures), "checkout")

    assert all(line.strip() and "\n" not in line for line in told)
    if next(item for item in journey.lanes if item.kind == kind).cells:
        assert told


@pytest.mark.parametrize("kind", KINDS)
def test_a_lane_has_a_name_and_a_question_in_every_language(kind):
    keys = [f"lane.{kind}.{part}" for part in ("title", "hint")]

    assert [key for key in keys if not has_message(key)] == []
    assert len(LANGUAGES) == 6


@pytest.mark.parametrize("kind", KINDS)
def test_a_lane_type_declares_what_the_format_needs(kind):
    lane_type = LANES[kind]

    assert lane_type.name == kind
    assert issubclass(lane_type.card, Card)
    assert has_icon(lane_type.icon)
