"""
Files that are broken, far too large, or made to do harm: an error with place and next step.
"""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import pytest

from tests.importers.guess.seen import deck, saved, shape, workbook
from touchline.i18n import LANGUAGES
from touchline.importers import UnreadableImport, import_map
from touchline.importers._guess.delimited import tables_in

if TYPE_CHECKING:
    from pathlib import Path

ENTITIES = (
    '<?xml version="1.0"?><!DOCTYPE p [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
    '<p:presentation xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main">&b;'
    "</p:presentation>"
)
MAIN = "ppt/presentation.xml"


def packed(parts: dict[str, bytes]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return content.getvalue()


def poster(path: Path) -> Path:
    made, slide = deck()
    shape(slide, "Look", (200, 0, 100, 40))
    shape(slide, "Actions", (0, 100, 100, 40))
    shape(slide, "reads", (200, 100, 100, 40))
    return saved(made, path)


def again(path: Path, change: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    path.write_bytes(packed(parts | change))
    return path


def refused(path: Path) -> UnreadableImport:
    with pytest.raises(UnreadableImport) as caught:
        import_map(path)
    assert caught.value.at.startswith(str(path))
    for language in LANGUAGES:
        assert caught.value.problem(language)
        assert caught.value.hint(language)
    return caught.value


@pytest.mark.parametrize("ending", [".pptx", ".xlsx", ".txt", ".tsv"])
@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"PK\x03\x04",
        b"PK\x03\x04 ppt/presentation.xml",
        b"PK\x03\x04" + b"\xff" * 5_000,
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
        b"\x00\x01\x02\x03" * 400,
        b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n",
    ],
)
def test_what_is_no_file_of_its_ending_is_refused(tmp_path, ending, content):
    path = tmp_path / f"odd{ending}"
    path.write_bytes(content)

    refused(path)


def test_a_presentation_that_is_cut_off_is_refused(tmp_path):
    path = poster(tmp_path / "cut.pptx")
    path.write_bytes(path.read_bytes()[:-400])

    assert refused(path).values["reason"] == "broken"


@pytest.mark.parametrize(
    ("part", "reason"),
    [
        (ENTITIES.encode(), "entities"),
        (ENTITIES.encode("utf-16"), "entities"),
        (b"<p:presentation", "broken"),
        (b"", "broken"),
    ],
)
def test_xml_that_unfolds_or_breaks_off_is_refused(tmp_path, part, reason):
    path = again(poster(tmp_path / "xml.pptx"), {MAIN: part})

    assert refused(path).values["reason"] == reason


def test_a_zip_that_unfolds_without_end_is_refused_before_it_does(tmp_path):
    path = again(poster(tmp_path / "bomb.pptx"), {"ppt/slides/slide1.xml": b" " * 30_000_000})

    assert refused(path).values["reason"] == "unfolds"


def test_groups_within_groups_without_end_are_refused(tmp_path):
    path = poster(tmp_path / "deep.pptx")
    with zipfile.ZipFile(path) as archive:
        slide = archive.read("ppt/slides/slide1.xml").decode()
    depth = 300
    deep = slide.replace("<p:sp>", "<p:grpSp>" * depth + "<p:sp>", 1)
    deep = deep.replace("</p:sp>", "</p:sp>" + "</p:grpSp>" * depth, 1)

    path = again(path, {"ppt/slides/slide1.xml": deep.encode()})

    assert refused(path).values["reason"] == "unfolds"


def test_a_slide_of_thousands_of_shapes_is_refused(tmp_path):
    path = poster(tmp_path / "many.pptx")
    with zipfile.ZipFile(path) as archive:
        slide = archive.read("ppt/slides/slide1.xml").decode()
    first, last = slide.index("<p:sp>"), slide.index("</p:sp>") + len("</p:sp>")
    many = slide[:first] + slide[first:last] * 4_100 + slide[last:]

    path = again(path, {"ppt/slides/slide1.xml": many.encode()})

    assert refused(path).values["reason"] in {"too_large", "unfolds"}


def test_macros_of_slides_are_left_where_they_are_and_told(tmp_path):
    path = again(poster(tmp_path / "macro.pptm"), {"ppt/vbaProject.bin": b"Sub Evil()"})

    assert "left-out-macros" in [found.name for found in import_map(path).left_out]


def test_a_workbook_of_a_million_empty_rows_is_read_by_what_stands_in_it(tmp_path):
    path = workbook(tmp_path / "far.xlsx", [["", "Look"], ["Actions", "reads"], ["Thoughts", "hm"]])
    with zipfile.ZipFile(path) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    sheet = sheet.replace('ref="A1:B3"', 'ref="A1:XFD1048576"')
    sheet = sheet.replace("</sheetData>", '<row r="1048576" /></sheetData>')

    imported = import_map(again(path, {"xl/worksheets/sheet1.xml": sheet.encode()}))

    assert [str(step.name) for step in imported.journey.steps] == ["Look"]


@pytest.mark.parametrize(
    "text",
    [
        "[" * 100_000,
        " \t" * 50_000 + "x",
        "- " * 50_000,
        '"' + "a\n" * 50_000,
        "|" * 20_000 + "\n" + "|-" * 5_000,
        "Actions:" * 20_000,
        "a;b\n" * 1_500,
        "\u202e\u0000\ufeff;\u200f\nActions;x",
        ";" + "\U0001f600" * 5_000 + ";b\nEmotion;" + "😡" * 5_000 + ";c",
    ],
)
def test_odd_texts_end_soon_as_a_map_or_an_error(tmp_path, text):
    path = tmp_path / "odd.txt"
    path.write_text(text, "utf-8")

    try:
        imported = import_map(path)
    except UnreadableImport:
        return
    assert imported.journey.steps


def test_a_text_of_many_megabytes_is_refused(tmp_path):
    path = tmp_path / "large.tsv"
    with path.open("wb") as stream:
        stream.seek(51 * 1024 * 1024)
        stream.write(b"x")

    assert refused(path).values["reason"] == "too_large"


def test_words_keep_their_place_however_long_they_are():
    word = "Donaudampfschifffahrt" * 15
    table = tables_in(f"\t{word}\tb\nActions\t{word}\tx\n", at="").tables[0]

    assert table.rows[0][1].text == table.rows[1][1].text == word


def test_a_damaged_poster_is_not_called_a_workbook(tmp_path: Path):
    path = tmp_path / "poster.pptx"
    path.write_bytes(b"PK\x03\x04 and then nothing")

    assert "workbook" not in refused(path).problem("en")
