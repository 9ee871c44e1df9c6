"""
Whoever presses Ctrl-C gets one line, exit code 130, and a folder as it was.
"""

from __future__ import annotations

import subprocess
import sys

import pytest

from touchline.compiled.log import CompiledLog
from touchline.sources import compile_log

#: Runs the program, which is interrupted as soon as it tells how far it is.
INTERRUPTED = """
import io, os, signal, sys
from touchline.cli.main import main

class Interrupting(io.TextIOWrapper):
    def write(self, text):
        if text.startswith('{"work"'):
            os.kill(os.getpid(), signal.SIGINT)
        return super().write(text)

sys.stderr = Interrupting(sys.stderr.buffer, encoding="utf-8", line_buffering=True)
raise SystemExit(main(sys.argv[1:]))
"""


@pytest.fixture
def source(tmp_path):
    path = tmp_path / "events.csv"
    rows = "".join(f"c{i},visit,2026-01-0{1 + i % 9}\n" for i in range(40))
    path.write_text("case,activity,timestamp\n" + rows, "utf-8")
    return path


@pytest.fixture
def folder(source, tmp_path):
    compile_log(source, tmp_path / "log", n_buckets=2)
    return tmp_path / "log"


def interrupted(*words):
    """
    Run the command line in a process of its own.
    """
    return subprocess.run(
        [sys.executable, "-c", INTERRUPTED, *map(str, words), "--progress", "json"],
        check=False,
        capture_output=True,
        text=True,
        env={"LC_ALL": "en_GB.UTF-8", "PATH": ""},
    )


def names(folder):
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.parametrize("more", [[], ["--append"]])
def test_an_interrupted_compile_leaves_the_folder_as_it_was(source, folder, more):
    before, files = CompiledLog.open(folder).manifest, names(folder)

    ended = interrupted("compile", source, "-o", folder, *more)

    assert ended.returncode == 130
    assert ended.stderr.splitlines()[-1] == "Stopped. Nothing was half-written."
    assert "Traceback" not in ended.stderr
    assert (CompiledLog.open(folder).manifest, names(folder)) == (before, files)


def test_an_interrupted_compile_leaves_no_new_folder(source, tmp_path):
    ended = interrupted("compile", source, "-o", tmp_path / "new")

    assert ended.returncode == 130
    assert not (tmp_path / "new").exists()


def test_an_interrupted_question_answers_nothing(folder):
    ended = interrupted("ask", "transitions", folder, "--json")

    assert (ended.returncode, ended.stdout) == (130, "")
    assert ended.stderr.splitlines()[-1] == "Stopped. Nothing was half-written."
