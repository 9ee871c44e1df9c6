"""
Durations and instants as whole microseconds.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from touchline.i18n import LANGUAGES
from touchline.units import (
    LONGEST_US,
    UnknownZone,
    UnreadableDuration,
    UnreadableInstant,
    format_duration,
    parse_duration,
    parse_instant,
    to_datetime,
)

if TYPE_CHECKING:
    from touchline.errors import TouchlineError


# By hand: 86,400 s a day, 7 days a week.
@pytest.mark.parametrize(
    ("written", "seconds"),
    [
        ("10s", 10),
        ("5m", 300),
        ("2h", 7_200),
        ("1d", 86_400),
        ("14d", 1_209_600),
        ("4w", 2_419_200),
        ("1.5h", 5_400),
        (" 7 d ", 604_800),
        ("90", 90),
        ("۹۰", 90),
        (90, 90),
        (0.1, 0.1),
        (dt.timedelta(days=1, microseconds=1), 86_400.000001),
    ],
)
def test_a_duration_is_a_number_with_a_unit_and_bare_numbers_are_seconds(written, seconds):
    assert parse_duration(written) == round(seconds * 1_000_000)


@pytest.mark.parametrize(
    "written",
    ["", "7 bananas", "7y", "d", "1d12h", "7D", "1,5h", "1e3", "nan", float("nan"), None, True, []],
)
def test_what_is_no_duration_is_refused_by_name(written):
    with pytest.raises(UnreadableDuration) as refused:
        parse_duration(written)

    assert refused.value.problem() == f"“{written}” is not a duration."


def test_a_message_quotes_no_more_than_a_line():
    with pytest.raises(UnreadableDuration) as refused:
        parse_duration("7 bananas " * 1000)

    assert len(refused.value.problem()) < 100


@pytest.mark.parametrize(
    "written", ["0s", "0", 0, -1, "-5m", "−5m", 0.0000001, dt.timedelta(), -dt.timedelta(days=1)]
)
def test_a_duration_is_longer_than_nothing(written):
    with pytest.raises(UnreadableDuration, match="is not longer than nothing"):
        parse_duration(written)


@pytest.mark.parametrize(
    "written", ["999999w", "9" * 18 + "w", 10**400, 1e300, float("inf"), dt.timedelta.max]
)
def test_a_duration_is_no_longer_than_the_calendar(written):
    with pytest.raises(UnreadableDuration, match="is longer than the calendar"):
        parse_duration(written)


# By hand: the longest unit that needs no fraction.
@pytest.mark.parametrize(
    ("seconds", "written"),
    [(604_800, "1w"), (1_123_200, "13d"), (129_600, "36h"), (90, "90s"), (1.5, "1.5s")],
)
def test_a_duration_is_written_in_its_longest_whole_unit(seconds, written):
    assert format_duration(int(seconds * 1_000_000)) == written


@given(st.integers(min_value=1, max_value=LONGEST_US))
def test_a_duration_is_read_as_it_was_written(span_us):
    assert parse_duration(format_duration(span_us)) == span_us


@pytest.mark.parametrize("span_us", [0, -1, LONGEST_US + 1])
def test_only_what_can_be_read_is_written(span_us):
    with pytest.raises(UnreadableDuration):
        format_duration(span_us)


# By hand: Berlin is an hour ahead of UTC in winter, Tehran three and a half.
@pytest.mark.parametrize(
    ("written", "zone", "instant_us"),
    [
        ("1970-01-01", "UTC", 0),
        ("1970-01-01T01:00:00", "Europe/Berlin", 0),
        ("1970-01-01T01:00:00+01:00", "Asia/Tehran", 0),
        ("1970-01-01T00:00:00.000001Z", "Asia/Tehran", 1),
        (dt.date(1970, 1, 2), "UTC", 86_400_000_000),
        (dt.datetime(1970, 1, 1, 3, 30), "Asia/Tehran", 0),  # noqa: DTZ001 (the zone is the point)
    ],
)
def test_a_moment_without_an_offset_is_meant_in_the_zone(written, zone, instant_us):
    assert parse_instant(written, zone) == instant_us


def test_a_wall_clock_time_that_comes_twice_means_the_first():
    # Berlin set its clocks back at 2026-10-25 01:00 UTC, so 02:30 came first at 00:30 UTC.
    assert parse_instant("2026-10-25T02:30", "Europe/Berlin") == parse_instant("2026-10-25T00:30Z")


@given(
    st.datetimes(
        min_value=dt.datetime(1, 1, 3),  # noqa: DTZ001 (a bound of the strategy)
        max_value=dt.datetime(9999, 12, 29),  # noqa: DTZ001
    ),
    st.sampled_from(["UTC", "Europe/Berlin", "Asia/Tehran", "Pacific/Kiritimati"]),
)
def test_an_instant_is_the_same_on_every_wall_clock(moment, zone):
    instant_us = parse_instant(moment)

    assert parse_instant(to_datetime(instant_us, zone)) == instant_us


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Pago_Pago"])
@pytest.mark.parametrize("written", ["0001-01-01", "9999-12-31T23:59:59.999999"])
def test_the_first_and_the_last_day_of_the_calendar_are_read_and_shown(written, zone):
    instant_us = parse_instant(written, "UTC")

    assert parse_instant(to_datetime(instant_us, zone)) == instant_us
    assert abs(parse_instant(written, zone) - instant_us) < 86_400_000_000


@pytest.mark.parametrize("written", ["yesterday", "2026-13-01", "", None, 3])
def test_what_is_no_moment_is_refused_by_name(written):
    with pytest.raises(UnreadableInstant) as refused:
        parse_instant(written)

    assert f"“{written}”" in refused.value.problem()


def test_an_instant_beyond_the_calendar_is_refused():
    with pytest.raises(UnreadableInstant):
        to_datetime(2**62)


@pytest.mark.parametrize("name", ["Europe/Berlim", "", "../etc/passwd", "/etc/passwd", "x" * 300])
def test_an_unknown_zone_is_refused(name):
    with pytest.raises(UnknownZone):
        parse_instant("1970-01-01", name)


def test_an_unknown_zone_comes_with_the_nearest_name():
    with pytest.raises(UnknownZone) as refused:
        to_datetime(0, "Europe/Berlim")

    assert refused.value.hint() == "did you mean “Europe/Berlin”?"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "fault",
    [
        UnreadableDuration.of("7 bananas"),
        UnreadableDuration.of("0s", "short"),
        UnreadableDuration.of("999999w", "long"),
        UnreadableInstant.of("yesterday"),
        UnknownZone.among("Mars", ["UTC"]),
    ],
    ids=lambda fault: str(fault.values),
)
def test_every_refusal_is_told_in_every_language(fault: TouchlineError, language: str):
    told = fault.told(language)

    assert str(fault.values.get("given", fault.values.get("name"))) in told
    assert fault.hint(language)
