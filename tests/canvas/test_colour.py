from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from touchline.canvas.colour import (
    contrast,
    from_oklch,
    is_colour,
    mixed,
    to_oklch,
    with_contrast,
)

colours = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06X}")


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        # WCAG 2.2, understanding 1.4.3: black on white; #767676 is the lightest grey that passes.
        ("#000000", "#FFFFFF", 21.0),
        ("#767676", "#FFFFFF", 4.54),
        ("#777777", "#FFFFFF", 4.48),
        # By hand: red has luminance 0.2126, so (1.05) / (0.2626).
        ("#FF0000", "#FFFFFF", 4.0),
        ("#123456", "#123456", 1.0),
    ],
)
def test_contrast_is_that_of_wcag(first: str, second: str, expected: float) -> None:
    assert contrast(first, second) == pytest.approx(expected, abs=0.005)
    assert contrast(second, first) == contrast(first, second)


@pytest.mark.parametrize(
    ("colour", "expected"),
    [
        # Published: Ottosson's table and CSS Color 4, sample values of oklch().
        ("#FFFFFF", (1.0, 0.0, None)),
        ("#FF0000", (0.628, 0.2577, 29.23)),
        ("#0000FF", (0.452, 0.3132, 264.05)),
        ("#008000", (0.5198, 0.1769, 142.5)),
    ],
)
def test_oklch_is_that_of_css(colour: str, expected: tuple[float, float, float | None]) -> None:
    found = to_oklch(colour)

    lightness, chroma, hue = expected
    assert found.lightness == pytest.approx(lightness, abs=0.001)
    assert found.chroma == pytest.approx(chroma, abs=0.001)
    assert hue is None or found.hue == pytest.approx(hue, abs=0.05)


@given(colours)
def test_a_colour_survives_the_way_through_oklch(colour: str) -> None:
    there_and_back = from_oklch(to_oklch(colour))

    channels = [
        abs(int(colour[i : i + 2], 16) - int(there_and_back[i : i + 2], 16)) for i in (1, 3, 5)
    ]
    # Property: only colours on the very edge of what a screen shows lose a trace of chroma.
    assert max(channels) <= 2


@given(colours, st.sampled_from([3.0, 4.5, 7.0]))
def test_a_darkened_colour_reaches_its_contrast_and_keeps_its_hue(
    colour: str, ratio: float
) -> None:
    found = with_contrast(colour, ("#FFFFFF",), ratio, darker=True)

    assert contrast(found, "#FFFFFF") >= ratio
    assert to_oklch(found).lightness <= to_oklch(colour).lightness + 0.002


def test_a_colour_that_has_its_contrast_stays() -> None:
    assert with_contrast("#1B1F24", ("#FFFFFF",), 4.5, darker=True) == "#1B1F24"


def test_a_contrast_that_no_colour_reaches_gives_black_or_white() -> None:
    assert with_contrast("#808080", ("#808080",), 21, darker=True) == "#000000"
    assert with_contrast("#808080", ("#808080",), 21, darker=False) == "#FFFFFF"


def test_a_colour_over_another_is_mixed_by_its_share() -> None:
    # By hand: a quarter of black over white leaves 0.75 * 255 = 191.
    assert mixed("#000000", "#FFFFFF", 0.25) == "#BFBFBF"
    assert mixed("#000000", "#FFFFFF", 0) == "#FFFFFF"


@pytest.mark.parametrize("thing", ["#fff", "red", "#12345G", 12, None, "#1234567"])
def test_only_six_digits_are_a_colour(thing: object) -> None:
    assert not is_colour(thing)
