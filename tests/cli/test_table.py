"""
Numbers of a table in a terminal are what their answer says they are.
"""

from __future__ import annotations

import pytest

from touchline.cli._table import table
from touchline.cli.main import main

ROW = {"period": "2026-01", "value": 42.5, "interval_low": 40.0, "interval_high": 45.0}


@pytest.mark.parametrize(
    ("unit", "value", "interval"),
    [
        ("count", "42.5", "40 … 45"),
        ("score", "42.5", "40 … 45"),
        ("seconds", "43 s", "40 s to 45 s"),
        ("share", "4,250.0%", "4,000.0–4,500.0%"),
    ],
)
def test_values_are_written_in_the_unit_of_the_answer(unit, value, interval):
    *_, line = table([ROW], "en", unit).splitlines()

    assert value in line
    assert interval in line


def test_amounts_stand_beside_shares():
    row = {"name": "pay", "share_of_first": 0.5, "value": 27.0}

    *_, line = table([row], "en", "amount").splitlines()

    assert line.split() == ["pay", "50.0%", "27"]


def test_sessions_are_called_so(tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    path = tmp_path / "events.csv"
    path.write_text("case,activity,timestamp\nann,visit,2026-01-01\nann,pay,2026-01-02\n", "utf-8")

    heads = []
    for per in ("case", "session"):
        assert main(["ask", "variants", str(path), "--per", per]) == 0
        heads.append(capsys.readouterr().out.splitlines()[0].split()[1])

    assert heads == ["customers", "sessions"]
