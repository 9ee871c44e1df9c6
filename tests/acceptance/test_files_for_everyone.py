"""
Files that everybody can read: with their fonts, tagged, and a sheet to hand out.
"""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from tests.acceptance.conftest import lane
from touchline.i18n import LANGUAGES

if TYPE_CHECKING:
    from tests.acceptance.conftest import Terminal

#: A word for waiting in each script, and what the file of the font that holds it is called.
SCRIPTS = {
    "en": ("Waits", "Inter-400"),
    "de": ("Wartet", "Inter-400"),
    "ms": ("Menunggu", "Inter-400"),
    "zh-Hans": ("等待", "NotoSansSC-400"),
    "zh-Hant": ("等待", "NotoSansTC-400"),
    "fa": ("انتظار", "Vazirmatn-400"),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_m11_slides_carry_the_fonts_of_their_language(language: str, terminal: Terminal) -> None:
    word, font = SCRIPTS[language]
    name = terminal.write_map(lane("actions", look=word), language=language)

    reply = terminal.run("render", name, "-o", "small.pptx")

    assert reply.code == 0, reply.err
    with zipfile.ZipFile(terminal.folder / "small.pptx") as archive:
        assert f"ppt/fonts/{font}.fntdata" in archive.namelist()
        assert b"<p:embeddedFontLst>" in archive.read("ppt/presentation.xml")


@pytest.mark.parametrize("language", LANGUAGES)
def test_m12_a_pdf_is_tagged_for_screen_readers(language: str, terminal: Terminal) -> None:
    word, _ = SCRIPTS[language]
    name = terminal.write_map(lane("actions", look=word), language=language)

    reply = terminal.run("render", name, "-o", "small.pdf")

    assert reply.code == 0, reply.err
    document = pypdfium2.PdfDocument(terminal.folder / "small.pdf")
    assert pdfium.FPDFCatalog_IsTagged(document.raw)
    page = document[0]
    tree = pdfium.FPDF_StructTree_GetForPage(page.raw)
    assert pdfium.FPDF_StructTree_CountChildren(tree) > 0
    pdfium.FPDF_StructTree_Close(tree)


def test_r187_a_persona_is_a_sheet_to_hand_out(terminal: Terminal) -> None:
    mei = {"id": "mei", "name": "Mei Lin", "role": "Shops on the way home", "primary": True}
    name = terminal.write_map(lane("needs", look="A seat"), personas=[mei])

    reply = terminal.run("render", name, "--style", "portrait", "-o", "mei.pdf")

    assert reply.code == 0, reply.err
    document = pypdfium2.PdfDocument(terminal.folder / "mei.pdf")
    assert len(document) == 1
    page = document[0]
    words = page.get_textpage().get_text_bounded()
    assert "Mei Lin" in words
    assert "Shops on the way home" in words
