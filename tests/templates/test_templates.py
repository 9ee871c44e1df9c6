"""
Templates, against the tables of the requirements.
"""

from __future__ import annotations

import pytest

from touchline.i18n import LANGUAGES, has_message
from touchline.templates import (
    UnknownLanguage,
    UnknownTemplate,
    new_map,
    read_template,
    template_names,
)

# R-050, word for word in the language of its source.
CURRENT_STATE_MS = (
    "Apakah pemikiran atau perasaan pelanggan?",
    "Apakah tindakan pelanggan?",
    "Apakah titik sentuh pelanggan dengan perniagaan?",
    "Apa yang kita mahu ubah tentang langkah ini?",
    "Bagaimana dan/atau mengapa kita akan membuat perubahan ini?",
)


def test_the_current_state_has_the_rows_and_columns_of_its_source() -> None:
    journey = new_map("current-state", language="ms")

    rows = tuple(str(lane.title) for lane in journey.lanes)
    columns = tuple(str(step.name) for step in journey.steps)
    assert str(journey.title) == "Perjalanan pelanggan: Keadaan sekarang"
    assert rows == CURRENT_STATE_MS
    assert columns == ("Langkah 1", "Langkah 2", "Langkah 3", "Langkah 4", "Langkah 5")


@pytest.mark.parametrize("name", template_names())
def test_every_template_speaks_every_language(name: str) -> None:
    journey = read_template(name)

    texts = [journey.title, *(step.name for step in journey.steps)]
    texts += [stage.name for stage in journey.stages]
    texts += [lane.title for lane in journey.lanes if lane.title is not None]
    assert {text.languages for text in texts} == {LANGUAGES} or all(
        set(text.languages) == set(LANGUAGES) for text in texts
    )


@pytest.mark.parametrize("name", template_names())
def test_every_template_says_what_it_is_for(name: str) -> None:
    keys = [f"template.{name}.{part}" for part in ("title", "blurb", "when")]

    assert [key for key in keys if not has_message(key)] == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", template_names())
def test_a_new_map_holds_one_language_and_no_filler(name: str, language: str) -> None:
    journey = new_map(name, language=language)

    assert journey.language == language
    assert journey.title.languages == ()
    assert list(journey.cards()) == []


def test_a_title_names_the_map_and_its_id() -> None:
    journey = new_map("current-state", language="de", title="Erste Bestellung")

    assert (str(journey.title), journey.id) == ("Erste Bestellung", "erste-bestellung")


def test_an_unknown_template_is_met_with_the_nearest_one() -> None:
    with pytest.raises(UnknownTemplate, match="did you mean “current-state”"):
        new_map("curent-state")


def test_an_unknown_language_is_met_with_those_there_are() -> None:
    with pytest.raises(UnknownLanguage, match="zh-Hans"):
        new_map("current-state", language="xx")
