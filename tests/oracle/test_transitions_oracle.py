from __future__ import annotations

from collections import Counter
from itertools import groupby, pairwise
from statistics import median

from hypothesis import given
from hypothesis import strategies as st

from tests.oracle.oracle_logs import TICK, Drawn, cases_of, drawn_events, log_of
from touchline.analysis.transitions import END, START, Transitions
from touchline.analysis.variants import Variants


def paths_of(events: list[Drawn], *, merge: bool) -> list[list[tuple[str, int]]]:
    paths = list(cases_of(events).values())
    if not merge:
        return paths
    return [[next(run) for _, run in groupby(path, key=lambda event: event[0])] for path in paths]


@given(events=drawn_events(max_size=30), merge=st.booleans())
def test_transitions_are_the_pairs_of_neighbours_counted(events: list[Drawn], merge: bool) -> None:
    answer = Transitions(merge_repeats=merge).answer(log_of(events))

    count: Counter[tuple[str, str]] = Counter()
    cases: Counter[tuple[str, str]] = Counter()
    spans: dict[tuple[str, str], list[int]] = {}
    for path in paths_of(events, merge=merge):
        names = [START, *(activity for activity, _ in path), END]
        count.update(pairwise(names))
        cases.update(set(pairwise(names)))
        for (a, t), (b, u) in pairwise(path):
            spans.setdefault((a, b), []).append((u - t) * TICK)
    assert {(t.source, t.target): t.count for t in answer.transitions} == count
    assert {(t.source, t.target): t.cases for t in answer.transitions} == cases
    assert {
        (t.source, t.target): t.median_us for t in answer.transitions if t.median_us is not None
    } == {pair: median(values) for pair, values in spans.items()}


@given(events=drawn_events(max_size=30), merge=st.booleans())
def test_what_flows_in_flows_out(events: list[Drawn], merge: bool) -> None:
    answer = Transitions(merge_repeats=merge).answer(log_of(events))

    leaving: Counter[str] = Counter()
    entering: Counter[str] = Counter()
    for one in answer.transitions:
        leaving[one.source] += one.count
        entering[one.target] += one.count
    assert leaving.pop(START, 0) == entering.pop(END, 0) == answer.paths
    assert leaving == entering


@given(events=drawn_events(max_size=30))
def test_shares_of_each_source_and_each_target_sum_to_one(events: list[Drawn]) -> None:
    answer = Transitions().answer(log_of(events))

    out: Counter[str] = Counter()
    into: Counter[str] = Counter()
    for one in answer.transitions:
        out[one.source] += one.share_out  # type: ignore[assignment]
        into[one.target] += one.share_in  # type: ignore[assignment]
    assert all(abs(total - 1) < 1e-9 for total in [*out.values(), *into.values()])


@given(events=drawn_events(max_size=30), merge=st.booleans(), top=st.integers(1, 4))
def test_variants_are_the_paths_counted(events: list[Drawn], merge: bool, top: int) -> None:
    answer = Variants(merge_repeats=merge, top=top).answer(log_of(events))

    paths = [
        tuple(activity for activity, _ in path) for path in paths_of(events, merge=merge) if path
    ]
    counted = sorted(Counter(paths).items(), key=lambda item: (-item[1], item[0]))
    assert [(one.path, one.cases) for one in answer.variants] == counted[:top]
    assert answer.hidden == len(counted) - len(counted[:top])
    assert answer.hidden_cases == sum(n for _, n in counted[top:])
    assert answer.seen_once == sum(n == 1 for _, n in counted)
