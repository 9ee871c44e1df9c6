from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from touchline.kernels import occurrences
from touchline.kernels.occurrences import Occurrences, eventually_follows
from touchline.kernels.segments import Timeline


@given(st.lists(st.lists(st.integers(0, 4), max_size=6), max_size=5), st.booleans())
def test_first_last_and_count_are_those_of_each_case(cases: list[list[int]], dense: bool) -> None:
    offsets = np.concatenate(([0], np.cumsum([len(case) for case in cases]))).astype(np.int64)
    codes = np.array([code for case in cases for code in case], dtype=np.int64)
    timeline = Timeline.of(offsets, np.zeros(len(codes), dtype=np.int64))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(occurrences, "_DENSE", 1000 if dense else -1)
        found = Occurrences.of(codes, timeline, 5)

    expected = []
    for number, case in enumerate(cases):
        for code in sorted(set(case)):
            places = [int(offsets[number]) + i for i, one in enumerate(case) if one == code]
            expected.append((number, code, places[0], places[-1], len(places)))
    columns = (found.case, found.code, found.first, found.last, found.count)
    assert list(zip(*(column.tolist() for column in columns), strict=True)) == expected


@given(st.lists(st.lists(st.integers(0, 3), max_size=6), max_size=6))
def test_pairs_do_not_depend_on_how_many_are_looked_at_together(cases: list[list[int]]) -> None:
    offsets = np.concatenate(([0], np.cumsum([len(case) for case in cases]))).astype(np.int64)
    codes = np.array([code for case in cases for code in case], dtype=np.int64)
    timeline = Timeline.of(offsets, np.zeros(len(codes), dtype=np.int64))
    found = Occurrences.of(codes, timeline, 4)
    together = eventually_follows(found, 4)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(occurrences, "_TOGETHER", 3)
        apart = eventually_follows(found, 4)

    assert apart.tolist() == together.tolist()
