"""
Where sessions begin, and what they add up to.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from touchline.kernels.backends import fast
from touchline.kernels.ranked import N_BINS, PER_OCTAVE, binned, within
from touchline.kernels.segments import count_per_case, verify_sorted

if TYPE_CHECKING:
    import numpy.typing as npt

    Ints = npt.NDArray[np.int64]
    Bools = npt.NDArray[np.bool_]

#: Stands for no marks at all.
_NONE = np.zeros(0, dtype=np.bool_)


def opens_session(offsets: Ints, times: Ints, timeout: int, breaks: Bools | None = None) -> Bools:
    """
    Mark the events that open a session.

    Args:
        offsets: Where each case begins, and where the last one ends.
        times: When each event happened, sorted within a case.
        timeout: The longest gap inside a session; a gap of exactly this length stays inside.
        breaks: Events that open a session whatever the gap before them.

    Shapes:
        offsets (n + 1,); times (m,); breaks (m,) bool; returns (m,) bool.

    Units:
        timeout in the unit of the times.

    Returns:
        True for the first event of every case, for one after a longer gap, and for every break.

    Raises:
        AssertionError: The arrays are not sorted.

    Source:
        docs/explanation/sessions.md.
    """
    verify_sorted(offsets, times)
    opens = np.ones(len(times), dtype=np.bool_)
    np.greater(times[1:] - times[:-1], timeout, out=opens[1:])
    opens[offsets[:-1][offsets[:-1] < len(times)]] = True
    return opens if breaks is None else opens | breaks


def session_offsets(opens: Bools) -> Ints:
    """
    Find where each session begins.

    Args:
        opens: The events that open a session.

    Shapes:
        opens (m,) bool; returns (s + 1,) int64 for s sessions.

    Units:
        none.

    Returns:
        The offsets of the sessions among the events, and where the last one ends.

    Source:
        By definition.
    """
    return np.append(np.flatnonzero(opens), len(opens)).astype(np.int64)


@dataclass(frozen=True, slots=True, eq=False)
class SessionTotals:
    """
    What sessions add up to.

    Args:
        opened: Sessions by the code of the event that opens them.
        bounced: Those of them that have no second event.
        closed: Sessions by the code of the event that closes them.
        lengths: The numbers of events that sessions have, sorted, and how many sessions have each.
        bins: How many sessions take a time of each bin of `kernels.ranked`.
        cases: How many cases have a session.
        still_open: Sessions that may have gone on.

    Shapes:
        a codes, k lengths; opened, bounced, closed (a,); lengths (2, k); bins (N_BINS,), all int64.

    Units:
        sessions.
    """

    opened: Ints
    bounced: Ints
    closed: Ints
    lengths: Ints
    bins: Ints
    cases: int
    still_open: int


@dataclass(frozen=True, slots=True, eq=False)
class SessionCut:
    """
    How events are cut into sessions.

    Args:
        offsets: Where each case begins, and where the last one ends.
        times: When each event happened, sorted within a case.
        timeout: The longest gap inside a session.
        breaks: Events that open a session whatever the gap before them; None for none.
        counting: Events that may open a session that counts; None for all.

    Shapes:
        offsets (n + 1,); times (m,) int64; breaks and counting (m,) bool.

    Units:
        timeout in the unit of the times.

    Source:
        docs/explanation/sessions.md.
    """

    offsets: Ints
    times: Ints
    timeout: int
    breaks: Bools | None = None
    counting: Bools | None = None

    def totals(self, codes: npt.NDArray[np.integer], n_codes: int, end: int) -> SessionTotals:
        """
        Add the sessions up.

        Args:
            codes: What each event is, from 0.
            n_codes: How many codes there are.
            end: When observation ends.

        Shapes:
            codes (m,).

        Units:
            end in the unit of the times.

        Returns:
            What they add up to.

        Raises:
            AssertionError: The arrays are not sorted.

        Source:
            docs/explanation/sessions.md.
        """
        verify_sorted(self.offsets, self.times)
        backend = fast("sessions", len(self.times))
        if backend is not None:
            tables, lengths, bins, rest = backend.totals(
                *self._marked(), codes, n_codes, end, PER_OCTAVE.bit_length() - 1, N_BINS
            )
            present = np.flatnonzero(lengths)
            return SessionTotals(
                tables[0],
                tables[1],
                tables[2],
                np.stack((present, lengths[present])),
                bins,
                *rest,
            )
        first, last = self._ends()
        lengths = last - first + 1
        opened, bounced, closed = (
            np.bincount(codes[events], minlength=n_codes).astype(np.int64)
            for events in (first, first[lengths == 1], last)
        )
        return SessionTotals(
            opened,
            bounced,
            closed,
            np.stack(np.unique(lengths, return_counts=True)).astype(np.int64),
            binned(self.times[last] - self.times[first]),
            _n_cases(first, self.offsets),
            int(np.count_nonzero(end - self.times[last] <= self.timeout)),
        )

    def spans_within(self, is_sought: Bools) -> Ints:
        """
        Collect the times that sessions take, in some bins of them.

        Args:
            is_sought: The bins.

        Shapes:
            is_sought (N_BINS,); returns (k,) int64.

        Units:
            those of the times.

        Returns:
            The times, in any order.

        Source:
            `touchline.kernels.ranked`.
        """
        backend = fast("sessions", len(self.times))
        if backend is not None:
            found: Ints = backend.spans_within(
                *self._marked(), is_sought, PER_OCTAVE.bit_length() - 1
            )
            return found
        first, last = self._ends()
        return within(self.times[last] - self.times[first], is_sought)

    def _marked(self) -> tuple[Ints, Ints, int, Bools, Bools]:
        breaks = _NONE if self.breaks is None else self.breaks
        counting = _NONE if self.counting is None else self.counting
        return self.offsets, self.times, self.timeout, breaks, counting

    def _ends(self) -> tuple[Ints, Ints]:
        """
        Find the first and the last event of each session that counts.
        """
        offsets = session_offsets(
            opens_session(self.offsets, self.times, self.timeout, self.breaks)
        )
        first, last = offsets[:-1], offsets[1:] - 1
        if self.counting is None:
            return first, last
        counts = self.counting[first]
        return first[counts], last[counts]


def _n_cases(events: Ints, offsets: Ints) -> int:
    """
    Count the cases that own some of the events.
    """
    mask = np.zeros(int(offsets[-1]), dtype=np.bool_)
    mask[events] = True
    return int(np.count_nonzero(count_per_case(mask, offsets)))
