"""
A few cases of a log in memory, looked at as a log of their own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, overload

from touchline.eventlog.columns import NumberColumn, TextColumn

if TYPE_CHECKING:
    from collections.abc import Mapping

    from touchline.eventlog.columns import Column
    from touchline.eventlog.log import EventLog


class _Names(Sequence[str]):
    """
    Some of the ids of a log, left where they are.
    """

    __slots__ = ("_begin", "_end", "_names")

    def __init__(self, names: Sequence[str], begin: int, end: int) -> None:
        self._names, self._begin, self._end = names, begin, end

    def __len__(self) -> int:
        return self._end - self._begin

    @overload
    def __getitem__(self, place: int) -> str: ...

    @overload
    def __getitem__(self, place: slice) -> Sequence[str]: ...

    def __getitem__(self, place: int | slice) -> str | Sequence[str]:
        if isinstance(place, slice):
            return self._names[self._begin : self._end][place]
        return self._names[range(self._begin, self._end)[place]]


def part_of(log: EventLog, begin: int, end: int) -> EventLog:
    """
    Look at some cases of a log.

    Args:
        log: The events.
        begin: The first case.
        end: One past the last.

    Shapes:
        none.

    Units:
        none.

    Returns:
        A log of these cases with the vocabularies and the end of the whole; nothing is copied but
        the offsets.

    Source:
        None needed.
    """
    if begin == 0 and end == log.n_cases:
        return log
    first, last = int(log.offsets[begin]), int(log.offsets[end])
    return replace(
        log,
        cases=_Names(log.cases, begin, end),
        offsets=log.offsets[begin : end + 1] - first,
        activity=_texts_cut(log.activity, first, last),
        timestamp=log.timestamp[first:last],
        row=log.row[first:last],
        value=None if log.value is None else _numbers_cut(log.value, first, last),
        channel=None if log.channel is None else _texts_cut(log.channel, first, last),
        attributes=_all_cut(log.attributes, first, last),
        case_attributes=_all_cut(log.case_attributes, begin, end),
        stated_end=log.log_end,
        anonymous=None,
    )


def _texts_cut(column: TextColumn, begin: int, end: int) -> TextColumn:
    return TextColumn(column.codes[begin:end], column.vocabulary)


def _numbers_cut(column: NumberColumn, begin: int, end: int) -> NumberColumn:
    return NumberColumn(column.values[begin:end])


def _cut(column: Column, begin: int, end: int) -> Column:
    if isinstance(column, TextColumn):
        return _texts_cut(column, begin, end)
    return _numbers_cut(column, begin, end)


def _all_cut(columns: Mapping[str, Column], begin: int, end: int) -> Mapping[str, Column]:
    return MappingProxyType({name: _cut(one, begin, end) for name, one in columns.items()})
