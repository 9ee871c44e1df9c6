from __future__ import annotations

import gc

import numpy as np
import pytest

from touchline.kernels import segments
from touchline.kernels.segments import (
    NOWHERE,
    Timeline,
    count_per_case,
    first_event,
    last_event,
    verify_sorted,
    vouch,
)

# Three cases: two events at one time and a later one; none; two events.
OFFSETS = np.array([0, 3, 3, 5])
TIMES = np.array([5, 5, 9, 2, 5])


def test_ties_end_with_their_case() -> None:
    timeline = Timeline.of(OFFSETS, np.array([5, 5, 9, 9, 9]))

    assert timeline.case.tolist() == [0, 0, 0, 2, 2]
    assert timeline.tie_start.tolist() == [0, 0, 2, 3, 3]
    assert timeline.tie_end.tolist() == [2, 2, 3, 5, 5]


def test_the_marked_events_of_each_case_are_found_and_counted() -> None:
    mask = np.array([False, True, True, False, True])

    assert first_event(mask, OFFSETS).tolist() == [1, NOWHERE, 4]
    assert last_event(mask, OFFSETS).tolist() == [2, NOWHERE, 4]
    assert count_per_case(mask, OFFSETS).tolist() == [2, 0, 1]


def test_no_marked_event_is_nowhere() -> None:
    nothing = np.zeros(5, dtype=np.bool_)

    assert first_event(nothing, OFFSETS).tolist() == [NOWHERE] * 3
    assert last_event(nothing, OFFSETS).tolist() == [NOWHERE] * 3


def test_a_new_case_may_begin_earlier_than_the_last_one_ended() -> None:
    verify_sorted(OFFSETS, TIMES)


@pytest.mark.parametrize(
    ("offsets", "times"),
    [([0, 3, 3, 5], [5, 4, 9, 2, 5]), ([0, 3, 2, 5], [1, 2, 3, 4, 5]), ([0, 3], [1, 2, 3, 4])],
    ids=["time runs backwards", "offsets run backwards", "offsets end too soon"],
)
def test_unsorted_arrays_are_a_bug_and_never_answered(offsets: list[int], times: list[int]) -> None:
    with pytest.raises(AssertionError):
        Timeline.of(np.array(offsets), np.array(times))


def test_a_log_without_events_has_no_ties() -> None:
    timeline = Timeline.of(np.array([0]), np.array([], dtype=np.int64))

    assert (timeline.n_cases, timeline.tie_start.tolist()) == (0, [])


def test_what_was_looked_through_is_not_looked_through_again() -> None:
    offsets, times = np.asarray([0, 2]), np.asarray([5, 4])
    for array in (offsets, times):
        array.flags.writeable = False
    with pytest.raises(AssertionError, match="backwards"):
        verify_sorted(offsets, times)

    vouch(offsets, times)

    # Whoever vouched is believed, for these very arrays and for no others.
    verify_sorted(offsets, times)
    with pytest.raises(AssertionError, match="backwards"):
        verify_sorted(offsets, times.copy())


def test_nobody_vouches_for_what_may_be_written() -> None:
    with pytest.raises(AssertionError, match="writes"):
        vouch(np.asarray([0, 2]), np.asarray([4, 5]))


def test_a_vouched_array_is_forgotten_when_it_is_gone() -> None:
    offsets, times = np.asarray([0, 2]), np.asarray([4, 5])
    for array in (offsets, times):
        array.flags.writeable = False
    vouch(offsets, times)
    n_before = len(segments._IN_ORDER)

    del times, array
    gc.collect()

    assert len(segments._IN_ORDER) == n_before - 1
