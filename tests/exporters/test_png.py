import struct

import pytest

from tests.exporters.pictures import picture
from touchline.exporters import png
from touchline.exporters._errors import ScaleRefused
from touchline.exporters.png import Png


def size_of(content):
    assert content.startswith(b"\x89PNG\r\n\x1a\n")
    return struct.unpack(">II", content[16:24])


@pytest.mark.parametrize(("scale", "size"), [(1, (400, 240)), (2, (800, 480)), (3, (1200, 720))])
def test_a_scale_multiplies_both_sides(scale, size):
    assert size_of(Png(scale=scale).export(picture())) == size


def test_a_scale_that_nobody_chose_gives_way_before_a_picture_grows_too_large(monkeypatch):
    monkeypatch.setattr(png, "MOST_PIXELS", 100_000)

    width, height = size_of(Png().export(picture()))

    # By hand: 400 x 240 are 96,000 pixels, so that the scale may be 1.02 at most.
    assert 96_000 <= width * height <= 100_000
    assert width / height == pytest.approx(400 / 240, rel=0.01)


@pytest.mark.parametrize("scale", [0.5, 0.75, 2.5, 6])
def test_a_picture_is_drawn_at_any_scale_from_a_half_to_six(scale):
    assert size_of(Png(scale=scale).export(picture())) == (400 * scale, 240 * scale)


@pytest.mark.parametrize("scale", [0, 0.49, -1, 6.01, 1e9, float("nan")])
def test_other_scales_are_refused_with_the_range(scale, language):
    with pytest.raises(ScaleRefused) as caught:
        Png(scale=scale).export(picture())

    assert caught.value.values["reason"] == "outside"
    assert caught.value.problem(language)
    assert caught.value.hint(language)


def test_a_chosen_scale_that_makes_too_many_pixels_is_refused_with_the_best_one(monkeypatch):
    monkeypatch.setattr(png, "MOST_PIXELS", 100_000)

    with pytest.raises(ScaleRefused) as caught:
        Png(scale=3).export(picture())

    # By hand: the square root of 100,000 / 96,000 is 1.0206.
    assert caught.value.values["best"] == 1.02
    assert "1.02" in caught.value.hint("en")
