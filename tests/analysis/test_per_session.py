"""
Any question may be asked of sessions in place of customers.
"""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.contracts.test_buckets import OPTIONS
from tests.contracts.test_questions import NEEDED
from tests.oracle.oracle_logs import drawn_events, log_of
from touchline.analysis import QUESTIONS
from touchline.analysis._per_session import UnitQuestion, sessions_of
from touchline.cli.main import main
from touchline.compiled.compile import compile_events
from touchline.errors import TouchlineError
from touchline.eventlog.log import EventLog

EVENTS = [
    ("ann", "visit", "2026-01-01T10:00"),
    ("ann", "pay", "2026-01-01T10:30"),
    ("ann", "visit", "2026-01-02T10:00"),
    ("ben", "visit", "2026-01-01T10:00"),
    ("ben", "pay", "2026-01-01T11:00"),
]
NAMES = sorted(name for name, kind in QUESTIONS.items() if issubclass(kind, UnitQuestion))


@pytest.fixture
def log():
    return EventLog.from_events(EVENTS)


def asked(name, **options):
    return QUESTIONS[name](**{**NEEDED.get(name, {}), **options})


def test_a_gap_of_exactly_the_timeout_stays_inside(log):
    # Ann pays after exactly half an hour, in one session; ben after an hour, in his second one.
    answer = asked("funnel", exclude=(), per="session", session_gap="30m").answer(log)

    assert [step.reached for step in answer.steps] == [3, 1]
    assert answer.n_cases == 4


def test_sessions_are_called_by_customer_and_number(log):
    sessions = sessions_of(log, 30 * 60 * 1_000_000)

    assert list(sessions.cases) == ["ann#1", "ann#2", "ben#1", "ben#2"]
    assert list(sessions.cases[1:3]) == ["ann#2", "ben#1"]
    assert sessions.offsets.tolist() == [0, 2, 3, 4, 5]


def test_a_segment_chooses_customers_and_not_sessions():
    # Ann paid, so that her second session counts too, in which she did not; cem never did.
    log = EventLog.from_events([*EVENTS, ("cem", "visit", "2026-01-01T10:00")])

    assert asked("variants", per="session", segment="did pay").answer(log).n_cases == 4


def test_the_answer_says_that_sessions_are_counted(log):
    plain, by_session = (asked("transitions", per=per).answer(log) for per in ("case", "session"))

    told = {warning.name: warning.told("en") for warning in by_session.warnings}
    assert "4 sessions count as cases here, not customers." in told["counts-sessions"]
    assert "counts-sessions" not in {warning.name for warning in plain.warnings}


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=8)
@given(events=drawn_events(max_size=25), gap=st.sampled_from([0, 60, 120]))
def test_asking_per_session_is_asking_the_log_of_sessions(
    name, events, gap, tmp_path_factory
) -> None:
    log = log_of(events)
    compiled = compile_events(log, tmp_path_factory.mktemp("log") / "log", n_buckets=4)
    options = OPTIONS.get(name, [NEEDED.get(name, {})])[0]
    question = QUESTIONS[name](**options, per="session", session_gap=f"{gap or 1}s")

    found = [told(question, one) for one in (log, compiled)]

    assert found[0] == found[1]
    assert found[0] == told(QUESTIONS[name](**options), log.by_session(f"{gap or 1}s"))


def told(question, log):
    try:
        answer = question.answer(log).to_dict()
    except TouchlineError as refusal:
        return refusal.told("en")
    warnings = [one for one in answer["warnings"] if one["name"] != "counts-sessions"]
    return {**answer, "question": None, "warnings": warnings}


def test_the_command_line_asks_sessions_of_files_and_of_compiled_logs(tmp_path, capsys):
    source, folder = tmp_path / "events.csv", str(tmp_path / "log")
    rows = "".join(",".join(event) + "\n" for event in EVENTS)
    source.write_text("case,activity,timestamp\n" + rows, "utf-8")
    main(["compile", str(source), "-o", folder])
    capsys.readouterr()
    words = ["--steps", "visit", "--steps", "pay", "--per", "session", "--session-gap", "1h"]

    answers = []
    for place in (str(source), folder):
        assert main(["ask", "funnel", place, *words, "--json"]) == 0
        answers.append(json.loads(capsys.readouterr().out))

    # With an hour between them ben's two events belong together as well.
    assert answers[0] == answers[1]
    assert answers[0]["n_cases"] == 3
    assert [step["reached"] for step in answers[0]["answer"]["steps"]] == [3, 2]
