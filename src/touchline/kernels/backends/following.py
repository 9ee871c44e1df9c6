"""
The next event of another kind, in one sweep over the events.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from touchline.kernels.backends.numba_kernel import kernel, read_only

if TYPE_CHECKING:
    import numpy.typing as npt

    Ints = npt.NDArray[np.int64]
    Bools = npt.NDArray[np.bool_]

#: The bits of a source and of a target.
_SOURCE, _TARGET = 1, 2

#: Stands where a case has no such event.
_NOWHERE = -1

#: A place in an array that the compiler need not suspect of counting from the end.
_U = np.uint64


def match(
    codes: npt.NDArray[np.integer],
    offsets: Ints,
    times: Ints,
    words: Ints,
    entries: Bools | None,
    is_first: bool,
    most: int,
) -> tuple[Ints, Ints]:
    """
    Find sources and the target of each; as `following.match_targets` does.

    Args:
        codes: What each event is, from 0.
        offsets: Where each case begins, and where the last one ends.
        times: When each event happened.
        words: For each code the bits of source and target.
        entries: Which sources count; None for all.
        is_first: Only the first source of a case counts.
        most: How many sources there are at most.

    Shapes:
        m events, n cases; codes, times, entries (m,); returns two (k,) int64.

    Units:
        times in any unit that grows with time.

    Returns:
        The sources that count, and the target of each or -1.

    Source:
        kernels/following.py.
    """
    sources, targets = (np.empty(most + 1, dtype=np.int64) for _ in range(2))
    n = _match(
        read_only(codes, np.int32),
        read_only(offsets, np.int64),
        read_only(times, np.int64),
        read_only(words, np.int64),
        read_only(np.empty(0) if entries is None else entries, np.bool_),
        entries is not None,
        is_first,
        sources,
        targets,
    )
    return sources[:n], targets[:n]


@kernel
def _match(
    codes: Any,
    offsets: Any,
    times: Any,
    words: Any,
    entries: Any,
    is_limited: bool,
    is_first: bool,
    sources: Any,
    targets: Any,
) -> int:
    n = 0
    for case in range(len(offsets) - 1):
        begin, end = offsets[case], offsets[case + 1]
        # A target at the very same time counts as later, unless it is a source too.
        tied: Any = np.int64(_NOWHERE)
        following = begin
        for event in range(begin, end):
            word = words[_U(codes[_U(event)])]
            if word == 0:
                continue
            if tied >= 0 and times[_U(tied)] != times[_U(event)]:
                tied = np.int64(_NOWHERE)
            if word & _SOURCE != 0 and (not is_limited or entries[_U(event)]):
                found = tied
                if tied < 0:
                    following = max(following, event + 1)
                    while following < end and words[_U(codes[_U(following)])] & _TARGET == 0:
                        following += 1
                    found = following if following < end else np.int64(_NOWHERE)
                sources[n], targets[n] = event, found
                n += 1
                if is_first:
                    break
            if word == _TARGET and tied < 0:
                tied = event
    return n
