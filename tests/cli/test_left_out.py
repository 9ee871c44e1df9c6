"""
`touchline render` says what a file does not show: details without a place, characters without a
font.
"""

from __future__ import annotations

import json
import struct
from typing import TYPE_CHECKING

import pytest

from touchline.canvas import fonts
from touchline.canvas.machine_fonts import take_in
from touchline.cli import _system_fonts
from touchline.cli.main import main

if TYPE_CHECKING:
    from pathlib import Path

MAP = """
touchline: 1
id: odd
title: {en: Chess, de: Schach}
stages: [{id: a, name: Play, icon: map, steps: [{id: b, name: "I take ♞", icon: map}]}]
lanes:
  - {id: n, kind: notes, cells: [{at: b, cards: [{id: c, text: Plain}]}]}
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "odd.yaml").write_text(MAP, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    return tmp_path


def test_details_without_a_place_are_counted_with_their_places(
    capfd: pytest.CaptureFixture[str],
) -> None:
    assert main(["render", "odd.yaml", "--to", "mermaid"]) == 0

    told = capfd.readouterr().err
    assert "4 details of the map have no exact place in mermaid:" in told
    assert "  1 × step · icon  $.stages[0].steps[0].icon" in told
    assert "  1 × map · title · other languages  $.title" in told


def test_programs_read_the_same(capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["render", "odd.yaml", "-o", "odd.mmd", "--json"]) == 0

    told = json.loads(capfd.readouterr().out)["left_out"]
    lane = {"what": "lane", "field": "", "how": "missing", "n": 1, "places": ["$.lanes[0]"]}
    assert lane in told


def test_characters_without_a_font_are_named(capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["render", "odd.yaml", "-o", "odd.png", "--json"]) == 0

    caught = capfd.readouterr()
    assert "No font at hand holds this character, so it is drawn as a box: ♞ (U+265E)" in caught.err
    assert json.loads(caught.out)["missing_characters"] == [
        {"character": "♞", "code": "U+265E", "name": "BLACK CHESS KNIGHT"}
    ]


def knight(path: Path, licence: int = 0) -> None:
    """
    Make a font whose only character is a knight that looks like an A.
    """
    whole = fonts.subset("Inter-400", text="A")
    count = struct.unpack_from(">H", whole, 4)[0]
    entries = [struct.unpack_from(">4sLLL", whole, 12 + 16 * i) for i in range(count)]
    tables = {tag: whole[start : start + length] for tag, _, start, length in entries}
    # One subtable of format 12 with one group: the knight is glyph 1, since 0 is the box.
    group = struct.pack(">HHLLL", 12, 0, 28, 0, 1) + struct.pack(">LLL", 0x265E, 0x265E, 1)
    tables[b"cmap"] = struct.pack(">HHHHL", 0, 1, 3, 10, 12) + group
    tables[b"OS/2"] = tables[b"OS/2"][:8] + struct.pack(">H", licence) + tables[b"OS/2"][10:]
    head, body = whole[:12], b""
    for tag, table in sorted(tables.items()):
        head += struct.pack(">4sLLL", tag, 0, 12 + 16 * count + len(body), len(table))
        body += table + bytes(-len(table) % 4)
    path.write_bytes(head + body)


@pytest.mark.parametrize("ending", ["png", "pdf", "svg", "html"])
def test_fonts_of_the_machine_help_out_when_asked_and_are_told(
    ending: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    knight(tmp_path / "stable.ttf")
    monkeypatch.setattr(_system_fonts, "_folders", lambda: [tmp_path])

    try:
        words = ["render", "odd.yaml", "--system-fonts", "-o", f"odd.{ending}", "--json"]
        assert main(words) == 0
    finally:
        take_in(())

    caught = capfd.readouterr()
    told = json.loads(caught.out)
    assert told["system_fonts"] == ["Inter"]
    assert "missing_characters" not in told
    assert "Drawn with fonts of this machine: Inter." in caught.err
    if ending in {"svg", "html"}:
        # The file itself says which font it brings along.
        assert "Inter Local" in (tmp_path / f"odd.{ending}").read_text("utf-8")


@pytest.mark.parametrize("spoil", ["licence", "broken"])
def test_fonts_that_may_not_or_cannot_be_used_are_passed_over(
    spoil: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    # By the OpenType specification, 2 in fsType forbids to embed a font.
    knight(tmp_path / "stable.ttf", licence=2)
    if spoil == "broken":
        (tmp_path / "stable.ttf").write_bytes(b"no font")
    monkeypatch.setattr(_system_fonts, "_folders", lambda: [tmp_path])

    try:
        assert main(["render", "odd.yaml", "--system-fonts", "-o", "odd.png", "--json"]) == 0
    finally:
        take_in(())

    assert "system_fonts" not in json.loads(capfd.readouterr().out)
