"""
Spans of time and moments as whole microseconds: the only place where "30d" becomes a number.

A duration is a positive span; an instant counts from 1970-01-01 in UTC, in the years 1 to 9999.
"""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal, InvalidOperation
from typing import Final, Self
from zoneinfo import ZoneInfo, available_timezones

from touchline.errors import InputError, NotFound

SECOND_US: Final = 1_000_000

#: Microseconds in each unit that a duration may be written in, the longest first.
UNITS: Final = {
    "w": 7 * 86_400 * SECOND_US,
    "d": 86_400 * SECOND_US,
    "h": 3_600 * SECOND_US,
    "m": 60 * SECOND_US,
    "s": SECOND_US,
}

#: From the first day of year 1 to the last of year 9999; nothing that a log can hold takes longer.
LONGEST_US: Final = dt.date.max.toordinal() * UNITS["d"]

#: How many characters a message quotes.
_QUOTED: Final = 60

_WRITTEN = re.compile(r"\s*(\d{1,18}(?:\.\d{1,9})?)\s*([smhdw]?)\s*")
_MICROSECOND = dt.timedelta(microseconds=1)
_EPOCH = dt.datetime(1970, 1, 1)  # noqa: DTZ001 (zones are added and taken away as plain spans)
_EPOCH_UTC = _EPOCH.replace(tzinfo=dt.UTC)


class UnreadableDuration(InputError):
    """
    Something is not a span of time, or is none that can pass.
    """

    @classmethod
    def of(cls, given: object, reason: str = "form") -> Self:
        """
        Build the error for what was given.

        Args:
            given: What should have been a duration.
            reason: `form`, `short` (not longer than nothing) or `long` (longer than the calendar).

        Returns:
            The error.
        """
        return cls(given=_quoted(given), reason=reason)


class UnreadableInstant(InputError):
    """
    Something is not a moment or day in the years 1 to 9999.
    """

    @classmethod
    def of(cls, given: object) -> Self:
        """
        Build the error for what was given.

        Args:
            given: What should have been a moment.

        Returns:
            The error.
        """
        return cls(given=_quoted(given))


class UnknownZone(NotFound):
    """
    There is no time zone of this name.
    """


def _quoted(given: object) -> str:
    """
    Quote no more than a line of what was given.
    """
    text = str(given)
    return text if len(text) <= _QUOTED else text[:_QUOTED] + "…"


def parse_duration(given: str | float | dt.timedelta) -> int:
    """
    Read how long something takes.

    Args:
        given: A number with its unit (`10s`, `5m`, `2h`, `1.5d`, `4w`), a bare number of seconds,
            or a timedelta.

    Returns:
        Whole microseconds, at least one.

    Raises:
        UnreadableDuration: It is no such thing, not above zero, or beyond the calendar.

    Examples:
        >>> parse_duration("2h")
        7200000000
    """
    if isinstance(given, dt.timedelta):
        span_us = Decimal(given // _MICROSECOND)
    elif isinstance(given, str):
        read = _WRITTEN.fullmatch(given)
        if read is None:
            minus = given.strip()[:1] in ("-", "\N{MINUS SIGN}")
            raise UnreadableDuration.of(given, "short" if minus else "form")
        span_us = Decimal(read[1]) * UNITS[read[2] or "s"]
    else:
        span_us = _seconds(given) * SECOND_US
    if span_us > LONGEST_US:
        raise UnreadableDuration.of(given, "long")
    whole = int(span_us.to_integral_value())
    if whole <= 0:
        raise UnreadableDuration.of(given, "short")
    return whole


def _seconds(given: object) -> Decimal:
    """
    Take a bare number by its shortest decimal form, so that 0.1 is a tenth.
    """
    if isinstance(given, bool) or not isinstance(given, int | float):
        raise UnreadableDuration.of(given)
    try:
        seconds = Decimal(repr(float(given)) if isinstance(given, float) else int(given))
    except (InvalidOperation, ValueError) as fault:
        raise UnreadableDuration.of(given) from fault
    if seconds.is_nan():
        raise UnreadableDuration.of(given)
    return seconds


def format_duration(span_us: int) -> str:
    """
    Write a duration so that it is read back as the same.

    Args:
        span_us: Microseconds, at least one.

    Returns:
        The number and the longest unit that needs no fraction; seconds with one where all do.

    Raises:
        UnreadableDuration: Not above zero, or beyond the calendar.

    Examples:
        >>> format_duration(7200000000), format_duration(129600000000), format_duration(1500000)
        ('2h', '36h', '1.5s')
    """
    if not 0 < span_us <= LONGEST_US:
        raise UnreadableDuration.of(span_us, "short" if span_us <= 0 else "long")
    for unit, length_us in UNITS.items():
        if span_us % length_us == 0:
            return f"{span_us // length_us}{unit}"
    return f"{Decimal(span_us) / SECOND_US:f}s"


def parse_zone(name: str) -> ZoneInfo:
    """
    Find a time zone.

    Args:
        name: Its IANA name, such as `Europe/Berlin`.

    Returns:
        The zone.

    Raises:
        UnknownZone: There is none of this name.
    """
    try:
        return ZoneInfo(name)
    except (LookupError, ValueError, OSError) as fault:
        raise UnknownZone.among(name, available_timezones()) from fault


def parse_instant(given: str | dt.datetime | dt.date, zone: str = "UTC") -> int:
    """
    Read a moment or the beginning of a day.

    Args:
        given: ISO 8601 text, a datetime or a date.
        zone: The IANA zone in which it is meant when it states no offset of its own. A wall-clock
            time that comes twice means the first; one that is skipped is read with the offset
            before the gap.

    Returns:
        Microseconds since 1970-01-01 in UTC; the instant may lie a day outside the years 1 to 9999
        when the wall clock does not.

    Raises:
        UnreadableInstant: It is no such thing.
        UnknownZone: There is no zone of this name.

    Examples:
        >>> parse_instant("1970-01-01T01:00", "Europe/Berlin")
        0
    """
    moment = _moment(given)
    offset = moment.utcoffset()
    if offset is None:
        offset = moment.replace(tzinfo=parse_zone(zone)).utcoffset() or dt.timedelta()
    # Subtracting the offset from the count, not from the datetime, keeps the first and last day of
    # the calendar from overflowing.
    return (moment.replace(tzinfo=None) - _EPOCH - offset) // _MICROSECOND


def _moment(given: object) -> dt.datetime:
    if isinstance(given, dt.datetime):
        return given
    if isinstance(given, dt.date):
        return dt.datetime.combine(given, dt.time())
    if not isinstance(given, str):
        raise UnreadableInstant.of(given)
    try:
        return dt.datetime.fromisoformat(given.strip())
    except ValueError as fault:
        raise UnreadableInstant.of(given) from fault


def to_datetime(instant_us: int, zone: str = "UTC") -> dt.datetime:
    """
    Show an instant on the wall clock of a zone.

    Args:
        instant_us: Microseconds since 1970-01-01 in UTC.
        zone: The IANA zone.

    Returns:
        The aware datetime; in UTC where the zone's own clock would leave the years 1 to 9999.

    Raises:
        UnreadableInstant: It lies outside the years 1 to 9999.
        UnknownZone: There is no zone of this name.

    Examples:
        >>> to_datetime(0, "Asia/Tehran").isoformat()
        '1970-01-01T03:30:00+03:30'
    """
    chosen = parse_zone(zone)
    try:
        moment = _EPOCH_UTC + dt.timedelta(microseconds=instant_us)
    except OverflowError as fault:
        raise UnreadableInstant.of(instant_us) from fault
    try:
        return moment.astimezone(chosen)
    except (OverflowError, ValueError):
        return moment
