"""
Feelings as people note them; the scores are read off by hand.
"""

from __future__ import annotations

import pytest

from touchline.importers._guess.feelings import felt, scale_of


@pytest.mark.parametrize(
    ("text", "score", "scale", "rest"),
    [
        ("4", 4, None, ""),
        ("−0,5", -0.5, None, ""),
        ("+0.10 · Why: much choice", 0.1, None, "Why: much choice"),
        ("3/5", 3, (1, 5), ""),
        ("7 von 10", 7, (0, 10), ""),
        ("80 %", 80, (0, 100), ""),
        ("۴", 4, None, ""),
        ("★★★☆☆ fine", 3, (1, 5), "fine"),
        ("⭐⭐", 2, (1, 5), ""),
        ("😊 Excited", 1, (-2, 2), "Excited"),
        ("Card refused 😡", -2, (-2, 2), "Card refused"),
        ("☹️ Frustrated", -1, (-2, 2), "Frustrated"),
        ("+", 1, (-2, 2), ""),
        ("--", -2, (-2, 2), ""),
        (":-(", -1, (-2, 2), ""),
        ("very happy", 2, (-2, 2), "very happy"),
        ("not satisfied", -1, (-2, 2), "not satisfied"),
        ("sehr zufrieden", 2, (-2, 2), "sehr zufrieden"),
        ("unzufrieden", -1, (-2, 2), "unzufrieden"),
        ("不满意", -1, (-2, 2), "不满意"),
        ("非常滿意", 2, (-2, 2), "非常滿意"),
        ("بسیار ناراضی", -2, (-2, 2), "بسیار ناراضی"),
        ("sangat gembira", 2, (-2, 2), "sangat gembira"),
        ("Frustrated: waits too long", -1, (-2, 2), "Frustrated: waits too long"),
    ],
)
def test_numbers_signs_faces_and_words_are_scores(text, score, scale, rest):
    found = felt(text)

    assert found is not None
    assert (found.score, found.scale, found.rest) == (score, scale, rest)


@pytest.mark.parametrize("text", ["", "24/7 support", "like in a dream", "6/5", "Anna 12345678"])
def test_other_texts_are_none(text):
    assert felt(text) is None


def test_a_word_within_a_sentence_is_less_sure():
    whole, within = felt("happy"), felt("Anna is happy with it")

    assert whole is not None
    assert whole.is_sure
    assert within is not None
    assert not within.is_sure


@pytest.mark.parametrize(
    ("scores", "is_signed", "scale"),
    [
        ([1, 3, 5], False, (1, 5)),
        ([0, 3], False, (0, 10)),
        ([7, 9, 10], False, (0, 10)),
        ([40, 90], False, (0, 100)),
        ([-2, 2], False, (-2, 2)),
        ([-0.5, 0.7], False, (-1, 1)),
        ([0.1, 0.5], True, (-1, 1)),
        ([0.1, 0.5], False, (0, 1)),
        ([-3], False, (-3, 3)),
        ([2000], False, None),
        ([], False, None),
    ],
)
def test_the_scale_of_mere_numbers_is_guessed(scores, is_signed, scale):
    assert scale_of(scores, is_signed=is_signed) == scale
