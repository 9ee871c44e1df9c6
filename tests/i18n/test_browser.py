"""
Python and a browser write the same.

Deliberate differences, undone before comparing: we write a typeset minus sign (U+2212) where
browsers write a hyphen-minus, and a plain no-break space where ICU has a narrow or ordinary one
before AM and PM. The month of a Persian year is not compared: browsers put the year first, which
Persian does not.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import sync_playwright

from touchline.i18n import LANGUAGES, date_text, duration_text, moment_text, money, number, percent
from touchline.i18n.icu import formatted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page

NUMBERS = [0, 1, -1, 12, 999.995, 1000, 1234.5, -1234567.891, 0.125, 2.675, 0.004, 1e9, -0.001]
SHARES = [0, 0.0725, 0.07, 0.6123, 1, 1.5, -0.0345, 0.00049]
COUNTS = [0, 1, 2, 3, 5, 11, 21, 100, 1000, 1_000_000]
DAYS = [
    date(2026, 11, 22),
    date(2026, 3, 20),
    date(2026, 3, 21),
    date(2024, 2, 29),
    date(1999, 1, 1),
]

#: What is asked of the browser: the Intl class, its options and its method.
ASKED = {
    "number": ("NumberFormat", "maximumFractionDigits: 2, signDisplay: 'negative'"),
    "signed": ("NumberFormat", "maximumFractionDigits: 2, signDisplay: 'exceptZero'"),
    "percent": (
        "NumberFormat",
        (
            "style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1,"
            " signDisplay: 'negative'"
        ),
    ),
    "money": ("NumberFormat", "style: 'currency', currency: 'EUR', signDisplay: 'negative'"),
    "days": ("NumberFormat", "style: 'unit', unit: 'day'"),
    "hours": ("NumberFormat", "style: 'unit', unit: 'hour'"),
    "long": ("DateTimeFormat", "dateStyle: 'long'"),
    "short": ("DateTimeFormat", "year: 'numeric', month: 'short', day: 'numeric'"),
    "month": ("DateTimeFormat", "year: 'numeric', month: 'long'"),
    "day": ("DateTimeFormat", "month: 'short', day: 'numeric'"),
    "gregory": ("DateTimeFormat", "dateStyle: 'long', calendar: 'gregory'"),
    # Browsers write the hour as told; ICU as the language does, with two digits in these two.
    "moment": (
        "DateTimeFormat",
        (
            "year: 'numeric', month: 'short', day: 'numeric', minute: '2-digit',"
            " hour: ['de', 'zh-Hans'].includes(l) ? '2-digit' : 'numeric'"
        ),
    ),
    "plural": ("PluralRules", ""),
}


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"]
        )
        yield browser.new_page()
        browser.close()


def browser_says(page: Page, form: str, values: list[Any]) -> dict[str, list[str]]:
    kind, options = ASKED[form]
    method = "select" if kind == "PluralRules" else "format"
    made = f"new Intl.{kind}(l, {{timeZone: 'UTC', {options}}}).{method}(v)"
    script = f"([languages, values]) => languages.map(l => values.map(v => {made}))"
    told = page.evaluate(script, [list(LANGUAGES), values])
    return dict(zip(LANGUAGES, told, strict=True))


def compared(text: str) -> str:
    """
    Undo the deliberate differences.
    """
    for ours, theirs in (("\u2212", "-"), ("\u202f", " "), ("\u00a0", " ")):
        text = text.replace(ours, theirs)
    return text


def same(ours: dict[str, list[str]], theirs: dict[str, list[str]]) -> None:
    assert {tag: [compared(text) for text in told] for tag, told in ours.items()} == {
        tag: [compared(text) for text in told] for tag, told in theirs.items()
    }


def milliseconds(day: date) -> float:
    return datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp() * 1000


def test_numbers_are_the_browsers(page: Page) -> None:
    ours = {tag: [number(value, tag) for value in NUMBERS] for tag in LANGUAGES}

    same(ours, browser_says(page, "number", NUMBERS))


def test_signed_numbers_are_the_browsers(page: Page) -> None:
    ours = {tag: [number(value, tag, signed=True) for value in NUMBERS] for tag in LANGUAGES}

    same(ours, browser_says(page, "signed", NUMBERS))


def test_percentages_are_the_browsers(page: Page) -> None:
    ours = {tag: [percent(value, tag) for value in SHARES] for tag in LANGUAGES}

    same(ours, browser_says(page, "percent", SHARES))


def test_money_is_the_browsers(page: Page) -> None:
    ours = {tag: [money(value, "EUR", tag) for value in NUMBERS] for tag in LANGUAGES}

    same(ours, browser_says(page, "money", NUMBERS))


@pytest.mark.parametrize("form", ["long", "short", "day", "month"])
def test_dates_are_the_browsers(page: Page, form: Any) -> None:
    ours = {tag: [date_text(day, tag, form=form) for day in DAYS] for tag in LANGUAGES}

    theirs = browser_says(page, form, [milliseconds(day) for day in DAYS])

    if form == "month":
        ours.pop("fa")
        theirs.pop("fa")
    same(ours, theirs)


def test_gregorian_dates_are_the_browsers(page: Page) -> None:
    ours = {tag: [date_text(day, tag, calendar="gregory") for day in DAYS] for tag in LANGUAGES}

    same(ours, browser_says(page, "gregory", [milliseconds(day) for day in DAYS]))


def test_moments_are_the_browsers(page: Page) -> None:
    moments = [datetime(2026, 11, 22, hour, 4, tzinfo=UTC) for hour in (0, 9, 12, 15, 23)]
    ours = {tag: [moment_text(moment, tag) for moment in moments] for tag in LANGUAGES}

    same(ours, browser_says(page, "moment", [moment.timestamp() * 1000 for moment in moments]))


def test_plural_categories_are_the_browsers(page: Page) -> None:
    categories = ("zero", "one", "two", "few", "many")
    branches = " ".join(f"{category} {{{category}}}" for category in categories)
    pattern = f"{{n, plural, {branches} other {{other}}}}"
    ours = {tag: [formatted(pattern, tag, {"n": n}) for n in COUNTS] for tag in LANGUAGES}

    same(ours, browser_says(page, "plural", COUNTS))


@pytest.mark.parametrize(("form", "seconds"), [("days", 86400), ("hours", 3600)])
def test_units_of_time_are_the_browsers_but_for_english_and_malay(
    page: Page, form: str, seconds: int
) -> None:
    # English "4 h" is shorter than CLDR's "4 hr"; Malay "4 jam" is plainer than CLDR's "4 j".
    tags = [tag for tag in LANGUAGES if tag not in {"en", "ms"}]
    ours = {tag: [duration_text(count * seconds, tag) for count in (1, 4, 9)] for tag in tags}

    theirs = browser_says(page, form, [1, 4, 9])

    same(ours, {tag: theirs[tag] for tag in tags})
