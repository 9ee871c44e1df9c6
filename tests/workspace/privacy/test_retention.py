"""
What should be gone by now, after what the settings and the people themselves say.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from touchline.model.text import LocalText
from touchline.model.work.item import Item
from touchline.model.work.log import Log
from touchline.model.work.study import Consent, Study
from touchline.model.work.walk import Walk
from touchline.sources import compile_log
from touchline.workspace.privacy.retention import first_day_kept, overdue
from touchline.workspace.settings import NAME, Privacy, UnreadableWorkspace, read_settings
from touchline.workspace.status import status

if TYPE_CHECKING:
    from pathlib import Path

    from touchline.workspace import Workspace

TODAY = dt.date(2026, 11, 22)


def _keeping(workspace: Workspace, **keeping: object) -> None:
    privacy = Privacy.model_validate(keeping)
    workspace.settings = workspace.settings.model_copy(update={"privacy": privacy})


def _said(id: str, day: str | None, study: str = "talks", **more: object) -> Item:  # noqa: A002 (the field's word)
    about = {"id": id, "title": id, "study": study, "date": day, "who": "p1", **more}
    return Item.model_validate(about)


def _study(**more: object) -> Study:
    return Study.model_validate({"id": "talks", "title": "Talks", "method": "interview", **more})


@pytest.mark.parametrize(
    ("term", "first"),
    [
        # By hand on a calendar of 2026: 22 November less so many days, weeks, months or years.
        ("1d", "2026-11-21"),
        ("2w", "2026-11-08"),
        ("12mo", "2025-11-22"),
        ("2y", "2024-11-22"),
    ],
)
def test_terms_count_back_in_days_weeks_months_and_years(term: str, first: str) -> None:
    assert first_day_kept(term, TODAY).isoformat() == first


def test_a_month_ends_where_the_shorter_one_does() -> None:
    # By hand: there is no 31 February, and 2024 was a leap year.
    assert first_day_kept("1mo", dt.date(2024, 3, 31)) == dt.date(2024, 2, 29)
    assert first_day_kept("999y", TODAY) == dt.date(1027, 11, 22)
    # Nothing that the settings take reaches back further than the calendar: 1,916 years.
    assert first_day_kept("99999w", TODAY) == dt.date(110, 5, 18)


def test_nothing_is_overdue_where_nobody_says_how_long(workspace: Workspace) -> None:
    workspace.put(_study(), _said("old", "1999-01-01"))
    assert overdue(workspace, TODAY) == ()


def test_what_was_kept_longer_than_the_settings_say_is_overdue_wherever_it_lies(
    workspace: Workspace,
) -> None:
    walk = Walk.model_validate(
        {"id": "w", "title": "W", "map": "m", "walker": "Ann", "date": "2026-01-01"}
    )
    workspace.put(_study(end=dt.date(2025, 11, 21)), walk)
    workspace.put(
        _said("kept", "2025-11-22"), _said("old", "2025-11-21"), _said("binned", "2020-01-01")
    )
    workspace.put(_said("undated", None, file="talk.mp3"))
    workspace.move("item", "binned", "trashed")
    _keeping(workspace, keep="2y", keep_by_kind={"item": "12mo"})

    found = overdue(workspace, TODAY)

    # By hand: twelve months before 22 November 2026 is 22 November 2025, which may still be held;
    # an item without a date counts from the end of its study, and a walk is kept for two years.
    assert [(one.id, one.since.isoformat(), one.due.isoformat()) for one in found] == [
        ("binned", "2020-01-01", "2021-01-01"),
        ("old", "2025-11-21", "2026-11-21"),
        ("undated", "2025-11-21", "2026-11-21"),
    ]
    assert {one.reason for one in found} == {"kept-too-long"}
    assert found[-1].files == ("talk.mp3",)


def test_the_words_of_people_are_overdue_when_their_consent_has_ended(workspace: Workspace) -> None:
    consent = Consent(
        purpose=LocalText.of("Journey"), date=dt.date(2026, 1, 1), until=dt.date(2026, 11, 21)
    )
    workspace.put(_study(consent=consent), _said("said", "2026-02-01"))
    workspace.put(_said("summed", "2026-02-01", who=None, n=40))

    assert [(one.id, one.reason) for one in overdue(workspace, TODAY)] == [
        ("said", "consent-ended")
    ]
    # On the last day itself nothing is overdue yet.
    assert overdue(workspace, consent.until or TODAY) == ()


def test_a_log_is_overdue_from_its_first_event_and_in_part_when_others_are_younger(
    workspace: Workspace, tmp_path: Path
) -> None:
    events = tmp_path / "events.csv"
    events.write_text(
        "customer,event,time\na,visit,2024-11-01T00:00Z\na,pay,2026-11-01T00:00Z\n", "utf-8"
    )
    compile_log(events, workspace.folder / "shop.log")
    compiled = Log(id="shop", title=LocalText.of("Shop"), files=("shop.log",))
    last = dt.datetime(2024, 1, 1, tzinfo=dt.UTC)
    table = Log(id="table", title=LocalText.of("Table"), files=("events.csv",), last=last)
    unread = Log(id="unread", title=LocalText.of("Unread"), files=("more.csv",))
    workspace.put(compiled, table, unread)
    _keeping(workspace, keep_by_kind={"log": "1y"})

    found = {one.id: one for one in overdue(workspace, TODAY)}

    assert sorted(found) == ["shop", "table"]
    assert found["shop"].since == dt.date(2024, 11, 1)
    assert found["shop"].before == dt.date(2025, 11, 22)
    assert found["shop"].files == ("shop.log",)
    assert found["table"].before is None


def test_the_settings_say_how_long_and_other_terms_are_refused(
    workspace_in_a_file: Workspace,
) -> None:
    file = workspace_in_a_file.folder / NAME
    before = file.read_text("utf-8")
    file.write_text(before + "privacy:\n  keep: 24mo\n  keep_by_kind:\n    log: 1y\n", "utf-8")
    privacy = read_settings(file).privacy
    assert (privacy.term_of("item"), privacy.term_of("log")) == ("24mo", "1y")

    for wrong in ("keep: forever", "keep_by_kind: {log: 0d}", "keep_by_kind: {map: 1y}"):
        file.write_text(f"{before}privacy:\n  {wrong}\n", "utf-8")
        with pytest.raises(UnreadableWorkspace):
            read_settings(file)


def test_the_status_counts_what_was_kept_too_long(workspace: Workspace) -> None:
    workspace.put(_study(), _said("old", "2020-01-01"))
    before = status(workspace, today=TODAY)
    _keeping(workspace, keep="1y")
    after = status(workspace, today=TODAY)

    assert before.told("en")[-1] == "Records: research item (1) and study (1)."
    assert (
        after.told("en")[-1]
        == "Records: research item (1) and study (1); 1 kept longer than allowed."
    )
    assert [one["id"] for one in after.plain()["kept_too_long"]] == ["old"]
