"""
Expected values: CLDR 48 by hand, and the same as the browser's (test_browser.py).
"""

from __future__ import annotations

from decimal import Decimal

import numpy as np
import pytest

from touchline.i18n import money, number, percent


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", "−1,234,567.89"),
        ("de", "−1.234.567,89"),
        ("ms", "−1,234,567.89"),
        ("zh-Hans", "−1,234,567.89"),
        ("zh-Hant", "−1,234,567.89"),
        ("fa", "\u200e−۱٬۲۳۴٬۵۶۷٫۸۹"),
    ],
)
def test_a_number_is_grouped_and_rounded_to_two_digits(language: str, expected: str) -> None:
    assert number(-1234567.891, language) == expected


def test_an_integer_has_no_decimals() -> None:
    assert number(1000) == "1,000"
    assert number(np.int64(1000), "de") == "1.000"


def test_a_float_drops_empty_decimals() -> None:
    assert [number(2.0), number(2.5), number(2.499)] == ["2", "2.5", "2.5"]


def test_digits_are_kept_when_asked_for() -> None:
    assert [number(2, digits=2), number(2.5, digits=0), number(Decimal("2.345"), digits=2)] == [
        "2.00",
        "3",
        "2.35",
    ]


def test_a_signed_number_shows_its_direction() -> None:
    assert [number(x, signed=True) for x in (0.32, -0.32, 0.0)] == ["+0.32", "−0.32", "0"]


def test_a_zero_that_rounding_made_has_no_sign() -> None:
    assert [number(-0.001), number(-0.001, signed=True), percent(-0.0001)] == ["0", "0", "0.0%"]


def test_what_is_no_number_is_a_dash() -> None:
    missing = float("nan")

    assert {number(missing), percent(missing, "fa"), money(missing, "EUR")} == {"–"}


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", "61.2%"),
        ("de", "61,2\u00a0%"),
        ("ms", "61.2%"),
        ("zh-Hans", "61.2%"),
        ("zh-Hant", "61.2%"),
        ("fa", "۶۱٫۲٪"),
    ],
)
def test_a_share_is_a_percentage(language: str, expected: str) -> None:
    assert percent(0.6123, language) == expected


def test_halves_round_away_from_zero_as_at_school() -> None:
    assert [percent(0.0725), percent(-0.0725), number(0.125)] == ["7.3%", "−7.3%", "0.13"]


def test_a_change_of_a_share_shows_its_direction() -> None:
    assert percent(0.051, "de", digits=0, signed=True) == "+5\u00a0%"


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", "−€1,234.50"),
        ("de", "−1.234,50\u00a0€"),
        ("ms", "−€1,234.50"),
        ("zh-Hans", "−€1,234.50"),
        ("zh-Hant", "−€1,234.50"),
        ("fa", "\u200e−\u200e€۱٬۲۳۴٫۵۰"),
    ],
)
def test_money_stands_where_the_language_puts_it(language: str, expected: str) -> None:
    assert money(-1234.5, "EUR", language) == expected


def test_money_has_the_digits_of_its_currency_unless_asked_otherwise() -> None:
    assert [money(1999.6, "JPY"), money(1999.6, "GBP"), money(1999.6, "GBP", digits=0)] == [
        "¥2,000",
        "£1,999.60",
        "£2,000",
    ]
