from __future__ import annotations

from dataclasses import replace

import pytest

from touchline.analysis import Step
from touchline.analysis._errors import TooManyPeriods
from touchline.analysis.retention import Retention
from touchline.eventlog.log import EventLog
from touchline.units import parse_instant

DAYS = {
    "ann": ("01-05", "02-03", "03-09"),
    "ben": ("01-20", "03-02"),
    "cam": ("02-07", "02-08"),
    "dee": ("03-01",),
}
LOG = EventLog.from_events(
    [(case, "visit", f"2026-{day}") for case, own in DAYS.items() for day in own],
    log_end="2026-03-15",
)
APRIL = replace(LOG, stated_end=parse_instant("2026-04-01"))


def test_a_cell_is_empty_until_its_period_has_ended() -> None:
    answer = Retention().answer(LOG)

    # By hand, docs/explanation/retention.md: March has not ended on the 15th.
    assert [one.returned for one in answer.cells] == [2, 1, None, 1, None, None, None, None, None]
    assert answer.cells[2].share is None
    assert (answer.cohorts, answer.cases) == (3, 4)


def test_a_period_has_ended_at_the_first_instant_after_it() -> None:
    answer = Retention().answer(APRIL)

    # By hand: in March come ann and ben again, cam not, and dee first.
    table = [one.returned for one in answer.cells]
    assert table == [2, 1, 2, None, 1, 0, None, None, 1, None, None, None]


def test_who_comes_later_counts_as_back_when_asked() -> None:
    answer = Retention(unbounded=True).answer(APRIL)

    # By hand: ben skips February and comes in March.
    assert [one.returned for one in answer.cells[:3]] == [2, 2, 2]
    assert answer.is_unbounded


def test_the_curve_puts_ended_cells_together() -> None:
    answer = Retention().answer(APRIL)

    # By hand: after one month 1 of 2 and 0 of 1; after two 2 of 2; nobody's third has ended.
    points = [(point.cohorts, point.returned, point.n) for point in answer.curve]
    assert points == [(3, 4, 4), (2, 1, 3), (1, 2, 2), (0, 0, 0)]
    head = answer.headline()
    assert head is not None
    assert head.value == 1 / 3


def test_a_cell_is_set_against_the_other_cohorts() -> None:
    answer = Retention().answer(APRIL)

    january, february = answer.cells[1], answer.cells[5]
    # By hand: one test for each of the two cells one month on; Fisher's p is 1 for such numbers.
    assert (january.share_elsewhere, february.share_elsewhere) == (0.0, 0.5)
    assert january.q == february.q == pytest.approx(1.0)
    assert answer.tests == 2


def test_months_begin_in_the_reporting_zone() -> None:
    events = [("ann", "visit", "2026-01-31T23:30Z"), ("ann", "visit", "2026-02-28T23:30Z")]

    berlin = EventLog.from_events(events, zone="Europe/Berlin")
    utc = EventLog.from_events(events)

    assert [one.cohort for one in Retention().answer(utc).cells] == ["2026-01", "2026-01"]
    assert Retention().answer(berlin).cells[0].cohort == "2026-02"


def test_what_begins_and_what_returns_may_differ() -> None:
    events = [
        ("ann", "pay", "2026-01-01"),
        ("ann", "sign up", "2026-01-02"),
        ("ann", "visit", "2026-01-03"),
        ("ann", "pay", "2026-01-10"),
        ("ben", "sign up", "2026-01-01"),
    ]
    log = EventLog.from_events(events, log_end="2026-01-20")

    answer = Retention(
        first=Step.model_validate("sign up"), returning=Step.model_validate("pay"), per="week"
    ).answer(log)

    # By hand: weeks begin on Monday the 5th, the 12th and the 19th; ann paid before she signed up.
    assert [one.returned for one in answer.cells] == [0, 1, 0, None]


def test_customers_are_chosen_by_their_first_event() -> None:
    answer = Retention(start="2026-02-01", end="2026-03-01").answer(APRIL)

    assert [(one.cohort, one.returned) for one in answer.cells] == [
        ("2026-02", 1),
        ("2026-02", 0),
        ("2026-02", None),
    ]


def test_more_cohorts_than_anybody_can_look_at_are_refused() -> None:
    log = EventLog.from_events([("a", "x", "2000-01-01"), ("a", "x", "2020-01-01")])

    with pytest.raises(TooManyPeriods):
        Retention(per="day").answer(log)
