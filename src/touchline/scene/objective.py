"""
What an objective wants to reach, in one line.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from touchline.i18n import date_text, duration_text, number, percent, translate

if TYPE_CHECKING:
    from touchline.model.experience import Objective


def goal_words(objective: Objective, own: str, language: str) -> str:
    """
    Say what is to be reached, from where, and by when.

    Args:
        objective: The objective.
        own: The language of the map's plain texts.
        language: The reader's language tag.

    Returns:
        One line; empty when neither a target nor a date is set.
    """
    parts = []
    if objective.metric and objective.target is not None:
        values = {
            "metric": objective.metric.said(language, otherwise=own),
            "target": _amount(objective.target, objective, language),
        }
        if objective.baseline is not None:
            baseline = _amount(objective.baseline, objective, language)
            parts.append(translate("scene.objective-change", language, baseline=baseline, **values))
        else:
            parts.append(translate("scene.objective-goal", language, **values))
    if objective.due:
        due = date_text(objective.due, language)
        parts.append(translate("scene.objective-due", language, date=due))
    return " · ".join(parts)


def _amount(value: float, objective: Objective, language: str) -> str:
    if objective.unit == "share":
        return percent(value, language)
    if objective.unit == "seconds":
        return duration_text(value, language)
    return number(value, language)
