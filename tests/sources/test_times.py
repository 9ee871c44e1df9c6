"""
Timestamps in whatever form a column holds them.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from touchline.sources._errors import AmbiguousTime, UnknownTimeFormat
from touchline.sources._instants import (
    MISSING,
    OK,
    OUT_OF_RANGE,
    UNPARSABLE,
    Instants,
    instants,
)

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def read(values: list, zone: str = "UTC", kind: pa.DataType | None = None, **asked) -> Instants:
    return instants(pa.chunked_array([pa.array(values, kind)]), ZoneInfo(zone), **asked)


def told(found: Instants) -> list[str | int]:
    return [
        datetime.fromtimestamp(at / 1e6, UTC).isoformat(" ")[:-6] if state == OK else state
        for at, state in zip(found.timestamp.tolist(), found.state.tolist(), strict=True)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-01-31", "2026-01-31 00:00:00"),
        ("2026-01-31 15:04", "2026-01-31 15:04:00"),
        ("2026-01-31T15:04:05", "2026-01-31 15:04:05"),
        ("2026-01-31T15:04:05Z", "2026-01-31 15:04:05"),
        ("2026-01-31T15:04:05+05:30", "2026-01-31 09:34:05"),
        ("2026-01-31T15:04:05+0530", "2026-01-31 09:34:05"),
        ("2026-01-31 15:04:05 UTC", "2026-01-31 15:04:05"),
        ("2026-01-31 15:04:05 +0100", "2026-01-31 14:04:05"),
        ("  2026-01-31 15:04:05  ", "2026-01-31 15:04:05"),
        ("2026-01-31T15:04:05.123456789", "2026-01-31 15:04:05.123456"),
        ("20260131T150405", "2026-01-31 15:04:05"),
        ("2026-W05-6", "2026-01-31 00:00:00"),
        ("31.01.2026", "2026-01-31 00:00:00"),
        ("31.1.26 15:04", "2026-01-31 15:04:00"),
        ("31.1.99", "1999-01-31 00:00:00"),
        ("1/31/2026 3:04:05 PM", "2026-01-31 15:04:05"),
        ("1/31/2026 12:04 am", "2026-01-31 00:04:00"),
        ("31/1/2026, 15:04", "2026-01-31 15:04:00"),
        ("2026/1/31 15:04", "2026-01-31 15:04:00"),
        ("31/Jan/2026:15:04:05 +0100", "2026-01-31 14:04:05"),
        ("Sat, 31 Jan 2026 15:04:05 GMT", "2026-01-31 15:04:05"),
        ("31 January 2026", "2026-01-31 00:00:00"),
        ("20260131", "2026-01-31 00:00:00"),
        ("1769871845", "2026-01-31 15:04:05"),
        ("1769871845.5", "2026-01-31 15:04:05.500000"),
        ("1769871845000", "2026-01-31 15:04:05"),
        ("1769871845000000", "2026-01-31 15:04:05"),
        ("1769871845000000000", "2026-01-31 15:04:05"),
    ],
)
def test_a_time_is_read_in_the_usual_ways_to_write_it(text: str, expected: str) -> None:
    # By hand; 1769871845 is `date -u -d '2026-01-31 15:04:05' +%s`.
    assert told(read([text])) == [expected]


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("soon", UNPARSABLE),
        ("2026-02-30", UNPARSABLE),
        ("2026-01-31 25:00", UNPARSABLE),
        ("32.01.2026", UNPARSABLE),
        ("31/Foo/2026:15:04:05", UNPARSABLE),
        ("0000-01-01", OUT_OF_RANGE),
        ("10000-01-01", OUT_OF_RANGE),
        ("0001-01-01T00:00:00+01:00", OUT_OF_RANGE),
        ("", MISSING),
        ("  ", MISSING),
        ("NULL", MISSING),
        (None, MISSING),
    ],
)
def test_what_is_no_time_is_told_apart(text: str | None, state: int) -> None:
    assert told(read(["2026-01-31", text])) == ["2026-01-31 00:00:00", state]


@pytest.mark.parametrize("text", ["0001-01-01", "9999-12-31T23:59:59.999999"])
@pytest.mark.parametrize("zone", ["UTC", "Asia/Tehran", "America/New_York"])
def test_the_first_and_the_last_year_do_not_crash(text: str, zone: str) -> None:
    # Local midnight of year 1 east of Greenwich lies in year 0, as the last hour west of it does.
    assert read([text], zone).state.tolist()[0] in {OK, OUT_OF_RANGE}
    assert told(read([f"{text[:4]}-06-01"], zone))[0] != UNPARSABLE


def test_the_whole_column_tells_day_from_month() -> None:
    found = read(["1/2/2026", "13/2/2026"])

    assert told(found) == ["2026-02-01 00:00:00", "2026-02-13 00:00:00"]
    assert found.form == "day-first"
    assert told(read(["1/2/2026", "2/13/2026"])) == ["2026-01-02 00:00:00", "2026-02-13 00:00:00"]


@pytest.mark.parametrize("texts", [["1/2/2026"], ["13/1/2026", "1/13/2026"], ["1-2-26"]])
def test_a_column_that_does_not_tell_day_from_month_is_refused(
    texts: list[str], language: str
) -> None:
    with pytest.raises(AmbiguousTime) as caught:
        read(texts, at="when")

    assert caught.value.at == "when"
    assert "D/M/Y" in caught.value.told(language)


@pytest.mark.parametrize(
    ("time_format", "text", "expected"),
    [
        ("D/M/Y", "1/2/2026", "2026-02-01 00:00:00"),
        ("M/D/Y", "1/2/2026", "2026-01-02 00:00:00"),
        ("ms", "1000", "1970-01-01 00:00:01"),
        ("s", "20260131", "1970-08-23 11:48:51"),
        ("%Y%m%d%H%M", "202601311504", "2026-01-31 15:04:00"),
        ("%d %b %Y %H:%M %z", "31 Jan 2026 15:04 +0100", "2026-01-31 14:04:00"),
    ],
)
def test_a_stated_format_is_believed(time_format: str, text: str, expected: str) -> None:
    assert told(read([text], time_format=time_format)) == [expected]


@pytest.mark.parametrize("time_format", ["D/Y/M", "%Q"])
def test_an_unknown_format_is_named(time_format: str) -> None:
    with pytest.raises(UnknownTimeFormat, match=time_format):
        read(["2026-01-31"], time_format=time_format)


def test_naive_times_take_the_zone_and_zoned_ones_do_not() -> None:
    found = read(["2026-07-01 12:00", "2026-07-01 12:00Z"], "Europe/London")

    assert told(found) == ["2026-07-01 11:00:00", "2026-07-01 12:00:00"]
    assert found.n_naive == 1


def test_a_skipped_hour_keeps_the_offset_before_and_a_repeated_one_is_the_first() -> None:
    # London 2026: clocks go forward on 29 March at 01:00 UTC, back on 25 October at 01:00 UTC.
    texts = ["2026-03-29 01:30", "2026-10-25 01:30", "2026-10-25 00:30", "2026-10-25 02:30"]

    found = read(texts, "Europe/London")

    assert told(found) == [
        "2026-03-29 01:30:00",
        "2026-10-25 00:30:00",
        "2026-10-24 23:30:00",
        "2026-10-25 02:30:00",
    ]
    assert (found.n_unreal, found.n_ambiguous) == (1, 1)


def test_dates_alone_make_a_log_day_precise() -> None:
    assert read(["2026-01-31", None, "soon"]).is_day_precise
    assert not read(["2026-01-31", "2026-01-31 12:00"]).is_day_precise
    assert read([date(2026, 1, 31)]).is_day_precise


def test_a_hundred_midnights_are_dates_and_a_few_may_be_chance() -> None:
    assert read(["2026-01-31 00:00"] * 100).is_day_precise
    assert not read(["2026-01-31 00:00"] * 99).is_day_precise


@pytest.mark.parametrize(
    "kind",
    [
        pa.timestamp("s"),
        pa.timestamp("ms"),
        pa.timestamp("us"),
        pa.timestamp("ns"),
        pa.timestamp("us", tz="Asia/Tehran"),
    ],
)
def test_typed_columns_need_no_reading(kind: pa.DataType) -> None:
    found = read([datetime(2026, 1, 31, 12, tzinfo=UTC), None], kind=kind)

    assert told(found) == ["2026-01-31 12:00:00", MISSING]


def test_numbers_that_no_calendar_holds_are_out_of_range() -> None:
    assert told(read([1769871845.0, 1e300])) == ["2026-01-31 15:04:05", OUT_OF_RANGE]
    assert told(read([2**62], kind=pa.timestamp("s"))) == [OUT_OF_RANGE]


def test_digits_of_a_day_that_does_not_exist_are_unparsable() -> None:
    assert told(read([20260131, 20260231])) == ["2026-01-31 00:00:00", UNPARSABLE]


@given(
    st.lists(
        st.datetimes(datetime(1900, 1, 1), datetime(2100, 1, 1)),  # noqa: DTZ001 (wall clocks)
        min_size=1,
        max_size=9,
    ),
    st.sampled_from(["Europe/London", "Asia/Tehran", "America/St_Johns", "Australia/Lord_Howe"]),
)
def test_offsets_are_those_of_the_standard_library(walls: list[datetime], zone: str) -> None:
    found = read([wall.isoformat() for wall in walls], zone)

    # Oracle: zoneinfo, moment by moment. What is written has no fold: an hour that comes twice is
    # read as its first coming.
    expected = [
        wall.replace(tzinfo=UTC, fold=0) - EPOCH - offset
        for wall in walls
        if (offset := wall.replace(tzinfo=ZoneInfo(zone), fold=0).utcoffset()) is not None
    ]
    assert found.timestamp.tolist() == [span // timedelta(microseconds=1) for span in expected]


LETTERS = st.sampled_from(["0", "1", "2", "9", "-", ":", "T", " ", "Z", "."])
LAYOUTS = st.sampled_from(["%Y-%m-%d", "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S.%fZ"])


@given(
    moments=st.lists(st.datetimes().filter(lambda at: at.year > 999), min_size=1, max_size=5),
    layout=LAYOUTS,
    changes=st.lists(st.tuples(st.integers(0, 9), LETTERS), max_size=2),
)
def test_times_that_are_written_alike_are_read_as_each_would_be(moments, layout, changes):
    texts = [moment.strftime(layout) for moment in moments]
    for place, letter in changes:
        texts[0] = texts[0][:place] + letter + texts[0][place + 1 :]

    together = read(texts, "Europe/Berlin", time_format="D/M/Y")

    # Beside a time in another form each is looked at for itself.
    mixed = read([*texts, "31.01.2026 15:04"], "Europe/Berlin", time_format="D/M/Y")
    assert told(together) == told(mixed)[:-1]
