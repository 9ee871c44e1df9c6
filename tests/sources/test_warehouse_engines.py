"""
What each engine does on its own: connecting, types, secrets, and nothing that was not asked for.
"""

from __future__ import annotations

import datetime as dt
import importlib
import sqlite3
import traceback
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pytest
from adbc_driver_postgresql import dbapi

from touchline import compile_log, read_log
from touchline.errors import MissingDependency, TouchlineError
from touchline.i18n import LANGUAGES
from touchline.sources import SOURCES, warehouse
from touchline.sources._errors import MissingFile, NothingToQuery, UnreadableFile
from touchline.sources._warehouses.engine import Choice
from touchline.sources._warehouses.errors import (
    MissingDriver,
    PasswordRefused,
    QueryRefused,
    TableNotNamed,
    UnknownAddressPart,
    UnknownTable,
    UnknownWarehouse,
    WarehouseUnreachable,
)
from touchline.sources._warehouses.ibis import Ibis
from touchline.sources._warehouses.place import Place, is_address

#: What a library of Ibis does to another is no concern of ours.
pytestmark = pytest.mark.filterwarnings("ignore:The 'future.infer_string' option")

ROLES: Any = {"case": "c", "activity": "a", "timestamp": "t"}
#: One event of ann's.
EVENTS = "SELECT 'ann' AS c, 'visit' AS a, TIMESTAMP '2026-01-05 10:00:00' AS t"


def read(address):
    return SOURCES["warehouse"].read(address).table


@pytest.fixture
def shop(tmp_path):
    path = tmp_path / "shop.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute(f"CREATE TABLE events AS {EVENTS}")
    return path


# Addresses


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("postgresql://host/db?table=x", True),
        ("bigquery://project", True),
        ("query://x?query=SELECT 1\nFROM y", True),
        ("events.csv", False),
        ("C:\\events.csv", False),
        (Path("a"), False),
    ],
)
def test_an_address_is_told_from_a_path(text, expected):
    assert is_address(text) is expected


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("postgresql://ann:geheim@host:5432/shop?table=x", "postgresql://ann@host:5432/shop"),
        ("postgres+psycopg2://ann:geheim@host/shop", "postgresql://ann@host/shop"),
        ("postgresql://ann:ge/he@im@host/shop", "postgresql://ann@host/shop"),
        ("postgresql://ann:geheim?x@host/shop", "postgresql://ann:•••"),
        ("postgresql://host/shop?password=geheim", "postgresql://host/shop"),
        ("snowflake://ann:geheim@account/db/schema", "snowflake://ann@account/db/schema"),
        ("postgresql://[::1]:5432/shop", "postgresql://[::1]:5432/shop"),
    ],
)
def test_an_address_is_shown_without_its_password(address, shown):
    place = Place.of(address)

    assert place.shown == shown
    assert "geheim" not in repr(place) + place.name


def test_what_a_driver_says_is_told_without_secrets():
    for address in ("snowflake://ann:ge%40heim@x/db", "bigquery://x?token=ge%40heim&region=eu"):
        place = Place.of(address)

        said = place.harmless(f"cannot open {address} with ge@heim in eu")

        # The one as it is written in the address, the other as it is.
        assert said.count("•••") == 2
        assert "heim" not in said


def test_a_source_is_named_by_database_and_table(shop):
    assert read_log(f"duckdb://{shop}?table=events", **ROLES).source == "shop.duckdb/events"
    of_query = read_log(f"duckdb://{shop}", query="SELECT * FROM events", **ROLES)
    assert of_query.source == "shop.duckdb/(query)"


def test_three_strokes_before_a_path_that_begins_here_are_understood(shop, monkeypatch):
    monkeypatch.chdir(shop.parent)

    for begin in ("duckdb://", "duckdb:///", f"duckdb://{shop.parent}/"):
        assert read_log(f"{begin}shop.duckdb?table=events", **ROLES).n_events == 1


def test_a_word_that_an_address_does_not_know_is_told(shop):
    with pytest.raises(UnknownAddressPart) as caught:
        read_log(f"duckdb://{shop}?tabel=events")

    assert caught.value.values["suggestion"] == "table"


def test_a_query_without_a_warehouse_is_told(tmp_path):
    path = tmp_path / "events.csv"
    path.write_text("case,activity,timestamp\nann,visit,2026-01-05\n")

    with pytest.raises(NothingToQuery):
        read_log(path, query="SELECT 1")


@pytest.mark.parametrize("module", ["duckdb", "ibis", "adbc_driver_postgresql.dbapi"])
def test_a_library_that_is_missing_is_told_with_its_extra(module, monkeypatch, shop):
    scheme = {"duckdb": f"duckdb://{shop}", "ibis": "trino://host"}.get(module, "postgresql://host")
    found = importlib.import_module

    def without(name):
        if name == module:
            raise ImportError(name)
        return found(name)

    monkeypatch.setattr("touchline.sources._warehouses.engine.import_module", without)
    with pytest.raises(MissingDependency) as caught:
        read_log(f"{scheme}?table=events")

    assert "touchline[warehouse]" in caught.value.told()


# DuckDB


def test_duckdb_neither_installs_nor_loads_an_extension(shop, tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    settings = "SELECT name, value FROM duckdb_settings() WHERE name LIKE 'auto%_known_extensions'"
    extensions = "SELECT extension_name AS name FROM duckdb_extensions() WHERE loaded"
    with duckdb.connect() as connection:
        built_in = {name for (name,) in connection.execute(extensions).fetchall()}

    told = read(f"duckdb://{shop}?query={settings}").to_pylist()

    assert {row["name"]: row["value"] for row in told} == {
        "autoinstall_known_extensions": "false", "autoload_known_extensions": "false",
    }  # fmt: skip
    loaded = read(f"duckdb://{shop}?query={extensions}")["name"].to_pylist()
    assert set(loaded) <= built_in
    # A function of an extension is no reason to fetch it.
    with pytest.raises(QueryRefused):
        read(f"duckdb://{shop}?query=SELECT * FROM sqlite_scan('a', 'b')")
    assert not (tmp_path / ".duckdb").exists()


def test_duckdb_hands_out_types_as_a_file_would_hold_them(tmp_path):
    path = tmp_path / "types.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute(
            "CREATE TABLE kinds AS SELECT 12.50::DECIMAL(10, 2) AS amount, 7 AS n,"
            " '3f2b1c9e-0000-4000-8000-000000000001'::UUID AS id, 'a'::ENUM('b', 'a') AS kind,"
            " '2026-01-05 10:00:00+02'::TIMESTAMPTZ AS moment, [1, 2] AS list, 'x' AS text"
        )

    table = read(f"duckdb://{path}?table=kinds")

    row = table.to_pylist()[0]
    assert (float(row["amount"]), row["n"], row["kind"], row["list"]) == (12.5, 7, "a", "[1, 2]")
    assert row["id"] == "3f2b1c9e-0000-4000-8000-000000000001"
    assert row["moment"] == dt.datetime(2026, 1, 5, 8, tzinfo=dt.UTC)


def test_a_table_of_another_schema_is_named_behind_it(tmp_path):
    path = tmp_path / "shop.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute(f"CREATE SCHEMA web; CREATE TABLE web.events AS {EVENTS}")

    assert read_log(f"duckdb://{path}?table=web.events", **ROLES).n_events == 1
    with pytest.raises(UnknownTable) as caught:
        read_log(f"duckdb://{path}?table=web.event", **ROLES)
    assert caught.value.values["suggestion"] == "web.events"


@pytest.mark.parametrize("scheme", ["duckdb", "sqlite"])
def test_a_file_that_there_is_not_and_one_that_is_no_database_are_told(scheme, tmp_path):
    (tmp_path / "notes.db").write_text("no database, " * 100)

    with pytest.raises(MissingFile) as caught:
        read_log(f"{scheme}://{tmp_path}/note.db?table=events")
    assert caught.value.values["suggestion"] == "notes.db"
    with pytest.raises(UnreadableFile):
        read_log(f"{scheme}://{tmp_path}/notes.db?table=events")


def test_a_file_that_is_open_for_writing_is_told(shop):
    with duckdb.connect(str(shop)), pytest.raises(WarehouseUnreachable):
        read_log(f"duckdb://{shop}?table=events")


# PostgreSQL


def filled(server, *statements):
    with dbapi.connect(server, autocommit=True) as connection, connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def test_postgresql_hands_out_types_as_a_file_would_hold_them(postgres):
    query = (
        "SELECT 12.50::numeric AS amount, 7::smallint AS n, 'x'::char(3) AS text,"
        " '3f2b1c9e-0000-4000-8000-000000000001'::uuid AS id, '{\"a\": 1}'::json AS object,"
        " '2026-01-05 10:00:00+02'::timestamptz AS moment, '127.0.0.1'::inet AS place"
    )

    row = read(f"{postgres}?query={query.replace('+', '%2B')}").to_pylist()[0]

    assert (row["amount"], row["n"], row["text"]) == ("12.50", 7, "x")
    assert row["id"] == "3f2b1c9e-0000-4000-8000-000000000001"
    assert (row["object"], row["place"]) == ('{"a": 1}', "127.0.0.1/32")
    assert row["moment"] == dt.datetime(2026, 1, 5, 8, tzinfo=dt.UTC)


def test_times_beyond_the_calendar_are_counted_and_shown(postgres):
    query = (
        "SELECT 'ann' AS c, 'visit' AS a, t::timestamp FROM"
        " (VALUES ('2026-01-05 10:00'), ('infinity'), ('0044-03-15 BC')) AS given(t)"
    )

    log = read_log(postgres, query=query, **ROLES)

    drops = {drop.reason: drop.n for drop in log.quality.drops}
    assert (log.n_events, drops) == (1, {"timestamp-out-of-range": 2})


def test_a_column_that_is_not_wanted_is_not_even_worked_out(postgres):
    # Given a view of which one column cannot be worked out
    filled(
        postgres,
        f"CREATE TABLE visits AS {EVENTS}, 0 AS nought",
        "CREATE VIEW costly AS SELECT c, a, t, 1 / nought AS never FROM visits",
    )

    log = read_log(f"{postgres}?table=costly", **ROLES)

    assert log.n_events == 1
    with pytest.raises(QueryRefused):
        read_log(f"{postgres}?table=costly&attribute=never", **ROLES)
    filled(postgres, "DROP VIEW costly", "DROP TABLE visits")


def test_texts_are_sorted_alike_in_every_warehouse(postgres, shop):
    # Languages would put ä beside a; bytes put it behind z, everywhere.
    query = "SELECT * FROM (VALUES ('z'), ('B'), ('ä'), (NULL), ('a')) AS given(word)"

    found = [read(f"{place}?query={query}")["word"].to_pylist() for place in (
        postgres, f"duckdb://{shop}",
    )]  # fmt: skip

    assert found == [["B", "a", "z", "ä", None]] * 2


def test_a_query_writes_nothing_on_the_server(postgres):
    filled(postgres, "CREATE SEQUENCE counted")

    with pytest.raises(QueryRefused):
        read(f"{postgres}?query=SELECT nextval('counted')")

    filled(postgres, "DROP SEQUENCE counted")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_wrong_password_is_told_and_stays_unsaid(postgres, language):
    wrong = postgres.replace("s3cr", "geheim")

    with pytest.raises(PasswordRefused) as caught:
        read_log(f"{wrong}?table=events")

    said = caught.value.told(language) + "".join(traceback.format_exception(caught.value))
    assert "ann@127.0.0.1" in caught.value.told(language)
    assert "geheim" not in said


def test_a_server_or_a_database_that_there_is_not_is_told(postgres):
    nowhere = postgres.replace("127.0.0.1:", "127.0.0.1:1/x?y=")
    for address in (
        postgres.removesuffix("postgres") + "shop",
        "postgresql://ann:geheim@127.0.0.1:1/shop",
        nowhere,
    ):
        with pytest.raises(WarehouseUnreachable) as caught:
            read_log(f"{address}?table=events" if "?" not in address else f"{address}&table=x")
        assert "geheim" not in caught.value.told()


# Ibis


@pytest.fixture
def kiosk(tmp_path):
    """
    A file that Ibis opens by itself; its way to DuckDB 2 is not open yet.
    """
    path = tmp_path / "kiosk.sqlite"
    connection = sqlite3.connect(path)
    with connection:
        connection.execute("CREATE TABLE events (c TEXT, a TEXT, t TIMESTAMP, v REAL, k BLOB)")
        rows = [
            ("ben", "visit", "2026-01-05 10:00:00", 2.5, None),
            ("ann", "visit", "2026-01-05 10:00:00", None, None),
            ("ann", "buy", "2026-01-05 10:00:00", 1.5, b"x"),
        ]
        connection.executemany("INSERT INTO events VALUES (?, ?, ?, ?, ?)", rows)
    connection.close()
    return f"sqlite://{path}"


def test_ibis_hands_out_rows_in_order(kiosk):
    columns = ("c", "a", "t", "v", "k")
    choice = Choice(columns=columns, order=("t", "c", "v", "a"))

    with Ibis(Place.of(f"{kiosk}?table=events")) as engine:
        names, n, table = engine.schema().names, engine.count(), engine.rows(choice).read_all()
        first = engine.rows(Choice(columns=("c",), order=("c", "a"), limit=1)).read_all()
        tables = engine.tables()

    assert (tuple(names), n, tables) == (columns, 3, ["events"])
    # What is not known comes last: ann buys for 1.5 and visits for nothing.
    assert table["a"].to_pylist() == ["buy", "visit", "visit"]
    assert table["v"].to_pylist() == [1.5, None, 2.5]
    assert table["t"][0].as_py().replace(tzinfo=None) == dt.datetime(2026, 1, 5, 10)  # noqa: DTZ001 (as the table has it)
    assert str(table["k"].type) == "string"
    assert first.to_pylist() == [{"c": "ann"}]


def test_ibis_answers_queries_and_tells_faults_as_the_own_engines_do(kiosk):
    with Ibis(Place.of(f"{kiosk}?query=SELECT c FROM events;")) as engine:
        assert engine.count() == 3
    for asked, fault in (
        ("table=event", UnknownTable),
        ("query=SELEC", QueryRefused),
        ("table=", TableNotNamed),
    ):
        with Ibis(Place.of(f"{kiosk}?{asked}")) as engine, pytest.raises(fault):
            engine.schema()


def test_a_log_through_ibis_is_that_of_the_own_engine(kiosk, monkeypatch, tmp_path):
    address = f"{kiosk}?table=events"
    own = read_log(address, **ROLES, value="v")

    monkeypatch.setitem(warehouse._ENGINES, "sqlite", Ibis)

    assert read_log(address, **ROLES, value="v").fingerprint == own.fingerprint
    compiled = compile_log(address, tmp_path / "log", **ROLES, value="v")
    assert compiled.fingerprint == own.fingerprint


def test_a_warehouse_that_nobody_knows_and_one_whose_driver_is_missing_are_told():
    with pytest.raises(UnknownWarehouse) as caught:
        read_log("snowflak://ann:geheim@account?table=x")
    assert caught.value.values["suggestion"] == "snowflake"
    with pytest.raises(MissingDriver) as missing:
        read_log("mysql://ann:geheim@host/shop?table=x")
    assert "ibis-framework[mysql]" in missing.value.told()
    assert "geheim" not in caught.value.told() + missing.value.told()


def test_every_fault_of_a_warehouse_is_one_of_ours(shop):
    for address in ("duckdb://", "sqlite://", f"duckdb://{shop}?table=", "://x", "postgresql://"):
        with pytest.raises(TouchlineError):
            read_log(address)


def test_the_rows_of_a_table_may_be_no_more_than_columns(shop):
    table = SOURCES["warehouse"].sample(f"duckdb://{shop}?query=SELECT 1 AS n WHERE false")

    assert (table.raw.table.schema, table.raw.n_rows) == (pa.schema([("n", pa.int32())]), 0)
