"""
The chart of a map: what was measured at each step, as bars, dots and curves (R-081).
"""

import datetime as dt
from typing import Any

import pytest

from tests.golden.shop import journey, measured
from tests.scene import walking
from tests.scene.walking import words
from touchline.canvas.primitives import Ellipse, Line, Rect
from touchline.measuring.measured import Figure, MeasuredMap, PeriodMeasures, StepMeasures
from touchline.scene.compose import compose
from touchline.scene.panels.loss import lost_of

#: What a picture holds is known by its role, and not to the types.
groups: Any = walking.groups
reach: Any = walking.reach


def _panel(scene, title):
    return next(item for item in groups(scene, "panel") if item.title == title)


def _figures(panel):
    return [item for item in panel.children if getattr(item, "role", "") == "figure"]


def _at(panel, step):
    return next(
        item
        for item in panel.children
        if getattr(item, "at", None) and item.at.id_of("step") == step
    )


def test_r081_reach_loss_time_targets_and_feeling_stand_below_the_same_steps():
    scene = compose(measured(), style="chart", language="en")

    titles = [panel.title for panel in groups(scene, "panel")]
    assert titles == ["Reached", "Lost here", "Time to next step", "Targets"]
    assert [lane.title for lane in groups(scene, "lane")] == ["Emotion", "Planned and actual"]
    heads = {step.at.id_of("step"): reach(step) for step in groups(scene, "step")}
    for panel in groups(scene, "panel"):
        for figure in _figures(panel):
            left, _, right, _ = reach(figure)
            head = heads[figure.at.id_of("step")]
            # A head begins one padding, 10 px, after its column; the narrowest column has 136 px.
            assert head[0] - 11 <= left
            assert right <= head[0] + 204


def test_a_number_never_stands_without_its_interval_and_how_many_it_rests_on():
    scene = compose(measured(), style="chart", language="en")

    # Origin: the figures that the invented shop of the golden pictures states at its basket.
    loss = _at(_panel(scene, "Lost here"), "basket")
    assert words([loss]) == ["61.9%", "±1.2", "n\xa0=\xa05,690"]
    assert "95% interval" in loss.details


def test_the_height_of_a_bar_is_the_share_of_all_who_enter():
    scene = compose(measured(), style="chart", language="en")

    panel = _panel(scene, "Reached")
    full = next(item for item in _at(panel, "ad").children if isinstance(item, Rect))
    bars = [item for item in _at(panel, "search").children if isinstance(item, Rect)]
    # 29,603 of 48,213 come to the search, by hand 61.4 %; the rest was lost since the step before.
    ghost, bar = bars
    assert bar.height / full.height == pytest.approx(29_603 / 48_213, abs=0.001)
    assert ghost.height + bar.height == pytest.approx(full.height, abs=0.01)
    assert ghost.dash


def test_a_target_is_drawn_as_a_line_across_what_was_measured():
    scene = compose(measured(), style="chart", language="en")

    bullet = _at(_panel(scene, "Targets"), "checkout")

    told = words([bullet])
    assert "target: 45% or more" in told
    assert "missed" in told
    track = next(item for item in bullet.children if isinstance(item, Rect))
    mark = [item for item in bullet.children if isinstance(item, Line) and item.x1 == item.x2][-1]
    assert (mark.x1 - track.x) / track.width == pytest.approx(0.45)


def test_an_unmeasured_map_says_so_and_how_it_gets_numbers():
    scene = compose(journey(), style="chart", language="en")

    assert groups(scene, "panel") == []
    (note,) = [note for note in groups(scene, "note") if note.title == "Nothing is measured yet"]
    assert "touchline bind" in note.details
    # What the author says of feelings is still there.
    assert [lane.title for lane in groups(scene, "lane")] == ["Emotion"]


def test_of_elapsed_windows_all_who_did_not_go_on_are_lost():
    step = StepMeasures(
        step="s",
        is_bound=True,
        completion=Figure(value=0.5, n=100, unit="share"),
        completion_mature=Figure(value=0.7, n=40, low=0.55, high=0.8, unit="share"),
        lost=Figure(value=0.1, n=100, unit="share"),
        pending=Figure(value=40, n=100, unit="customers"),
    )

    found = lost_of(step)

    assert found is not None
    # By hand: 1 - 0.7, and the ends of the interval change places.
    assert [found.value, found.low, found.high] == pytest.approx([0.3, 0.2, 0.45])
    assert found.n == 40


def test_what_tells_of_few_customers_stays_withheld():
    found = measured()
    steps = tuple(
        StepMeasures(step=each.step, is_bound=True, is_withheld=True) if i == 1 else each
        for i, each in enumerate(found.measures.steps)
    )
    measures = found.measures.model_copy(update={"steps": steps, "least_group": 5, "withheld": 4})

    scene = compose(type(found)(found.journey, measures), style="chart", language="en")

    hidden = _at(_panel(scene, "Reached"), steps[1].step)
    assert words([hidden]) == ["withheld: fewer than 5 customers"]


def _by_month(*shares: float | None, n_complete: int) -> MeasuredMap:
    """
    Give the invented shop months in which such shares go on from its basket and complete.
    """

    def figure(value: float | None) -> Figure:
        if value is None:
            return Figure(value=None, n=0, unit="share")
        return Figure(value=value, n=400, low=value - 0.04, high=value + 0.04, unit="share")

    periods = tuple(
        PeriodMeasures(
            start=dt.date(2026, i + 1, 1),
            end=dt.date(2026, i + 2, 1),
            is_complete=i < n_complete,
            completion=figure(share),
            steps={"basket": figure(share)},
        )
        for i, share in enumerate(shares)
    )
    shop = measured()
    update = {"per": "month", "periods": periods}
    return MeasuredMap(shop.journey, shop.measures.model_copy(update=update))


def test_r081_a_chart_shows_how_a_share_changes_and_tells_the_last_complete_period():
    # Given three complete months and one whose windows are still open
    shown = _by_month(0.3, 0.35, 0.41, 0.2, n_complete=3)

    scene = compose(shown, style="chart", language="en")

    # Then the last complete one is told with interval and number, and the first beside it
    basket = _at(_panel(scene, "Over time"), "basket")
    assert [line.replace("\xa0", " ") for line in words([basket])] == [
        "March 2026",
        "41.0%",
        "±4.0",
        "n = 400",
        "January 2026 · 30.0%",
    ]
    # And of four points one is hollow, and the legend says why
    dots = [item for item in basket.children if isinstance(item, Ellipse)]
    assert [dot.fill == dot.stroke for dot in dots] == [True, True, True, False]
    assert any(line.startswith("hollow:") for line in words(groups(scene, "legend")))


def test_higher_shares_stand_higher_and_a_period_without_anybody_is_passed_over():
    scene = compose(_by_month(0.2, None, 0.8, n_complete=3), style="chart", language="de")

    basket = _at(_panel(scene, "Im Zeitverlauf"), "basket")
    first, last = (item for item in basket.children if isinstance(item, Ellipse))
    # By hand: from nobody to everybody are 72 px, so that 60 points are 43.2 px.
    assert first.cy - last.cy == pytest.approx(43.2)


def test_a_map_without_periods_has_no_panel_of_changes():
    assert "Over time" not in [
        panel.title for panel in groups(compose(measured(), style="chart"), "panel")
    ]
