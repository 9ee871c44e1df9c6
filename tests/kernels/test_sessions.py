from __future__ import annotations

import numpy as np
import pytest

from touchline.kernels.sessions import opens_session, session_offsets


def test_a_gap_of_exactly_the_timeout_stays_inside() -> None:
    offsets, times = np.asarray([0, 3, 4]), np.asarray([0, 30, 61, 62])

    opens = opens_session(offsets, times, 30)

    # By hand: the second case begins a session of its own, however close in time.
    assert opens.tolist() == [True, False, True, True]
    assert session_offsets(opens).tolist() == [0, 2, 3, 4]


def test_a_break_opens_a_session_whatever_the_gap() -> None:
    offsets, times = np.asarray([0, 3]), np.asarray([0, 1, 2])

    opens = opens_session(offsets, times, 30, np.asarray([False, False, True]))

    assert opens.tolist() == [True, False, True]


def test_no_events_are_no_sessions() -> None:
    offsets, times = np.asarray([0]), np.empty(0, dtype=np.int64)

    assert session_offsets(opens_session(offsets, times, 30)).tolist() == [0]


def test_unsorted_events_are_never_answered() -> None:
    with pytest.raises(AssertionError):
        opens_session(np.asarray([0, 2]), np.asarray([5, 1]), 30)
