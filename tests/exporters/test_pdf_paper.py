"""
A picture on a sheet of paper, or over several that are joined on a wall.
"""

from __future__ import annotations

import re
from dataclasses import replace

import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from tests.exporters.pictures import picture, text
from tests.golden.shop import journey, measured
from touchline.canvas.primitives import Group, Scene
from touchline.exporters._pdf.paper import MILLIMETRE, PAPERS, UnknownPaper, papers
from touchline.exporters._pdf.tiles import OVERLAP, inner, tiling, within
from touchline.exporters.pdf import Pdf
from touchline.i18n import LANGUAGES, number, translate
from touchline.scene.compose import compose

#: Points per millimetre.
POINT = 72 / 25.4


def opened(content: bytes) -> pypdfium2.PdfDocument:
    return pypdfium2.PdfDocument(content)


def folded(said: str) -> str:
    """
    Drop what readers drop: the non-joiner has no width, and this one turns a ligature of lam and
    alef around.
    """
    plain = said.replace("\u200c", "").replace("\u0627\u0644", "\u0644\u0627")
    return " ".join(plain.split())


def words(document: pypdfium2.PdfDocument, page: int) -> str:
    return folded(document[page].get_textpage().get_text_range())


def marks(document: pypdfium2.PdfDocument) -> list[tuple[str, int, int]]:
    found = []
    for mark in document.get_toc():
        target = mark.get_dest()
        assert target is not None
        found.append((mark.get_title(), mark.level, target.get_index()))
    return found


@pytest.mark.parametrize(
    ("name", "width", "height"),
    [
        # ISO 216 and ANSI/ASME Y14.1, in millimetres.
        ("a4-portrait", 210, 297),
        ("a3-landscape", 420, 297),
        ("letter-portrait", 215.9, 279.4),
        ("tabloid-landscape", 431.8, 279.4),
    ],
)
def test_a_page_has_the_size_of_its_paper(name: str, width: float, height: float) -> None:
    page = opened(Pdf(paper=name).export(picture()))[0]

    assert page.get_size() == pytest.approx((width * POINT, height * POINT), abs=0.05)


def test_paper_is_laid_as_the_picture_needs() -> None:
    # By hand: the picture is 400 wide and 240 high; on its side it is 240 wide.
    wide, high = picture(), replace(picture(), width=240.0, height=400.0)

    for scene, is_lying in ((wide, True), (high, False)):
        width, height = opened(Pdf(paper="a4").export(scene))[0].get_size()
        assert (width > height) is is_lying


def test_an_unknown_paper_is_told_with_those_there_are() -> None:
    with pytest.raises(UnknownPaper) as caught:
        Pdf(paper="a12").export(picture())

    assert "a4" in caught.value.hint()
    assert all(papers(name) for name in PAPERS)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sheet_holds_and_tells_its_own_part(language: str) -> None:
    scene = compose(measured(), language=language)
    how = tiling(scene, papers("a4"))

    document = opened(Pdf(paper="a4", tiled=True).export(scene))

    assert len(document) == how.n + 1
    assert folded(scene.title) in words(document, 0)
    first = folded(_stage_names(scene)[0])
    assert first in words(document, 1)
    assert first not in words(document, how.n)
    for i in range(1, how.n + 1):
        page, pages = number(i + 1, language), number(how.n + 1, language)
        told = folded(translate("pdf.page", language, page=page, pages=pages))
        assert told.split()[-1] in words(document, i)


def _stage_names(scene: Scene) -> list[str]:
    return [one.title for one in scene.children if isinstance(one, Group) and one.role == "stage"]


def test_bookmarks_lead_to_stages_and_sheets() -> None:
    scene = compose(measured(), language="en")
    one_page = marks(opened(Pdf().export(scene)))
    tiled = marks(opened(Pdf(paper="a4", tiled=True).export(scene)))

    assert [(name, level) for name, level, _ in one_page] == [(n, 0) for n in _stage_names(scene)]
    assert tiled[0] == ("Overview", 0, 0)
    assert re.fullmatch(r"Row 1 of \d, column 1 of \d", tiled[1][0])
    assert tiled[2] == (_stage_names(scene)[0], 1, 1)


def test_sheets_of_a_right_to_left_map_begin_at_the_right() -> None:
    scene = compose(measured(), language="fa")
    how = tiling(scene, papers("a4"))

    first, second = how.tiles(scene)[:2]

    assert how.columns > 1
    assert first.box.x + first.box.width == pytest.approx(scene.width)
    assert second.box.x < first.box.x


@pytest.mark.parametrize("paper", ["a4", "a3", "letter", "tabloid"])
@pytest.mark.parametrize("language", ["en", "fa"])
def test_sheets_cover_the_picture_and_overlap(paper: str, language: str) -> None:
    scene = compose(measured(), language=language)

    how = tiling(scene, papers(paper))

    room = inner(how.paper)
    assert how.width <= room[0] + 1e-6
    assert how.height <= room[1] + 1e-6
    boxes = [tile.box for tile in how.tiles(scene)]
    assert min(box.x for box in boxes) == pytest.approx(0)
    assert max(box.x + box.width for box in boxes) == pytest.approx(scene.width)
    assert max(box.y + box.height for box in boxes) == pytest.approx(scene.height)
    # By hand: two sheets share 10 mm of paper.
    row = sorted({round(box.x, 6) for box in boxes})
    shared = (row[0] + boxes[0].width - row[1]) * how.scale
    assert shared == pytest.approx(OVERLAP) == pytest.approx(10 * MILLIMETRE)


def test_a_picture_that_fits_needs_no_marks() -> None:
    document = opened(Pdf(paper="a4", tiled=True).export(picture()))

    assert len(document) == 1
    assert "100" not in words(document, 0)


def test_a_part_leaves_out_what_it_does_not_show() -> None:
    scene = compose(measured(), language="en")
    tiles = tiling(scene, papers("a4")).tiles(scene)

    part = within(scene, tiles[-1].box)

    assert (part.width, part.height) == (scene.width, scene.height)
    assert 0 < len(part.children) < len(scene.children)


def test_a_large_map_is_summed_up_first() -> None:
    plain = journey()
    many = plain.model_copy(
        update={
            "lanes": tuple(
                lane.model_copy(update={"id": f"{lane.id}-{i}"})
                for i in range(6)
                for lane in plain.lanes
            )
        }
    )

    document = opened(Pdf(paper="a4").export(compose(many, language="en")))

    assert marks(document)[0][0] == "Summary"
    assert len(document) == 2


def test_pages_are_tagged_and_their_marks_are_not_read_out() -> None:
    content = Pdf(paper="a4", tiled=True).export(compose(measured(), language="de"))
    document = opened(content)

    assert pdfium.FPDFCatalog_IsTagged(document.raw)
    # The seal of PDF/UA-1 stands in the metadata only when its writer has checked the file.
    assert b"pdfuaid:part" in content or b"pdfuaid" in content


def test_the_same_map_gives_the_same_sheets() -> None:
    scene = compose(measured(), language="zh-Hant")

    made = [Pdf(paper="letter", tiled=True).export(scene) for _ in range(2)]

    assert made[0] == made[1]


def test_characters_that_no_face_holds_still_make_sheets() -> None:
    strange = text("order \U0001f600 return", "Inter-400", x=20, y=50)
    scene = replace(picture(), width=3000.0, children=(strange,))

    assert "order" in words(opened(Pdf(tiled=True).export(scene)), 1)
