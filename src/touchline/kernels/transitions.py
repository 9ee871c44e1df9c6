"""
Directly-follows pairs of codes within cases, the ways in and out included.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from touchline.kernels.segments import count_per_case

if TYPE_CHECKING:
    import numpy.typing as npt

    from touchline.kernels.segments import Timeline

    Ints = npt.NDArray[np.int64]
    Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Pairs:
    """
    Every step from one event to the next, the way into and out of each case included.

    Args:
        source: The code that is left; the number of codes stands for the start.
        target: The code that is entered; one more than the number of codes stands for the end.
        case: Whose step it is.
        span: How long it took; 0 for the ways in and out, which take no time.
        n_inner: How many lead from one event to another; they stand before the ways in and out.

    Shapes:
        p pairs: as many as there are events and non-empty cases; every array (p,) int64.

    Units:
        span in the unit of the times.
    """

    source: Ints
    target: Ints
    case: Ints
    span: Ints
    n_inner: int


def directly_follows(codes: Ints, timeline: Timeline, n_codes: int) -> Pairs:
    """
    Pair every event with the next one of its case.

    Args:
        codes: What each event is, from 0.
        timeline: The events, sorted.
        n_codes: How many codes there are.

    Shapes:
        codes (m,).

    Units:
        times in any unit.

    Returns:
        All pairs; inner ones first, then the ways in, then the ways out.

    Source:
        van der Aalst (2016), Process Mining, 2nd edition, section 6.2.
    """
    case, times, m = timeline.case, timeline.times, len(codes)
    inner = np.flatnonzero(case[:-1] == case[1:]) if m else np.empty(0, dtype=np.int64)
    filled = np.flatnonzero(np.diff(timeline.offsets))
    first, last = timeline.offsets[filled], timeline.offsets[filled + 1] - 1
    no_time = np.zeros(len(filled), dtype=np.int64)
    return Pairs(
        source=np.concatenate((codes[inner], np.full(len(filled), n_codes), codes[last])),
        target=np.concatenate((codes[inner + 1], codes[first], np.full(len(filled), n_codes + 1))),
        case=np.concatenate((case[inner], filled, filled)),
        span=np.concatenate((times[inner + 1] - times[inner], no_time, no_time)),
        n_inner=len(inner),
    )


def without_repeats(codes: npt.NDArray[np.integer], timeline: Timeline) -> Bools:
    """
    Mark the first event of each run of equal codes within a case.

    Args:
        codes: What each event is.
        timeline: The events, sorted.

    Shapes:
        codes (m,); returns (m,) bool.

    Units:
        none.

    Returns:
        False for an event that repeats the one before it.

    Source:
        By definition.
    """
    keep = np.ones(len(codes), dtype=np.bool_)
    keep[1:] = (codes[1:] != codes[:-1]) | (timeline.case[1:] != timeline.case[:-1])
    return keep


def kept_offsets(keep: Bools, offsets: Ints) -> Ints:
    """
    Find where each case begins when only some events stay.

    Args:
        keep: The events that stay.
        offsets: Where each case begins, and where the last one ends.

    Shapes:
        keep (m,) bool; offsets (n + 1,); returns (n + 1,) int64.

    Units:
        none.

    Returns:
        The offsets of the shorter arrays; a case may be empty.

    Source:
        By definition.
    """
    return np.concatenate(([0], np.cumsum(count_per_case(keep, offsets)))).astype(np.int64)
