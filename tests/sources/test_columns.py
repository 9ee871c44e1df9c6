"""
From Arrow columns to columns of a log.
"""

from __future__ import annotations

from decimal import Decimal

import pyarrow as pa
import pytest

from touchline.eventlog.columns import NumberColumn, TextColumn
from touchline.sources._columns import as_text, attribute, numbers, text_column


def column(values: list, kind: pa.DataType | None = None) -> pa.ChunkedArray:
    return pa.chunked_array([pa.array(values, kind)])


@pytest.mark.parametrize(
    ("values", "kind", "expected"),
    [
        (["a", None, ""], None, ["a", None, ""]),
        ([1, None], pa.int16(), ["1", None]),
        ([12346.0, None, float("nan")], None, ["12346", None, None]),
        ([0.5, 2.0, float("inf")], None, ["0.5", "2", None]),
        ([1e300], None, ["1e+300"]),
        ([True, None], None, ["true", None]),
        ([Decimal("1.50")], None, ["1.50"]),
        ([["b", "a"], None], None, ['["b", "a"]', None]),
        ([{"b": 1, "a": "ü"}], None, ['{"a": "ü", "b": 1}']),
        ([b"bytes"], None, ["bytes"]),
        ([b"\xff"], None, ["b'\\xff'"]),
        ([None, None], pa.null(), [None, None]),
    ],
)
def test_anything_can_be_written_as_text(
    values: list, kind: pa.DataType | None, expected: list
) -> None:
    assert as_text(column(values, kind)).to_pylist() == expected


def test_a_dictionary_is_the_texts_that_it_stands_for() -> None:
    coded = column(["b", "a", None, "b"]).dictionary_encode()

    found = text_column(coded)

    assert (found.codes.tolist(), found.vocabulary) == ([1, 0, -1, 1], ("a", "b"))


def test_blank_texts_and_what_stands_for_nothing_are_absent() -> None:
    found = text_column(column(["x", " ", "NULL", None, "x"]), {"NULL"})

    assert (found.codes.tolist(), found.vocabulary) == ([0, -1, -1, -1, 0], ("x",))


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (["1", "", "-2.5"], [1.0, None, -2.5]),
        (["1e3"], [1000.0]),
        ([1, None], [1.0, None]),
        ([Decimal("1.5")], [1.5]),
    ],
)
def test_a_column_of_numbers_is_numbers(values: list, expected: list) -> None:
    found = attribute(column(values))

    assert isinstance(found, NumberColumn)
    assert [None if v != v else v for v in found.values.tolist()] == expected  # noqa: PLR0124 (NaN)


@pytest.mark.parametrize(
    "values",
    [
        ["007", "008"],
        ["1", "x"],
        ["+4930123"],
        ["1234567890123456"],
        [2**60, 2**60 + 1],
        ["", None],
        [None, float("nan")],
        [True, False],
        ["1,5"],
    ],
)
def test_codes_long_ids_and_nothing_at_all_stay_texts(values: list) -> None:
    assert isinstance(attribute(column(values)), TextColumn)


@pytest.mark.parametrize(
    ("values", "expected", "n_unreadable"),
    [
        (["1.5", " 2 ", "x", ""], [1.5, 2.0, None, None], 1),
        (["1,5", "2"], [1.5, 2.0], 0),
        # A German spreadsheet parts thousands by points once its decimals follow a comma.
        (["19,90", "1.234,50", "2.000"], [19.9, 1234.5, 2000.0], 0),
        (["1.234,567"], [1234.567], 0),
        # Three digits behind one sign alone may be either, so it is not guessed.
        (["1.234", "1,234"], [1.234, None], 1),
        # A comma before three digits may be one of thousands, so it is not guessed.
        (["1,500", "2"], [None, 2.0], 1),
        (["1,5", "2.5"], [None, 2.5], 1),
        ([1, None], [1.0, None], 0),
    ],
)
def test_values_are_read_with_a_point_or_throughout_with_a_comma(
    values: list, expected: list, n_unreadable: int
) -> None:
    found, n = numbers(column(values))

    assert [None if v != v else v for v in found.values.tolist()] == expected  # noqa: PLR0124 (NaN)
    assert n == n_unreadable
