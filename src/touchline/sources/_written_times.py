"""
Times that are written as texts.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from touchline.compiled.ids import content_of
from touchline.sources._day_and_month import DATE, Order, order_of, to_iso
from touchline.sources._epochs import from_numbers
from touchline.sources._errors import AmbiguousTime, UnknownTimeFormat
from touchline.sources._written import MISSING, OK, OUT_OF_RANGE, UNPARSABLE, Written

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
_UNITS = ("s", "ms", "us", "ns")
_ORDERS: dict[str, Order] = {"D/M/Y": "day-first", "M/D/Y": "month-first", "Y/M/D": "year-first"}

_N_DATE = len("2026-01-31")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_SOME_DAY = datetime(2026, 1, 31, 15, 4, 5, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)

#: ISO 8601 as Arrow reads it in one go; everything else goes through Python, text by text.
_CLOCK = r"([ T]\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?)"
_NAIVE = rf"^\d{{4}}-\d{{2}}-\d{{2}}{_CLOCK}?$"
_ZONED = rf"^\d{{4}}-\d{{2}}-\d{{2}}{_CLOCK}(Z|[+-]\d{{2}}:\d{{2}})$"
_NUMERIC = r"^[+-]?\d+(\.\d*)?$"
#: The commonest ways to write it, by their length, and what each letter of them stands for.
_LAYOUTS = {
    len(layout): layout
    for layout in (
        "0000-00-00",
        "0000-00-00T00:00:00",
        "0000-00-00T00:00:00Z",
        "0000-00-00T00:00:00.000",
        "0000-00-00T00:00:00.000Z",
        "0000-00-00T00:00:00.000000",
        "0000-00-00T00:00:00.000000Z",
    )
}
_STANDS_FOR = {
    mark: np.frombuffer(meant, dtype=np.uint8)
    for mark, meant in zip("-:.TZ", (b"-", b":", b".", b"T ", b"Z"), strict=True)
}
_ODD_YEAR = re.compile(r"([+-]\d{4,6}|\d{5,6}|0000)-\d{2}-\d{2}")
_WEB_LOG = re.compile(r"(\d{1,2})/([A-Za-z]{3})/(\d{4}):(\d\d:\d\d:\d\d)\s*([+-]\d{4})?")
_MAIL = re.compile(
    r"(?:[A-Za-z]{3},?\s+)?(\d{1,2})[ -]([A-Za-z]{3})[a-z]*\.?[ -](\d{4})(?:,?\s+(\S.*))?"
)
_MONTHS = {
    name: number
    for number, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), 1
    )
}
_SPACED_ZONE = re.compile(r"\s*(UTC|GMT|[+-]\d{2}:?\d{2})$")


def read_texts(
    texts: Sequence[str], blank: Sequence[bool], time_format: str | None, at: str
) -> Written:
    """
    Read texts as times, all of one column.

    Args:
        texts: The different texts of the column.
        blank: Which of them stand for nothing.
        time_format: How they are written; None finds out.
        at: The name of the column, for errors.

    Returns:
        The times.

    Raises:
        AmbiguousTime: Day and month cannot be told apart.
        UnknownTimeFormat: There is no such format.
    """
    trimmed = [text.strip() for text in texts]
    if time_format is not None and "%" in time_format:
        return _one_by_one(trimmed, blank, _by_pattern(time_format), "")
    if time_format is not None and time_format not in (*_UNITS, *_ORDERS):
        raise UnknownTimeFormat.among(time_format, [*_UNITS, *_ORDERS], at="time_format")
    array = pa.array(trimmed, pa.large_string())
    n_numeric = pc.sum(pc.match_substring_regex(array, _NUMERIC)).as_py() or 0
    if time_format in _UNITS or n_numeric * 2 > len(texts) - sum(blank):
        return _numeric(trimmed, blank, time_format)
    written = _iso(array, blank)
    rest = np.flatnonzero(written.state == UNPARSABLE)
    other = [trimmed[i] for i in rest.tolist()]
    order, form = _order(other, time_format, at)
    slow = _one_by_one(other, [False] * len(other), lambda text: _read(text, order), form)
    return written.overlaid(rest, slow)


def read_uniform(texts: pa.Array, time_format: str | None) -> Written | None:
    """
    Read times that all are written alike in ISO 8601, as programs write them.

    Args:
        texts: The texts of all rows, as large strings.
        time_format: How they are written; None finds out.

    Returns:
        The times; None when any text is missing or written in another way, so that all have to be
        looked at one by one.
    """
    content, ends = content_of(texts)
    layout = _LAYOUTS.get(len(content) // max(len(texts), 1))
    is_iso = time_format is None or time_format in _ORDERS
    if not is_iso or texts.null_count or layout is None or (np.diff(ends) != len(layout)).any():
        return None
    letters = content.reshape(len(texts), len(layout))
    for place, meant in enumerate(layout):
        column = letters[:, place]
        # Below zero an unsigned letter wraps around, and is no digit either.
        fits = column - ord("0") <= 9 if meant == "0" else np.isin(column, _STANDS_FOR[meant])  # noqa: PLR2004 (digits)
        if not fits.all():
            return None
    is_zoned, is_date = layout.endswith("Z"), len(layout) == _N_DATE
    try:
        moments = texts.cast(pa.timestamp("us", tz="UTC" if is_zoned else None))
    except pa.ArrowInvalid:
        # Some 30th of February: the slow way tells which.
        return None
    return Written(
        clock=moments.cast(pa.int64()).to_numpy(),
        state=np.full(len(texts), OK, dtype=np.int8),
        is_zoned=np.full(len(texts), is_zoned),
        is_date=np.full(len(texts), is_date),
    )


def _order(texts: list[str], time_format: str | None, at: str) -> tuple[Order, str]:
    dates = [match for match in map(DATE.match, texts) if match]
    if not dates:
        return "year-first", ""
    if time_format is not None:
        return _ORDERS[time_format], ""
    order = order_of(dates)
    if order is None:
        raise AmbiguousTime(at=at, example=dates[0].string)
    return order, order


def _numeric(texts: list[str], blank: Sequence[bool], time_format: str | None) -> Written:
    values = np.asarray([float(t) if re.match(_NUMERIC, t) else np.nan for t in texts])
    written = from_numbers(values.astype(np.float64), time_format)
    is_text = np.isnan(values) & ~np.asarray(blank, dtype=np.bool_)
    written.state[is_text] = UNPARSABLE
    return written


def _iso(array: pa.Array, blank: Sequence[bool]) -> Written:
    clock = np.zeros(len(array), dtype=np.int64)
    state = np.where(blank, MISSING, UNPARSABLE).astype(np.int8)
    is_zoned = np.zeros(len(array), dtype=np.bool_)
    for pattern, zone in ((_NAIVE, None), (_ZONED, "UTC")):
        found = pc.match_substring_regex(array, pattern).to_numpy(zero_copy_only=False)
        found &= state == UNPARSABLE
        try:
            moments = array.filter(pa.array(found)).cast(pa.timestamp("us", tz=zone))
        except pa.ArrowInvalid:
            # Some 30th of February: the slow way tells which.
            continue
        clock[found] = moments.cast(pa.int64()).to_numpy()
        state[found] = OK
        is_zoned[found] = zone is not None
    is_short = pc.utf8_length(array).to_numpy(zero_copy_only=False) == _N_DATE
    is_date = (state == OK) & is_short
    return Written(clock=clock, state=state, is_zoned=is_zoned, is_date=is_date)


#: State, clock, whether a zone was stated, whether it is a date.
_Reading = tuple[int, int, bool, bool]
_UNREAD: _Reading = (UNPARSABLE, 0, False, False)


def _one_by_one(
    texts: Sequence[str], blank: Sequence[bool], read: Callable[[str], _Reading], form: str
) -> Written:
    readings = [
        (MISSING, 0, False, False) if is_blank else read(text)
        for text, is_blank in zip(texts, blank, strict=True)
    ]
    return Written(
        clock=np.asarray([r[1] for r in readings], dtype=np.int64),
        state=np.asarray([r[0] for r in readings], dtype=np.int8),
        is_zoned=np.asarray([r[2] for r in readings], dtype=np.bool_),
        is_date=np.asarray([r[3] for r in readings], dtype=np.bool_),
        form=form,
    )


def _by_pattern(pattern: str) -> Callable[[str], _Reading]:
    try:
        datetime.strptime(_SOME_DAY.strftime(pattern), pattern)  # noqa: DTZ007 (a trial)
    except ValueError as fault:
        raise UnknownTimeFormat.among(pattern, [*_UNITS, *_ORDERS], at="time_format") from fault
    has_time = re.search(r"%[HIMScXsfpT]", pattern) is not None

    def read(text: str) -> _Reading:
        try:
            moment = datetime.strptime(text, pattern)  # noqa: DTZ007 (the zone comes later)
        except ValueError:
            return _UNREAD
        return _reading(moment, is_date=not has_time)

    return read


def _read(text: str, order: Order) -> _Reading:
    if _ODD_YEAR.match(text):
        return (OUT_OF_RANGE, 0, False, False)
    for candidate in (text, _as_iso(text, order)):
        if candidate:
            try:
                moment = datetime.fromisoformat(candidate)
            except ValueError:
                continue
            return _reading(moment, is_date=len(candidate) <= _N_DATE and "T" not in candidate)
    return _UNREAD


def _reading(moment: datetime, *, is_date: bool) -> _Reading:
    if moment.tzinfo is None:
        return (OK, (moment - _EPOCH.replace(tzinfo=None)) // _MICROSECOND, False, is_date)
    return (OK, (moment - _EPOCH) // _MICROSECOND, True, is_date)


def _as_iso(text: str, order: Order) -> str | None:
    zone = _SPACED_ZONE.search(text)
    if zone and ":" in text[: zone.start()]:
        offset = "+00:00" if zone[1] in ("UTC", "GMT") else zone[1]
        text = text[: zone.start()]
    else:
        offset = ""
    log = _WEB_LOG.fullmatch(text)
    if log:
        return _named_month(log[1], log[2], log[3], log[4] + (log[5] or offset))
    mail = _MAIL.fullmatch(text)
    if mail:
        return _named_month(mail[1], mail[2], mail[3], (mail[4] or "") + offset)
    written = to_iso(text, order)
    return (written or text) + offset if written or offset else None


def _named_month(day: str, month: str, year: str, rest: str) -> str | None:
    number = _MONTHS.get(month.lower())
    if number is None:
        return None
    return f"{year}-{number:02}-{int(day):02}" + (f"T{rest}" if rest else "")
