from __future__ import annotations

from typing import Any

import pytest

from touchline.analysis.repeat_purchase import RepeatPurchase, RepeatPurchaseAnswer
from touchline.eventlog.log import EventLog

DAY = 86_400_000_000

#: Days of purchase; the log ends on day 100.
DAYS = {"ann": (0, 10, 40), "ben": (20, 50), "cam": (60,), "dee": (95,)}
LOG = EventLog.from_events(
    [(case, "pay", day * DAY) for case, days in DAYS.items() for day in days], log_end=100 * DAY
)


def asked(log: EventLog = LOG, **options: Any) -> RepeatPurchaseAnswer:
    answer = RepeatPurchase(**{"purchase": "pay", **options}).answer(log)
    assert isinstance(answer, RepeatPurchaseAnswer)
    return answer


def test_each_purchase_leads_to_the_next_for_some() -> None:
    answer = asked()

    # By hand, docs/explanation/repeat-purchase.md.
    assert [(one.number, one.cases, one.again) for one in answer.repeats] == [
        (1, 4, 2),
        (2, 2, 1),
        (3, 1, 0),
    ]
    assert (answer.customers, answer.repeaters, answer.share) == (4, 2, 0.5)
    assert (answer.purchases, answer.mean_purchases) == (7, 7 / 4)


def test_those_not_seen_for_long_are_not_taken_for_lost() -> None:
    one = asked(window="30d").repeats[0]

    # By hand: dee is out of sight after 5 days; 1 of 3 buys again after 10 and 1 of 2 after 30.
    assert one.share_within == pytest.approx(1 - 2 / 3 * 1 / 2)
    assert one.share == 0.5
    assert one.median_us == 30 * DAY


def test_nothing_is_said_of_a_window_that_nobody_was_seen_for() -> None:
    assert asked(window="200d").repeats[0].share_within is None


def test_the_lines_of_an_order_are_one_purchase() -> None:
    events = [("ann", "pay", 0), ("ann", "pay", 0), ("ann", "pay", 60_000_000)]
    log = EventLog.from_events(events)

    assert asked(log).purchases == 3
    assert asked(log, apart="59s").purchases == 2
    assert asked(log, apart="60s").purchases == 1


def test_customers_are_chosen_by_their_first_purchase() -> None:
    answer = asked(start="1970-01-15", end="1970-03-10")

    # By hand: ben on day 20 and cam on day 60; ben's second counts.
    assert (answer.customers, answer.purchases, answer.repeaters) == (2, 3, 1)


def test_a_purchase_that_never_happens_is_no_row_and_a_warning() -> None:
    answer = asked(purchase="payed")

    assert (answer.repeats, answer.share) == ((), None)
    assert "unmatched-step" in [one.name for one in answer.warnings]
