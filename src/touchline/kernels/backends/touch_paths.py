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


def given_to_next(
    is_touch: Bools, is_conversion: Bools, offsets: Ints, times: Ints, lookback: int | None
) -> tuple[Ints, Ints, Ints, Bools]:
    """
    Give every touch to the conversion that it preceded; as `touch_paths.given_to_next` does.

    Args:
        is_touch: The touches.
        is_conversion: The conversions.
        offsets: Where each case begins, and where the last one ends.
        times: When each event happened.
        lookback: The longest time from a touch to a conversion; None for no limit.

    Shapes:
        m events, n cases, t touches; is_touch, is_conversion, times (m,); offsets (n + 1,); returns
        (t,), (t,), (t,) and (t,).

    Units:
        lookback in the unit of the times.

    Returns:
        The event of each touch, its case, the place of the conversion that follows it among all
        conversions, and whether it led to that.

    Source:
        kernels/touch_paths.py.
    """
    n_touches, n_conversions = np.count_nonzero(is_touch), np.count_nonzero(is_conversion)
    found = np.empty((3, n_touches), dtype=np.int64)
    led = np.empty(n_touches, dtype=np.bool_)
    _given_to_next(
        read_only(is_touch, np.bool_),
        read_only(is_conversion, np.bool_),
        read_only(offsets, np.int64),
        read_only(times, np.int64),
        np.iinfo(np.int64).max if lookback is None else lookback,
        n_conversions,
        found,
        led,
    )
    return found[0], found[1], found[2], led


def grouped(touch: Ints, following: Ints, led: Bools, n_conversions: int) -> tuple[Ints, Ints]:
    """
    Put the touches that led to something in the order of what they led to.

    Args:
        touch: The event of each touch, in order.
        following: The conversion that follows it.
        led: Whether it led to that.
        n_conversions: How many conversions there are.

    Shapes:
        touch, following, led (t,); returns (k,) and (n_conversions,).

    Units:
        none.

    Returns:
        The events, and how many each conversion has.

    Source:
        A counting sort.
    """
    lengths = np.zeros(n_conversions, dtype=np.int64)
    ordered = np.empty(int(np.count_nonzero(led)), dtype=np.int64)
    _grouped(
        read_only(touch, np.int64),
        read_only(following, np.int64),
        read_only(led, np.bool_),
        lengths,
        ordered,
    )
    return ordered, lengths


def count_holding(
    offsets: Ints, channel: npt.NDArray[np.integer], weight: Ints, n_channels: int
) -> Ints:
    """
    Count the paths that hold each channel; as `touch_paths.count_holding` does.

    Args:
        offsets: Where each path begins, and where the last one ends.
        channel: The channel of each touch.
        weight: How often each path counts.
        n_channels: How many channels there are.

    Shapes:
        p paths, t touches; offsets (p + 1,); channel (t,); weight (p,); returns (n_channels,).

    Units:
        paths.

    Returns:
        The counts.

    Source:
        kernels/touch_paths.py.
    """
    found = np.zeros(n_channels, dtype=np.int64)
    _count_holding(
        read_only(offsets, np.int64),
        read_only(channel, np.int32),
        read_only(weight, np.int64),
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
        read_only(channel, np.int32),
        read_only(is_converting, np.bool_),
        read_only(weight, np.int64),
        read_only(group, np.int64),
        found,
    )
    return found


@part
def _tie_begin(event: int, begin: int, times: Any) -> int:
    while event > begin and times[event - 1] == times[event]:
        event -= 1
    return event


@kernel
def _given_to_next(
    is_touch: Any,
    is_conversion: Any,
    offsets: Any,
    times: Any,
    lookback: int,
    n_conversions: int,
    found: Any,
    led: Any,
) -> None:
    place, seen = len(led), n_conversions
    for back in range(len(offsets) - 1):
        case = len(offsets) - 2 - back
        begin, stop = offsets[case], offsets[case + 1]
        # What follows lies in this case when its number is below that of the next case's first.
        of_others, when = seen, 0
        while stop > begin:
            first = _tie_begin(stop - 1, begin, times)
            own = seen
            for event in range(first, stop):
                seen -= is_conversion[event]
            if seen < own:
                when = times[first]
            own -= 1
            for i in range(stop - first):
                event = stop - 1 - i
                if is_touch[event]:
                    place -= 1
                    following = own if is_conversion[event] else seen
                    found[0, place], found[1, place], found[2, place] = event, case, following
                    led[place] = following < of_others and when - times[event] <= lookback
                own -= is_conversion[event]
            stop = first


@kernel
def _grouped(touch: Any, following: Any, led: Any, lengths: Any, ordered: Any) -> None:
    for i in range(len(touch)):
        if led[i]:
            lengths[following[i]] += 1
    place = np.empty(len(lengths), np.int64)
    until = 0
    for i in range(len(lengths)):
        place[i] = until
        until += lengths[i]
    for i in range(len(touch)):
        if led[i]:
            ordered[place[following[i]]] = touch[i]
            place[following[i]] += 1


@kernel
def _count_holding(offsets: Any, channel: Any, weight: Any, found: Any) -> None:
    last = np.full(len(found), -1, np.int64)
    for path in range(len(offsets) - 1):
        for touch in range(offsets[path], offsets[path + 1]):
            code = channel[touch]
            if last[code] != path:
                last[code] = path
                found[code] += weight[path]


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
