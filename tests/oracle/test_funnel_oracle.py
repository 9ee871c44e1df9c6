from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.oracle.funnel_by_definition import best_set, best_times
from tests.oracle.oracle_logs import TICK, Drawn, cases_of, drawn_events, log_of
from touchline.analysis.funnel import Funnel
from touchline.kernels.segments import NOWHERE

#: Disjoint, repeated and overlapping steps: each is the set of activities that match.
STEPS = st.lists(
    st.sampled_from(({"A"}, {"B"}, {"C"}, {"A", "B"}, {"B", "C"}, {"A", "B", "C"})),
    min_size=2,
    max_size=4,
)
WINDOWS = st.none() | st.integers(1, 6)


def funnel(steps: list[set[str]], window: int | None, **options: Any) -> Funnel:
    options["steps"] = [
        {"name": f"{i}", "activities": sorted(step)} for i, step in enumerate(steps)
    ]
    options["window"] = None if window is None else window * TICK // 1_000_000
    return Funnel(**options)


def times_by_case(question: Funnel, events: list[Drawn]) -> dict[str, tuple[tuple[int, ...], bool]]:
    log = log_of(events)
    winners = question.match(log)
    return {
        case: (tuple(int(log.timestamp[e]) // TICK for e in row if e != NOWHERE), bool(out))
        for case, row, out in zip(log.cases, winners.events, winners.is_excluded, strict=True)
    }


@given(events=drawn_events(max_size=16), steps=STEPS, window=WINDOWS)
def test_an_ordered_funnel_finds_the_best_of_all_possible_runs(
    events: list[Drawn], steps: list[set[str]], window: int | None
) -> None:
    found = times_by_case(funnel(steps, window), events)

    assert found == {
        case: best_times(path, steps, window=window) for case, path in cases_of(events).items()
    }


@given(events=drawn_events(max_size=14), steps=STEPS, window=WINDOWS, data=st.data())
def test_a_case_whose_furthest_runs_are_all_tainted_is_excluded(
    events: list[Drawn], steps: list[set[str]], window: int | None, data: st.DataObject
) -> None:
    after = data.draw(st.integers(0, len(steps) - 2))
    before = data.draw(st.integers(after + 1, len(steps) - 1))
    activity = data.draw(st.sampled_from("XA"))

    found = times_by_case(funnel(steps, window, exclude=(f"{activity}:{after}:{before}",)), events)

    exclusions = [(activity, after, before)]
    assert found == {
        case: best_times(path, steps, window=window, exclusions=exclusions)
        for case, path in cases_of(events).items()
    }


@given(events=drawn_events(max_size=9, last_tick=3), steps=STEPS, window=WINDOWS)
def test_a_strict_funnel_tries_every_order_of_ties(
    events: list[Drawn], steps: list[set[str]], window: int | None
) -> None:
    found = times_by_case(funnel(steps, window, order="strict"), events)

    assert found == {
        case: best_times(path, steps, window=window, order="strict")
        for case, path in cases_of(events).items()
    }


@given(
    events=drawn_events(max_size=12),
    steps=STEPS,
    window=WINDOWS,
    excluded=st.none() | st.sampled_from("XA"),
)
def test_an_unordered_funnel_finds_the_largest_of_all_sets(
    events: list[Drawn], steps: list[set[str]], window: int | None, excluded: str | None
) -> None:
    exclude = () if excluded is None else (f"{excluded}:0:1",)

    found = times_by_case(funnel(steps, window, order="unordered", exclude=exclude), events)

    expected = {
        case: best_set(path, steps, window=window, excluded=excluded)
        for case, path in cases_of(events).items()
    }
    ends = {
        case: (len(times), (times[0], times[-1]) if times else (), out)
        for case, (times, out) in found.items()
    }
    assert ends == expected
