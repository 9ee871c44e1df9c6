from __future__ import annotations

from tests.analysis.shop import DAY, SHOP
from touchline.analysis.variants import Variants


def test_the_paths_of_the_shop_are_those_of_the_page() -> None:
    answer = Variants(merge_repeats=True).answer(SHOP)

    # By hand, docs/explanation/variants.md: most cases first, then by name.
    assert [(one.path, one.cases, round(one.cumulative_share * 6)) for one in answer.variants] == [
        (("visit", "sign up", "pay"), 2, 2),
        (("sign up", "visit"), 1, 3),
        (("visit",), 1, 4),
        (("visit", "pay"), 1, 5),
        (("visit", "sign up"), 1, 6),
    ]
    # By hand: ann took 3 days and ben 14.
    assert answer.variants[0].median_us == 8.5 * DAY


def test_what_is_not_shown_is_told() -> None:
    answer = Variants(top=1).answer(SHOP)

    assert (answer.n_variants, answer.hidden, answer.hidden_cases) == (6, 5, 5)
    assert (answer.hidden_share, answer.seen_once) == (5 / 6, 6)
    assert "much-hidden" in [warning.name for warning in answer.warnings]


def test_a_path_is_one_cell_of_a_table() -> None:
    rows = Variants(top=1, merge_repeats=True).answer(SHOP).rows()

    assert rows[0]["path"] == "visit > sign up > pay"
