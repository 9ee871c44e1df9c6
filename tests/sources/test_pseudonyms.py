"""
Pseudonyms: the same under the same key, and another under another.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pandas as pd
import pytest

from touchline.errors import StorageError
from touchline.eventlog.columns import TextColumn, UnknownColumn
from touchline.sources import (
    BotRules,
    Pseudonyms,
    UnusableKey,
    compile_log,
    read_log,
    read_survey,
)
from touchline.sources._errors import AlreadyCompiled
from touchline.sources._pseudonyms import NoKey, OtherPseudonyms

if TYPE_CHECKING:
    from pathlib import Path

#: Ann recommended the shop to Ben; one row names nobody, one has too many cells, and in one an id
#: stands where the time should.
EVENTS = """\
customer,event,time,friend
ann@x.org,visit,2024-11-01T00:00Z,
ann@x.org,pay,2024-11-02T00:00Z,
ben@x.org,visit,2024-11-03T00:00Z,ann@x.org
NULL,visit,2024-11-04T00:00Z,
cem@x.org,visit,2024-11-05T00:00Z,,,cem@x.org
ben@x.org,pay,dan@x.org,
"""
KEY = b"0123456789abcdef" * 4
NAMES = Pseudonyms(KEY)


@pytest.fixture
def key(tmp_path: Path) -> Path:
    """
    Write a key into a folder of its own.
    """
    file = tmp_path / "keys" / "shop.key"
    file.parent.mkdir()
    file.write_bytes(KEY + b"\n")
    return file


@pytest.fixture
def events(tmp_path: Path) -> Path:
    """
    Write the events.
    """
    file = tmp_path / "events.csv"
    file.write_text(EVENTS, "utf-8")
    return file


def _bytes_under(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in folder.rglob("*") if file.is_file())


def test_a_missing_key_is_made_and_used_again(tmp_path: Path) -> None:
    file = tmp_path / "a.key"

    first, again = Pseudonyms.read(file), Pseudonyms.read(file)

    assert first.of("ann") == again.of("ann") != first.of("ben")
    assert first.mark == again.mark
    assert file.stat().st_mode & 0o777 == 0o600


def test_another_key_gives_other_names(tmp_path: Path) -> None:
    one, other = Pseudonyms.read(tmp_path / "a.key"), Pseudonyms.read(tmp_path / "b.key")

    assert one.of("ann") != other.of("ann")
    assert one.mark != other.mark


def test_a_name_is_a_keyed_hash_and_tells_neither_id_nor_key(tmp_path: Path) -> None:
    file = tmp_path / "a.key"
    file.write_bytes(b"k" * 32 + b"\n")
    names = Pseudonyms.read(file)

    # HMAC with SHA-256 as RFC 2104 has it, by Python's own module.
    expected = hmac.new(b"k" * 32, "case ön".encode(), hashlib.sha256).hexdigest()[:32]
    assert names.of("ön") == expected
    assert "k" * 8 not in repr(names)


def test_a_key_that_is_too_short_is_told(tmp_path: Path) -> None:
    file = tmp_path / "a.key"
    file.write_bytes(b"short\n")

    with pytest.raises(UnusableKey):
        Pseudonyms.read(file)


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(StorageError):
        Pseudonyms.read(tmp_path / "lost" / "a.key")


def test_ids_become_pseudonyms_as_a_log_is_read(events: Path, key: Path) -> None:
    plain = read_log(events)
    log = read_log(events, pseudonymise=key, pseudonymise_also=("friend",))

    assert sorted(log.cases) == sorted([NAMES.of("ann@x.org"), NAMES.of("ben@x.org")])
    friend = log.attributes["friend"]
    assert isinstance(friend, TextColumn)
    # Whoever recommended the shop has the name that he has as a customer.
    assert friend.vocabulary == (NAMES.of("ann@x.org"),)
    assert (log.n_cases, log.n_events) == (plain.n_cases, plain.n_events) == (2, 4)
    assert log.quality.n_without_case == 1
    assert log.quality.pseudonyms == NAMES.mark
    assert plain.quality.pseudonyms is None
    told = " ".join(one.told("en") for one in log.quality.diagnostics)
    assert NAMES.mark in told
    assert "x.org" not in told + repr(log.quality)


def test_columns_that_may_tell_who_somebody_is_are_named(key: Path, tmp_path: Path) -> None:
    file = tmp_path / "events.csv"
    rows = ["ann,visit,2024-11-01,Ann Lee,ann@x.org,web", "ben,pay,2024-11-02,Ben Li,b@x.org,app"]
    file.write_text("\n".join(["customer,event,time,Full Name,contact,device", *rows]), "utf-8")

    log = read_log(file, pseudonymise=key)
    compiled = compile_log(file, tmp_path / "shop.log", pseudonymise=key)
    named = read_log(file, pseudonymise=key, pseudonymise_also=("Full Name", "contact"))

    told = [one.told() for one in log.quality.diagnostics if one.name == "telling-columns"]
    assert len(told) == 1
    assert "Full Name, contact." in told[0]
    assert compiled.quality.guesses == log.quality.guesses
    assert all(one.name != "telling-columns" for one in named.quality.diagnostics)
    assert all(one.name != "telling-columns" for one in read_log(file).quality.diagnostics)


def test_a_compiled_log_holds_neither_ids_nor_the_key(
    events: Path, key: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "shop.log"

    log = compile_log(events, folder, pseudonymise=key, pseudonymise_also=("friend",))

    whole, read = log.whole(), read_log(events, pseudonymise=key, pseudonymise_also=("friend",))
    assert tuple(whole.cases) == tuple(read.cases)
    assert whole.quality == read.quality
    found = _bytes_under(folder)
    for secret in (b"x.org", KEY, KEY[:16]):
        assert secret not in found
    assert json.loads((folder / "manifest.json").read_text())["quality"]["pseudonyms"] == NAMES.mark


def test_a_table_of_customers_meets_its_customers(events: Path, key: Path, tmp_path: Path) -> None:
    table = tmp_path / "customers.csv"
    table.write_text("customer,region\nann@x.org,north\nben@x.org,south\n", "utf-8")

    log = read_log(events, cases=table, pseudonymise=key)
    compiled = compile_log(events, tmp_path / "shop.log", cases=table, pseudonymise=key).whole()

    region = log.case_attributes["region"]
    assert isinstance(region, TextColumn)
    told = {case: region.text(n) for n, case in enumerate(log.cases)}
    assert told == {NAMES.of("ann@x.org"): "north", NAMES.of("ben@x.org"): "south"}
    assert log.quality.unmatched_cases == compiled.quality.unmatched_cases == 0


@pytest.mark.parametrize("kind", ["csv", "parquet", "jsonl", "frame"])
def test_the_same_id_has_the_same_pseudonym_whatever_file_it_comes_from(
    kind: str, key: Path, tmp_path: Path
) -> None:
    # A number with a gap becomes a float in a frame, and is the same customer nevertheless.
    frame = pd.DataFrame(
        {"customer": [7, None, 12], "event": "visit", "time": ["2024-11-01T00:00Z"] * 3}
    )
    file = tmp_path / f"events.{kind}"
    if kind == "csv":
        frame.to_csv(file, index=False)
    elif kind == "parquet":
        frame.to_parquet(file)
    elif kind == "jsonl":
        frame.to_json(file, orient="records", lines=True)
    log = read_log(frame if kind == "frame" else file, pseudonymise=key)

    expected = ["7.0", "12.0"] if kind == "csv" else ["7", "12"]
    assert sorted(log.cases) == sorted(map(NAMES.of, expected))


def test_events_are_added_under_the_same_key_alone(events: Path, key: Path, tmp_path: Path) -> None:
    folder, plain = tmp_path / "shop.log", tmp_path / "plain.log"
    compile_log(events, folder, pseudonymise=key)
    compile_log(events, plain)
    more = tmp_path / "more.csv"
    more.write_text(EVENTS.splitlines()[0] + "\nann@x.org,pay,2024-12-01T00:00Z,\n", "utf-8")
    other = tmp_path / "other.key"
    other.write_bytes(b"f" * 64)
    before = _bytes_under(folder)

    for wrong in ({}, {"pseudonymise": other}):
        with pytest.raises(OtherPseudonyms, match=NAMES.mark):
            compile_log(more, folder, append=True, **wrong)  # type: ignore[arg-type]
    with pytest.raises(OtherPseudonyms):
        compile_log(more, plain, append=True, pseudonymise=key)
    # A key that is not there is not made, for it could not be the one.
    with pytest.raises(StorageError):
        compile_log(more, folder, append=True, pseudonymise=tmp_path / "lost.key")
    assert not (tmp_path / "lost.key").exists()
    assert _bytes_under(folder) == before

    log = compile_log(more, folder, append=True, pseudonymise=key)
    assert log.n_cases == 2
    assert log.whole().n_events == 5


def test_machines_are_listed_by_their_ids(events: Path, key: Path) -> None:
    rules = BotRules(cases=("ann@x.org",))
    log = read_log(events, pseudonymise=key, bots=rules, exclude_bots=True)

    assert tuple(log.cases) == (NAMES.of("ben@x.org"),)


def test_a_compiled_log_and_a_column_that_is_missing_are_told(
    events: Path, key: Path, tmp_path: Path
) -> None:
    compile_log(events, tmp_path / "shop.log")

    with pytest.raises(AlreadyCompiled):
        read_log(tmp_path / "shop.log", pseudonymise=key)
    with pytest.raises(UnknownColumn):
        read_log(events, pseudonymise=key, pseudonymise_also=("freind",))
    with pytest.raises(UnknownColumn):
        compile_log(events, tmp_path / "b.log", pseudonymise=key, pseudonymise_also=("freind",))
    with pytest.raises(NoKey):
        read_log(events, pseudonymise_also=("friend",))


def test_those_who_reply_to_a_survey_get_the_pseudonyms_that_they_have_as_customers(
    key: Path, tmp_path: Path
) -> None:
    replies, table = tmp_path / "replies.csv", tmp_path / "customers.csv"
    replies.write_text("customer,moment,score\nann@x.org,pay,4\n,pay,5\n", "utf-8")
    table.write_text("customer,region\nann@x.org,north\n", "utf-8")

    survey = read_survey(replies, cases=table, pseudonymise=key)

    assert survey.names == (NAMES.of("ann@x.org"), "")
    assert survey.texts("region", at="region").text(0) == "north"
    assert survey.quality.pseudonyms == NAMES.mark


@pytest.mark.parametrize("verb", ["ask", "compile", "discover"])
def test_a_process_tells_neither_ids_nor_the_key(verb: str, events: Path, tmp_path: Path) -> None:
    rest = {
        "ask": ["ask", "variants", str(events), "--json"],
        "compile": ["compile", str(events), "-o", str(tmp_path / "shop.log"), "--json"],
        "discover": ["discover", str(events), "-o", str(tmp_path / "map.yaml")],
    }[verb]
    file = tmp_path / "new.key"
    named = ["--pseudonymise", str(file), "--pseudonymise-also", "friend"]
    command = [sys.executable, "-m", "touchline", *rest, *named]

    done = subprocess.run(command, capture_output=True, check=True)

    assert b"new.key" in done.stderr
    secret = file.read_bytes().strip()
    events.unlink()
    file.unlink()
    found = done.stdout + done.stderr + _bytes_under(tmp_path)
    assert b"x.org" not in found
    assert secret not in found
