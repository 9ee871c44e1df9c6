"""
What is withheld where few people stand behind a number, worked out by hand.
"""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from touchline.analysis import Question
from touchline.analysis.occupancy import Occupancy
from touchline.analysis.path import Path
from touchline.analysis.satisfaction import Satisfaction
from touchline.analysis.transitions import Transitions
from touchline.analysis.trend import Trend
from touchline.analysis.variants import Variants
from touchline.eventlog.log import EventLog


def _log(*paths: tuple[int, str], **attributes: list[str]) -> EventLog:
    """
    Make a log in which so many customers walk each path, a letter an event.
    """
    events: list[dict[str, Any]] = []
    n = 0
    for times, path in paths:
        for _ in range(times):
            own = {name: values[n] for name, values in attributes.items()}
            for hour, letter in enumerate(path):
                when = f"2026-01-01T{hour:02}:00"
                events.append({"case": f"c{n}", "activity": letter, "timestamp": when, **own})
            n += 1
    return EventLog.from_events(events)


def _funnel(**options: Any) -> Question:
    return Question.from_dict({"name": "funnel", "steps": ["a", "b"], **options})


def test_a_row_about_few_people_and_the_next_smallest_are_withheld() -> None:
    log = _log((20, "ab"), (9, "ac"), (2, "ad"))

    guarded = Transitions().answer(log).guarded(5)

    rows = {(row["source"], row["target"]): row["cases"] for row in guarded.rows()}
    # Of 31 who leave a, 20 go to b, 9 to c and 2 to d. Without the 2 alone they would be 31-20-9,
    # so that the 9 go as well; the same of those who end: 31 = 20 at b, 9 at c, 2 at d.
    assert rows["a", "b"] == 20
    assert rows["a", "c"] is rows["a", "d"] is None
    assert rows["c", "(end)"] is rows["d", "(end)"] is None
    assert rows["b", "(end)"] == 20
    assert guarded.n_withheld == 4


def test_two_rows_that_make_a_group_together_hide_each_other() -> None:
    log = _log((20, "ab"), (9, "ac"), (3, "ad"), (2, "ae"))

    rows = {row["target"]: row["cases"] for row in Transitions().answer(log).guarded(5).rows()}

    # The 3 and the 2 are five people together, and nobody can tell them apart.
    assert (rows["b"], rows["c"], rows["d"], rows["e"]) == (20, 9, None, None)


def test_a_path_that_few_people_took_is_not_told_at_all() -> None:
    log = _log((20, "ab"), (9, "ac"), (1, "axyz"))

    answer = Variants().answer(log)

    assert len(answer.rows()) == 3
    assert [row["path"] for row in answer.guarded(5).rows()] == ["a > b"]
    assert "xyz" not in answer.guarded(5).to_json().replace('", "', "")
    # One whole number of the answer's own is hidden as well: one path was seen once.
    assert answer.guarded(5).to_dict()["answer"]["seen_once"] is None


def test_groups_of_a_funnel_hide_a_small_one_at_every_step() -> None:
    region = ["n"] * 20 + ["s"] * 10 + ["w"] * 12
    log = _log((18, "ab"), (2, "a"), (3, "ab"), (7, "a"), (12, "ab"), region=region)

    told = _funnel(by="region").answer(log).guarded(5).to_dict()["answer"]

    reached = {
        group["group"]: [step["reached"] for step in group["steps"]] for group in told["groups"]
    }
    # Only 3 of the south came to b. All together are 33, of whom 18 + 12 are told: the next
    # smallest, 12, goes as well. Of the north, 2 did not come to b, which its step tells too.
    assert reached["s"][1] is None
    assert sum(steps[1] is not None for steps in reached.values()) <= 1
    assert told["steps"][0]["reached"] == 42


def test_what_tells_of_one_person_is_told_of_nobody() -> None:
    log = _log((20, "ab"), (9, "ac"))

    path = Path(case_id="c1").answer(log).guarded(2).to_dict()["answer"]
    funnel = _funnel(per_case=True).answer(log).guarded(2).to_dict()["answer"]

    assert path == {"events": [], "duration_seconds": None}
    assert funnel["cases"] == []
    assert funnel["steps"][1]["reached"] == 20


def test_a_share_of_a_period_that_tells_of_few_people_is_withheld() -> None:
    events = [
        {"case": f"c{n}", "activity": name, "timestamp": f"2026-0{1 + n % 2}-01T0{hour}:00"}
        for n in range(40)
        for hour, name in enumerate(("a", "b") if n % 2 or n < 2 else ("a",))
    ]
    question = Trend(of=_funnel(), per="month")

    points = question.answer(EventLog.from_events(events)).guarded(5).rows()

    # In January one of twenty came to b, in February all twenty.
    assert points[0]["value"] is None


def test_scores_of_few_are_withheld_and_those_of_nobody_are_not() -> None:
    events = [
        {"case": f"c{n}", "activity": place, "timestamp": "2026-01-01", "score": 4, "kind": "csat"}
        for place, times in (("pay", 12), ("help", 6), ("home", 2))
        for n in range(times)
    ]
    answer = Satisfaction(scale="1-5").answer(EventLog.from_events(events))

    told = {row["moment"]: row["mean"] for row in answer.guarded(5).rows()}

    assert told["pay"] == 4.0
    assert told["home"] is None


@pytest.mark.parametrize("least", [2, 5, 10])
def test_no_total_that_is_shown_gives_a_withheld_place_away(least: int) -> None:
    log = _log((20, "ab"), (9, "ac"), (6, "ad"), (2, "ae"), (1, "af"))

    guarded = Occupancy().answer(log).guarded(least)

    shown = [row["cases"] for row in guarded.rows()]
    gone = 38 - sum(n for n in shown if n is not None)
    # Everybody stands somewhere: what is left of all is nobody, or enough people in several places.
    assert gone == 0 or (gone >= least and sum(n is None for n in shown) > 1)


@settings(max_examples=60, deadline=None)
@given(
    sizes=st.lists(st.integers(1, 12), min_size=1, max_size=6),
    least=st.integers(2, 12),
)
def test_no_way_on_can_be_worked_out_of_the_others(sizes: list[int], least: int) -> None:
    log = _log(*((n, "a" + "bcdefg"[i]) for i, n in enumerate(sizes)))

    rows = Transitions().answer(log).guarded(least).rows()

    ways = [row["cases"] for row in rows if row["source"] == "a"]
    shown = [n for n in ways if n is not None]
    gone = sum(sizes) - sum(shown)
    # Whoever knows how many left a in all knows no more than of enough people in several ways;
    # where nothing is shown at all, nothing can be taken away from anything.
    assert not shown or gone == 0 or (gone >= least and ways.count(None) > 1)
    assert all(n >= least for n in shown)


def test_a_frame_holds_what_is_shown() -> None:
    frame = Transitions().answer(_log((20, "ab"), (2, "ac"))).guarded(5).to_frame("polars")

    assert frame["cases"].drop_nulls().to_list() == [22]
