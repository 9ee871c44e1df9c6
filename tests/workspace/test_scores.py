"""
Scores come out as their authors publish them, and say what they lack.
"""

from __future__ import annotations

from typing import Any

import pytest

from touchline.model.experience import Opportunity
from touchline.model.worth import KanoReply
from touchline.workspace.scores import (
    METHODS,
    category_of,
    kano_of,
    numbers_of,
    quadrant,
    ranks,
    reach_of,
    score_of,
)

ATTITUDES = ("like", "expect", "neutral", "live-with", "dislike")


def opportunity(**fields: Any) -> Opportunity:
    return Opportunity.model_validate({"id": "o", **fields})


def replies(**counts: int) -> list[KanoReply]:
    """
    Make answers of each category: attractive, one-dimensional, must-be, indifferent, and others.
    """
    pairs = {
        "a": ("like", "neutral"),
        "o": ("like", "dislike"),
        "m": ("expect", "dislike"),
        "i": ("neutral", "neutral"),
        "r": ("dislike", "like"),
        "q": ("like", "like"),
    }
    return [
        KanoReply.model_validate({"present": pairs[name][0], "absent": pairs[name][1], "n": n})
        for name, n in counts.items()
    ]


def test_rice_is_reach_times_impact_times_confidence_through_effort() -> None:
    # Published with the method's guides: 2,000 customers a quarter, impact 2, 80 %, 4 months: 800.
    rice = {"reach": 2000, "impact": 2, "confidence": 0.8, "effort": 4}

    assert score_of(opportunity(rice=rice), "rice", 2000).value == 800


def test_ice_is_the_product_of_three() -> None:
    # By hand: 8 x 6 x 7.
    found = score_of(opportunity(ice={"impact": 8, "confidence": 6, "ease": 7}), "ice", None)

    assert found.value == 336


@pytest.mark.parametrize(
    ("importance", "satisfaction", "score", "told"),
    [
        # Published examples of Ulwick's formula: 9 and 3 give 15, 9 and 9 give 9.
        (9, 3, 15, "underserved"),
        (9, 9, 9, "served"),
        # By hand: satisfaction above importance takes nothing away.
        (4, 8, 4, "overserved"),
        (5, 0, 10, "served"),
    ],
)
def test_the_opportunity_score_counts_what_is_missing_twice(
    importance: float, satisfaction: float, score: float, told: str
) -> None:
    one = opportunity(importance=importance, satisfaction=satisfaction)

    found = score_of(one, "importance-satisfaction", None)

    assert (found.value, found.told) == (score, told)


@pytest.mark.parametrize(
    ("present", "row"),
    [
        # The evaluation table of Berger et al. (1993); columns like, expect, neutral, live with,
        # dislike.
        ("like", "QAAAO"),
        ("expect", "RIIIM"),
        ("neutral", "RIIIM"),
        ("live-with", "RIIIM"),
        ("dislike", "RRRRQ"),
    ],
)
def test_a_pair_of_answers_is_read_from_the_published_table(present: Any, row: str) -> None:
    words = {
        "A": "attractive",
        "O": "one-dimensional",
        "M": "must-be",
        "I": "indifferent",
        "R": "reverse",
        "Q": "questionable",
    }

    found = [category_of(present, absent) for absent in ATTITUDES]  # type: ignore[arg-type]

    assert found == [words[letter] for letter in row]


def test_many_answers_give_a_category_and_two_coefficients() -> None:
    found = kano_of(replies(a=10, o=20, m=50, i=15, r=3, q=2))

    # By hand, by Timko's formulas: (10 + 20) / 95 and -(20 + 50) / 95.
    assert found is not None
    assert (found.category, found.n, found.is_tied) == ("must-be", 100, False)
    assert found.better == pytest.approx(30 / 95)
    assert found.worse == pytest.approx(-70 / 95)


@pytest.mark.parametrize(
    ("counts", "category"),
    [
        # Berger et al.: where two are as frequent, must-be goes before one-dimensional, that before
        # attractive, that before indifferent.
        ({"m": 5, "o": 5, "a": 5, "i": 5}, "must-be"),
        ({"o": 5, "a": 5, "i": 5}, "one-dimensional"),
        ({"a": 5, "i": 5}, "attractive"),
    ],
)
def test_the_category_that_matters_more_wins_a_tie(counts: dict[str, int], category: str) -> None:
    found = kano_of(replies(**counts))

    assert found is not None
    assert (found.category, found.is_tied) == (category, True)


def test_answers_of_people_who_do_not_care_have_no_coefficients() -> None:
    found = kano_of(replies(q=4))

    assert found is not None
    assert (found.category, found.better, found.worse) == ("questionable", None, None)


@pytest.mark.parametrize(
    ("effort", "value", "name"),
    [
        (3, 8, "quick-win"),
        (8, 8, "big-bet"),
        (3, 2, "fill-in"),
        (8, 2, "time-sink"),
        (5.5, 5.5, "big-bet"),
    ],
)
def test_value_and_effort_have_four_quadrants(effort: float, value: float, name: str) -> None:
    assert quadrant(effort, value) == name


@pytest.mark.parametrize("method", METHODS)
def test_a_score_without_its_numbers_names_them(method: str) -> None:
    found = score_of(opportunity(), method, None)

    assert found.value is None
    assert found.missing
    assert found.order == ()


def test_the_reach_is_counted_where_the_map_is_measured_else_stated() -> None:
    # By hand: 730.5 days are two years, so 8,000 customers are 1,000 a quarter.
    assert reach_of(8000, 730.5, 200) == pytest.approx(1000)
    assert reach_of(None, None, 200) == 200
    assert reach_of(8000, 0, 200) == 200
    assert reach_of(None, None, None) is None


def test_formulas_know_every_number_and_those_of_the_team() -> None:
    one = opportunity(
        value=8,
        rice={"reach": 5, "impact": 2},
        figures={"strategic-fit": 4},
        answers=["p", "q"],
        kano=[{"present": "like", "absent": "dislike"}],
    )

    assert numbers_of(one, 70.0) == {
        "reach": 70,
        "value": 8,
        "rice.impact": 2,
        "strategic_fit": 4,
        "pains": 2,
        "kano.better": 1,
        "kano.worse": -1,
    }


def test_equal_scores_share_a_rank_and_the_next_counts_them() -> None:
    assert ranks([(2.0,), (9.0,), (2.0,), (), (1.0,)]) == [2, 1, 2, None, 4]
    assert ranks([(2.0,), (9.0,)], is_lower_better=True) == [1, 2]


def test_a_difference_that_only_machines_see_is_none() -> None:
    assert ranks([(0.1 * 3,), (0.3,)]) == [1, 1]
