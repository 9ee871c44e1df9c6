"""
Where sessions begin.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from touchline.kernels.segments import verify_sorted

if TYPE_CHECKING:
    import numpy.typing as npt

    Ints = npt.NDArray[np.int64]
    Bools = npt.NDArray[np.bool_]


def opens_session(offsets: Ints, times: Ints, timeout: int, breaks: Bools | None = None) -> Bools:
    """
    Mark the events that open a session.

    Args:
        offsets: Where each case begins, and where the last one ends.
        times: When each event happened, sorted within a case.
        timeout: The longest gap inside a session; a gap of exactly this length stays inside.
        breaks: Events that open a session whatever the gap before them.

    Shapes:
        offsets (n + 1,); times (m,); breaks (m,) bool; returns (m,) bool.

    Units:
        timeout in the unit of the times.

    Returns:
        True for the first event of every case, for one after a longer gap, and for every break.

    Raises:
        AssertionError: The arrays are not sorted.

    Source:
        docs/explanation/sessions.md.
    """
    verify_sorted(offsets, times)
    opens = np.ones(len(times), dtype=np.bool_)
    np.greater(times[1:] - times[:-1], timeout, out=opens[1:])
    opens[offsets[:-1][offsets[:-1] < len(times)]] = True
    return opens if breaks is None else opens | breaks


def session_offsets(opens: Bools) -> Ints:
    """
    Find where each session begins.

    Args:
        opens: The events that open a session.

    Shapes:
        opens (m,) bool; returns (s + 1,) int64 for s sessions.

    Units:
        none.

    Returns:
        The offsets of the sessions among the events, and where the last one ends.

    Source:
        By definition.
    """
    return np.append(np.flatnonzero(opens), len(opens)).astype(np.int64)
