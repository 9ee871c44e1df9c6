"""
Every restriction of a log is a log.
"""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from touchline.eventlog.activity_map import ActivityMap
from touchline.eventlog.columns import UnknownColumn
from touchline.eventlog.condition import BrokenPattern
from touchline.eventlog.log import EventLog

DAY = 86_400_000_000


@pytest.fixture
def log() -> EventLog:
    """
    Three customers over three days of 1970, and an event of nobody.
    """
    return EventLog.from_events(
        [
            {"case": "ann", "activity": "visit", "timestamp": 0, "country": "de", "value": 1.0},
            {"case": "ann", "activity": "pay", "timestamp": DAY, "country": "fr", "value": 5.0},
            {"case": "bob", "activity": "visit", "timestamp": DAY, "country": None},
            {"case": "cyd", "activity": "pay", "timestamp": 2 * DAY, "country": "de", "value": 9},
            {"case": None, "activity": "visit", "timestamp": DAY, "country": "de"},
        ],
        case_attributes={"ann": {"age": 20, "city": "Bonn"}, "bob": {"age": 60}},
    )


def paths(log: EventLog) -> dict[str, tuple[str, ...]]:
    return {trace.case: trace.path for trace in log.traces()}


def test_a_span_is_closed_on_the_left_and_open_on_the_right(log: EventLog) -> None:
    narrower = log.between("1970-01-02", "1970-01-03")

    assert paths(narrower) == {"ann": ("pay",), "bob": ("visit",)}
    assert narrower.offsets.tolist() == [0, 1, 2]
    assert narrower.n_events == 3
    assert narrower.log_end == 2 * DAY


def test_an_open_span_ends_when_observation_ended(log: EventLog) -> None:
    assert log.between(None, None).log_end == log.log_end
    assert log.between(None, "1999-01-01").log_end == log.log_end
    assert log.between(DAY, None).n_events == 4


def test_leaving_events_out_does_not_stop_the_clock(log: EventLog) -> None:
    narrower = log.only(["visit"])

    assert paths(narrower) == {"ann": ("visit",), "bob": ("visit",)}
    assert narrower.log_end == 2 * DAY
    assert narrower.activities == ("visit",)


def test_what_a_restriction_leaves_out_is_on_account(log: EventLog) -> None:
    quality = log.only(["pay"]).quality

    # Two visits with a customer and one without; bob has nothing else.
    assert [(r.name, r.n_events, r.n_cases) for r in quality.restrictions] == [("only", 3, 1)]
    assert (quality.n_kept, quality.n_without_case) == (2, 0)


def test_without_is_the_rest_of_only(log: EventLog) -> None:
    assert paths(log.without(["pay", "never seen"])) == paths(log.only(["visit"]))


def test_a_single_activity_needs_no_list(log: EventLog) -> None:
    assert log.only("pay").fingerprint == log.only(["pay"]).fingerprint
    assert log.without("pay").fingerprint == log.without(["pay"]).fingerprint


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"values": "de"}, {"ann": ("visit",), "cyd": ("pay",)}),
        ({"values": ["de", "fr"]}, {"ann": ("visit", "pay"), "cyd": ("pay",)}),
        ({"values": None}, {"bob": ("visit",)}),
        ({"values": "de", "negated": True}, {"ann": ("pay",), "bob": ("visit",)}),
        ({"matching": "^[df]"}, {"ann": ("visit", "pay"), "cyd": ("pay",)}),
        ({"at_least": 3}, {}),
    ],
)
def test_events_are_kept_by_a_text(log: EventLog, asked: dict, expected: dict) -> None:
    assert paths(log.where("country", **asked)) == expected


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"at_least": 5}, {"ann": ("pay",), "cyd": ("pay",)}),
        ({"below": 5}, {"ann": ("visit",)}),
        ({"at_least": 1, "below": 9}, {"ann": ("visit", "pay")}),
        ({"values": 9}, {"cyd": ("pay",)}),
        ({"values": [9, None]}, {"bob": ("visit",), "cyd": ("pay",)}),
        ({"matching": "9"}, {}),
    ],
)
def test_events_are_kept_by_a_number(log: EventLog, asked: dict, expected: dict) -> None:
    assert paths(log.where("value", **asked)) == expected


def test_cases_are_kept_with_all_their_events(log: EventLog) -> None:
    assert paths(log.cases_where("age", at_least=30)) == {"bob": ("visit",)}
    assert paths(log.cases_where("city", "Bonn")) == {"ann": ("visit", "pay")}
    assert log.cases_where("city", "Bonn").cases_where("age", 20).cases == ("ann",)


def test_cases_are_kept_by_a_mask(log: EventLog) -> None:
    narrower = log.of_cases(np.array([False, True, True]))

    assert narrower.cases == ("bob", "cyd")
    assert narrower.quality.restrictions[0].n_cases == 1


def test_an_unknown_column_is_named_with_the_nearest(log: EventLog) -> None:
    with pytest.raises(UnknownColumn, match="country"):
        log.where("contry", "de")
    with pytest.raises(UnknownColumn, match="city"):
        log.cases_where("citty", "Bonn")


def test_a_broken_pattern_is_named(log: EventLog) -> None:
    with pytest.raises(BrokenPattern, match=r"\(unclosed"):
        log.where("country", matching="(unclosed")


def test_activities_are_renamed_merged_and_left_out(log: EventLog) -> None:
    names = ActivityMap.from_dict(
        {"rules": [{"activities": ["visit"], "to": "look"}, {"pattern": "^p", "drop": True}]}
    )

    renamed = log.renamed(names)

    assert paths(renamed) == {"ann": ("look",), "bob": ("look",)}
    assert renamed.quality.n_unmapped == 0
    assert renamed.quality.restrictions[0].n_events == 2
    assert renamed.n_events == 3


@given(st.lists(st.sampled_from(["only", "without", "between", "cases"]), max_size=4))
def test_rows_add_up_after_any_chain_of_restrictions(names: list[str]) -> None:
    narrower = EventLog.from_events(
        [(case, name, at) for at in range(3) for case in ("a", "b", None) for name in ("x", "y")]
    )
    steps = {
        "only": lambda log: log.only(["x"]),
        "without": lambda log: log.without(["z"]),
        "between": lambda log: log.between(1, 3),
        "cases": lambda log: log.of_cases(np.arange(log.n_cases) > 0),
    }

    for name in names:
        narrower = steps[name](narrower)

    quality = narrower.quality
    left_out = sum(restriction.n_events for restriction in quality.restrictions)
    assert quality.n_rows == quality.n_events + quality.n_dropped + left_out
    assert narrower.n_events == quality.n_events
