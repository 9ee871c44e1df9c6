"""
What cases have in common: counted by bucket, pooled where few share it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Self

import numpy as np

from touchline.eventlog.columns import TextColumn, number_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy.typing as npt

    from touchline.eventlog.columns import Column

    Ints = npt.NDArray[np.int64]
    Bools = npt.NDArray[np.bool_]

#: How what is not stated, and what few share, is called.
NONE, OTHER = "(none)", "(other)"

#: Numbers are compared by quarters of the cases.
QUARTERS = (0.25, 0.5, 0.75)

Kind = Literal["case", "event", "channel-before", "activity-before"]


@dataclass(frozen=True, slots=True, eq=False)
class Factor:
    """
    How many cases have each value of one thing, those with the outcome and those without apart.

    Args:
        kind: An attribute of the case, one of the event, or something that happened before.
        name: The attribute; `activity` or `channel` for what happened before.
        values: The values that occur: texts, or numbers in order.
        counts: Cases without and with the outcome that have each value.
        blank: Cases without and with the outcome for which nothing is stated.

    Shapes:
        v values; counts (v, 2) int64; blank (2,) int64.

    Units:
        cases.

    Source:
        docs/explanation/reasons.md.
    """

    kind: Kind
    name: str
    values: tuple[str, ...] | npt.NDArray[np.float64]
    counts: Ints
    blank: Ints

    @classmethod
    def of(cls, kind: Kind, name: str, column: Column, rows: Ints, has_outcome: Bools) -> Self:
        """
        Count the values that some rows of a column hold.

        Args:
            kind: What the column describes.
            name: Its name.
            column: Texts or numbers.
            rows: One row a case.
            has_outcome: Which of these cases had the outcome.

        Shapes:
            n cases; rows (n,) int64; has_outcome (n,) bool.

        Units:
            cases.

        Returns:
            The counts.

        Source:
            By definition.
        """
        if isinstance(column, TextColumn):
            codes, size = column.codes[rows].astype(np.int64), len(column.vocabulary)
            found = np.bincount((codes + 1) * 2 + has_outcome, minlength=2 * (size + 1))
            counts = found.astype(np.int64).reshape(-1, 2)
            return cls(kind, name, column.vocabulary, counts[1:], counts[0])
        numbers = column.values[rows]
        is_blank = np.isnan(numbers)
        values, place = np.unique(numbers[~is_blank], return_inverse=True)
        filled = np.bincount(place * 2 + has_outcome[~is_blank], minlength=2 * len(values))
        blank = np.bincount(has_outcome[is_blank], minlength=2)
        return cls(kind, name, values, filled.astype(np.int64).reshape(-1, 2), blank.astype("i8"))

    @classmethod
    def merged(cls, parts: Sequence[Self]) -> Self:
        """
        Add the counts of buckets.
        """
        first = parts[0]
        blank = np.sum([part.blank for part in parts], axis=0)
        if isinstance(first.values, tuple):
            counts = np.sum([part.counts for part in parts], axis=0)
            return cls(first.kind, first.name, first.values, counts, blank)
        everything = np.concatenate([part.values for part in parts])
        values, place = np.unique(everything, return_inverse=True)
        counts = np.zeros((len(values), 2), dtype=np.int64)
        np.add.at(counts, place, np.concatenate([part.counts for part in parts]))
        return cls(first.kind, first.name, values, counts, blank)

    def groups(self, least: int) -> Iterator[tuple[str, int, int]]:
        """
        List the values that are compared.

        Args:
            least: Fewer cases than this are pooled; of what happened before, where a case may have
                several values, they are left out.

        Shapes:
            none.

        Units:
            cases.

        Yields:
            A value, how many cases have it, and how many of these had the outcome.

        Source:
            docs/explanation/reasons.md.
        """
        found = [*self._named()]
        if self.kind in {"case", "event"}:
            found.append((NONE, int(self.blank.sum()), int(self.blank[1])))
        large = [one for one in found if one[1] >= least]
        small = [one for one in found if 0 < one[1] < least]
        yield from large
        if self.kind in {"case", "event"} and small:
            _, n, hits = (sum(part) if i else "" for i, part in enumerate(zip(*small, strict=True)))
            yield (small[0][0] if len(small) == 1 else OTHER, int(n), int(hits))

    def _named(self) -> Iterator[tuple[str, int, int]]:
        sizes = self.counts.sum(axis=1)
        if isinstance(self.values, tuple) or len(self.values) <= len(QUARTERS) + 1:
            for i in np.flatnonzero(sizes).tolist():
                value = self.values[i]
                name = value if isinstance(value, str) else number_text(float(value))
                yield name, int(sizes[i]), int(self.counts[i, 1])
            return
        running = np.cumsum(sizes)
        # A cut is the smallest number that so large a share of the cases does not exceed.
        cuts = np.unique(np.searchsorted(running, np.ceil(np.asarray(QUARTERS) * running[-1])))
        begin = 0
        for end in [*(cuts + 1).tolist(), len(self.values)]:
            if end > begin:
                part = self.counts[begin:end]
                yield self._range(begin, end), int(part.sum()), int(part[:, 1].sum())
            begin = end

    def _range(self, begin: int, end: int) -> str:
        low, high = (number_text(float(self.values[i])) for i in (begin, end - 1))
        return low if low == high else f"{low} – {high}"
