"""
A small log, and all that can be asked of it, for workers of any kind.
"""

from __future__ import annotations

import random

from tests.contracts.test_buckets import OPTIONS
from tests.contracts.test_questions import EVENTS, NEEDED
from touchline.analysis import QUESTIONS
from touchline.compiled.compile import compile_events
from touchline.errors import TouchlineError
from touchline.eventlog.log import EventLog

#: Three hundred events of forty customers with ties, in the words of the options of the contracts.
CHOSEN = random.Random(20261122)  # noqa: S311 (a seeded log, not a secret)
DRAWN = [
    {
        "case": f"customer {CHOSEN.randrange(40)}",
        "activity": CHOSEN.choice("ABCX"),
        "timestamp": CHOSEN.randrange(60) * 60_000_000,
        "channel": CHOSEN.choice(["app", "web", None]),
        "value": CHOSEN.randrange(9) / 10,
    }
    for _ in range(300)
]


def logs_in(folder):
    """
    Compile both logs into four buckets each.
    """
    return [
        compile_events(EventLog.from_events(events), folder / name, n_buckets=4)
        for name, events in (("drawn", DRAWN), ("written", EVENTS))
    ]


def answers(logs, most=None):
    """
    Ask everything, each question with so many choices of options at most.
    """
    drawn, written = logs
    found: dict[tuple[str, object], object] = {}
    for name, kind in QUESTIONS.items():
        chosen = [(drawn, options) for options in OPTIONS.get(name, [])]
        chosen.append((written, NEEDED.get(name, {})))
        for place, (log, options) in enumerate(chosen[:most]):
            found[name, place] = told(kind(**options), log)
    sessions = QUESTIONS["transitions"](per="session", session_gap="5m")
    found["transitions", "session"] = told(sessions, drawn)
    return found


def told(question, log):
    try:
        return question.answer(log).to_dict()
    except TouchlineError as refusal:
        return refusal.told("en")
