"""
Who came back after how many periods.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from touchline.kernels.backends import fast
from touchline.kernels.segments import NOWHERE, case_of_event, first_event, verify_sorted

if TYPE_CHECKING:
    import numpy.typing as npt

    Ints = npt.NDArray[np.int64]
    Bools = npt.NDArray[np.bool_]

#: Stands for all events.
_ALL = np.zeros(0, dtype=np.bool_)


def count_cohorts(
    offsets: Ints,
    times: Ints,
    bounds: Ints,
    *,
    is_first: Bools | None,
    is_back: Bools | None,
    span: tuple[int, int],
    n_periods: int,
    is_unbounded: bool,
) -> tuple[Ints, Ints]:
    """
    Count the cases that begin in each period, and how many of them come back when.

    Args:
        offsets: Where each case begins, and where the last one ends.
        times: When each event happened.
        bounds: Where each period begins, and where the last one ends; all events lie within.
        is_first: The events with which a case begins; None for all.
        is_back: The events that count as coming back; None for all.
        span: From when on and before when a case must begin to count.
        n_periods: How many periods to look at, the own one included.
        is_unbounded: Count who came in a period or later.

    Shapes:
        m events, n cases, c periods; offsets (n + 1,); times, is_first, is_back (m,); bounds
        (c + 1,); returns (c,) and (c, n_periods) int64.

    Units:
        times, bounds and span alike.

    Returns:
        How many cases begin in each period, and how many of them come back when.

    Raises:
        AssertionError: The arrays are not sorted.

    Source:
        docs/explanation/retention.md.
    """
    verify_sorted(offsets, times)
    backend = fast("cohorts", len(times))
    if backend is not None:
        found: tuple[Ints, Ints] = backend.count_cohorts(
            offsets,
            times,
            bounds,
            _ALL if is_first is None else is_first,
            _ALL if is_back is None else is_back,
            span,
            n_periods,
            is_unbounded,
        )
        return found
    every = np.ones(len(times), dtype=np.bool_)
    entry = first_event(every if is_first is None else is_first, offsets)
    entered_at = times[np.where(entry == NOWHERE, 0, entry)] if len(times) else entry
    began = (entry != NOWHERE) & (entered_at >= span[0]) & (entered_at < span[1])
    own = np.searchsorted(bounds, entered_at, side="right") - 1
    case = case_of_event(offsets)
    back = np.flatnonzero((every if is_back is None else is_back) & began[case])
    back = back[times[back] >= entered_at[case[back]]]
    when = np.searchsorted(bounds, times[back], side="right") - 1
    owner, shape = case[back], (len(bounds) - 1, n_periods)
    count = returned_by if is_unbounded else returned_in
    return (
        np.bincount(own[began], minlength=shape[0]).astype(np.int64),
        count(owner, when - own[owner], np.where(began, own, 0), shape),
    )


def returned_in(cases: Ints, distances: Ints, cohort: Ints, shape: tuple[int, int]) -> Ints:
    """
    Count the cases of each cohort that have an event in each period after their first.

    Args:
        cases: The case of each event, in the order of the log.
        distances: How many periods after its case's first each event lies, from 0; within a case
            they never fall.
        cohort: The cohort of each case.
        shape: How many cohorts there are, and how many periods to look at.

    Shapes:
        r events, n cases; cases and distances (r,); cohort (n,); returns `shape`, int64.

    Units:
        cases.

    Returns:
        Each case once in every period in which it has an event.

    Source:
        docs/explanation/retention.md.
    """
    n_cohorts, n_periods = shape
    near = distances < n_periods
    met = cases[near] * n_periods + distances[near]
    # In the order of the log, what is met twice stands side by side.
    seen = met[np.concatenate((np.ones(min(len(met), 1), dtype=np.bool_), met[1:] != met[:-1]))]
    cells = cohort[seen // n_periods] * n_periods + seen % n_periods
    return np.bincount(cells, minlength=n_cohorts * n_periods).reshape(shape).astype(np.int64)


def returned_by(cases: Ints, distances: Ints, cohort: Ints, shape: tuple[int, int]) -> Ints:
    """
    Count the cases of each cohort that have an event in each period after their first or later.

    Args:
        cases: The case of each event, in the order of the log.
        distances: How many periods after its case's first each event lies, from 0; within a case
            they never fall.
        cohort: The cohort of each case.
        shape: How many cohorts there are, and how many periods to look at.

    Shapes:
        r events, n cases; cases and distances (r,); cohort (n,); returns `shape`, int64.

    Units:
        cases.

    Returns:
        Each case once in every period up to that of its last event.

    Source:
        docs/explanation/retention.md.
    """
    n_cohorts, n_periods = shape
    last = np.full(len(cohort), -1, dtype=np.int64)
    np.maximum.at(last, cases, np.minimum(distances, n_periods - 1))
    came = last >= 0
    cells = cohort[came] * n_periods + last[came]
    ended = np.bincount(cells, minlength=n_cohorts * n_periods).reshape(shape)
    return np.cumsum(ended[:, ::-1], axis=1)[:, ::-1].astype(np.int64)
