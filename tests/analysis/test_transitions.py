from __future__ import annotations

import pytest

from tests.analysis.shop import DAY, SHOP
from touchline.analysis.transitions import END, START, Transitions


def test_the_pairs_of_the_shop_are_those_of_the_page() -> None:
    answer = Transitions().answer(SHOP)

    # By hand, docs/explanation/transitions.md.
    assert {(one.source, one.target): one.count for one in answer.transitions} == {
        (START, "visit"): 5,
        (START, "sign up"): 1,
        ("visit", "sign up"): 3,
        ("visit", "visit"): 1,
        ("visit", "pay"): 1,
        ("visit", END): 2,
        ("sign up", "pay"): 2,
        ("sign up", "visit"): 1,
        ("sign up", END): 1,
        ("pay", END): 3,
    }
    assert answer.paths == 6


def test_a_pair_tells_shares_and_times() -> None:
    answer = Transitions().answer(SHOP)

    one = next(t for t in answer.transitions if (t.source, t.target) == ("visit", "sign up"))
    # By hand: 3 of 7 that leave visit and of 4 that enter sign up; after 1, 1 and 18 days, of
    # which 90 % lie at 1 + 0.8 x 17 = 14.6.
    assert (one.cases, one.share_out, one.share_in) == (3, 3 / 7, 3 / 4)
    assert one.median_us == DAY
    assert one.p90_us == pytest.approx(14.6 * DAY)


def test_merged_repeats_have_no_loops() -> None:
    answer = Transitions(merge_repeats=True).answer(SHOP)

    one = next(t for t in answer.transitions if (t.source, t.target) == ("visit", "sign up"))
    assert not any(t.source == t.target for t in answer.transitions)
    # By hand: ben's two visits are one on the 1st, 6 days before he signs up.
    assert one.median_us == 6 * DAY


def test_only_cases_that_begin_in_the_span_count() -> None:
    answer = Transitions(start="2026-01-03", end="2026-01-29").answer(SHOP)

    # By hand: cam and dee.
    assert answer.paths == 2
