"""
Themes of comments: by hand, in every language of the product, and however a log is cut.
"""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.analysis.surveys import shop_survey, survey_of
from touchline.analysis._terms import language_of, normal, terms
from touchline.analysis.themes import Themes
from touchline.compiled.compile import compile_events
from touchline.eventlog.log import EventLog

# By hand; the terms that a reader would underline must be among those that are found.
UNDERLINED = [
    ("en", "The card was refused, twice.", {"card", "card was refused", "refused", "twice"}),
    ("de", "Die Karte wurde abgelehnt.", {"karte", "abgelehnt"}),
    ("ms", "Kad saya ditolak semasa bayaran.", {"kad", "ditolak"}),
    ("fa", "كارتم رد شد", {"کارتم", "رد"}),
    ("zh-Hans", "包装很美。", {"包装很美"}),
    ("zh-Hant", "杯子碎成三塊。", {"杯子"}),
]


@pytest.mark.parametrize(("language", "comment", "wanted"), UNDERLINED)
def test_terms_are_those_that_a_reader_would_underline(
    language: str, comment: str, wanted: set[str]
) -> None:
    assert wanted <= terms(comment, language)


def test_small_words_neither_begin_nor_end_a_term() -> None:
    assert terms("It was the best of all", "en") == {"best"}
    assert terms("…!? 7", "en") == frozenset()


def test_a_comment_is_written_in_one_form() -> None:
    # Arabic yeh and kaf become Persian ones, marks and full-width letters go.
    assert normal("كِتابي ＡＢ") == "کتابی ab"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("My card was refused and nobody said why", "en"),
        ("Die Karte wurde abgelehnt", "de"),
        ("Kad saya ditolak", "ms"),
        ("کارتم رد شد", "fa"),
        ("包裝很美", "zh"),
        ("xyzzy", "und"),
    ],
)
def test_a_language_is_told_by_script_and_small_words(text: str, language: str) -> None:
    assert language_of(text) == language


def test_terms_that_stand_together_are_one_theme_with_its_quotes() -> None:
    # By hand: “refused” is in 3 of 5; “card was refused” in 2 of these 3.
    comments = ["My card was refused.", "Refused twice!", "The card was refused", "Lovely", None]
    replies = [
        {"comment": comment, "language": "en", "moment": "pay" if i else "browse"}
        for i, comment in enumerate(comments)
    ]

    answer = Themes(least=2).answer(survey_of(replies))

    (theme,) = answer.themes
    assert (theme.theme, theme.terms) == ("refused", ("refused", "card was refused"))
    assert (theme.n, theme.share, answer.comments, answer.without_theme) == (3, 0.75, 4, 1)
    assert theme.moments == ("pay", "browse")
    assert set(theme.quotes) == set(comments[:3])


def test_languages_are_never_mixed_and_each_theme_can_be_checked_by_searching() -> None:
    survey = shop_survey()

    answer = Themes().answer(survey)

    assert {one.language for one in answer.themes} == {"en", "de", "ms", "fa", "zh-Hans", "zh-Hant"}
    texts, languages = (
        survey.texts("comment", at="comment"),
        survey.texts("language", at="language"),
    )
    rows = [(languages.text(i), normal(texts.text(i) or "")) for i in range(survey.n_replies)]
    for theme in answer.themes:
        # No term is cut short here, since no theme of the shop has more than are listed.
        found = sum(
            language == theme.language and any(term in text for term in theme.terms)
            for language, text in rows
        )
        assert theme.n <= found or len(theme.terms) == 5
        assert all(quote for quote in theme.quotes)


def test_the_planted_complaint_is_found_at_its_moment() -> None:
    # The shop's generator lets those whose card was declined write of it after paying.
    answer = Themes(moment="pay").answer(shop_survey())

    english = [one for one in answer.themes if one.language == "en"]
    assert any("refused" in term or "declined" in term for one in english for term in one.terms)
    assert all(one.moments == ("pay",) for one in answer.themes)


def test_comments_without_anything_in_common_have_no_theme_and_say_so() -> None:
    answer = Themes().answer(survey_of([{"comment": "Lovely"}, {"comment": "Dreadful"}]))

    assert answer.themes == ()
    assert [warning.name for warning in answer.warnings] == ["no-theme"]


WORDS = st.lists(st.sampled_from(["tea", "cup", "late", "the", "was"]), min_size=1, max_size=4)


@settings(max_examples=25)
@given(comments=st.lists(st.tuples(st.sampled_from("abcd"), WORDS), min_size=1, max_size=15))
def test_the_answer_does_not_depend_on_how_a_log_is_cut(
    comments: list[tuple[str, list[str]]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    events: list[dict[str, Any]] = [
        {"case": case, "activity": "pay", "timestamp": i, "comment": " ".join(words)}
        for i, (case, words) in enumerate(comments)
    ]
    log = EventLog.from_events(events)
    question = Themes(least=2)

    compiled = compile_events(log, tmp_path_factory.mktemp("log") / "log", n_buckets=4)

    assert question.answer(compiled).to_dict() == question.answer(log).to_dict()


def test_the_words_of_people_who_did_not_agree_are_not_told() -> None:
    said = [{"comment": "Paying by card is slow", "consent": "yes"}] * 3
    refused = [{"comment": "Ann Lee waited at the till", "consent": no} for no in ("no", "Nein")]

    answer = Themes(least=1).answer(survey_of([*said, *refused, *refused]))

    assert answer.comments == 3
    assert "Ann" not in answer.to_json()
