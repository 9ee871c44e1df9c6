"""
The templates that the sources tell of: the four of the Malay guide, the map types, lifecycle and
retail.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, get_args

import pytest

from touchline.canvas.icons import has_icon
from touchline.i18n import LANGUAGES
from touchline.linting.engine import lint
from touchline.model.structure import StageKind
from touchline.model.text import LocalText
from touchline.templates import new_map, read_template

if TYPE_CHECKING:
    from touchline.model.map import JourneyMap

#: The four templates of R-050 to R-053.
TABLES = ("current-state", "future-state", "day-in-the-life", "service-blueprint")

#: The types of R-074 to R-078, lifecycle (R-005) and retail (R-056).
STORIES = ("linear", "circular", "staged", "channel-based", "role-based", "lifecycle", "retail")

ALL = TABLES + STORIES

# The words of the tables in, as their Malay source gives them.
STEPS = ("Langkah 1", "Langkah 2", "Langkah 3", "Langkah 4", "Langkah 5")
FUTURE_TITLE = "Perjalanan pelanggan: Keadaan masa hadapan"
DAY_TITLE = "Perjalanan pelanggan: Satu Hari di Hayat"
DAY_STEPS = ("Awal pagi", "lewat pagi", "Petang", "Awal petang", "Waktu malam")
DAY_ROWS = (
    "Apakah pemikiran atau perasaan pelanggan?",
    "Apakah tindakan atau keutamaan utama pelanggan?",
    "Apakah titik sentuh pelanggan pada masa ini?",
    "Bagaimanakah pelanggan berinteraksi dengan produk kami pada masa ini?",
    "Bagaimanakah pelanggan boleh menggunakan produk kami dengan lebih baik pada masa ini?",
)
SERVICE_TITLE = "Perjalanan pelanggan: Perkhidmatan dan sokongan"
SERVICE_STEPS = (
    "Penggunaan biasa",
    "Notis mengeluarkan atau mempunyai aduan",
    "Meminta bantuan/menghubungi sokongan",
    "Bercakap dengan sokongan atau wakil",
    "Menyelesaikan konflik atau isu",
)
SERVICE_ROWS = (
    "Apakah pemikiran atau perasaan pelanggan?",
    "Kenapa pelanggan berasa begini?",
    "Bagaimana kita berkomunikasi dengan pelanggan?",
    "Apakah tindakan yang kita ambil di latar belakang?",
)

#: Every character of a language must be in this character set; Simplified and Traditional
#: characters are told apart by the two standards that were made for them.
CHARACTER_SETS = {"zh-Hans": "gb2312", "zh-Hant": "big5"}

#: The longest English question that reads well in a cell.
LONGEST = 60


@cache
def template(name: str) -> JourneyMap:
    """
    Read a template once, which nothing can change.
    """
    return read_template(name)


def table(name: str) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    """
    Read a template's title, columns and rows in Malay.
    """
    journey = new_map(name, language="ms")
    columns = tuple(str(step.name) for step in journey.steps)
    return str(journey.title), columns, tuple(str(lane.title) for lane in journey.lanes)


def texts(value: object) -> list[LocalText]:
    """
    Collect every text of a template, wherever it stands.
    """
    if isinstance(value, LocalText):
        return [value] if value else []
    if isinstance(value, tuple):
        return [text for item in value for text in texts(item)]
    fields = getattr(type(value), "model_fields", {})
    return [text for field in fields for text in texts(getattr(value, field))]


def hints(name: str, language: str) -> list[str]:
    """
    List the questions of a template's cells in one language.
    """
    cells = [cell for lane in template(name).lanes for cell in lane.cells]
    return [cell.hint.said(language) for cell in cells if cell.hint]


def test_the_future_state_has_the_rows_of_the_current_state() -> None:
    """
    R-051.
    """
    _, columns, rows = table("current-state")

    assert table("future-state") == (FUTURE_TITLE, columns, rows)
    assert columns == STEPS


def test_the_day_in_the_life_has_the_rows_and_columns_of_its_source() -> None:
    """
    R-052.
    """
    assert table("day-in-the-life") == (DAY_TITLE, DAY_STEPS, DAY_ROWS)


def test_the_service_blueprint_has_the_four_rows_and_five_columns_of_its_source() -> None:
    """
    R-053.
    """
    assert table("service-blueprint") == (SERVICE_TITLE, SERVICE_STEPS, SERVICE_ROWS)


@pytest.mark.parametrize("name", ALL)
def test_no_word_is_missing_in_any_language(name: str) -> None:
    found = texts(template(name))

    lacking = [str(text) for text in found if sorted(text.languages) != sorted(LANGUAGES)]
    blank = [str(text) for text in found if not all(words.strip() for _, words in text.versions)]
    assert len(found) > len(template(name).steps)
    assert (lacking, blank) == ([], [])


@pytest.mark.parametrize("name", ALL)
def test_every_cell_asks_a_question(name: str) -> None:
    journey = template(name)
    steps = [step.id for step in journey.steps]

    asked = {lane.id: [cell.at for cell in lane.cells if cell.hint] for lane in journey.lanes}

    assert asked == dict.fromkeys(asked, steps)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ALL)
def test_no_question_is_asked_twice(name: str, language: str) -> None:
    asked = hints(name, language)
    titles = {lane.title.said(language) for lane in template(name).lanes if lane.title}

    assert len(set(asked)) == len(asked)
    assert titles.isdisjoint(asked)


@pytest.mark.parametrize("name", ALL)
def test_a_question_is_short_enough_for_its_cell(name: str) -> None:
    assert [hint for hint in hints(name, "en") if len(hint) > LONGEST] == []


@pytest.mark.parametrize(
    ("language", "mark"),
    [("en", "?"), ("de", "?"), ("ms", "?"), ("zh-Hans", "？"), ("zh-Hant", "？"), ("fa", "؟")],
)
@pytest.mark.parametrize("name", ALL)
def test_a_question_ends_with_the_mark_of_its_language(name: str, language: str, mark: str) -> None:
    assert [hint for hint in hints(name, language) if hint[-1] != mark] == []


@pytest.mark.parametrize(("language", "charset"), CHARACTER_SETS.items())
@pytest.mark.parametrize("name", ALL)
def test_simplified_and_traditional_characters_are_not_mixed(
    name: str, language: str, charset: str
) -> None:
    words = "".join(text.said(language) for text in texts(template(name)))

    # Signs such as quotation marks differ between the standards; only characters are compared.
    han = "".join(character for character in words if "\u4e00" <= character <= "\u9fff")
    assert han.encode(charset, "ignore").decode(charset) == han


@pytest.mark.parametrize("name", STORIES)
def test_a_story_has_actions_thoughts_and_feelings(name: str) -> None:
    """
    R-022.
    """
    kinds = {lane.kind for lane in template(name).lanes}

    assert kinds >= {"actions", "thoughts", "emotion"}


@pytest.mark.parametrize("name", STORIES)
def test_a_story_has_the_kind_and_the_icon_of_every_stage(name: str) -> None:
    stages = template(name).stages

    assert all(stage.kind for stage in stages)
    assert all(stage.icon and has_icon(stage.icon) for stage in stages)


def test_a_story_shows_needs_and_wants_or_expectations() -> None:
    """
    R-010.
    """
    kinds = {lane.kind for name in STORIES for lane in template(name).lanes}

    assert kinds >= {"needs", "wants", "expectations"}


def test_the_linear_type_runs_from_awareness_to_after_sales_support() -> None:
    """
    R-074.
    """
    kinds = [stage.kind for stage in template("linear").stages]

    assert kinds == ["awareness", "purchase", "use", "support"]


def test_the_circular_type_ends_where_it_begins() -> None:
    """
    R-075.
    """
    journey = template("circular")

    steps = [step.id for step in journey.steps]
    loops = [(branch.kind, branch.origin, branch.to) for branch in journey.branches]
    assert loops == [("loop", steps[-1], steps[0])]
    assert [stage.kind for stage in journey.stages][-2:] == ["retention", "loyalty"]


def test_the_staged_type_has_the_four_stages_of_its_source() -> None:
    """
    R-076.
    """
    stages = new_map("staged", language="zh-Hans").stages

    # The words of the Simplified Chinese source: 如认知、兴趣、决策、行动等.
    assert [str(stage.name) for stage in stages] == ["认知", "兴趣", "决策", "行动"]


def test_the_channel_based_type_tells_the_steps_within_each_channel() -> None:
    """
    R-077.
    """
    journey = new_map("channel-based", language="zh-Hans")

    # The words of the Simplified Chinese source: 如社交媒体、电子邮件或在线商店等.
    assert [str(channel.name) for channel in journey.channels] == [
        "社交媒体",
        "电子邮件",
        "在线商店",
    ]
    assert [stage.id for stage in journey.stages] == [item.id for item in journey.channels]
    assert all(len(stage.steps) > 1 for stage in journey.stages)


def test_the_role_based_type_has_a_consumer_a_decision_maker_and_a_buyer() -> None:
    """
    R-078 and R-020: three roles of which one tells the journey.
    """
    journey = new_map("role-based", language="zh-Hans")

    # The words of the Simplified Chinese source: 如消费者、决策者、购买者.
    roles = [str(persona.role) for persona in journey.personas]
    assert roles == ["消费者", "决策者", "购买者"]
    assert [persona.is_primary for persona in journey.personas] == [True, False, False]


def test_roles_set_side_by_side_are_not_too_many_personas() -> None:
    journey = template("role-based")

    assert "too-many-personas" not in {finding.name for finding in lint(journey)}
    linear = journey.model_copy(update={"type": "linear"})
    assert "too-many-personas" in {finding.name for finding in lint(linear)}


def test_the_lifecycle_passes_every_kind_of_stage_and_ends_in_loyalty() -> None:
    """
    R-003, R-004 and R-005.
    """
    kinds = tuple(stage.kind for stage in template("lifecycle").stages)

    assert kinds == get_args(StageKind)
    assert kinds[-1] == "loyalty"


def test_the_retail_template_shows_what_staff_do_in_sight_and_out_of_sight() -> None:
    """
    R-056.
    """
    journey = template("retail")

    assert {lane.kind for lane in journey.lanes} >= {"frontstage", "backstage", "touchpoints"}
    assert [stage.kind for stage in journey.stages][-1] == "retention"
