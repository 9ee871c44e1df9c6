"""
Buckets are looked through before they are believed, once in the life of a program.

A bucket's folder has a name of its own for each time it is written, and its files never change, so
that what was found in order stays in order as long as path, size and time of change are the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING

import numpy as np

from touchline.compiled.errors import UnreadableLog
from touchline.compiled.files import CASES, EVENTS
from touchline.eventlog.columns import TextColumn
from touchline.kernels.verified import is_coded, is_in_order

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from touchline.compiled.manifest import ColumnEntry
    from touchline.eventlog.columns import Column
    from touchline.eventlog.log import EventLog

#: What was found in order: a part of a file in the state in which it was looked through.
_FOUND: set[tuple[object, ...]] = set()


def verify(folder: Path, bucket: EventLog, priority: Sequence[str]) -> None:
    """
    Look a bucket's order through, unless this program has done so before.

    Args:
        folder: Where the bucket lies.
        bucket: What was read there.
        priority: The activities that come first in ties.

    Raises:
        UnreadableLog: Its events do not stand in order, or have codes that mean nothing.
    """

    def is_right() -> bool:
        rank_of = {name: rank for rank, name in enumerate(dict.fromkeys(priority))}
        names = bucket.activity.vocabulary
        rank = np.asarray([rank_of.get(name, len(rank_of)) for name in names], dtype=np.int64)
        return (
            len(bucket.offsets) == len(bucket.cases) + 1
            and is_in_order(
                bucket.offsets, bucket.timestamp, bucket.activity.codes, bucket.row, rank
            )
            and (bucket.channel is None or _is_known(bucket.channel))
        )

    _once(folder, (EVENTS, CASES), ("order", *priority), is_right)


class Verified(Mapping[str, "Column"]):
    """
    Attributes that are looked through when the first question asks for them.

    Args:
        folder: Where the bucket lies.
        file: The file that holds them.
        entries: Which ones there are.
        opened: Opens one of them.
    """

    def __init__(
        self,
        folder: Path,
        file: str,
        entries: Sequence[ColumnEntry],
        opened: Callable[[ColumnEntry], Column],
    ) -> None:
        self._folder, self._file, self._opened = folder, file, opened
        self._entries = {entry.name: entry for entry in entries}

    def __getitem__(self, name: str) -> Column:
        column = self._opened(self._entries[name])
        if isinstance(column, TextColumn):
            _once(self._folder, (self._file,), ("codes", name), lambda: _is_known(column))
        return column

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)


def _is_known(column: TextColumn) -> bool:
    return is_coded(column.codes, len(column.vocabulary), least=-1)


def _once(
    folder: Path, files: Sequence[str], what: tuple[str, ...], is_right: Callable[[], bool]
) -> None:
    states = [(folder / file).stat() for file in files]
    key = (folder, *what, *((state.st_size, state.st_mtime_ns, state.st_ino) for state in states))
    if key in _FOUND:
        return
    if not is_right():
        raise UnreadableLog.disordered(folder)
    _FOUND.add(key)
