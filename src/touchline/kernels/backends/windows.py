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
    entries: Bools,
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
        entries: Which events may begin a run.
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
        read_only(entries, np.bool_),
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
    entries: Bools,
) -> tuple[Ints, Bools]:
    """
    Match steps that share no event, without exclusions: the common case, and the fastest.
    """
    n = len(offsets) - 1
    events = np.full((n, n_steps), _NOWHERE, dtype=np.int64)
    _stream(
        read_only(codes, np.int32),
        read_only(offsets, np.int64),
        read_only(times, np.int64),
        read_only(step_of, np.int64),
        np.iinfo(np.int64).max if window is None else window,
        read_only(entries, np.bool_),
        events,
    )
    return events, np.zeros(n, dtype=np.bool_)


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
    events: Any,
) -> None:
    """
    Keep for each step the run with the latest entry that has reached it.

    A later entry can do whatever an earlier one can from there on, so that the others need not be
    followed; the first run to come further than all before is the one that stands for the case.
    """
    n_steps = events.shape[1]
    # For each step the run that has reached it, and when that run began.
    runs, entered = np.empty((n_steps, n_steps), np.int64), np.empty(n_steps, np.int64)
    for case in range(len(offsets) - 1):
        end, event, level = offsets[case + 1], offsets[case], 0
        entered[:] = _LONG_AGO
        while event < end and level < n_steps:
            step = step_of[codes[event]]
            # Until somebody enters, only a first step can matter; afterwards none that is far off.
            if step < 0 or (step > level and not _ties(event, end, times)):
                event += 1
                continue
            until = event + 1
            while until < end and times[until] == times[event]:
                until += 1
            first, last = (step, step + 1) if until == event + 1 else (0, n_steps)
            # Events at one time count in the order of the steps.
            for k in range(first, last):
                for one in range(event, until):
                    if step_of[codes[one]] != k:
                        continue
                    if _advances(one, k, times, window, entries, runs, entered) and k == level:
                        level += 1
                        events[case, :level] = runs[k, :level]
            event = until


@kernel
def _ties(event: int, end: int, times: Any) -> bool:
    return bool(event + 1 < end and times[event + 1] == times[event])


@kernel
def _advances(
    event: int, step: int, times: Any, window: int, entries: Any, runs: Any, entered: Any
) -> bool:
    now = times[event]
    if step == 0:
        if not entries[event] or entered[0] == now:
            return False
        entered[0] = now
    else:
        since = entered[step - 1]
        if since == _LONG_AGO or now - since > window or since <= entered[step]:
            return False
        entered[step] = since
        for k in range(step):
            runs[step, k] = runs[step - 1, k]
    runs[step, step] = event
    return True


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
