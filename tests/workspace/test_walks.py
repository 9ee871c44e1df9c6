"""
Walks of several people, put together.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from pydantic import ValidationError

from tests.workspace.journeys import journey, lane, walk
from touchline.model.work.walk import Walk
from touchline.workspace.walks import merge_walks

if TYPE_CHECKING:
    from touchline.workspace import Workspace


def test_ratings_of_a_step_have_their_mean_range_and_number() -> None:
    walks = (
        walk("Mei", {"step": "form", "rating": 2, "duration": "10m"}),
        walk("Ali", {"step": "form", "rating": 5, "duration": "4m"}),
        walk("Jun", {"step": "form", "rating": 2, "duration": "90s"}),
    )

    step = merge_walks(journey(), walks).of("form")

    assert step is not None
    (ratings,) = step.ratings
    spread = ratings.spread
    # By hand: (2 + 5 + 2) / 3.
    assert (spread.n, spread.mean, spread.low, spread.high) == (3, 3.0, 2.0, 5.0)
    assert step.seconds is not None
    # By hand: 600, 240 and 90 seconds.
    assert (step.seconds.median, step.seconds.low, step.seconds.high) == (240.0, 90.0, 600.0)
    assert (ratings.scale_low, ratings.scale_high) == (1.0, 5.0)


def test_whoever_walks_twice_counts_once() -> None:
    walks = (
        walk("Mei", {"step": "form", "rating": 1}),
        walk("Mei", {"step": "form", "rating": 2}, id="again"),
        walk("Ali", {"step": "form", "rating": 4.5}),
    )

    merged = merge_walks(journey(), walks)

    step = merged.of("form")
    assert step is not None
    # By hand: Mei's own mean is 1.5, and (1.5 + 4.5) / 2 is 3.
    assert (step.ratings[0].spread.mean, step.ratings[0].spread.n) == (3.0, 2)
    assert (merged.n_walks, merged.walkers) == (3, ("Mei", "Ali"))


def test_ratings_on_different_scales_are_never_joined() -> None:
    walks = (
        walk("Mei", {"step": "form", "rating": 2}),
        walk("Ali", {"step": "form", "rating": 9}, scale={"low": 0, "high": 10}),
    )

    merged = merge_walks(journey(), walks)

    step = merged.of("form")
    assert step is not None
    assert [(one.scale_high, one.spread.mean) for one in step.ratings] == [(10.0, 9.0), (5.0, 2.0)]
    assert "mixed-scales" in {one.name for one in merged.findings}


def test_equal_notes_are_one_with_everybody_who_wrote_them() -> None:
    walks = (
        walk("Mei", {"step": "form", "friction": ["Too many fields", "No help"]}),
        walk("Ali", {"step": "form", "friction": ["too  many fields"]}, date="2026-05-20"),
    )

    step = merge_walks(journey(), walks).of("form")

    assert step is not None
    first, second = step.friction
    assert (first.text, first.walkers) == ("Too many fields", ("Mei", "Ali"))
    assert (first.first, first.last) == (dt.date(2026, 5, 18), dt.date(2026, 5, 20))
    assert second.text == "No help"


def test_contacts_touchpoints_pictures_and_stops_are_counted_by_people() -> None:
    walks = (
        walk(
            "Mei",
            {"step": "call", "contact": "missing", "touchpoints": ["t-call"], "photos": ["a.jpg"]},
            {"step": "pay", "reached": False},
        ),
        walk("Ali", {"step": "call", "contact": "found", "touchpoints": ["t-call"]}),
    )

    merged = merge_walks(journey(), walks)

    call, pay = merged.of("call"), merged.of("pay")
    assert call is not None
    assert pay is not None
    assert (call.contact_found, call.contact_missing) == (("Ali",), ("Mei",))
    assert call.touchpoints == {"t-call": 2}
    assert call.photos == ("a.jpg",)
    assert (pay.walkers, pay.stopped) == (1, 1)


def test_the_whole_takes_the_sum_of_the_steps_unless_it_is_stated() -> None:
    walks = (
        walk("Mei", {"step": "form", "duration": "10m"}, {"step": "pay", "duration": "5m"}),
        walk("Ali", {"step": "form", "duration": "10m"}, duration="1h"),
    )

    seconds = merge_walks(journey(), walks).seconds

    assert seconds is not None
    assert (seconds.low, seconds.high) == (900.0, 3600.0)


def test_what_does_not_fit_the_map_is_told() -> None:
    walks = (
        walk("Mei", {"step": "nowhere"}, {"step": "form", "touchpoints": ["t-pay"]}),
        walk("Ali", {"step": "form", "rating": 1}, map="another"),
    )

    merged = merge_walks(journey(lane("pain-points", form=[{"id": "p", "text": "Slow"}])), walks)

    found = [one.name for one in merged.findings]
    assert found == ["other-map", "unknown-step", "unknown-card", "few-walkers", "no-customers"]
    assert merged.n_walks == 1


def test_walks_of_customers_are_not_told_to_be_of_employees() -> None:
    walks = (walk(name, {"step": "form", "rating": 3}, who="customers") for name in "abc")

    merged = merge_walks(journey(), walks)

    assert merged.findings == ()
    assert merged.who == ("customers",)


@pytest.mark.parametrize(
    "wrong",
    [
        {"steps": [{"step": "form", "rating": 6}]},
        {"rating": 0},
        {"steps": [{"step": "form"}, {"step": "form"}]},
        {"steps": [{"step": "form", "duration": "long"}]},
    ],
)
def test_a_walk_that_makes_no_sense_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        walk("Mei", **wrong)


def test_a_walk_has_a_walker() -> None:
    with pytest.raises(ValidationError):
        walk("")


def test_walks_are_records_of_a_workspace(workspace: Workspace) -> None:
    given = walk("Mei", {"step": "form", "rating": 2, "friction": [{"en": "Slow", "fa": "کند"}]})

    workspace.put(given, author="Mei")

    assert list(workspace.records(Walk)) == [given]
    assert [one.id for one in workspace.search("کند")] == ["walk-mei"]
