"""
Statements held against each other, language by language.
"""

from __future__ import annotations

import pytest

from touchline.linting.finding import Quoted
from touchline.model.text import LocalText
from touchline.workspace.statements import Statement, near_matters, opposed


def said(
    words: str | dict[str, str],
    language: str = "en",
    *,
    about: str = "delivery time",
    wanted: bool = False,
) -> Statement:
    return Statement(
        about=about,
        says=LocalText.of(words),
        language=language,
        touchpoint=Quoted(LocalText.of("Shop"), "en"),
        place="shop.map.yaml card:c1",
        use="wanted" if wanted else "now",
    )


def verdicts(*statements: Statement) -> list[str]:
    return [one.verdict for one in opposed(statements)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (said("2–3 days"), said("2-3  Days.")),
        (said("10٪", "fa"), said("۱۰ ٪", "fa")),
        (said("２天", "zh-Hans"), said("2 天", "zh-CN")),
        (said("a week", "en-GB"), said("A week", "en-US")),
        (said({"en": "a week", "de": "eine Woche"}), said("eine Woche", "de")),
        (said("2 days", about="Delivery  TIME"), said("2 days")),
        # By hand: 2 days are 48 hours, half a kilogram is 500 grams.
        (said("2 days"), said("48 hours")),
        (said("0.5 kg"), said("500 g")),
        (said("2 days"), said("2 Tage", "de")),
        (said("4,90 €", "de"), said("€4.90")),
        (said("兩天", "zh-Hant"), said("两天", "zh-Hans")),
        (said("۲ تا ۳ روز", "fa"), said("2–3 hari", "ms")),
    ],
)
def test_what_is_only_written_otherwise_agrees(one: Statement, other: Statement) -> None:
    assert verdicts(one, other) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (said("2 days"), said("3 days")),
        (said({"en": "a week", "de": "eine Woche"}), said("zwei Wochen", "de")),
        (said("2 days", "en-GB"), said("3 days", "en-US")),
        (said("2 days"), said("24 hours")),
        (said("2 days"), said("3 Tage", "de")),
        (said("4.90 €"), said("5,90 €", "de")),
        # Thirty days are a month of April alone.
        (said("a month"), said("30 days")),
    ],
)
def test_what_differs_in_a_common_language_contradicts(one: Statement, other: Statement) -> None:
    assert verdicts(one, other) == ["contradicts"]


def test_without_a_common_language_nobody_can_tell() -> None:
    # 繁 and 简 are told apart, as German and English are.
    assert verdicts(said("soon"), said("bald", "de")) == ["incomparable"]
    assert verdicts(said("很快", "zh-Hant"), said("很快", "zh-Hans")) == ["incomparable"]
    assert verdicts(said("2 days"), said("2 Werktage", "de")) == ["incomparable"]


def test_a_third_statement_in_both_languages_brings_a_contradiction_to_light() -> None:
    both = said({"en": "soon", "de": "später"})

    found = opposed([said("soon"), said("bald", "de"), both])

    assert [one.verdict for one in found] == ["contradicts", "incomparable"]
    # Only the German words differ, so they are what is quoted.
    assert found[0].quoted() == ("später", "bald")


def test_wanted_touchpoints_contradict_wanted_ones_only() -> None:
    assert verdicts(said("2 days"), said("1 day", wanted=True)) == []
    assert verdicts(said("2 days", wanted=True), said("1 day", wanted=True)) == ["contradicts"]


def test_each_of_many_values_is_told_once() -> None:
    assert verdicts(said("1"), said("2"), said("2"), said("3"), said("1")) == ["contradicts"] * 2


def test_other_matters_are_none_of_its_business() -> None:
    assert verdicts(said("2 days"), said("3 days", about="opening hours")) == []


def test_matters_of_nearly_the_same_words_are_told() -> None:
    matters = (
        "delivery time",
        "Delivery times",
        "opening hours",
        "price of cup A",
        "price of cup B",
    )

    found = near_matters(said("2 days", about=about) for about in matters)

    assert [(one.about, other) for one, other in found] == [("Delivery times", "delivery time")]
