from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from touchline.canvas.geometry import (
    Box,
    Cubic,
    around,
    band,
    chevron,
    diamond,
    monotone_cubics,
    monotone_curve,
    rounded,
    split_at_height,
)

heights = st.floats(-100, 100, allow_nan=False)
curves = st.lists(st.tuples(st.floats(0.5, 90), heights), min_size=2, max_size=12)


def placed(steps: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """
    Put points one after the other from left to right.
    """
    points, x = [], 0.0
    for step, y in steps:
        x += step
        points.append((x, y))
    return points


@given(curves)
def test_a_curve_never_leaves_the_heights_of_its_neighbours(
    steps: list[tuple[float, float]],
) -> None:
    # Property: Fritsch & Carlson 1980, theorem 1.
    for piece in monotone_cubics(placed(steps)):
        low, high = sorted((piece.start[1], piece.end[1]))
        assert all(low - 1e-9 <= piece.at(t / 20)[1] <= high + 1e-9 for t in range(21))


@given(curves)
def test_a_curve_rises_or_falls_all_the_way_between_two_points(
    steps: list[tuple[float, float]],
) -> None:
    for piece in monotone_cubics(placed(steps)):
        ys = [piece.at(t / 20)[1] for t in range(21)]
        rises = [b - a for a, b in pairwise(ys)]
        assert all(r >= -1e-9 for r in rises) or all(r <= 1e-9 for r in rises)


@given(curves)
def test_a_curve_drawn_backwards_is_the_same_curve(steps: list[tuple[float, float]]) -> None:
    points = placed(steps)

    there, back = monotone_cubics(points), monotone_cubics(points[::-1])

    turned = [Cubic(p.end, p.second, p.first, p.start) for p in reversed(back)]
    for piece, other in zip(there, turned, strict=True):
        for a, b in zip(piece, other, strict=True):
            assert a == pytest.approx(b, abs=1e-6)


def test_a_curve_passes_through_its_points() -> None:
    commands = monotone_curve([(0, 0), (10, 5), (20, 5)])

    assert [command[-2:] for command in commands] == [(0, 0), (10, 5), (20, 5)]
    # By hand: a flat stretch stays flat.
    assert commands[2] == pytest.approx(("C", 10 + 10 / 3, 5, 20 - 10 / 3, 5, 20, 5))


def test_one_point_is_no_curve() -> None:
    assert (monotone_curve([(1, 1)]), monotone_curve([]), band([(0, 0)], [(0, 1)])) == ((), (), ())


@given(curves)
def test_a_split_curve_is_coloured_by_its_side_and_has_no_gap(
    steps: list[tuple[float, float]],
) -> None:
    stretches = split_at_height(monotone_cubics(placed(steps)), 0.0)

    pieces = [piece for _, parts in stretches for piece in parts]
    assert all(a.end == b.start for a, b in pairwise(pieces))
    assert all(a[0] != b[0] for a, b in pairwise(stretches))
    for is_above, parts in stretches:
        for part in parts:
            middle = part.at(0.5)[1]
            assert middle <= 1e-6 if is_above else middle >= -1e-6


def test_a_curve_that_crosses_once_is_cut_once() -> None:
    (above, below) = split_at_height(monotone_cubics([(0, -10), (20, 10)]), 0.0)

    # By hand: a straight line crosses in its middle.
    assert (above[0], below[0]) == (True, False)
    assert above[1][-1].end == pytest.approx((10, 0), abs=1e-9)


def test_a_band_is_closed_between_both_curves() -> None:
    commands = band([(0, 1), (10, 2)], [(0, 5), (10, 6)])

    assert [c[0] for c in commands] == ["M", "C", "L", "C", "Z"]
    assert commands[2] == ("L", 10, 6)
    assert commands[3][-2:] == (0, 5)


def test_a_chevron_points_to_its_end_and_opens_at_its_start() -> None:
    first, later = chevron(0, 0, 50, 20, 8, is_first=True), chevron(50, 0, 50, 20, 8)

    assert ("L", 50, 10) in first
    assert len(first) == 6
    assert ("L", 58, 10) in later
    assert ("L", 100, 10) in later


def test_a_diamond_stands_on_its_corner() -> None:
    assert diamond(5, 5, 2) == (("M", 5, 3), ("L", 7, 5), ("L", 5, 7), ("L", 3, 5), ("Z",))


def test_round_corners_never_meet_beyond_the_middle() -> None:
    commands = rounded(Box(0, 0, 10, 4), (99, 0, 1, 99))

    # By hand: radii are cut to half of the shorter side, 2.
    assert commands[0] == ("M", 2, 0)
    assert ("L", 10, 0) in commands
    assert ("L", 10, 3) in commands


def test_boxes_know_what_they_hold() -> None:
    box = Box(0, 0, 10, 10)

    assert box.inset(2) == Box(2, 2, 6, 6)
    assert box.inset(2, 6) == Box(2, 5, 6, 0)
    assert box.holds(box.inset(1))
    assert not box.inset(1).holds(box)
    assert box.overlaps(box.moved(9, 9))
    assert not box.overlaps(box.moved(10, 0))
    assert around([box, box.moved(5, -5)]) == Box(0, -5, 15, 15)


def test_a_turning_point_is_flat() -> None:
    rise, fall = monotone_cubics([(0, 0), (10, 10), (20, 0)])

    # By hand: where rise turns into fall both controls lie at the height of the point.
    assert (rise.second[1], fall.first[1]) == (10, 10)
