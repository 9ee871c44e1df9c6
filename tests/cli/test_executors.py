"""
`--executor` says who works on the buckets of a compiled log.
"""

from __future__ import annotations

import pytest

from touchline.cli.main import main

EVENTS = "user,event,time\nann,visit,2026-01-02T10:00Z\nann,pay,2026-01-03T10:00Z\n"


@pytest.fixture
def source(tmp_path, monkeypatch):
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    path = tmp_path / "events.csv"
    path.write_text(EVENTS, "utf-8")
    return path


def test_processes_give_the_answer_of_threads(source, tmp_path, capsys):
    folder = str(tmp_path / "log")
    main(["compile", str(source), "-o", folder, "--on", "threads"])
    answers = []

    for who in ([], ["--executor", "processes", "--workers", "1"]):
        capsys.readouterr()
        assert main(["ask", "transitions", folder, "--json", *who]) == 0
        answers.append(capsys.readouterr().out)

    assert answers[0] == answers[1]


def test_a_source_that_is_not_compiled_is_not_shared_out(source, capsys):
    assert main(["ask", "transitions", str(source), "--executor", "dask"]) == 2

    told = capsys.readouterr().err
    assert "“dask” shares out compiled logs" in told
    assert "touchline compile" in told


def test_a_misspelt_executor_is_refused_with_the_nearest_one(source, capsys):
    assert main(["ask", "transitions", str(source), "--executor", "sprk"]) == 2

    assert "did you mean “spark”?" in capsys.readouterr().err
