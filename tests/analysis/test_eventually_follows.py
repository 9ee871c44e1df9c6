from __future__ import annotations

from tests.analysis.claims import AGAIN, CHECK, CLAIMS, DECIDE, PAY, REGISTER
from touchline.analysis.eventually_follows import EventuallyFollows
from touchline.eventlog.log import EventLog


def test_a_published_log_is_counted_by_cases() -> None:
    answer = EventuallyFollows().answer(CLAIMS)

    # By hand from the paths; pm4py 2.7.23.11 counts pairs of occurrences instead, 9 for the first.
    cases = {(one.source, one.target): one.cases for one in answer.pairs}
    assert cases[REGISTER, CHECK] == 6
    assert cases[AGAIN, PAY] == 1
    assert cases[DECIDE, CHECK] == cases[CHECK, CHECK] == 2
    assert (PAY, REGISTER) not in cases


def test_a_pair_has_its_share_and_the_base_rate() -> None:
    answer = EventuallyFollows().answer(CLAIMS)

    one = next(x for x in answer.pairs if (x.source, x.target) == (AGAIN, PAY))
    # By hand: of the two that are taken up again one is paid; of all six, three are.
    assert (one.n, one.share, one.share_of_cases) == (2, 0.5, 0.5)


def test_rarer_activities_are_left_out_and_counted() -> None:
    answer = EventuallyFollows(top=3).answer(CLAIMS)

    # By hand: check, decide and register come in all six; of the other five, casually in four.
    assert {one.source for one in answer.pairs} == {REGISTER, CHECK, DECIDE}
    assert (answer.hidden_activities, answer.hidden_cases) == (5, 4)
    assert "hidden-activities" in [one.name for one in answer.warnings]


def test_a_very_long_case_costs_no_more_than_its_kinds_of_activities() -> None:
    events = [("ann", "ab"[i % 2], i) for i in range(100_000)]

    answer = EventuallyFollows().answer(EventLog.from_events(events))

    assert {(one.source, one.target): one.cases for one in answer.pairs} == {
        (a, b): 1 for a in "ab" for b in "ab"
    }


def test_only_cases_that_begin_in_the_span_count() -> None:
    answer = EventuallyFollows(start="1971-01-01").answer(CLAIMS)

    assert (answer.paths, answer.pairs) == (0, ())
