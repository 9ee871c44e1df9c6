from __future__ import annotations

import numpy as np

from touchline.kernels.segments import NOWHERE, Timeline
from touchline.kernels.sets import match_in_any_order
from touchline.kernels.strict import match_strictly
from touchline.kernels.windows import match_in_order


def masks(path: str, steps: str) -> list[np.ndarray]:
    return [np.array([event == step for event in path], dtype=np.bool_) for step in steps]


def one_case(times: list[int]) -> Timeline:
    return Timeline.of(np.array([0, len(times)]), np.array(times))


def test_a_window_is_closed_on_the_right() -> None:
    # By hand: B comes exactly 7 after A, which is inside; 8 after is not.
    inside = match_in_order(masks("AB", "AB"), one_case([0, 7]), window=7)
    outside = match_in_order(masks("AB", "AB"), one_case([0, 8]), window=7)

    assert (inside.levels.tolist(), outside.levels.tolist()) == ([2], [1])


def test_a_later_entry_saves_what_the_first_one_missed() -> None:
    # By hand: from A at 0 the window of 3 ends before B at 10; from A at 9 it does not.
    found = match_in_order(masks("AAB", "AB"), one_case([0, 9, 10]), window=3)

    assert found.events.tolist() == [[1, 2]]


def test_of_two_full_runs_the_latest_entry_counts() -> None:
    # By hand: both A reach B at 5; the one at 4 is the latest entry.
    found = match_in_order(masks("AAB", "AB"), one_case([0, 4, 5]))

    assert found.events.tolist() == [[1, 2]]


def test_events_at_one_time_count_in_the_order_of_the_steps() -> None:
    found = match_in_order(masks("BA", "AB"), one_case([3, 3]))

    assert found.events.tolist() == [[1, 0]]


def test_one_event_fills_one_step_only() -> None:
    found = match_in_order(masks("AXA", "AAA"), one_case([1, 2, 3]))

    assert found.events.tolist() == [[0, 2, NOWHERE]]


def test_an_event_that_could_fill_two_steps_is_given_to_the_one_that_needs_it() -> None:
    # By hand: at time 1, both could be step 2, but only the first of them step 3.
    first = np.array([True, False, False])
    second = np.array([False, True, True])
    third = np.array([False, True, False])

    found = match_in_order([first, second, third], one_case([0, 1, 1]))

    assert found.events.tolist() == [[0, 2, 1]]


def test_a_repeat_breaks_strictness() -> None:
    loose = match_in_order(masks("ABBC", "ABC"), one_case([0, 1, 2, 3]))
    strict = match_strictly(masks("ABBC", "ABC"), one_case([0, 1, 2, 3]))

    assert (loose.levels.tolist(), strict.levels.tolist()) == ([3], [2])


def test_any_order_takes_the_smallest_span_that_ends_first() -> None:
    # By hand: B at 0, A at 5 and C at 6 are complete at 6; B at 4 makes the span shorter.
    found = match_in_any_order(masks("BBACB", "ABC"), one_case([0, 4, 5, 6, 7]), window=3)

    assert found.events.tolist() == [[1, 2, 3]]


def test_cases_do_not_lend_each_other_events() -> None:
    timeline = Timeline.of(np.array([0, 1, 2]), np.array([0, 1]))

    found = match_in_order(masks("AB", "AB"), timeline)

    assert found.levels.tolist() == [1, 0]


def test_no_events_have_no_runs() -> None:
    empty = Timeline.of(np.array([0]), np.array([], dtype=np.int64))

    for match in (match_in_order, match_strictly, match_in_any_order):
        assert match(masks("", "AB"), empty).levels.tolist() == []
