"""
Paths counted step by step, in one sweep over their ends.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from touchline.kernels.backends.numba_kernel import kernel, read_only

if TYPE_CHECKING:
    import numpy.typing as npt

    Ints = npt.NDArray[np.int64]

#: As in `kernels.flow`.
_SECOND = 1_000_000

#: A place in an array that the compiler need not suspect of counting from the end.
_U = np.uint64


def count(
    codes: npt.NDArray[np.integer],
    times: Ints,
    begin: Ints,
    stop: Ints,
    n_codes: int,
    n_steps: int,
    is_backward: bool,
    is_merged: bool,
) -> tuple[Ints, Ints, int, int]:
    """
    Count paths and links; as `Flow.counted` does, with a row for each link that may occur.

    Args:
        codes: What each event is, from 0.
        times: When each event happened.
        begin: The first event of each path.
        stop: One past its last.
        n_codes: How many codes there are.
        n_steps: How many steps are looked at.
        is_backward: Steps are counted back from the last event.
        is_merged: A run of equal codes is one event.

    Shapes:
        k steps, c codes; returns (k, c) and (k (c + 2)², 3) int64, and two numbers.

    Units:
        microseconds in, whole seconds and the microseconds left out.

    Returns:
        Where paths stand; count, seconds and microseconds of each link; how many paths there are,
        and how many are longer.

    Source:
        kernels/flow.py.
    """
    standing = np.zeros((n_steps, n_codes), dtype=np.int64)
    links = np.zeros((n_steps * (n_codes + 2) ** 2, 3), dtype=np.int64)
    paths, longer = _count(
        *_plain(codes, times, begin, stop), n_codes, is_backward, is_merged, standing, links
    )
    return standing, links, paths, longer


def list_links(
    codes: npt.NDArray[np.integer],
    times: Ints,
    begin: Ints,
    stop: Ints,
    n_codes: int,
    n_steps: int,
    is_backward: bool,
    is_merged: bool,
) -> tuple[Ints, Ints]:
    """
    List links from event to event; as `Flow.inner_links` does, in another order.

    Args:
        codes: What each event is, from 0.
        times: When each event happened.
        begin: The first event of each path.
        stop: One past its last.
        n_codes: How many codes there are.
        n_steps: How many steps are looked at.
        is_backward: Steps are counted back from the last event.
        is_merged: A run of equal codes is one event.

    Shapes:
        returns two (l,) int64.

    Units:
        microseconds.

    Returns:
        The key of each link, and its time.

    Source:
        kernels/flow.py.
    """
    most = int(np.minimum(np.maximum(stop - begin - 1, 0), n_steps - 1).sum())
    key, span = (np.empty(most + 1, dtype=np.int64) for _ in range(2))
    n = _list_links(
        *_plain(codes, times, begin, stop), n_codes, n_steps, is_backward, is_merged, key, span
    )
    return key[:n], span[:n]


def _plain(
    codes: npt.NDArray[np.integer], times: Ints, begin: Ints, stop: Ints
) -> tuple[Any, Any, Any, Any]:
    numbers = (read_only(array, np.int64) for array in (times, begin, stop))
    return (read_only(codes, np.int32), *numbers)  # type: ignore[return-value]


@kernel
def _count(
    codes: Any,
    times: Any,
    begin: Any,
    stop: Any,
    n_codes: int,
    is_backward: bool,
    is_merged: bool,
    standing: Any,
    links: Any,
) -> tuple[int, int]:
    n_steps, width = len(standing), n_codes + 2
    paths, longer = 0, 0
    for case in range(len(begin)):
        first, end = begin[case], stop[case]
        place, before, since = 0, np.int64(0), np.int64(0)
        for i in range(end - first):
            event = end - 1 - i if is_backward else first + i
            code = np.int64(codes[_U(event)])
            if is_merged and event > first and code == codes[_U(event - 1)]:
                continue
            if place == n_steps:
                longer += 1
                break
            now = times[_U(event)]
            standing[place, code] += 1
            if place > 0:
                link = _U(((place - 1) * width + before) * width + code)
                span = abs(now - since)
                links[link, 0] += 1
                links[link, 1] += span // _SECOND
                links[link, 2] += span % _SECOND
            place, before, since = place + 1, code, now
        paths += place > 0
        if 0 < place < n_steps:
            links[_U(((place - 1) * width + before) * width + n_codes), 0] += 1
    return paths, longer


@kernel
def _list_links(
    codes: Any,
    times: Any,
    begin: Any,
    stop: Any,
    n_codes: int,
    n_steps: int,
    is_backward: bool,
    is_merged: bool,
    key: Any,
    span: Any,
) -> int:
    width, n = n_codes + 2, 0
    for case in range(len(begin)):
        first, end = begin[case], stop[case]
        place, before, since = 0, np.int64(0), np.int64(0)
        for i in range(end - first):
            event = end - 1 - i if is_backward else first + i
            code = np.int64(codes[_U(event)])
            if is_merged and event > first and code == codes[_U(event - 1)]:
                continue
            if place == n_steps:
                break
            now = times[_U(event)]
            if place > 0:
                key[n] = ((place - 1) * width + before) * width + code
                span[n] = abs(now - since)
                n += 1
            place, before, since = place + 1, code, now
    return n
