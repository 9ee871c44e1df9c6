from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from tests.analysis.shop import DAY, SHOP
from touchline.analysis import Interval, Step, TooFewSteps, UnknownAttribute
from touchline.analysis.funnel import CaseLevel, Funnel, FunnelAnswer, FunnelStep
from touchline.errors import TouchlineError
from touchline.eventlog.log import EventLog
from touchline.i18n import LANGUAGES
from touchline.kernels.intervals import wilson
from touchline.units import UnreadableDuration

STEPS = ("visit", "sign up", "pay")


def ask(log: EventLog = SHOP, **options: Any) -> FunnelAnswer:
    return Funnel(**{"steps": STEPS, **options}).answer(log)


def counts(answer: FunnelAnswer) -> list[tuple[str, int, int, int]]:
    return [(one.name, one.reached, one.dropped, one.pending) for one in answer.steps]


def bounds(count: int, n: int) -> Interval | None:
    found = wilson(count, n)
    return None if found is None else Interval(*found)


def test_every_customer_of_the_shop_stands_where_the_page_says() -> None:
    answer = ask(window="7d", per_case=True)

    # By hand, docs/explanation/funnel.md.
    assert counts(answer) == [("visit", 6, 0, 0), ("sign up", 2, 2, 2), ("pay", 1, 1, 0)]
    assert answer.cases == (
        CaseLevel(case="ann", level=3, is_pending=False, is_excluded=False),
        CaseLevel(case="ben", level=2, is_pending=False, is_excluded=False),
        CaseLevel(case="cam", level=1, is_pending=False, is_excluded=False),
        CaseLevel(case="dee", level=1, is_pending=True, is_excluded=False),
        CaseLevel(case="eve", level=1, is_pending=False, is_excluded=False),
        CaseLevel(case="fay", level=1, is_pending=True, is_excluded=False),
    )


def test_a_step_tells_shares_rates_and_times() -> None:
    step = ask(window="7d").steps[1]

    # By hand: 2 of 6; of the 4 whose week has passed 2; ann and ben took a day each.
    assert step == FunnelStep(
        name="sign up",
        entered=6,
        reached=2,
        dropped=2,
        pending=2,
        share_of_first=2 / 6,
        interval_of_first=bounds(2, 6),
        share_of_previous=2 / 6,
        interval=bounds(2, 6),
        rate_mature=2 / 4,
        n_mature=4,
        interval_mature=bounds(2, 4),
        median_us_from_previous=DAY,
        interval_us_from_previous=None,
        p90_us_from_previous=DAY,
        mean_us_from_previous=DAY,
        median_us_from_first=DAY,
        p90_us_from_first=DAY,
    )


def test_without_a_window_nobody_is_pending_and_a_curve_counts_the_waiting() -> None:
    answer = ask()

    # By hand: ann 3 days, ben 14 from his first visit; nothing hurries, so eve reaches sign up.
    assert counts(answer) == [("visit", 6, 0, 0), ("sign up", 3, 3, 0), ("pay", 2, 1, 0)]
    assert answer.curve is not None
    # By hand: ben's latest entry is on the 6th, 9 days before he pays. After 3 days of five who
    # are watched as long (not fay) one has paid: 1/5. After 9 of three (ben, cam, eve) one more:
    # 1 - 4/5 x 2/3 = 7/15.
    assert [(p.us // DAY, round(p.probability, 6)) for p in answer.curve] == [
        (3, 0.2),
        (9, round(7 / 15, 6)),
    ]
    assert answer.median_us_to_complete is None


def test_an_entry_range_limits_who_enters_and_not_what_follows() -> None:
    answer = ask(window="30d", start="2026-01-01", end="2026-01-02")

    # By hand: ann and ben enter on the 1st; ben pays on the 15th.
    assert [step.reached for step in answer.steps] == [2, 2, 2]


def test_an_excluded_event_rules_a_customer_out_of_every_step() -> None:
    answer = ask(steps=("visit", "pay"), exclude=("sign up:0:1",))

    # By hand: ann, ben and eve sign up after they visit; cam, dee and fay do not.
    assert answer.excluded == 3
    assert [step.reached for step in answer.steps] == [3, 1]
    assert "excluded-cases" in [warning.name for warning in answer.warnings]


def test_the_order_decides_who_gets_there() -> None:
    reached = {
        order: [step.reached for step in ask(steps=("sign up", "visit"), order=order).steps]
        for order in ("ordered", "strict", "unordered")
    }

    # By hand: only fay signs up before she visits; ann, ben, eve and fay have both.
    assert reached == {"ordered": [4, 1], "strict": [4, 1], "unordered": [6, 4]}


def test_a_step_can_ask_for_attributes_of_events_and_of_cases() -> None:
    log = EventLog.from_events(
        [
            {"case": "ann", "activity": "pay", "timestamp": 1, "method": "visa", "channel": "web"},
            {"case": "ann", "activity": "pay", "timestamp": 2, "method": "cash", "channel": "shop"},
            {"case": "ben", "activity": "pay", "timestamp": 3, "method": None, "value": 5.0},
        ],
        case_attributes={"ann": {"tier": "gold"}, "ben": {"tier": "none"}},
    )

    masks = {
        str(where): Step(name="s", activities=("pay",), where=where).mask(log).tolist()
        for where in (
            (("method", ("visa", "amex")),),
            (("channel", ("shop",)),),
            (("tier", ("gold",)), ("method", ("cash",))),
            (("value", (5,)),),
        )
    }

    assert list(masks.values()) == [
        [True, False, False],
        [False, True, False],
        [False, True, False],
        [False, False, True],
    ]


def test_an_attribute_that_the_log_lacks_is_refused() -> None:
    step = {"name": "s", "where": {"chanel": "web"}}

    with pytest.raises(UnknownAttribute):
        ask(steps=("visit", step))


def test_a_step_that_nothing_matches_is_warned_of_and_counts_zero() -> None:
    answer = ask(steps=("visit", "sing up", "pay"))

    assert [step.reached for step in answer.steps] == [6, 0, 0]
    assert [step.share_of_previous for step in answer.steps] == [1.0, 0.0, None]
    warning = next(one for one in answer.warnings if one.name == "unmatched-step")
    assert (warning.path, warning.values["suggestion"]) == ("steps[1]", "sign up")


def test_a_wide_interval_says_how_many_more_cases_are_needed() -> None:
    warning = next(one for one in ask(window="7d").warnings if one.name == "wide-interval")

    # Wilson's interval at a share of 1/2 is ten points wide from 381 cases on; 2 are there.
    assert (warning.path, warning.values["more"]) == ("pay", 379)


def test_many_pending_cases_put_the_mature_rate_first() -> None:
    answer = ask(window="7d")

    assert answer.is_mature_first
    assert "many-pending" in [warning.name for warning in answer.warnings]


@pytest.mark.parametrize(
    ("options", "fault"),
    [
        ({"steps": ("visit",)}, TooFewSteps),
        ({"window": "7 bananas"}, UnreadableDuration),
        ({"window": 0}, UnreadableDuration),
    ],
)
def test_a_funnel_that_cannot_be_asked_is_refused(options: Any, fault: type[Exception]) -> None:
    with pytest.raises(fault):
        ask(**options)


@pytest.mark.parametrize(
    ("options", "name"),
    [
        ({"exclude": ("pay:1:1",)}, "unusable-exclusion"),
        ({"exclude": ("pay:0:3",)}, "unusable-exclusion"),
        ({"exclude": ("pay",)}, "unusable-exclusion"),
        ({"steps": 5}, "unusable-field"),
        ({"order": "any"}, "unusable-field"),
        ({"tolerance": 0}, "unusable-field"),
        ({"stepps": 5}, "unknown-field"),
        ({"start": "soon"}, "unreadable-instant"),
    ],
)
def test_an_option_that_makes_no_sense_is_named(options: Any, name: str) -> None:
    with pytest.raises(TouchlineError) as fault:
        ask(**options)

    assert fault.value.key == name
    assert all(fault.value.told(tag) for tag in ("en", "de", "ms", "zh-Hans", "zh-Hant", "fa"))


def test_a_span_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(TouchlineError) as fault:
        ask(start="2026-01-05", end="2026-01-05")

    assert fault.value.key == "empty-span"


def test_an_activity_may_hold_a_colon_in_an_exclusion() -> None:
    asked = ask(exclude=("a:b:0:1",)).question

    assert asked.to_dict()["exclude"] == ["a:b:0:1"]


def test_a_billion_seconds_and_the_ends_of_the_calendar_are_just_times() -> None:
    log = EventLog.from_events(
        [("ann", "visit", "0001-01-01T00:00:00+00:00"), ("ann", "pay", "9999-12-31T23:59:59+00:00")]
    )

    step = ask(log, steps=("visit", "pay")).steps[1]

    # By hand: 3,652,059 days less one second.
    assert step.median_us_from_previous == 3_652_059 * DAY - 1_000_000


def test_a_case_with_very_many_events_is_answered() -> None:
    names = np.array(["visit", "pay"])[np.arange(20_000) % 2]
    log = EventLog.from_events(("ann", name, t) for t, name in enumerate(names.tolist()))

    assert [step.reached for step in ask(log, steps=("visit", "pay"), window="1s").steps] == [1, 1]


def test_a_step_in_its_own_time_takes_the_event_that_leads_on() -> None:
    log = EventLog.from_events(
        [
            ("ann", "visit", 0),
            ("ann", "sign up", DAY),
            ("ann", "sign up", 5 * DAY),
            ("ann", "pay", 6 * DAY),
            ("ben", "visit", 0),
            ("ben", "sign up", 3 * DAY),
        ],
        log_end=30 * DAY,
    )

    answer = ask(log, step_windows=("none", "2d"))

    # By hand: ann's first sign-up is 5 days before she pays, the second one day.
    assert [step.reached for step in answer.steps] == [2, 2, 1]
    assert answer.steps[2].median_us_from_previous == DAY


def test_windows_of_all_steps_together_say_who_still_has_time() -> None:
    answer = ask(step_windows=("3d", "4d"))

    # By hand: ann signs up after one day and pays after two more; ben signs up a day after his
    # second visit and pays 8 days on; dee and fay entered less than 7 days before the end.
    assert counts(answer) == [("visit", 6, 0, 0), ("sign up", 2, 2, 2), ("pay", 1, 1, 0)]


def test_an_optional_step_is_skipped_and_not_lost() -> None:
    answer = ask(window="7d", optional=(1,), per_case=True)

    # By hand: ann and cam pay within a week, cam without signing up; ben signs up and does not pay
    # in time; of the others dee and fay still have time.
    assert [(one.reached, one.dropped, one.pending, one.skipped) for one in answer.steps] == [
        (6, 0, 0, None),
        (2, 0, 0, 4),
        (2, 2, 2, None),
    ]
    assert answer.steps[2].entered == 6
    assert answer.cases is not None
    assert [one.level for one in answer.cases] == [3, 1, 3, 1, 1, 1]


def test_every_order_number_counts_by_itself() -> None:
    log = EventLog.from_events(
        [
            {"case": "ann", "activity": "order", "timestamp": 0, "number": "7"},
            {"case": "ann", "activity": "order", "timestamp": DAY, "number": "8"},
            {"case": "ann", "activity": "deliver", "timestamp": 2 * DAY, "number": "8"},
            {"case": "ben", "activity": "order", "timestamp": 0, "number": None},
        ]
    )

    answer = ask(log, steps=("order", "deliver"), hold="number", per_case=True)

    # By hand: of ann's two orders one is delivered, and nobody knows which order ben's is.
    assert [step.reached for step in answer.steps] == [2, 1]
    assert answer.cases is not None
    assert [(one.case, one.level) for one in answer.cases] == [("ann#7", 1), ("ann#8", 2)]
    assert [one.values["n"] for one in answer.warnings if one.name == "held-unknown"] == [1]


@pytest.mark.parametrize(
    "options",
    [
        {"optional": (0,)},
        {"optional": (2,)},
        {"optional": (1, 1)},
        {"optional": (1,), "order": "strict"},
        {"optional": (1,), "exclude": ("help:0:1",)},
        {"step_windows": ("1d",)},
        {"step_windows": ("1d", "2d"), "order": "unordered"},
        {"step_windows": ("1d", "7 bananas")},
    ],
)
def test_steps_that_make_no_sense_are_refused_in_every_language(options: dict[str, Any]) -> None:
    with pytest.raises(TouchlineError) as refusal:
        ask(**options)

    assert all(refusal.value.told(tag) for tag in LANGUAGES)
