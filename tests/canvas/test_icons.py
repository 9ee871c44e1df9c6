from __future__ import annotations

from importlib.resources import files

import pytest

from touchline.canvas.errors import UnknownIcon
from touchline.canvas.icons import GRID, has_icon, icon_names, icon_paths


def test_the_whole_library_is_there() -> None:
    # lucide-static 1.62.0 holds so many files, older names included.
    assert len(icon_names()) == 2176
    assert has_icon("shopping-cart")
    assert not has_icon("shopping-card")


def test_every_icon_is_strokes_inside_its_grid() -> None:
    lengths = {"M": 3, "L": 3, "C": 7, "Z": 1}
    outside = []
    for name in icon_names():
        for stroke in icon_paths(name):
            assert stroke[0][0] == "M"
            assert all(len(command) == lengths[str(command[0])] for command in stroke)
            ends = [
                float(value) for command in stroke for value in command[-2:] if len(command) > 1
            ]
            if min(ends) < 0 or max(ends) > GRID:
                outside.append(name)

    assert outside == []


def test_a_circle_is_four_quarter_curves() -> None:
    (ring,) = icon_paths("circle")

    # By hand: the icon is a circle of radius 10 around (12, 12).
    letters = [command[0] for command in ring]
    assert letters == ["M", "C", "C", "C", "C", "Z"]
    ends = [command[-2:] for command in ring[:-1]]
    assert ends == [(2, 12), (12, 22), (22, 12), (12, 2), (2, 12)]


def test_an_unknown_icon_names_the_nearest() -> None:
    with pytest.raises(UnknownIcon) as caught:
        icon_paths("shoping-cart")

    assert caught.value.values["suggestion"] == "shopping-cart"


def test_the_licence_lies_beside_the_icons() -> None:
    text = files("touchline.canvas").joinpath("icons.LICENSE").read_text(encoding="utf-8")

    assert "ISC License" in text
    assert "Cole Bemis" in text
