"""
Which codes each case has, from when to when, and which of them come before which.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

    from touchline.kernels.segments import Timeline

    Ints = npt.NDArray[np.int64]
    Bools = npt.NDArray[np.bool_]

#: A table of cases and codes may have so many places an event.
_DENSE = 8

#: How many pairs of codes are looked at together.
_TOGETHER = 1 << 21


@dataclass(frozen=True, slots=True, eq=False)
class Occurrences:
    """
    Each code of each case once.

    Args:
        case: The case.
        code: The code.
        first: The first event of the case that has it.
        last: The last one.
        count: How many there are.

    Shapes:
        o occurrences, sorted by case, then code; every array (o,) int64.

    Units:
        none.
    """

    case: Ints
    code: Ints
    first: Ints
    last: Ints
    count: Ints

    @classmethod
    def of(cls, codes: Ints, timeline: Timeline, n_codes: int) -> Self:
        """
        Find the codes of each case.

        Args:
            codes: What each event is, from 0.
            timeline: The events, sorted.
            n_codes: How many codes there are.

        Shapes:
            codes (m,).

        Units:
            none.

        Returns:
            One entry a case and code.

        Source:
            By definition.
        """
        width = max(n_codes, 1)
        key = timeline.case * width + codes
        if timeline.n_cases * width <= _DENSE * len(key):
            return cls._of_table(key, timeline.n_cases * width, width)
        order = np.argsort(key, kind="stable")
        ordered = key[order]
        opens = np.ones(len(key), dtype=np.bool_)
        opens[1:] = ordered[1:] != ordered[:-1]
        begin = np.flatnonzero(opens)
        end = np.append(begin, len(key))[1:]
        found = ordered[begin]
        return cls(found // width, found % width, order[begin], order[end - 1], end - begin)

    @classmethod
    def _of_table(cls, key: Ints, n_keys: int, width: int) -> Self:
        """
        Find the same by a table of all cases and codes, which is faster while it is small.
        """
        place = np.arange(len(key), dtype=np.int64)
        count = np.bincount(key, minlength=n_keys).astype(np.int64)
        first, last = np.empty(n_keys, dtype=np.int64), np.empty(n_keys, dtype=np.int64)
        # Of several writes to one place the last stays.
        last[key] = place
        first[key[::-1]] = place[::-1]
        found = np.flatnonzero(count)
        return cls(found // width, found % width, first[found], last[found], count[found])

    def kept(self, keep: Bools) -> Self:
        """
        Keep some of them.

        Args:
            keep: Which ones.

        Shapes:
            keep (o,) bool.

        Units:
            none.

        Returns:
            The others are left out.

        Source:
            None needed.
        """
        columns = (self.case, self.code, self.first, self.last, self.count)
        return type(self)(*(column[keep] for column in columns))


def eventually_follows(found: Occurrences, n_codes: int) -> Ints:
    """
    Count the cases in which one code comes before another, at whatever distance.

    Args:
        found: The codes of each case.
        n_codes: How many codes there are.

    Shapes:
        returns (n_codes, n_codes) int64.

    Units:
        cases.

    Returns:
        For each code and each other one the cases in which its first event lies before the last
        event of the other; for a code and itself, those that have it twice. Memory does not grow
        with the length of cases.

    Source:
        van der Aalst (2016), Process Mining, 2nd edition, section 6.2, counted by case.
    """
    total = np.zeros(n_codes * n_codes, dtype=np.int64)
    opens = np.ones(len(found.case), dtype=np.bool_)
    opens[1:] = found.case[1:] != found.case[:-1]
    begin = np.flatnonzero(opens)
    size = np.diff(np.append(begin, len(opens)))
    # Whole cases go together until their pairs fill a chunk.
    chunk = np.cumsum(size * size) // _TOGETHER
    for number in np.unique(chunk).tolist():
        here = chunk == number
        own_begin, own_size = begin[here], size[here]
        rows = slice(int(own_begin[0]), int(own_begin[-1] + own_size[-1]))
        row_size, row_begin = np.repeat(own_size, own_size), np.repeat(own_begin, own_size)
        left = np.repeat(np.arange(rows.start, rows.stop), row_size)
        start = np.repeat(np.cumsum(row_size) - row_size, row_size)
        right = np.repeat(row_begin, row_size) + np.arange(len(left)) - start
        is_before = found.first[left] < found.last[right]
        pair = found.code[left[is_before]] * n_codes + found.code[right[is_before]]
        total += np.bincount(pair, minlength=len(total))
    return total.reshape(n_codes, n_codes)
