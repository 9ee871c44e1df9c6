from __future__ import annotations

from collections import Counter
from itertools import groupby, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.oracle.numbers_by_definition import score_interval
from tests.oracle.oracle_logs import Drawn, cases_of, drawn_events, log_of
from touchline.analysis.discovery import END, START, Discovery


@given(
    events=drawn_events(max_size=30),
    coverage=st.sampled_from((0.3, 0.8, 1.0)),
    max_steps=st.integers(1, 4),
)
def test_the_filtered_graph_counts_what_the_definition_counts(
    events: list[Drawn], coverage: float, max_steps: int
) -> None:
    answer = Discovery(coverage=coverage, max_steps=max_steps).answer(log_of(events))

    paths = [[name for name, _ in path] for path in cases_of(events).values()]
    milestones = {one.activity for one in answer.milestones}
    everywhere = {name for path in paths for name in path}
    assert answer.paths == len(paths)
    assert len(milestones) == min(max_steps, len(everywhere))
    assert {one.activity for one in answer.left_out} == everywhere - milestones
    for one in answer.milestones:
        cases = sum(one.activity in path for path in paths)
        assert (one.cases, one.share) == (cases, cases / len(paths))
        assert one.interval == pytest.approx(score_interval(cases, len(paths)), abs=1e-9)
    # No activity that is left out is met by more paths than a milestone.
    most = max((one.cases for one in answer.left_out), default=0)
    assert all(one.cases >= most for one in answer.milestones)

    walks = [[name for name in path if name in milestones] for path in paths]
    walks = [[name for name, _ in groupby(walk)] for walk in walks]
    moves = Counter(pair for walk in walks if walk for pair in pairwise([START, *walk, END]))
    kept = {(way.source, way.target) for way in answer.ways}
    assert {(way.source, way.target): way.count for way in answer.ways} == {
        pair: moves[pair] for pair in kept
    }
    leaving: Counter[str] = Counter()
    for (source, _), count in moves.items():
        leaving[source] += count
    assert all(way.share_out == way.count / leaving[way.source] for way in answer.ways)
    assert answer.ways_left_out == len(moves) - len(kept)
    walked = [walk for walk in walks if walk]
    covered = sum({*pairwise([START, *walk, END])} <= kept for walk in walked)
    assert answer.covered == covered
    assert covered >= coverage * len(walked) - 1e-9
    if moves:
        assert answer.fitness == pytest.approx(sum(moves[p] for p in kept) / sum(moves.values()))


@given(events=drawn_events(max_size=30), coverage=st.sampled_from((0.3, 0.8, 1.0)))
def test_every_milestone_lies_on_a_way_from_start_to_end(
    events: list[Drawn], coverage: float
) -> None:
    answer = Discovery(coverage=coverage).answer(log_of(events))

    onward: dict[str, set[str]] = {}
    back: dict[str, set[str]] = {}
    for way in answer.ways:
        onward.setdefault(way.source, set()).add(way.target)
        back.setdefault(way.target, set()).add(way.source)
    names = {one.activity for one in answer.milestones}
    assert names <= reachable(START, onward)
    assert names <= reachable(END, back)


def reachable(begin: str, ways: dict[str, set[str]]) -> set[str]:
    """
    Find whatever can be come to.
    """
    found, fresh = {begin}, [begin]
    while fresh:
        new = ways.get(fresh.pop(), set()) - found
        found |= new
        fresh += new
    return found
