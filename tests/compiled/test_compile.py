"""
A compiled log holds what the log held, whatever the batches, buckets and threads.
"""

from __future__ import annotations

import json

import numpy as np
import pyarrow.parquet as arrow_parquet
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.oracle.oracle_logs import drawn_events
from touchline.compiled.compile import Compiler, Facts, compile_events
from touchline.compiled.errors import NoRoom, UnreadableLog
from touchline.compiled.log import CompiledLog
from touchline.eventlog.build import written
from touchline.eventlog.columns import TextColumn
from touchline.eventlog.log import EventLog
from touchline.eventlog.quality import QualityReport

EVENTS: list[dict[str, object]] = [
    {"case": "ann", "activity": "visit", "timestamp": 10, "channel": "web", "size": 3},
    {"case": "ben", "activity": "visit", "timestamp": 20, "channel": "app", "size": 4},
    {"case": "ann", "activity": "pay", "timestamp": 30, "channel": None, "size": 5},
    {"case": None, "activity": "visit", "timestamp": 40, "channel": "web", "size": 6},
    {"case": "cem", "activity": "visit", "timestamp": 50, "channel": "web", "size": None},
]
ABOUT = {"ann": {"town": "Bonn"}, "cem": {"town": "Köln"}}


@pytest.fixture
def log():
    return EventLog.from_events(EVENTS, case_attributes=ABOUT, zone="Europe/Berlin")


def told(log):
    """
    Every case with its events, as a person would write them down.
    """
    columns = [log.activity, *([log.channel] if log.channel else [])]
    columns += [log.attributes[name] for name in sorted(log.attributes)]
    bounds = zip(log.offsets[:-1].tolist(), log.offsets[1:].tolist(), strict=True)
    return {
        case: [
            (int(log.timestamp[i]), *(_cell(column, i) for column in columns))
            for i in range(first, last)
        ]
        for case, (first, last) in zip(log.cases, bounds, strict=True)
    }


def _cell(column, i):
    return column.text(i) if isinstance(column, TextColumn) else str(float(column.values[i]))


def all_told(compiled):
    found: dict[str, list[tuple[object, ...]]] = {}
    for bucket in compiled.buckets():
        found |= told(bucket)
    return dict(sorted(found.items()))


@pytest.mark.parametrize("n_buckets", [1, 2, 16])
def test_buckets_hold_every_event_of_the_log(log, tmp_path, n_buckets):
    compiled = compile_events(log, tmp_path / "log", n_buckets=n_buckets)

    assert all_told(compiled) == told(log)
    assert (compiled.n_cases, compiled.n_events) == (log.n_cases, log.n_events)
    assert (compiled.activities, compiled.zone) == (log.activities, "Europe/Berlin")
    assert compiled.log_end == log.log_end
    assert compiled.anonymous is not None
    assert compiled.anonymous.timestamp.tolist() == [40]


def test_attributes_of_cases_lie_beside_their_cases(log, tmp_path):
    compiled = compile_events(log, tmp_path / "log", n_buckets=4)

    towns = {
        case: _cell(bucket.case_attributes["town"], i)
        for bucket in compiled.buckets()
        for i, case in enumerate(bucket.cases)
    }
    assert towns == {"ann": "Bonn", "ben": None, "cem": "Köln"}


def test_any_tool_reads_the_events_by_their_names(log, tmp_path):
    compile_events(log, tmp_path / "log", n_buckets=1)

    (path,) = (tmp_path / "log").glob("bucket-*/events.parquet")
    rows = arrow_parquet.read_table(path).select(["case", "activity", "channel"]).to_pylist()
    assert rows == [
        {"case": "ann", "activity": "visit", "channel": "web"},
        {"case": "ann", "activity": "pay", "channel": None},
        {"case": "ben", "activity": "visit", "channel": "app"},
        {"case": "cem", "activity": "visit", "channel": "web"},
    ]


@settings(max_examples=60)
@given(events=drawn_events(max_size=24), cuts=st.lists(st.integers(0, 24), max_size=3))
def test_batches_and_buckets_change_nothing(events, cuts, tmp_path_factory):
    rows = [(case, activity, tick * 60_000_000) for case, activity, tick in events]
    log = EventLog.from_events(rows)
    folder = tmp_path_factory.mktemp("log") / "compiled"

    with Compiler(folder, 4) as compiler:
        columns, quality = written(rows, "UTC")
        places = np.arange(len(columns.row))
        for part in np.split(places, sorted(min(cut, len(places)) for cut in cuts)):
            compiler.add(columns.take(part))
        compiled = compiler.finish(Facts(), quality, threads=2)

    assert all_told(compiled) == told(log)
    assert compiled.quality == log.quality


def test_numbers_beside_texts_become_texts(tmp_path):
    first, _ = written([{"case": "a", "activity": "x", "timestamp": 1, "size": 3}], "UTC")
    second, _ = written([{"case": "a", "activity": "x", "timestamp": 2, "size": "big"}], "UTC")

    with Compiler(tmp_path / "log", 1) as compiler:
        compiler.add(first)
        compiler.add(second)
        compiled = compiler.finish(Facts(), QualityReport())

    (bucket,) = compiled.buckets()
    assert [_cell(bucket.attributes["size"], i) for i in (0, 1)] == ["3", "big"]


def test_a_new_compile_replaces_the_old_log_and_clears_it_away(log, tmp_path):
    compile_events(log, tmp_path / "log", n_buckets=2)

    compiled = compile_events(log.only("pay"), tmp_path / "log", n_buckets=2)

    assert all_told(compiled) == told(log.only("pay"))
    assert len(list((tmp_path / "log").iterdir())) == 3  # two buckets and the manifest


def test_an_interrupted_compile_leaves_the_old_log_whole(log, tmp_path):
    compiled = compile_events(log, tmp_path / "log")

    with Compiler(tmp_path / "log", 4) as compiler:
        compiler.add(written([("zoe", "visit", 1)], "UTC")[0])

    assert all_told(CompiledLog.open(tmp_path / "log")) == all_told(compiled)


def test_a_folder_with_something_else_is_not_touched(log, tmp_path):
    (tmp_path / "thesis.txt").write_text("years of work", "utf-8")

    with pytest.raises(NoRoom, match="already holds"):
        compile_events(log, tmp_path)

    assert (tmp_path / "thesis.txt").read_text("utf-8") == "years of work"


def test_a_folder_without_a_manifest_is_no_log(tmp_path):
    with pytest.raises(UnreadableLog, match="holds no compiled log"):
        CompiledLog.open(tmp_path)


def test_a_bucket_that_was_cut_short_is_told(log, tmp_path):
    compiled = compile_events(log, tmp_path / "log", n_buckets=1)
    (path,) = (tmp_path / "log").glob("bucket-*/events.arrow")
    path.write_bytes(path.read_bytes()[:100])

    with pytest.raises(UnreadableLog, match="damaged"):
        list(compiled.buckets())


def test_a_manifest_of_a_later_version_is_not_guessed_at(log, tmp_path):
    compile_events(log, tmp_path / "log")
    path = tmp_path / "log" / "manifest.json"
    path.write_text(
        json.dumps({**json.loads(path.read_text("utf-8")), "touchline_log": 2}), "utf-8"
    )

    with pytest.raises(UnreadableLog, match="damaged"):
        CompiledLog.open(tmp_path / "log")
