"""
Ordered steps inside a window, followed in one sweep over the events.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from touchline.kernels.backends.numba_kernel import kernel, read_only

if TYPE_CHECKING:
    import numpy.typing as npt

    Ints = npt.NDArray[np.int64]
    Bools = npt.NDArray[np.bool_]

#: Stands where a case has no such event, and for a case whose ties leave a choice.
_NOWHERE, _UNSURE = -1, -2

#: Into how many tables events are counted in turn.
_LANES = 4

#: A place in an array that the compiler need not suspect of counting from the end.
_U = np.uint64

#: Before any moment that a log can hold.
_LONG_AGO = np.iinfo(np.int64).min


def match(
    codes: npt.NDArray[np.integer],
    offsets: Ints,
    times: Ints,
    words: npt.NDArray[np.uint64],
    n_steps: int,
    rivals: int,
    window: int | None,
    entries: Bools | None,
    exclusions: tuple[tuple[int, int], ...],
) -> tuple[Ints, Bools] | None:
    """
    Find the best run of each case; as `windows.match_in_order` does.

    Args:
        codes: What each event is, from 0.
        offsets: Where each case begins, and where the last one ends.
        times: When each event happened.
        words: For each code a bit for every step that it matches, and behind these one for every
            exclusion.
        n_steps: How many steps there are.
        rivals: The bits of steps that are not the same as an earlier step.
        window: The longest time from entry to any step, inclusive; None for no limit.
        entries: Which events may begin a run; None for all.
        exclusions: After which step and before which each exclusion rules out.

    Shapes:
        m events, n cases, k steps; codes, times, entries (m,); returns (n, k) int64 and (n,) bool.

    Units:
        window in the unit of times.

    Returns:
        The events of the winning runs and which cases are excluded; None when an event of a tie
        matches two different steps, so that the earliest choice may be wrong.

    Source:
        kernels/windows.py.
    """
    n = len(offsets) - 1
    steps = words & ((1 << n_steps) - 1)
    if not exclusions and not (steps & (steps - 1)).any():
        step_of = np.where(steps != 0, np.frexp(steps.astype(np.float64))[1] - 1, _NOWHERE)
        return _streamed(codes, offsets, times, step_of, n_steps, window, entries)
    events, is_excluded = np.full((n, n_steps), _NOWHERE, dtype=np.int64), np.zeros(n, np.bool_)
    bounds = np.asarray(exclusions, dtype=np.int64).reshape(-1, 2)
    is_sure = _match(
        read_only(codes, np.int32),
        read_only(offsets, np.int64),
        read_only(times, np.int64),
        read_only(words, np.int64),
        rivals,
        np.iinfo(np.int64).max if window is None else window,
        read_only(np.ones(len(codes)) if entries is None else entries, np.bool_),
        read_only(bounds, np.int64),
        int(np.diff(offsets).max(initial=0)),
        events,
        is_excluded,
    )
    return (events, is_excluded) if is_sure else None


def _streamed(
    codes: npt.NDArray[np.integer],
    offsets: Ints,
    times: Ints,
    step_of: npt.NDArray[np.integer],
    n_steps: int,
    window: int | None,
    entries: Bools | None,
) -> tuple[Ints, Bools]:
    """
    Match steps that share no event, without exclusions: the common case, and the fastest.
    """
    n = len(offsets) - 1
    # Step by step in one piece each, since that is how they are read.
    events = np.full((n_steps, n), _NOWHERE, dtype=np.int64)
    _stream(
        read_only(codes, np.int32),
        read_only(offsets, np.int64),
        read_only(times, np.int64),
        read_only(step_of, np.int64),
        np.iinfo(np.int64).max if window is None else window,
        read_only(np.empty(0) if entries is None else entries, np.bool_),
        entries is not None,
        events,
    )
    return events.T, np.zeros(n, dtype=np.bool_)


def count_codes(codes: npt.NDArray[np.integer], n_codes: int) -> Ints:
    """
    Count the events of each code.

    Args:
        codes: What each event is, from 0.
        n_codes: How many codes there are.

    Shapes:
        codes (m,); returns (n_codes,) int64.

    Units:
        events.

    Returns:
        How often each code occurs.

    Source:
        By definition.
    """
    counts = np.zeros((_LANES, n_codes), dtype=np.int64)
    _count_codes(read_only(codes, np.int32), counts)
    return np.asarray(counts.sum(axis=0), dtype=np.int64)


@kernel
def _count_codes(codes: Any, counts: Any) -> None:
    # Neighbours count in tables of their own, so that none waits for the one before.
    for event in range(len(codes)):
        counts[event % _LANES, codes[event]] += 1


@kernel
def _stream(
    codes: Any,
    offsets: Any,
    times: Any,
    step_of: Any,
    window: int,
    entries: Any,
    is_limited: bool,
    events: Any,
) -> None:
    """
    Keep for each step when the latest run that has reached it began.

    A later entry can do whatever an earlier one can from there on, so that the others need not be
    followed. The first run to come further than all before stands for the case, and is walked once
    more for its events. Nearly nothing here depends on a jump, which would be guessed wrong.
    """
    n_steps = len(events)
    longest = np.int64(0)
    for case in range(len(offsets) - 1):
        longest = max(longest, offsets[case + 1] - offsets[case])
    place, kind = np.empty(longest + 1, np.int64), np.empty(longest + 1, np.int64)
    began, run = np.empty(n_steps + 1, np.int64), np.empty(n_steps + 1, np.int64)
    for case in range(len(offsets) - 1):
        n = _U(0)
        for event in range(_U(offsets[case]), _U(offsets[case + 1])):
            step = step_of[_U(codes[event])]
            place[n], kind[n] = event, step
            n += _U((step > 0) | ((step == 0) & (not is_limited or entries[event])))
        level, first, is_tied = _advance(place, kind, n, times, window, began)
        if is_tied:
            _order_ties(place, kind, n, times)
            level, first, is_tied = _advance(place, kind, n, times, window, began)
        if level > 0:
            _retrace(place, kind, times, level, first, run)
            for step in range(level):
                events[step, case] = run[step]


@kernel
def _advance(
    place: Any, kind: Any, n: Any, times: Any, window: int, began: Any
) -> tuple[int, int, bool]:
    """
    Find how far a case comes, when the run that comes furthest begins, and whether events are tied.
    """
    began[:] = _LONG_AGO
    level, first, before, ties = np.int64(0), np.int64(0), np.int64(_LONG_AGO), 0
    for i in range(n):
        now, step = times[_U(place[i])], kind[i]
        # What comes before the first step is always here and now.
        began[0] = now
        since, held = began[_U(step)], began[_U(step) + _U(1)]
        is_further = (now - since <= window) & (since > held)
        began[_U(step) + _U(1)] = since if is_further else held
        is_new = is_further & (step == level)
        level += is_new
        first = since if is_new else first
        ties += now == before
        before = now
    return int(level), int(first), ties > 0


@kernel
def _order_ties(place: Any, kind: Any, n: Any, times: Any) -> None:
    """
    Let events at one time count in the order of the steps.
    """
    for i in range(1, n):
        event, step = place[i], kind[i]
        j = i
        while j > 0 and times[place[j - 1]] == times[event] and kind[j - 1] > step:
            place[j], kind[j] = place[j - 1], kind[j - 1]
            j -= 1
        place[j], kind[j] = event, step


@kernel
def _retrace(place: Any, kind: Any, times: Any, level: int, first: int, run: Any) -> None:
    step, i = _U(0), _U(0)
    while step < _U(level):
        event = place[i]
        run[step] = event
        step += _U((kind[i] == np.int64(step)) & ((step > _U(0)) | (times[_U(event)] == first)))
        i += _U(1)


@kernel
def _match(
    codes: Any,
    offsets: Any,
    times: Any,
    words: Any,
    rivals: int,
    window: int,
    entries: Any,
    bounds: Any,
    longest: int,
    events: Any,
    is_excluded: Any,
) -> bool:
    n_steps, n_rows = events.shape[1], events.shape[1] + len(bounds)
    place, tie = np.empty(longest, np.int64), np.empty((2, longest + 1), np.int64)
    following = np.empty((longest + 1, n_rows), np.int64)
    run, best = np.empty(n_steps, np.int64), np.empty(n_steps, np.int64)
    for case in range(len(offsets) - 1):
        n = _choose(offsets[case], offsets[case + 1], codes, times, words, rivals, entries, place)
        if n == _UNSURE:
            return False
        if n == 0:
            continue
        _arrange(place, n, codes, times, words, tie, following, n_rows)
        furthest, has_clean = 0, False
        for first in range(n):
            if words[codes[place[first]]] & 1 == 0 or not entries[place[first]]:
                continue
            level = _run(first, n, place, times, tie, following, window, run)
            if level < furthest:
                continue
            is_clean = _is_clean(run, level, n, place, times, tie, following, window, bounds)
            if level > furthest:
                furthest, has_clean = level, False
            if is_clean and (not has_clean or _is_better(run, best, level, place, times)):
                has_clean = True
                best[:level] = run[:level]
        is_excluded[case] = not has_clean
        if has_clean:
            events[case, :furthest] = place[best[:furthest]]
    return True


@kernel
def _choose(
    begin: int,
    end: int,
    codes: Any,
    times: Any,
    words: Any,
    rivals: int,
    entries: Any,
    place: Any,
) -> int:
    """
    Write down the events of a case that match anything, and count them; none when nobody enters.
    """
    n, may_enter = 0, False
    for event in range(begin, end):
        word = words[codes[event]]
        if word == 0:
            continue
        may_enter = may_enter or (word & 1 != 0 and entries[event])
        place[n] = event
        n += 1
        rival = word & rivals
        if rival & (rival - 1) != 0 and (
            (event > begin and times[event - 1] == times[event])
            or (event + 1 < end and times[event + 1] == times[event])
        ):
            return _UNSURE
    return n if may_enter else 0


@kernel
def _arrange(
    place: Any, n: int, codes: Any, times: Any, words: Any, tie: Any, following: Any, n_rows: int
) -> None:
    """
    Find for every event the bounds of its tie, and the next event of each step from it on.
    """
    for i in range(n):
        is_tied = i > 0 and times[place[i]] == times[place[i - 1]]
        tie[0, i] = tie[0, i - 1] if is_tied else i
    following[n, :] = n
    for back in range(n):
        i = n - 1 - back
        is_tied = i + 1 < n and times[place[i]] == times[place[i + 1]]
        tie[1, i] = tie[1, i + 1] if is_tied else i + 1
        word = words[codes[place[i]]]
        for row in range(n_rows):
            following[i, row] = i if word >> row & 1 != 0 else following[i + 1, row]


@kernel
def _run(
    first: int, n: int, place: Any, times: Any, tie: Any, following: Any, window: int, run: Any
) -> int:
    entered = times[place[first]]
    run[0] = first
    level = 1
    while level < len(run):
        found = following[tie[0, run[level - 1]], level]
        is_used = True
        while found < n and is_used:
            is_used = False
            for earlier in range(level):
                is_used = is_used or run[earlier] == found
            if is_used:
                found = following[found + 1, level]
        if found == n or times[place[found]] - entered > window:
            break
        run[level] = found
        level += 1
    return level


@kernel
def _is_clean(
    run: Any,
    level: int,
    n: int,
    place: Any,
    times: Any,
    tie: Any,
    following: Any,
    window: int,
    bounds: Any,
) -> bool:
    for i in range(len(bounds)):
        after, before = bounds[i, 0], bounds[i, 1]
        if after >= level:
            continue
        culprit = following[tie[1, run[after]], len(run) + i]
        if culprit == n:
            continue
        when = times[place[culprit]]
        is_within = when - times[place[run[0]]] <= window
        if is_within and (before >= level or when < times[place[run[before]]]):
            return False
    return True


@kernel
def _is_better(run: Any, best: Any, level: int, place: Any, times: Any) -> bool:
    """
    Compare two clean runs of the same level: the earlier completed, then the later entered.
    """
    last, best_last = times[place[run[level - 1]]], times[place[best[level - 1]]]
    if last != best_last:
        return bool(last < best_last)
    return bool(times[place[run[0]]] > times[place[best[0]]])
