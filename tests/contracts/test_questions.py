"""
What every question promises, run over all that are registered.
"""

from __future__ import annotations

import doctest
import json
from pathlib import Path
from typing import Any

import pytest

from touchline.analysis import QUESTIONS, Answer, Question
from touchline.errors import TouchlineError
from touchline.eventlog.log import EventLog
from touchline.i18n import LANGUAGES, has_message, translate

#: The options that a question cannot do without.
NEEDED: dict[str, dict[str, Any]] = {
    "path": {"case_id": "ann"},
    "alignment": {"steps": ("visit", "pay"), "ways": ("1:0",)},
    "path-clusters": {"draws": 5},
    "attribution": {"conversion": "pay"},
    "completion": {"target": "pay", "failing": ("help",), "horizon": "2d"},
    "funnel": {"steps": ("visit", "pay"), "window": "7d", "exclude": ("help:0:1",)},
    "drivers": {"overall": "score", "columns": ("ease",)},
    "satisfaction": {"scale": "1-5"},
    "themes": {"least": 1},
    "friction": {"least": 1, "errors": ("help",)},
    "impact": {"of": {"name": "funnel", "steps": ["visit", "pay"]}, "change": "2026-01-02"},
    "reasons": {"after": "pay", "least": 1},
    "prospects": {"target": "pay", "horizon": "2d"},
    "repeat-purchase": {"purchase": "pay", "window": "2d"},
    "segments": {"segments": ("channel=web", "did not pay within 7d")},
    "roi": {"target": "pay", "cost": 10, "worth": 4, "cut_exit": ("visit:0.5",)},
    "what-if": {"target": "pay", "redirect": ("visit:pay:help:0.5",)},
    "time-between": {"source": "visit", "target": "pay", "window": "2d"},
    "trend": {"of": {"name": "funnel", "steps": ["visit", "pay"]}, "per": "week"},
}

#: Options that many questions have; retention and trends have another `per` of their own.
SHARED = {"segment", "session_gap"}

EVENTS: list[dict[str, Any]] = [
    {"case": "ann", "activity": "visit", "timestamp": "2026-01-01T10:00", "channel": "web"},
    {"case": "ann", "activity": "help", "timestamp": "2026-01-01T10:00", "channel": None},
    {"case": "ann", "activity": "pay", "timestamp": "2026-01-09T10:00", "channel": "shop"},
    {"case": "ben", "activity": "visit", "timestamp": "2026-01-02T10:00", "channel": "web"},
    {"case": "ben", "activity": "pay", "timestamp": "2026-01-03T10:00", "channel": "app"},
    {"case": None, "activity": "visit", "timestamp": "2026-01-04T10:00", "channel": "web"},
]
#: What some of them said, beside what they did.
SAID: list[dict[str, Any]] = [
    {"score": 5, "ease": 4, "comment": "Paying was quick"},
    {"score": 2, "ease": 1, "comment": "Paying by card is slow"},
    {"score": 4, "ease": 4, "comment": None},
    {"score": None, "ease": 2, "comment": "quick"},
    {"score": 3, "ease": 3, "comment": "Paying was quick"},
    {"score": 9, "ease": None, "comment": "Nice"},
]
EVENTS = [{**event, **said} for event, said in zip(EVENTS, SAID, strict=True)]


@pytest.fixture(params=sorted(QUESTIONS))
def question(request: pytest.FixtureRequest) -> Question:
    name = request.param
    return QUESTIONS[name](**NEEDED.get(name, {}))


def log_of(events: list[dict[str, Any]]) -> EventLog:
    return EventLog.from_events(events)


def test_a_question_survives_json(question: Question) -> None:
    again = Question.from_json(question.to_json())

    assert again == question
    assert hash(again) == hash(question)
    assert again.to_json() == question.to_json()


def test_an_answer_is_one_json_object_with_five_parts(question: Question) -> None:
    answer = question.answer(log_of(EVENTS))

    written = json.loads(json.dumps(answer.to_dict(), allow_nan=False))
    assert list(written) == ["question", "n_cases", "n_events", "answer", "warnings"]
    assert written["question"] == question.to_dict()
    assert (written["n_cases"], written["n_events"]) == (2, 6)


def test_the_same_log_in_another_order_of_rows_gives_the_same_answer(question: Question) -> None:
    # Only ties depend on the order of rows; ann's two events at one time keep theirs here.
    log, shuffled = log_of(EVENTS), log_of([*EVENTS[3:], *EVENTS[:3]])

    assert question.answer(log).to_dict() == question.answer(shuffled).to_dict()


@pytest.mark.parametrize("events", [[], EVENTS[:1], EVENTS[5:]], ids=["none", "one", "nobody's"])
def test_a_log_without_much_in_it_is_answered_or_refused_in_words(
    question: Question, events: list[dict[str, Any]]
) -> None:
    log = log_of([{"channel": None, **event} for event in events])

    try:
        told = json.dumps(question.answer(log).to_dict("fa"), allow_nan=False)
    except TouchlineError as refusal:
        told = refusal.told("fa")

    assert told


def test_every_warning_can_be_told_in_every_language(question: Question) -> None:
    answer = question.answer(log_of(EVENTS))

    told = {(w.name, tag): w.told(tag) for w in answer.warnings for tag in LANGUAGES}

    assert all(told.values())
    assert any(name == "anonymous-events" for name, _ in told)


def test_every_option_is_described_in_every_language(question: Question) -> None:
    prefix = f"question.{question.name}"
    keys = [f"{prefix}.title", f"{prefix}.summary"]
    # What many questions take is described once for all of them.
    fields = type(question).model_fields
    shared = SHARED | ({"per"} if "session_gap" in fields else set())
    keys += [f"{'question' if option in shared else prefix}.{option}" for option in fields]

    missing = [(key, tag) for key in keys for tag in LANGUAGES if not has_message(key, tag)]

    assert missing == []
    assert all(translate(key) for key in keys)
    assert all(field.description for field in type(question).model_fields.values())


@pytest.mark.parametrize("backend", ["pandas", "polars", "pyarrow"])
def test_the_main_table_is_the_same_in_every_frame(question: Question, backend: Any) -> None:
    answer = question.answer(log_of(EVENTS))

    frame = answer.to_frame(backend)

    names = list(frame.column_names if backend == "pyarrow" else frame.columns)
    assert names == list(answer.rows()[0])
    assert len(frame) == len(answer.rows())
    assert answer.to_csv().splitlines()[0].split(",") == names


def test_an_unknown_option_is_refused_with_the_nearest_one(question: Question) -> None:
    fields = {**question.to_dict(), "tolerence": 0.2}

    with pytest.raises(TouchlineError) as refusal:
        Question.from_dict(fields)

    assert "tolerance" in refusal.value.told("de")


def test_every_field_of_an_answer_is_documented(question: Question) -> None:
    answer = question.answer(log_of(EVENTS))

    for model in (type(answer), answer.row_type):
        own = [name for name in model.model_fields if name not in Answer.model_fields]
        undocumented = [name for name in own if f"{name}:" not in (model.__doc__ or "")]
        assert undocumented == [], model


def test_every_question_has_its_page_and_the_examples_there_are_true(question: Question) -> None:
    page = Path(__file__).parents[2] / "docs" / "explanation" / f"{question.name}.md"

    result = doctest.testfile(str(page), module_relative=False)

    assert result.attempted > 0
    assert result.failed == 0


def test_the_overview_names_every_question_and_its_examples_are_true() -> None:
    page = Path(__file__).parents[2] / "docs" / "explanation" / "questions.md"

    result = doctest.testfile(str(page), module_relative=False)

    assert result.failed == 0
    assert [name for name in QUESTIONS if f"`{name}`" not in page.read_text("utf-8")] == []
