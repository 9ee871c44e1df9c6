"""
Invented events of any number, written as a file that every engine reads.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.parquet as arrow_parquet

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import numpy.typing as npt

#: How many activities there are, and how many events a customer has on average.
ACTIVITIES, PER_CASE = 40, 12

#: How far apart the first and the last event may lie.
DAYS = 90

_START = 1_767_225_600_000_000
_DAY = 86_400_000_000
_AT_ONCE = 1_000_000

SCHEMA = pa.schema(
    [
        ("case", pa.string()),
        ("activity", pa.string()),
        ("timestamp", pa.timestamp("us", "UTC")),
    ]
)


def names() -> list[str]:
    """
    Name the activities.

    Returns:
        Their names, sorted; the first are the most frequent.
    """
    return [f"activity {i:02d}" for i in range(ACTIVITIES)]


def invent(path: Path, n_events: int, seed: int = 20261122) -> None:
    """
    Write a file of events in which the customers come in random order.

    Args:
        path: The new Parquet file.
        n_events: About how many events.
        seed: The start of all random numbers.
    """
    part = path.with_suffix(".part")
    with arrow_parquet.ParquetWriter(part, SCHEMA, compression="snappy") as writer:
        for table in _tables(n_events, seed):
            writer.write_table(table, row_group_size=_AT_ONCE)
    part.rename(path)


def _tables(n_events: int, seed: int) -> Iterator[pa.Table]:
    random = np.random.default_rng(seed)
    sizes = np.maximum(random.poisson(PER_CASE, n_events // PER_CASE), 1)
    case = np.repeat(random.permutation(len(sizes)).astype(np.int32), sizes)
    random.shuffle(case)
    share = 1 / np.arange(1, ACTIVITIES + 1)
    for begin in range(0, len(case), _AT_ONCE):
        yield _table(random, case[begin : begin + _AT_ONCE], share / share.sum())


def _table(
    random: np.random.Generator, case: npt.NDArray[np.int32], share: npt.NDArray[np.float64]
) -> pa.Table:
    codes = random.choice(ACTIVITIES, len(case), p=share).astype(np.int8)
    activity = pa.DictionaryArray.from_arrays(pa.array(codes), pa.array(names()))
    at = _START + random.integers(0, DAYS * _DAY, len(case))
    ids = pa.array(np.char.add("c", case.astype("U9")).astype(object), pa.string())
    columns = [ids, activity.cast(pa.string()), pa.array(at, SCHEMA.field("timestamp").type)]
    return pa.table(columns, schema=SCHEMA)
