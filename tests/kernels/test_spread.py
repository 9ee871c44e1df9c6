"""
Quantiles found in two looks are those of all numbers at once.
"""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from touchline.kernels.quantiles import quantile_by_group
from touchline.kernels.spread import bins_of, counted, fineness, sought

SHARES = (0.0, 0.1, 0.5, 0.9, 1.0)
numbers = st.one_of(st.integers(0, 40), st.integers(0, 2**40), st.sampled_from([2**53 - 1, 2**53]))


@given(
    rows=st.lists(st.tuples(st.integers(0, 3), numbers), max_size=60),
    cut=st.integers(0, 60),
    per_octave=st.sampled_from([1, 4, 128]),
)
def test_two_looks_find_the_quantiles_of_all_numbers_at_once(rows, cut, per_octave):
    groups = np.asarray([group for group, _ in rows], dtype=np.int64)
    values = np.asarray([value for _, value in rows], dtype=np.int64)
    parts = [(groups[:cut], values[:cut]), (groups[cut:], values[cut:])]

    counts = sum(counted(*part, 4, per_octave) for part in parts)
    found = sought(np.asarray(counts), SHARES, per_octave)
    kept = [found.collected(*part) for part in parts]
    both = [np.concatenate(pieces) for pieces in zip(*kept, strict=True)]

    # Oracle: the kernel that sorts everything.
    expected = [quantile_by_group(groups, values, 4, share).tolist() for share in SHARES]
    assert found.quantiles(both[0], both[1]).tolist() == expected


@given(st.lists(numbers, min_size=2, max_size=2), st.sampled_from([1, 8, 128]))
def test_a_greater_number_is_never_in_an_earlier_bin(pair, per_octave):
    low, high = bins_of(np.sort(np.asarray(pair, dtype=np.int64)), per_octave).tolist()

    assert low <= high


@pytest.mark.parametrize("n_groups", [1, 1000, 10**6])
def test_the_counts_fit_into_memory(n_groups):
    # By hand: 65 octaves of 8 bytes each; 1.1 GB would be too much for a million groups.
    cells = n_groups * 65 * fineness(n_groups)

    assert cells <= max(2**24, n_groups * 65)
