"""
Moves from one activity to the next, counted and timed pair by pair.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from touchline.kernels.backends import fast
from touchline.kernels.segments import (
    BACKWARDS,
    Timeline,
    count_distinct,
    is_vouched,
    verify_offsets,
)
from touchline.kernels.spread import bins_of, bins_per_group, counted
from touchline.kernels.transitions import directly_follows, kept_offsets, without_repeats

if TYPE_CHECKING:
    import numpy.typing as npt

    from touchline.kernels.transitions import Pairs

    Ints = npt.NDArray[np.int64]
    Bools = npt.NDArray[np.bool_]

#: With no more pairs than this a table has a cell for each, whether it occurs or not.
DENSE = 1 << 22


@dataclass(frozen=True, eq=False)
class Moves:
    """
    The moves within cases, the ways in and out included.

    A pair is one number: the source times the number of places plus the target, where two places
    beyond the codes stand for the start and the end.

    Args:
        codes: What each event is, from 0.
        offsets: Where each case begins, and where the last one ends.
        times: When each event happened.
        n_codes: How many codes there are.
        chosen: Which cases count.
        is_merged: A run of equal codes is one event, at the time of its first.

    Shapes:
        m events, n cases; codes, times (m,); offsets (n + 1,); chosen (n,) bool.

    Units:
        times in any unit that grows with time.
    """

    codes: npt.NDArray[np.integer]
    offsets: Ints
    times: Ints
    n_codes: int
    chosen: Bools
    is_merged: bool = False

    @property
    def n_places(self) -> int:
        """
        How many codes there are, and start and end.
        """
        return self.n_codes + 2

    def counted(self) -> tuple[Ints, Ints]:
        """
        Count the pairs.

        Shapes:
            p pairs that occur; returns two (p,) int64.

        Units:
            none.

        Returns:
            The pairs in ascending order, and how often each occurs.

        Raises:
            AssertionError: The arrays are not sorted.

        Source:
            van der Aalst (2016), Process Mining, 2nd edition, section 6.2.
        """
        backend = fast("moves", len(self.codes))
        is_dense = self.n_places**2 <= DENSE
        if backend is not None and is_dense:
            is_known = is_vouched(self.offsets, self.times)
            if not is_known:
                verify_offsets(self.offsets, len(self.times))
            count = backend.count(*self._plain, is_known)
            if count is None:
                raise AssertionError(BACKWARDS)
            keys = np.flatnonzero(count)
            return keys, count[keys]
        if is_dense:
            count = np.bincount(self._key, minlength=self.n_places**2)
            keys = np.flatnonzero(count).astype(np.int64)
            return keys, count[keys].astype(np.int64)
        return np.unique(self._key, return_counts=True)

    def counted_cases(self, keys: Ints) -> Ints:
        """
        Count the cases in which each pair occurs.

        Args:
            keys: The pairs to tell apart, ascending; every pair of the moves is among them.

        Shapes:
            keys (p,); returns (p,) int64.

        Units:
            cases.

        Returns:
            The counts; 0 for a pair that does not occur.

        Source:
            By definition.
        """
        backend = self._backend_of_spans
        if backend is not None:
            return np.asarray(backend.count_cases(*self._plain)[keys], dtype=np.int64)
        group = np.searchsorted(keys, self._key).astype(np.int64)
        return count_distinct(group, self._pairs.case, len(keys), len(self.offsets) - 1)

    def counted_spans(self, keys: Ints, per_octave: int) -> npt.NDArray[np.integer]:
        """
        Count the times of each pair by bin.

        Args:
            keys: The pairs to tell apart, ascending; every pair of the moves is among them.
            per_octave: Into how many bins an octave is cut.

        Shapes:
            keys (p,); returns (p, b), whole numbers of any width.

        Units:
            none.

        Returns:
            What `spread.counted` gives for the times of all moves but the ways in and out.

        Source:
            By definition.
        """
        backend = self._backend_of_spans
        if backend is not None:
            counts: npt.NDArray[np.integer] = backend.count_spans(
                *self._plain,
                _numbered(keys, self.n_places**2),
                len(keys),
                bins_per_group(per_octave),
                per_octave.bit_length() - 1,
            )
            return counts
        return counted(*self._spans(keys), len(keys), per_octave)

    def collected_spans(self, keys: Ints, is_wanted: Bools, per_octave: int) -> tuple[Ints, Ints]:
        """
        Keep the times that lie in wanted bins.

        Args:
            keys: The pairs to tell apart, ascending; every pair of the moves is among them.
            is_wanted: Which bins of which pair hold a time that is needed.
            per_octave: Into how many bins an octave is cut.

        Shapes:
            keys (p,); is_wanted (p, b) bool; returns two (c,) int64.

        Units:
            those of the times.

        Returns:
            The number of the pair among the keys, and the time, of each move that is kept.

        Source:
            By definition.
        """
        backend = self._backend_of_spans
        if backend is not None:
            found: tuple[Ints, Ints] = backend.collect_spans(
                *self._plain,
                _numbered(keys, self.n_places**2),
                is_wanted,
                per_octave.bit_length() - 1,
            )
            return found
        groups, span = self._spans(keys)
        kept = is_wanted[groups, bins_of(span, per_octave)]
        return groups[kept], span[kept]

    @property
    def _backend_of_spans(self) -> Any:
        is_dense = self.n_places**2 <= DENSE
        return fast("moves", len(self.codes)) if is_dense else None

    @property
    def _plain(self) -> tuple[Any, ...]:
        return self.codes, self.offsets, self.times, self.n_codes, self.chosen, self.is_merged

    @cached_property
    def _pairs(self) -> Pairs:
        codes = self.codes.astype(np.int64)
        timeline = Timeline.of(self.offsets, self.times)
        if self.is_merged or not self.chosen.all():
            keep = self.chosen[timeline.case]
            if self.is_merged:
                keep &= without_repeats(codes, timeline)
            timeline = Timeline.of(kept_offsets(keep, self.offsets), self.times[keep])
            codes = codes[keep]
        return directly_follows(codes, timeline, self.n_codes)

    @cached_property
    def _key(self) -> Ints:
        return self._pairs.source * self.n_places + self._pairs.target

    def _spans(self, keys: Ints) -> tuple[Ints, Ints]:
        """
        Give the number of the pair and the time of every move but the ways in and out.
        """
        # The ways in and out stand last, two for each case that has an event.
        n_inner = self._pairs.n_inner
        key = self._key[:n_inner]
        if self.n_places**2 <= DENSE:
            return _numbered(keys, self.n_places**2)[key], self._pairs.span[:n_inner]
        return np.searchsorted(keys, key).astype(np.int64), self._pairs.span[:n_inner]


def _numbered(keys: Ints, size: int) -> Ints:
    """
    Lay out a table that gives each key its number.
    """
    table = np.zeros(size, dtype=np.int64)
    table[keys] = np.arange(len(keys))
    return table
