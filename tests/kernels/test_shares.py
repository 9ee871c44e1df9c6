"""
Many shares are bounded as one is.
"""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from touchline.kernels.intervals import wilson
from touchline.kernels.shares import wilson_bounds


@given(
    pairs=st.lists(
        st.integers(1, 10**9).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))),
        min_size=1,
        max_size=5,
    )
)
def test_bounds_of_many_are_those_of_each(pairs) -> None:
    low, high = wilson_bounds(*np.asarray(pairs).T)

    # The definition for one share.
    for bounds, (count, n) in zip(zip(low, high, strict=True), pairs, strict=True):
        assert bounds == pytest.approx(wilson(count, n), rel=0, abs=1e-12)
