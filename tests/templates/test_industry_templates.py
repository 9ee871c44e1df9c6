"""
Templates by industry and by journey kind, against R-090 to R-095 and R-059.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, get_args

import pytest

from touchline.canvas.icons import has_icon
from touchline.document.write import plain_file
from touchline.i18n import LANGUAGES
from touchline.model.structure import StageKind
from touchline.templates import new_map, read_template

if TYPE_CHECKING:
    from collections.abc import Iterator

    from touchline.model.map import JourneyKind, JourneyMap

# R-095 names the six industries.
INDUSTRIES = ("bank", "insurance", "telecom", "software", "hospital", "public-office")

# the four kinds, each with a template of the same name.
KINDS: tuple[JourneyKind, ...] = ("purchase", "lead-generation", "engagement", "retention")

TEMPLATES = (*INDUSTRIES, *KINDS)

#: Lanes that are counted from a log and therefore ask the author nothing.
MEASURED = {"reached", "completion", "time-to-next"}

#: What every journey tells whatever the industry (R-021 to R-024, R-036, R-039).
CORE = {"actions", "thoughts", "emotion", "touchpoints", "opportunities"}


class Ends(NamedTuple):
    """
    The stage kinds and steps between which a kind of journey runs.
    """

    first_stage: str
    first_step: str
    last_stage: str
    last_step: str


# The source states both ends of a purchase alone; the others follow from what it says of
# them: new leads, interest held by a benefit, those who have bought.
ENDS = {
    "purchase": Ends("awareness", "visit", "purchase", "purchase"),
    "lead-generation": Ends("awareness", "meet", "consideration", "talk"),
    "engagement": Ends("awareness", "notice", "loyalty", "contribute"),
    "retention": Ends("delivery", "bought", "loyalty", "again"),
}


@pytest.mark.parametrize("name", TEMPLATES)
def test_every_word_of_the_template_is_said_in_six_languages(name: str) -> None:
    texts = list(_local_texts(plain_file(read_template(name))))

    assert len(texts) > 50
    assert [text for text in texts if set(text) != set(LANGUAGES) or not all(text.values())] == []


@pytest.mark.parametrize("name", TEMPLATES)
def test_only_languages_tell_words_apart(name: str) -> None:
    plain = plain_file(read_template(name))

    written = {where for where, words in _plain_words(plain) if not isinstance(words, dict)}

    assert written == set()


@pytest.mark.parametrize("name", TEMPLATES)
def test_r059_every_step_of_every_lane_is_asked_about(name: str) -> None:
    journey = read_template(name)

    order = [step.id for step in journey.steps]
    for lane in journey.lanes:
        asked = [
            step
            for cell in lane.cells
            if cell.hint
            for step in order[order.index(cell.at) : order.index(cell.through or cell.at) + 1]
        ]
        assert asked == ([] if lane.kind in MEASURED else order), lane.id


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", TEMPLATES)
def test_no_question_is_asked_twice(name: str, language: str) -> None:
    hints = _hints(new_map(name, language=language))

    assert sorted(hints) == sorted(set(hints))


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_question_is_short_and_ends_as_one(name: str) -> None:
    # 60 characters are about three lines of a cell in the smallest English text.
    assert [hint for hint in _hints(new_map(name)) if len(hint) > 60] == []

    ends = {
        language: {hint[-1] for hint in _hints(new_map(name, language=language))}
        for language in LANGUAGES
    }
    assert ends == {
        "en": {"?"},
        "de": {"?"},
        "ms": {"?"},
        "zh-Hans": {"？"},
        "zh-Hant": {"？"},
        "fa": {"؟"},
    }


@pytest.mark.parametrize("name", TEMPLATES)
def test_stages_say_their_kind_and_show_icons(name: str) -> None:
    journey = read_template(name)

    assert 4 <= len(journey.stages) <= 6
    assert 6 <= len(journey.steps) <= 9
    assert {stage.kind for stage in journey.stages} <= set(get_args(StageKind))
    icons = [stage.icon for stage in journey.stages]
    icons += [step.icon for step in journey.steps]
    icons += [channel.icon for channel in journey.channels]
    assert [icon for icon in icons if icon is None or not has_icon(icon)] == []


@pytest.mark.parametrize("name", TEMPLATES)
def test_r028_and_r032_a_moment_of_truth_and_milestones_are_marked(name: str) -> None:
    steps = read_template(name).steps

    assert any(step.is_moment_of_truth for step in steps)
    assert sum(step.is_milestone for step in steps) >= 2


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_tells_the_core_of_a_journey_and_invents_nothing(name: str) -> None:
    journey = read_template(name)

    assert {lane.kind for lane in journey.lanes} >= CORE
    assert list(journey.cards()) == []
    assert journey.personas == ()


def test_r095_industries_meet_their_customers_beyond_the_web() -> None:
    # A branch, a visit, a counter and a ward are places that no web shop has.
    places = {
        "bank": "branch",
        "insurance": "assessor",
        "telecom": "technician",
        "software": "demo",
        "hospital": "ward",
        "public-office": "counter",
    }

    assert set(places) == set(INDUSTRIES)
    for name, place in places.items():
        assert place in {channel.id for channel in read_template(name).channels}


@pytest.mark.parametrize("name", ["hospital", "public-office"])
def test_r044_and_r045_offices_show_the_work_behind_the_service(name: str) -> None:
    kinds = {lane.kind for lane in read_template(name).lanes}

    assert kinds >= {"frontstage", "backstage", "departments", "support-processes"}


@pytest.mark.parametrize("kind", KINDS)
def test_r090_to_r093_a_kind_runs_from_its_start_to_its_end(kind: JourneyKind) -> None:
    journey = read_template(kind)

    first, last = journey.steps[0], journey.steps[-1]
    found = Ends(journey.stages[0].kind or "", first.id, journey.stages[-1].kind or "", last.id)
    assert journey.kind == kind
    assert found == ENDS[kind]
    assert first.is_milestone
    assert last.is_milestone


def test_r091_lead_generation_keeps_a_figure_at_every_step() -> None:
    # Its progress is said to be hard to track.
    journey = read_template("lead-generation")

    [metrics] = [lane for lane in journey.lanes if lane.kind == "metrics"]
    assert [cell.at for cell in metrics.cells] == [step.id for step in journey.steps]


def test_r092_engagement_asks_for_the_direct_benefit() -> None:
    journey = new_map("engagement")

    [benefit] = [step for step in journey.steps if step.is_moment_of_truth]
    assert str(benefit.name) == "I get something out of it"


def test_r120_and_r121_the_named_touchpoints_have_channels() -> None:
    # The sources' lists, by the ids of the channels that stand for them.
    found = {channel.id for name in KINDS for channel in read_template(name).channels}

    f2 = {"store", "search", "social", "phone", "blog", "help-desk", "email", "chat"}
    f2 |= {"event", "demo", "call"}
    f3 = {"website", "social", "ads", "email", "reviews"}
    assert f2 | f3 <= found


def _hints(journey: JourneyMap) -> list[str]:
    return [str(cell.hint) for lane in journey.lanes for cell in lane.cells if cell.hint]


def _local_texts(value: Any) -> Iterator[dict[str, str]]:
    if isinstance(value, dict):
        if value and set(value) <= set(LANGUAGES):
            yield value
        else:
            for part in value.values():
                yield from _local_texts(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _local_texts(part)


def _plain_words(value: Any, where: str = "") -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict):
        for key, part in value.items():
            if key in {"title", "name", "hint"}:
                yield f"{where}/{key}", part
            else:
                yield from _plain_words(part, f"{where}/{key}")
    elif isinstance(value, list | tuple):
        for number, part in enumerate(value):
            yield from _plain_words(part, f"{where}/{number}")
