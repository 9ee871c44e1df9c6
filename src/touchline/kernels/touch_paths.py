"""
Which touches led to which conversion, and which led to none.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

    from touchline.kernels.segments import Timeline

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
        lengths = np.diff(self.offsets)
        return TouchPaths(
            _ends(lengths[keep]),
            self.touch[np.repeat(keep, lengths)],
            self.conversion[keep],
            self.case[keep],
            self.is_last[keep],
            self.number[keep],
        )

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
    timeline: Timeline,
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
        timeline: The events, sorted.
        lookback: The longest time from a touch to a conversion, inclusive; None for no limit.
        reset: A touch is spent with the next conversion.

    Shapes:
        m events; is_touch and is_conversion (m,).

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
    order = np.lexsort((pairs[1], pairs[0]))
    lengths = np.bincount(pairs[0], minlength=len(conversion))
    rank, total = _numbered(conversion, timeline)
    lost, stretch = touch[~led], following[~led]
    lost_case = timeline.case[lost]
    is_between = _is_of_case(stretch, lost_case, conversion, timeline)
    # A stretch that ends with the log is told apart from others by its case alone.
    opens = np.ones(len(lost), dtype=np.bool_)
    opens[1:] = (lost_case[1:] != lost_case[:-1]) | (stretch[1:] != stretch[:-1])
    first = np.flatnonzero(opens)
    lost_lengths = np.diff(np.append(first, len(lost)))
    case = lost_case[first]
    number = total[case] + 1
    between = is_between[first]
    number[between] = rank[stretch[first][between]]
    return TouchPaths(
        offsets=_ends(np.concatenate((lengths, lost_lengths))),
        touch=np.concatenate((pairs[1][order], lost)),
        conversion=np.concatenate((conversion, np.full(len(first), NOTHING))),
        case=np.concatenate((timeline.case[conversion], case)),
        is_last=np.concatenate((np.zeros(len(conversion), dtype=np.bool_), ~between)),
        number=np.concatenate((rank, number)),
    )


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


def _numbered(conversion: Ints, timeline: Timeline) -> tuple[Ints, Ints]:
    """
    Number the conversions of each case from 1, and count them.
    """
    case = timeline.case[conversion]
    total = np.bincount(case, minlength=timeline.n_cases).astype(np.int64)
    before = np.cumsum(total) - total
    return np.arange(1, len(conversion) + 1) - before[case], total
