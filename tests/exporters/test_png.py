import struct

import pytest

from tests.exporters.pictures import picture
from touchline.exporters import png
from touchline.exporters.png import Png


def size_of(content):
    assert content.startswith(b"\x89PNG\r\n\x1a\n")
    return struct.unpack(">II", content[16:24])


@pytest.mark.parametrize(("scale", "size"), [(1, (400, 240)), (2, (800, 480)), (3, (1200, 720))])
def test_a_scale_multiplies_both_sides(scale, size):
    assert size_of(Png(scale=scale).export(picture())) == size


def test_the_scale_gives_way_before_a_picture_grows_too_large(monkeypatch):
    monkeypatch.setattr(png, "MOST_PIXELS", 100_000)

    width, height = size_of(Png(scale=3).export(picture()))

    # By hand: 400 x 240 are 96,000 pixels, so that the scale may be 1.02 at most.
    assert 96_000 <= width * height <= 100_000
    assert width / height == pytest.approx(400 / 240, rel=0.01)
