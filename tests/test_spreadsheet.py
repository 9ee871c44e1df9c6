"""
Tables as text that spreadsheets open.
"""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from touchline.spreadsheet import cell, comma_separated


# OWASP, “CSV Injection”: these signs at the head of a cell, and the wide forms of four of them.
@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\n", "＝", "＋", "－", "＠"])
def test_a_text_that_would_be_run_is_marked_as_text(sign: str) -> None:
    assert cell(f"{sign}HYPERLINK(A1)") == f"'{sign}HYPERLINK(A1)"
    assert cell([f"{sign}SUM(A1)", "chat"]) == f"'{sign}SUM(A1) | chat"


@pytest.mark.parametrize("value", [-1.5, 0, "-1.5", "+3", "1 = 1", "a@b.example", "", None])
def test_numbers_and_other_texts_stay_as_they_are(value: object) -> None:
    assert cell(value) == value


def test_several_values_stand_in_one_cell() -> None:
    rows = [{"who": ("Ana", "Bo"), "by": {"en": "post"}, "is_done": True, "n": None}]

    assert comma_separated(rows) == "who,by,is_done,n\nAna | Bo,en: post,true,\n"


def test_the_head_stands_without_rows_when_the_columns_are_known() -> None:
    assert comma_separated([], ("a", "b")) == "a,b\n"
    assert comma_separated([]) == ""


@given(st.lists(st.fixed_dictionaries({"=x": st.text(), "n": st.integers()})))
def test_no_cell_of_text_begins_like_a_formula(rows: list[dict[str, object]]) -> None:
    read = list(csv.reader(io.StringIO(comma_separated(rows, ("=x", "n")), newline="")))

    assert read[0] == ["'=x", "n"]
    for (text, n), row in zip(read[1:], rows, strict=True):
        said = str(row["=x"]).replace("\r\n", "\n").replace("\r", "\n")
        assert int(n) == row["n"]
        assert text in {said, f"'{said}"}
        assert not text.startswith(("=", "@"))
