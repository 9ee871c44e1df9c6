from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from touchline.i18n import LANGUAGES, duration_text, interval_text

MINUTE, HOUR, DAY = 60, 3600, 86400


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", "9 d 4 h"),
        ("de", "9 Tg. 4 Std."),
        ("ms", "9 hari 4 jam"),
        ("zh-Hans", "9天4小时"),
        ("zh-Hant", "9 天 4 小時"),
        ("fa", "۹ روز و ۴ ساعت"),
    ],
)
def test_a_length_of_time_is_its_two_largest_units(language: str, expected: str) -> None:
    assert duration_text(9 * DAY + 4 * HOUR + 5 * MINUTE, language) == expected


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [
        (0, "0 s"),
        (0.0004, "0 s"),
        (0.35, "350 ms"),
        (0.9999, "1 s"),
        (1.54, "1.5 s"),
        (9.96, "10 s"),
        (35.4, "35 s"),
        (59.6, "1 min"),
        (95, "1 min 35 s"),
        (HOUR - 0.4, "1 h"),
        (DAY - 20, "1 d"),
        (10 * DAY - 20 * MINUTE, "10 d"),
        (99 * DAY + 23 * HOUR, "99 d 23 h"),
        (100 * DAY - 60, "100 d"),
        (400.4 * DAY, "400 d"),
        (-90, "−1 min 30 s"),
        (float("nan"), "–"),
        (float("inf"), "∞"),
        (timedelta(hours=4), "4 h"),
    ],
)
def test_a_length_of_time_is_rounded_to_the_last_unit_shown(
    seconds: float | timedelta, expected: str
) -> None:
    assert duration_text(seconds) == expected


def test_a_negative_length_in_persian_keeps_its_sign_left_of_the_number() -> None:
    # as CLDR writes negative numbers: a left-to-right mark, then the minus sign
    assert duration_text(-90, "fa") == "\u200e−۱ دقیقه و ۳۰ ثانیه"


@given(st.floats(min_value=0, max_value=1e9), st.sampled_from(LANGUAGES))
def test_every_length_is_written_in_every_language(seconds: float, language: str) -> None:
    assert duration_text(seconds, language)


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", ["61.2–62.6%", "−1.0% to 2.0%"]),
        ("de", ["61,2–62,6\u00a0%", "−1,0 bis 2,0\u00a0%"]),
        ("ms", ["61.2–62.6%", "−1.0% hingga 2.0%"]),
        ("zh-Hans", ["61.2%–62.6%", "−1.0%至2.0%"]),
        ("zh-Hant", ["61.2%–62.6%", "−1.0% 至 2.0%"]),
        ("fa", ["۶۱٫۲ تا ۶۲٫۶٪", "\u200e−۱٫۰ تا ۲٫۰٪"]),
    ],
)
def test_an_interval_of_shares_is_a_range_of_percentages(
    language: str, expected: list[str]
) -> None:
    told = [interval_text(0.612, 0.626, language), interval_text(-0.01, 0.02, language)]

    assert told == expected


def test_an_interval_of_numbers_keeps_the_digits_asked_for() -> None:
    assert interval_text(1, 2.5, kind="number") == "1–2.5"
    assert interval_text(1, 2.5, "de", kind="number", digits=1) == "1,0–2,5"


def test_an_interval_of_durations_is_said_in_words() -> None:
    assert interval_text(35, 95, kind="duration") == "35 s to 1 min 35 s"
    assert interval_text(35, 95, "zh-Hant", kind="duration") == "35 秒至 1 分鐘 35 秒"


def test_an_interval_without_an_end_has_a_dash_there() -> None:
    assert interval_text(float("nan"), 0.5, "de") == "––50,0\u00a0%"
