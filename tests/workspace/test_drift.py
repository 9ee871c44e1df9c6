"""
Measured numbers kept from day to day, and what left its interval (R-137, M1).
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from touchline.measuring.measured import Figure, MeasuredMap, Measures, Provenance, StepMeasures
from touchline.model.map import JourneyMap
from touchline.model.text import LocalText
from touchline.model.work.measurement import Measurement
from touchline.workspace.drift import drift, keep_measurement, measurements

if TYPE_CHECKING:
    from touchline.workspace import Workspace

SHOP = JourneyMap(id="shop", title=LocalText.of("Shop"))


def measured(
    day: str, completion: float, *, half: float = 0.05, is_thin: bool = False
) -> MeasuredMap:
    """
    Make a measured map whose one step is completed by a share of customers, give or take.
    """
    figure = Figure(
        value=completion,
        n=400,
        low=completion - half,
        high=completion + half,
        unit="share",
        is_thin=is_thin,
    )
    origin = Provenance(
        source="log.csv",
        fingerprint=f"of {day}",
        first=None,
        last=None,
        n_cases=400,
        n_events=900,
        measured_at=dt.datetime.fromisoformat(f"{day}T12:00:00+00:00"),
    )
    step = StepMeasures(step="pay", is_bound=True, completion=figure)
    return MeasuredMap(SHOP, Measures(provenance=origin, steps=(step,)))


def keep(workspace: Workspace, *values: tuple[str, float]) -> None:
    for day, completion in values:
        keep_measurement(workspace, measured(day, completion), author="Rosa")


def test_r137_numbers_are_kept_with_what_they_rest_on(workspace: Workspace) -> None:
    kept = keep_measurement(workspace, measured("2026-01-10", 0.6), log="events")

    (found,) = measurements(workspace, "shop")
    (figure,) = found.figures
    assert found == kept
    assert (found.id, found.log, found.fingerprint) == (
        "shop-2026-01-10",
        "events",
        "of 2026-01-10",
    )
    assert (figure.figure, figure.step, figure.value, figure.n) == ("completion", "pay", 0.6, 400)


def test_the_same_events_with_the_same_numbers_are_kept_once(workspace: Workspace) -> None:
    keep(workspace, ("2026-01-10", 0.6), ("2026-01-10", 0.6))

    assert len(measurements(workspace, "shop")) == 1


def test_two_measurements_of_a_day_do_not_write_over_each_other(workspace: Workspace) -> None:
    keep(workspace, ("2026-01-10", 0.6), ("2026-01-10", 0.61))

    assert {one.id for one in workspace.records(Measurement)} == {
        "shop-2026-01-10",
        "shop-2026-01-10-2",
    }


@pytest.mark.parametrize(
    ("after", "is_drifted", "is_sure", "direction"),
    [
        (0.65, False, False, ""),
        (0.66, True, False, "better"),
        (0.71, True, True, "better"),
        (0.54, True, False, "worse"),
        (0.49, True, True, "worse"),
    ],
)
def test_r137_a_number_drifts_when_it_leaves_its_interval(
    workspace: Workspace, after: float, is_drifted: bool, is_sure: bool, direction: str
) -> None:
    # By hand: 0.6 give or take 0.05 is 0.55 to 0.65; intervals of that width meet up to 0.1 apart.
    keep(workspace, ("2026-01-10", 0.6), ("2026-04-10", after))

    found = drift(workspace, "shop", last_review=None)

    assert len(found) == int(is_drifted)
    for one in found:
        assert (one.step, one.figure) == ("pay", "completion")
        assert (one.is_sure, one.direction) == (is_sure, direction)


def test_r137_what_was_seen_at_the_review_is_the_ground(workspace: Workspace) -> None:
    keep(workspace, ("2026-01-10", 0.4), ("2026-03-10", 0.6), ("2026-05-10", 0.62))

    unseen = drift(workspace, "shop", last_review=None)
    reviewed = drift(workspace, "shop", last_review=dt.date(2026, 3, 10))

    assert [one.before.value for one in unseen] == [0.4]
    assert reviewed == ()


def test_what_was_measured_after_the_review_only_begins_with_the_first(
    workspace: Workspace,
) -> None:
    keep(workspace, ("2026-03-10", 0.4), ("2026-05-10", 0.62))

    (found,) = drift(workspace, "shop", last_review=dt.date(2026, 1, 1))

    assert (found.since.date(), found.until.date()) == (dt.date(2026, 3, 10), dt.date(2026, 5, 10))


def test_too_little_data_drifts_nowhere(workspace: Workspace) -> None:
    keep(workspace, ("2026-01-10", 0.4))
    keep_measurement(workspace, measured("2026-05-10", 0.8, is_thin=True))

    assert drift(workspace, "shop", last_review=None) == ()


def test_a_map_that_was_measured_once_or_never_has_not_drifted(workspace: Workspace) -> None:
    never = drift(workspace, "shop", last_review=None)
    keep(workspace, ("2026-01-10", 0.4))

    assert never == drift(workspace, "shop", last_review=None) == ()
