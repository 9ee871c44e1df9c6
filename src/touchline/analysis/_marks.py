"""
Which group each of some cases, events or tries belongs to.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

import numpy as np

from touchline.analysis._gather import concatenated
from touchline.eventlog.columns import ABSENT, TextColumn, number_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from touchline.eventlog.columns import Column

    Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Marks:
    """
    One group a row.

    Args:
        codes: The place of the group among the names; `ABSENT` where none is known.
        names: The groups, sorted, each once and each in use.

    Shapes:
        codes (t,) int64.
    """

    codes: Ints
    names: tuple[str, ...]

    @classmethod
    def read(cls, column: Column, rows: Ints) -> Self:
        """
        Read the groups from a column.

        Args:
            column: Texts or numbers.
            rows: The row of the column for each row wanted; `ABSENT` where there is none.

        Shapes:
            rows (t,) int64; returns t rows.

        Units:
            none.

        Returns:
            The groups; a whole number is written without a point.

        Source:
            None needed.
        """
        has_row = rows != ABSENT
        codes = np.full(len(rows), ABSENT, dtype=np.int64)
        if isinstance(column, TextColumn):
            codes[has_row] = column.codes[rows[has_row]]
            used, places = np.unique(codes, return_inverse=True)
            names = [None if code == ABSENT else column.vocabulary[code] for code in used.tolist()]
        else:
            values = np.full(len(rows), np.nan)
            values[has_row] = column.values[rows[has_row]]
            used, places = np.unique(values, return_inverse=True)
            names = [None if math.isnan(value) else number_text(value) for value in used.tolist()]
        return cls(*_sorted(places, names))

    @classmethod
    def merged(cls, parts: Sequence[Self]) -> Self:
        """
        Put the groups of buckets one after the other.

        Args:
            parts: At least one.

        Shapes:
            returns the sum of their rows.

        Units:
            none.

        Returns:
            All rows, with one list of names.

        Source:
            None needed.
        """
        names = sorted({name for part in parts for name in part.names})
        place = {name: code for code, name in enumerate(names)}
        return cls(
            concatenated([_recoded(part, place) for part in parts]),
            tuple(names),
        )


def _sorted(places: npt.NDArray[np.intp], names: list[str | None]) -> tuple[Ints, tuple[str, ...]]:
    known = sorted({name for name in names if name is not None})
    place = {name: code for code, name in enumerate(known)}
    table = np.asarray([ABSENT if n is None else place[n] for n in names], dtype=np.int64)
    return table[places.reshape(-1)], tuple(known)


def _recoded(part: Marks, place: dict[str, int]) -> Ints:
    # The last slot answers for ABSENT, whose code is -1.
    table = np.asarray([*(place[name] for name in part.names), ABSENT], dtype=np.int64)
    return table[part.codes]
