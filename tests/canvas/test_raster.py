"""
Pictures of pixels by their heads: what they are, whether they are whole, what they carry along.
"""

from __future__ import annotations

import io

import pytest
from PIL import Image, PngImagePlugin

from touchline.canvas.raster import (
    Kind,
    Raster,
    data_uri,
    head_of,
    is_whole,
    read_head,
    without_notes,
)
from touchline.canvas.shrinking import LONGEST_SIDE, shrunk

SECRET = b"Secret Street 7"


def photograph(form: str, size: tuple[int, int] = (60, 40), **settings: object) -> bytes:
    stream = io.BytesIO()
    # A run of colours, so that no coder finds it empty.
    Image.linear_gradient("L").resize(size).convert("RGB").save(stream, form, **settings)
    return stream.getvalue()


def with_notes(form: str, orientation: int = 6) -> bytes:
    notes = Image.Exif()
    notes[0x010E] = SECRET.decode()
    notes[0x0112] = orientation
    return photograph(form, exif=notes)


FORMS: tuple[tuple[str, Kind], ...] = (
    ("PNG", "png"),
    ("JPEG", "jpeg"),
    ("GIF", "gif"),
    ("WEBP", "webp"),
)


@pytest.mark.parametrize(("form", "kind"), FORMS)
def test_the_head_says_kind_and_size(form: str, kind: Kind) -> None:
    content = photograph(form)

    assert read_head(content) == Raster(kind, 60, 40)
    assert is_whole(content, kind)
    assert head_of(data_uri(content, kind)) == Raster(kind, 60, 40)


def test_the_three_forms_of_webp_are_known() -> None:
    plain, lossless = photograph("WEBP"), photograph("WEBP", lossless=True)
    extended = with_notes("WEBP")

    # The container specification of WebP names the forms by these chunks.
    assert (plain[12:16], lossless[12:16], extended[12:16]) == (b"VP8 ", b"VP8L", b"VP8X")
    assert {read_head(each) for each in (plain, lossless, extended)} == {Raster("webp", 60, 40)}


@pytest.mark.parametrize(("form", "kind"), FORMS)
def test_a_file_that_was_cut_off_is_known(form: str, kind: Kind) -> None:
    content = photograph(form, (400, 300))

    assert not is_whole(content[: len(content) // 2], kind)
    assert head_of(data_uri(content[: len(content) // 2], kind)) is None


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"hello",
        b"<svg/>",
        b"\x89PNG\r\n\x1a\n",
        b"\xff\xd8\xff",
        b"\xff\xd8\xff\xe0\xff\xff",
        b"RIFF\x00\x00\x00\x00WEBPVP8X",
        b"GIF89a",
        b"BM" + bytes(60),
    ],
)
def test_what_is_no_picture_has_no_head(content: bytes) -> None:
    assert read_head(content) is None


@pytest.mark.parametrize(("form", "kind"), [FORMS[1], FORMS[3]])
def test_where_a_picture_was_taken_does_not_come_along(form: str, kind: Kind) -> None:
    content = with_notes(form)
    assert SECRET in content

    bare = without_notes(content, kind)

    assert SECRET not in bare
    # The pixels are the same: the decoder is the oracle.
    before, after = (Image.open(io.BytesIO(each)).convert("RGB") for each in (content, bare))
    assert before.tobytes() == after.tobytes()


def test_a_jpeg_on_its_side_still_says_so() -> None:
    bare = without_notes(with_notes("JPEG"), "jpeg")

    assert read_head(bare) == Raster("jpeg", 60, 40, 6)
    # The decoder reads what we wrote.
    assert Image.open(io.BytesIO(bare)).getexif()[0x0112] == 6


def test_what_a_phone_appends_to_a_jpeg_is_left_behind() -> None:
    content = photograph("JPEG")

    assert without_notes(content + b"ftypmp42" + SECRET, "jpeg") == without_notes(content, "jpeg")


def test_texts_in_a_png_are_left_behind() -> None:
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Comment", SECRET.decode())
    content = photograph("PNG", pnginfo=notes)

    assert SECRET in content
    assert SECRET not in without_notes(content, "png")
    assert is_whole(without_notes(content, "png"), "png")


def test_a_large_photograph_is_made_small_and_upright_without_notes() -> None:
    notes = Image.Exif()
    notes[0x010E] = SECRET.decode()
    notes[0x0112] = 6
    content = photograph("JPEG", (3000, 2000), exif=notes)

    small = shrunk(content)

    assert small is not None
    assert SECRET not in small
    # Turned by a quarter: 3,000 by 2,000 stands 2,000 by 3,000, shrunk to 1,280 in height.
    assert read_head(small) == Raster("jpeg", 853, LONGEST_SIDE)
    assert shrunk(content) == small


def test_clear_parts_stay_clear() -> None:
    stream = io.BytesIO()
    Image.new("RGBA", (2000, 10), (255, 0, 0, 0)).save(stream, "PNG")

    small = shrunk(stream.getvalue())

    assert small is not None
    assert read_head(small) == Raster("png", LONGEST_SIDE, 6)
    assert Image.open(io.BytesIO(small)).getchannel("A").getextrema() == (0, 0)


def test_what_cannot_be_opened_cannot_be_shrunk() -> None:
    assert shrunk(photograph("PNG")[:60]) is None
    assert shrunk(b"hello") is None
