"""
Paths are named, grouped and ordered as their codes say.
"""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from touchline.kernels.backends import ALWAYS, NEVER, VARIABLE
from touchline.kernels.paths import (
    count_names,
    find_names,
    first_in_order,
    group_names,
    group_paths,
    name_paths,
    tally_names,
)

paths_of_codes = st.lists(st.lists(st.integers(0, 2), max_size=6), max_size=20)


def laid_out(paths):
    sizes = [len(path) for path in paths]
    codes = np.asarray([code for path in paths for code in path], dtype=np.int64)
    return codes, np.concatenate(([0], np.cumsum(sizes, dtype=np.int64))).astype(np.int64)


@given(paths_of_codes)
def test_cases_share_a_variant_when_they_share_a_path(paths):
    variant, shown_by = group_paths(*laid_out(paths))

    # By definition: as many variants as different paths, and each case's is shown by its like.
    assert len(shown_by) == len(set(map(tuple, paths)))
    assert [paths[shown_by[v]] for v in variant.tolist()] == paths


@given(paths_of_codes, st.integers(1, 5))
def test_the_first_paths_in_order_are_those_that_a_full_sort_puts_first(paths, k):
    codes, offsets = laid_out(paths)

    chosen = first_in_order(codes, offsets[:-1], offsets[1:], k)

    # Oracle: sorting everything.
    assert sorted(paths[i] for i in chosen.tolist()) == sorted(paths)[:k]


def test_names_that_share_one_half_are_told_apart():
    # By hand: three different names, two of which begin alike and one of which comes twice.
    words = np.asarray([[7, 2], [7, 1], [3, 9], [7, 2]], dtype=np.uint64)

    group, first = group_names(words)

    assert group.tolist() == [2, 1, 0, 2]
    assert words[first].tolist() == [[3, 9], [7, 1], [7, 2]]
    assert find_names(words, words[first]).tolist() == group.tolist()
    # The third name of the list is left out; what remains is found where it stands.
    assert find_names(words, words[first][:2]).tolist() == [-1, 1, 0, -1]


halves = st.integers(0, 3) | st.integers(2**63, 2**63 + 3)
named = st.dictionaries(st.tuples(halves, halves), st.integers(1, 5), max_size=8)


@given(st.lists(named, min_size=1, max_size=4), st.sampled_from([1, 3, 100]))
def test_counts_of_names_add_up_however_many_are_sorted_at_once(parts, at_once):
    given_parts = [
        (
            np.asarray(sorted(part), dtype=np.uint64).reshape(-1, 2),
            np.asarray([part[name] for name in sorted(part)], dtype=np.int64),
            # A path's size is as good as its name here.
            np.asarray([sum(name) % 7 for name in sorted(part)], dtype=np.int64),
        )
        for part in parts
    ]

    words, count, size = count_names(given_parts, at_once)

    # Oracle: a dictionary.
    expected: Counter[tuple[int, int]] = Counter()
    for part in parts:
        expected.update(part)
    assert list(zip(map(tuple, words.tolist()), count.tolist(), strict=True)) == sorted(
        expected.items()
    )
    assert size.tolist() == [sum(name) % 7 for name in sorted(expected)]


@given(st.lists(st.tuples(halves, halves, st.integers(1, 5)), max_size=30), st.booleans())
def test_names_are_tallied_as_a_dictionary_does(rows, is_compiled):
    words = np.asarray([row[:2] for row in rows], dtype=np.uint64).reshape(-1, 2)
    weight = np.asarray([row[2] for row in rows], dtype=np.int64)

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(VARIABLE, ALWAYS if is_compiled else NEVER)
        first, count = tally_names(words, weight)

    # Oracle: a dictionary, in the order of the names.
    expected: Counter[tuple[int, int]] = Counter()
    for *name, times in rows:
        expected[tuple(name)] += times
    assert [tuple(words[row].tolist()) for row in first.tolist()] == sorted(expected)
    assert count.tolist() == [expected[name] for name in sorted(expected)]


@given(paths_of_codes, st.data(), st.booleans())
def test_some_paths_are_named_as_all_are(paths, data, is_compiled):
    codes, offsets = laid_out(paths)
    cases = data.draw(st.lists(st.integers(0, len(paths) - 1)) if paths else st.just([]))

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(VARIABLE, ALWAYS if is_compiled else NEVER)
        every = name_paths(codes, offsets)
        some = name_paths(codes, offsets, np.asarray(cases, dtype=np.int64))

    # Property: which others are named changes nothing.
    assert some.tolist() == every[cases].tolist() if cases else len(some) == 0
