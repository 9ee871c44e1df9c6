from __future__ import annotations

from typing import Any

import pytest

from touchline.analysis._errors import UnknownStep
from touchline.analysis._plan import UnusableWay
from touchline.analysis.alignment import Alignment
from touchline.eventlog.log import EventLog

PLAN = ("A", "B", "C", "D")


def log_of(*paths: str) -> EventLog:
    return EventLog.from_events(
        (f"c{i}", activity, t) for i, path in enumerate(paths) for t, activity in enumerate(path)
    )


def told(*paths: str, **options) -> set[tuple[str, str, int, int]]:
    answer = plan_of(**{"steps": PLAN, **options}).answer(log_of(*paths))
    return {(one.kind, one.name, one.cases, one.events) for one in answer.departures}


def plan_of(**fields: Any) -> Alignment:
    return Alignment(**fields)


@pytest.mark.parametrize(
    ("path", "departures"),
    [
        # By hand, one path each.
        ("ABCD", set()),
        ("AB", set()),
        ("ABD", {("skipped", "C", 1, 0)}),
        ("ABBCD", {("again", "B", 1, 1)}),
        ("AXBXCD", {("unplanned", "X", 1, 2)}),
        ("BCDA", {("out-of-order", "A", 1, 1)}),
        ("ABACD", {("again", "A", 1, 1)}),
    ],
)
def test_each_kind_of_departure_is_told(path: str, departures: set) -> None:
    assert told(path) == departures


def test_a_step_that_is_missing_at_the_end_counts_when_whole_paths_are_asked() -> None:
    open_, whole = (
        plan_of(steps=PLAN, whole=whole).answer(log_of("ABC", "ABCD")) for whole in (False, True)
    )

    # By hand: the first path lacks D.
    assert (open_.following, open_.finished) == (2, 1)
    assert (whole.following, whole.finished) == (1, 2)
    assert [(one.kind, one.name) for one in whole.departures] == [("skipped", "D")]
    # Seven events and twice four steps could have been departures.
    assert whole.fitness == pytest.approx(1 - 1 / 15)
    assert open_.fitness == 1


def test_optional_steps_and_further_ways_are_no_departures() -> None:
    assert told("AD", optional=(1, 2)) == set()
    assert told("ABCBCD", ways=("2:1",)) == set()
    assert told("ACD", ways=("0:2",)) == set()
    assert told("ABXBCD", steps=(*PLAN, "X"), beside=(4,), ways=("1:4", "4:1")) == set()


def test_a_step_may_last_for_several_events_when_that_is_asked() -> None:
    assert told("ABBXBCD", lasting=True) == {("unplanned", "X", 1, 1)}
    # By hand: going back is a departure still.
    assert told("ABBCBD", lasting=True) == {("again", "B", 1, 1)}


def test_a_way_out_lets_a_whole_path_end_early() -> None:
    answer = plan_of(steps=PLAN, ways=("1:end",), whole=True).answer(log_of("AB", "ABC"))

    # By hand: after B the plan may be over; after C it may not.
    assert (answer.following, answer.paths) == (1, 2)


def test_a_step_that_stands_twice_in_the_plan_is_done_twice() -> None:
    assert told("ABA", steps=("A", "B", "A")) == set()
    # By hand: both could be the A that is there; the one that gets further is told.
    assert told("BA", steps=("A", "B", "A"), whole=True) == {("skipped", "A", 1, 0)}


def test_cases_without_a_planned_event_are_counted_apart() -> None:
    answer = plan_of(steps=("A", "B")).answer(log_of("AB", "XX"))

    assert (answer.paths, answer.outside, answer.following) == (1, 1, 1)


def test_paths_of_very_many_events_are_left_out_and_counted(monkeypatch) -> None:
    monkeypatch.setattr("touchline.analysis.alignment.LONGEST", 3)

    answer = plan_of(steps=("A", "B")).answer(log_of("ABXAB", "AB"))

    assert (answer.paths, answer.too_long) == (1, 1)
    # What the path that is left out did besides is no departure of the others.
    assert all(0 < one.share <= 1 for one in answer.departures)
    assert "too-long-paths" in [one.name for one in answer.warnings]


@pytest.mark.parametrize("way", ["", "1", "1-2", "end:1", "1:start", "-1:2"])
def test_a_way_that_cannot_be_read_is_refused(way: str) -> None:
    with pytest.raises(UnusableWay):
        plan_of(steps=PLAN, ways=(way,))


@pytest.mark.parametrize("options", [{"optional": (4,)}, {"beside": (-1,)}, {"ways": ("0:4",)}])
def test_a_number_that_no_step_has_is_refused(options) -> None:
    with pytest.raises(UnknownStep):
        plan_of(steps=PLAN, **options).answer(log_of("AB"))


def test_the_published_alignments_cost_what_is_published() -> None:
    # van der Aalst, Adriansyah & van Dongen (2012), section 3: on the sequence a, b, c a trace that
    # lacks b needs one move on the model, and one with an extra d one move on the log.
    lacks = plan_of(steps=("a", "b", "c"), whole=True).answer(log_of("ac"))
    adds = plan_of(steps=("a", "b", "c"), whole=True).answer(log_of("abdc"))

    assert (lacks.out_of_place, lacks.left_out) == (0, 1)
    assert (adds.out_of_place, adds.left_out) == (1, 0)
    # Cost-based fitness: 1 - 1 / (2 + 3) and 1 - 1 / (4 + 3).
    assert lacks.fitness == pytest.approx(0.8)
    assert adds.fitness == pytest.approx(6 / 7)
