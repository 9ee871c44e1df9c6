"""
Somebody's rows go out of the files of other programs; all else keeps every byte.
"""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as arrow_parquet
import pytest

from touchline.errors import StorageError
from touchline.sources import read_log
from touchline.workspace.privacy.sources import Somebody, is_table, remove_rows

if TYPE_CHECKING:
    from pathlib import Path

WHO = Somebody(frozenset({"17"}))

#: Text before, the column that names people, and text after; by hand.
TEXTS = {
    "plain.csv": ("case,said\n17,a\n18,b\n", "case", "case,said\n18,b\n"),
    "other column.csv": ("case,n\n18,17\n17,2\n", "case", "case,n\n18,17\n"),
    "any column.csv": ("case,n\n18,17\n19,2\n", None, "case,n\n19,2\n"),
    "no end.csv": ("case,said\n18,b\n17,a", "case", "case,said\n18,b\n"),
    "windows.csv": ("case;said\r\n17;a\r\n18;b\r\n", "case", "case;said\r\n18;b\r\n"),
    "lines in a cell.csv": (
        'case,said\n17,"two\nlines, 18"\n18,"her ""own""\nwords"\n',
        "case",
        'case,said\n18,"her ""own""\nwords"\n',
    ),
    "odd ends of lines.csv": (
        "case,said\n18,a\u2028b\x85c\n17,a\n",
        "case",
        "case,said\n18,a\u2028b\x85c\n",
    ),
    "mark.csv": ("\ufeffcase,said\n17,a\n18,b\n", "case", "\ufeffcase,said\n18,b\n"),
    "tabs.tsv": ("said\tcase\na\t17\nb\t18\n", "case", "said\tcase\nb\t18\n"),
    "lines.jsonl": (
        '{"case": "17", "n": 1}\n{"n": 17, "case":"18"}\n\nbroken\n',
        "case",
        '{"n": 17, "case":"18"}\n\nbroken\n',
    ),
    "numbers.jsonl": ('{"case": 17}\n{"case": 170}\n', "case", '{"case": 170}\n'),
}

XES = """\
<?xml version="1.0" encoding="UTF-8"?>
<log xes.version="1.0">
  <!-- Made by hand. -->
  {traces}</log>
"""
TRACE = """\
<trace>
    <string key="concept:name" value="{case}"/>
    <event>
      <string key="concept:name" value="{activity}"/>
      <date key="time:timestamp" value="2026-01-01T10:00:00Z"/>
    </event>
  </trace>
"""


@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize("ending", ["", ".gz"])
def test_rows_go_and_all_else_keeps_every_byte(name: str, ending: str, tmp_path: Path) -> None:
    before, column, after = TEXTS[name]
    file = tmp_path / f"{name}{ending}"
    file.write_bytes(gzip.compress(before.encode()) if ending else before.encode())

    n = remove_rows(file, WHO, column)

    content = file.read_bytes()
    assert (gzip.decompress(content) if ending else content).decode() == after
    assert n == 1
    assert [one.name for one in tmp_path.iterdir()] == [file.name]


def test_wide_text_stays_wide(tmp_path: Path) -> None:
    file = tmp_path / "wide.csv"
    file.write_bytes("case,said\n17,a\n18,Käse\n".encode("utf-16"))

    remove_rows(file, WHO, "case")

    assert file.read_bytes() == "case,said\n18,Käse\n".encode("utf-16")


def test_a_file_without_them_is_not_written(tmp_path: Path) -> None:
    file = tmp_path / "plain.csv"
    file.write_text("case,said\n18,b\n", encoding="utf-8")
    before = file.stat()

    assert remove_rows(file, WHO, "case") == 0

    assert (file.stat().st_mtime_ns, file.stat().st_ino) == (before.st_mtime_ns, before.st_ino)


def test_traces_go_from_xes(tmp_path: Path) -> None:
    # The other one does something that is called as they are.
    traces = [TRACE.format(case=one, activity="17") for one in ("16", "17", "18")]
    file = tmp_path / "log.xes"
    file.write_text(XES.format(traces="  ".join(traces)), encoding="utf-8")

    assert remove_rows(file, WHO, "case") == 1

    assert read_log(file).cases == ("16", "18")
    assert "<!-- Made by hand. -->" in file.read_text("utf-8")


@pytest.mark.parametrize("column", ["case", None])
def test_rows_go_from_parquet(column: str | None, tmp_path: Path) -> None:
    file = tmp_path / "log.parquet"
    table = pa.table({"case": ["17", "18", None, "17"], "n": [1, 17, 3, 4]})
    arrow_parquet.write_table(table, file, row_group_size=2)

    assert remove_rows(file, WHO, column) == 2

    assert arrow_parquet.read_table(file).to_pydict() == {"case": ["18", None], "n": [17, 3]}


def test_numbers_name_people_in_parquet_too(tmp_path: Path) -> None:
    file = tmp_path / "log.parquet"
    arrow_parquet.write_table(pa.table({"case": [17, 18]}), file)

    assert remove_rows(file, WHO, "case") == 1

    assert arrow_parquet.read_table(file).to_pydict() == {"case": [18]}


def test_a_file_that_cannot_be_read_is_told_and_left(tmp_path: Path) -> None:
    file = tmp_path / "log.parquet"
    file.write_bytes(b"no parquet")

    with pytest.raises(StorageError):
        remove_rows(file, WHO, "case")

    assert file.read_bytes() == b"no parquet"


def test_only_tables_have_rows(tmp_path: Path) -> None:
    file = tmp_path / "notes.md"
    file.write_text("17\n", encoding="utf-8")

    assert remove_rows(file, WHO, None) == 0

    assert [is_table(tmp_path / one) for one in ("a.CSV.gz", "a.xes", "a.md")] == [
        True,
        True,
        False,
    ]
