"""
What a source delivers: a table as it was found, and the rows that did not fit into it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from touchline.eventlog.quality import N_EXAMPLES, Drop, Example
from touchline.sources._columns import as_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt


@dataclass(frozen=True, slots=True, eq=False)
class Raw:
    """
    A table in the order of its origin.

    Args:
        table: The rows that fit, one column a name.
        origin: How the origin names itself.
        misfits: The rows that do not fit the table, with what stands there; counted from 1.
        left: Columns that the origin has and that were not asked for.
    """

    table: pa.Table
    origin: str
    misfits: tuple[Example, ...] = ()
    left: tuple[str, ...] = ()

    @property
    def n_rows(self) -> int:
        """
        How many rows the origin has, fitting or not.
        """
        return int(self.table.num_rows) + len(self.misfits)

    @property
    def rows(self) -> npt.NDArray[np.int64]:
        """
        The number of each row of the table in its origin, counted from 1.
        """
        every = np.arange(1, self.n_rows + 1, dtype=np.int64)
        if not self.misfits:
            return every
        return np.setdiff1d(every, [misfit.row for misfit in self.misfits], assume_unique=True)


@dataclass(frozen=True, slots=True, eq=False)
class Batch:
    """
    Some rows of an origin that follow those before.

    Args:
        raw: The rows.
        share: How much of the origin is read with them, in [0, 1].
    """

    raw: Raw
    share: float = 1.0


@dataclass(frozen=True, slots=True, eq=False)
class Gathered:
    """
    Several tables as one.

    Args:
        table: All rows that fit, in the order of their origins.
        rows: Their global numbers.
        n_rows: How many rows were read.
        drops: The rows that do not fit.
        origin: How the origins name themselves.
        left: Columns that origins have and that were not asked for.
    """

    table: pa.Table
    rows: npt.NDArray[np.int64]
    n_rows: int
    drops: tuple[Drop, ...]
    origin: str
    left: tuple[str, ...] = ()


def gathered(raws: Sequence[Raw], n_before: int = 0) -> Gathered:
    """
    Put tables one after the other.

    A column that only some of them have is unknown in the others; one whose type differs becomes
    text.

    Args:
        raws: At least one table.
        n_before: How many rows were read before them.

    Returns:
        One table with global row numbers.
    """
    starts = np.cumsum([n_before, *(raw.n_rows for raw in raws)]).tolist()
    misfits = [
        Example(start + misfit.row, misfit.text)
        for start, raw in zip(starts, raws, strict=False)
        for misfit in raw.misfits
    ]
    drop = Drop(reason="ragged-row", n=len(misfits), examples=tuple(misfits[:N_EXAMPLES]))
    origins = [raw.origin for raw in raws]
    return Gathered(
        table=_stacked([raw.table for raw in raws]),
        rows=np.concatenate([raw.rows + s for s, raw in zip(starts, raws, strict=False)]),
        n_rows=starts[-1] - n_before,
        drops=(drop,) if misfits else (),
        origin=named(origins),
        left=tuple(dict.fromkeys(name for raw in raws for name in raw.left)),
    )


def named(origins: Sequence[str]) -> str:
    """
    Name several origins on one line.

    Args:
        origins: How each names itself.

    Returns:
        The first names.
    """
    more = f" … ({len(origins)})" if len(origins) > 3 else ""  # noqa: PLR2004 (a line's worth)
    return ", ".join(origins[:3]) + more


def _stacked(tables: list[pa.Table]) -> pa.Table:
    if len(tables) == 1:
        return tables[0]
    names = list(dict.fromkeys(name for table in tables for name in table.column_names))
    stacked = {}
    for name in names:
        parts = [t[name] if name in t.column_names else pa.nulls(t.num_rows) for t in tables]
        types = {part.type for part in parts if not pa.types.is_null(part.type)}
        if len(types) == 1:
            parts = [part.cast(next(iter(types))) for part in parts]
        else:
            parts = [as_text(part) for part in parts]
        chunks = [c for p in parts for c in (p.chunks if isinstance(p, pa.ChunkedArray) else [p])]
        stacked[name] = pa.chunked_array(chunks)
    return pa.table(stacked)


def unique_names(names: Sequence[str]) -> list[str]:
    """
    Give every column a name of its own.

    Args:
        names: The names as they stand in a header.

    Returns:
        The same without blanks around them; a nameless column is called by its place, and one that
        repeats a name gets a number.
    """
    unique: list[str] = []
    for place, name in enumerate(names, 1):
        wanted = name.strip() or f"column {place}"
        number, candidate = 1, wanted
        while candidate in unique:
            number += 1
            candidate = f"{wanted} ({number})"
        unique.append(candidate)
    return unique
