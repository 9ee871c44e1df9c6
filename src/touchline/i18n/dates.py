"""
Days and moments as a language writes them, in its own calendar.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from touchline.i18n.catalogue import pattern
from touchline.i18n.icu import formatted
from touchline.i18n.matching import known

if TYPE_CHECKING:
    from datetime import date, datetime
    from typing import Literal

    #: How much of a date to write: `22 November 2026`, `22 Nov 2026`, `November 2026`, `22 Nov`.
    Form = Literal["long", "short", "month", "day"]

    #: `own` is the language's calendar, Solar Hijri for Persian; `gregory` is the Gregorian one.
    CalendarName = Literal["own", "gregory", "persian"]


def date_text(
    day: date, language: str = "en", *, form: Form = "long", calendar: CalendarName = "own"
) -> str:
    """
    Write a day.

    Args:
        day: The day, or a moment in it.
        language: The reader's language tag.
        form: How much of it to write.
        calendar: Which calendar to count in.

    Returns:
        Such as "22 November 2026".
    """
    return _told(f"date.{form}", day, language, calendar)


def moment_text(
    moment: datetime,
    language: str = "en",
    *,
    form: Literal["long", "short"] = "short",
    calendar: CalendarName = "own",
) -> str:
    """
    Write a day and the time of day.

    Args:
        moment: The moment; its own wall clock is shown, whatever its zone and the host's.
        language: The reader's language tag.
        form: Whether to spell the month out.
        calendar: Which calendar to count in.

    Returns:
        Such as "22 Nov 2026, 15:04".
    """
    return _told(f"moment.{form}", moment, language, calendar)


def as_moment(value: object) -> datetime | None:
    """
    Take a date as ICU takes it: its wall clock, said to be UTC.

    Args:
        value: Anything.

    Returns:
        The moment, or None when the value is no date.
    """
    from datetime import UTC, date, datetime, time  # noqa: PLC0415 (keeps `import touchline.i18n` cheap)

    if isinstance(value, datetime):
        return value.replace(tzinfo=UTC)
    return datetime.combine(value, time(), UTC) if isinstance(value, date) else None


def _told(key: str, value: date, language: str, calendar: CalendarName) -> str:
    tag = known(language)
    chosen = pattern("language.calendar", tag) if calendar == "own" else calendar
    wall_clock = as_moment(value)
    if wall_clock is None:
        raise TypeError(value)
    return formatted(pattern(key, tag), tag, {"date": wall_clock}, chosen)
