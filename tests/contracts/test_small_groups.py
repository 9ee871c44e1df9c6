"""
What every answer promises of numbers about few people, whatever was asked.
"""

from __future__ import annotations

import importlib
import json
import random
from typing import TYPE_CHECKING, Any, Literal, get_args, get_origin

import pytest
from pydantic import BaseModel

from tests.contracts.test_questions import EVENTS, NEEDED
from touchline.analysis import QUESTIONS, Answer, Question
from touchline.analysis._small_groups import OTHERS, PEOPLE
from touchline.eventlog.log import EventLog

if TYPE_CHECKING:
    from collections.abc import Iterator

LEAST = 4


@pytest.fixture(scope="module")
def log() -> EventLog:
    """
    Make a log of sixty customers with some rare ways among the usual ones.
    """
    draw = random.Random(7)  # noqa: S311 (no secret hangs on it)
    events = []
    for n in range(60):
        day = 1 + n % 28
        names = ["visit", *draw.choices(["help", "pay", "visit"], [2, 6, 1], k=draw.randint(0, 3))]
        for hour, name in enumerate(names):
            of_case = {"case": "ann" if n == 0 else f"c{n}", "activity": name}
            when = {"timestamp": f"2026-01-{day:02}T{10 + hour}:00"}
            said = {key: draw.choice(EVENTS)[key] for key in ("score", "ease", "comment")}
            channel = draw.choices(["web", "shop", "fax"], [8, 4, 1])[0]
            events.append({**of_case, **when, **said, "channel": channel})
    return EventLog.from_events(events)


@pytest.fixture(params=sorted(QUESTIONS))
def question(request: pytest.FixtureRequest) -> Question:
    """
    Ask each question.
    """
    name = request.param
    return QUESTIONS[name](**NEEDED.get(name, {}))


def _records(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
    for one in value.values() if isinstance(value, dict) else value:
        if isinstance(one, dict | list):
            yield from _records(one)


def test_no_number_of_few_people_is_told(question: Question, log: EventLog) -> None:
    answer = question.answer(log)

    told = json.loads(answer.guarded(LEAST).to_json("de"))

    few = [
        (name, n)
        for record in _records(told["answer"])
        for name, n in record.items()
        if name in PEOPLE and type(n) is int and 0 < n < LEAST
    ]
    assert few == []
    assert told["least_group"] == LEAST
    assert (told["withheld"] > 0) == any(one["name"] == "small-groups" for one in told["warnings"])


def test_a_group_of_one_withholds_nothing(question: Question, log: EventLog) -> None:
    answer = question.answer(log)
    guarded = answer.guarded(1)

    assert guarded.to_dict()["answer"] == answer.to_dict()["answer"] or answer.is_about_one
    assert guarded.rows() == answer.rows() or answer.is_about_one


def test_a_log_of_few_people_tells_nothing_at_all(question: Question) -> None:
    answer = question.answer(EventLog.from_events(EVENTS))

    told = answer.guarded(LEAST).to_dict()

    assert (told["n_cases"], told["n_events"]) == (None, None) or answer.is_about_one
    numbers = [
        (name, value)
        for record in _records(told["answer"])
        for name, value in record.items()
        if type(value) in {int, float} and name in PEOPLE
    ]
    assert numbers == []


def test_rows_and_csv_tell_what_json_tells(question: Question, log: EventLog) -> None:
    guarded = question.answer(log).guarded(LEAST)

    rows, lines = guarded.rows(), guarded.to_csv().splitlines()

    few = [n for row in rows for name, n in row.items() if name in PEOPLE and type(n) is int]
    assert not [n for n in few if 0 < n < LEAST]
    assert len(lines) >= len(rows) + 1


def _models(kind: type[BaseModel], seen: set[type[BaseModel]]) -> Iterator[type[BaseModel]]:
    if kind in seen or issubclass(kind, Question):
        return
    seen.add(kind)
    yield kind
    for leaf in (
        leaf for field in kind.model_fields.values() for leaf in _leaves(field.annotation)
    ):
        if isinstance(leaf, type) and issubclass(leaf, BaseModel):
            yield from _models(leaf, seen)


def _leaves(annotation: Any) -> Iterator[Any]:
    parts = () if get_origin(annotation) is Literal else get_args(annotation)
    if not parts:
        yield annotation
    for part in parts:
        yield from _leaves(part)


def _answers(question: type[Question]) -> list[type[Answer]]:
    found = vars(importlib.import_module(question.__module__)).values()
    return [one for one in found if isinstance(one, type) and issubclass(one, Answer)]


@pytest.mark.parametrize("name", sorted(QUESTIONS))
def test_of_every_whole_number_it_is_known_whether_it_counts_people(name: str) -> None:
    models = [one for answer in _answers(QUESTIONS[name]) for one in _models(answer, set())]
    unknown = {
        field
        for model in models
        for field, about in model.model_fields.items()
        for leaves in [set(_leaves(about.annotation))]
        # What spans of time are called says that they are none.
        if int in leaves
        and float not in leaves
        and not field.endswith("us")
        and "_us_" not in field
    }
    assert unknown - PEOPLE - OTHERS == set()
    assert PEOPLE.isdisjoint(OTHERS)
