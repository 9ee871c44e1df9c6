"""
From wall clocks to the time line.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    import numpy.typing as npt

_EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001 (wall clocks are counted from a wall clock)
_MICROSECOND = timedelta(microseconds=1)
#: A day, then an hour: the offset of a whole span is looked up once where it does not change.
_GRAINS = (86_400_000_000, 3_600_000_000)


@dataclass(frozen=True, slots=True, eq=False)
class Placed:
    """
    Wall-clock times on the time line.

    Args:
        timestamp: Microseconds since 1970-01-01 in UTC.
        is_unreal: Times that a clock change skips; they get the offset before the change.
        is_ambiguous: Times that a clock change repeats; the first of the two is taken.
    """

    timestamp: npt.NDArray[np.int64]
    is_unreal: npt.NDArray[np.bool_]
    is_ambiguous: npt.NDArray[np.bool_]


def placed(wall: npt.NDArray[np.int64], zone: ZoneInfo) -> Placed:
    """
    Place wall-clock times on the time line.

    The offset is looked up once a day, once an hour in days in which it changes, and time by time
    in hours in which it changes.

    Args:
        wall: Microseconds from 1970-01-01 on the wall clock, within the years 1 to 9999.
        zone: Whose clock it is.

    Returns:
        The times in UTC.
    """
    early, late = _offsets_of(wall, zone, _GRAINS)
    return Placed(wall - early, early < late, early > late)


def _offsets_of(
    wall: npt.NDArray[np.int64], zone: ZoneInfo, grains: tuple[int, ...]
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    if not grains:
        moments, place = np.unique(wall, return_inverse=True)
        each = [_offsets(moment, zone) for moment in moments.tolist()]
        both = np.asarray(each, dtype=np.int64).reshape(-1, 2)[place]
        return both[:, 0], both[:, 1]
    grain = grains[0]
    spans, place = np.unique(wall // grain, return_inverse=True)
    only = [_only_offset(span * grain, grain, zone) for span in spans.tolist()]
    is_changing = np.asarray([offset is None for offset in only], dtype=np.bool_)[place]
    early = np.asarray([offset or 0 for offset in only], dtype=np.int64)[place]
    late = early.copy()
    finer = _offsets_of(wall[is_changing], zone, grains[1:])
    early[is_changing], late[is_changing] = finer
    return early, late


def _only_offset(start: int, length: int, zone: ZoneInfo) -> int | None:
    # The middle is looked at as well, for the day that changes its clock and changes it back.
    moments = (start, start + length // 2, start + length - 1)
    offsets = {offset for moment in moments for offset in _offsets(moment, zone)}
    return offsets.pop() if len(offsets) == 1 else None


def _offsets(wall: int, zone: ZoneInfo) -> tuple[int, int]:
    moment = (_EPOCH + timedelta(microseconds=wall)).replace(tzinfo=zone)
    early = moment.utcoffset() or timedelta()
    late = moment.replace(fold=1).utcoffset() or timedelta()
    return early // _MICROSECOND, late // _MICROSECOND
