from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from touchline.document.wording import MergedWords, merged_words

SENTENCES = st.lists(
    st.sampled_from(["the", "shop", "is", "slow", "客", "户", "خرید", "12", "Größe", ",", "."]),
    max_size=8,
).map(" ".join)


@pytest.mark.parametrize(
    ("base", "first", "second", "merged"),
    [
        # By hand: changes of different words are both there.
        ("The shop is slow", "The shop is very slow", "The old shop is slow",
         MergedWords("The old shop is very slow")),
        ("客户很满意", "客户非常满意", "老客户很满意", MergedWords("老客户非常满意")),
        # By hand: of one word the first one's stays, and the second one's is shown.
        ("The shop is slow", "The shop is fast", "The shop is bad",
         MergedWords("The shop is fast", ("bad",))),
        # By hand: two who begin a text both keep their words.
        ("", "hello", "world", MergedWords("hello world")),
        ("", "你好", "世界", MergedWords("你好世界")),
        # By hand: words written into what the first took away are shown.
        ("a b c d", "a d", "a b new c d", MergedWords("a d", ("new",))),
        # By hand: the same change made twice is made once.
        ("slow", "very slow", "very slow", MergedWords("very slow")),
    ],
)  # fmt: skip
def test_two_changes_of_a_text_become_one(
    base: str, first: str, second: str, merged: MergedWords
) -> None:
    assert merged_words(base, first, second) == merged


@given(SENTENCES | st.text(max_size=20), SENTENCES | st.text(max_size=20))
def test_who_alone_changes_a_text_gets_it_as_written(base: str, new: str) -> None:
    assert merged_words(base, new, base) == MergedWords(new)
    assert merged_words(base, base, new) == MergedWords(new)


@given(SENTENCES, SENTENCES, SENTENCES)
def test_no_word_that_somebody_added_is_lost_unseen(base: str, first: str, second: str) -> None:
    merged = merged_words(base, first, second)

    seen = " ".join((merged.text, *merged.lost)).split()
    for text in (first, second):
        for word in set(text.split()) - set(base.split()):
            assert word in seen


def test_a_text_too_long_to_compare_keeps_the_other_one_whole() -> None:
    long = "word " * 3000

    assert merged_words("", long, "mine") == MergedWords(long, ("mine",))
