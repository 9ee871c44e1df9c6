"""
Which touches led to which conversion, and which led to none.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from touchline.kernels.backends import fast
from touchline.kernels.meetings import distinct
from touchline.kernels.segments import Timeline, verify_sorted

if TYPE_CHECKING:
    import numpy.typing as npt

    Ints = npt.NDArray[np.int64]
    Bools = npt.NDArray[np.bool_]

#: The conversion of a path that led to none.
NOTHING = -1


@dataclass(frozen=True, slots=True, eq=False)
class TouchPaths:
    """
    The touches of every path, one path after the other.

    Args:
        offsets: Where each path begins, and where the last one ends.
        touch: The event of each touch, in the order of the log within a path.
        conversion: The event to which each path led, or `NOTHING`.
        case: Whose path it is.
        is_last: The path comes after the last conversion of its case, so that it may yet lead to
            one.
        number: The how-manieth conversion of the case it led to or would have led to, from 1.

    Shapes:
        p paths, t touches; offsets (p + 1,); touch (t,); all others (p,).

    Units:
        none.
    """

    offsets: Ints
    touch: Ints
    conversion: Ints
    case: Ints
    is_last: Bools
    number: Ints

    def chosen(self, keep: Bools) -> TouchPaths:
        """
        Choose paths.

        Args:
            keep: The paths that stay.

        Shapes:
            keep (p,) bool.

        Units:
            none.

        Returns:
            Those paths with their touches.

        Source:
            By definition.
        """
        if keep.all():
            return self
        lengths = np.diff(self.offsets)
        return TouchPaths(
            _ends(lengths[keep]),
            self.touch[np.repeat(keep, lengths)],
            self.conversion[keep],
            self.case[keep],
            self.is_last[keep],
            self.number[keep],
        )

    def counted(
        self, times: Ints, numbers: tuple[int, int], span: tuple[int, int], pending_after: int
    ) -> tuple[TouchPaths, int]:
        """
        Choose the paths that count, and leave out those that are pending.

        Args:
            times: When each event happened.
            numbers: The first and the last number that counts.
            span: From when on and before when a path counts, by its conversion or its last touch.
            pending_after: A path that ends after this without a conversion may yet lead to one.

        Shapes:
            times (m,).

        Units:
            span and pending_after in the unit of the times.

        Returns:
            The paths, and how many are pending.

        Source:
            docs/explanation/attribution.md.
        """
        event = self.conversion.copy()
        is_null = event == NOTHING
        event[is_null] = self.touch[self.offsets[1:][is_null] - 1]
        moment = times[event]
        counts = (self.number >= numbers[0]) & (self.number <= numbers[1])
        counts &= (moment >= span[0]) & (moment < span[1])
        is_pending = counts & self.is_last & (moment > pending_after)
        return self.chosen(counts & ~is_pending), int(np.count_nonzero(is_pending))

    def without(self, ignored: Bools) -> TouchPaths:
        """
        Leave touches out of every path that has others.

        Args:
            ignored: The touches to leave out.

        Shapes:
            ignored (t,) bool.

        Units:
            none.

        Returns:
            The same paths; one that has nothing else keeps what it has.

        Source:
            The last non-direct click of web analytics, for all touches.
        """
        lengths = np.diff(self.offsets)
        path = np.repeat(np.arange(len(lengths)), lengths)
        left = np.bincount(path[~ignored], minlength=len(lengths))
        keep = ~ignored | (left[path] == 0)
        return TouchPaths(
            _ends(np.bincount(path[keep], minlength=len(lengths))),
            self.touch[keep],
            self.conversion,
            self.case,
            self.is_last,
            self.number,
        )


def touch_paths(
    is_touch: Bools,
    is_conversion: Bools,
    offsets: Ints,
    times: Ints,
    *,
    lookback: int | None,
    reset: bool,
) -> TouchPaths:
    """
    Give every touch to the conversions that it preceded.

    A touch precedes the conversions of its case at its own time and later, up to the lookback;
    with `reset` only the first of these, or the conversion that it is itself. Touches that precede
    none make one path that led to nothing between two conversions, and one after the last.

    Args:
        is_touch: The touches.
        is_conversion: The conversions; one event may be both.
        offsets: Where each case begins, and where the last one ends.
        times: When each event happened.
        lookback: The longest time from a touch to a conversion, inclusive; None for no limit.
        reset: A touch is spent with the next conversion.

    Shapes:
        m events, n cases; is_touch, is_conversion and times (m,); offsets (n + 1,).

    Units:
        lookback in the unit of the times.

    Returns:
        One path a conversion, which may be empty, in the order of the log; then the paths that led
        to nothing, none of them empty.

    Source:
        docs/explanation/attribution.md.
    """
    conversion = np.flatnonzero(is_conversion).astype(np.int64)
    touch = np.flatnonzero(is_touch).astype(np.int64)
    timeline = Timeline.of(offsets, times)
    following = np.searchsorted(conversion, timeline.tie_start[touch]).astype(np.int64)
    if reset:
        # An event that is both belongs to itself, also where conversions tie.
        own = np.searchsorted(conversion, touch)
        following = np.where(is_conversion[touch], own, following)
        led = _leads(touch, following, conversion, timeline, lookback)
        pairs = following[led], touch[led]
    else:
        pairs = _all_pairs(touch, conversion, timeline, lookback)
        led = np.isin(touch, pairs[1])
    given = pairs[1][np.lexsort((pairs[1], pairs[0]))]
    lengths = np.bincount(pairs[0], minlength=len(conversion))
    return _with_lost(
        (given, lengths, conversion),
        (touch[~led], timeline.case[touch][~led], following[~led]),
        offsets,
    )


def chosen_paths(
    is_touch: Bools,
    is_conversion: Bools,
    offsets: Ints,
    times: Ints,
    *,
    lookback: int | None,
    numbers: tuple[int, int],
    span: tuple[int, int],
    pending_after: int,
) -> tuple[TouchPaths, int]:
    """
    Give every touch to the next conversion, and keep the paths that count.

    A path counts at the time of its conversion, or of its last touch when it led to none.

    Args:
        is_touch: The touches.
        is_conversion: The conversions; one event may be both.
        offsets: Where each case begins, and where the last one ends.
        times: When each event happened.
        lookback: The longest time from a touch to a conversion, inclusive; None for no limit.
        numbers: The first and the last number that counts.
        span: From when on and before when a path counts.
        pending_after: A path that ends after this without a conversion may yet lead to one; it is
            left out.

    Shapes:
        m events, n cases; is_touch, is_conversion and times (m,); offsets (n + 1,).

    Units:
        lookback, span and pending_after in the unit of the times.

    Returns:
        The paths as `touch_paths` with `reset` has them, and how many are pending.

    Raises:
        AssertionError: The arrays are not sorted.

    Source:
        docs/explanation/attribution.md.
    """
    backend = fast("touch_paths", len(times))
    if backend is not None:
        verify_sorted(offsets, times)
        arrays, n_pending = backend.chosen_paths(
            is_touch, is_conversion, offsets, times, lookback, numbers, span, pending_after
        )
        return TouchPaths(*arrays), n_pending
    found = touch_paths(is_touch, is_conversion, offsets, times, lookback=lookback, reset=True)
    return found.counted(times, numbers, span, pending_after)


def _with_lost(
    given: tuple[Ints, Ints, Ints], lost: tuple[Ints, Ints, Ints], offsets: Ints
) -> TouchPaths:
    """
    Put the touches that led to nothing into paths behind those that led to something.
    """
    touches, lengths, conversion = given
    touch, whose, stretch = lost
    n_cases = len(offsets) - 1
    case_of = np.searchsorted(offsets, conversion, side="right") - 1
    total = np.bincount(case_of, minlength=n_cases)
    before = np.cumsum(total) - total
    # A stretch that ends with the log is told apart from others by its case alone.
    opens = np.ones(len(touch), dtype=np.bool_)
    opens[1:] = (whose[1:] != whose[:-1]) | (stretch[1:] != stretch[:-1])
    first = np.flatnonzero(opens)
    lost_lengths = np.diff(np.append(first, len(touch)))
    case = whose[first]
    rank = stretch[first] - before[case]
    between = rank < total[case]
    return TouchPaths(
        offsets=_ends(np.concatenate((lengths, lost_lengths))),
        touch=np.concatenate((touches, touch)),
        conversion=np.concatenate((conversion, np.full(len(first), NOTHING))),
        case=np.concatenate((case_of, case)),
        is_last=np.concatenate((np.zeros(len(conversion), dtype=np.bool_), ~between)),
        number=np.concatenate((np.arange(len(conversion)) - before[case_of], rank)) + 1,
    )


def slid(offsets: Ints, channel: Ints, width: int, base: int) -> Ints:
    """
    Write the latest touches at each touch as one number.

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
        A number whose digits are the channels, from 1, the latest one last; fewer digits where the
        path has only begun.

    Source:
        By definition.
    """
    backend = fast("touch_paths", len(channel))
    if backend is not None:
        found: Ints = backend.slid(offsets, channel, width, base)
        return found
    at = np.arange(len(channel)) - np.repeat(offsets[:-1], np.diff(offsets))
    code = np.zeros(len(channel), dtype=np.int64)
    for back in range(width):
        has = np.flatnonzero(at >= back)
        code[has] += (channel[has - back] + 1) * base**back
    return code


def count_holding(
    offsets: Ints,
    channel: Ints,
    *,
    weight: Ints,
    is_converting: Bools,
    n_channels: int,
) -> Ints:
    """
    Count the paths that hold each channel.

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
        By definition.
    """
    backend = fast("touch_paths", len(channel))
    if backend is not None:
        found: Ints = backend.count_holding(offsets, channel, weight, is_converting, n_channels)
        return found
    width = max(n_channels, 1)
    path = np.repeat(np.arange(len(weight), dtype=np.int64), np.diff(offsets))
    pairs = distinct(path * width + channel)
    whose, held = pairs // width, pairs % width
    counts = [
        np.bincount(held, weights=amount[whose], minlength=n_channels)
        for amount in (weight * is_converting, weight)
    ]
    return np.stack(counts).astype(np.int64)


def count_steps(
    offsets: Ints,
    channel: Ints,
    *,
    is_converting: Bools,
    weight: Ints,
    group: Ints,
    n_channels: int,
    n_groups: int,
) -> Ints:
    """
    Count the steps of a chain of single touches, in which equal neighbours are one.

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
        docs/explanation/attribution.md.
    """
    backend = fast("touch_paths", len(channel))
    if backend is not None:
        found: Ints = backend.count_steps(
            offsets, channel, is_converting, weight, group, n_channels, n_groups
        )
        return found
    path = np.repeat(np.arange(len(weight), dtype=np.int64), np.diff(offsets))
    filled = np.flatnonzero(np.diff(offsets))
    ends = np.where(is_converting[filled], n_channels, n_channels + 1)
    # Each path is walked through with its end as a last touch.
    target = np.insert(channel, offsets[1:][filled], ends)
    whose = np.insert(path, offsets[1:][filled], filled)
    source = np.full(len(target), n_channels)
    source[1:] = np.where(whose[1:] == whose[:-1], target[:-1], n_channels)
    moves = (target != source) | (source == n_channels)
    whose, source, target = whose[moves], source[moves], target[moves]
    shape = (n_groups, n_channels + 1, n_channels + 2)
    cells = (group[whose] * shape[1] + source) * shape[2] + target
    counts = np.bincount(cells, weights=weight[whose], minlength=shape[0] * shape[1] * shape[2])
    return counts.astype(np.int64).reshape(shape)


def _ends(lengths: npt.NDArray[np.integer]) -> Ints:
    return np.concatenate(([0], np.cumsum(lengths))).astype(np.int64)


def _is_of_case(place: Ints, case: Ints, conversion: Ints, timeline: Timeline) -> Bools:
    inside = place < len(conversion)
    found = np.zeros(len(place), dtype=np.bool_)
    found[inside] = timeline.case[conversion[place[inside]]] == case[inside]
    return found


def _leads(
    touch: Ints, place: Ints, conversion: Ints, timeline: Timeline, lookback: int | None
) -> Bools:
    led = _is_of_case(place, timeline.case[touch], conversion, timeline)
    if lookback is not None:
        times = timeline.times
        led[led] = times[conversion[place[led]]] - times[touch[led]] <= lookback
    return led


def _all_pairs(
    touch: Ints, conversion: Ints, timeline: Timeline, lookback: int | None
) -> tuple[Ints, Ints]:
    """
    Pair each conversion with all touches in the time before it.
    """
    begin = timeline.offsets[timeline.case[conversion]]
    if lookback is not None:
        begin = _first_since(timeline, begin, conversion, timeline.times[conversion] - lookback)
    low = np.searchsorted(touch, begin)
    count = np.searchsorted(touch, timeline.tie_end[conversion]) - low
    place = np.repeat(np.arange(len(conversion), dtype=np.int64), count)
    within = np.arange(len(place)) - np.repeat(np.cumsum(count) - count, count)
    return place, touch[low[place] + within]


def _first_since(timeline: Timeline, low: Ints, high: Ints, moment: Ints) -> Ints:
    """
    Find by halving the first event between two that does not happen before a moment.
    """
    low, high = low.copy(), high.copy()
    while (low < high).any():
        middle = (low + high) // 2
        is_before = (timeline.times[middle] < moment) & (low < high)
        low = np.where(is_before, middle + 1, low)
        high = np.where(is_before, high, np.minimum(middle, high))
    return low
