from __future__ import annotations

import heapq

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.oracle.oracle_logs import Drawn, cases_of, drawn_events, log_of
from touchline.analysis.alignment import Alignment

STEPS = ("A", "B", "C")
PLACES = ("start", "0", "1", "2")
WAYS = st.lists(
    st.tuples(st.sampled_from(PLACES), st.sampled_from(("0", "1", "2", "end"))).map(":".join),
    max_size=2,
    unique=True,
)


@given(
    events=drawn_events(max_size=24),
    optional=st.sets(st.integers(0, 2)),
    beside=st.sets(st.integers(0, 2), max_size=1),
    ways=WAYS,
    whole=st.booleans(),
)
def test_an_alignment_departs_as_little_as_any(
    events: list[Drawn], optional: set[int], beside: set[int], ways: list[str], whole: bool
) -> None:
    chain = [i for i in range(3) if i not in beside]
    allowed, ends = rules(chain, optional, ways)
    if whole and cheapest((), allowed, ends, whole=True) is None:
        return

    fields = {"steps": STEPS, "optional": optional, "beside": beside, "ways": ways, "whole": whole}
    answer = Alignment.model_validate(fields).answer(log_of(events))

    paths = [[name for name, _ in path] for path in cases_of(events).values()]
    planned = [[STEPS.index(name) for name in path if name in STEPS] for path in paths]
    counted = [(path, word) for path, word in zip(paths, planned, strict=True) if word]
    costs = [least(tuple(word), allowed, ends, whole=whole) for _, word in counted]
    strays = [len(path) - len(word) for path, word in counted]
    assert (answer.paths, answer.outside) == (len(counted), len(paths) - len(counted))
    assert answer.in_order == costs.count(0)
    assert answer.following == sum(a + b == 0 for a, b in zip(costs, strays, strict=True))
    assert answer.out_of_place + answer.left_out == sum(costs) + sum(strays)
    assert answer.in_place + answer.out_of_place == sum(len(path) for path, _ in counted)
    shortest = least((), allowed, ends, whole=whole)
    most = sum(len(path) + shortest for path, _ in counted)
    if most:
        assert answer.fitness == pytest.approx(1 - (sum(costs) + sum(strays)) / most)
    unplanned = [one for one in answer.departures if one.kind == "unplanned"]
    assert {one.name: one.events for one in unplanned} == {
        name: n for name in ("X",) if (n := sum(path.count(name) for path, _ in counted))
    }


def rules(
    chain: list[int], optional: set[int], ways: list[str]
) -> tuple[set[tuple[str, int]], set[str]]:
    """
    List which step may follow which place, and where the plan may be over.
    """
    allowed: set[tuple[str, int]] = set()
    ends: set[str] = set()
    for place in ("start", *map(str, chain)):
        ahead = chain if place == "start" else chain[chain.index(int(place)) + 1 :]
        for step in ahead:
            allowed.add((place, step))
            if step not in optional:
                break
        else:
            ends.add(place)
    for way in ways:
        source, target = way.split(":")
        if target == "end":
            ends.add(source)
        else:
            allowed.add((source, int(target)))
    return allowed, ends


def least(
    word: tuple[int, ...], allowed: set[tuple[str, int]], ends: set[str], *, whole: bool
) -> int:
    found = cheapest(word, allowed, ends, whole=whole)
    assert found is not None
    return found


def cheapest(
    word: tuple[int, ...], allowed: set[tuple[str, int]], ends: set[str], *, whole: bool
) -> int | None:
    """
    Search all alignments for the cheapest, by Dijkstra's algorithm; None where there is none.
    """
    heap, seen = [(0, 0, "start")], set()
    while heap:
        cost, position, place = heapq.heappop(heap)
        if (position, place) in seen:
            continue
        seen.add((position, place))
        if position == len(word) and (place in ends or not whole):
            return cost
        if position < len(word):
            heapq.heappush(heap, (cost + 1, position + 1, place))
        for source, step in allowed:
            if source == place:
                heapq.heappush(heap, (cost + 1, position, str(step)))
                if position < len(word) and word[position] == step:
                    heapq.heappush(heap, (cost, position + 1, str(step)))
    return None
