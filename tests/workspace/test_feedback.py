"""
The teams concerned are asked about a map, and are told what was made of their answers (R-134).
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest

from tests.workspace.chain import journey, put_map
from touchline.model.work.feedback import Feedback
from touchline.workspace.errors import UnknownRecord
from touchline.workspace.feedback import (
    NobodyConcerned,
    NothingSaid,
    acknowledge,
    ask,
    reply,
    standings,
)

if TYPE_CHECKING:
    from touchline.workspace import Workspace

MONDAY = dt.date(2026, 3, 2)
FRIDAY = dt.date(2026, 3, 6)


def two_departments() -> dict[str, Any]:
    plain = journey()
    plain["department"] = "Shop"
    plain["stages"][0]["department"] = "Till"
    return plain


def statuses(workspace: Workspace, today: dt.date = MONDAY) -> list[tuple[str, str]]:
    return [(one.department, one.status) for one in standings(workspace, today, "shop")]


def test_every_department_of_a_map_is_asked_once(workspace: Workspace) -> None:
    put_map(workspace, two_departments())
    assert statuses(workspace) == [("Shop", "not-asked"), ("Till", "not-asked")]

    first = ask(workspace, "shop", today=MONDAY, due=FRIDAY, author="ann")
    second = ask(workspace, "shop", today=MONDAY)

    assert [one.asks for one in first] == ["Shop", "Till"]
    assert second == ()
    assert statuses(workspace) == [("Shop", "asked"), ("Till", "asked")]
    assert statuses(workspace, FRIDAY + dt.timedelta(days=1)) == [
        ("Shop", "overdue"),
        ("Till", "overdue"),
    ]


def test_an_answer_is_kept_and_acknowledged(workspace: Workspace) -> None:
    put_map(workspace, two_departments())
    asked = ask(workspace, "shop", today=MONDAY)[0]

    reply(workspace, asked.id, "The reader is new", by="cem", today=FRIDAY, stance="disagrees")
    told = acknowledge(workspace, asked.id, "Taken out", by="ann", today=FRIDAY)

    assert told == workspace.get(Feedback, asked.id)
    assert [(one.by, one.stance) for one in told.remarks] == [("cem", "disagrees")]
    assert statuses(workspace) == [("Shop", "acknowledged"), ("Till", "asked")]


def test_a_further_answer_waits_for_a_further_acknowledgement(workspace: Workspace) -> None:
    put_map(workspace, two_departments())
    asked = ask(workspace, "shop", today=MONDAY)[0]
    reply(workspace, asked.id, "The reader is new", by="cem", today=MONDAY)
    acknowledge(workspace, asked.id, "Taken out", by="ann", today=MONDAY)

    found = reply(workspace, asked.id, "Not quite", by="cem", today=FRIDAY)

    assert found.status == "answered"


def test_a_department_may_be_asked_again_after_the_talk_is_over(workspace: Workspace) -> None:
    put_map(workspace, two_departments())
    first = ask(workspace, "shop", today=MONDAY)[0]
    reply(workspace, first.id, "Fine", by="cem", today=MONDAY, stance="agrees")
    acknowledge(workspace, first.id, "Thanks", by="ann", today=MONDAY)

    again = ask(workspace, "shop", today=MONDAY)

    assert [one.asks for one in again] == ["Shop"]
    assert again[0].id != first.id


def test_nothing_is_acknowledged_before_somebody_answers(workspace: Workspace) -> None:
    put_map(workspace, two_departments())
    asked = ask(workspace, "shop", today=MONDAY)[0]

    with pytest.raises(NothingSaid):
        acknowledge(workspace, asked.id, "Thanks", by="ann", today=MONDAY)
    with pytest.raises(UnknownRecord):
        reply(workspace, "nobody", "Hello", by="cem", today=MONDAY)


def test_a_map_without_departments_concerns_nobody(workspace: Workspace) -> None:
    put_map(workspace)

    with pytest.raises(NobodyConcerned):
        ask(workspace, "shop", today=MONDAY)
