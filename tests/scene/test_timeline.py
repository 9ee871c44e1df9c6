"""
A map on an axis of time (R-080).
"""

import datetime as dt
from itertools import pairwise
from typing import Any

import pytest

from tests.golden.shop import measured
from tests.golden.support import support
from tests.scene import walking
from tests.scene.lines import collisions
from tests.scene.maps import way
from tests.scene.walking import is_inside, words
from touchline.i18n import LANGUAGES
from touchline.measuring.measured import (
    Figure,
    MeasuredMap,
    Measures,
    Provenance,
    StepMeasures,
)
from touchline.model.structure import Target
from touchline.scene.compose import compose

#: What a picture holds is known by its role, and not to the types.
groups: Any = walking.groups
reach: Any = walking.reach

DAY = 86400.0


def timed(*seconds, unbound=()):
    """
    Make a measured map whose steps take some time to the next one; None where that is not known.
    """
    n = len(seconds) + 1
    steps = []
    for i in range(n):
        known = seconds[i] if i < n - 1 else None
        figure = Figure(value=known, n=100, unit="seconds") if known is not None else None
        steps.append(StepMeasures(step=f"x{i}", is_bound=i not in unbound, time_to_next=figure))
    provenance = Provenance(
        source="log.csv",
        fingerprint="0",
        first=None,
        last=None,
        n_cases=100,
        n_events=500,
        measured_at=dt.datetime(2026, 11, 1, 12, tzinfo=dt.UTC),
    )
    return MeasuredMap(way(n), Measures(provenance=provenance, steps=tuple(steps)))


def xs(scene):
    """
    Give where each step stands on the axis.
    """
    found = (reach(group) for group in groups(scene, "moment"))
    return [(a + c) / 2 for a, _, c, _ in found]


def distances(scene):
    places = xs(scene)
    return [b - a for a, b in pairwise(places)]


def head(scene):
    return next(group.title for group in groups(scene, "scale"))


def test_steps_stand_in_proportion_to_their_measured_times():
    # Given one, two and four days from step to step
    scene = compose(timed(DAY, 2 * DAY, 4 * DAY), style="timeline")

    # Then the distances are in the same proportion, and the picture says that they are
    one, two, four = distances(scene)
    assert two == pytest.approx(2 * one, rel=1e-6)
    assert four == pytest.approx(4 * one, rel=1e-6)
    assert "To scale" in head(scene)
    assert {"1 d", "2 d", "4 d", "Start"} <= set(words(scene.children))


def test_times_that_differ_by_more_than_thirty_are_not_to_scale_and_it_is_said():
    # Given a minute and ninety days
    scene = compose(timed(60.0, 90 * DAY), style="timeline")

    # Then the longer one is longer, both can be seen, and the sentence names both
    short, long = distances(scene)
    assert 40 < short < long < 30 * short
    assert "Not to scale" in head(scene)
    assert "1 min" in head(scene)
    assert "90 d" in head(scene)


def test_a_step_without_events_stands_within_the_time_that_is_known_around_it():
    # Given a step that no event is bound to between two that are six days apart
    scene = compose(timed(6 * DAY, None, unbound=(1,)), style="timeline")

    # Then it stands half way, and the six days are told once
    first, second = distances(scene)
    assert first == pytest.approx(second)
    assert words(groups(scene, "wait")) == ["6 d"]


def test_a_stretch_whose_time_is_not_known_is_dashed_and_says_so():
    # Given two known times around one that is not
    scene = compose(timed(DAY, None, DAY), style="timeline")

    # Then it is named, and its length is no time
    assert words(groups(scene, "wait")) == ["1 d", "time not known", "1 d"]


def test_without_times_steps_stand_evenly_and_it_is_said():
    # Given a map that nothing was measured on
    scene = compose(way(4), style="timeline")

    # Then the distances are alike
    assert max(distances(scene)) - min(distances(scene)) <= 1
    assert "Times are not known" in head(scene)


def test_targets_stand_in_for_times_and_are_told_as_such():
    # Given a plan: at most a day, then at most three
    plain = way(3)
    (stage,) = plain.stages
    steps = tuple(
        step.model_copy(
            update={"targets": (Target(metric="time-to-next", at_most=most),) if most else ()}
        )
        for step, most in zip(stage.steps, (DAY, 3 * DAY, None), strict=True)
    )
    journey = plain.model_copy(update={"stages": (stage.model_copy(update={"steps": steps}),)})

    # When it is drawn
    scene = compose(journey, style="timeline")

    # Then the axis is in proportion to the plan, and says that nothing was measured
    one, three = distances(scene)
    assert three == pytest.approx(3 * one, rel=1e-6)
    assert words(groups(scene, "wait")) == ["at most 1 d", "at most 3 d"]
    assert "not measured" in head(scene)


def test_one_known_time_among_many_does_not_stretch_the_axis():
    # Given one time of five
    scene = compose(timed(None, None, DAY, None, None), style="timeline")

    # Then the steps stand evenly, the time is told, and so is what is missing
    assert max(distances(scene)) - min(distances(scene)) <= 1
    assert words(groups(scene, "wait")) == ["1 d"]
    assert "1 of 5" in head(scene)


def test_a_time_of_nothing_is_drawn():
    scene = compose(timed(0.0, 0.0), style="timeline")

    assert min(distances(scene)) > 40


def test_time_runs_from_right_to_left_for_persian_readers():
    scene = compose(timed(DAY, 2 * DAY), style="timeline", language="fa")

    assert all(each < 0 for each in distances(scene))


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_lies_on_anything_else(language):
    # Given a rich measured map and one of odd parts
    for journey in (measured(), support()):
        scene = compose(journey, style="timeline", language=language)

        # Then no two lines of text meet, and nothing leaves the sheet
        assert collisions(scene) == []
        sheet = (0.0, 0.0, scene.width, scene.height)
        assert all(is_inside(reach(item), sheet) for item in scene.children)


def test_short_stretches_have_their_words_above_each_other():
    # Given forty steps, half of them a second apart
    scene = compose(timed(*([1.0, 3 * DAY] * 20)), style="timeline")

    assert collisions(scene) == []
