"""
A source that is compiled in batches is the log that is read in one piece.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
from contextlib import contextmanager

import pyarrow as pa
import pyarrow.parquet as arrow_parquet
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from touchline.eventlog.bots import BotRules
from touchline.samples import SAMPLES
from touchline.sources import _bytes, compile_log, parquet, read_log
from touchline.sources._errors import BrokenQuoting, NoUsableEvents, UnreadableFile

NAMES = ("customer_id", "event", "timestamp", "value", "channel", "size", "note", "code")
TIMES = (
    "2026-01-02T10:00:00", "2026-01-02T10:00:00+02:00", "2026-01-02T09:59:59", "2026-02-30", "",
    "soon", "0000-01-01", "2026-03-29T02:30:00", "13/01/2026 10:00", "01/02/2026 10:00",
)  # fmt: skip
#: Cells that make each column's kind turn out late, or change what is left out.
ROWS = st.tuples(
    st.sampled_from(["ann", "ben", "cem", "", "NULL", "anonymous #3"]),
    st.sampled_from(["visit", "pay", "", "call"]),
    st.sampled_from(TIMES),
    st.sampled_from(["1", "2.50", "", "many"]),
    st.sampled_from(["web", "shop", ""]),
    st.sampled_from(["3", "3.10", "4", ""]),
    st.sampled_from(["a,b", 'say "hi"', "two\nlines", "5"]),
    st.sampled_from(["007", "8", "9"]),
)


@contextmanager
def small_batches():
    """
    Cut files into batches of a few rows, which is all that differs from a large file.
    """
    with pytest.MonkeyPatch.context() as change:
        change.setattr(_bytes, "BLOCK", 150)
        change.setattr(parquet, "N_ROWS", 3)
        yield


def assert_same(path, folder, **options):
    with small_batches():
        refused = None
        try:
            log = read_log(path, **options)
        except NoUsableEvents as fault:
            refused = fault.told("en")
        if refused is not None:
            with pytest.raises(NoUsableEvents) as other:
                compile_log(path, folder, n_buckets=2, **options)
            assert other.value.told("en") == refused
            assert not folder.exists()
            return
        compiled = compile_log(path, folder, n_buckets=2, **options)
    assert compiled.quality == log.quality
    assert compiled.whole().fingerprint == log.fingerprint
    assert compiled.log_end == log.log_end
    assert compiled.source == log.source


def write_csv(path, rows):
    content = io.StringIO(newline="")
    csv.writer(content, lineterminator="\n").writerows([NAMES, *rows])
    octets = content.getvalue().encode()
    path.write_bytes(gzip.compress(octets) if path.suffix == ".gz" else octets)


#: Which column is what; a guess on the first batch may differ from one on all rows.
STATED = {
    "case": "customer_id",
    "activity": "event",
    "timestamp": "timestamp",
    "value": "value",
    "channel": "channel",
}
OPTIONS = st.fixed_dictionaries(
    {},
    optional={
        "event_id": st.just("size"),
        "drop_duplicates": st.just(True),
        "anonymous": st.just("each"),
        "activity_map": st.just({"call": "visit", "pay": None}),
        "priority": st.just(("pay", "swim")),
        "bots": st.just(BotRules(events_per_minute=2, cases=("ben",))),
        "exclude_bots": st.just(True),
        "log_end": st.just("2026-06-01"),
        "zone": st.just("Europe/Berlin"),
    },
)


@settings(max_examples=20)
@given(rows=st.lists(ROWS, min_size=1, max_size=16), options=OPTIONS, packed=st.booleans())
def test_a_csv_file_in_batches(rows, options, packed, tmp_path_factory):
    folder = tmp_path_factory.mktemp("log")
    path = folder / ("events.csv.gz" if packed else "events.csv")
    write_csv(path, rows)

    assert_same(path, folder / "log", time_format="D/M/Y", **STATED, **options)


@settings(max_examples=10)
@given(rows=st.lists(ROWS, min_size=1, max_size=16), options=OPTIONS)
def test_json_lines_in_batches(rows, options, tmp_path_factory):
    folder = tmp_path_factory.mktemp("log")
    path = folder / "events.jsonl"
    written = [json.dumps(dict(zip(NAMES, row, strict=True))) + "\n" for row in rows]
    path.write_text("".join(written), "utf-8")

    assert_same(path, folder / "log", time_format="D/M/Y", **STATED, **options)


@settings(max_examples=10)
@given(rows=st.lists(ROWS, min_size=1, max_size=16), options=OPTIONS)
def test_a_parquet_file_in_batches(rows, options, tmp_path_factory):
    folder = tmp_path_factory.mktemp("log")
    path = folder / "events.parquet"
    columns = {
        name: pa.array(column) for name, column in zip(NAMES, zip(*rows, strict=True), strict=True)
    }
    # Numbers with gaps, of which a batch may hold none.
    columns["size"] = pa.array([float(row[5] or "nan") for row in rows])
    arrow_parquet.write_table(pa.table(columns), path)

    assert_same(path, folder / "log", time_format="D/M/Y", **STATED, **options)


def test_several_files_are_one_log(tmp_path):
    first, second = tmp_path / "a.csv", tmp_path / "b.csv"
    first.write_text("user,event,time\nann,visit,2026-01-02\nben,visit,2026-01-03\n", "utf-8")
    second.write_text("user,event,time,channel\nann,pay,2026-01-04,web\n", "utf-8")

    assert_same([first, second], tmp_path / "log")


def test_day_and_month_are_told_by_whichever_batch_can(tmp_path):
    path = tmp_path / "events.csv"
    # All but the last day could be a month; 150 bytes a batch are six rows.
    rows = [f"ann,visit,0{1 + i % 9}/02/2026 10:00" for i in range(20)]
    path.write_text("\n".join(["user,event,time", *rows, "ann,pay,27/02/2026 10:00", ""]), "utf-8")

    assert_same(path, tmp_path / "log")


def test_a_table_of_customers_is_joined(tmp_path):
    sample = SAMPLES["complete_journey_grocery"]

    log = read_log(sample.path, cases=sample.cases, zone=sample.zone, **sample.columns)
    compiled = compile_log(
        sample.path, tmp_path / "log", cases=sample.cases, zone=sample.zone, **sample.columns
    )

    assert compiled.quality == log.quality
    assert compiled.whole().fingerprint == log.fingerprint


def test_progress_only_grows_and_ends_at_all(tmp_path):
    path = tmp_path / "events.csv"
    write_csv(path, [["ann", "visit", f"2026-01-02T10:00:{i:02}", *"1w3n8"] for i in range(40)])
    told = []

    with small_batches():
        compile_log(path, tmp_path / "log", progress=lambda rows, share: told.append((rows, share)))

    assert told == sorted(told)
    assert len(told) > 5
    assert told[-1] == (40, 1.0)


ROW = "ann,visit,2026-01-02\n"
LINE = '{"user": "ann", "event": "visit", "time": "2026-01-02"}\n'
BROKEN = 'ann,"x"y,2026\n'


@pytest.mark.parametrize(
    ("name", "content", "fault"),
    [
        ("a.csv", f"user,event,time\n{ROW * 20}{BROKEN}".encode(), BrokenQuoting),
        (
            "a.csv.gz",
            gzip.compress(b"user,event,time\n" + ROW.encode() * 999)[:-20],
            UnreadableFile,
        ),
        ("a.jsonl", f"{LINE * 9}noise\n".encode(), UnreadableFile),
    ],
)
def test_a_fault_far_down_leaves_no_log(name, content, fault, tmp_path):
    path = tmp_path / name
    path.write_bytes(content)

    with small_batches(), pytest.raises(fault) as batches:
        compile_log(path, tmp_path / "log")
    with pytest.raises(fault) as whole:
        read_log(path)

    # The place is the same as for who reads the file in one piece.
    assert batches.value.told("en") == whole.value.told("en")
    assert not (tmp_path / "log").exists()
