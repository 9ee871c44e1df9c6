"""
`touchline compile` makes a log on disk and says how far it is.
"""

from __future__ import annotations

import json

import pytest

from touchline.cli.main import main

EVENTS = "user,event,time\nann,visit,2026-01-02T10:00Z\nann,pay,2026-01-03T10:00Z\n,visit,soon\n"


@pytest.fixture
def source(tmp_path, monkeypatch):
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    path = tmp_path / "events.csv"
    path.write_text(EVENTS, "utf-8")
    return path


def test_a_compiled_folder_answers_as_its_source_does(source, tmp_path, capsys):
    folder = str(tmp_path / "log")

    assert main(["compile", str(source), "-o", folder]) == 0

    told = capsys.readouterr()
    assert "3 rows read: 2 kept, 0 without a customer, 1 left out." in told.out
    assert "1 row left out: its time cannot be read" in told.err
    answers = []
    for place in (folder, str(source)):
        assert main(["ask", "transitions", place, "--json"]) == 0
        answers.append(json.loads(capsys.readouterr().out))
    assert answers[0] == answers[1]


def test_programs_are_told_what_was_compiled(source, tmp_path, capsys):
    folder = str(tmp_path / "log")
    words = ["compile", str(source), "-o", folder, "--json", "--progress", "json"]

    assert main(words) == 0
    assert main([*words, "--append"]) == 0

    first, second = map(json.loads, capsys.readouterr().out.replace("}\n{", "}\0{").split("\0"))
    assert (first["n_cases"], first["n_events"]) == (1, 2)
    assert (second["n_cases"], second["n_events"]) == (1, 4)
