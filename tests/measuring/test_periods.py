"""
The planned way period by period.
"""

from __future__ import annotations

import datetime as dt

import pytest

from tests.measuring.test_measure import planned
from touchline.analysis._errors import TooManyPeriods
from touchline.eventlog.log import EventLog
from touchline.measuring.measure import measure
from touchline.measuring.small_groups import guarded

STEPS = (("visit", ("visit",)), ("pay", ("pay",)))
#: Two enter in January, of whom one pays in February; one enters in March and pays.
LOG = EventLog.from_events(
    [
        ("ann", "visit", "2026-01-30"),
        ("ann", "pay", "2026-02-02"),
        ("ben", "visit", "2026-01-20"),
        ("eva", "visit", "2026-03-05"),
        ("eva", "pay", "2026-03-06"),
    ]
)


def test_r081_each_period_tells_what_became_of_those_who_entered_in_it() -> None:
    measures = measure(planned(*STEPS), LOG, per="month").measures

    # By hand; nobody enters in February, and ann counts where she entered.
    assert [
        (one.start, one.end, one.completion.value, one.completion.n)
        for one in measures.periods
        if one.completion is not None
    ] == [
        (dt.date(2026, 1, 1), dt.date(2026, 2, 1), 0.5, 2),
        (dt.date(2026, 2, 1), dt.date(2026, 3, 1), None, 0),
        (dt.date(2026, 3, 1), dt.date(2026, 4, 1), 1.0, 1),
    ]
    assert [one.steps["visit"].value for one in measures.periods] == [0.5, None, 1.0]
    # The log ends on March 6: who had entered on the last of February would have had six days of 7.
    assert [one.is_complete for one in measures.periods] == [True, False, False]


def test_without_a_span_no_period_is_measured() -> None:
    measures = measure(planned(*STEPS), LOG).measures

    assert (measures.per, measures.periods) == (None, ())


def test_more_periods_than_anybody_can_look_at_are_refused() -> None:
    long = EventLog.from_events([("ann", "visit", "2020-01-01"), ("ann", "pay", "2026-01-01")])

    with pytest.raises(TooManyPeriods):
        measure(planned(*STEPS), long, per="day")


def test_periods_of_few_are_withheld_and_never_one_alone() -> None:
    # Sixty enter in January, forty in February, three in March, and everybody pays.
    entered = {"01": 60, "02": 40, "03": 3}
    log = EventLog.from_events(
        [
            (f"{month}-{i}", name, f"2026-{month}-0{day}")
            for month, n in entered.items()
            for i in range(n)
            for name, day in (("visit", 1), ("pay", 2))
        ]
    )

    shown = guarded(measure(planned(*STEPS), log, per="month"), 5).measures.periods

    # All three add up to everybody, so the next smallest goes with the one of three.
    assert [one.is_withheld for one in shown] == [False, True, True]
    assert [one.completion and one.completion.n for one in shown] == [60, None, None]


def test_a_step_at_which_few_stay_is_left_out_of_its_period() -> None:
    # By hand: of sixty in January two do not pay; of forty in February twenty.
    payers = {"01": (60, 58), "02": (40, 20)}
    log = EventLog.from_events(
        [
            (f"{month}-{i}", name, f"2026-{month}-0{day}")
            for month, (n, paying) in payers.items()
            for i in range(n)
            for name, day in (("visit", 1), ("pay", 2))[: 1 + (i < paying)]
        ]
    )
    measured = measure(planned(*STEPS, window=None), log, per="month")

    shown = guarded(measured, 5).measures.periods

    assert [one.steps["visit"].value for one in measured.measures.periods] == [58 / 60, 0.5]
    assert [list(one.steps) for one in shown] == [[], ["visit"]]
