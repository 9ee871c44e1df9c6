"""
What runs of events are worth, whatever stands around them.
"""

from __future__ import annotations

import math
from bisect import bisect_right

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from touchline.kernels.worth import last_within, total, worth

AMOUNTS = st.floats(-1e6, 1e6, allow_subnormal=False) | st.just(math.nan)


@given(
    times=st.lists(st.integers(0, 9), max_size=12).map(sorted),
    runs=st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12), st.integers(-1, 10))),
)
def test_a_run_reaches_as_far_as_its_limit(times, runs):
    runs = [(min(a, b, len(times)), min(max(a, b), len(times)), limit) for a, b, limit in runs]
    begins, ends, limits = (np.array([run[i] for run in runs], dtype=np.int64) for i in range(3))

    found = last_within(np.array(times, dtype=np.int64), begins, ends, limits)

    assert found.tolist() == [bisect_right(times, limit, a, b) for a, b, limit in runs]


@given(values=st.lists(AMOUNTS, max_size=12), data=st.data())
def test_a_run_is_worth_the_same_whatever_is_around_it(values, data):
    begin = data.draw(st.integers(0, len(values)))
    end = data.draw(st.integers(begin, len(values)))
    alone = values[begin:end]

    found = worth(np.array(values), np.array([begin]), np.array([end]))[0]

    assert found == worth(np.array(alone), np.array([0]), np.array([len(alone)]))[0]
    # Sums round once; amounts below a millionth of a cent are not told apart.
    assert math.isclose(
        found, math.fsum(v for v in alone if not math.isnan(v)), abs_tol=1e-9, rel_tol=1e-15
    )


@given(values=st.lists(st.floats(-1e9, 1e9, allow_subnormal=False)), data=st.data())
def test_a_total_does_not_depend_on_the_order(values, data):
    shuffled = data.draw(st.permutations(values))

    assert total(np.array(values)) == total(np.array(shuffled))
