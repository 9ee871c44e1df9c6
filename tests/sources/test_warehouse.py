"""
Logs from DuckDB, SQLite and PostgreSQL are those of the same rows in a file.
"""

from __future__ import annotations

import json
import random
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv
import pytest

from touchline import compile_log, read_log, read_survey
from touchline.analysis.funnel import Funnel
from touchline.cli.main import main
from touchline.eventlog.columns import UnknownColumn
from touchline.samples import SAMPLES
from touchline.sources import SOURCES, warehouse
from touchline.sources._errors import EmptySource, NothingGuessed
from touchline.sources._warehouses.errors import QueryRefused, TableNotNamed, UnknownTable

SAMPLE = SAMPLES["complete_journey_grocery"]
FUNNEL = Funnel.model_validate(
    {"steps": ("campaign Type A", "coupon redeemed", "purchase"), "window": "30d"}
)
#: Two customers; ben does three things at once, one of them twice.
ROWS = {
    "customer_id": ["ann", "ann", "ben", "ben", "ben", "ben", None],
    "event": ["visit", "buy", "visit", "ask", "buy", "buy", "visit"],
    "timestamp": [
        "2026-01-05 10:00:00", "2026-01-06 11:00:00", "2026-01-07 12:00:00",
        "2026-01-07 12:00:00", "2026-01-07 12:00:00", "2026-01-07 12:00:00",
        "2026-01-08 09:00:00",
    ],
    "value": [None, 12.5, None, None, 3.0, 4.0, None],
    "channel": ["web", "shop", "web", "phone", "web", "shop", "web"],
    "device": ["phone", "phone", "desk", "desk", "desk", "desk", None],
    "line": [1, 2, 3, 4, 5, 6, 7],
}  # fmt: skip


def rows(**more):
    table = pa.table({**ROWS, **more})
    times = pc.strptime(table["timestamp"], format="%Y-%m-%d %H:%M:%S", unit="us")
    return table.set_column(2, "timestamp", times)


@pytest.fixture
def sample():
    """
    The sample as a table with the line on which each event stands.
    """
    table = pa.csv.read_csv(SAMPLE.path)
    return table.append_column("line", pa.array(range(1, table.num_rows + 1)))


def test_a_log_is_that_of_the_same_rows_in_a_file(stored, sample):
    # Given events that tie, in the order of a file
    address = stored(sample) + "&order=line&attribute=detail"

    log = read_log(address, **SAMPLE.columns)

    of_file = read_log(SAMPLE.path, **SAMPLE.columns)
    assert log.fingerprint == of_file.fingerprint
    assert FUNNEL.answer(log) == FUNNEL.answer(of_file)


def test_a_compiled_log_is_that_of_the_same_rows_in_a_file(stored, sample, tmp_path, monkeypatch):
    # Given so few rows at once that there are several batches
    monkeypatch.setattr(warehouse, "_N_ROWS", 10_000)
    address = stored(sample) + "&order=line&attribute=detail"

    log = compile_log(address, tmp_path / "log", **SAMPLE.columns)

    of_file = compile_log(SAMPLE.path, tmp_path / "of-file", **SAMPLE.columns)
    assert log.fingerprint == of_file.fingerprint
    assert FUNNEL.answer(log) == FUNNEL.answer(of_file)


@pytest.mark.parametrize("seed", range(3))
def test_it_does_not_matter_in_which_order_rows_are_stored(stored, seed, tmp_path):
    table = rows()
    places = list(range(table.num_rows))
    random.Random(seed).shuffle(places)  # noqa: S311 (no secret)
    address, shuffled = stored(table), stored(table.take(places))

    logs = [read_log(origin + "&attribute=device") for origin in (address, shuffled)]

    # By hand: ben's four events tie, so that their activities come in the order of their names.
    assert logs[0].trace("ben").path == ("ask", "buy", "buy", "visit")
    assert logs[0].fingerprint == logs[1].fingerprint
    compiled = compile_log(shuffled + "&attribute=device", tmp_path / "log")
    assert compiled.fingerprint == logs[0].fingerprint


def test_what_came_first_can_be_told_by_a_column(stored):
    table = rows().take([6, 5, 4, 3, 2, 1, 0])

    log = read_log(stored(table) + "&order=line")

    assert log.trace("ben").path == ("visit", "ask", "buy", "buy")
    assert "line" not in log.attributes


def test_only_columns_that_play_a_part_leave_the_warehouse(stored):
    log = read_log(stored(rows(note=["x"] * 7)))

    assert set(log.attributes) == set()
    findings = {finding.name: finding for finding in log.quality.diagnostics}
    assert findings["left-columns"].values["columns"] == "device, line, note"
    assert {(guess.what, guess.answer) for guess in log.quality.guesses} >= {
        ("case", "customer_id"), ("activity", "event"), ("timestamp", "timestamp"),
        ("value", "value"), ("channel", "channel"),
    }  # fmt: skip


def test_columns_that_are_named_leave_it_too(stored):
    address = stored(rows(note=["x"] * 7))

    some = read_log(f"{address}&attribute=device&attribute=note", event_id="line")
    every = read_log(f"{address}&attribute=*")

    assert set(some.attributes) == {"device", "note", "line"}
    assert set(every.attributes) == {"device", "note", "line"}
    assert "left-columns" not in {finding.name for finding in every.quality.diagnostics}


def test_rows_that_repeat_are_told_by_every_column(stored):
    # Given two rows that differ in a column that plays no part
    table = rows().take([0, 0, 1]).set_column(6, "line", pa.array([1, 2, 3]))

    address = stored(table)

    narrow, dropped = read_log(address), read_log(address, drop_duplicates=True)

    assert dropped.n_events == 3
    # As far as was read two rows are equal, which is no finding about the table.
    assert "exact-duplicates" not in {finding.name for finding in narrow.quality.diagnostics}


def test_a_column_without_a_telling_name_is_found_by_its_content(stored):
    table = rows().rename_columns(["x1", "x2", "x3", "x4", "x5", "x6", "x7"])

    log = read_log(stored(table), case="x1")

    assert {(guess.what, guess.answer) for guess in log.quality.guesses} >= {
        ("activity", "x2"), ("timestamp", "x3"),
    }  # fmt: skip


def test_a_query_stands_for_a_table(stored):
    address, _, name = stored(rows()).partition("?table=")

    log = read_log(address, query=f"SELECT * FROM {name} WHERE event <> 'ask';")

    assert log.activities == ("buy", "visit")
    escaped = f"{address}?query=SELECT%20*%20FROM%20{name}%20WHERE%20event%20%3C%3E%20%27ask%27"
    assert read_log(escaped).fingerprint == log.fingerprint


def test_tables_of_customers_and_replies_are_read_whole(stored):
    customers = stored(pa.table({"customer_id": ["ann", "ben"], "plan": ["gold", "free"]}))
    replies = stored(pa.table({"customer_id": ["ann"], "nps": [9]}))

    log = read_log(stored(rows()), cases=customers)
    survey = read_survey(replies)

    assert log.cases_where("plan", "gold").cases == ("ann",)
    assert "nps" in survey.columns


def test_a_table_that_there_is_not_is_told_with_the_nearest(stored):
    address = stored(rows())

    with pytest.raises(UnknownTable) as caught:
        read_log(address + "x")

    assert caught.value.values["suggestion"] == address.partition("?table=")[2]


def test_an_address_without_a_table_is_told_what_there_is(stored):
    address, _, name = stored(rows()).partition("?table=")

    with pytest.raises(TableNotNamed) as caught:
        read_log(address)

    assert name in str(caught.value.values["known"])


@pytest.mark.parametrize("role", ["case", "attribute", "order"])
def test_a_column_that_there_is_not_is_told_with_the_nearest(stored, role):
    address = stored(rows())
    options: dict[str, Any] = {}
    if role == "case":
        options["case"] = "custmer_id"
    else:
        address += f"&{role}=custmer_id"

    with pytest.raises(UnknownColumn) as caught:
        read_log(address, **options)

    assert (caught.value.at, caught.value.values["suggestion"]) == (role, "customer_id")


def test_a_query_that_is_none_is_refused(stored):
    address = stored(rows()).partition("?table=")[0]

    with pytest.raises(QueryRefused):
        read_log(address, query="SELEC 1")


def test_a_query_cannot_change_anything(stored):
    address, _, name = stored(rows()).partition("?table=")

    with pytest.raises(QueryRefused):
        read_log(address, query=f"DELETE FROM {name}")

    assert read_log(f"{address}?table={name}").n_events == 7


def test_an_empty_table_is_told(stored, tmp_path):
    address = stored(rows().slice(0, 0))

    with pytest.raises(EmptySource):
        read_log(address, case="customer_id", activity="event", timestamp="timestamp")
    with pytest.raises(EmptySource):
        compile_log(
            address, tmp_path / "log", case="customer_id", activity="event", timestamp="timestamp"
        )


def test_columns_that_mean_nothing_have_to_be_named(stored):
    with pytest.raises(NothingGuessed):
        read_log(stored(pa.table({"a": [1.5, 2.5], "b": [True, False]})))


def test_batches_are_the_rows_in_order_and_the_sample_their_beginning(stored, monkeypatch):
    monkeypatch.setattr(warehouse, "_N_ROWS", 500)
    source = SOURCES["warehouse"]
    n = 2_000
    # 7 and the number of rows have no divisor in common, so that every number comes once.
    address = stored(pa.table({"number": [f"{i * 7 % n:05}" for i in range(n)]}))

    whole, sample = source.read(address), source.sample(address)
    batches = list(source.batches(address))

    assert whole.table["number"].to_pylist() == [f"{i:05}" for i in range(n)]
    assert pa.concat_tables([batch.raw.table for batch in batches]) == whole.table
    assert batches[-1].share == 1.0
    assert sample.raw.table == whole.table.slice(0, sample.raw.n_rows)
    assert sample.share == pytest.approx(sample.raw.n_rows / n)


def test_the_command_line_reads_an_address(stored, capsys):
    address, _, name = stored(rows()).partition("?table=")
    words = ["ask", "funnel", address, "--query", f"SELECT * FROM {name} WHERE line < 4", "--json"]

    # By hand: ann and ben visit, and of the first three lines only ann's tells of buying.
    code = main([*words, "--steps", "visit", "--steps", "buy"])

    told = capsys.readouterr()
    assert code == 0
    assert [step["reached"] for step in json.loads(told.out)["answer"]["steps"]] == [2, 1]
    assert "line" in told.err
