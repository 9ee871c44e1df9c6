"""
Amounts in words, as people state them to customers.
"""

from __future__ import annotations

import pytest

from touchline.document.quantities import Quantity, is_same_amount, quantity_of

DAY, WEEK = 86_400, 604_800


# By hand: a day has 86,400 seconds, a week seven of them.
@pytest.mark.parametrize(
    ("words", "language", "dimension", "low", "high"),
    [
        ("2–3 days", "en", "time", 2 * DAY, 3 * DAY),
        ("48 bis 72 Stunden", "de", "time", 2 * DAY, 3 * DAY),
        ("A week.", "en", "time", WEEK, WEEK),
        ("eine Woche", "de", "time", WEEK, WEEK),
        ("dua hingga tiga hari", "ms", "time", 2 * DAY, 3 * DAY),
        ("２～３天", "zh-Hans", "time", 2 * DAY, 3 * DAY),
        ("兩天", "zh-Hant", "time", 2 * DAY, 2 * DAY),
        ("۲ تا ۳ روز", "fa", "time", 2 * DAY, 3 * DAY),
        ("12 months", "en", "months", 12, 12),
        ("一年", "zh-Hans", "months", 12, 12),
        ("۱۰٪", "fa", "share", 10, 10),
        ("1,200 g", "en", "mass", 1_200, 1_200),
        ("1,2 kg", "de", "mass", 1_200, 1_200),
        ("1.234,5 kg", "de", "mass", 1_234_500, 1_234_500),
        ("۱٫۵ کیلوگرم", "fa", "mass", 1_500, 1_500),
        ("3 سانتی‌متر", "fa", "length", 0.03, 0.03),
        ("€ 4.90", "en", "EUR", 4.9, 4.9),
        ("4,90 €", "de", "EUR", 4.9, 4.9),
        ("RM 4.90", "ms", "MYR", 4.9, 4.9),
        ("NT$1,200", "zh-Hant", "TWD", 1_200, 1_200),
    ],
)
def test_an_amount_is_read_in_its_language(
    words: str, language: str, dimension: str, low: float, high: float
) -> None:
    assert quantity_of(words, language) == Quantity(dimension, low, high)


@pytest.mark.parametrize(
    "words", ["", "5", "24/7", "2 working days", "within 2 days", "day 3", "a lot", "days", "-"]
)
def test_words_that_say_more_or_less_are_no_amount(words: str) -> None:
    assert quantity_of(words) is None


def test_only_amounts_of_one_kind_are_compared() -> None:
    assert is_same_amount("2 days", "48 hours", "en") is True
    assert is_same_amount("2 days", "3 Tage", "en", "de") is False
    # A month has no fixed number of days, and a dollar is not one of another country.
    assert is_same_amount("1 month", "30 days", "en") is None
    assert is_same_amount("$5", "US$5", "en") is None
    assert is_same_amount("2 days", "soon", "en") is None
