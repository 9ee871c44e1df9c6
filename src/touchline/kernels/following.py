"""
The next event of another kind.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from touchline.kernels.segments import NOWHERE

if TYPE_CHECKING:
    import numpy.typing as npt

    from touchline.kernels.segments import Timeline

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
