"""
Times one question here, in a process of its own.

    python -m benchmarks.engine.asked FOLDER NAME

It prints one JSON object.
"""

from __future__ import annotations

import json
import os
import resource
import sys
from functools import partial
from typing import TYPE_CHECKING, Any

from benchmarks.engine.data import names
from benchmarks.engine.rivals import _bench as clock
from touchline.analysis import QUESTIONS, Answer, Question
from touchline.analysis._gather import each_bucket
from touchline.compiled.log import CompiledLog

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from touchline.eventlog.log import EventLog

_NAMES = names()
_LAST = _NAMES[-1]
_MARKOV = {"conversion": _LAST, "model": "markov", "attribute": "activity"}

#: What is asked, under the name of each row: the question and its fields.
ASKED: Mapping[str, tuple[str, dict[str, Any]]] = {
    "transitions": ("transitions", {}),
    "transitions with times": ("transitions", {}),
    "funnel": ("funnel", {"steps": _NAMES[: clock.STEPS], "window": "7d"}),
    "funnel, unordered": (
        "funnel",
        {"steps": _NAMES[: clock.STEPS], "window": "7d", "order": "unordered"},
    ),
    "variants": ("variants", {}),
    "time-between": ("time-between", {"source": _NAMES[0], "target": _NAMES[1]}),
    "sessions": ("sessions", {"timeout": "30m"}),
    "retention": ("retention", {"per": "week"}),
    "completion": ("completion", {"target": _LAST}),
    "attribution": ("attribution", {**_MARKOV, "draws": 0}),
    "attribution, 200 draws": ("attribution", {**_MARKOV, "draws": 200}),
    "attribution, order 3": ("attribution", {**_MARKOV, "markov_order": 3, "draws": 0}),
    "step-flow": ("step-flow", {}),
    "occupancy": ("occupancy", {}),
    "eventually-follows": ("eventually-follows", {}),
    "rework": ("rework", {}),
    "repeat-purchase": ("repeat-purchase", {"purchase": _LAST}),
    "hand-offs": ("hand-offs", {"attribute": "activity"}),
    "drop-off": ("drop-off", {}),
    "what-if": ("what-if", {"target": _LAST, "cut_exit": (f"{_NAMES[0]}:0.5",)}),
    "prospects": ("prospects", {"target": _LAST, "horizon": "7d"}),
    "discovery": ("discovery", {}),
    "path-clusters": ("path-clusters", {}),
    "alignment": ("alignment", {"steps": _NAMES[: clock.STEPS]}),
    "friction": ("friction", {"target": _LAST}),
    "reasons": ("reasons", {"after": _NAMES[0]}),
}


def _reading(log: CompiledLog) -> Callable[[], int]:
    """
    Copy the columns of all buckets, on as many threads as questions have: the limit that the
    memory sets.
    """

    def copied(bucket: EventLog) -> int:
        return len(bucket.activity.codes.copy()) + len(bucket.timestamp.copy())

    return lambda: sum(each_bucket(copied, log))


def _looked_at(question: Question, log: CompiledLog) -> Answer:
    answer = question.answer(log)
    answer.to_dict()
    return answer


def _digest(name: str, answer: Any) -> Any:
    """
    Say an answer as the other engines say theirs.
    """
    place = {activity: code for code, activity in enumerate(_NAMES)}
    if name.startswith("transitions"):
        inner = [one for one in answer.transitions if {one.source, one.target} <= place.keys()]
        is_timed = name != "transitions"
        return sorted(
            [place[one.source], place[one.target], one.count, *([one.cases] if is_timed else [])]
            for one in inner
        )
    if name == "funnel":
        return [step.reached for step in answer.steps]
    if name == "variants":
        return [one.cases for one in answer.variants]
    if name == "time-between":
        return [answer.reached, answer.median_us]
    if name == "sessions":
        return answer.sessions
    return None


def main(folder: str, name: str) -> None:
    """
    Time one question, or the reading of the columns.

    Args:
        folder: The compiled log.
        name: Which row.
    """
    if os.environ.get("ONE_PROCESSOR"):
        os.cpu_count = partial(int, 1)
    log = CompiledLog.open(folder)
    if name == "read":
        work: Callable[[], Any] = _reading(log)
    else:
        kind, fields = ASKED[name]
        question = QUESTIONS[kind].model_validate(fields)
        work = partial(question.answer, log)
        if name.endswith("with times"):
            # Its rows are worked out when they are first looked at.
            work = partial(_looked_at, question, log)
    with clock.Peak() as peak:
        seconds, first, answer = clock.timed(work)
    row = {
        "what": name,
        "seconds": seconds,
        "first_seconds": first,
        "answer": _digest(name, answer),
        "anonymous_mb": round(peak.kib / 1024),
        "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }
    print(json.dumps(row))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
