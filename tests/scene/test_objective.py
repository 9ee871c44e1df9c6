"""
The goal of an objective, in one line.
"""

from __future__ import annotations

import datetime as dt

from touchline.model.experience import Objective
from touchline.scene.objective import goal_words


def test_a_share_is_told_as_a_percentage_from_where_to_where() -> None:
    objective = Objective.model_validate(
        {"statement": "More", "metric": "Reach", "unit": "share", "baseline": 0.667, "target": 0.7}
    )

    words = goal_words(objective, "en", "en")

    assert words == "Reach: from 66.7% to 70.0%"


def test_a_span_of_time_is_told_as_one() -> None:
    objective = Objective.model_validate(
        {"statement": "Faster", "metric": "Answer", "unit": "seconds", "target": 7200}
    )

    assert "2 h" in goal_words(objective, "en", "en")


def test_a_date_alone_is_a_goal() -> None:
    objective = Objective.model_validate({"statement": "Soon", "due": dt.date(2026, 3, 1)})

    assert "2026" in goal_words(objective, "en", "de")


def test_an_objective_without_target_and_date_has_no_goal() -> None:
    assert goal_words(Objective.model_validate({"statement": "More"}), "en", "en") == ""
