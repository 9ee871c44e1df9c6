"""
A company's mark on slides: kept, drawn or refused.
"""

import base64
import struct
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from tests.exporters.maps import shop_map
from tests.exporters.slides import A, P, faults, parts
from touchline.exporters._errors import LogoRefused
from touchline.exporters._pptx.logo import MOST_BYTES, read_logo
from touchline.exporters.pptx import Pptx

#: 3 by 2 pixels, made with Pillow.
PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAMAAAACCAIAAAASFvFNAAAAEElEQVR4nGP8zwAFTDAGAwATKQED8NgHhAAAAABJRU5E"
    "rkJggg=="
)
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="120" height="40"><rect width="9"/></svg>'


def jpeg(width, height):
    """
    The segments of a JPEG up to the one that states its size.
    """
    comment = b"\xff\xfe" + struct.pack(">H", 6) + b"note"
    frame = b"\xff\xc0" + struct.pack(">HBHHB", 11, 8, height, width, 1) + b"\x01\x11\x00"
    return b"\xff\xd8" + comment + frame


def test_a_picture_is_kept_as_it_is():
    assert read_logo(PNG) == (PNG, ".png", 1.5)


def test_the_proportions_of_a_photo_are_read():
    assert read_logo(jpeg(300, 100)) == (jpeg(300, 100), ".jpeg", 3.0)


def test_a_drawing_becomes_pixels():
    logo = read_logo(SVG)

    # By hand: 240 pixels high and three times as wide.
    assert logo.content[16:24] == struct.pack(">II", 720, 240)
    assert (logo.suffix, logo.proportions) == (".png", 3.0)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"GIF89a",
        b"\x89PNG\r\n\x1a\n" + b"\0" * 20,
        b"\xff\xd8\xff\xd9" + b"\0" * 20,
        b"<svg",
        b"<svg >\xff</svg>",
        b'<!DOCTYPE svg [<!ENTITY a "ha">]><svg >&a;</svg>',
        b"\x89PNG\r\n\x1a\n" + b"\1" * MOST_BYTES,
    ],
)
def test_anything_else_is_refused(content):
    with pytest.raises(LogoRefused):
        read_logo(content, at="logo")


def test_the_mark_stands_on_the_master_clear_of_the_title(tmp_path):
    (tmp_path / "logo.png").write_bytes(PNG)

    content = Pptx(logo=tmp_path / "logo.png").export(shop_map())

    assert faults(content) == []
    master: Any = ET.fromstring(parts(content)["ppt/slideMasters/slideMaster1.xml"])
    mark = master.find(f".//{P}pic/{P}spPr/{A}xfrm/{A}off")
    title = master.find(f".//{P}sp/{P}spPr/{A}xfrm")
    end = int(title.find(f"{A}off").get("x")) + int(title.find(f"{A}ext").get("cx"))
    assert int(mark.get("x")) > end
