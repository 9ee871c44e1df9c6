"""
Logs that no question was made for: each is answered with a counted, shown exclusion or refused in
words, and ends.
"""

from __future__ import annotations

import json
import math
import warnings
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pytest

import touchline as tl
from tests.contracts.test_questions import NEEDED
from touchline.analysis import QUESTIONS, Question
from touchline.errors import TouchlineError
from touchline.eventlog.log import EventLog

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.acceptance.conftest import Terminal

Event = dict[str, Any]

DAY = "2026-01-01T10:00:00Z"
FIRST, LAST = "0001-01-01T00:00:00Z", "9999-12-31T23:59:59.999999Z"


def event(case: str | None, activity: str | None, timestamp: str = DAY, **more: Any) -> Event:
    usual = {"channel": "web", "value": 1.0, "score": 3, "ease": 2, "comment": "paying is slow"}
    return {"case": case, "activity": activity, "timestamp": timestamp, **usual, **more}


#: Logs as the issue's list of bad input has them, and a few beside it.
LOGS: dict[str, list[Event]] = {
    "no event": [],
    "one event": [event("ann", "visit")],
    "no customer": [event(None, "visit"), event(None, "pay"), event("", "pay")],
    "no name": [event("ann", None), event("ann", " ")],
    "first and last year": [
        event("ann", "visit", FIRST),
        event("ann", "help"),
        event("ann", "pay", LAST),
        event("ben", "visit", "9999-12-31T00:00:00Z"),
    ],
    "first year alone": [event("ann", "visit", FIRST), event("ben", "pay", "0001-01-01T01:00Z")],
    "last year alone": [event("ann", "visit", "9999-12-30T00:00Z"), event("ann", "pay", LAST)],
    "mixed zones": [
        event("ann", "visit", "2026-01-01T10:00:00+05:00"),
        event("ann", "pay", "2026-01-01T10:00:00-05:00"),
        event("ben", "visit", "2026-01-01T10:00:00"),
    ],
    # A billion seconds later: date -u -d '2026-01-01T10:00:00Z + 1000000000 seconds'.
    "billion seconds": [
        event("ann", "visit"),
        event("ann", "pay", "2057-09-09T11:46:40Z"),
        event("ben", "visit"),
    ],
    "negative values": [event(case, "pay", value=-5.0, score=-3) for case in ("ann", "ben")],
    "values that are no number": [
        event("ann", "visit", value=math.nan, score=math.nan),
        event("ann", "pay", value=math.inf, score=math.inf, ease=-math.inf),
        event("ben", "pay", value=-1e308, score=1e300, ease=-1e300),
        event("cem", "pay", value=1e308, score=1e300, ease=1e300),
    ],
    "one moment": [event("ann", "visit")] * 40,
    "reserved names": [
        event("ann", "(start)"),
        event("ann", "(end)", channel="(none)"),
        event("ben", "(other)", channel="(all)"),
        event("ben", "visit"),
        event("ben", "pay"),
    ],
}
ZONES = ("UTC", "Asia/Tehran", "Pacific/Kiritimati", "America/New_York")


@pytest.fixture(params=sorted(QUESTIONS))
def question(request: pytest.FixtureRequest) -> Question:
    return QUESTIONS[request.param](**NEEDED.get(request.param, {}))


def numbers(told: Any) -> Iterator[float]:
    """
    Find all numbers in an answer.
    """
    inner = list(told.values()) if isinstance(told, dict) else told
    if isinstance(inner, list):
        for one in inner:
            yield from numbers(one)
    elif isinstance(inner, int | float):
        yield inner


def shares(told: Any, name: str = "") -> Iterator[float]:
    """
    Find all shares in an answer.
    """
    if isinstance(told, dict):
        for key, one in told.items():
            yield from shares(one, key)
    elif isinstance(told, list):
        for one in told:
            yield from shares(one, name)
    elif isinstance(told, float) and (name.startswith("share") or name.endswith("share")):
        yield told


@pytest.mark.parametrize("name", LOGS)
def test_every_question_answers_a_bad_log_or_says_why_not(name: str, question: Question) -> None:
    for zone in ZONES:
        log = EventLog.from_events(LOGS[name], zone=zone)
        try:
            # Whatever NumPy warns of would be a wrong number.
            with warnings.catch_warnings(action="error"):
                answer = question.answer(log)
        except TouchlineError as refusal:
            english, persian = refusal.told("en"), refusal.told("fa")
            assert english
            assert english != persian
            continue

        told = json.loads(json.dumps(answer.to_dict("fa"), allow_nan=False))
        known = {row["activity"] for row in LOGS[name] if (row["activity"] or "").strip()}
        n_events = sum((row["activity"] or "") in known for row in LOGS[name])
        assert told["n_events"] == n_events
        assert all(math.isfinite(number) for number in numbers(told["answer"]))
        assert all(0 <= share <= 1 for share in shares(told["answer"]))
        assert answer.to_csv()


def test_nobodys_events_are_counted_and_told_by_every_question(question: Question) -> None:
    log = EventLog.from_events([*LOGS["mixed zones"], event(None, "visit"), event("", "pay")])

    try:
        answer = question.answer(log)
    except TouchlineError:
        # What a question cannot do without is missing; the words are held up above.
        return

    told = [one.values["n"] for one in answer.warnings if one.name == "anonymous-events"]
    assert told == [2]
    assert (answer.n_cases, answer.n_events) == (2, 5)


def test_amounts_that_cannot_be_added_are_counted_and_left_out() -> None:
    log = EventLog.from_events(LOGS["values that are no number"])

    # By hand: one infinite and two of more than a quadrillion; NaN is how programs leave out.
    assert log.quality.n_unreadable_values == 3
    assert log.value is not None
    assert np.isnan(log.value.values).all()
    assert "3 values" in next(
        one.told("en") for one in log.quality.diagnostics if one.name == "unreadable-values"
    )


def test_amounts_of_a_file_that_cannot_be_added_are_counted_and_left_out(
    terminal: Terminal,
) -> None:
    rows = ["ann,pay,2026-01-01T10:00:00Z,inf", "ann,pay,2026-01-02T10:00:00Z,1e300"]
    rows += ["ann,pay,2026-01-03T10:00:00Z,nan", "ann,pay,2026-01-04T10:00:00Z,-7.5"]
    terminal.write("odd.csv", "\n".join(["case,activity,timestamp,value", *rows, ""]))

    log = tl.read_log(terminal.folder / "odd.csv", value="value")
    reply = terminal.run(
        "ask", "attribution", "odd.csv", "--value", "value", "--conversion", "pay",
        "--attribute", "activity", "--model", "linear", "--json",
    )  # fmt: skip

    # By hand: of four payments only the last one has an amount that can be added.
    assert log.quality.n_unreadable_values == 2
    assert reply.code == 0, reply.err
    assert sum(row["credited_value"] for row in reply.json["answer"]["credits"]) == pytest.approx(
        -7.5
    )


def test_numbers_of_seven_digits_stay_apart_as_channels() -> None:
    log = EventLog.from_events(
        [event("ann", "visit", shop=1234567), event("ann", "visit", shop=1234568)]
    )

    answer = QUESTIONS["channel-mix"](attribute="shop").answer(log)

    rows = {(row["step"], row["channel"]): row["events"] for row in answer.rows()}
    assert rows["(all)", "1234567"] == rows["(all)", "1234568"] == 1


def test_a_share_of_many_digits_is_written_as_it_was_given() -> None:
    question = QUESTIONS["what-if"](target="pay", cut_exit=("visit:0.12345678",))

    assert Question.from_json(question.to_json()) == question


@pytest.mark.parametrize("zone", ZONES)
def test_a_path_is_shown_from_the_first_year_to_the_last(zone: str) -> None:
    log = EventLog.from_events(LOGS["first and last year"], zone=zone)

    answer = QUESTIONS["path"](case_id="ann").answer(log)

    assert [row["activity"] for row in answer.rows()] == ["visit", "help", "pay"]


def giant(n_events: int, *, at_once: bool) -> EventLog:
    """
    Make a log of one customer with very many events, and one with three.
    """
    draw = np.random.default_rng(6)
    names = np.asarray(["visit", "help", "pay", "a", "b", "c", "d", "e"])
    day = 1_767_225_600_000_000
    seconds = np.zeros(n_events) if at_once else draw.integers(0, n_events, n_events)
    table = pa.table(
        {
            "case": ["giant"] * n_events + ["tiny"] * 3,
            "activity": [*names[draw.integers(0, 8, n_events)].tolist(), "visit", "help", "pay"],
            "timestamp": pa.array(
                [*(day + 1_000_000 * seconds.astype(np.int64)).tolist(), *[day] * 3],
                pa.timestamp("us", "UTC"),
            ),
            "channel": np.asarray(["web", "app"])[draw.integers(0, 2, n_events + 3)],
            "value": draw.random(n_events + 3),
            "score": draw.integers(1, 6, n_events + 3),
            "ease": draw.integers(1, 6, n_events + 3),
            "comment": np.asarray(["quick", "slow"])[draw.integers(0, 2, n_events + 3)],
        }
    )
    return tl.read_log(table, case="case", activity="activity", timestamp="timestamp")


@pytest.fixture(scope="module", params=[False, True], ids=["one after the other", "at once"])
def one_giant(request: pytest.FixtureRequest) -> EventLog:
    # Whatever grows with the square of a case would take hours here.
    return giant(20_000, at_once=request.param)


@pytest.fixture(scope="module")
def one_giant_of_a_million() -> EventLog:
    return giant(1_000_000, at_once=False)


def options(question: Question) -> Question:
    return QUESTIONS["path"](case_id="giant") if question.name == "path" else question


def test_a_case_of_very_many_events_is_answered(question: Question, one_giant: EventLog) -> None:
    answer = options(question).answer(one_giant)

    assert (answer.n_cases, answer.n_events) == (2, 20_003)


@pytest.mark.soak
def test_a_case_of_a_million_events_is_answered(
    question: Question, one_giant_of_a_million: EventLog
) -> None:
    answer = options(question).answer(one_giant_of_a_million)

    assert (answer.n_cases, answer.n_events) == (2, 1_000_003)


#: Everything that can be wrong with rows, in one file: three rows are left out, one is nobody's.
TERRIBLE = """\
id,case,activity,timestamp,value,channel,score,ease,comment
1,ann,visit,0001-01-01T00:00:00Z,nan,web,3,2,paying is slow
1,ann,visit,0001-01-01T00:00:00Z,nan,web,3,2,paying is slow
2,ann,help,2026-01-01T10:00:00+05:00,-5,,1,2,
3,ann,pay,9999-12-31T23:59:59Z,inf,web,5,nan,paying was quick
4,ben,visit,2026-01-01T10:00:00-05:00,1,app,99,2,
5,ben,pay,2057-09-09T11:46:40Z,1,app,,2,
6,,visit,2026-01-01T10:00:00Z,1,web,2,2,
7,cem,,2026-01-01T10:00:00Z,1,web,2,2,
8,cem,visit,soon,1,web,2,2,
"""


@pytest.mark.parametrize("language", ["en", "zh-Hant"])
def test_the_worst_of_files_is_answered_or_refused_on_the_command_line(
    language: str, question: Question, terminal: Terminal
) -> None:
    terminal.write("worst.csv", TERRIBLE)
    words = ["ask", question.name, "worst.csv", "--case", "case", "--activity", "activity"]
    words += ["--timestamp", "timestamp", "--value", "value", "--event-id", "id"]
    for name, given in NEEDED.get(question.name, {}).items():
        for one in given if isinstance(given, tuple) else [given]:
            text = json.dumps(one) if isinstance(one, dict) else str(one)
            words += [f"--{name.replace('_', '-')}", text]

    reply = terminal.run(*words, "--json", language=language)

    assert "Traceback" not in reply.err
    assert reply.code in {0, 2}, reply.err
    if reply.code == 2:
        assert reply.out == ""
        assert reply.err
        return
    # By hand: nine rows, less a repeated id, one without a name and one without a time.
    assert (reply.json["n_cases"], reply.json["n_events"]) == (2, 6)
    assert all(0 <= share <= 1 for share in shares(reply.json["answer"]))
