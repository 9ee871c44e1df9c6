"""
From a source to a log, every row on account.
"""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from touchline.sources import BotRules, read_log
from touchline.sources._errors import (
    EmptySource,
    MissingFile,
    NoUsableEvents,
    UnknownSource,
    UnreadableFile,
)
from touchline.units import UnknownZone

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from touchline.eventlog.log import EventLog

HEADER = "customer,event,at\n"
ROWS = [
    ("ann", "visit", "2026-01-01 10:00", 1.5, 3),
    ("bob", "visit", "2026-01-01 11:00", None, None),
    ("ann", "pay", "2026-01-02 09:30", 20.0, 7),
    (None, "visit", "2026-01-03 00:00", None, 1),
]
NAMES = ["customer", "event", "at", "value", "items"]


def written(path: Path, *rows: str, header: str = HEADER) -> Path:
    path.write_text(header + "".join(f"{row}\n" for row in rows), "utf-8")
    return path


def paths(log: EventLog) -> dict[str, tuple[str, ...]]:
    return {trace.case: trace.path for trace in log.traces()}


def drops(log: EventLog) -> dict[str, int]:
    return {drop.reason: drop.n for drop in log.quality.drops}


def test_a_file_becomes_a_log(tmp_path: Path) -> None:
    path = written(tmp_path / "log.csv", "bob,pay,2026-01-02", "ann,visit,2026-01-01")

    log = read_log(path)

    assert paths(log) == {"ann": ("visit",), "bob": ("pay",)}
    assert (log.source, log.zone, log.is_day_precise) == ("log.csv", "UTC", True)
    assert log.row.tolist() == [2, 1]


def test_every_guess_is_on_account(tmp_path: Path) -> None:
    path = written(tmp_path / "log.csv", "ann,visit,31/1/2026")

    guesses = read_log(path).quality.guesses

    assert [(g.what, g.answer, g.why) for g in guesses] == [
        ("timestamp", "at", "name"),
        ("case", "customer", "name"),
        ("activity", "event", "name"),
        ("time_format", "day-first", "content"),
    ]


def test_nothing_is_guessed_when_all_is_stated(tmp_path: Path) -> None:
    path = written(tmp_path / "log.csv", "ann,visit,2026-01-01", header="a,b,c\n")

    log = read_log(path, case="a", activity="b", timestamp="c")

    assert log.quality.guesses == ()
    assert paths(log) == {"ann": ("visit",)}


def test_every_row_that_cannot_be_used_is_counted_by_reason(tmp_path: Path) -> None:
    path = written(
        tmp_path / "log.csv",
        "ann,visit,2026-01-01",
        "ann,visit",
        "ann,,2026-01-01",
        "ann,visit,",
        "ann,visit,soon",
        "ann,visit,0000-01-01",
        ",visit,2026-01-01",
        "NULL,visit,2026-01-02",
    )

    quality = read_log(path).quality

    assert {d.reason: [(e.row, e.text) for e in d.examples] for d in quality.drops} == {
        "ragged-row": [(2, "ann,visit")],
        "missing-timestamp": [(4, "")],
        "unparsable-timestamp": [(5, "soon")],
        "timestamp-out-of-range": [(6, "0000-01-01")],
        "missing-activity": [(3, "")],
    }
    assert (quality.n_rows, quality.n_kept, quality.n_without_case) == (8, 1, 2)


def test_a_repeated_event_id_keeps_the_first_row(tmp_path: Path) -> None:
    path = written(
        tmp_path / "log.csv",
        "ann,visit,2026-01-02,e1",
        "ann,pay,2026-01-01,e1",
        "ann,call,2026-01-03,",
        "ann,call,2026-01-04,",
        header="customer,event,at,id\n",
    )

    log = read_log(path, event_id="id")

    assert paths(log) == {"ann": ("visit", "call", "call")}
    assert drops(log) == {"repeated-event-id": 1}


def test_exact_duplicates_are_kept_and_counted_unless_dropping_is_asked_for(tmp_path: Path) -> None:
    rows = ["ann,visit,2026-01-01", "ann,visit,2026-01-01", "ann,visit,2026-01-02"]
    path = written(tmp_path / "log.csv", *rows)

    kept, dropped = read_log(path), read_log(path, drop_duplicates=True)

    assert (kept.n_events, kept.quality.n_exact_duplicates) == (3, 1)
    assert (dropped.n_events, drops(dropped)) == (2, {"repeated-row": 1})


def test_rows_that_differ_in_any_column_are_no_duplicates(tmp_path: Path) -> None:
    path = written(
        tmp_path / "log.csv",
        "ann,visit,2026-01-01,1",
        "ann,visit,2026-01-01,2",
        header="customer,event,at,n\n",
    )

    assert read_log(path).quality.n_exact_duplicates == 0


def test_several_files_are_one_log_with_global_rows(tmp_path: Path) -> None:
    first = written(tmp_path / "a.csv", "ann,pay,2026-01-01 09:00", "ann,x", "bob,pay,2026-01-02")
    second = written(
        tmp_path / "b.csv", "ann,visit,2026-01-01 09:00,de", header="customer,event,at,country\n"
    )

    log = read_log([first, second])

    # The tie of ann goes by row: 1 in the first file, 1 + 3 in the second.
    assert paths(log) == {"ann": ("pay", "visit"), "bob": ("pay",)}
    assert log.row.tolist() == [1, 4, 3]
    assert log.source == "a.csv, b.csv"
    assert log.where("country", "de").cases == ("ann",)


def test_files_of_unlike_kinds_are_one_log(tmp_path: Path) -> None:
    first = written(tmp_path / "a.csv", "1,visit,2026-01-01")
    frame = pd.DataFrame({"customer": [1], "event": ["pay"], "at": [datetime(2026, 1, 2)]})  # noqa: DTZ001 (a time without a zone)

    assert paths(read_log([first, frame])) == {"1": ("visit", "pay")}


def test_activities_are_renamed_before_anything_is_asked(tmp_path: Path) -> None:
    path = written(
        tmp_path / "log.csv", "ann,/p/17,2026-01-01", "ann,ping,2026-01-02", "ann,pay,2026-01-03"
    )
    mapping = tmp_path / "names.yaml"
    mapping.write_text(
        "rules:\n  - pattern: ^/p/\n    to: product\n  - activities: [ping]\n    drop: true\n"
    )

    log = read_log(path, activity_map=mapping)

    assert paths(log) == {"ann": ("product", "pay")}
    assert drops(log) == {"dropped-by-activity-map": 1}
    assert (log.quality.n_unmapped, log.quality.unmapped) == (1, ("pay",))
    plain = read_log(path, activity_map={"/p/17": "product", "ping": None})
    assert plain.fingerprint == log.fingerprint


def test_priority_speaks_the_names_of_the_map(tmp_path: Path) -> None:
    path = written(tmp_path / "log.csv", "ann,b,2026-01-01", "ann,a,2026-01-01")

    log = read_log(path, activity_map={"a": "first"}, priority=["first"])

    assert paths(log) == {"ann": ("first", "b")}


def test_marked_cases_are_left_out_only_when_asked(tmp_path: Path) -> None:
    rows = [f"bot,hit,2026-01-01 00:00:{i:02}" for i in range(5)]
    path = written(tmp_path / "log.csv", "ann,visit,2026-01-01 00:00", *rows, ",hit,2026-01-02")
    rules = BotRules(events_per_minute=4)

    marked = read_log(path, bots=rules)
    left_out = read_log(path, bots=rules, exclude_bots=True)

    assert [(m.rule, m.n_cases, m.is_excluded) for m in marked.quality.markings] == [
        ("per-minute", 1, False)
    ]
    assert marked.cases == ("ann", "bot")
    assert left_out.cases == ("ann",)
    assert drops(left_out) == {"bot": 5}
    assert left_out.quality.n_without_case == 1
    assert left_out.quality.markings[0].is_excluded


def test_attributes_of_cases_join_and_are_counted_both_ways(tmp_path: Path) -> None:
    path = written(tmp_path / "log.csv", "ann,visit,2026-01-01", "bob,visit,2026-01-01")
    cases = tmp_path / "customers.csv"
    cases.write_text("customer,age,city\nann,30,Bonn\nann,99,Rome\ncyd,50,\n")

    log = read_log(path, cases=cases)

    quality = log.quality
    assert log.cases_where("age", 30).cases == ("ann",)
    assert log.cases_where("city", None).cases == ("bob",)
    assert (quality.unmatched_cases, quality.unused_case_rows, quality.repeated_case_rows) == (
        1,
        1,
        1,
    )


def test_the_key_of_the_cases_may_have_another_name(tmp_path: Path) -> None:
    path = written(tmp_path / "log.csv", "ann,visit,2026-01-01")
    cases = tmp_path / "customers.csv"
    cases.write_text("who,age\nann,30\n")
    usual = tmp_path / "usual.csv"
    usual.write_text("age,client_id\n30,ann\n")

    assert read_log(path, cases=cases, cases_key="who").quality.unmatched_cases == 0
    log = read_log(path, cases=usual)
    assert log.quality.unmatched_cases == 0
    assert ("cases_key", "client_id") in [(g.what, g.answer) for g in log.quality.guesses]


def test_value_channel_end_and_session_have_their_places(tmp_path: Path) -> None:
    path = written(
        tmp_path / "log.csv",
        'ann,visit,1970-01-01 00:00,"1,50",web,1970-01-01 00:01,s1',
        "ann,pay,1970-01-02 00:00,x,,soon,s1",
        header="customer,event,at,price,medium,until,visit_id\n",
    )

    log = read_log(path, value="price", channel="medium", end="until", session="visit_id")

    assert log.where("value", 1.5).activities == ("visit",)
    assert log.where("price", 1.5).activities == ("visit",)
    assert log.where("channel", "web").fingerprint == log.where("medium", "web").fingerprint
    assert log.where("end", 60_000_000).activities == ("visit",)
    assert log.where("session", "s1").n_events == 2
    assert log.quality.n_unreadable_values == 1


def test_numbers_become_numbers_and_codes_stay_texts(tmp_path: Path) -> None:
    path = written(
        tmp_path / "log.csv",
        "ann,visit,2026-01-01,3,007,1.5e3",
        "ann,visit,2026-01-02,,008,-2",
        header="customer,event,at,items,zip,score\n",
    )

    log = read_log(path)

    assert log.where("items", at_least=3).n_events == 1
    assert log.where("zip", "007").n_events == 1
    assert log.where("score", below=0).n_events == 1


FRAMES: dict[str, Callable[[], Any]] = {
    "pandas": lambda: pd.DataFrame(ROWS, columns=NAMES),
    "pandas-strange-index": lambda: pd.DataFrame(ROWS, columns=NAMES, index=[9, 9, 1, 5]),
    "polars": lambda: pl.DataFrame(ROWS, schema=NAMES, orient="row"),
    "polars-lazy": lambda: pl.LazyFrame(ROWS, schema=NAMES, orient="row"),
    "pyarrow": lambda: pa.table(dict(zip(NAMES, zip(*ROWS, strict=True), strict=True))),
    "duckdb": lambda: duckdb.from_arrow(FRAMES["pyarrow"]()),
}


@pytest.fixture
def plain(tmp_path: Path) -> EventLog:
    """
    The rows of the frames, read from CSV.
    """
    texts = [",".join("" if cell is None else str(cell) for cell in row) for row in ROWS]
    return read_log(written(tmp_path / "log.csv", *texts, header=",".join(NAMES) + "\n"))


@pytest.mark.parametrize("library", FRAMES)
def test_every_frame_gives_the_log_of_its_file(plain: EventLog, library: str) -> None:
    log = read_log(FRAMES[library]())

    assert log.fingerprint == plain.fingerprint
    assert log.row.tolist() == plain.row.tolist()
    assert log.source == "data frame"


def test_typed_times_and_ids_give_the_same_log(plain: EventLog, tmp_path: Path) -> None:
    frame = pd.DataFrame(ROWS, columns=NAMES)
    frame["at"] = pd.to_datetime(frame["at"])
    frame["event"] = frame["event"].astype("category")
    frame.to_parquet(tmp_path / "log.parquet")

    assert read_log(frame).fingerprint == plain.fingerprint
    assert read_log(tmp_path / "log.parquet").fingerprint == plain.fingerprint


def test_json_lines_give_the_same_log(plain: EventLog, tmp_path: Path) -> None:
    path = tmp_path / "log.jsonl"
    path.write_text("".join(json.dumps(dict(zip(NAMES, r, strict=True))) + "\n" for r in ROWS))

    assert read_log(path).fingerprint == plain.fingerprint


def test_an_id_that_became_a_float_is_the_same_id() -> None:
    frame = pd.DataFrame(
        {"customer": [12346.0, None], "event": ["a", "a"], "at": ["2026-01-01"] * 2}
    )

    log = read_log(frame)

    assert log.cases == ("12346",)
    assert log.quality.n_without_case == 1


def test_a_frame_of_mixed_objects_is_read_as_text() -> None:
    frame = pd.DataFrame({"customer": [1, "x"], "event": ["a", "b"], "at": ["2026-01-01"] * 2})

    assert read_log(frame).cases == ("1", "x")


def test_chunks_do_not_matter(tmp_path: Path) -> None:
    table = pa.table({"customer": list("abcab"), "event": list("vvvpp"), "at": [5, 4, 3, 2, 1]})
    chunked = pa.concat_tables([table.slice(i, 1) for i in range(5)])
    pq.write_table(table, tmp_path / "log.parquet", row_group_size=2)

    logs = [read_log(source) for source in (table, chunked, tmp_path / "log.parquet")]

    assert len({(log.fingerprint, tuple(log.row.tolist())) for log in logs}) == 1


CELLS = st.tuples(
    st.sampled_from(["ann", "bob", "", "NULL"]),
    st.sampled_from(["visit", "pay", ""]),
    st.sampled_from(["2026-01-01", "2026-01-02 10:00", "", "soon", "0000-01-01"]),
)


@given(st.lists(CELLS, max_size=9), st.booleans(), st.sampled_from(["exclude", "each"]))
def test_kept_dropped_and_caseless_rows_add_up(
    cells: list[tuple[str, str, str]], drop: bool, anonymous: Literal["exclude", "each"]
) -> None:
    rows = [*cells, ("ann", "visit", "2026-01-01")]
    table = pa.table({n: [row[i] for row in rows] for i, n in enumerate(NAMES[:3])})

    log = read_log(
        table,
        case="customer",
        activity="event",
        timestamp="at",
        drop_duplicates=drop,
        anonymous=anonymous,
    )

    quality = log.quality
    assert quality.n_rows == len(rows)
    assert quality.n_rows == quality.n_kept + quality.n_without_case + quality.n_dropped
    assert log.n_events == quality.n_events
    assert log.offsets[-1] == quality.n_kept


@given(st.permutations(range(6)))
def test_a_shuffled_source_gives_the_same_log(order: list[int]) -> None:
    rows = [
        ("ann", "a", 1),
        ("ann", "b", 2),
        ("bob", "a", 1),
        ("bob", "c", 5),
        ("cyd", "a", 9),
        ("", "a", 3),
    ]

    logs = [
        read_log(
            pa.table({n: [rows[i][k] for i in places] for k, n in enumerate(NAMES[:3])}),
            case="customer",
            activity="event",
            timestamp="at",
        )
        for places in (range(6), order)
    ]

    assert logs[0].fingerprint == logs[1].fingerprint


def test_all_customers_null_is_a_shown_exclusion(tmp_path: Path) -> None:
    log = read_log(written(tmp_path / "log.csv", ",visit,2026-01-01", ",pay,2026-01-02"))

    assert (log.n_cases, log.n_events, log.quality.n_without_case) == (0, 2, 2)


def test_rows_of_which_none_can_be_used_are_refused(tmp_path: Path, language: str) -> None:
    path = written(tmp_path / "log.csv", "ann,visit,soon", "ann,visit,later")

    with pytest.raises(NoUsableEvents) as caught:
        read_log(path, timestamp="at")

    assert "soon" in caught.value.told(language)


def test_a_column_of_times_that_is_empty_is_known_by_its_name() -> None:
    with pytest.raises(NoUsableEvents):
        read_log(pa.table({"customer": ["ann"], "event": ["visit"], "at": pa.nulls(1)}))


@pytest.mark.parametrize("source", [[], pd.DataFrame({"a": []})])
def test_nothing_is_refused(source: object) -> None:
    with pytest.raises(EmptySource):
        read_log(source)


def test_a_missing_file_is_named_with_the_nearest(tmp_path: Path, language: str) -> None:
    written(tmp_path / "events.csv")

    with pytest.raises(MissingFile) as caught:
        read_log(tmp_path / "event.csv")

    assert "events.csv" in caught.value.told(language)


def test_an_unknown_kind_of_source_is_refused(tmp_path: Path, language: str) -> None:
    path = written(tmp_path / "log.docx", "ann,visit,2026-01-01")

    for source in (path, str(path), tmp_path, 7):
        with pytest.raises(UnknownSource) as caught:
            read_log(source)
        assert ".parquet" in caught.value.told(language)


def test_a_file_that_is_not_what_its_name_says_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path / "log.parquet", "ann,visit,2026-01-01")

    with pytest.raises(UnreadableFile) as caught:
        read_log(path)

    assert caught.value.at == str(path)


def test_an_unknown_zone_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnknownZone, match="Europe/London"):
        read_log(written(tmp_path / "log.csv", "ann,visit,2026-01-01"), zone="Europe/Londn")


def test_a_priority_that_no_event_has_is_said(tmp_path: Path) -> None:
    path = tmp_path / "events.csv"
    path.write_text("case,activity,timestamp\na,visit,2026-01-01\n", "utf-8")

    log = read_log(path, priority=("vist", "visit"))

    assert log.quality.unknown_priority == ("vist",)
    assert any("vist" in finding.told("de") for finding in log.quality.diagnostics)
