"""
Moves from one activity to the next, counted in one sweep over the events.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from touchline.kernels.backends.numba_kernel import kernel, read_only

if TYPE_CHECKING:
    import numpy.typing as npt

    Ints = npt.NDArray[np.int64]
    Bools = npt.NDArray[np.bool_]

#: As in `spread`: the bits of a float behind its power of two, and the power stated for a half.
_MANTISSA, _BELOW_ONE = 52, 1022


def count(
    codes: npt.NDArray[np.integer],
    offsets: Ints,
    times: Ints,  # noqa: ARG001 (all kernels of moves take the same)
    n_codes: int,
    chosen: Bools,
    is_merged: bool,
) -> tuple[Ints, Ints]:
    """
    Count the pairs; as `Moves.counted` does, with a cell for each pair that may occur.

    Args:
        codes: What each event is, from 0.
        offsets: Where each case begins, and where the last one ends.
        times: When each event happened.
        n_codes: How many codes there are.
        chosen: Which cases count.
        is_merged: A run of equal codes is one event.

    Shapes:
        m events, n cases, s places; codes (m,); offsets (n + 1,); chosen (n,); returns two
        (s * s,) int64.

    Units:
        none.

    Returns:
        How often each pair occurs, and in how many cases.

    Source:
        kernels/moves.py.
    """
    found: tuple[Ints, Ints] = _count(
        read_only(codes, np.int32),
        read_only(offsets, np.int64),
        n_codes,
        read_only(chosen, np.bool_),
        is_merged,
    )
    return found


def count_spans(
    codes: npt.NDArray[np.integer],
    offsets: Ints,
    times: Ints,
    n_codes: int,
    chosen: Bools,
    is_merged: bool,
    number_of: Ints,
    n_keys: int,
    n_bins: int,
    bits: int,
) -> Ints:
    """
    Count the times of each pair by bin; as `Moves.counted_spans` does.

    Args:
        codes: What each event is, from 0.
        offsets: Where each case begins, and where the last one ends.
        times: When each event happened.
        n_codes: How many codes there are.
        chosen: Which cases count.
        is_merged: A run of equal codes is one event.
        number_of: The number of each pair among the keys.
        n_keys: How many keys there are.
        n_bins: How many bins each has.
        bits: The power of two into which an octave is cut.

    Shapes:
        m events, n cases, s places; number_of (s * s,); returns (n_keys, n_bins) int64.

    Units:
        none.

    Returns:
        The counts.

    Source:
        kernels/moves.py.
    """
    counts = np.zeros((n_keys, n_bins), dtype=np.int64)
    _count_spans(
        read_only(codes, np.int32),
        read_only(offsets, np.int64),
        read_only(times, np.int64),
        n_codes,
        read_only(chosen, np.bool_),
        is_merged,
        read_only(number_of, np.int64),
        bits,
        counts,
    )
    return counts


def collect_spans(
    codes: npt.NDArray[np.integer],
    offsets: Ints,
    times: Ints,
    n_codes: int,
    chosen: Bools,
    is_merged: bool,
    number_of: Ints,
    is_wanted: Bools,
    bits: int,
) -> tuple[Ints, Ints]:
    """
    Keep the times that lie in wanted bins; as `Moves.collected_spans` does, in another order.

    Args:
        codes: What each event is, from 0.
        offsets: Where each case begins, and where the last one ends.
        times: When each event happened.
        n_codes: How many codes there are.
        chosen: Which cases count.
        is_merged: A run of equal codes is one event.
        number_of: The number of each pair among the keys.
        is_wanted: Which bins of which pair hold a time that is needed.
        bits: The power of two into which an octave is cut.

    Shapes:
        m events, n cases, s places; number_of (s * s,); is_wanted (p, b); returns two (c,) int64.

    Units:
        those of the times.

    Returns:
        The number of the pair, and the time, of each move that is kept.

    Source:
        kernels/moves.py.
    """
    groups, spans = np.empty(len(codes), dtype=np.int64), np.empty(len(codes), dtype=np.int64)
    n = _collect_spans(
        read_only(codes, np.int32),
        read_only(offsets, np.int64),
        read_only(times, np.int64),
        n_codes,
        read_only(chosen, np.bool_),
        is_merged,
        read_only(number_of, np.int64),
        read_only(is_wanted, np.bool_),
        bits,
        groups,
        spans,
    )
    return groups[:n].copy(), spans[:n].copy()


@kernel
def _count(
    codes: Any, offsets: Any, n_codes: int, chosen: Any, is_merged: bool
) -> tuple[Ints, Ints]:
    n_places = n_codes + 2
    found = np.zeros((n_places * n_places, 2), dtype=np.int64)
    last_case = np.full(n_places * n_places, -1, dtype=np.int64)
    for case in range(len(offsets) - 1):
        begin, end = offsets[case], offsets[case + 1]
        if begin == end or not chosen[case]:
            continue
        source = n_codes
        for event in range(begin, end + 1):
            target = codes[event] if event < end else n_codes + 1
            if is_merged and target == source:
                continue
            pair = source * n_places + target
            found[pair, 0] += 1
            if last_case[pair] != case:
                last_case[pair] = case
                found[pair, 1] += 1
            source = target
    return found[:, 0].copy(), found[:, 1].copy()


@kernel
def _bin(span: Any, bits: int) -> Any:
    word = np.float64(span).view(np.int64) >> (_MANTISSA - bits)
    return max(word - (_BELOW_ONE << bits), 0)


@kernel
def _count_spans(
    codes: Any,
    offsets: Any,
    times: Any,
    n_codes: int,
    chosen: Any,
    is_merged: bool,
    number_of: Any,
    bits: int,
    counts: Any,
) -> None:
    n_places = n_codes + 2
    for case in range(len(offsets) - 1):
        begin, end = offsets[case], offsets[case + 1]
        if begin == end or not chosen[case]:
            continue
        source, since = codes[begin], times[begin]
        for event in range(begin + 1, end):
            target = codes[event]
            if is_merged and target == source:
                continue
            now = times[event]
            counts[number_of[source * n_places + target], _bin(now - since, bits)] += 1
            source, since = target, now


@kernel
def _collect_spans(
    codes: Any,
    offsets: Any,
    times: Any,
    n_codes: int,
    chosen: Any,
    is_merged: bool,
    number_of: Any,
    is_wanted: Any,
    bits: int,
    groups: Any,
    spans: Any,
) -> int:
    n_places = n_codes + 2
    n = 0
    for case in range(len(offsets) - 1):
        begin, end = offsets[case], offsets[case + 1]
        if begin == end or not chosen[case]:
            continue
        source, since = codes[begin], times[begin]
        for event in range(begin + 1, end):
            target = codes[event]
            if is_merged and target == source:
                continue
            now = times[event]
            group = number_of[source * n_places + target]
            # Written in any case and overwritten unless wanted, which is faster than to jump.
            groups[n], spans[n] = group, now - since
            n += is_wanted[group, _bin(now - since, bits)]
            source, since = target, now
    return n
