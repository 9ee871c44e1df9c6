"""
Which part of a customer's life an objective speaks of (R-101, R-102).
"""

from __future__ import annotations

from typing import get_args

import pytest

from touchline.model.structure import StageKind
from touchline.templates.areas import AREAS, areas_in, breadth_in

#: The two objectives that the source of R-101 names, in each language: late deliveries, and
#: satisfaction overall.
SAID = {
    "en": ("Fewer complaints about late delivery", "Raise satisfaction overall"),
    "de": ("Weniger Beschwerden über verspätete Lieferungen", "Zufriedenheit insgesamt steigern"),
    "ms": ("Kurangkan aduan tentang penghantaran lewat", "Tingkatkan kepuasan keseluruhan"),
    "zh-Hans": ("减少配送延误的投诉", "提升整体满意度"),
    "zh-Hant": ("減少配送延誤的客訴", "提升整體滿意度"),
    "fa": ("شکایت کمتر از تحویل دیرهنگام", "بالا بردن رضایت در مجموع"),
}


def test_the_parts_are_the_kinds_of_stages_in_the_order_of_life() -> None:
    assert tuple(area.name for area in AREAS) == get_args(StageKind)


@pytest.mark.parametrize("language", SAID)
def test_an_objective_about_a_part_names_it_in_every_language(language: str) -> None:
    specific, _ = SAID[language]

    assert set(areas_in(specific, language)) == {"delivery", "support"}
    assert breadth_in(specific, language) == "specific"


@pytest.mark.parametrize("language", SAID)
def test_an_objective_about_everything_is_broad_in_every_language(language: str) -> None:
    _, broad = SAID[language]

    assert areas_in(broad, language) == ()
    assert breadth_in(broad, language) == "broad"


def test_the_part_most_spoken_of_comes_first() -> None:
    # Two words of support, one of purchase.
    assert areas_in("Faster help after a complaint about a purchase") == ("support", "purchase")


def test_nothing_is_read_into_words_that_name_no_part() -> None:
    assert areas_in("Make Mei Lin happy") == ()
    assert breadth_in("Make Mei Lin happy") is None
