"""
A roadmap as a calendar, held against another program's reading of it.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.workspace.planned import campaign, put_map
from touchline.model.text import LocalText
from touchline.workspace.icalendar import calendar
from touchline.workspace.roadmap import Roadmap, roadmap
from touchline.workspace.roadmap_entries import Entry

if TYPE_CHECKING:
    from touchline.workspace import Workspace

TODAY = dt.date(2026, 11, 22)
NAMES = {"mail": "E-mail; letters", "mei": "Mei Lin"}


def written(workspace: Workspace, language: str = "en") -> str:
    return calendar(
        roadmap(workspace, today=TODAY),
        name="Tea",
        origin="w1",
        language=language,
        names=NAMES,
    )


def events(text: str) -> list[icalendar.Event]:
    found = icalendar.Calendar.from_ical(text).walk("VEVENT")
    return [one for one in found if isinstance(one, icalendar.Event)]


@pytest.fixture
def found(workspace_in_a_file: Workspace) -> Workspace:
    put_map(workspace_in_a_file)
    return workspace_in_a_file


def test_an_activity_of_whole_days_ends_on_the_day_behind_its_last(found: Workspace) -> None:
    found.put(campaign("teaser", "find", start="2026-12-05", end="2026-12-12"))

    (event,) = events(written(found))

    # RFC 5545, 3.6.1: the end of an event is not part of it.
    assert (event.start, event.end) == (dt.date(2026, 12, 5), dt.date(2026, 12, 13))
    assert event["UID"] == "campaign/teaser@w1"
    assert event["STATUS"] == "CONFIRMED"


def test_hours_are_given_in_utc_also_across_a_change_of_the_clocks(found: Workspace) -> None:
    hours = {"begin": "18:00", "end": "20:00", "zone": "Europe/Berlin"}
    found.put(campaign("tasting", start="2026-10-24", end="2026-10-25", hours=hours))

    (event,) = events(written(found))

    # By hand: two hours ahead of UTC on the 24th, one hour from the 25th at 3:00 on.
    assert event.start == dt.datetime(2026, 10, 24, 16, tzinfo=dt.UTC)
    assert event.end == dt.datetime(2026, 10, 25, 19, tzinfo=dt.UTC)


def test_texts_come_back_as_they_were_written(found: Workspace) -> None:
    title = "Tea; for “all”, \\ and 茶 and چای – " + "very long " * 12
    goal = "First line\nSecond line, with a comma; and \\n as text"
    fields = {"goal": goal, "owner": "Ann, Bo; Cy", "channels": ["mail"], "personas": ["mei"]}
    found.put(campaign("it", "find", title=title, start="2026-12-05", status="idea", **fields))

    text = written(found, "de")

    (event,) = events(text)
    assert str(event["SUMMARY"]) == title
    assert str(event["DESCRIPTION"]).splitlines() == [
        *goal.splitlines(),
        "A first order of tea › Look around › Find a tea",
        "Für Mei Lin",
        "Aktivität: Idee",
    ]
    assert str(event["CONTACT"]) == "Ann, Bo; Cy"
    assert event.categories == ["E-mail; letters"]
    assert event["STATUS"] == "TENTATIVE"
    assert icalendar.Calendar.from_ical(text).calendar_name == "Tea"


def test_no_line_is_wider_than_75_octets_and_none_breaks_a_character(found: Workspace) -> None:
    found.put(campaign("it", start="2026-12-05", title="茶" * 200))

    lines = written(found).encode().split(b"\r\n")

    # RFC 5545, 3.1; each piece of a folded line reads as UTF-8 by itself.
    assert max(map(len, lines)) <= 75
    assert [line.decode() for line in lines]
    assert lines[-1] == b""
    assert all(b"\n" not in line for line in lines)


@given(st.text(st.characters(exclude_categories=["Cc", "Cs"]), min_size=1))
def test_any_text_comes_back_from_lines_that_are_narrow_enough(title: str) -> None:
    entry = Entry(
        key="campaign/it",
        sort="campaign",
        title=LocalText.of(title),
        language="en",
        segment={},
        start=TODAY,
        end=TODAY,
        changed=dt.datetime(2026, 11, 22, tzinfo=dt.UTC),
    )

    text = calendar(Roadmap(entries=(entry,)), name="x", origin="w1", language="en", names={})

    (event,) = events(text)
    assert str(event["SUMMARY"]) == title
    assert max(len(line) for line in text.encode().split(b"\r\n")) <= 75


def test_control_characters_are_left_out(found: Workspace) -> None:
    found.put(campaign("it", start="2026-12-05", title="a\x07b\tc\x7f"))

    (event,) = events(written(found))

    assert str(event["SUMMARY"]) == "ab\tc"


def test_what_was_written_again_keeps_its_name_and_counts_up(found: Workspace) -> None:
    for day in ("2026-12-05", "2026-12-06"):
        found.put(campaign("it", start=day))

    (event,) = events(written(found))

    assert (event["UID"], event["SEQUENCE"]) == ("campaign/it@w1", 1)


def test_equal_roadmaps_give_equal_bytes(found: Workspace) -> None:
    found.put(campaign("it", start="2026-12-05"))

    assert written(found) == written(found)


def test_what_has_no_day_and_what_was_dropped(found: Workspace) -> None:
    found.put(campaign("undated"), campaign("gone", start="2026-12-05", status="dropped"))

    (event,) = events(written(found))

    assert (event["UID"], event["STATUS"]) == ("campaign/gone@w1", "CANCELLED")


def test_an_empty_roadmap_is_a_calendar_without_events(found: Workspace) -> None:
    assert events(written(found)) == []


def test_the_last_day_there_is_has_no_day_behind_it(found: Workspace) -> None:
    found.put(campaign("it", start="9999-12-31"))

    (event,) = events(written(found))

    assert event.start == dt.date(9999, 12, 31)


def test_the_day_by_which_a_change_shall_be_done_is_an_event_that_says_so(
    workspace_in_a_file: Workspace,
) -> None:
    put_map(
        workspace_in_a_file,
        """
- id: changes
  kind: changes
  cells:
  - at: pay
    cards:
    - {id: by-phone, text: Pay by phone, status: planned, due: 2026-12-20, owner: Jun}
    - {id: tried, text: Pay by card, status: doing, since: 2026-11-01, due: 2026-12-24, owner: Jun}
    - {id: done, text: Pay by post, status: done, since: 2026-02-03, due: 2026-01-31, owner: Jun}
""",
    )

    found = {str(one["UID"]): one for one in events(written(workspace_in_a_file))}

    assert {name: (str(one["SUMMARY"]), one.start, one.end) for name, one in found.items()} == {
        "tea/card:by-phone/due@w1": (
            "Due: Pay by phone", dt.date(2026, 12, 20), dt.date(2026, 12, 21),
        ),
        "tea/card:tried@w1": ("Pay by card", dt.date(2026, 11, 1), dt.date(2026, 11, 2)),
        "tea/card:tried/due@w1": (
            "Due: Pay by card", dt.date(2026, 12, 24), dt.date(2026, 12, 25),
        ),
        "tea/card:done@w1": ("Pay by post", dt.date(2026, 2, 3), dt.date(2026, 2, 4)),
    }  # fmt: skip
