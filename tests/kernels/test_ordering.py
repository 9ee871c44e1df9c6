"""
Rows in the order of several keys.
"""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from touchline.kernels.ordering import is_in_order, stable_order

#: Keys that fill a word, that are multiples of something, and that tie.
NUMBERS = (
    st.integers(-(2**63), 2**63 - 1)
    | st.integers(-3, 3)
    | st.integers(0, 9).map((1_000_000).__mul__)
)
ROWS = st.lists(st.tuples(NUMBERS, NUMBERS, st.integers(-1, 2)), max_size=40)


def columns(rows):
    return [np.asarray([row[i] for row in rows], dtype=np.int64) for i in range(3)]


@given(rows=ROWS)
def test_the_order_is_that_of_a_stable_sort(rows):
    found = stable_order(*columns(rows))

    # Python's sort is stable by definition.
    assert found.tolist() == sorted(range(len(rows)), key=rows.__getitem__)


@given(rows=ROWS)
def test_rows_are_in_order_when_sorting_moves_none(rows):
    assert is_in_order(*columns(rows)) == (rows == sorted(rows))
    assert is_in_order(*columns(sorted(rows)))


def test_many_rows_leave_less_room_for_keys_and_are_sorted_alike():
    chance = np.random.default_rng(4)
    rough, fine = chance.integers(0, 50, 5000), chance.integers(-(2**63), 2**63 - 1, 5000)

    found = stable_order(rough, fine // 7, rough % 3)

    # NumPy's own sort by several keys, which is slower.
    assert found.tolist() == np.lexsort((rough % 3, fine // 7, rough)).tolist()
