"""
Paths of touches, found and counted in a few sweeps over the events.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from touchline.kernels.backends.numba_kernel import kernel, part, read_only

if TYPE_CHECKING:
    import numpy.typing as npt

    Ints = npt.NDArray[np.int64]
    Bools = npt.NDArray[np.bool_]

#: What becomes of a path that led to nothing.
_LEFT_OUT, _COUNTED, _PENDING = 0, 1, 2


def chosen_paths(
    is_touch: Bools,
    is_conversion: Bools,
    offsets: Ints,
    times: Ints,
    lookback: int | None,
    numbers: tuple[int, int],
    span: tuple[int, int],
    pending_after: int,
) -> tuple[tuple[Ints, Ints, Ints, Ints, Bools, Ints], int]:
    """
    Give every touch to the conversion that it preceded; as `touch_paths.chosen_paths` does.

    Args:
        is_touch: The touches.
        is_conversion: The conversions.
        offsets: Where each case begins, and where the last one ends.
        times: When each event happened.
        lookback: The longest time from a touch to a conversion; None for no limit.
        numbers: The first and the last number that counts.
        span: From when on and before when a path counts.
        pending_after: A path that led to nothing may yet lead somewhere when it ends after this.

    Shapes:
        m events, n cases, p paths, t touches; is_touch, is_conversion, times (m,); offsets
        (n + 1,); returns (p + 1,), (t,), (p,), (p,), (p,), (p,).

    Units:
        lookback, span and pending_after in the unit of the times.

    Returns:
        What makes up `TouchPaths`, and how many paths are pending.

    Source:
        kernels/touch_paths.py.
    """
    n_touches, n_conversions = np.count_nonzero(is_touch), np.count_nonzero(is_conversion)
    longest = int(np.diff(offsets).max(initial=0))
    # A row each for the end among the touches, the conversion, the case, whether it is the last
    # path, and the number.
    given, lost = (np.empty((5, n), dtype=np.int64) for n in (n_conversions, n_touches))
    # One more, since the place behind the last touch is written, too.
    touches = np.empty((2, n_touches + 1), dtype=np.int64)
    n_given, n_lost, n_pending = _chosen_paths(
        read_only(is_touch, np.bool_),
        read_only(is_conversion, np.bool_),
        read_only(offsets, np.int64),
        read_only(times, np.int64),
        np.iinfo(np.int64).max if lookback is None else lookback,
        np.asarray((*numbers, *span, pending_after), dtype=np.int64),
        np.empty((4, longest + 1), dtype=np.int64),
        given,
        lost,
        touches,
    )
    given, lost = given[:, :n_given], lost[:, :n_lost]
    n, n_more = (int(rows[0, -1]) if rows.shape[1] else 0 for rows in (given, lost))
    ends, conversion, case, is_last, number = np.concatenate((given, lost), axis=1)
    ends[n_given:] += n
    return (
        np.concatenate((np.zeros(1, dtype=np.int64), ends)),
        np.concatenate((touches[0, :n], touches[1, :n_more])),
        conversion,
        case,
        is_last != 0,
        number,
    ), int(n_pending)


def slid(offsets: Ints, channel: Ints, width: int, base: int) -> Ints:
    """
    Write the latest touches at each touch as one number; as `touch_paths.slid` does.

    Args:
        offsets: Where each path begins, and where the last one ends.
        channel: The channel of each touch.
        width: How many touches to look at.
        base: One more than there are channels.

    Shapes:
        p paths, t touches; offsets (p + 1,); channel (t,); returns (t,).

    Units:
        none.

    Returns:
        A number whose digits are the channels, from 1.

    Source:
        kernels/touch_paths.py.
    """
    found = np.empty(len(channel), dtype=np.int64)
    modulus = base ** (width - 1)
    _slid(read_only(offsets, np.int64), read_only(channel, np.int64), base, modulus, found)
    return found


def count_holding(
    offsets: Ints,
    channel: npt.NDArray[np.integer],
    weight: Ints,
    is_converting: Bools,
    n_channels: int,
) -> Ints:
    """
    Count the paths that hold each channel; as `touch_paths.count_holding` does.

    Args:
        offsets: Where each path begins, and where the last one ends.
        channel: The channel of each touch.
        weight: How often each path counts.
        is_converting: The path led to a conversion.
        n_channels: How many channels there are.

    Shapes:
        p paths, t touches; offsets (p + 1,); channel (t,); weight and is_converting (p,); returns
        (2, n_channels).

    Units:
        paths.

    Returns:
        How many paths that led to a conversion hold each channel, and how many of all do.

    Source:
        kernels/touch_paths.py.
    """
    found = np.zeros((2, n_channels), dtype=np.int64)
    _count_holding(
        read_only(offsets, np.int64),
        read_only(channel, np.int64),
        read_only(weight, np.int64),
        read_only(is_converting, np.bool_),
        found,
    )
    return found


def count_steps(
    offsets: Ints,
    channel: npt.NDArray[np.integer],
    is_converting: Bools,
    weight: Ints,
    group: Ints,
    n_channels: int,
    n_groups: int,
) -> Ints:
    """
    Count the steps of a chain of single touches; as `touch_paths.count_steps` does.

    Args:
        offsets: Where each path begins, and where the last one ends.
        channel: The channel of each touch.
        is_converting: The path led to a conversion.
        weight: How often each path counts.
        group: Which group it is drawn with.
        n_channels: How many channels there are.
        n_groups: How many groups there are.

    Shapes:
        p paths, t touches, c channels; offsets (p + 1,); channel (t,); all others (p,); returns
        (n_groups, c + 1, c + 2).

    Units:
        steps.

    Returns:
        How often each channel, or the start behind them, is followed by each channel, a conversion
        or a loss.

    Source:
        kernels/touch_paths.py.
    """
    found = np.zeros((n_groups, n_channels + 1, n_channels + 2), dtype=np.int64)
    _count_steps(
        read_only(offsets, np.int64),
        read_only(channel, np.int64),
        read_only(is_converting, np.bool_),
        read_only(weight, np.int64),
        read_only(group, np.int64),
        found,
    )
    return found


@part
def _is_kept(number: int, moment: int, limits: Any) -> bool:
    return bool(limits[0] <= number <= limits[1] and limits[2] <= moment < limits[3])


@part
def _set_aside(
    begin: int, end: int, is_touch: Any, is_conversion: Any, lost_touch: Any, first: int
) -> tuple[int, int]:
    """
    Take all touches for such that led to nothing, and count the conversions of the case.
    """
    at, n_conversions = first, 0
    for event in range(begin, end):
        lost_touch[at] = event
        at += is_touch[event]
        n_conversions += is_conversion[event]
    return at, n_conversions


@part
def _follow(
    begin: int, end: int, is_conversion: Any, times: Any, n_conversions: int, work: Any
) -> None:
    """
    Find for each event of a case the conversion that follows it, walking back tie by tie.
    """
    seen, stop = n_conversions, end
    while stop > begin:
        first = stop - 1
        while first > begin and times[first - 1] == times[stop - 1]:
            first -= 1
        own = seen
        for event in range(first, stop):
            seen -= is_conversion[event]
        for event in range(stop - 1, first - 1, -1):
            work[0, event - begin] = seen
            if is_conversion[event]:
                own -= 1
                work[0, event - begin], work[3, own] = own, event
        stop = first


@part
def _count_led(
    begin: int, end: int, is_touch: Any, times: Any, lookback: int, n_conversions: int, work: Any
) -> None:
    """
    Tell which touches led to the conversion that follows them, and count them for each.
    """
    for number in range(n_conversions):
        work[1, number] = 0
    for place in range(end - begin):
        following, work[2, place] = work[0, place], 0
        if is_touch[begin + place] and following < n_conversions:
            led = times[work[3, following]] - times[begin + place] <= lookback
            work[2, place] = led
            work[1, following] += led


@part
def _converting(
    case: int, n_conversions: int, times: Any, limits: Any, work: Any, given: Any, n_given: int
) -> int:
    """
    Make room for the paths of a case that led to a conversion, where they count.
    """
    until = given[0, n_given - 1] if n_given else 0
    for number in range(n_conversions):
        conversion, length = work[3, number], work[1, number]
        work[1, number] = -1
        if _is_kept(number + 1, times[conversion], limits):
            work[1, number] = until
            until += length
            given[0, n_given], given[1, n_given], given[2, n_given] = until, conversion, case
            given[3, n_given], given[4, n_given] = 0, number + 1
            n_given += 1
    return n_given


@part
def _hand_out(begin: int, end: int, work: Any, given_touch: Any) -> None:
    """
    Write the touches that led to a conversion where its path has room.
    """
    for event in range(begin, end):
        following = work[0, event - begin]
        if work[2, event - begin] and work[1, following] >= 0:
            given_touch[work[1, following]] = event
            work[1, following] += 1


@part
def _kind(number: int, moment: int, is_last: bool, limits: Any) -> int:
    """
    Tell whether a path that led to nothing counts, and whether it is pending.
    """
    kind = _COUNTED if _is_kept(number, moment, limits) else _LEFT_OUT
    if kind == _COUNTED and is_last and moment > limits[4]:
        kind = _PENDING
    return kind


@part
def _end_lost(lost: Any, row: int, at: int, case: int, is_last: bool, number: int) -> None:
    lost[0, row], lost[1, row], lost[2, row] = at, -1, case
    lost[3, row], lost[4, row] = is_last, number


@kernel
def _chosen_paths(
    is_touch: Any,
    is_conversion: Any,
    offsets: Any,
    times: Any,
    lookback: int,
    limits: Any,
    work: Any,
    given: Any,
    lost: Any,
    touches: Any,
) -> tuple[int, int, int]:
    n_given, n_lost, n_pending, at = 0, 0, 0, 0
    given_touch, lost_touch = touches[0], touches[1]
    for case in range(len(offsets) - 1):
        begin, end, first = offsets[case], offsets[case + 1], at
        at, n_conversions = _set_aside(begin, end, is_touch, is_conversion, lost_touch, first)
        if n_conversions == 0:
            if at > first:
                kind = _kind(1, times[lost_touch[at - 1]], True, limits)
                n_pending += kind == _PENDING
                if kind == _COUNTED:
                    _end_lost(lost, n_lost, at, case, True, 1)
                    n_lost += 1
                else:
                    at = first
            continue
        at = first
        _follow(begin, end, is_conversion, times, n_conversions, work)
        _count_led(begin, end, is_touch, times, lookback, n_conversions, work)
        n_given = _converting(case, n_conversions, times, limits, work, given, n_given)
        _hand_out(begin, end, work, given_touch)
        # A stretch of touches that led to nothing ends where the next one begins.
        stretch = -1
        for event in range(begin, end + 1):
            following = -1
            if event < end:
                if work[2, event - begin] or not is_touch[event]:
                    continue
                following = work[0, event - begin]
            if at > first and following != stretch:
                is_last = stretch == n_conversions
                kind = _kind(stretch + 1, times[lost_touch[at - 1]], is_last, limits)
                n_pending += kind == _PENDING
                if kind == _COUNTED:
                    _end_lost(lost, n_lost, at, case, is_last, stretch + 1)
                    n_lost, first = n_lost + 1, at
                at = first
            stretch = following
            lost_touch[at] = event
            at += following >= 0
    return n_given, n_lost, n_pending


@kernel
def _count_holding(offsets: Any, channel: Any, weight: Any, is_converting: Any, found: Any) -> None:
    last = np.full(found.shape[1], -1, np.int64)
    for path in range(len(offsets) - 1):
        for touch in range(offsets[path], offsets[path + 1]):
            code = channel[touch]
            if last[code] != path:
                last[code] = path
                found[1, code] += weight[path]
                found[0, code] += weight[path] * is_converting[path]


@kernel
def _count_steps(
    offsets: Any, channel: Any, is_converting: Any, weight: Any, group: Any, found: Any
) -> None:
    start = found.shape[1] - 1
    for path in range(len(offsets) - 1):
        if offsets[path] == offsets[path + 1]:
            continue
        source, count, whose = start, weight[path], group[path]
        for touch in range(offsets[path], offsets[path + 1]):
            target = channel[touch]
            if target != source:
                found[whose, source, target] += count
                source = target
        found[whose, source, start if is_converting[path] else start + 1] += count


@kernel
def _slid(offsets: Any, channel: Any, base: int, modulus: int, found: Any) -> None:
    for path in range(len(offsets) - 1):
        code = 0
        for touch in range(offsets[path], offsets[path + 1]):
            code = code % modulus * base + channel[touch] + 1
            found[touch] = code
