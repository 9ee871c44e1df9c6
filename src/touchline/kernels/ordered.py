"""
Ordered steps that are told by what each event is.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

import numpy as np

from touchline.kernels.backends import fast
from touchline.kernels.segments import Timeline, verify_sorted
from touchline.kernels.windows import Exclusion, Winners, match_in_order

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    Ints = npt.NDArray[np.int64]
    Bools = npt.NDArray[np.bool_]

#: Masks can be told by codes as long as there are no more than this: a code each set of them.
MOST_MASKS = 12


@dataclass(frozen=True, slots=True, eq=False)
class Labels:
    """
    What each event is, and which steps and exclusions a code matches.

    Args:
        codes: The code of each event, from 0.
        words: For each code a bit for every mask, the first mask the lowest.

    Shapes:
        m events, c codes; codes (m,); words (c,) int64.
    """

    codes: npt.NDArray[np.integer]
    words: Ints

    @classmethod
    def of_masks(cls, masks: Sequence[Bools]) -> Self:
        """
        Number the sets of masks that hold an event.

        Args:
            masks: At most `MOST_MASKS` of them.

        Shapes:
            masks (m,) bool each.

        Units:
            none.

        Returns:
            Codes that are words themselves.

        Source:
            By definition.
        """
        codes = np.zeros(len(masks[0]), dtype=np.int32)
        for bit, mask in enumerate(masks):
            codes |= mask.astype(np.int32) << bit
        return cls(codes, np.arange(1 << len(masks), dtype=np.int64))

    def mask(self, bit: int) -> Bools:
        """
        Mark the events that one mask holds.

        Args:
            bit: The number of the mask.

        Shapes:
            returns (m,) bool.

        Units:
            none.

        Returns:
            True for each of them.

        Source:
            By definition.
        """
        return np.asarray((self.words >> bit & 1)[self.codes], dtype=np.bool_)

    def counted(self, n_masks: int) -> Ints:
        """
        Count the events that each mask holds.

        Args:
            n_masks: How many masks to count.

        Shapes:
            returns (n_masks,) int64.

        Units:
            events.

        Returns:
            How many events the first masks hold.

        Source:
            By definition.
        """
        count = count_codes(self.codes, len(self.words))
        bits = np.arange(n_masks)[:, None]
        return np.asarray((self.words >> bits & 1) @ count, dtype=np.int64)


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
    backend = fast("windows", len(codes))
    if backend is None:
        return np.bincount(codes, minlength=n_codes).astype(np.int64)
    found: Ints = backend.count_codes(codes, n_codes)
    return found


def match_labels(
    labels: Labels,
    n_steps: int,
    offsets: Ints,
    times: Ints,
    *,
    window: int | None,
    entries: Bools | None,
    exclusions: Sequence[tuple[int, int]],
) -> Winners:
    """
    Follow ordered steps and keep the best run of each case.

    Args:
        labels: What each event is; the first bits are the steps, the others the exclusions.
        n_steps: How many steps there are.
        offsets: Where each case begins, and where the last one ends.
        times: When each event happened.
        window: The longest time from entry to any step, inclusive; None for no limit.
        entries: Which events may begin a run; None for all.
        exclusions: After which step and before which each exclusion rules out.

    Shapes:
        m events, n cases; offsets (n + 1,); times, entries (m,).

    Units:
        window in the unit of times.

    Returns:
        The winning run of each case, as `match_in_order` finds it.

    Raises:
        AssertionError: The arrays are not sorted.

    Cost:
        O(m + entries x steps) compiled; without a compiler and in ties that leave a choice, as
        `match_in_order`.

    Source:
        docs/explanation/funnel.md.
    """
    backend = fast("windows", len(times))
    if backend is not None:
        verify_sorted(offsets, times)
        rivals = _rivals(labels.words, n_steps)
        found = backend.match(
            labels.codes,
            offsets,
            times,
            labels.words,
            n_steps,
            rivals,
            window,
            entries,
            tuple(exclusions),
        )
        if found is not None:
            return Winners(*found)
    return match_in_order(
        [labels.mask(bit) for bit in range(n_steps)],
        Timeline.of(offsets, times),
        window=window,
        entries=entries,
        exclusions=[
            Exclusion(labels.mask(n_steps + i), *bounds) for i, bounds in enumerate(exclusions)
        ],
    )


def _rivals(words: Ints, n_steps: int) -> int:
    """
    Collect the bits of steps that do not match the same codes as an earlier step.
    """
    seen: list[bytes] = []
    bits = 0
    for step in range(n_steps):
        column = (words >> step & 1).tobytes()
        if column not in seen:
            seen.append(column)
            bits |= 1 << step
    return bits
