"""
Events that are added to a compiled log make the log of all of them, or change nothing.
"""

from __future__ import annotations

import signal
import subprocess
import sys

import pytest

from touchline.compiled.errors import UnreadableLog
from touchline.compiled.log import CompiledLog
from touchline.sources import compile_log, read_log
from touchline.sources._errors import AlreadyCompiled

HEADER = "user,event,time,channel,size\n"
FIRST = HEADER + "".join(
    f"c{i % 9},{'visit' if i % 3 else 'pay'},2026-01-{1 + i % 28:02} 10:00,web,{i}\n"
    for i in range(90)
)
KNOWN = HEADER + "c1,pay,2026-02-01 10:00,web,4\n,visit,2026-02-02 10:00,web,4\n"
NEW = HEADER + "c1,call,2026-02-01 10:00,phone,big\nzoe,visit,2025-12-31 10:00,,\n"


@pytest.fixture
def write(tmp_path):
    def written(name, content):
        path = tmp_path / name
        path.write_text(content, "utf-8")
        return path

    return written


@pytest.mark.parametrize("added", [KNOWN, NEW])
def test_a_log_that_grew_is_the_log_of_all_events(added, write, tmp_path):
    first, second = write("a.csv", FIRST), write("b.csv", added)
    compile_log(first, tmp_path / "log", n_buckets=8)

    grown = compile_log(second, tmp_path / "log", append=True)

    everything = read_log([first, second])
    assert grown.whole().fingerprint == everything.fingerprint
    assert grown.n_events == everything.n_events
    assert grown.quality.n_rows == everything.quality.n_rows
    assert grown.log_end == everything.log_end


def test_only_touched_buckets_are_written_anew(write, tmp_path):
    old = compile_log(write("a.csv", FIRST), tmp_path / "log", n_buckets=8)

    new = compile_log(write("b.csv", KNOWN), tmp_path / "log", append=True)

    changed = [a != b for a, b in zip(old.manifest.buckets, new.manifest.buckets, strict=True)]
    # The one event with a case belongs to one customer, who lies in one bucket.
    assert sum(changed) == 1
    assert len(list((tmp_path / "log").glob("bucket-*"))) == 8


def test_nothing_is_added_where_there_is_no_log(write, tmp_path):
    with pytest.raises(UnreadableLog, match="no compiled log"):
        compile_log(write("a.csv", FIRST), tmp_path / "log", append=True)


def test_a_log_stays_in_its_zone(write, tmp_path):
    compile_log(write("a.csv", FIRST), tmp_path / "log", zone="Europe/Berlin")

    with pytest.raises(AlreadyCompiled):
        compile_log(write("b.csv", KNOWN), tmp_path / "log", append=True, zone="Asia/Tehran")
    grown = compile_log(write("b.csv", KNOWN), tmp_path / "log", append=True)

    assert grown.zone == "Europe/Berlin"


#: Kills itself in place of the n-th change of the disk.
KILLED = """
import os, pathlib, signal, sys
import pyarrow
left = int(sys.argv[3])

def until_killed(act):
    def acted(*given, **named):
        global left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return act(*given, **named)
    return acted

for name in ("rename", "replace", "mkdir", "unlink"):
    setattr(pathlib.Path, name, until_killed(getattr(pathlib.Path, name)))
pyarrow.OSFile = until_killed(pyarrow.OSFile)
from touchline.sources import compile_log
compile_log(sys.argv[1], sys.argv[2], append=True)
print("done")
"""

#: More changes than an append to two buckets makes.
MOST = 40


def killed_at(step, first, second, folder):
    """
    Append in a process that is killed at its n-th change of the disk.

    Returns:
        How the process ended, and the fingerprint of the log that it left.
    """
    compile_log(first, folder, n_buckets=2)
    words = [sys.executable, "-c", KILLED, str(second), str(folder), str(step)]
    ended = subprocess.run(words, check=False, capture_output=True, text=True)
    assert ended.returncode in {0, -signal.SIGKILL}, ended.stderr
    return ended.returncode, CompiledLog.open(folder).whole().fingerprint


@pytest.mark.parametrize("step", [4, 11, 17])
def test_whoever_is_killed_leaves_the_old_log_or_the_new_one(step, write, tmp_path):
    first, second = write("a.csv", FIRST), write("b.csv", NEW)
    old = compile_log(first, tmp_path / "old", n_buckets=2).whole().fingerprint
    new = read_log([first, second]).fingerprint

    ended, found = killed_at(step, first, second, tmp_path / "log")

    assert ended == -signal.SIGKILL
    assert found in {old, new}
    # Whoever comes next finds nothing in the way, and clears away what was left.
    grown = compile_log(second, tmp_path / "log", append=True)
    assert grown.n_events == CompiledLog.open(tmp_path / "log").n_events
    assert not list((tmp_path / "log").glob(".*"))
    assert len(list((tmp_path / "log").glob("bucket-*"))) == 2


@pytest.mark.soak
def test_killed_anywhere_the_log_is_whole(write, tmp_path):
    first, second = write("a.csv", FIRST), write("b.csv", NEW)
    old = compile_log(first, tmp_path / "old", n_buckets=2).whole().fingerprint
    new = read_log([first, second]).fingerprint
    seen = set()

    for step in range(1, MOST):
        ended, found = killed_at(step, first, second, tmp_path / "log")
        assert found in {old, new}
        seen.add((ended, found == new))
        if ended == 0:
            break

    assert {(-signal.SIGKILL, False), (-signal.SIGKILL, True), (0, True)} <= seen
