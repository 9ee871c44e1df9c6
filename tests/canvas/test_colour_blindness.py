"""
What people see who lack one of the three kinds of cones (P17, and R-033 for the icons beside it).
"""

from __future__ import annotations

import math
from itertools import pairwise

import pytest

from touchline.canvas.colour import Oklch, from_oklch, to_oklch
from touchline.canvas.theme import THEMES, load_theme
from touchline.lanes import LANES
from touchline.lanes._boxes import BoxLane

#: G. M. Machado, M. M. Oliveira, L. A. F. Fernandes (2009), A physiologically-based model for
#: simulation of color vision deficiency, table 1, severity 1.0; for linear light.
KINDS = {
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}

#: The least difference by OKLab that people notice between two fields that touch.
NOTICED = 0.02
#: The least between what is good and what is bad, which are small marks apart from each other.
CLEAR = 0.07


def linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


def curved(channel: float) -> float:
    kept = min(max(channel, 0.0), 1.0)
    return 12.92 * kept if kept <= 0.0031308 else 1.055 * kept ** (1 / 2.4) - 0.055


def seen_by(kind: str, colour: str) -> str:
    light = [linear(int(colour[i : i + 2], 16) / 255) for i in (1, 3, 5)]
    rows = (sum(a * b for a, b in zip(row, light, strict=True)) for row in KINDS[kind])
    return "#" + "".join(f"{round(255 * curved(channel)):02X}" for channel in rows)


def apart(one: str, other: str) -> float:
    places = []
    for colour in (one, other):
        found = to_oklch(colour)
        angle = math.radians(found.hue)
        places.append(
            (found.lightness, found.chroma * math.cos(angle), found.chroma * math.sin(angle))
        )
    return math.dist(*places)


def test_the_simulation_leaves_greys_as_they_are() -> None:
    # Property of the model: each row of a matrix adds up to 1, so that white stays white.
    for kind in KINDS:
        for grey in ("#000000", "#808080", "#FFFFFF"):
            assert apart(seen_by(kind, grey), grey) < 0.005


def test_red_and_green_of_one_lightness_look_alike_without_a_cone_for_either() -> None:
    red, green = from_oklch(Oklch(0.6, 0.12, 40)), from_oklch(Oklch(0.6, 0.12, 130))

    # The simulation must see what it is meant to find: a pair that people with all cones tell.
    assert apart(red, green) > 0.12
    assert apart(seen_by("deuteranopia", red), seen_by("deuteranopia", green)) < 0.06


@pytest.mark.parametrize("theme_name", THEMES)
@pytest.mark.parametrize("kind", KINDS)
def test_the_chevrons_of_neighbouring_stages_stay_apart(kind: str, theme_name: str) -> None:
    theme = load_theme(theme_name)
    drawn = [seen_by(kind, theme.readable(theme.stage_hue(index))) for index in range(6)]

    nearest = min(apart(one, other) for one, other in pairwise(drawn))

    # Beside it, every stage has a name and a point of its own, and a gap to the next.
    assert nearest >= NOTICED


@pytest.mark.parametrize("theme_name", THEMES)
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("pair", [("good", "bad"), ("good_ink", "bad_ink")])
def test_good_and_bad_stay_apart(kind: str, theme_name: str, pair: tuple[str, str]) -> None:
    theme = load_theme(theme_name)

    good, bad = (seen_by(kind, getattr(theme, token)) for token in pair)

    assert apart(good, bad) >= CLEAR


def test_pains_and_opportunities_are_told_by_more_than_the_tint_of_their_boxes() -> None:
    # The tints are all but one colour without red or green, so what differs is shape.
    marks = {
        kind: lane.mark
        for kind in ("pain-points", "opportunities", "support", "solutions", "insights")
        if isinstance(lane := LANES[kind], BoxLane)
    }

    assert marks.keys() == {"pain-points", "opportunities", "support", "solutions", "insights"}
    assert len({(LANES[kind].icon, mark) for kind, mark in marks.items()}) == len(marks)
