import subprocess
import sys
from dataclasses import replace

import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from tests.exporters.maps import measured_shop, shop_map
from tests.exporters.pictures import HOSTILE, SENTENCES, picture, text
from tests.exporters.pixels import pixels, share_of_other_pixels
from touchline.errors import MissingDependency
from touchline.exporters import pdf
from touchline.exporters._errors import PageRefused
from touchline.exporters.pdf import Pdf
from touchline.exporters.png import Png
from touchline.model.map import JourneyMap
from touchline.model.text import LocalText


def opened(scene):
    return pypdfium2.PdfDocument(Pdf().export(scene))


def words_of(scene):
    return opened(scene)[0].get_textpage().get_text_range()


@pytest.mark.parametrize("language", ["en", "de", "ms", "zh-Hans", "zh-Hant"])
def test_words_can_be_searched(language):
    assert SENTENCES[language][0] in words_of(picture(language))


def test_persian_words_can_be_searched():
    found = words_of(picture("fa"))

    # Readers leave out what has no width, such as the non-joiner, when they search.
    assert SENTENCES["fa"][0].replace("\u200c", "") in found.replace("\u200c", "")


def test_a_page_has_exactly_the_size_of_its_picture():
    # By hand: 400 x 240 CSS pixels are 300 x 180 points.
    assert opened(picture())[0].get_size() == pytest.approx((300, 180), abs=0.01)


def test_a_page_stays_within_what_readers_open():
    wide = replace(picture(), width=40_000.0, height=1_000.0)

    width, height = opened(wide)[0].get_size()

    assert (width, height) == pytest.approx((14_400, 360), abs=0.5)


def test_a_page_is_dated_by_its_map_and_not_by_the_clock():
    dated = opened(picture(subject=measured_shop())).get_metadata_dict()
    undated = opened(picture(subject=shop_map())).get_metadata_dict()

    assert dated["CreationDate"].startswith("D:20261112")
    assert undated["CreationDate"] == ""


def test_a_page_is_titled_tagged_and_in_its_language():
    content = Pdf().export(picture("de"))
    document = pypdfium2.PdfDocument(content)

    assert document.get_metadata_dict()["Title"] == SENTENCES["de"][0]
    assert pdfium.FPDFCatalog_IsTagged(document.raw)
    assert b"/Lang (de)" in content or b"/Lang(de)" in content


def test_a_linked_card_can_be_clicked():
    page = opened(picture())[0]

    # By hand: the card spans 16 to 384 across and 16 to 76 down, in pixels of 0.75 points.
    link = pdfium.FPDFLink_GetLinkAtPoint(page.raw, 30 * 0.75, (240 - 30) * 0.75)
    nothing = pdfium.FPDFLink_GetLinkAtPoint(page.raw, 30 * 0.75, (240 - 200) * 0.75)

    assert link
    assert not nothing


def test_a_page_looks_like_the_picture(language):
    scene = picture(language)

    page = opened(scene)[0].render(scale=2 / 0.75).to_numpy()[..., :3]
    rgb = page[..., ::-1].astype(int)

    # rendering.md section 8: pdfium draws edges its own way, up to 0.3 % of the pixels for text.
    assert share_of_other_pixels(rgb, pixels(Png(scale=2).export(scene))) <= 0.006


def test_characters_that_no_face_holds_still_make_a_page():
    strange = text("order \U0001f600 return", "Inter-400", x=20, y=50)

    found = words_of(replace(picture(), children=(strange,)))

    assert "order" in found
    assert "return" in found


def test_hostile_words_still_make_a_page():
    page = opened(picture(words=HOSTILE))[0]

    assert page.render().to_numpy().min() < 128


def test_a_page_without_a_size_is_refused_and_not_written():
    with pytest.raises(PageRefused) as caught:
        Pdf().export(replace(picture(), width=float("nan")))

    assert "SVG" in caught.value.hint()


def test_a_picture_without_a_name_still_makes_a_page():
    assert opened(replace(picture(), title=" ", description=""))


AGAIN = """
import hashlib, sys
from tests.exporters.maps import measured_shop
from tests.exporters.pictures import picture
from touchline.exporters.pdf import Pdf

for language in ("en", "zh-Hant", "fa"):
    print(hashlib.sha256(Pdf().export(picture(language, subject=measured_shop()))).hexdigest())
"""


def test_two_processes_write_the_same_bytes(tmp_path):
    hashes = {
        subprocess.run(
            [sys.executable, "-c", AGAIN],
            capture_output=True,
            text=True,
            check=True,
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": ".", "TMPDIR": str(tmp_path)},
        ).stdout
        for seed in ("1", "2")
    }

    assert len(hashes) == 1
    assert len(hashes.pop().split()) == 3


def test_a_missing_library_is_named_with_its_extra(monkeypatch):
    monkeypatch.setattr(pdf, "typst", None)

    with pytest.raises(MissingDependency) as caught:
        Pdf().export(picture())

    assert caught.value.values == {"library": "typst", "extra": "pdf"}


@pytest.mark.parametrize("word", ["\u0644\u0637\u0641\u0627\u064b", "q\u0301", "\u2764\ufe0f"])
def test_a_mark_above_a_letter_is_no_reason_to_refuse_a_page(word):
    journey = JourneyMap(id="m", title=LocalText.of(word))

    page = Pdf().export(journey)

    assert page.startswith(b"%PDF-")
    assert b"/StructTreeRoot" in page
