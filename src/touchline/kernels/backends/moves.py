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

#: The marks of events: the first of its case, and one whose move does not count; both together are
#: the first of a case that does not count.
_FIRST, _LEFT_OUT = 1, 2

#: A place in an array that the compiler need not suspect of counting from the end.
_U = np.uint64


def count(
    codes: npt.NDArray[np.integer],
    offsets: Ints,
    times: Ints,
    n_codes: int,
    chosen: Bools,
    is_merged: bool,
    is_known: bool,
) -> Ints | None:
    """
    Count the pairs; as `Moves.counted` does, with a cell for each pair that may occur.

    Args:
        codes: What each event is, from 0.
        offsets: Where each case begins, and where the last one ends.
        times: When each event happened.
        n_codes: How many codes there are.
        chosen: Which cases count.
        is_merged: A run of equal codes is one event.
        is_known: The times are known to be in order.

    Shapes:
        m events, n cases, s places; codes (m,); offsets (n + 1,); chosen (n,); returns (s * s,)
        int64.

    Units:
        none.

    Returns:
        How often each pair occurs; None when a case runs backwards in time.

    Source:
        kernels/moves.py.
    """
    plain = _plain(codes, offsets, chosen)
    marks = _marked(*plain, is_merged)
    if not is_known and _is_backwards(marks, read_only(times, np.int64)):
        return None
    found: Ints = _count(*plain[:2], marks, n_codes, plain[2])
    return found


def count_cases(
    codes: npt.NDArray[np.integer],
    offsets: Ints,
    times: Ints,  # noqa: ARG001 (all kernels of moves take the same)
    n_codes: int,
    chosen: Bools,
    is_merged: bool,
) -> npt.NDArray[np.int32]:
    """
    Count the cases of each pair; as `Moves.counted_cases` does, with a cell for each that may be.

    Args:
        codes: What each event is, from 0.
        offsets: Where each case begins, and where the last one ends.
        times: When each event happened.
        n_codes: How many codes there are.
        chosen: Which cases count.
        is_merged: A run of equal codes is one event.

    Shapes:
        m events, n cases, s places; codes (m,); offsets (n + 1,); chosen (n,); returns (s * s,)
        int32.

    Units:
        cases.

    Returns:
        In how many cases each pair occurs.

    Source:
        kernels/moves.py.
    """
    plain = _plain(codes, offsets, chosen)
    found: npt.NDArray[np.int32] = _count_cases(
        *plain[:2], _marked(*plain, is_merged), n_codes, plain[2]
    )
    return found


def _plain(codes: npt.NDArray[np.integer], offsets: Ints, chosen: Bools) -> tuple[Any, Any, Any]:
    return (
        read_only(codes, np.int32),
        read_only(offsets, np.int64),
        read_only(chosen, np.bool_),
    )


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
) -> npt.NDArray[np.uint32]:
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
        m events, n cases, s places; number_of (s * s,); returns (n_keys, n_bins) uint32.

    Units:
        none.

    Returns:
        The counts.

    Source:
        kernels/moves.py.
    """
    plain = _plain(codes, offsets, chosen)
    counts = np.zeros(n_keys * n_bins + 1, dtype=np.uint32)
    _count_spans(
        plain[0],
        read_only(times, np.int64),
        _marked(*plain, is_merged),
        n_codes,
        read_only(number_of * n_bins, np.int64),
        bits,
        counts,
    )
    return counts[:-1].reshape(n_keys, n_bins)


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
    plain = _plain(codes, offsets, chosen)
    groups, spans = (np.empty(len(codes) + 1, dtype=np.int64) for _ in range(2))
    n = _collect_spans(
        plain[0],
        read_only(times, np.int64),
        _marked(*plain, is_merged),
        n_codes,
        read_only(number_of, np.int64),
        read_only(is_wanted, np.bool_),
        bits,
        groups,
        spans,
    )
    return groups[:n].copy(), spans[:n].copy()


@kernel
def _marked(codes: Any, offsets: Any, chosen: Any, is_merged: bool) -> npt.NDArray[np.uint8]:
    """
    Say of each event whether it is the first of its case, and whether the move to it counts.

    The sweeps over all events then need not know where cases end: what is one long run for the
    processor is read much faster than many short ones.
    """
    marks = np.zeros(len(codes), dtype=np.uint8)
    for case in range(len(offsets) - 1):
        begin, end = offsets[case], offsets[case + 1]
        if begin == end:
            continue
        if not chosen[case]:
            marks[begin:end] = _LEFT_OUT
        elif is_merged:
            for event in range(begin + 1, end):
                marks[event] = _LEFT_OUT if codes[event] == codes[event - 1] else 0
        marks[begin] |= _FIRST
    return marks


@kernel
def _is_backwards(marks: Any, times: Any) -> bool:
    falls = 0
    for event in range(_U(1), _U(len(times))):
        falls += (times[event] < times[event - _U(1)]) & (marks[event] & _FIRST == 0)
    return falls > 0


@kernel
def _count(codes: Any, offsets: Any, marks: Any, n_codes: int, chosen: Any) -> Ints:
    n_places, before_start = _U(n_codes + 2), _U(n_codes - 1)
    # Neighbours count in tables of their own, so that none waits for the one before.
    counts = np.zeros((2, n_places * n_places), dtype=np.int64)
    before = _U(0)
    for event in range(_U(len(codes))):
        mark, target = _U(marks[event]), _U(codes[event])
        # A first event is entered from the start. One that is left out comes from the end, which
        # nobody leaves, so that its row can be thrown away.
        source = before_start + min(mark, _U(_LEFT_OUT)) if mark else before
        counts[event & _U(1), source * n_places + target] += 1
        before = target
    count: Ints = counts[0] + counts[1]
    end = _U(n_codes + 1)
    count[end * n_places :] = 0
    for case in range(len(offsets) - 1):
        if chosen[case] and offsets[case] < offsets[case + 1]:
            count[_U(codes[offsets[case + 1] - 1]) * n_places + end] += 1
    return count


@kernel
def _count_cases(
    codes: Any, offsets: Any, marks: Any, n_codes: int, chosen: Any
) -> npt.NDArray[np.int32]:
    n_places, before_start = _U(n_codes + 2), _U(n_codes - 1)
    cases = np.zeros(n_places * n_places, dtype=np.int32)
    last_case = np.full(n_places * n_places, -1, dtype=np.int32)
    case, before = np.int32(-1), _U(0)
    for event in range(_U(len(codes))):
        mark, target = _U(marks[event]), _U(codes[event])
        case += np.int32(mark & _U(_FIRST))
        source = before_start + min(mark, _U(_LEFT_OUT)) if mark else before
        pair = source * n_places + target
        cases[pair] += np.int32(last_case[pair] != case)
        last_case[pair] = case
        before = target
    end = _U(n_codes + 1)
    cases[end * n_places :] = 0
    for one in range(len(offsets) - 1):
        if chosen[one] and offsets[one] < offsets[one + 1]:
            cases[_U(codes[offsets[one + 1] - 1]) * n_places + end] += np.int32(1)
    return cases


@kernel
def _bin(span: Any, shift: int, below: int) -> Any:
    return max((np.float64(span).view(np.int64) >> shift) - below, 0)


@kernel
def _count_spans(
    codes: Any, times: Any, marks: Any, n_codes: int, row_of: Any, bits: int, counts: Any
) -> None:
    n_places, spare = _U(n_codes + 2), _U(len(counts) - 1)
    shift, below = _MANTISSA - bits, _BELOW_ONE << bits
    before, since = _U(0), np.int64(0)
    for event in range(_U(len(codes))):
        mark, target, now = marks[event], _U(codes[event]), times[event]
        cell = row_of[before * n_places + target] + _bin(now - since, shift, below)
        # Counted in any case, if only in a cell to spare, which is faster than to jump.
        counts[spare if mark else _U(cell)] += np.uint32(1)
        since = since if mark == _LEFT_OUT else now
        before = target


@kernel
def _collect_spans(
    codes: Any,
    times: Any,
    marks: Any,
    n_codes: int,
    number_of: Any,
    is_wanted: Any,
    bits: int,
    groups: Any,
    spans: Any,
) -> int:
    n_places, n_bins = _U(n_codes + 2), _U(is_wanted.shape[1])
    shift, below = _MANTISSA - bits, _BELOW_ONE << bits
    wanted = is_wanted.ravel()
    before, since = _U(0), np.int64(0)
    n = _U(0)
    for event in range(_U(len(codes))):
        mark, target, now = marks[event], _U(codes[event]), times[event]
        bin_ = _bin(now - since, shift, below)
        group = number_of[before * n_places + target]
        # Written in any case and overwritten unless wanted, which is faster than to jump.
        groups[n], spans[n] = group, now - since
        n += _U(wanted[_U(group) * n_bins + _U(bin_)] & (mark == 0))
        since = since if mark == _LEFT_OUT else now
        before = target
    return int(n)
