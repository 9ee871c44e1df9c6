"""
One JSON object a line.
"""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

import pytest

from touchline.sources._errors import UnreadableEncoding, UnreadableFile
from touchline.sources.json_lines import JsonLines

if TYPE_CHECKING:
    from pathlib import Path


def read(path: Path, content: str | bytes) -> dict[str, list[object]]:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return dict(JsonLines().read(path).table.to_pydict())


def test_keys_become_columns_in_the_order_of_their_appearance(tmp_path: Path) -> None:
    columns = read(tmp_path / "log.jsonl", '{"a": 1, "b": "x"}\n\n{"c": true, "a": null}\n')

    assert columns == {"a": [1, None], "b": ["x", None], "c": [None, True]}
    assert list(columns) == ["a", "b", "c"]


def test_objects_inside_become_columns_and_lists_stay_text(tmp_path: Path) -> None:
    columns = read(tmp_path / "log.jsonl", '{"user": {"id": 7, "geo": {"city": "Bonn"}}, "l": [1]}')

    assert columns == {"user.id": [7], "user.geo.city": ["Bonn"], "l": ["[1]"]}


def test_a_column_of_several_types_becomes_text(tmp_path: Path) -> None:
    columns = read(tmp_path / "log.jsonl", '{"a": 1}\n{"a": "x"}\n{"a": 1.5}\n{"a": null}')

    assert columns == {"a": ["1", "x", "1.5", None]}


def test_whole_and_broken_numbers_are_numbers_and_long_ids_lose_no_digit(tmp_path: Path) -> None:
    content = '{"a": 1, "b": 9007199254740993}\n{"a": 0.5, "b": 1}\n{"b": 92233720368547758070}'

    columns = read(tmp_path / "log.jsonl", content)

    assert columns == {
        "a": [1.0, 0.5, None],
        "b": ["9007199254740993", "1", "92233720368547758070"],
    }


@pytest.mark.parametrize(
    "content", [b'[{"a": 1},\n {"a": 2}]', gzip.compress(b'{"a":1}\n{"a":2}', mtime=0)]
)
def test_an_array_and_an_archive_are_read_as_well(tmp_path: Path, content: bytes) -> None:
    assert read(tmp_path / "log.json", content) == {"a": [1, 2]}


@pytest.mark.parametrize(
    ("content", "line"),
    [('{"a": 1}\n{"a": }\n', 2), ('{"a": 1}\n\n[1]\n', 3), ('[{"a": 1},\n oops]', 2)],
)
def test_a_broken_line_is_named(tmp_path: Path, content: str, line: int, language: str) -> None:
    path = tmp_path / "log.jsonl"

    with pytest.raises(UnreadableFile) as caught:
        read(path, content)

    assert caught.value.at == f"{path}:{line}"
    assert len(caught.value.told(language).splitlines()) == 3


def test_bytes_that_are_no_text_are_named_by_position(tmp_path: Path) -> None:
    with pytest.raises(UnreadableEncoding) as caught:
        read(tmp_path / "log.jsonl", b'{"a": 1}\n{"a": "\xfc"}')

    assert (caught.value.values["position"], caught.value.values["line"]) == (16, 2)
