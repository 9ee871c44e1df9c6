"""
Rows that repeat an earlier row.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from touchline.eventlog.columns import TextColumn
from touchline.kernels.ordering import is_in_order, stable_order

if TYPE_CHECKING:
    import numpy.typing as npt

    from touchline.eventlog.build import EventColumns
    from touchline.eventlog.columns import Column

    Mask = npt.NDArray[np.bool_]

#: The odd constants of splitmix64 (Steele, Lea & Flood 2014), which spread every bit.
_SPREAD, _STEP = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x9E3779B97F4A7C15)
_SHIFT = np.uint64(31)


def repeats_in(column: Column) -> Mask:
    """
    Find the rows whose entry was seen before.

    Args:
        column: Texts or numbers; where nothing is known nothing repeats.

    Returns:
        Which rows repeat an earlier one.
    """
    keys = _keys(column)
    is_known = column.codes >= 0 if isinstance(column, TextColumn) else ~np.isnan(column.values)
    return _seen_before(keys) & is_known


def exact_repeats(columns: EventColumns) -> Mask:
    """
    Find the rows that repeat an earlier one in every column.

    Args:
        columns: Events; those of one case and one time in the order of their source.

    Returns:
        Which rows repeat an earlier one.
    """
    seen = np.zeros(len(columns.row), dtype=np.bool_)
    tied = _tied(columns)
    if len(tied):
        seen[tied] = _repeats(columns.take(tied))
    return seen


def _tied(columns: EventColumns) -> npt.NDArray[np.intp]:
    """
    Find the rows that share case and time with another one, which few do.
    """
    keys = columns.case.codes, columns.timestamp
    order = None if is_in_order(*keys) else stable_order(*keys)
    case, time = keys if order is None else (key[order] for key in keys)
    is_same = (case[1:] == case[:-1]) & (time[1:] == time[:-1])
    is_tied = np.zeros(len(case), dtype=np.bool_)
    is_tied[1:] |= is_same
    is_tied[:-1] |= is_same
    places = np.flatnonzero(is_tied)
    return places if order is None else np.sort(order[places])


def _repeats(columns: EventColumns) -> Mask:
    own = [columns.case, columns.activity, columns.value, columns.channel]
    every = [_keys(c) for c in (*own, *columns.attributes.values()) if c is not None]
    every.append(columns.timestamp.view(np.uint64))
    mixed = np.zeros(len(columns.timestamp), dtype=np.uint64)
    with np.errstate(over="ignore"):
        for keys in every:
            mixed = (mixed ^ keys) * _SPREAD + _STEP
            mixed ^= mixed >> _SHIFT
    # Equal hashes are only a suspicion; the columns decide.
    return _seen_before(mixed, every)


def _keys(column: Column) -> npt.NDArray[np.uint64]:
    if isinstance(column, TextColumn):
        return column.codes.astype(np.int64).view(np.uint64)
    # One pattern of bits for every missing number, and for zero of either sign.
    values = np.where(np.isnan(column.values), np.nan, column.values) + 0.0
    return values.view(np.uint64)


def _seen_before(
    keys: npt.NDArray[np.uint64], columns: list[npt.NDArray[np.uint64]] | None = None
) -> Mask:
    order = np.argsort(keys, kind="stable")
    is_same = np.zeros(len(keys), dtype=np.bool_)
    is_same[1:] = keys[order[1:]] == keys[order[:-1]]
    for column in columns or ():
        is_same[1:] &= column[order[1:]] == column[order[:-1]]
    seen = np.zeros(len(keys), dtype=np.bool_)
    seen[order] = is_same
    return seen
