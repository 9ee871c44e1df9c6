"""
Mistakes about how a map is kept. Today is the first of June 2026.
"""

from __future__ import annotations

import pytest

from tests.linting.rules.looking import faults, found


@pytest.mark.parametrize(
    ("head", "severities"),
    [
        ("status: published", ["warning"]),
        ("status: published\nreview: {every: 90d}", ["warning"]),
        ("status: published\nreview: {last: 2026-05-01}", ["hint"]),
        ("status: published\nreview: {last: 2026-05-01, every: 90d}", []),
        ("status: published\nreview: {last: 2026-05-01, every: monthly}", ["hint"]),
        ("status: draft", []),
    ],
)
def test_r228_a_published_map_is_never_finished(head: str, severities: list[str]) -> None:
    assert faults("never-reviewed", head) == [("", severity) for severity in severities]


@pytest.mark.parametrize(
    ("head", "severities"),
    [
        ("review: {last: 2026-03-03, every: 90d}", []),
        ("review: {last: 2026-03-02, every: 90d}", ["hint"]),
        ("status: published\nreview: {last: 2026-03-02, every: 90d}", ["warning"]),
        ("review: {last: 9999-12-01, every: 900d}", []),
    ],
    ids=["due today", "a day late", "published", "beyond the calendar"],
)
def test_r228_a_review_is_overdue_after_its_day(head: str, severities: list[str]) -> None:
    # By hand: ninety days after 3 March 2026 comes 1 June.
    assert faults("review-overdue", head) == [("", severity) for severity in severities]


BLOCKS = """
status: published
%s
stages:
  - {id: buy, name: Buy, %s steps: [{id: order, name: I order, %s}]}
lanes:
  - {id: actions, kind: actions, %s cells: [{at: order, cards: [{id: a1, text: Orders}]}]}
"""


@pytest.mark.parametrize(
    ("owners", "is_clean"),
    [
        (("", "", "icon: card", ""), False),
        (("owner: Rosa", "", "icon: card", ""), True),
        (("", "owner: Rosa,", "icon: card", ""), True),
        (("", "", "owner: Rosa", ""), True),
        (("", "", "icon: card", "owner: Rosa,"), True),
    ],
    ids=["nobody", "map", "stage", "step", "lane"],
)
def test_r025_an_owner_answers_for_everything_inside(
    owners: tuple[str, ...], is_clean: bool
) -> None:
    assert (faults("unowned-block", BLOCKS % owners) == []) is is_clean


def test_r025_all_unowned_parts_are_told_at_once() -> None:
    (told,) = found("unowned-block", BLOCKS % ("", "", "icon: card", ""))

    assert told.told() == "4 parts of the map have no owner: 1 stage, 1 step, 1 lane and 1 cell."


def test_a_text_in_one_language_only_may_be_a_name() -> None:
    named = """
stages:
  - {id: find, name: {en: Find, de: Finden}}
  - {id: pay, name: PayPal}
"""

    assert faults("missing-translation", named) == []


def test_a_missing_language_is_told_once_with_its_count_and_first_place() -> None:
    half = """
stages:
  - {id: find, name: {en: Find, fa: یافتن}}
  - {id: weigh, name: {en: Compare}}
  - {id: pick, name: {en: Choose, fa: انتخاب}}
  - {id: buy, name: {en: Buy}}
"""

    (told,) = found("missing-translation", half)

    assert told.told("de") == "2 Texte fehlen auf Persisch; dort erscheint eine andere Sprache."
    assert str(told.at) == "stage:weigh"
    assert (told.values["language"], told.values["n"]) == ("fa", 2)


def test_a_language_of_few_texts_is_not_one_of_the_map() -> None:
    few = """
stages:
  - {id: find, name: {en: Find, fa: یافتن}}
  - {id: weigh, name: {en: Compare, de: Vergleichen}}
  - {id: buy, name: {en: Buy, de: Kaufen}}
"""

    assert [one.values["language"] for one in found("missing-translation", few)] == ["de"]
