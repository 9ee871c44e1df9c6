"""
Bringing together on Spark what belongs together.
"""

from __future__ import annotations

import pickle
from typing import TYPE_CHECKING, Any

from touchline.executors.spark import quiet

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    import pyarrow as pa

    from touchline.executors.spark import Spark

    #: From an item to what is found in it, each under a key.
    Emit = Callable[[Any], Iterator[tuple[int, Any]]]
    #: From a key and all that was found under it to an outcome.
    Take = Callable[[int, list[Any]], Any]

#: What is found under this key goes to whoever asked, and not to another worker.
TOLD = -1
#: Under this key goes what was raised.
_RAISED = -2
#: How many things are found in one item at most.
_PER_ITEM = 1 << 20

_SCHEMA = "key int, place long, content binary"
_NAMES = ["key", "place", "content"]


class Shuffle:
    """
    Things that workers found in items, kept by Spark until they are gathered by key.

    What a lost worker found is found again, since the same item gives the same things.

    Args:
        spark: Where.
        emit: Finds things in an item.
        items: The items.
    """

    def __init__(self, spark: Spark, emit: Emit, items: Sequence[Any]) -> None:
        from pyspark import StorageLevel  # noqa: PLC0415 (optional)

        self._spark, self._n_items = spark, len(items)

        def found(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
            for batch in batches:
                for number in batch.column(0).to_pylist():
                    yield from _written(number, emit, items[number])

        with quiet():
            frame = spark.session.range(0, len(items), 1, len(items)).mapInArrow(found, _SCHEMA)
        self._frame = frame.persist(StorageLevel.DISK_ONLY)

    def told(self) -> list[Any]:
        """
        Have all items looked at.

        Returns:
            What was found for whoever asked, in the order of the items.

        Raises:
            Exception: What the first item that could not be looked at raised.
        """
        frame = self._frame.filter(self._frame.key < 0)
        rows = sorted(self._spark.rows(frame, self._n_items), key=lambda row: int(row["place"]))
        for row in rows:
            if row["key"] == _RAISED:
                raise pickle.loads(row["content"])  # noqa: S301 (written by our own workers)
        return [pickle.loads(row["content"]) for row in rows]  # noqa: S301 (as above)

    def gathered(self, take: Take, keys: range) -> list[Any]:
        """
        Bring together what was found under each key, and have it worked on.

        Args:
            take: What is done with the things of one key, which come in the order of the items.
            keys: Which keys; a key under which nothing was found has an empty list.

        Returns:
            The outcomes, in the order of the keys.

        Raises:
            Exception: What the first key that could not be worked on raised.
        """
        from pyspark.sql.functions import lit  # noqa: PLC0415 (optional)

        first, n_keys = keys.start, len(keys)

        def done(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
            rows = [row for batch in batches for row in batch.to_pylist()]
            # Spark promises no order; ours is that of the places.
            rows.sort(key=lambda row: int(row["place"]))
            for key in sorted({row["key"] for row in rows}):
                things = [
                    pickle.loads(row["content"])  # noqa: S301 (written by our own workers)
                    for row in rows
                    if row["key"] == key and row["content"]
                ]
                yield from _written(key, _outcome_of(take, things), key)

        found = self._frame.filter((self._frame.key >= first) & (self._frame.key < keys.stop))
        # Every key is there, so that one without anything is worked on as well.
        every = self._spark.session.range(first, keys.stop).selectExpr(
            "cast(id as int) as key", "-1L as place", "cast('' as binary) as content"
        )
        parted = found.union(every).repartitionById(n_keys, self._frame.key - lit(first))
        with quiet():
            frame = parted.mapInArrow(done, _SCHEMA)
        rows = sorted(self._spark.rows(frame, n_keys), key=lambda row: int(row["place"]))
        for row in rows:
            if row["key"] == _RAISED:
                raise pickle.loads(row["content"])  # noqa: S301 (written by our own workers)
        return [pickle.loads(row["content"]) for row in rows]  # noqa: S301 (as above)

    def close(self) -> None:
        """
        Have Spark forget what was found.
        """
        self._frame.unpersist()


def _outcome_of(take: Take, things: list[Any]) -> Emit:
    def emitted(key: int) -> Iterator[tuple[int, Any]]:
        yield key, take(key, things)

    return emitted


def _written(number: int, emit: Emit, item: Any) -> Iterator[pa.RecordBatch]:
    """
    Write down what is found in an item; what is raised is found as well, and ends the item.
    """
    place = number * _PER_ITEM
    try:
        for key, thing in emit(item):
            yield _row(key, place, thing)
            place += 1
    except Exception as fault:  # noqa: BLE001 (it is raised where it was asked)
        yield _row(_RAISED, place, fault)


def _row(key: int, place: int, thing: Any) -> pa.RecordBatch:
    import pyarrow as pa  # noqa: PLC0415 (at the worker's)

    content = pa.array([pickle.dumps(thing, pickle.HIGHEST_PROTOCOL)], pa.binary())
    return pa.record_batch([pa.array([key], pa.int32()), pa.array([place]), content], _NAMES)
