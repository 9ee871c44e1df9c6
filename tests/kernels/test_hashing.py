"""
Hashes of texts, and the groups that they make.
"""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from touchline.kernels import hashing

TEXTS = st.lists(st.text(max_size=20) | st.sampled_from(["", "a", "a\0", "ab", "b"]), max_size=40)


def laid_out(texts):
    octets = [text.encode("utf-8", "surrogatepass") for text in texts]
    content = np.frombuffer(b"".join(octets), dtype=np.uint8)
    return content, np.cumsum([0, *map(len, octets)]).astype(np.int64)


def hashed_by_definition(octets):
    # SplitMix64 folded over words of eight bytes, the length first, in plain Python.
    state = mixed_by_definition(len(octets))
    for begin in range(0, len(octets), 8):
        word = int.from_bytes(octets[begin : begin + 8], "little")
        state = mixed_by_definition(state ^ word)
    return state


def mixed_by_definition(word):
    cut = (1 << 64) - 1
    state = (word + 0x9E3779B97F4A7C15) & cut
    state = ((state ^ (state >> 30)) * 0xBF58476D1CE4E5B9) & cut
    state = ((state ^ (state >> 27)) * 0x94D049BB133111EB) & cut
    return state ^ (state >> 31)


@given(texts=TEXTS)
def test_the_hash_is_its_definition_in_plain_numbers(texts):
    found = hashing.hash_texts(*laid_out(texts))

    octets = [text.encode("utf-8", "surrogatepass") for text in texts]
    assert found.tolist() == [hashed_by_definition(one) for one in octets]


@given(texts=TEXTS)
def test_equal_texts_are_one_group_and_different_ones_are_not(texts):
    content, offsets = laid_out(texts)

    found = hashing.group_texts(content, offsets, hashing.hash_texts(content, offsets))

    assert found is not None
    group, first = found
    assert [texts[first[number]] for number in group] == texts
    assert sorted(first.tolist()) == sorted(map(texts.index, set(texts)))


@pytest.mark.parametrize(("texts", "is_told"), [(["ann", "ben"], False), (["ann", "ann"], True)])
def test_different_texts_with_one_hash_are_not_taken_for_one(texts, is_told):
    content, offsets = laid_out(texts)
    # No two texts with one hash are known, so that a worse hash is given.
    worse = np.zeros(2, dtype=np.uint64)

    assert (hashing.group_texts(content, offsets, worse) is not None) == is_told


@pytest.mark.parametrize(
    ("texts", "firsts", "expected"),
    [
        (["ann", "ann"], [0, 0], True),
        (["ann", "anna"], [0, 0], False),
        (["a", "a\0"], [0, 0], False),
        (["long enough for words", "long enough for woods"], [0, 0], False),
        (["long enough for words", "", "long enough for words"], [0, 1, 0], True),
        ([], [], True),
    ],
)
def test_texts_are_compared_byte_for_byte(texts, firsts, expected):
    content, offsets = laid_out(texts)
    first, group = np.unique(np.asarray(firsts, dtype=np.int64), return_inverse=True)

    assert hashing.are_same(content, offsets, group, first) is expected
