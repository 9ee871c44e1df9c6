"""
Cases as segments of sorted arrays: their bounds, their ties, and reductions over them.
"""

from __future__ import annotations

import weakref
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

import numpy as np

from touchline.kernels.backends import fast
from touchline.kernels.meetings import is_first_meeting

if TYPE_CHECKING:
    import numpy.typing as npt

    Ints = npt.NDArray[np.int64]
    Bools = npt.NDArray[np.bool_]

#: Stands where a case has no such event.
NOWHERE = -1

#: What is wrong with arrays that are not sorted.
BACKWARDS = "a case runs backwards in time"


@dataclass(frozen=True, slots=True, eq=False)
class Timeline:
    """
    Events sorted by case and time, with the bounds of every case and of every tie.

    Args:
        offsets: Where each case begins, and where the last one ends.
        times: When each event happened.
        case: The case of each event.
        tie_start: The first event of its case at the same time.
        tie_end: One past the last event of its case at the same time.

    Shapes:
        m events, n cases; offsets (n + 1,); all others (m,), int64.

    Units:
        times in any unit that grows with time.
    """

    offsets: Ints
    times: Ints
    case: Ints
    tie_start: Ints
    tie_end: Ints

    @classmethod
    def of(cls, offsets: Ints, times: Ints) -> Self:
        """
        Check that the arrays are sorted, and find bounds and ties.

        Args:
            offsets: Where each case begins, and where the last one ends.
            times: When each event happened.

        Shapes:
            offsets (n + 1,); times (m,).

        Units:
            times in any unit that grows with time.

        Returns:
            The timeline.

        Raises:
            AssertionError: The arrays are not sorted.

        Source:
            By definition.
        """
        verify_sorted(offsets, times)
        return cls(offsets, times, case_of_event(offsets), *tie_groups(offsets, times))

    @property
    def n_cases(self) -> int:
        """
        How many cases there are.
        """
        return len(self.offsets) - 1


def rows_of(offsets: Ints, cases: Ints) -> tuple[Ints, Ints]:
    """
    List the events of some cases.

    Args:
        offsets: Where each case begins, and where the last one ends.
        cases: The cases.

    Shapes:
        m events, n cases; offsets (n + 1,); cases (k,).

    Units:
        none.

    Returns:
        Their events case by case, and where each case begins among them, (k + 1,).

    Source:
        By definition.
    """
    begin, sizes = offsets[cases], offsets[cases + 1] - offsets[cases]
    ends = np.cumsum(sizes)
    rows = np.arange(ends[-1] if len(ends) else 0) + np.repeat(begin - ends + sizes, sizes)
    return rows, np.concatenate(([0], ends)).astype(np.int64)


#: Pairs of offsets and times that were found in order, for as long as both live.
_IN_ORDER: dict[tuple[int, int], tuple[weakref.ref[Ints], weakref.ref[Ints]]] = {}


def vouch(offsets: Ints, times: Ints) -> None:
    """
    Remember that arrays were looked through, so that no kernel need do so again.

    Args:
        offsets: Where each case begins, and where the last one ends; nobody may write it.
        times: When each event happened; nobody may write it.

    Shapes:
        m events, n cases; offsets (n + 1,); times (m,).

    Units:
        none.

    Raises:
        AssertionError: An array may be written, so that nobody knows what it will hold.

    Source:
        None needed.
    """
    if offsets.flags.writeable or times.flags.writeable:
        msg = "only what nobody writes stays in order"
        raise AssertionError(msg)
    key = id(offsets), id(times)

    def forget(_gone: object) -> None:
        _IN_ORDER.pop(key, None)

    _IN_ORDER[key] = weakref.ref(offsets, forget), weakref.ref(times, forget)


def is_vouched(offsets: Ints, times: Ints) -> bool:
    """
    Tell whether these very arrays were looked through before.

    Args:
        offsets: Where each case begins, and where the last one ends.
        times: When each event happened.

    Shapes:
        m events, n cases; offsets (n + 1,); times (m,).

    Units:
        none.

    Returns:
        True when they were.

    Source:
        None needed.
    """
    return (id(offsets), id(times)) in _IN_ORDER


def verify_sorted(offsets: Ints, times: Ints) -> None:
    """
    Check that offsets cut the events into cases and that no case runs backwards in time.

    Args:
        offsets: Where each case begins, and where the last one ends.
        times: When each event happened.

    Shapes:
        m events, n cases; offsets (n + 1,) int64; times (m,) int64.

    Units:
        times in any unit that grows with time.

    Raises:
        AssertionError: The arrays are not sorted; whoever built them has a bug, and any answer
        would be wrong.

    Source:
        Two engines returned wrongly ordered rows without an error when the design was measured.
    """
    if is_vouched(offsets, times):
        return
    verify_offsets(offsets, len(times))
    backend = fast("segments", len(times))
    if backend is not None:
        if not backend.is_sorted(offsets, times):
            raise AssertionError(BACKWARDS)
        return
    falls = times[1:] < times[:-1]
    # Where one case ends and the next begins, time may jump back.
    between = offsets[(offsets > 0) & (offsets < len(times))]
    falls[between - 1] = False
    if falls.any():
        raise AssertionError(BACKWARDS)


def verify_offsets(offsets: Ints, n_events: int) -> None:
    """
    Check that offsets cut the events into cases.

    Args:
        offsets: Where each case begins, and where the last one ends.
        n_events: How many events there are.

    Shapes:
        n cases; offsets (n + 1,) int64.

    Units:
        none.

    Raises:
        AssertionError: They do not; whoever built them has a bug, and any answer would be wrong.

    Source:
        By definition of the offsets.
    """
    if len(offsets) == 0 or offsets[0] != 0 or offsets[-1] != n_events:
        msg = "the offsets do not span the events"
        raise AssertionError(msg)
    if (offsets[1:] < offsets[:-1]).any():
        msg = "the offsets run backwards"
        raise AssertionError(msg)


def case_of_event(offsets: Ints) -> Ints:
    """
    Number the case that owns each event.

    Args:
        offsets: Where each case begins, and where the last one ends.

    Shapes:
        offsets (n + 1,); returns (m,) int64.

    Units:
        none.

    Returns:
        The case number of every event.

    Source:
        By definition of the offsets.
    """
    return np.repeat(np.arange(len(offsets) - 1, dtype=np.int64), np.diff(offsets))


def tie_groups(offsets: Ints, times: Ints) -> tuple[Ints, Ints]:
    """
    Find, for each event, the events of its case at the very same time.

    Args:
        offsets: Where each case begins, and where the last one ends.
        times: When each event happened, sorted within a case.

    Shapes:
        offsets (n + 1,); times (m,); returns two (m,) int64.

    Units:
        times in any unit that grows with time.

    Returns:
        The first event of the group, and one past its last.

    Source:
        By definition.
    """
    m = len(times)
    opens = np.ones(m, dtype=np.bool_)
    opens[1:] = times[1:] != times[:-1]
    opens[offsets[:-1][offsets[:-1] < m]] = True
    first = np.flatnonzero(opens).astype(np.int64)
    sizes = np.diff(np.append(first, m))
    return np.repeat(first, sizes), np.repeat(first + sizes, sizes)


def first_event(mask: Bools, offsets: Ints) -> Ints:
    """
    Find the first marked event of each case.

    Args:
        mask: The marked events.
        offsets: Where each case begins, and where the last one ends.

    Shapes:
        mask (m,) bool; offsets (n + 1,); returns (n,) int64.

    Units:
        none.

    Returns:
        The event number, or `NOWHERE` for a case without a marked event.

    Source:
        By definition.
    """
    marked = np.flatnonzero(mask)
    return _event_at(marked, np.searchsorted(marked, offsets[:-1]), offsets)


def last_event(mask: Bools, offsets: Ints) -> Ints:
    """
    Find the last marked event of each case.

    Args:
        mask: The marked events.
        offsets: Where each case begins, and where the last one ends.

    Shapes:
        mask (m,) bool; offsets (n + 1,); returns (n,) int64.

    Units:
        none.

    Returns:
        The event number, or `NOWHERE` for a case without a marked event.

    Source:
        By definition.
    """
    marked = np.flatnonzero(mask)
    return _event_at(marked, np.searchsorted(marked, offsets[1:]) - 1, offsets)


def count_per_case(mask: Bools, offsets: Ints) -> Ints:
    """
    Count the marked events of each case.

    Args:
        mask: The marked events.
        offsets: Where each case begins, and where the last one ends.

    Shapes:
        mask (m,) bool; offsets (n + 1,); returns (n,) int64.

    Units:
        events.

    Returns:
        How many marked events each case has.

    Source:
        By definition.
    """
    running = np.concatenate(([0], np.cumsum(mask, dtype=np.int64)))
    return np.asarray(running[offsets[1:]] - running[offsets[:-1]], dtype=np.int64)


def count_distinct(
    groups: npt.NDArray[np.integer],
    cases: Ints,
    n_groups: int,
    n_cases: int,  # noqa: ARG001 (stated by whoever knows it, though nothing needs it)
) -> Ints:
    """
    Count the different cases that occur in each group.

    Args:
        groups: The group of each item, from 0.
        cases: The case of each item, from 0.
        n_groups: How many groups there are.
        n_cases: How many cases there are.

    Shapes:
        groups, cases (m,); returns (n_groups,) int64.

    Units:
        cases.

    Returns:
        How many different cases each group has.

    Source:
        By definition.
    """
    is_met = is_first_meeting(groups, cases, n_groups)
    return np.bincount(groups[is_met], minlength=n_groups).astype(np.int64)


def _event_at(marked: npt.NDArray[np.intp], position: npt.NDArray[np.intp], offsets: Ints) -> Ints:
    found = np.full(len(offsets) - 1, NOWHERE, dtype=np.int64)
    inside = (position >= 0) & (position < len(marked))
    event = marked[position[inside]]
    belongs = (event >= offsets[:-1][inside]) & (event < offsets[1:][inside])
    found[np.flatnonzero(inside)[belongs]] = event[belongs]
    return found
