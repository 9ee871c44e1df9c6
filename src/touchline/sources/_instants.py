"""
Timestamps in whatever form a column holds them.

Zoned times go straight to UTC; times without a zone are meant in the zone of the log. Where local
time repeats an hour, the first of the two is taken; where it skips one, the offset before the
change counts. Both are counted.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from touchline.sources._columns import NOTHING_KNOWN, as_text, in_one_piece, unique_texts
from touchline.sources._epochs import from_numbers
from touchline.sources._written import MISSING, OK, OUT_OF_RANGE, UNPARSABLE, Written
from touchline.sources._written_times import read_texts, read_uniform
from touchline.sources._zones import placed

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    import numpy.typing as npt

__all__ = ["MISSING", "OK", "OUT_OF_RANGE", "UNPARSABLE", "Instants", "instants"]

#: Fewer rows than this may all fall on midnight by chance.
_N_ALL_MIDNIGHT = 100
_DAY = 86_400_000_000
#: 0001-01-01T00:00:00 and 9999-12-31T23:59:59.999999 in UTC.
_FIRST, _LAST = -62_135_596_800_000_000, 253_402_300_799_999_999


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Instants:
    """
    A column of timestamps.

    Args:
        timestamp: Microseconds since 1970-01-01 in UTC; meaningless where `state` is not `OK`.
        state: For each row `OK`, `MISSING`, `UNPARSABLE` or `OUT_OF_RANGE`.
        n_read: How many could be read.
        n_dates: How many of them are dates without times.
        n_midnights: How many of them are midnights on a clock without a zone.
        form: How the column was read, where that had to be found out: `seconds`, `day-first` and
            their like; empty for ISO 8601 and for typed columns.
        n_naive: How many state no zone.
        n_unreal: How many a clock change skips.
        n_ambiguous: How many a clock change repeats.
    """

    timestamp: npt.NDArray[np.int64]
    state: npt.NDArray[np.int8]
    n_read: int = 0
    n_dates: int = 0
    n_midnights: int = 0
    form: str = ""
    n_naive: int = 0
    n_unreal: int = 0
    n_ambiguous: int = 0

    @property
    def is_day_precise(self) -> bool:
        """
        All are dates without times.
        """
        return is_day_precise(self.n_read, self.n_dates, self.n_midnights)


def is_day_precise(n_read: int, n_dates: int, n_midnights: int) -> bool:
    """
    Decide whether times are dates.

    Args:
        n_read: How many times there are.
        n_dates: How many are written as dates.
        n_midnights: How many are midnights on a clock without a zone.

    Returns:
        True when all are dates, or too many midnights for chance.
    """
    if n_read == 0:
        return False
    return n_dates == n_read or (n_read >= _N_ALL_MIDNIGHT and n_midnights == n_read)


def instants(
    column: pa.ChunkedArray, zone: ZoneInfo, *, time_format: str | None = None, at: str = ""
) -> Instants:
    """
    Read a column as timestamps.

    Args:
        column: Texts, numbers, dates or timestamps.
        zone: Whose clock times without a zone are read from.
        time_format: How the times are written, where it cannot be told: `D/M/Y`, `M/D/Y`, `Y/M/D`;
            `s`, `ms`, `us` or `ns` since 1970; or a `strptime` pattern.
        at: The name of the column, for errors.

    Returns:
        The timestamps, with the state of each row.

    Raises:
        AmbiguousTime: Day and month cannot be told apart.
        UnknownTimeFormat: There is no such format.
    """
    kind = column.type
    if pa.types.is_temporal(kind) and not pa.types.is_time(kind) and not pa.types.is_duration(kind):
        written = _typed(column)
    elif pa.types.is_integer(kind) or pa.types.is_floating(kind) or pa.types.is_decimal(kind):
        floats = pc.fill_null(pc.cast(column, pa.float64(), safe=False), float("nan"))
        written = from_numbers(floats.to_numpy(), time_format)
    else:
        found = read_uniform(in_one_piece(as_text(column)), time_format)
        written = _looked_at(column, time_format, at) if found is None else found
    return _on_time_line(written, zone)


def _looked_at(column: pa.ChunkedArray, time_format: str | None, at: str) -> Written:
    codes, texts = unique_texts(column)
    blank = [not text.strip() or text in NOTHING_KNOWN for text in texts]
    return read_texts(texts, blank, time_format, at).take(codes)


def _typed(column: pa.ChunkedArray) -> Written:
    is_date = pa.types.is_date(column.type)
    is_zoned = not is_date and column.type.tz is not None
    is_missing = (
        column.is_null().to_numpy() if column.null_count else np.zeros(len(column), np.bool_)
    )
    state = np.where(is_missing, MISSING, OK).astype(np.int8)
    unit = "s" if is_date else column.type.unit
    per_unit = {"s": 1_000_000, "ms": 1_000, "us": 1, "ns": 1}[unit]
    whole = column.cast(pa.timestamp(unit, tz="UTC" if is_zoned else None), safe=False)
    raw = pc.fill_null(whole.cast(pa.int64()), 0).to_numpy()
    if unit == "ns":
        raw = raw // 1_000
    limit = _LAST // per_unit
    if len(raw) and (raw.min() < -limit or raw.max() > limit):
        is_beyond = (raw < -limit) | (raw > limit)
        state[is_beyond & ~is_missing] = OUT_OF_RANGE
        raw = np.where(is_beyond, 0, raw)
    return Written(
        clock=raw if per_unit == 1 else raw * per_unit,
        state=state,
        is_zoned=np.full(len(raw), is_zoned),
        is_date=np.full(len(raw), is_date),
    )


def _on_time_line(written: Written, zone: ZoneInfo) -> Instants:
    clock, state = written.clock, written.state.copy()
    _bound(clock, state)
    naive = np.flatnonzero(~written.is_zoned)
    naive = naive[state[naive] == OK]
    local = placed(clock[naive], zone)
    timestamp = clock
    if len(naive):
        timestamp = clock.copy()
        timestamp[naive] = local.timestamp
        _bound(timestamp, state)
    is_fine = state == OK
    return Instants(
        timestamp=timestamp,
        state=state,
        n_read=int(np.count_nonzero(is_fine)),
        n_dates=int(np.count_nonzero(written.is_date & is_fine)),
        n_midnights=int(np.count_nonzero((clock[naive] % _DAY == 0) & is_fine[naive])),
        form=written.form,
        n_naive=len(naive),
        n_unreal=int(local.is_unreal.sum()),
        n_ambiguous=int(local.is_ambiguous.sum()),
    )


def _bound(clock: npt.NDArray[np.int64], state: npt.NDArray[np.int8]) -> None:
    if len(clock) and (clock.min() < _FIRST or clock.max() > _LAST):
        state[(state == OK) & ((clock < _FIRST) | (clock > _LAST))] = OUT_OF_RANGE
