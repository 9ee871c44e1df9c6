"""
Where each case stands at a moment, and since when.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from touchline.kernels.backends import fast
from touchline.kernels.segments import NOWHERE, case_of_event, last_event, verify_sorted

if TYPE_CHECKING:
    import numpy.typing as npt

    Ints = npt.NDArray[np.int64]


def last_standing(
    codes: npt.NDArray[np.integer], step_of: Ints, offsets: Ints, times: Ints, now: int
) -> tuple[Ints, Ints, Ints]:
    """
    Find the last step of each case, and since when it has lasted without another in between.

    Args:
        codes: What each event is, from 0.
        step_of: The step that each code stands for, or `NOWHERE`.
        offsets: Where each case begins, and where the last one ends.
        times: When each event happened.
        now: The moment; what happens later is not seen.

    Shapes:
        m events, n cases; codes, times (m,); offsets (n + 1,); returns three (n,) int64.

    Units:
        those of the times.

    Returns:
        The step of each case or `NOWHERE`; since when, or 0; and the last event by then or
        `NOWHERE`.

    Raises:
        AssertionError: The arrays are not sorted.

    Cost:
        O(m), compiled O(n) beside the check that the arrays are sorted.

    Source:
        docs/explanation/occupancy.md.
    """
    verify_sorted(offsets, times)
    backend = fast("standing", len(times))
    if backend is not None:
        found: tuple[Ints, Ints, Ints] = backend.last_standing(codes, step_of, offsets, times, now)
        return found
    is_past = times <= now
    state = np.where(is_past, step_of[codes], NOWHERE)
    known = np.flatnonzero(state != NOWHERE)
    case, states = case_of_event(offsets)[known], state[known]
    where = np.full(len(offsets) - 1, NOWHERE, dtype=np.int64)
    since = np.zeros(len(offsets) - 1, dtype=np.int64)
    begins = np.ones(len(known), dtype=np.bool_)
    begins[1:] = (states[1:] != states[:-1]) | (case[1:] != case[:-1])
    stays = np.flatnonzero(begins)
    # Later stays overwrite earlier ones, so that each case keeps its last.
    where[case[stays]] = states[stays]
    since[case[stays]] = times[known[stays]]
    return where, since, last_event(is_past, offsets)
