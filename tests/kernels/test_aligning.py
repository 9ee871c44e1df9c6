from __future__ import annotations

import heapq

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from touchline.kernels.aligning import Plan, align


def chain(n_steps: int) -> Plan:
    ways = np.zeros((n_steps + 1, n_steps), dtype=np.bool_)
    ways[np.arange(n_steps), np.arange(n_steps)] = True
    ends = np.zeros(n_steps + 1, dtype=np.bool_)
    ends[-1] = True
    return Plan(ways, ends)


def aligned(plan: Plan, *words: str, to_the_end: bool = True):
    meant = np.asarray(
        [1 << "ABCDE".index(letter) for word in words for letter in word], dtype="i8"
    )
    return align(
        plan, meant, np.cumsum([0, *map(len, words)], dtype=np.int64), to_the_end=to_the_end
    )


def test_a_path_is_laid_beside_a_plan_with_the_fewest_departures() -> None:
    found = aligned(chain(4), "ABCD", "ABD", "ACBD", "ABBCD", "AB", "")

    # By hand: nothing; C left out; one of B and C out of place and left out; a second B; C and D
    # left out; everything left out.
    assert found.cost.tolist() == [0, 1, 2, 1, 2, 4]
    assert found.skipped.sum(axis=1).tolist() == [0, 1, 1, 0, 2, 4]
    assert found.strayed.sum(axis=1).tolist() == [0, 0, 1, 1, 0, 0]
    assert found.place.tolist() == [4] * 6


def test_a_path_that_may_stop_leaves_nothing_out_after_its_last_event() -> None:
    found = aligned(chain(4), "AB", "D", "", to_the_end=False)

    # By hand: nothing; D out of place, which is cheaper than to leave out A, B and C; nothing.
    assert found.cost.tolist() == [0, 1, 0]
    assert found.place.tolist() == [2, 0, 0]


def test_a_way_back_makes_a_second_round_part_of_the_plan() -> None:
    plan = chain(3)
    plan.ways[2, 0] = True

    found = aligned(plan, "ABABC", "AABC")

    # By hand: once back from B to A; back from A to A is no way.
    assert found.cost.tolist() == [0, 1]
    assert found.done.tolist() == [[2, 2, 1], [1, 1, 1]]


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    k = draw(st.integers(1, 4))
    ways = np.array(draw(st.lists(st.booleans(), min_size=(k + 1) * k, max_size=(k + 1) * k)))
    ends = np.array(draw(st.lists(st.booleans(), min_size=k + 1, max_size=k + 1)))
    return Plan(ways.reshape(k + 1, k) | chain(k).ways, ends | chain(k).ends)


@given(plan=plans(), data=st.data(), to_the_end=st.booleans())
def test_no_alignment_is_cheaper(plan: Plan, data: st.DataObject, to_the_end: bool) -> None:
    k = plan.ways.shape[1]
    # An event may be recognised by several steps.
    words = data.draw(
        st.lists(st.lists(st.integers(1, (1 << k) - 1), max_size=6), min_size=1, max_size=4)
    )
    meant = np.asarray([event for word in words for event in word], dtype=np.int64)
    offsets = np.cumsum([0, *map(len, words)], dtype=np.int64)

    found = align(plan, meant, offsets, to_the_end=to_the_end)

    for i, word in enumerate(words):
        assert found.cost[i] == cheapest(plan, word, to_the_end=to_the_end)
        # What is told of a word adds up to its cost and to its events.
        # A step may be left out once a round, and is told once.
        assert found.cost[i] - found.strayed[i].sum() >= found.skipped[i].sum()
        assert found.done[i].sum() + found.strayed[i].sum() == len(word)


def cheapest(plan: Plan, word: list[int], *, to_the_end: bool) -> int:
    """
    Search the graph of all alignments for the cheapest, by Dijkstra's algorithm.
    """
    heap, seen = [(0, 0, 0)], set()
    while heap:
        cost, position, place = heapq.heappop(heap)
        if (position, place) in seen:
            continue
        seen.add((position, place))
        if position == len(word) and (plan.ends[place] or not to_the_end):
            return cost
        if position < len(word):
            heapq.heappush(heap, (cost + 1, position + 1, place))
        for step in np.flatnonzero(plan.ways[place]).tolist():
            heapq.heappush(heap, (cost + 1, position, step + 1))
            if position < len(word) and word[position] >> step & 1:
                heapq.heappush(heap, (cost, position + 1, step + 1))
    raise AssertionError


def test_batches_of_words_do_not_change_what_is_found(monkeypatch) -> None:
    words = ("ABCD", "ABD", "ACBD", "ABBCD", "AB", "", "DCBA", "AABBCCDD")
    whole = aligned(chain(4), *words)

    monkeypatch.setattr("touchline.kernels.aligning._BATCH", 40)
    parts = aligned(chain(4), *words)

    assert whole.cost.tolist() == parts.cost.tolist()
    assert whole.skipped.tolist() == parts.skipped.tolist()
    assert whole.strayed.tolist() == parts.strayed.tolist()
