import struct
from dataclasses import replace

import pytest

from tests.exporters.pictures import picture
from touchline.canvas.primitives import Rect
from touchline.exporters.png import MOST_PIXELS, Png


def size_of(png):
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    return struct.unpack(">II", png[16:24])


@pytest.mark.parametrize(("scale", "size"), [(1, (400, 240)), (2, (800, 480)), (3, (1200, 720))])
def test_a_scale_multiplies_both_sides(scale, size):
    assert size_of(Png(scale=scale).export(picture())) == size


def test_a_picture_of_two_hundred_steps_still_becomes_pixels():
    endless = replace(
        picture(),
        width=40_000.0,
        height=2_000.0,
        children=(Rect(x=0, y=0, width=10, height=10, fill="#000000"),),
    )

    width, height = size_of(Png(scale=3).export(endless))

    assert 0.95 * MOST_PIXELS < width * height <= MOST_PIXELS
    assert width / height == pytest.approx(20, rel=0.01)
