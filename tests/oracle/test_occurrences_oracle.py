from __future__ import annotations

from collections import Counter
from itertools import combinations, pairwise
from statistics import median

from hypothesis import given
from hypothesis import strategies as st

from tests.oracle.oracle_logs import TICK, Drawn, cases_of, drawn_events, log_of
from touchline.analysis.eventually_follows import EventuallyFollows
from touchline.analysis.rework import Rework


@given(events=drawn_events(max_size=30), top=st.integers(1, 5))
def test_pairs_are_those_of_all_events_counted_once_a_case(events: list[Drawn], top: int) -> None:
    answer = EventuallyFollows(top=top).answer(log_of(events))

    paths = [[name for name, _ in path] for path in cases_of(events).values()]
    has = Counter(name for path in paths for name in set(path))
    chosen = {name for name, _ in sorted(has.items(), key=lambda item: (-item[1], item[0]))[:top]}
    pairs = Counter(pair for path in paths for pair in set(combinations(path, 2)))
    assert {(one.source, one.target): (one.cases, one.n) for one in answer.pairs} == {
        (a, b): (count, has[a]) for (a, b), count in pairs.items() if {a, b} <= chosen
    }


@given(events=drawn_events(max_size=30))
def test_rework_is_what_a_case_has_twice(events: list[Drawn]) -> None:
    answer = Rework().answer(log_of(events))

    expected = {}
    paths = cases_of(events).values()
    for activity in {name for path in paths for name, _ in path}:
        own = [[tick for name, tick in path if name == activity] for path in paths]
        again = [ticks for ticks in own if len(ticks) > 1]
        in_a_row = sum(
            any(a == b == activity for (a, _), (b, _) in pairwise(path)) for path in paths
        )
        expected[activity] = (
            sum(bool(ticks) for ticks in own),
            len(again),
            in_a_row,
            max(map(len, own)),
            median((ticks[-1] - ticks[0]) * TICK for ticks in again) if again else None,
        )
    assert {
        x.activity: (x.cases, x.repeated, x.in_a_row, x.most, x.median_us)
        for x in answer.activities
    } == expected
