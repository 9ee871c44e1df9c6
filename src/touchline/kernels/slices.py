"""
The part of each case that lies between two of its events.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

import numpy as np

from touchline.kernels.segments import NOWHERE, first_event
from touchline.kernels.transitions import kept_offsets

if TYPE_CHECKING:
    import numpy.typing as npt

    from touchline.kernels.segments import Timeline

    Ints = npt.NDArray[np.int64]
    Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Slices:
    """
    One run of events of each case, which may be empty.

    Args:
        events: The events in the runs, in order.
        offsets: Where the run of each case begins among them, and where the last one ends.

    Shapes:
        r events, n cases; events (r,); offsets (n + 1,), int64.

    Units:
        none.
    """

    events: Ints
    offsets: Ints

    @classmethod
    def between(
        cls, timeline: Timeline, cases: Bools, after: Bools | None, before: Bools | None
    ) -> Self:
        """
        Take each case from one marked event to another, both included.

        Args:
            timeline: The events, sorted.
            cases: The cases that count; the runs of all others are empty.
            after: The run begins with the first of these events; None for the first of the case.
            before: The run ends with the first of these events, after the one with which it begins
                if `after` is given; None for the last of the case.

        Shapes:
            cases (n,) bool; after and before (m,) bool.

        Units:
            none.

        Returns:
            The runs; empty for a case that lacks an event it should begin or end with.

        Source:
            docs/explanation/step-flow.md.
        """
        return cls.of(*bounds(timeline.offsets, cases, after, before), timeline.offsets)

    @classmethod
    def of(cls, begin: Ints, stop: Ints, offsets: Ints) -> Self:
        """
        Take from each case the events between two bounds.

        Args:
            begin: The first event of each run.
            stop: One past its last event; `begin` for an empty run.
            offsets: Where each case begins, and where the last one ends.

        Shapes:
            n cases; begin, stop (n,); offsets (n + 1,).

        Units:
            none.

        Returns:
            The runs.

        Source:
            By definition.
        """
        is_whole = stop > begin
        edges = np.zeros(int(offsets[-1]) + 1, dtype=np.int64)
        np.add.at(edges, begin[is_whole], 1)
        np.add.at(edges, stop[is_whole], -1)
        inside = np.cumsum(edges[:-1]) > 0
        return cls(np.flatnonzero(inside), kept_offsets(inside, offsets))

    def without_repeats(self, codes: Ints) -> Self:
        """
        Take a run of equal codes for one event, its first.

        Args:
            codes: What each event of the log is.

        Shapes:
            codes (m,).

        Units:
            none.

        Returns:
            The shorter runs.

        Source:
            By definition.
        """
        kept = codes[self.events]
        keep = np.ones(len(kept), dtype=np.bool_)
        keep[1:] = kept[1:] != kept[:-1]
        keep[self.offsets[:-1][self.offsets[:-1] < len(kept)]] = True
        return type(self)(self.events[keep], kept_offsets(keep, self.offsets))

    @property
    def case(self) -> Ints:
        """
        The case of each event of the runs, (r,) int64.
        """
        return np.repeat(np.arange(len(self.offsets) - 1), np.diff(self.offsets))


def bounds(
    offsets: Ints, cases: Bools, after: Bools | None, before: Bools | None
) -> tuple[Ints, Ints]:
    """
    Find where a run from one marked event to another begins and ends in each case.

    Args:
        offsets: Where each case begins, and where the last one ends.
        cases: The cases that count.
        after: The run begins with the first of these events; None for the first of the case.
        before: The run ends with the first of these events, after the one with which it begins if
            `after` is given; None for the last of the case.

    Shapes:
        m events, n cases; offsets (n + 1,); cases (n,); after and before (m,) bool; returns two
        (n,) int64.

    Units:
        none.

    Returns:
        The first event of each run, and one past its last; equal where there is none.

    Source:
        docs/explanation/step-flow.md.
    """
    begin = offsets[:-1] if after is None else first_event(after, offsets)
    stop = offsets[1:]
    is_whole = cases & (begin != NOWHERE) & (offsets[1:] > offsets[:-1])
    if before is not None:
        marked = np.append(np.flatnonzero(before), len(before))
        side = 0 if after is None else 1
        last = marked[np.searchsorted(marked[:-1], begin + side)]
        is_whole &= last < stop
        stop = last + 1
    return np.where(is_whole, begin, offsets[:-1]), np.where(is_whole, stop, offsets[:-1])
