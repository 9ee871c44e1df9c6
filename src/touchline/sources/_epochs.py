"""
Numbers that stand for times.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from touchline.sources._written import MISSING, OK, OUT_OF_RANGE, UNPARSABLE, Written

if TYPE_CHECKING:
    import numpy.typing as npt

#: From which magnitude on a number counts a smaller unit: 1e11 seconds are the year 5138, and 1e11
#: milliseconds the year 1973.
_UNITS = (("seconds", 1e11), ("milliseconds", 1e14), ("microseconds", 1e17), ("nanoseconds", 1e21))
_PER_UNIT = {"seconds": 1e6, "milliseconds": 1e3, "microseconds": 1.0, "nanoseconds": 1e-3}
_STATED = {"s": "seconds", "ms": "milliseconds", "us": "microseconds", "ns": "nanoseconds"}
_MAX_CLOCK = 2.6e17


def from_numbers(values: npt.NDArray[np.float64], time_format: str | None) -> Written:
    """
    Read numbers as times since 1970, or as dates such as 20260131.

    Args:
        values: The numbers, NaN where there is none.
        time_format: `s`, `ms`, `us` or `ns`; None finds out by magnitude.

    Returns:
        The times; their form names the unit.

    Units:
        clock is microseconds since 1970-01-01 in UTC.
    """
    state = np.where(np.isnan(values), MISSING, OK).astype(np.int8)
    known = values[state == OK]
    if time_format is None and len(known) and _look_like_dates(known):
        return _from_dates(values, state)
    unit = _STATED.get(time_format or "") or _unit(known)
    clock = np.where(state == OK, values, 0.0) * _PER_UNIT[unit]
    state[np.abs(clock) > _MAX_CLOCK] = OUT_OF_RANGE
    return Written(
        clock=np.rint(np.where(state == OK, clock, 0.0)).astype(np.int64),
        state=state,
        is_zoned=np.ones(len(values), dtype=np.bool_),
        is_date=np.zeros(len(values), dtype=np.bool_),
        form=unit,
    )


def _unit(known: npt.NDArray[np.float64]) -> str:
    # The lower of two middles, so that one stray giant does not decide.
    middle = float(np.sort(np.abs(known))[(len(known) - 1) // 2]) if len(known) else 0.0
    return next((unit for unit, limit in _UNITS if middle < limit), "nanoseconds")


def _look_like_dates(known: npt.NDArray[np.float64]) -> bool:
    year, month, day = known // 10_000, known // 100 % 100, known % 100
    is_date = (year >= 1900) & (year <= 2100) & (month >= 1) & (month <= 12)  # noqa: PLR2004 (a calendar)
    return bool((is_date & (day >= 1) & (day <= 31) & (day % 1 == 0)).all())  # noqa: PLR2004 (a calendar)


def _from_dates(values: npt.NDArray[np.float64], state: npt.NDArray[np.int8]) -> Written:
    whole = np.where(state == OK, values, 19_700_101).astype(np.int64)
    months = (whole // 10_000 - 1970) * 12 + whole // 100 % 100 - 1
    first = months.astype("datetime64[M]").astype("datetime64[D]")
    day = first + (whole % 100 - 1)
    # The 31st of a short month would slide into the next one.
    state[(state == OK) & (day.astype("datetime64[M]").astype(np.int64) != months)] = UNPARSABLE
    return Written(
        clock=day.astype("datetime64[us]").astype(np.int64),
        state=state,
        is_zoned=np.zeros(len(values), dtype=np.bool_),
        is_date=np.ones(len(values), dtype=np.bool_),
        form="digits-of-dates",
    )
