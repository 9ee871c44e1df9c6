"""
From buckets back to one log in memory.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from touchline.eventlog.build import EventColumns, compacted
from touchline.eventlog.columns import ABSENT, NumberColumn, TextColumn, compact
from touchline.eventlog.log import EventLog

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import numpy.typing as npt

    from touchline.compiled.manifest import Manifest
    from touchline.eventlog.columns import Column

    Places = npt.NDArray[np.int64]


def together(
    found: Manifest, buckets: Sequence[EventLog], anonymous: EventColumns | None
) -> EventLog:
    """
    Put buckets together.

    Args:
        found: What the log says of itself.
        buckets: All its buckets.
        anonymous: The events that belong to nobody.

    Returns:
        One log, with cases in order and vocabularies that hold nothing else; its fingerprint is
        that of the log that was compiled.
    """
    ids = pa.concat_arrays([pa.array(list(part.cases), pa.large_string()) for part in buckets])
    order = pc.sort_indices(ids).to_numpy().astype(np.int64)
    sizes = np.concatenate([np.diff(part.offsets) for part in buckets]).astype(np.int64)
    rows = _rows(sizes, order)
    events = compacted(_events(buckets, rows))
    return EventLog(
        cases=tuple(ids.take(pa.array(order)).to_pylist()),
        offsets=np.concatenate(([0], np.cumsum(sizes[order]))).astype(np.int64),
        activity=events.activity,
        timestamp=events.timestamp,
        row=events.row,
        value=events.value,
        channel=events.channel,
        attributes=events.attributes,
        case_attributes=_compact(
            {name: _joined(buckets, _of_case(name), order) for name in buckets[0].case_attributes}
        ),
        zone=found.zone,
        is_day_precise=found.is_day_precise,
        quality=found.quality,
        source=found.source,
        stated_end=found.stated_end,
        anonymous=None if anonymous is None else compacted(anonymous),
    )


def _rows(sizes: Places, order: Places) -> Places:
    """
    Say where the events of each case lie, case by case in another order.
    """
    starts = np.cumsum(sizes) - sizes
    counts = sizes[order]
    shift = starts[order] - (np.cumsum(counts) - counts)
    rows: Places = np.arange(int(sizes.sum()), dtype=np.int64) + np.repeat(shift, counts)
    return rows


def _events(buckets: Sequence[EventLog], rows: Places) -> EventColumns:
    first = buckets[0]
    return EventColumns(
        case=TextColumn(np.full(len(rows), ABSENT, dtype=np.int32), ()),
        activity=TextColumn(
            _stacked(buckets, lambda part: part.activity.codes, rows), first.activity.vocabulary
        ),
        timestamp=_stacked(buckets, lambda part: part.timestamp, rows),
        row=_stacked(buckets, lambda part: part.row, rows),
        value=None
        if first.value is None
        else NumberColumn(_stacked(buckets, lambda part: _numbers(part.value), rows)),
        channel=None
        if first.channel is None
        else TextColumn(
            _stacked(buckets, lambda part: _numbers(part.channel), rows), first.channel.vocabulary
        ),
        attributes=MappingProxyType(
            {name: _joined(buckets, _of_event(name), rows) for name in first.attributes}
        ),
    )


def _of_event(name: str) -> Callable[[EventLog], Column]:
    return lambda part: part.attributes[name]


def _of_case(name: str) -> Callable[[EventLog], Column]:
    return lambda part: part.case_attributes[name]


def _joined(
    buckets: Sequence[EventLog], chosen: Callable[[EventLog], Column], rows: Places
) -> Column:
    values = _stacked(buckets, lambda part: _numbers(chosen(part)), rows)
    first = chosen(buckets[0])
    return (
        TextColumn(values, first.vocabulary)
        if isinstance(first, TextColumn)
        else NumberColumn(values)
    )


def _stacked(
    buckets: Sequence[EventLog], chosen: Callable[[EventLog], npt.NDArray[Any]], rows: Places
) -> npt.NDArray[Any]:
    found: npt.NDArray[Any] = np.concatenate([chosen(part) for part in buckets])[rows]
    return found


def _numbers(column: Column | None) -> npt.NDArray[Any]:
    if isinstance(column, TextColumn):
        return column.codes
    return np.zeros(0) if column is None else column.values


def _compact(columns: Mapping[str, Column]) -> Mapping[str, Column]:
    return MappingProxyType(
        {
            name: compact(column) if isinstance(column, TextColumn) else column
            for name, column in columns.items()
        }
    )
