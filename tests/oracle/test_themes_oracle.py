from __future__ import annotations

import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.oracle.numbers_by_definition import score_interval
from touchline.analysis._terms import terms
from touchline.analysis.themes import Themes, ThemesAnswer
from touchline.eventlog.log import EventLog

#: Words that carry a meaning, and some that do not.
WORDS = st.sampled_from(("delivery", "late", "the", "price", "was", "friendly", "returns", "slow"))
COMMENTS = st.lists(
    st.one_of(st.none(), st.lists(WORDS, min_size=1, max_size=5).map(" ".join)),
    min_size=1,
    max_size=12,
)


def answered(comments: list[str | None], **options: Any) -> ThemesAnswer:
    log = EventLog.from_events(
        {"case": f"c{i}", "activity": "reply", "timestamp": 0, "comment": comment, "language": "en"}
        for i, comment in enumerate([*comments, "the"])
    )
    return Themes(**options).answer(log)


@given(comments=COMMENTS, least=st.integers(1, 3))
def test_a_theme_holds_the_comments_that_have_one_of_its_terms(
    comments: list[str | None], least: int
) -> None:
    answer = answered(comments, least=least, top=100)

    written = [comment for comment in [*comments, "the"] if comment is not None]
    terms_of = [terms(comment, "en") for comment in written]
    assert answer.comments == len(written)
    covered: set[int] = set()
    for theme in answer.themes:
        own = {i for i, found in enumerate(terms_of) if {*found} & {*theme.terms}}
        covered |= own
        assert theme.theme in theme.terms
        assert least <= theme.n <= len(written)
        # Of a theme with many terms only some are named.
        assert len(own) <= theme.n
        assert theme.interval == pytest.approx(score_interval(theme.n, len(written)), abs=1e-9)
        assert {*theme.quotes} <= {*written}
    assert answer.without_theme <= len(written) - len(covered)


@given(comments=COMMENTS)
def test_every_term_that_is_frequent_enough_is_part_of_a_theme(comments: list[str | None]) -> None:
    answer = answered(comments, least=2, top=100)

    counts: dict[str, set[int]] = {}
    for i, comment in enumerate(comments):
        for term in terms(comment or "", "en"):
            counts.setdefault(term, set()).add(i)
    frequent = set[int]().union(*(where for where in counts.values() if len(where) >= 2))
    total = sum(comment is not None for comment in comments) + 1
    assert answer.without_theme == total - len(frequent)


@given(comments=COMMENTS, seed=st.integers(0, 9))
def test_the_order_of_replies_does_not_matter(comments: list[str | None], seed: int) -> None:
    shuffled = comments.copy()
    random.Random(seed).shuffle(shuffled)  # noqa: S311 (an order, no secret)

    assert answered(comments).to_dict()["answer"] == answered(shuffled).to_dict()["answer"]


@given(comments=COMMENTS)
def test_everything_said_twice_has_the_same_themes_twice_as_often(
    comments: list[str | None],
) -> None:
    # The word that every reply list has besides carries no meaning, and is said once more.
    once, twice = answered(comments, least=2), answered([*comments, *comments], least=4)

    assert [(one.terms, 2 * one.n) for one in once.themes] == [
        (one.terms, one.n) for one in twice.themes
    ]
