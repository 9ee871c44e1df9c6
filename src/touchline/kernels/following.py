"""
The next event of another kind.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from touchline.kernels.backends import fast
from touchline.kernels.segments import NOWHERE, Timeline, first_event, verify_sorted

if TYPE_CHECKING:
    import numpy.typing as npt

    from touchline.kernels.ordered import Labels

    Ints = npt.NDArray[np.int64]
    Bools = npt.NDArray[np.bool_]


def next_target(entries: Ints, is_source: Bools, is_target: Bools, timeline: Timeline) -> Ints:
    """
    Find the first target at or after each entry.

    A target at the very same time counts as later, wherever its row stands; only among events that
    are sources too does the order of rows decide, so that of two equal events at one time the
    second follows the first and not the first the second.

    Args:
        entries: The events from which to look.
        is_source: The events that can be entries.
        is_target: The events to find.
        timeline: The events, sorted.

    Shapes:
        entries (k,); is_source, is_target (m,) bool; returns (k,) int64.

    Units:
        none.

    Returns:
        The event found in the same case, or `NOWHERE`.

    Source:
        docs/explanation/time-between.md.
    """
    where = np.append(np.flatnonzero(is_target), NOWHERE).astype(np.int64)
    position = np.searchsorted(where[:-1], timeline.tie_start[entries])
    found = where[position]
    while True:
        is_own = found == entries
        is_earlier = (found != NOWHERE) & (found < entries) & is_source[found]
        passed = is_own | is_earlier
        if not passed.any():
            break
        position[passed] += 1
        found = where[position]
    is_foreign = (found != NOWHERE) & (timeline.case[found] != timeline.case[entries])
    return np.where(is_foreign, NOWHERE, found)


def match_targets(
    labels: Labels, offsets: Ints, times: Ints, *, entries: Bools | None, is_first: bool
) -> tuple[Ints, Ints]:
    """
    Find the sources that count and the first target after each.

    Args:
        labels: What each event is; the first bit is the source, the second the target.
        offsets: Where each case begins, and where the last one ends.
        times: When each event happened.
        entries: Which sources count; None for all.
        is_first: Only the first source of a case counts.

    Shapes:
        m events, n cases; times, entries (m,); returns two (k,) int64.

    Units:
        times in any unit that grows with time.

    Returns:
        The sources, and the event that `next_target` finds for each or `NOWHERE`.

    Raises:
        AssertionError: The arrays are not sorted.

    Cost:
        O(m) compiled, else O(m + sources x log m).

    Source:
        docs/explanation/time-between.md.
    """
    backend = fast("following", len(times))
    if backend is not None:
        verify_sorted(offsets, times)
        most = len(offsets) - 1 if is_first else int(labels.counted(1)[0])
        found: tuple[Ints, Ints] = backend.match(
            labels.codes, offsets, times, labels.words, entries, is_first, most
        )
        return found
    is_source, is_target = labels.mask(0), labels.mask(1)
    allowed = is_source if entries is None else is_source & entries
    if is_first:
        first = first_event(allowed, offsets)
        sources = first[first != NOWHERE]
    else:
        sources = np.flatnonzero(allowed).astype(np.int64)
    timeline = Timeline.of(offsets, times)
    return sources, next_target(sources, is_source, is_target, timeline)
