"""
What the invented shop answers to every question.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import touchline.samples
from touchline.analysis import QUESTIONS, Answer, Question
from touchline.analysis._survey import SurveyQuestion
from touchline.sources import read_log, read_survey

if TYPE_CHECKING:
    from touchline.eventlog.log import EventLog

SHOP = Path(touchline.samples.__file__).parent / "invented_shop"

STEPS = ("visit", "product view", "added to basket", "checkout started", "order placed")
ORDER = {"target": "order placed"}
CUT = {**ORDER, "cut_exit": ("checkout started:0.3",)}
OF = {"name": "funnel", "steps": ["checkout started", "order placed"], "window": "2d"}

#: What is asked; a question that is not named here has no option that it needs.
ASKED: dict[str, dict[str, Any]] = {
    "funnel": {"steps": STEPS, "window": "7d"},
    "friction": ORDER,
    "alignment": {"steps": STEPS},
    "attribution": {"conversion": "order placed"},
    "completion": {**ORDER, "horizon": "30d"},
    "prospects": {**ORDER, "horizon": "7d"},
    "reasons": {"after": "added to basket"},
    "repeat-purchase": {"purchase": "product view"},
    "retention": {"per": "month"},
    "segments": {"segments": ("device=phone", "channel=web")},
    "roi": {**CUT, "cost": 1000, "worth": 12},
    "what-if": CUT,
    "time-between": {"source": "order placed", "target": "ordered again"},
    "trend": {"of": OF, "per": "week"},
    "impact": {"of": OF, "change": "2026-04-01", "per": "week"},
    "path": {"case_id": "kw-0435"},
    "drivers": {"overall": "NPS"},
    "satisfaction": {},
}


def question(name: str) -> Question:
    return QUESTIONS[name](**ASKED.get(name, {}))


@cache
def shop_log() -> EventLog:
    return read_log(SHOP / "events.csv.gz", cases=SHOP / "customers.csv")


@cache
def answer(name: str) -> Answer:
    """
    Ask the shop's log or its survey once.
    """
    asked = question(name)
    if isinstance(asked, SurveyQuestion):
        survey = read_survey(SHOP / "answers.csv", cases=SHOP / "customers.csv")
        found: Answer = asked.answer(survey)
        return found
    return asked.answer(shop_log())
