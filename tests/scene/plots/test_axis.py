from __future__ import annotations

import pytest

from touchline.scene.plots._amounts import bounds_told, told
from touchline.scene.plots._axis import Scale


def test_a_scale_of_shares_ends_at_round_numbers():
    # By hand: 0.37 needs four steps of a tenth in 400 px.
    scale = Scale.over([0.37], "share", start=0, end=400)

    assert (scale.low, scale.high) == (0, 0.4)
    assert [scale.said(mark, "en") for mark in scale.marks()] == ["0%", "10%", "20%", "30%", "40%"]


def test_a_scale_of_time_counts_in_days_and_hours():
    # By hand: 26 days in 400 px leave room for four stretches of 7 days.
    scale = Scale.over([26 * 86_400], "seconds", start=0, end=400)

    assert [scale.said(mark, "en") for mark in scale.marks()] == [
        "0 s", "7 d", "14 d", "21 d", "28 d",
    ]  # fmt: skip


def test_a_share_goes_no_farther_than_the_whole():
    assert Scale.over([0.99], "share", start=0, end=500, most=1.0).high == 1.0


def test_differences_reach_to_both_sides_of_zero():
    scale = Scale.over([-0.2, 0.3], "points", start=0, end=300)

    assert scale.low <= -0.2
    assert scale.high >= 0.3
    assert scale.at(0) == pytest.approx(scale.start - scale.low / (scale.high - scale.low) * 300)


@pytest.mark.parametrize("values", [[], [None], [0.0], [5.0, 5.0]])
def test_nothing_to_tell_apart_has_a_scale_too(values):
    scale = Scale.over(values, "count", start=10, end=110)

    assert scale.low < scale.high
    assert len(scale.marks()) >= 2
    assert all(10 <= scale.at(value) <= 110 for value in values if value is not None)


def test_a_number_beyond_the_scale_stays_on_the_sheet():
    scale = Scale(0, 1, 100, 200, 0.5, "share")

    assert (scale.at(-3), scale.at(7)) == (100, 200)


@pytest.mark.parametrize(
    ("value", "unit", "said"),
    [
        (None, "share", "–"),
        (0.1234, "share", "12.3%"),
        (-0.05, "points", "−5.0 pp"),
        (90_000, "seconds", "1 d 1 h"),
        (1234, "count", "1,234"),
        (0.5, "score", "0.50"),
        (1234.5, "amount", "1,235"),
    ],
)
def test_each_kind_of_number_is_written_as_what_it_is(value, unit, said):
    assert told(value, unit, "en") == said


def test_an_interval_of_differences_is_in_points():
    assert bounds_told((-0.02, 0.04), "points", "en") == "−2.0 to 4.0"
    assert bounds_told(None, "points", "en") == ""
