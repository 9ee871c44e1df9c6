"""
How each case enters, and what comes of it first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from touchline.kernels.backends import fast
from touchline.kernels.segments import NOWHERE, Timeline, first_event, verify_sorted

if TYPE_CHECKING:
    import numpy.typing as npt

    Ints = npt.NDArray[np.int64]
    Bools = npt.NDArray[np.bool_]

#: Stands for no marks at all.
_NONE = np.zeros(0, dtype=np.bool_)


def first_outcomes(
    offsets: Ints,
    times: Ints,
    *,
    entries: Bools | None,
    is_outcome: Bools,
    span: tuple[int, int],
) -> tuple[Ints, Ints]:
    """
    Find the entry of each case, and the first outcome after it.

    An event at the very same time counts as later. The entry is its own outcome only where it is
    simply the first event of its case.

    Args:
        offsets: Where each case begins, and where the last one ends.
        times: When each event happened.
        entries: The events from which time counts, of which the first of a case does; None for the
            first event of each case.
        is_outcome: The events that are an outcome.
        span: From when on and before when a case must enter to count.

    Shapes:
        m events, n cases; offsets (n + 1,); times, entries, is_outcome (m,); returns two (k,).

    Units:
        span in the unit of the times.

    Returns:
        The entry of each case that has one in the span, and its outcome or `NOWHERE`.

    Raises:
        AssertionError: The arrays are not sorted.

    Source:
        docs/explanation/completion.md.
    """
    backend = fast("waits", len(times))
    if backend is not None:
        verify_sorted(offsets, times)
        found: tuple[Ints, Ints] = backend.first_outcomes(
            offsets, times, _NONE if entries is None else entries, is_outcome, span
        )
        return found
    timeline = Timeline.of(offsets, times)
    entry = offsets[:-1] if entries is None else first_event(entries, offsets)
    entry = entry[(entry != NOWHERE) & (np.diff(offsets) > 0)]
    entry = entry[(times[entry] >= span[0]) & (times[entry] < span[1])]
    return entry, _next_marked(is_outcome, entry, timeline, is_own=entries is None)


def _next_marked(marked: Bools, entry: Ints, timeline: Timeline, *, is_own: bool) -> Ints:
    """
    Find the first marked event of the same case at or after each entry; an event at the very same
    time counts as later, and the entry itself only if it may be its own.
    """
    where = np.append(np.flatnonzero(marked), len(marked)).astype(np.int64)
    begin = entry if is_own else timeline.tie_start[entry]
    place = np.searchsorted(where[:-1], begin)
    if not is_own:
        place += where[place] == entry
    found = where[place]
    stop = timeline.offsets[timeline.case[entry] + 1]
    return np.where(found < stop, found, NOWHERE)
