"""
A log without somebody is the log of all others, whatever is written anew on the way there.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from touchline.analysis.transitions import Transitions
from touchline.compiled.erase import ERASED, erase_cases, find_cases
from touchline.compiled.log import CompiledLog
from touchline.eventlog.columns import TextColumn
from touchline.sources import compile_log, read_log

HEADER = "user,event,time,channel,size,friend\n"
ROWS = [
    f"c{i % 9},{'visit' if i % 3 else 'pay'},2026-01-{1 + i % 28:02} 10:00,web,{i % 7},f{i % 4}\n"
    for i in range(90)
]
#: Zoe alone rings up, pays by fax, and has the last word of the log.
ZOE = [
    "zoe,visit,2025-12-31 10:00,web,3,f1\n",
    "zoe,ring up in Delft,2026-03-01 10:00,fax,4,her brother\n",
]
#: Somebody names Zoe.
FRIEND = "c1,visit,2026-01-20 11:00,web,2,zoe\n"
#: A row that cannot be read, and of which the account quotes words that name her.
UNREADABLE = "c1,visit,with zoe at noon,web,3,f1\n"


@pytest.fixture
def write(tmp_path):
    def written(name, rows):
        path = tmp_path / name
        path.write_text(HEADER + "".join(rows), "utf-8")
        return path

    return written


def everything(folder):
    """
    Read every byte below a folder.
    """
    return b"".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())


def test_the_log_without_somebody_is_the_log_of_the_others(write, tmp_path):
    folder = compile_log(write("all.csv", [*ROWS, *ZOE]), tmp_path / "log", n_buckets=4).folder
    others = compile_log(write("others.csv", ROWS), tmp_path / "others", n_buckets=4)

    found = erase_cases(folder, {"zoe"})

    log = CompiledLog.open(folder)
    assert (found.n_cases, found.n_events) == (1, 2)
    assert log.whole().cases == others.whole().cases
    assert log.activities == others.activities == ("pay", "visit")
    assert log.manifest.channels == ("web",)
    assert log.manifest.attributes == others.manifest.attributes
    assert [(one.n_cases, one.n_events) for one in log.manifest.buckets] == [
        (one.n_cases, one.n_events) for one in others.manifest.buckets
    ]
    assert log.log_start == others.log_start
    # Leaving somebody out does not stop the clock: the log was observed until 1 March.
    assert log.log_end == read_log(tmp_path / "all.csv").log_end
    assert Transitions().answer(log).rows() == Transitions().answer(others).rows()
    # Read = kept + without a case + dropped + restricted away.
    quality = log.quality
    assert (quality.n_rows, quality.n_kept) == (92, 90)
    assert [(one.name, one.n_events, one.n_cases) for one in quality.restrictions] == [
        (ERASED, 2, 1)
    ]


def test_no_byte_of_somebody_stays(write, tmp_path):
    source = write("all.csv", [*ROWS, *ZOE, FRIEND, UNREADABLE])
    folder = compile_log(source, tmp_path / "log", n_buckets=4).folder
    assert b"zoe" in everything(folder)
    counted = find_cases(folder, {"zoe"}, words={"zoe"})
    assert erase_cases(folder, {"zoe"}, words={"zoe"}) == counted

    left = everything(folder)

    for words in (b"zoe", b"Delft", b"her brother", b"fax"):
        assert words not in left
    # The friend stays, and says nothing of Zoe.
    log = CompiledLog.open(folder)
    assert len(log.trace("c1").path) == 11
    assert log.quality.drops[0].n == 1
    assert log.quality.drops[0].examples == ()


def test_a_name_that_is_also_a_value_stays_one(write, tmp_path):
    seven = ["7,visit,2026-01-20 11:00,web,2,7\n", "c1,visit,2026-01-20 11:00,web,7,7\n"]
    folder = compile_log(write("all.csv", [*ROWS, *seven]), tmp_path / "log").folder

    found = erase_cases(folder, {"7"})

    assert (found.n_events, found.n_mentions) == (1, 0)
    friend = CompiledLog.open(folder).whole().attributes["friend"]
    assert isinstance(friend, TextColumn)
    assert "7" in friend.vocabulary


def test_only_the_bucket_of_somebody_is_written_anew_when_no_word_goes(write, tmp_path):
    folder = compile_log(write("all.csv", ROWS), tmp_path / "log", n_buckets=4).folder
    before = {one.folder for one in CompiledLog.open(folder).manifest.buckets}

    erase_cases(folder, {"c4"})

    after = {one.folder for one in CompiledLog.open(folder).manifest.buckets}
    assert len(before - after) == 1
    assert {path.name for path in folder.glob("bucket-*")} == after


def test_somebody_who_is_not_there_changes_nothing(write, tmp_path):
    folder = compile_log(write("all.csv", ROWS), tmp_path / "log", n_buckets=4).folder
    before = CompiledLog.open(folder).manifest

    assert not erase_cases(folder, {"zoe"})
    assert not erase_cases(folder, set())

    assert CompiledLog.open(folder).manifest == before


def test_a_log_of_somebody_alone_is_empty_afterwards(write, tmp_path):
    folder = compile_log(write("all.csv", ZOE), tmp_path / "log", n_buckets=2).folder

    erase_cases(folder, {"zoe"})

    log = CompiledLog.open(folder)
    assert (log.n_cases, log.n_events, log.activities) == (0, 0, ())
    assert len(log.whole().cases) == 0


def test_events_are_added_to_a_log_from_which_somebody_was_taken(write, tmp_path):
    folder = compile_log(write("all.csv", [*ROWS, *ZOE]), tmp_path / "log", n_buckets=4).folder
    erase_cases(folder, {"zoe"})
    more = ["c1,call,2026-02-01 10:00,phone,2,f1\n"]

    grown = compile_log(write("more.csv", more), folder, append=True)

    assert grown.n_events == 91
    assert [one.name for one in grown.quality.restrictions] == [ERASED]


def test_several_go_at_once_and_the_account_counts_them_together(write, tmp_path):
    folder = compile_log(write("all.csv", [*ROWS, *ZOE]), tmp_path / "log", n_buckets=4).folder

    erase_cases(folder, {"zoe", "c1"})
    erase_cases(folder, {"c2"})

    # By hand: Zoe's two events, and ten of each of the others.
    (taken,) = CompiledLog.open(folder).quality.restrictions
    assert (taken.n_cases, taken.n_events) == (3, 22)


def test_what_is_older_than_a_moment_goes_whoever_had_it(write, tmp_path):
    nobody = [",visit,2025-12-30 10:00,web,3,f1\n", ",visit,2026-01-30 10:00,web,3,f1\n"]
    source = write("all.csv", [*ROWS, *ZOE, *nobody])
    folder = compile_log(source, tmp_path / "log", n_buckets=4).folder
    late = [row for row in [*ROWS, ZOE[1]] if row.split(",")[2] >= "2026-01-15"]
    others = read_log(write("late.csv", [*late, nobody[1]]))

    erase_cases(folder, before=others.log_start)

    log = CompiledLog.open(folder)
    assert log.whole().fingerprint == others.fingerprint
    assert (log.log_start, log.quality.n_without_case) == (others.log_start, 1)
    # Read = kept + without a case + restricted away.
    (taken,) = log.quality.restrictions
    assert log.quality.n_rows == log.quality.n_kept + 1 + taken.n_events


@given(gone=st.sets(st.integers(0, 8), max_size=9), n_buckets=st.sampled_from([1, 2, 8]))
def test_whoever_goes_the_log_is_that_of_the_others(tmp_path_factory, gone, n_buckets):
    place = tmp_path_factory.mktemp("log")
    names = {f"c{number}" for number in gone}
    kept = [row for row in ROWS if row.partition(",")[0] not in names]
    (place / "all.csv").write_text(HEADER + "".join([*ROWS, *ZOE]), "utf-8")
    # Zoe stays, so that both are observed until the same moment.
    (place / "kept.csv").write_text(HEADER + "".join([*kept, *ZOE]), "utf-8")
    folder = compile_log(place / "all.csv", place / "log", n_buckets=n_buckets).folder

    erase_cases(folder, names)

    found = CompiledLog.open(folder).whole()
    assert found.fingerprint == read_log(place / "kept.csv").fingerprint


#: Erases in a process that is killed at its n-th change of the disk.
KILLED = """
import os, pathlib, shutil, signal, sys
import pyarrow
left = int(sys.argv[2])
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
shutil.rmtree = until_killed(shutil.rmtree)
pyarrow.OSFile = until_killed(pyarrow.OSFile)
from touchline.compiled.erase import erase_cases
erase_cases(sys.argv[1], {"zoe"})
"""


@pytest.mark.parametrize("step", [2, 4, 7, 9, 10, 11])
def test_killed_anywhere_the_log_is_whole_and_the_next_finishes(step, write, tmp_path):
    folder = compile_log(write("all.csv", [*ROWS, *ZOE]), tmp_path / "log", n_buckets=2).folder
    old = CompiledLog.open(folder).whole().fingerprint

    words = [sys.executable, "-c", KILLED, str(folder), str(step)]
    ended = subprocess.run(words, check=False, capture_output=True, text=True, env={**os.environ})

    assert ended.returncode == -signal.SIGKILL, ended.stderr
    found = CompiledLog.open(folder).whole()
    assert found.fingerprint == old or "zoe" not in found.cases
    erase_cases(folder, {"zoe"})
    assert b"zoe" not in everything(folder)
    assert CompiledLog.open(folder).n_events == 90
