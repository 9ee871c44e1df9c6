from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from touchline.i18n import date_text, moment_text

#: By hand; 22 November 2026 is 1 Azar 1405 (Azar begins on 22 November in a common year).
DAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", "November 22, 2026"),
        ("de", "22. November 2026"),
        ("ms", "22 November 2026"),
        ("zh-Hans", "2026年11月22日"),
        ("zh-Hant", "2026年11月22日"),
        ("fa", "۱ آذر ۱۴۰۵"),
    ],
)
def test_a_day_is_written_in_the_languages_calendar(language: str, expected: str) -> None:
    assert date_text(DAY, language) == expected


def test_persian_dates_are_gregorian_on_request() -> None:
    assert date_text(DAY, "fa", calendar="gregory") == "۲۲ نوامبر ۲۰۲۶"


def test_the_persian_year_begins_at_the_equinox() -> None:
    # Nowruz, published: 1403 was a leap year; 1404 and 1405 began on 21 March 2025 and 2026.
    days = [date(2025, 3, 20), date(2025, 3, 21), date(2026, 3, 20), date(2026, 3, 21)]

    told = [date_text(day, "fa") for day in days]

    assert told == ["۳۰ اسفند ۱۴۰۳", "۱ فروردین ۱۴۰۴", "۲۹ اسفند ۱۴۰۴", "۱ فروردین ۱۴۰۵"]


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", ["Nov 22, 2026", "November 2026", "Nov 22"]),
        ("de", ["22. Nov. 2026", "November 2026", "22. Nov."]),
        ("ms", ["22 Nov 2026", "November 2026", "22 Nov"]),
        ("zh-Hans", ["2026年11月22日", "2026年11月", "11月22日"]),
        ("zh-Hant", ["2026年11月22日", "2026年11月", "11月22日"]),
        ("fa", ["۱ آذر ۱۴۰۵", "آذر ۱۴۰۵", "۱ آذر"]),
    ],
)
def test_a_day_has_shorter_forms(language: str, expected: list[str]) -> None:
    assert [date_text(DAY, language, form=form) for form in ("short", "month", "day")] == expected


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", "Nov 22, 2026, 3:04\u00a0PM"),
        ("de", "22. Nov. 2026, 15:04"),
        ("ms", "22 Nov 2026, 3:04\u00a0PTG"),
        ("zh-Hans", "2026年11月22日 15:04"),
        ("zh-Hant", "2026年11月22日 下午3:04"),
        ("fa", "۱ آذر ۱۴۰۵، ۱۵:۰۴"),
    ],
)
def test_a_moment_has_the_time_of_day(language: str, expected: str) -> None:
    assert moment_text(datetime(2026, 11, 22, 15, 4, tzinfo=UTC), language) == expected


def test_a_moment_shows_its_own_wall_clock() -> None:
    wall_clock = datetime(2026, 11, 22, 15, 4)  # noqa: DTZ001 (a log may have no zone)
    zones = [None, UTC, timezone(timedelta(hours=8)), timezone(timedelta(hours=-11))]

    told = {moment_text(wall_clock.replace(tzinfo=zone), "de", form="long") for zone in zones}

    assert told == {"22. November 2026 um 15:04"}


def test_the_zone_of_the_host_does_not_matter() -> None:
    script = (
        "from touchline.i18n import date_text, translate; import datetime as d;"
        "print(date_text(d.date(2026, 11, 22)), translate('error.at', place=d.date(2026, 1, 1)))"
    )

    told = [
        subprocess.run(
            [sys.executable, "-c", script],
            env={**os.environ, "TZ": zone},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for zone in ("Asia/Tokyo", "America/Los_Angeles")
    ]

    assert told == ["November 22, 2026 at: January 1, 2026\n"] * 2


def test_what_is_no_date_is_refused() -> None:
    with pytest.raises(TypeError, match="yesterday"):
        date_text("yesterday")  # type: ignore[arg-type]
