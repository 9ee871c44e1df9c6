"""
Every question that is answered bucket by bucket has the same answer however the log is cut.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings

from tests.contracts.test_questions import NEEDED
from tests.oracle.oracle_logs import drawn_events, log_of
from touchline.analysis import QUESTIONS
from touchline.analysis._gather import GatheredQuestion
from touchline.analysis._survey import SurveyQuestion
from touchline.compiled.compile import compile_events
from touchline.errors import TouchlineError
from touchline.eventlog.columns import TextColumn

#: Questions to replies have a test of their own, with logs that hold replies.
NAMES = sorted(
    name
    for name, kind in QUESTIONS.items()
    if issubclass(kind, GatheredQuestion) and not issubclass(kind, SurveyQuestion)
)
#: Steps that may match nothing without being refused.
FROM_A, TO_B = ({"name": f"only {name}", "activities": [name]} for name in "AB")
#: Further options under which a summary holds something else.
OPTIONS: dict[str, list[dict[str, Any]]] = {
    "alignment": [
        {"steps": ("A", "B", "C"), "optional": (1,), "ways": ("2:0",)},
        {"steps": ("A", "B", "B"), "whole": True},
    ],
    "attribution": [
        {"conversion": "B", "attribute": "activity", "lookback": "180s", **more}
        for more in (
            {"model": "markov", "markov_order": 2},
            {"model": "time-decay", "half_life": "60s", "reset": False},
            {"model": "shapley", "game": "rate", "draws": 5, "occurrence": 2, "onwards": True},
        )
    ],
    "hand-offs": [{"attribute": "activity"}, {"attribute": "activity", "window": "60s"}],
    "completion": [
        {"target": "A", "horizon": "120s"},
        {"target": "A", "failing": ("X",), "since": "B"},
    ],
    "eventually-follows": [{}, {"top": 2}],
    "funnel": [
        {"steps": ("A", "B", "C"), "window": "180s", "per_case": True, "exclude": ("X:0:1",)},
        {"steps": ("A", "B"), "order": "strict"},
        {"steps": ("B", "A"), "order": "unordered", "window": "120s"},
        {"steps": ("A", "B"), "by": "activity", "by_step": -1, "top": 1, "segment": "did B"},
        {"steps": ("A", "X", "B", "C"), "optional": (1,), "step_windows": ("60s", "none", "120s")},
        {"steps": ("A", "B"), "window": "180s", "compare": ("did X", "did C within 120s")},
    ],
    "path-clusters": [
        {"sample": 10, "draws": 3},
        {"clusters": 2, "draws": 3, "seed": 5, "end": "1970-01-01T00:03"},
    ],
    "prospects": [
        {"target": "A", "horizon": "120s", "order": 1, "per_case": True},
        {"target": "B", "horizon": "60s", "failing": ("X",)},
    ],
    "repeat-purchase": [{"purchase": "A", "apart": "60s", "window": "120s", "top": 3}],
    "retention": [{"per": "hour"}, {"per": "hour", "first": "A", "unbounded": True}],
    "segments": [{"segments": ("did A", "did not B within 120s"), "segment": "did X"}],
    "sessions": [{"timeout": "60s"}, {"opening": ("X",), "new_day": True}],
    "friction": [
        {"least": 1},
        {"target": "C", "steps": ("A", "B"), "errors": ("X",), "inactivity": "60s", "least": 1},
    ],
    "reasons": [
        {"after": "A", "least": 1},
        {"after": "A", "target": "B", "window": "120s", "inactivity": "60s", "least": 2},
    ],
    "step-flow": [{"top": 2}, {"before": "B", "top": 1}, {"after": "A", "merge_repeats": True}],
    "what-if": [
        {"target": "C", "draws": 20, "seed": 3},
        {"target": {"name": "done", "activities": ["C", "X"]}, "inactivity": "60s", "draws": 20},
    ],
    "roi": [{"target": "C", "cost": 10, "worth": 4, "draws": 20}],
    "transitions": [{}, {"merge_repeats": True}],
    "time-between": [
        {"source": FROM_A, "target": TO_B},
        {"source": FROM_A, "target": TO_B, "pairs": "each", "window": "60s"},
    ],
    "occupancy": [{}, {"per_case": True, "inactivity": "60s", "steps": ("A", "B")}],
    "drop-off": [{}, {"target": "B", "inactivity": "60s"}],
    "channel-mix": [{"attribute": "channel"}],
    "discovery": [{}, {"target": {"name": "to B", "activities": ["B"]}, "max_steps": 2}],
    "variants": [{}, {"top": 2}, {"top": 1, "merge_repeats": True}],
}


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=25)
@given(events=drawn_events(max_size=30))
def test_an_answer_never_depends_on_how_a_log_is_cut(name, events, tmp_path_factory) -> None:
    log = log_of(events)
    # One event in three is of no known channel; an empty log is compiled without the column.
    if log.n_cases:
        log = replace(log, channel=TextColumn((log.row % 3 - 1).astype(np.int32), ("app", "web")))
    folder = tmp_path_factory.mktemp("log")

    for n_buckets in (1, 4):
        compiled = compile_events(log, folder / str(n_buckets), n_buckets=n_buckets)
        for options in OPTIONS.get(name, [NEEDED.get(name, {})]):
            question = QUESTIONS[name](**options)

            assert isinstance(question, GatheredQuestion)
            assert told(question, compiled) == told(question, log)


def told(question, log):
    try:
        return question.answer(log).to_dict()
    except TouchlineError as refusal:
        return refusal.told("en")
