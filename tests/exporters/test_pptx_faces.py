"""
Slides carry the faces that their words are set in (M11).
"""

import os
import re
import struct
import subprocess
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple
from xml.etree import ElementTree as ET

import pptx as oracle
import pypdfium2
import pytest
import touchline_fonts
import uharfbuzz as hb  # type: ignore[import-untyped]  # it ships no types

from tests.exporters import maps, slides
from touchline.canvas import fonts
from touchline.exporters._eot import eot
from touchline.exporters._pptx.faces import face_list
from touchline.exporters._pptx.relations import Media, Relations
from touchline.exporters.pptx import Pptx
from touchline.i18n import LANGUAGES
from touchline.scene.compose import compose

#: Shared fixtures that know no types.
shop_map: Any = maps.shop_map
parts: Any = slides.parts
faults: Any = slides.faults

REGULAR, BOLD = "ppt/fonts/Inter-400.fntdata", "ppt/fonts/Inter-700.fntdata"

#: Words in Chinese letters, each of which the Chinese faces must bring.
CHINESE = "顧客收到商品"


class Wrapped(NamedTuple):
    """
    What the header of an embedded face says, and the face.
    """

    flags: int
    panose: bytes
    is_italic: int
    weight: int
    rights: int
    adjustment: int
    names: list[str]
    sfnt: bytes

    @property
    def face(self) -> hb.Face:
        """
        Open the face.
        """
        return hb.Face(hb.Blob(self.sfnt))


def unwrapped(content: bytes) -> Wrapped:
    """
    Read a face back by the W3C submission on Embedded OpenType (2008), header version 0x00020001.
    """
    size, length, version, flags = struct.unpack_from("<4L", content)
    assert size == len(content)
    assert version == 0x00020001
    panose, charset, is_italic = struct.unpack_from("<10sBB", content, 16)
    weight, rights, magic = struct.unpack_from("<LHH", content, 28)
    assert charset == 1
    assert magic == 0x504C
    (adjustment,) = struct.unpack_from("<L", content, 60)
    assert content[64:80] == bytes(16)
    names, place = [], 80
    # Family, style, version and full name, then the sites that may use it.
    for _ in range(5):
        padding, n = struct.unpack_from("<HH", content, place)
        assert padding == 0
        names.append(content[place + 4 : place + 4 + n].decode("utf-16-le"))
        place += 4 + n
    assert len(content) - place == length
    return Wrapped(flags, panose, is_italic, weight, rights, adjustment, names, content[place:])


@cache
def deck(language: str, words: str = "Looks for the delivery cost") -> bytes:
    return Pptx(language=language).export(shop_map(language, words))


def listed(content: bytes) -> dict[str, dict[str, str]]:
    """
    Read the list of faces: for each family the parts by their role.
    """
    found = parts(content)
    tree = ET.fromstring(found["ppt/presentation.xml"])
    rows = ET.fromstring(found["ppt/_rels/presentation.xml.rels"])
    targets = {row.get("Id"): row for row in rows}
    families: dict[str, dict[str, str]] = {}
    for row in tree.iter(f"{slides.P}embeddedFont"):
        roles = {}
        for child in row[1:]:
            relation = targets[child.get(f"{slides.R}id")]
            assert str(relation.get("Type")).endswith("/officeDocument/2006/relationships/font")
            roles[child.tag.partition("}")[2]] = str(relation.get("Target")).lstrip("/")
        families[str(row[0].get("typeface"))] = roles
    return families


@pytest.mark.parametrize("name", touchline_fonts.FACES)
def test_a_wrapped_face_says_what_the_face_says(name: str) -> None:
    whole = fonts.subset(name, text="Abc")

    found = unwrapped(eot(whole, is_cut=True))

    family, weight = name.split("-")[:2]
    assert found.sfnt == whole
    assert found.flags == 1
    assert found.weight == int(weight)
    assert found.is_italic == name.endswith("Italic")
    # The licence of every bundled face lets anybody embed and install it.
    assert found.rights == 0
    assert found.names[0].replace(" ", "").startswith(family)
    assert found.names[4] == ""
    # By hand: the checksum stands 8 bytes into `head`, PANOSE 32 bytes into `OS/2`.
    assert found.adjustment == int.from_bytes(found.face.reference_table("head").data[8:12], "big")
    assert found.panose == found.face.reference_table("OS/2").data[32:42]


@pytest.mark.parametrize("language", LANGUAGES)
def test_m11_slides_of_every_language_carry_the_faces_that_their_theme_names(
    language: str,
) -> None:
    words = {"fa": "هزینه ارسال", "zh-Hans": "客户", "zh-Hant": CHINESE}.get(language, "Cost")
    content = deck(language, words)

    families = listed(content)

    theme = parts(content)["ppt/theme/theme1.xml"].decode()
    named = set(re.findall(r'typeface="([^"]+)"', theme))
    own = {"fa": {"Vazirmatn"}, "zh-Hans": {"Noto Sans SC"}, "zh-Hant": {"Noto Sans TC"}}
    assert set(families) == {"Inter"} | own.get(language, set())
    assert set(families) <= named
    for title, roles in families.items():
        assert {"regular", "bold"} <= set(roles)
        for part in roles.values():
            found = unwrapped(parts(content)[part])
            assert found.names[0] == title
            assert found.face.get_name(hb.OTNameIdPredefined.FONT_FAMILY) == title
    assert faults(content) == []


def test_m11_latin_and_persian_faces_are_whole() -> None:
    content = parts(deck("fa", "هزینه ارسال"))

    for name in ("Inter-400", "Inter-700", "Vazirmatn-400", "Vazirmatn-700"):
        found = unwrapped(content[f"ppt/fonts/{name}.fntdata"])
        assert found.sfnt == touchline_fonts.face_path(name).read_bytes()
        assert found.flags == 0


@pytest.mark.parametrize("weight", [400, 700])
def test_m11_chinese_faces_hold_the_characters_of_the_deck_with_their_forms(weight: int) -> None:
    content = deck("zh-Hant", CHINESE)

    found = unwrapped(parts(content)[f"ppt/fonts/NotoSansTC-{weight}.fntdata"])

    opened = hb.Font(found.face)
    shown = {
        character
        for slide in slides.slides(content)
        for line in slides.words(slide)
        for character in line
        if fonts.holds("NotoSansTC", character)
    }
    assert set(CHINESE) <= shown
    assert all(opened.get_nominal_glyph(ord(character)) for character in shown)
    assert {"GSUB", "GPOS", "vhea"} <= set(found.face.table_tags)
    # One that no slide shows.
    assert not opened.get_nominal_glyph(ord("龜"))
    assert found.flags == 1


def test_a_face_that_no_word_needs_stays_out() -> None:
    assert set(listed(deck("en"))) == {"Inter"}


def test_slanted_and_bold_faces_come_only_with_such_words() -> None:
    plain = b"<a:rPr/><a:t>Plain</a:t>"
    slanted = b'<a:rPr b="1" i="1"/><a:t>Slanted</a:t>'

    _, few = face_list(("Inter",), {"a.xml": plain}, Relations(Media()))
    _, more = face_list(("Inter",), {"a.xml": slanted}, Relations(Media()))

    assert set(few) == {REGULAR}
    assert set(more) == {REGULAR, BOLD, "ppt/fonts/Inter-400-Italic.fntdata"}
    assert unwrapped(more["ppt/fonts/Inter-400-Italic.fntdata"]).is_italic == 1


def test_marks_that_nobody_sees_need_no_face() -> None:
    # An isolate and a joiner, which Inter lacks and Vazirmatn has.
    words = "<a:t>Plain\u2066 \u200c\u2069</a:t>".encode()

    markup, _ = face_list(("Inter", "Vazirmatn"), {"a.xml": words}, Relations(Media()))

    assert "Vazirmatn" not in markup


def test_a_picture_carries_its_faces_too() -> None:
    content = Pptx().export(compose(shop_map(), style="grid"))

    assert set(listed(content)) == {"Inter"}
    assert faults(content) == []


def test_faces_stay_out_when_that_is_asked_for() -> None:
    content = Pptx(language="en", no_fonts=True).export(shop_map())

    assert not listed(content)
    assert not any(name.startswith("ppt/fonts") for name in parts(content))
    # Regular and bold Inter alone take more than 300 kB.
    assert len(content) < len(deck("en")) - 300_000


def test_on_a_company_s_master_its_own_faces_are_used(tmp_path: Path) -> None:
    oracle.Presentation().save(str(tmp_path / "company.pptx"))

    content = Pptx(master=tmp_path / "company.pptx").export(shop_map())

    assert not listed(content)


def test_equal_maps_carry_equal_faces() -> None:
    assert Pptx(language="zh-Hant").export(shop_map("zh-Hant", CHINESE)) == deck("zh-Hant", CHINESE)


@pytest.mark.parametrize("language", LANGUAGES)
def test_faces_stay_within_a_megabyte_and_a_half(language: str) -> None:
    content = Pptx(language=language).export(shop_map(language))

    assert len(content) < 1_500_000


def test_other_programs_open_a_deck_and_set_it_in_its_faces(tmp_path: Path) -> None:
    content = deck("fa", "هزینه ارسال")
    file = tmp_path / "deck.pptx"
    file.write_bytes(content)
    # LibreOffice before 24.8 does not unpack faces itself; here they lie where it looks for fonts.
    folder = tmp_path / "data" / "fonts"
    folder.mkdir(parents=True)
    for name, part in parts(content).items():
        if name.startswith("ppt/fonts/"):
            (folder / f"{Path(name).stem}.ttf").write_bytes(unwrapped(part).sfnt)

    n_slides = len(oracle.Presentation(BytesIO(content)).slides)
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", tmp_path, file],
        check=True,
        capture_output=True,
        env={**os.environ, "XDG_DATA_HOME": str(tmp_path / "data")},
    )

    drawn = pypdfium2.PdfDocument(tmp_path / "deck.pdf")
    assert len(drawn) == n_slides
    used = set(re.findall(rb"/FontName/[A-Z]{6}\+(\w+)", (tmp_path / "deck.pdf").read_bytes()))
    assert {b"Inter", b"Vazirmatn"} <= used
