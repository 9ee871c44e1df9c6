from __future__ import annotations

import numpy as np

from touchline.kernels.segments import Timeline
from touchline.kernels.slices import Slices

#: Two cases: A B A C, and B A; A, B, C are 0, 1, 2.
CODES = np.asarray([0, 1, 0, 2, 1, 0])
TIMELINE = Timeline.of(np.asarray([0, 4, 6]), np.arange(6))
BOTH = np.ones(2, dtype=np.bool_)


def test_without_bounds_whole_cases_are_taken() -> None:
    slices = Slices.between(TIMELINE, np.asarray([False, True]), None, None)

    assert slices.events.tolist() == [4, 5]
    assert slices.offsets.tolist() == [0, 0, 2]


def test_a_slice_runs_from_the_first_mark_to_the_first_mark_after_it() -> None:
    slices = Slices.between(TIMELINE, BOTH, CODES == 1, CODES == 0)

    # By hand: B A in both cases, the first A of the first case lying before its B.
    assert slices.events.tolist() == [1, 2, 4, 5]
    assert slices.case.tolist() == [0, 0, 1, 1]


def test_a_case_without_a_mark_is_empty() -> None:
    slices = Slices.between(TIMELINE, BOTH, None, CODES == 2)

    assert slices.offsets.tolist() == [0, 4, 4]


def test_between_two_of_the_same_kind_lie_those_up_to_the_second() -> None:
    slices = Slices.between(TIMELINE, BOTH, CODES == 0, CODES == 0)

    assert slices.events.tolist() == [0, 1, 2]


def test_repeats_are_merged_within_a_slice_only() -> None:
    codes = np.asarray([0, 0, 1, 1, 1, 0])
    slices = Slices.between(TIMELINE, BOTH, None, None).without_repeats(codes)

    assert slices.events.tolist() == [0, 2, 4, 5]
    assert slices.offsets.tolist() == [0, 2, 4]
