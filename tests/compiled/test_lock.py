"""
Two processes never write one compiled log at once, and a dead one stands in nobody's way.
"""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from touchline.compiled.append import Before
from touchline.compiled.compile import Compiler
from touchline.compiled.errors import LogChanged, LogInUse
from touchline.compiled.lock import NAME, Lock
from touchline.compiled.log import CompiledLog
from touchline.sources import compile_log

#: Takes the lock, says so, and waits to be told to end.
HOLDER = """
import pathlib, sys
from touchline.compiled.lock import Lock
lock = Lock(pathlib.Path(sys.argv[1]))
print("held", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def source(tmp_path):
    path = tmp_path / "events.csv"
    path.write_text("case,activity,timestamp\nann,visit,2026-01-01\n", "utf-8")
    return path


@pytest.fixture
def holder(tmp_path):
    folder = tmp_path / "log"
    folder.mkdir()
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        yield process
        process.kill()


def test_the_second_is_told_who_the_first_is(source, holder, tmp_path):
    with pytest.raises(LogInUse) as refusal:
        compile_log(source, tmp_path / "log")

    told = refusal.value.told("en")
    assert f"process {holder.pid} on {os.uname().nodename}" in told
    assert "try again once it has finished" in told
    assert [path.name for path in (tmp_path / "log").iterdir()] == [NAME]


def test_whoever_was_killed_holds_nothing(source, holder, tmp_path):
    holder.kill()
    holder.wait()

    log = compile_log(source, tmp_path / "log")

    assert log.n_events == 1
    assert not (tmp_path / "log" / NAME).exists()


def test_another_thread_waits_as_well(tmp_path):
    first = Lock(tmp_path)

    with pytest.raises(LogInUse):
        Lock(tmp_path)
    first.release()

    Lock(tmp_path).release()
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_added_to_a_log_that_has_grown_meanwhile(source, tmp_path):
    compile_log(source, tmp_path / "log")
    before = Before(CompiledLog.open(tmp_path / "log"))
    compile_log(source, tmp_path / "log", append=True)

    with pytest.raises(LogChanged):
        Compiler(tmp_path / "log", 1, before)

    # The refused one let go of the log.
    assert compile_log(source, tmp_path / "log", append=True).n_events == 3
