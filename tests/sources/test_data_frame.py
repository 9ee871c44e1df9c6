"""
Data frames of any library.
"""

from __future__ import annotations

from uuid import UUID

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from touchline.sources import read_log
from touchline.sources._errors import NothingGuessed, RepeatedColumn, UnknownSource
from touchline.sources.data_frame import DataFrame


def test_names_that_are_no_texts_are_written_down() -> None:
    frame = pd.DataFrame([["ann", "visit", "2026-01-01"]])

    log = read_log(frame, case="0", activity="1", timestamp="2")

    assert log.trace("ann").path == ("visit",)


def test_an_index_is_not_a_column() -> None:
    frame = pd.DataFrame({"a": [1, 2]}, index=["x", "y"])

    assert DataFrame().read(frame).table.column_names == ["a"]


def test_two_columns_of_one_name_are_refused(language: str) -> None:
    frame = pd.DataFrame([["ann", "visit", "2026-01-01", 1]], columns=["who", "what", "at", "at"])

    with pytest.raises(RepeatedColumn) as caught:
        read_log(frame)

    assert "at" in caught.value.told(language)


def test_ids_of_an_unusual_type_become_text() -> None:
    frame = pd.DataFrame({"case": [UUID(int=5)], "event": ["a"], "at": ["2026-01-01"]})

    assert read_log(frame).cases == ("00000000-0000-0000-0000-000000000005",)


def test_a_month_becomes_text_and_is_no_time() -> None:
    months = pd.PeriodIndex(["2026-01"], freq="M")
    frame = pd.DataFrame({"case": ["a"], "event": ["b"], "at": months})

    assert DataFrame().read(frame).table["at"].to_pylist() == ["2026-01"]
    with pytest.raises(NothingGuessed):
        read_log(frame)


@pytest.mark.parametrize("source", [pd.Series([1, 2]), pl.Series([1, 2]), {"a": [1]}, 7])
def test_a_single_column_and_other_things_are_no_frame(source: object) -> None:
    with pytest.raises(UnknownSource):
        read_log(source)


def test_a_record_batch_streams_arrow_and_is_a_frame() -> None:
    batch = pa.record_batch({"case": ["ann"], "event": ["visit"], "at": ["2026-01-01"]})

    assert read_log(batch).cases == ("ann",)
