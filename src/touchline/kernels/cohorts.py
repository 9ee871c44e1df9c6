"""
Who came back after how many periods.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

    Ints = npt.NDArray[np.int64]


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
