"""
The names that scripts rely on: `touchline ask QUESTION SOURCE... --json` keeps them.
"""

from __future__ import annotations

import json

import pytest

from touchline.analysis import QUESTIONS
from touchline.cli.main import main

EVENTS = """\
customer_id,event,timestamp,channel
ann,visit,2026-01-01T10:00,web
ann,help: chat,2026-01-01T11:00,app
ann,pay,2026-01-02T10:00,app
ben,visit,2026-01-02T12:00,web
ben,pay,2026-01-03T12:00,shop
cem,visit,2026-01-20T12:00,web
"""
COLUMNS = ("--case", "customer_id", "--activity", "event", "--timestamp", "timestamp")
STEPS = ("--steps", "visit", "--steps", "pay")

#: What is asked, which field of the answer holds the rows (none: the answer itself), and what each
#: row holds at least.
PROMISED = {
    "funnel": (
        [*STEPS, "--window", "7d", "--order", "ordered", "--exclude", "help: chat:0:1"],
        "steps",
        (
            "name reached dropped pending share_of_first share_of_previous interval"
            " median_seconds_from_previous"
        ),
    ),
    "transitions": ([], "transitions", "source target count cases share_out median_seconds"),
    "variants": ([], "variants", "path cases share"),
    "sessions": ([], None, "sessions cases mean_events median_seconds bounces"),
    "completion": (
        ["--target", "pay"],
        "curve",
        "seconds probability lower upper at_risk",
    ),
    "step-flow": ([], "links", "step source target cases mean_seconds"),
    "attribution": (
        ["--model", "markov", "--markov-order", "2", "--conversion", "pay"],
        "credits",
        "channel credit share interval removal_effect",
    ),
}
#: Questions that are promised without further names.
NAMED = ["retention", "time-between", "occupancy", "channel-mix", "reasons", "impact", "trend"]


@pytest.fixture
def source(tmp_path, monkeypatch):
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    path = tmp_path / "events.csv"
    path.write_text(EVENTS, "utf-8")
    return str(path)


@pytest.fixture
def ask(source, capsys):
    def asked(question, *words):
        assert main(["ask", question, source, *COLUMNS, *words, "--json"]) == 0
        return json.loads(capsys.readouterr().out)

    return asked


@pytest.mark.parametrize("question", sorted(PROMISED))
def test_an_answer_keeps_its_names(question, ask):
    words, table, names = PROMISED[question]

    told = ask(question, *words)

    assert list(told) == ["question", "n_cases", "n_events", "answer", "warnings"]
    assert (told["n_cases"], told["n_events"]) == (3, 6)
    rows = [told["answer"]] if table is None else told["answer"][table]
    assert rows
    assert all(set(names.split()) <= row.keys() for row in rows)


def test_an_exclusion_is_split_from_the_right(ask):
    # Ann asks for help between the two steps, and an activity may hold a colon.
    told = ask("funnel", *STEPS, "--exclude", "help: chat:0:1")

    assert told["answer"]["excluded"] == 1
    assert [step["reached"] for step in told["answer"]["steps"]] == [2, 1]


def test_a_funnel_tells_the_level_of_each_case(ask):
    told = ask("funnel", *STEPS, "--per-case")

    levels = {one["case"]: one["level"] for one in told["answer"]["cases"]}
    assert levels == {"ann": 2, "ben": 2, "cem": 1}


def test_completion_tells_its_median(ask):
    assert "median_seconds" in ask("completion", "--target", "pay")["answer"]


def test_aggregated_paths_are_accepted(tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    path = tmp_path / "paths.csv"
    path.write_text("path,conversions,value,nulls\nweb > app,3,30,1\nweb,1,5,4\n", "utf-8")

    assert main(["ask", "attribution", "--paths", str(path), "--json"]) == 0

    told = json.loads(capsys.readouterr().out)
    assert {one["channel"] for one in told["answer"]["credits"]} == {"web", "app"}
    # Every conversion is shared out: 3 + 1.
    assert sum(one["credit"] for one in told["answer"]["credits"]) == pytest.approx(4)


def test_every_promised_question_is_there():
    assert set(QUESTIONS) >= {*NAMED, *PROMISED}
