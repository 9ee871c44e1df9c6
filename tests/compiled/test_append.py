"""
Events that are added to a compiled log make the log of all of them, or change nothing.
"""

from __future__ import annotations

import math
import signal
import subprocess
import sys

import pytest

from touchline.analysis.transitions import Transitions
from touchline.compiled.errors import LogChanged, UnreadableLog
from touchline.compiled.log import CompiledLog
from touchline.eventlog.columns import NumberColumn
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


def test_repeats_of_what_the_log_had_are_counted(write, tmp_path):
    first = write("a.csv", HEADER + "ann,visit,2026-01-01,web,1\nben,pay,2026-01-02,,2\n")
    # One row repeats an old one, another repeats a new one, and the last differs in its channel.
    rows = "ann,visit,2026-01-01,web,1\n" + "zoe,visit,2026-01-03,web,1\n" * 2
    second = write("b.csv", HEADER + rows + "ben,pay,2026-01-02,web,2\n")
    compile_log(first, tmp_path / "log", n_buckets=4)

    grown = compile_log(second, tmp_path / "log", append=True)

    assert grown.quality.n_exact_duplicates == 2
    assert grown.n_events == 6
    assert read_log([first, second]).quality.n_exact_duplicates == 2


def test_repeats_of_what_the_log_had_are_left_out(write, tmp_path):
    first, second = write("a.csv", FIRST), write("b.csv", FIRST + "zoe,visit,2026-01-03,,\n")
    compile_log(first, tmp_path / "log", n_buckets=4, drop_duplicates=True)

    grown = compile_log(second, tmp_path / "log", append=True, drop_duplicates=True)

    whole = read_log([first, second], drop_duplicates=True)
    assert grown.n_events == whole.n_events == 91
    assert grown.whole().fingerprint == whole.fingerprint
    assert [(drop.reason, drop.n) for drop in grown.quality.drops] == [("repeated-row", 90)]


def test_an_event_id_that_the_log_had_is_not_taken_again(write, tmp_path):
    header = "user,event,time,event_id\n"
    first = write("a.csv", header + "ann,visit,2026-01-01,7\nben,pay,2026-01-02,8\n")
    # The same event again, told later under another name of the customer.
    second = write("b.csv", header + "cem,visit,2026-01-05,7\ncem,pay,2026-01-05,9\n")
    compile_log(first, tmp_path / "log", n_buckets=4, event_id="event_id")

    grown = compile_log(second, tmp_path / "log", append=True, event_id="event_id")

    assert grown.n_events == 3
    assert [(drop.reason, drop.n) for drop in grown.quality.drops] == [("repeated-event-id", 1)]


def test_machines_are_marked_by_old_and_added_events_together(write, tmp_path):
    # A robot of seventy events before and after, where more than 120 a minute are too many.
    def robot(second):
        return "".join(f"robo,visit,2026-01-01T10:00:{second + i // 10:02}\n" for i in range(70))

    header = "user,event,time\n"
    first = write("a.csv", header + robot(0) + "ann,visit,2026-01-01T10:00:00\n")
    second = write("b.csv", header + robot(10) + "ben,visit,2026-01-02T10:00:00\n")
    third = write("c.csv", header + "cem,visit,2026-01-02T10:00:00\n")
    compile_log(first, tmp_path / "log", n_buckets=8)

    def marked(log):
        return [(one.rule, one.n_cases, one.n_events) for one in log.quality.markings]

    grown = marked(compile_log(second, tmp_path / "log", append=True))
    assert grown == marked(read_log([first, second])) == [("per-minute", 1, 140)]
    # A bucket that nothing is added to is looked at as well.
    assert marked(compile_log(third, tmp_path / "log", append=True)) == grown
    with_fewer = compile_log(third, tmp_path / "log", append=True, exclude_bots=True)
    assert [case for bucket in with_fewer.buckets() for case in bucket.cases].count("robo") == 0
    assert with_fewer.quality.markings[0].is_excluded


def test_a_log_that_has_grown_is_opened_anew(write, tmp_path):
    old = compile_log(write("a.csv", FIRST), tmp_path / "log", n_buckets=2)
    compile_log(write("b.csv", NEW), tmp_path / "log", append=True)

    with pytest.raises(LogChanged, match="in the meantime"):
        Transitions().answer(old)

    assert Transitions().answer(CompiledLog.open(tmp_path / "log")).n_events == 92


def test_what_becomes_known_of_customers_is_added_to_what_was_known(write, tmp_path):
    first = write("a.csv", "user,event,time\nann,visit,2026-01-01\nben,visit,2026-01-02\n")
    second = write("b.csv", "user,event,time\ncem,visit,2026-01-03\n")
    old = write("old.csv", "user,town,age\nann,Bonn,30\nben,Ulm,40\n")
    new = write("new.csv", "user,town,plan\nben,Kiel,plus\ncem,Hof,\nann,,basic\n")
    compile_log(first, tmp_path / "log", n_buckets=4, cases=old)

    grown = compile_log(second, tmp_path / "log", append=True, cases=new).whole()

    def told(name):
        column = grown.case_attributes[name]
        if isinstance(column, NumberColumn):
            return [None if math.isnan(value) else value for value in column.values.tolist()]
        return [column.text(i) for i in range(3)]

    assert list(grown.cases) == ["ann", "ben", "cem"]
    # What is new outweighs what was known, unless it is blank.
    assert told("town") == ["Bonn", "Kiel", "Hof"]
    assert told("age") == [30, 40, None]
    assert told("plan") == ["basic", "plus", None]


def test_another_priority_reaches_buckets_that_nothing_is_added_to(write, tmp_path):
    ties = "user,event,time\n" + "".join(
        f"c{i},{name},2026-01-01\n" for i in range(9) for name in ("visit", "pay")
    )
    first, second = write("a.csv", ties), write("b.csv", "user,event,time\nc1,pay,2026-01-02\n")
    compile_log(first, tmp_path / "log", n_buckets=4)

    grown = compile_log(second, tmp_path / "log", append=True, priority=("pay",))

    assert grown.whole().fingerprint == read_log([first, second], priority=("pay",)).fingerprint


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


@pytest.mark.parametrize("step", [4, 9, 13])
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
