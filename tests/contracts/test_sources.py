"""
What every source owes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from touchline.errors import TouchlineError
from touchline.sources import SOURCES
from touchline.sources._errors import UnreadableFile

if TYPE_CHECKING:
    from pathlib import Path

    from touchline.sources import Source

EACH = pytest.mark.parametrize("source", SOURCES.values(), ids=SOURCES)
OF_FILES = pytest.mark.parametrize(
    "source", [found for found in SOURCES.values() if found.suffixes], ids=lambda s: s.name
)


def test_the_usual_sources_are_there() -> None:
    assert {"csv", "data-frame", "json-lines", "parquet"} <= set(SOURCES)


def test_no_two_sources_read_the_same_ending() -> None:
    suffixes = [suffix for source in SOURCES.values() for suffix in source.suffixes]

    assert len(suffixes) == len(set(suffixes))


@EACH
def test_a_source_says_what_it_reads(source: Source) -> None:
    assert type(source).__doc__
    assert all(suffix.startswith(".") and suffix.islower() for suffix in source.suffixes)


@OF_FILES
def test_a_source_knows_its_files_by_their_ending(source: Source, tmp_path: Path) -> None:
    for suffix in source.suffixes:
        assert source.accepts(tmp_path / f"log{suffix}")
        assert source.accepts(tmp_path / f"LOG{suffix.upper()}.GZ")
    assert not source.accepts(tmp_path / "log.nothing")
    assert not source.accepts("no path")


@OF_FILES
@pytest.mark.parametrize("content", [b"\x00\x01\xff\xfe garbage \x80", b"\x1f\x8b\x08 cut off"])
def test_garbage_is_an_error_and_never_a_traceback(
    source: Source, content: bytes, tmp_path: Path
) -> None:
    path = tmp_path / f"log{source.suffixes[0]}"
    path.write_bytes(content)

    with pytest.raises(TouchlineError) as caught:
        source.read(path)

    assert str(path) in caught.value.at
    assert isinstance(caught.value, UnreadableFile) or caught.value.told()
