"""
How far teams have come, and where they move (P20).
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest

from tests.workspace.planned import record
from touchline.model.work.assessment import Assessment
from touchline.workspace.maturity import maturity, trends

if TYPE_CHECKING:
    from touchline.workspace import Workspace


def assessed(id: str, date: str, n: int = 1, team: str | None = None, **levels: float) -> Any:  # noqa: A002 (the field's word)
    return record("assessment", id, date=date, n=n, team=team, levels=levels)


def test_assessments_of_one_day_count_by_their_people() -> None:
    (one,) = trends(
        [
            assessed("a", "2026-03-01", n=3, research=4),
            assessed("b", "2026-03-01", n=1, research=8),
        ]
    )

    # By hand: (3 * 4 + 1 * 8) / 4.
    assert [(point.level, point.n) for point in one.points] == [(5.0, 4)]
    assert (one.change, one.is_same_people) == (None, False)


def test_a_side_is_followed_from_day_to_day(workspace: Workspace) -> None:
    workspace.put(
        assessed("late", "2026-10-01", n=4, research=5.5),
        assessed("early", "2026-03-01", n=4, research=3, mapping=2),
        assessed("sales", "2026-10-01", team="sales", mapping=7),
    )

    found = maturity(workspace)

    assert [(one.team, one.side, one.change) for one in found] == [
        (None, "research", 2.5),
        (None, "mapping", None),
        ("sales", "mapping", None),
    ]
    assert found[0].latest.date == dt.date(2026, 10, 1)
    assert found[0].is_same_people


@pytest.mark.parametrize("levels", [{}, {"research": 0.9}, {"research": 10.1}, {"cooking": 3}])
def test_levels_go_from_one_to_ten_on_known_sides(levels: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="levels"):
        Assessment.model_validate({"id": "a", "title": "A", "date": "2026-03-01", "levels": levels})
