"""
Apache Parquet files.
"""

from __future__ import annotations

import contextlib
import os
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from touchline.errors import StorageError
from touchline.sources._errors import UnreadableFile
from touchline.sources.parquet import Parquet

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """
    The bytes of a small sound file.
    """
    path = tmp_path_factory.mktemp("parquet") / "log.parquet"
    pq.write_table(pa.table({"customer": list("abcd") * 50, "n": list(range(200))}), path)
    return path.read_bytes()


def test_columns_keep_their_types(tmp_path: Path, whole: bytes) -> None:
    path = tmp_path / "log.parquet"
    path.write_bytes(whole)

    raw = Parquet().read(path)

    assert raw.table.schema.types == [pa.string(), pa.int64()]
    assert (raw.n_rows, raw.origin) == (200, "log.parquet")


@given(place=st.integers(0, 600), is_cut=st.booleans())
def test_a_damaged_file_is_an_error_and_never_a_traceback(
    place: int, is_cut: bool, whole: bytes, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.getbasetemp() / "damaged.parquet"
    place %= len(whole)
    flipped = whole[:place] + bytes([whole[place] ^ 0xFF]) + whole[place + 1 :]
    path.write_bytes(whole[:place] if is_cut else flipped)

    # Most flipped bits of the payload go unnoticed, and then there is a table.
    with contextlib.suppress(UnreadableFile):
        Parquet().read(path)


def test_a_file_that_the_disk_does_not_give_is_a_storage_error(tmp_path: Path) -> None:
    with pytest.raises(StorageError) as caught:
        Parquet().read(tmp_path / f"gone{os.extsep}parquet")

    assert caught.value.values["path"] == str(tmp_path / "gone.parquet")
