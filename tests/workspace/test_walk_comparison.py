"""
What walkers perceived against what customers say and do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.workspace.journeys import journey, lane, log, walk
from touchline.analysis.satisfaction import Satisfaction
from touchline.measuring.measure import measure
from touchline.sources import read_survey
from touchline.workspace.walk_comparison import compare_walks, told_apart
from touchline.workspace.walks import merge_walks

if TYPE_CHECKING:
    from pathlib import Path

    from touchline.analysis.satisfaction import Score


def answered(folder: Path, kind: str = "CSAT", high: int = 5) -> tuple[Score, ...]:
    """
    Have forty customers rate the form with 2 or 3.
    """
    rows = [f"c{n},form,{kind},1,{high},{2 + n % 2}" for n in range(40)]
    file = folder / "answers.csv"
    head = "customer_id,moment,kind,scale_low,scale_high,score"
    file.write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
    return Satisfaction(method="mean").answer(read_survey(file)).scores


def test_ratings_stand_beside_those_of_customers_and_of_the_map(tmp_path: Path) -> None:
    feelings = lane("emotion", form=[{"id": "f", "score": 4}]) | {"scale": {"low": 1, "high": 5}}
    given = journey(feelings)
    merged = merge_walks(
        given,
        [walk("Mei", {"step": "form", "rating": 4}), walk("Ali", {"step": "form", "rating": 5})],
    )

    (row,) = compare_walks(given, merged, scores=answered(tmp_path))

    # By hand: customers give 2.5 on the mean, and everybody who walked gives 4 or more.
    assert (row.rating, row.customers, row.n_customers, row.stated) == (4.5, 2.5, 40, 4.0)
    assert row.rating_verdict == "above"
    assert [one.name for one in told_apart([row])] == ["perceived-apart"]


def test_ranges_that_meet_are_not_told_apart(tmp_path: Path) -> None:
    merged = merge_walks(
        journey(),
        [walk("Mei", {"step": "form", "rating": 1}), walk("Ali", {"step": "form", "rating": 4})],
    )

    (row,) = compare_walks(journey(), merged, scores=answered(tmp_path))

    assert row.rating_verdict == "alike"
    assert told_apart([row]) == ()


def test_scores_on_another_scale_or_of_importance_are_not_compared(tmp_path: Path) -> None:
    merged = merge_walks(journey(), [walk("Mei", {"step": "form", "rating": 4})])

    for scores in (answered(tmp_path, high=7), answered(tmp_path, kind="importance")):
        (row,) = compare_walks(journey(), merged, scores=scores)

        assert (row.customers, row.rating_verdict) == (None, None)


def test_times_stand_beside_the_median_of_customers() -> None:
    given = journey()
    measured = measure(given, log(40))
    merged = merge_walks(given, [walk("Mei", {"step": "form", "duration": "5m"})])

    (row,) = compare_walks(given, merged, measures=measured.measures)

    # Two in five pay a day after the form, three in five two days after it.
    assert row.measured_seconds == 2 * 86_400
    assert (row.seconds, row.time_verdict) == (300.0, "below")
    assert [one.name for one in told_apart([row])] == ["timed-apart"]


def test_steps_that_nobody_walked_are_left_out() -> None:
    merged = merge_walks(journey(), [walk("Mei", {"step": "pay", "rating": 3})])

    assert [row.step for row in compare_walks(journey(), merged)] == ["pay"]
