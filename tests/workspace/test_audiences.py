"""
Who stands at a step now, as a list that gives away as little as it can (R-184).
"""

from __future__ import annotations

import csv
import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest

from tests.workspace.planned import put_map, record
from touchline.analysis import UnknownAttribute
from touchline.eventlog.log import EventLog
from touchline.i18n import LANGUAGES
from touchline.model.work.audience import Audience
from touchline.workspace.audiences import (
    ExpiredAudience,
    SmallAudience,
    UnknownMapStep,
    audience_list,
    noted,
)
from touchline.workspace.errors import UnknownRecord

if TYPE_CHECKING:
    from touchline.errors import TouchlineError
    from touchline.workspace import Workspace
    from touchline.workspace.audiences import AudienceList

TODAY = dt.date(2026, 3, 1)


def customers(count: int, first: int, activity: str, day: str, agreed: str) -> list[Any]:
    return [
        {"case": f"c{i}", "activity": activity, "timestamp": day, "agreed": agreed}
        for i in range(first, first + count)
    ]


def log() -> EventLog:
    """
    Six pay early and agree, five pay late and agree, seven pay and do not, four wait for parcels.
    """
    return EventLog.from_events(
        [
            *customers(6, 0, "pay", "2026-02-01", "yes"),
            *customers(5, 10, "pay", "2026-02-09", "yes"),
            *customers(7, 20, "pay", "2026-02-01", "no"),
            *customers(4, 30, "wait", "2026-02-10", "yes"),
        ]
    )


def audience(**fields: Any) -> Audience:
    about = {"map": "tea", "steps": ["pay"], "purpose": "Tell of the parcel", "basis": "contract"}
    found = record("audience", "payers", **{**about, **fields})
    assert isinstance(found, Audience)
    return found


@pytest.fixture
def found(workspace_in_a_file: Workspace) -> Workspace:
    put_map(workspace_in_a_file)
    return workspace_in_a_file


def drawn(workspace: Workspace, one: Audience) -> AudienceList:
    return audience_list(workspace, one, log(), pseudonym=lambda case: f"*{case}", today=TODAY)


def test_the_list_names_those_who_stand_there_by_pseudonyms(found: Workspace) -> None:
    one = drawn(found, audience())

    assert (len(one.members), one.counts) == (18, {"pay": 18})
    assert {member.pseudonym[0] for member in one.members} == {"*"}
    assert {member.since for member in one.members} == {
        dt.date(2026, 2, 1),
        dt.date(2026, 2, 9),
    }


def test_where_consent_is_the_ground_only_those_who_agreed_are_listed(found: Workspace) -> None:
    one = drawn(found, audience(basis="consent", consent={"agreed": ["yes"]}))

    assert len(one.members) == 11


def test_whoever_took_a_consent_back_is_not_listed(found: Workspace) -> None:
    rows = [
        {"case": f"c{i}", "activity": activity, "timestamp": day, "agreed": word}
        for i in range(12)
        for activity, day, word in (
            ("pay", "2026-02-01", "yes" if i < 8 else "no"),
            ("letter", "2026-02-02", ("no", "yes")[i % 2]),
            ("letter", "2026-02-03", None),
        )
    ]
    one = audience(basis="consent", consent={"agreed": ["yes"]})

    drawn = audience_list(
        found, one, EventLog.from_events(rows), pseudonym=lambda case: case, today=TODAY
    )

    # The latest word of every second customer is yes, whatever they said before; silence later on
    # takes nothing back.
    assert sorted(member.pseudonym for member in drawn.members) == sorted(
        f"c{i}" for i in range(1, 12, 2)
    )


def test_consent_may_be_an_attribute_of_customers(found: Workspace) -> None:
    log_of_ids = EventLog.from_events(
        [(f"c{i}", "pay", "2026-02-01") for i in range(12)],
        case_attributes={f"c{i}": {"news": "yes" if i < 6 else "no"} for i in range(12)},
    )
    one = audience(basis="consent", consent={"news": ["yes"]})

    drawn = audience_list(found, one, log_of_ids, pseudonym=lambda case: case, today=TODAY)

    assert len(drawn.members) == 6


def test_a_wait_is_counted_up_to_the_end_of_the_log(found: Workspace) -> None:
    # The log ends on 10 February: the early ones have waited for nine days, the late ones for one.
    late = drawn(found, audience(waited_at_most="1d"))
    early = drawn(found, audience(waited_at_least="9d", segment={"agreed": ["yes"]}))

    assert (len(late.members), len(early.members)) == (5, 6)


def test_a_step_with_fewer_than_the_smallest_group_is_left_out(found: Workspace) -> None:
    one = drawn(found, audience(steps=["pay", "wait", "find"]))

    # Four wait and nobody looks around; the list does not tell the one from the other.
    assert (one.counts, one.withheld) == ({"pay": 18}, ("find", "wait"))
    assert {member.step for member in one.members} == {"pay"}


@pytest.mark.parametrize(
    ("fields", "fault"),
    [
        ({"steps": ["wait"]}, SmallAudience),
        ({"steps": ["lost"]}, UnknownMapStep),
        ({"map": "lost"}, UnknownRecord),
        ({"until": "2026-02-28"}, ExpiredAudience),
        ({"segment": {"town": ["Bonn"]}}, UnknownAttribute),
    ],
)
def test_a_list_that_cannot_be_drawn_is_told_in_every_language(
    fields: dict[str, Any], fault: type[TouchlineError], found: Workspace
) -> None:
    with pytest.raises(fault) as told:
        drawn(found, audience(**fields))

    assert len({told.value.told(language) for language in LANGUAGES}) == len(LANGUAGES)


def test_every_line_says_what_it_may_be_used_for(found: Workspace) -> None:
    one = drawn(found, audience(until="2026-04-01", steps=["pay"]))

    rows = list(csv.DictReader(one.csv().splitlines()))

    assert len(rows) == 18
    assert rows[0] == {
        "pseudonym": "*c0",
        "step": "pay",
        "since": "2026-02-01",
        "purpose": "Tell of the parcel",
        "basis": "contract",
        "delete_by": "2026-04-01",
    }


def test_the_workspace_notes_that_a_list_was_handed_out(workspace: Workspace) -> None:
    put_map(workspace)
    one = audience()
    workspace.put(one)
    at = dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC)

    noted(workspace, drawn(workspace, one), at=at, by="Ann", key="abc")

    (drawing,) = workspace.get(Audience, "payers").drawings
    assert (drawing.at, drawing.by, drawing.n, drawing.key) == (at, "Ann", 18, "abc")
    assert drawing.fingerprint == log().fingerprint
