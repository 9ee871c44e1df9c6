"""
Tables of text.
"""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

import pytest

from touchline.errors import TouchlineError
from touchline.sources import read_log
from touchline.sources._errors import (
    BrokenQuoting,
    EmptySource,
    UnreadableEncoding,
    UnreadableFile,
)
from touchline.sources.csv import Csv

if TYPE_CHECKING:
    from pathlib import Path

PLAIN = "customer,event,at\nann,visit,2026-01-01\n"


def cells(path: Path) -> dict[str, list[str]]:
    return dict(Csv().read(path).table.to_pydict())


@pytest.mark.parametrize(
    "content",
    [
        PLAIN.encode(),
        b"\xef\xbb\xbf" + PLAIN.encode(),
        PLAIN.encode("utf-16"),
        b"\xfe\xff" + PLAIN.encode("utf-16-be"),
        PLAIN.replace(",", ";").encode(),
        PLAIN.replace(",", "\t").encode(),
        PLAIN.replace("\n", "\r\n").encode(),
        PLAIN.replace("\n", "\r").encode(),
        PLAIN.rstrip().encode(),
        b"\n\n" + PLAIN.encode() + b"\n\n",
        gzip.compress(PLAIN.encode(), mtime=0),
    ],
)
def test_the_same_table_comes_out_however_it_is_written(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "log.csv"
    path.write_bytes(content)

    assert cells(path) == {"customer": ["ann"], "event": ["visit"], "at": ["2026-01-01"]}


def test_every_cell_is_text(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    path.write_text("id,n,flag,empty\n007,1.50,true,\n")

    assert cells(path) == {"id": ["007"], "n": ["1.50"], "flag": ["true"], "empty": [""]}


def test_quoted_cells_hold_delimiters_line_breaks_and_quotation_marks(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    path.write_text('a,b\n"x,""y""\nz",2\n"",""\n')

    assert cells(path) == {"a": ['x,"y"\nz', ""], "b": ["2", ""]}


def test_a_cell_of_ten_thousand_characters_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    path.write_text(f"a,b\n{'x' * 10_000},2\n")

    assert len(cells(path)["a"][0]) == 10_000


def test_columns_without_a_name_or_with_the_same_one_are_told_apart(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    path.write_text("a, a ,,a\n1,2,3,4\n")

    assert list(cells(path)) == ["a", "a (2)", "column 3", "a (3)"]


def test_a_row_with_too_few_or_too_many_cells_is_a_misfit(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    path.write_text('a,b\n1,"x\ny"\n\n2\n3,3\n4,4,4\n5,5\n')

    raw = Csv().read(path)

    assert raw.table.to_pydict() == {"a": ["1", "3", "5"], "b": ["x\ny", "3", "5"]}
    assert [(misfit.row, misfit.text) for misfit in raw.misfits] == [(2, "2"), (4, "4,4,4")]
    assert raw.rows.tolist() == [1, 3, 5]


def test_rows_of_many_blocks_keep_their_order(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    path.write_text("a,b\n" + "".join(f"{i},{'x' * 90}\n" for i in range(20_000)))

    assert cells(path)["a"] == [str(i) for i in range(20_000)]


@pytest.mark.parametrize(
    ("content", "line"),
    [
        ('a,b\n1,"x\n2,y\n', 2),
        ('a,b\n1,x\n2,"y"z\n', 3),
        ('a,b\n1,x\n\n2,5" pipe\n', 4),
        ('a,b\n1,"open\n2,"shut"\n', 3),
    ],
)
def test_a_quotation_mark_out_of_place_is_named_by_line(
    tmp_path: Path, content: str, line: int, language: str
) -> None:
    path = tmp_path / "log.csv"
    path.write_text(content)

    with pytest.raises(BrokenQuoting) as caught:
        Csv().read(path)

    assert caught.value.at == f"{path}:{line}"
    assert len(caught.value.told(language).splitlines()) == 3


@pytest.mark.parametrize(
    ("content", "position", "line"),
    [
        ("a,b\nMüller,1\n".encode("latin-1"), 5, 2),
        (b"a,b\n1,2\n\xff", 8, 3),
        (b"a\n" + b"x" * (1 << 24) + "é".encode()[:1], (1 << 24) + 2, 2),
        (b"\xff\xfea\x00\x00\xd8", 4, 1),
    ],
)
def test_bytes_that_are_no_text_are_named_by_position(
    tmp_path: Path, content: bytes, position: int, line: int
) -> None:
    path = tmp_path / "log.csv"
    path.write_bytes(content)

    with pytest.raises(UnreadableEncoding) as caught:
        Csv().read(path)

    assert caught.value.values == {"file": "log.csv", "position": position, "line": line}


@pytest.mark.parametrize("content", ["", "\n \n", "customer,event,at\n"])
def test_a_file_without_rows_is_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "log.csv"
    path.write_text(content)

    with pytest.raises(EmptySource):
        read_log(path)


def test_a_damaged_archive_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "log.csv.gz"
    path.write_bytes(gzip.compress(PLAIN.encode() * 99)[:-9])

    with pytest.raises(UnreadableFile) as caught:
        Csv().read(path)

    assert isinstance(caught.value, TouchlineError)
    assert caught.value.at == str(path)
