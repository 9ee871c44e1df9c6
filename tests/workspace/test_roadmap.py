"""
Activities in the order of the journey, with what does not fit (R-201 to R-203).
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from tests.workspace.planned import campaign, put_map, record
from touchline.i18n import LANGUAGES
from touchline.workspace.roadmap import roadmap

if TYPE_CHECKING:
    from touchline.diagnostics import Diagnostic
    from touchline.model.work import Record
    from touchline.workspace import Workspace
    from touchline.workspace.roadmap import Roadmap

TODAY = dt.date(2026, 11, 22)


@pytest.fixture
def found(workspace_in_a_file: Workspace) -> Workspace:
    put_map(workspace_in_a_file)
    return workspace_in_a_file


def planned(workspace: Workspace, *records: Record) -> Roadmap:
    workspace.put(*records)
    return roadmap(workspace, today=TODAY)


def names(plan: Roadmap) -> list[tuple[str, str]]:
    return [(one.name, one.path.rpartition("/")[2]) for one in plan.findings]


def only_finding(plan: Roadmap) -> Diagnostic:
    (one,) = plan.findings
    return one


def test_entries_stand_in_the_order_in_which_customers_meet_them(workspace: Workspace) -> None:
    put_map(workspace)

    plan = planned(
        workspace,
        campaign("nowhere", start="2026-12-01"),
        campaign("parcel-note", "wait", start="2026-12-20"),
        campaign("teaser", "find", start="2026-12-05"),
        campaign("first-teaser", "find", start="2026-12-01"),
        campaign("till", "pay", start="2026-12-10"),
    )

    ids = [one.key.removeprefix("campaign/") for one in plan.entries]
    assert ids == ["first-teaser", "teaser", "till", "parcel-note", "nowhere"]
    assert plan.findings == ()


def test_changes_of_maps_that_have_a_day_stand_on_the_roadmap(
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
    - {id: someday, text: Pay by smile}
    - {id: by-card, text: Pay by card, status: done, due: 2026-01-31, since: 2026-02-03, owner: Jun}
""",
    )

    plan = planned(workspace_in_a_file)

    assert [(one.key, one.sort, one.start, one.end, one.due) for one in plan.entries] == [
        (
            "tea/card:by-card",
            "change",
            dt.date(2026, 2, 3),
            dt.date(2026, 2, 3),
            dt.date(2026, 1, 31),
        ),
        ("tea/card:by-phone", "change", None, None, dt.date(2026, 12, 20)),
    ]
    assert plan.findings == ()


def test_a_change_is_late_by_the_day_on_which_it_was_due(workspace_in_a_file: Workspace) -> None:
    put_map(
        workspace_in_a_file,
        """
- id: changes
  kind: changes
  cells:
  - at: pay
    cards:
    - {id: late, text: Pay by phone, status: doing, due: 2026-11-21, owner: Jun}
    - {id: begun, text: Pay by card, status: doing, since: 2026-11-01, due: 2026-12-01, owner: Jun}
""",
    )

    plan = planned(workspace_in_a_file)

    assert names(plan) == [("overdue", "card:late")]
    assert only_finding(plan).values["day"] == dt.date(2026, 11, 21)
    assert [one.key for one in plan.only(since=TODAY).entries] == ["tea/card:begun"]
    assert [one.key for one in plan.only(until=dt.date(2026, 11, 1)).entries] == ["tea/card:begun"]


def test_a_stage_covers_its_steps_and_a_map_all_of_them(found: Workspace) -> None:
    plan = planned(
        found,
        campaign("in-stage", at=[{"map": "tea", "stage": "buy"}], start="2026-12-01"),
        campaign("in-map", at=[{"map": "tea"}], start="2026-12-01"),
    )

    assert [one.places[0].steps() for one in plan.entries] == [
        ("find", "pay", "wait"),
        ("pay", "wait"),
    ]
    assert [group for group, _ in plan.groups("stage")] == [("tea", ""), ("tea", "buy")]


def test_what_is_at_several_places_or_in_several_channels_stands_in_each_group(
    found: Workspace,
) -> None:
    places = [{"map": "tea", "step": "find"}, {"map": "tea", "step": "pay"}]

    plan = planned(found, campaign("all", at=places, channels=["mail", "web"], start="2026-12-01"))

    assert [group for group, _ in plan.groups("stage")] == [("tea", "look"), ("tea", "buy")]
    assert [group for group, _ in plan.groups("channel")] == ["mail", "web"]
    assert [group for group, _ in plan.groups("persona")] == [None]
    assert [group for group, _ in plan.groups("status")] == ["planned"]


def test_a_part_keeps_its_own_findings_alone(found: Workspace) -> None:
    plan = planned(
        found,
        campaign("for-mei", "find", personas=["mei"], channels=["mail"], start="2026-12-01"),
        campaign("for-tom", "pay", personas=["tom"], channels=["web"]),
        campaign("for-all", "wait", channels=["web"], start="2026-12-05", end="2026-12-09"),
    )

    def ids(part: Roadmap) -> list[str]:
        return [one.key.rpartition("/")[2] for one in part.entries]

    assert ids(plan.only(persona="mei")) == ["for-mei", "for-all"]
    assert ids(plan.only(channel="web")) == ["for-tom", "for-all"]
    assert ids(plan.only(step="buy")) == ["for-tom", "for-all"]
    assert ids(plan.only(since=dt.date(2026, 12, 9))) == ["for-tom", "for-all"]
    assert ids(plan.only(until=dt.date(2026, 12, 4))) == ["for-mei", "for-tom"]
    assert ids(plan.only(map="another")) == []
    assert names(plan) == [("no-day", "for-tom")]
    assert names(plan.only(persona="mei")) == []


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"at": [{"map": "lost"}]}, "no-place"),
        ({"at": [{"map": "tea", "step": "lost"}]}, "no-place"),
        ({"at": [{"map": "tea", "stage": "look", "step": "pay"}]}, "no-place"),
        ({"at": [{"map": "tea", "stage": "lost"}]}, "no-place"),
        ({"start": None}, "no-day"),
        ({"start": "2026-11-01", "end": "2026-11-21"}, "overdue"),
        ({"start": "2026-11-01", "end": "2026-12-21"}, "not-begun"),
        ({"owner": None}, "nobody"),
        ({"personas": ["lea"]}, "no-persona"),
        ({"channels": ["phone"]}, "no-channel"),
        ({"channels": ["mail"]}, "strange-channel"),
        ({"after": ["lost"]}, "no-predecessor"),
        ({"needs": [{"resource": "lost"}]}, "no-resource"),
        ({"needs": [{"what": "Cups"}]}, "need-without-day"),
        ({"needs": [{"what": "Cups", "since": "2026-12-02"}]}, "need-too-late"),
        ({"needs": [{"what": "Cups", "since": "2026-01-01", "until": "2026-12-01"}]},
         "need-too-short"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_found_and_told_in_every_language(
    fields: dict[str, object], name: str, found: Workspace
) -> None:
    # From the first of December for two days, at “Pay”, where customers are met on the web.
    days = {"start": "2026-12-01", "end": "2026-12-02"}
    if fields.get("start", "") is None:
        days = {}

    plan = planned(found, campaign("it", "pay", **{**days, **fields}))

    assert names(plan) == [(name, "it")]
    told = {only_finding(plan).told(language) for language in LANGUAGES}
    assert len(told) == len(LANGUAGES)


@pytest.mark.parametrize("status", ["done", "dropped"])
def test_what_is_over_is_not_asked_after(status: str, found: Workspace) -> None:
    plan = planned(
        found,
        campaign("it", "pay", start="2026-01-01", status=status, channels=["mail"], owner=None),
    )

    assert plan.findings == ()


def test_a_persona_of_another_map_is_strange(found: Workspace) -> None:
    plan = planned(
        found,
        record("persona", "lea"),
        campaign("it", "pay", personas=["lea"], start="2026-12-01"),
    )

    assert names(plan) == [("strange-persona", "it")]


def test_the_catalogue_says_when_a_resource_is_there(found: Workspace) -> None:
    plan = planned(
        found,
        record("resource", "cups", since="2026-12-02", availability="need"),
        campaign("early", start="2026-12-01", needs=[{"resource": "cups"}]),
        campaign("late", start="2026-12-02", needs=[{"resource": "cups"}]),
        # What the activity itself knows better counts.
        campaign("sure", start="2026-12-01", needs=[{"resource": "cups", "since": "2026-11-30"}]),
    )

    assert names(plan) == [("need-too-late", "early")]


def test_what_a_step_needs_must_be_there_for_an_activity_at_it(
    workspace_in_a_file: Workspace,
) -> None:
    put_map(
        workspace_in_a_file,
        """
- id: means
  kind: resources
  cells:
  - {at: wait, cards: [{id: packers, text: Packers, entry: packers, availability: need}]}
""",
    )

    plan = planned(
        workspace_in_a_file,
        record("resource", "packers", since="2026-12-10", availability="need"),
        campaign("note", "wait", start="2026-12-01"),
        campaign("till", "pay", start="2026-12-01"),
    )

    assert names(plan) == [("need-too-late", "note")]
    assert "Packers" in only_finding(plan).told()


def test_what_follows_begins_when_that_which_it_follows_is_over(found: Workspace) -> None:
    first = campaign("first", start="2026-12-01", end="2026-12-05")

    touching = planned(found, first, campaign("second", start="2026-12-05", after=["first"]))
    behind = planned(found, campaign("second", start="2026-12-06", after=["first"]))

    assert names(touching) == [("too-early", "second")]
    assert names(behind) == []


def test_activities_that_wait_for_each_other_are_told_once(found: Workspace) -> None:
    plan = planned(
        found,
        campaign("a", status="idea", after=["b"]),
        campaign("b", status="idea", after=["c"]),
        campaign("c", status="idea", after=["a"]),
        campaign("d", status="idea", after=["a"]),
    )

    assert only_finding(plan).told() == (
        "These wait for each other, so none can begin: a → b → c → a."
    )


def test_nobody_meets_what_is_over_at_a_later_step_before_the_earlier_begins(
    found: Workspace,
) -> None:
    later = campaign("parcels", "wait", start="2026-12-01", end="2026-12-04")

    over = planned(found, later, campaign("teaser", "find", start="2026-12-05"))
    overlapping = planned(found, campaign("teaser", "find", start="2026-12-04", end="2026-12-09"))

    assert [(one.name, one.severity) for one in over.findings] == [("over-before", "warning")]
    assert [(one.name, one.severity) for one in overlapping.findings] == [("begins-before", "hint")]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ({"personas": ["mei"]}, {"personas": ["tom"]}, []),
        ({"personas": ["mei"]}, {"personas": ["tom", "mei"]}, ["over-before"]),
        ({"segment": {"tier": ["gold"]}}, {"segment": {"tier": ["tin"]}}, []),
        ({"segment": {"tier": ["gold"]}}, {"segment": {"town": ["Bonn"]}}, ["over-before"]),
    ],
)
def test_activities_for_different_people_need_no_order(
    one: dict[str, object], other: dict[str, object], expected: list[str], found: Workspace
) -> None:
    plan = planned(
        found,
        campaign("later", "wait", start="2026-12-01", **one),
        campaign("earlier", "find", start="2026-12-05", **other),
    )

    assert [name for name, _ in names(plan)] == expected


def test_two_campaigns_to_the_same_people_at_once_are_told(found: Workspace) -> None:
    fields = {"sort": "campaign", "channels": ["mail"], "start": "2026-12-01", "end": "2026-12-09"}

    plan = planned(
        found,
        campaign("one", "find", **fields),
        campaign("two", "find", **{**fields, "start": "2026-12-09"}),
        campaign("three", "find", **{**fields, "start": "2026-12-10", "end": "2026-12-12"}),
    )

    assert names(plan) == [("clash", "two")]


def test_a_wanted_touchpoint_that_nothing_brings_is_told(workspace_in_a_file: Workspace) -> None:
    put_map(
        workspace_in_a_file,
        """
- id: wishes
  kind: touchpoints
  cells:
  - {at: wait, cards: [{id: tracking, text: Tracking page, channel: web, use: wanted}]}
""",
    )

    bare = planned(workspace_in_a_file)
    served = planned(workspace_in_a_file, campaign("build-it", "wait", start="2026-12-01"))

    assert names(bare) == [("nothing-planned", "card:tracking")]
    assert served.findings == ()
