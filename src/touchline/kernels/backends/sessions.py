"""
Sessions cut and added up in one sweep over the events.
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

#: What is counted of each session beside its length and time.
_OPENED, _BOUNCED, _CLOSED = 0, 1, 2


def totals(
    offsets: Ints,
    times: Ints,
    timeout: int,
    breaks: Bools,
    counting: Bools,
    codes: npt.NDArray[np.integer],
    n_codes: int,
    end: int,
    bits: int,
    n_bins: int,
) -> tuple[Ints, Ints, Ints, tuple[int, int]]:
    """
    Add sessions up; as `SessionCut.totals` does.

    Args:
        offsets: Where each case begins, and where the last one ends.
        times: When each event happened.
        timeout: The longest gap inside a session.
        breaks: Events that open a session whatever the gap before them; empty for none.
        counting: Events that may open a session that counts; empty for all.
        codes: What each event is, from 0.
        n_codes: How many codes there are.
        end: When observation ends.
        bits: The power of two into which an octave is cut.
        n_bins: How many bins there are.

    Shapes:
        m events, n cases; offsets (n + 1,); times, codes (m,); returns (3, n_codes), (longest + 1,)
        and (n_bins,) int64.

    Units:
        timeout and end in the unit of the times.

    Returns:
        How many sessions each code opens, opens without a second event, and closes; how many have
        each length; how many take a time of each bin; and how many cases and open sessions there
        are.

    Source:
        kernels/sessions.py.
    """
    tables = np.zeros((3, n_codes), dtype=np.int64)
    lengths = np.zeros(int(np.diff(offsets).max(initial=0)) + 1, dtype=np.int64)
    bins = np.zeros(n_bins, dtype=np.int64)
    cases, still_open = _totals(
        read_only(offsets, np.int64),
        read_only(times, np.int64),
        timeout,
        read_only(breaks, np.bool_),
        read_only(counting, np.bool_),
        read_only(codes, np.int32),
        end,
        bits,
        tables,
        lengths,
        bins,
    )
    return tables, lengths, bins, (int(cases), int(still_open))


def spans_within(
    offsets: Ints,
    times: Ints,
    timeout: int,
    breaks: Bools,
    counting: Bools,
    is_sought: Bools,
    bits: int,
) -> Ints:
    """
    Collect the times of sessions in some bins; as `SessionCut.spans_within` does.

    Args:
        offsets: Where each case begins, and where the last one ends.
        times: When each event happened.
        timeout: The longest gap inside a session.
        breaks: Events that open a session whatever the gap before them; empty for none.
        counting: Events that may open a session that counts; empty for all.
        is_sought: The bins.
        bits: The power of two into which an octave is cut.

    Shapes:
        m events, n cases; offsets (n + 1,); times (m,); returns (k,) int64.

    Units:
        timeout in the unit of the times.

    Returns:
        The times, in the order of the log.

    Source:
        kernels/sessions.py.
    """
    found = np.empty(len(times), dtype=np.int64)
    n = _spans_within(
        read_only(offsets, np.int64),
        read_only(times, np.int64),
        timeout,
        read_only(breaks, np.bool_),
        read_only(counting, np.bool_),
        read_only(is_sought, np.bool_),
        bits,
        found,
    )
    return found[:n].copy()


@kernel
def _bin(span: Any, bits: int) -> Any:
    word = np.float64(span).view(np.int64) >> (_MANTISSA - bits)
    return max(word - (_BELOW_ONE << bits), 0)


@kernel
def _totals(
    offsets: Any,
    times: Any,
    timeout: int,
    breaks: Any,
    counting: Any,
    codes: Any,
    end: int,
    bits: int,
    tables: Any,
    lengths: Any,
    bins: Any,
) -> tuple[int, int]:
    cases, still_open, at_once = 0, 0, 0
    has_breaks, counts_all = len(breaks) > 0, len(counting) == 0
    for case in range(len(offsets) - 1):
        begin, until = offsets[case], offsets[case + 1]
        first, is_counted = begin, False
        for event in range(begin + 1, until + 1):
            is_near = event < until and times[event] - times[event - 1] <= timeout
            if is_near and not (has_breaks and breaks[event]):
                continue
            if counts_all or counting[first]:
                is_counted = True
                still_open += end - times[event - 1] <= timeout
                if event == first + 1:
                    # What is the same for all of these is added once, at the end.
                    tables[_BOUNCED, codes[first]] += 1
                    at_once += 1
                else:
                    lengths[event - first] += 1
                    tables[_OPENED, codes[first]] += 1
                    tables[_CLOSED, codes[event - 1]] += 1
                    bins[_bin(times[event - 1] - times[first], bits)] += 1
            first = event
        cases += is_counted
    bins[0] += at_once
    if at_once:
        lengths[1] += at_once
    tables[_OPENED] += tables[_BOUNCED]
    tables[_CLOSED] += tables[_BOUNCED]
    return cases, still_open


@kernel
def _spans_within(
    offsets: Any,
    times: Any,
    timeout: int,
    breaks: Any,
    counting: Any,
    is_sought: Any,
    bits: int,
    found: Any,
) -> int:
    n = 0
    has_breaks, counts_all = len(breaks) > 0, len(counting) == 0
    for case in range(len(offsets) - 1):
        begin, until = offsets[case], offsets[case + 1]
        first = begin
        for event in range(begin + 1, until + 1):
            is_near = event < until and times[event] - times[event - 1] <= timeout
            if is_near and not (has_breaks and breaks[event]):
                continue
            if event > first + 1 and (counts_all or counting[first]):
                span = times[event - 1] - times[first]
                found[n] = span
                n += is_sought[_bin(span, bits)]
            first = event
    return n
