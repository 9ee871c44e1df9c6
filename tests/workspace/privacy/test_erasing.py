"""
Whoever is erased is gone from everything, and a proof stays that names nobody (M13).
"""

from __future__ import annotations

import datetime as dt
import json
import os
import signal
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from tests.workspace import people
from tests.workspace.people import OTHERS, QUOTE, WHO, WORDS, add_logs, files_with, table
from tests.workspace.shop_research import MAP, item, study
from touchline.compiled.log import CompiledLog
from touchline.document.read import journey_of, load
from touchline.model.work.erasure import Erasure
from touchline.model.work.item import Item
from touchline.model.work.log import Log
from touchline.model.work.persona import Persona
from touchline.model.work.study import Study
from touchline.sources import Pseudonyms, compile_log, read_log
from touchline.workspace import Workspace
from touchline.workspace.errors import UnknownRecord
from touchline.workspace.map_versions import keep_version
from touchline.workspace.privacy.checks import check
from touchline.workspace.privacy.erasing import due, erase
from touchline.workspace.privacy.holding import names_of
from touchline.workspace.privacy.overdue import erase_overdue, overdue_holdings
from touchline.workspace.privacy.traces import Traces
from touchline.workspace.settings import NAME
from touchline.workspace.syncing import sync

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from touchline.model.structure import Card
    from touchline.workspace.stores import Stored

SOMEBODY = Traces(names=frozenset({WHO}))


@pytest.fixture
def shop(workspace: Workspace) -> Workspace:
    """
    Make a shop in which somebody left traces everywhere.
    """
    people.fill(workspace)
    add_logs(workspace)
    return workspace


def everything(workspace: Workspace) -> Iterator[Stored]:
    """
    Read all that the store has, with all that it had.
    """
    for one in workspace.store.listed(None, state=None):
        full = workspace.store.get(one.kind, one.id)
        assert full is not None
        yield full
        yield from workspace.store.versions(one.kind, one.id)


def seen(folder: Path) -> dict[Path, bytes]:
    """
    Read all files but those in which SQLite notes who reads.
    """
    files = (file for file in folder.rglob("*") if file.is_file() and file.suffix != ".sqlite-shm")
    return {file: file.read_bytes() for file in files}


def in_store(workspace: Workspace, words: str) -> list[str]:
    """
    List the records of the store that hold some words, in whatever version.
    """
    return [f"{one.kind}/{one.id}" for one in everything(workspace) if words in repr(one)]


def test_m13_no_byte_of_somebody_who_was_erased_stays(shop: Workspace) -> None:
    for words in WORDS:
        assert files_with(shop.folder, words)

    erase(shop, SOMEBODY, author="ben", files=True)

    for words in WORDS:
        assert files_with(shop.folder, words) == []
        assert in_store(shop, words) == []


def test_m13_others_stay_as_they_were(shop: Workspace) -> None:
    before = {one.id: one for one in shop.records(Item) if one.who != WHO}

    erase(shop, SOMEBODY, author="ben", files=True)

    assert {one.id: one for one in shop.records(Item)} == before
    assert [str(one) for one in shop.get(Persona, "nora").quotes] == [OTHERS]
    (remark,) = json.loads(next(shop.store.listed("feedback")).body)["remarks"]
    assert remark["text"] == "We know"
    log = CompiledLog.open(shop.folder / "log")
    # By hand: six customers, one of whom is gone; each of the others had two events.
    assert (log.n_cases, log.n_events, log.activities) == (5, 10, ("choose", "pay"))
    assert table(shop.folder).read_text("utf-8") == "".join(
        line for line in people.EVENTS.splitlines(keepends=True) if WHO not in line
    )


def test_m13_cells_lose_what_they_quoted(shop: Workspace) -> None:
    erase(shop, SOMEBODY, author="ben")

    journey = journey_of(shop.map("shop"))
    cards = {card.id: card for _, _, card in journey.cards()}
    # The two cards that said nothing else are gone; the one with another proof keeps that.
    assert set(cards) == {"glad", "help", "calm", "slow", "coins", "terminal"}
    assert [one.item for one in cards["slow"].evidence] == ["q2"]
    text = (shop.folder / "shop.map.yaml").read_text("utf-8")
    assert "# Guessed; see the call with …." in text


def test_a_look_changes_nothing(shop: Workspace) -> None:
    before = seen(shop.folder)
    records = list(everything(shop))

    found = due(shop, SOMEBODY)

    assert found.places["record", "item"] == 4  # by hand: q1, n1, q4 in the trash, and an old q3
    assert found.places["log", "log"] == 4
    assert [(one.where, one.why) for one in found.left] == [("raw/events.csv", "source-file")]
    assert list(everything(shop)) == records
    assert seen(shop.folder) == before


def test_to_erase_again_changes_nothing(shop: Workspace) -> None:
    erase(shop, SOMEBODY, author="ben")
    before = list(everything(shop))

    again = erase(shop, SOMEBODY, author="ben")

    assert again.proof is None
    assert list(everything(shop)) == before


def test_somebody_who_is_not_known_changes_nothing(shop: Workspace) -> None:
    before = list(everything(shop))

    assert erase(shop, Traces(names=frozenset({"kunde-9999"}))).proof is None

    assert list(everything(shop)) == before


def test_records_and_files_are_the_same_afterwards(shop: Workspace) -> None:
    sync(shop)

    erase(shop, SOMEBODY, author="ben")

    done = sync(shop)
    assert (done.of("conflict"), done.of("taken"), done.of("trashed")) == ((), (), ())
    # Only the proof has no file yet.
    assert [one.key.partition("/")[0] for one in done.of("written")] == ["erasure"]
    with pytest.raises(UnknownRecord):
        shop.get(Item, "q1")


def test_words_of_others_that_are_alike_stay(workspace: Workspace) -> None:
    # “Too slow” says anybody; 17 is a number as well as a name.
    workspace.put(
        study(),
        item("a", "Too slow", sort="quote", quote="Too slow", who="17"),
        item("b", "17 of them said: Too slow, we think", who="18"),
    )

    erase(workspace, Traces(names=frozenset({"17"})))

    assert [str(one.title) for one in workspace.records(Item)] == [
        "17 of them said: Too slow, we think"
    ]
    erase(workspace, Traces(names=frozenset({"17"}), mentions=True))
    assert [str(one.title) for one in workspace.records(Item)] == [
        "… of them said: Too slow, we think"
    ]


def test_templates_of_the_team_lose_what_they_quoted(shop: Workspace) -> None:
    folder = shop.folder / "touchline-templates"
    folder.mkdir()
    (folder / "shop.yaml").write_bytes((shop.folder / "shop.map.yaml").read_bytes())

    erase(shop, SOMEBODY)

    assert files_with(folder, QUOTE) == []
    assert [one.item for one in load_cards(folder / "shop.yaml")["slow"].evidence] == ["q2"]


def load_cards(file: Path) -> dict[str, Card]:
    """
    Read the cards of a map file.
    """
    return {card.id: card for _, _, card in journey_of(load(file)).cards()}


def test_a_table_of_customers_goes_with_its_log(workspace: Workspace) -> None:
    folder = workspace.folder
    (folder / "events.csv").write_text("case,activity,timestamp\n17,pay,2026-01-01\n", "utf-8")
    # Seventeen is also an age.
    (folder / "people.csv").write_text("customer,age\n17,30\n18,17\n", encoding="utf-8")
    (folder / "ages.csv").write_text("age\n17\n", encoding="utf-8")
    reading = {"cases": "people.csv", "cases_key": "customer", "case": "case"}
    data = {"id": "log", "title": "Log", "files": ["events.csv"], "reading": reading}
    workspace.put(Log.model_validate(data))
    someone = Traces(names=frozenset({"17"}))
    assert [one.where for one in due(workspace, someone).left] == ["events.csv", "people.csv"]

    erase(workspace, someone, files=True)

    assert (folder / "events.csv").read_text("utf-8") == "case,activity,timestamp\n"
    assert (folder / "people.csv").read_text("utf-8") == "customer,age\n18,17\n"
    assert (folder / "ages.csv").read_text("utf-8") == "age\n17\n"


def test_a_card_to_which_others_lead_stays_and_says_nothing(workspace: Workspace) -> None:
    text = MAP.replace(
        "- {id: coins, text: No change for coins, severity: 1}",
        f"- {{id: coins, text: {QUOTE}, severity: 1}}",
    ).replace(
        "  - id: share\n",
        "  - id: ideas\n    kind: opportunities\n    cells:\n      - at: pay\n        cards:\n"
        "          - {id: idea, text: Help, answers: [coins]}\n  - id: share\n",
    )
    (workspace.folder / "shop.map.yaml").write_text(text, encoding="utf-8")
    workspace.put(study(), item("q1", QUOTE, sort="quote", quote=QUOTE, who=WHO))
    workspace.shelf.refresh()

    erase(workspace, SOMEBODY)

    cards = {card.id: str(card.text) for _, _, card in journey_of(workspace.map("shop")).cards()}
    assert cards["coins"] == "…"
    assert cards["idea"] == "Help"


def test_a_map_and_a_version_that_cannot_be_read_lose_the_name(workspace: Workspace) -> None:
    (workspace.folder / "bad.map.yaml").write_text(f"touchline: 1\n<<<<<<< {WHO}\n", "utf-8")

    erase(workspace, SOMEBODY)

    assert (workspace.folder / "bad.map.yaml").read_text("utf-8") == "touchline: 1\n<<<<<<< …\n"


def test_the_pseudonym_goes_with_the_id(workspace: Workspace, tmp_path: Path) -> None:
    key = tmp_path / "team.key"
    pseudonym = Pseudonyms.read(key).of(WHO)
    workspace.put(study(), item("a", "Spoke", who=pseudonym), item("b", "Spoke too", who=WHO))
    (workspace.folder / "calls.csv").write_text(f"customer\n{pseudonym}\nanother\n", "utf-8")

    done = erase(workspace, Traces(names=names_of(workspace, WHO, [key])), files=True)

    assert list(workspace.records(Item)) == []
    assert (workspace.folder / "calls.csv").read_text("utf-8") == "customer\nanother\n"
    assert done.proof is not None
    assert len(done.proof.marks) == 2


def test_the_key_of_a_registered_log_is_used_by_itself(workspace: Workspace) -> None:
    folder = workspace.folder
    (folder / "events.csv").write_text(people.EVENTS + people.ONLY, encoding="utf-8")
    names = Pseudonyms.read(folder / "team.key")
    reading = {"pseudonymise": "team.key"}
    workspace.put(
        Log.model_validate(
            {"id": "table", "title": "Table", "files": ["events.csv"], "reading": reading}
        )
    )
    compile_log(folder / "events.csv", folder / "log", pseudonymise=folder / "team.key")
    found = names_of(workspace, WHO)

    # Whoever knows only the pseudonym reaches the rows behind it too.
    erase(workspace, Traces(names=frozenset({names.of(WHO)})), files=True)

    assert found == {WHO, names.of(WHO)}
    assert WHO not in (folder / "events.csv").read_text("utf-8")
    assert CompiledLog.open(folder / "log").n_cases == 5


def test_the_proof_names_nobody_and_notices_changes(shop: Workspace) -> None:
    done = erase(shop, SOMEBODY, author="ben").proof

    assert done is not None
    kept = shop.get(Erasure, done.id)
    assert kept == done
    assert (kept.by, kept.finished is not None) == ("ben", True)
    assert {(one.sort, one.where): one.n for one in kept.erased}["log", "log"] == 4
    assert not any(words in repr(kept) for words in WORDS)
    assert [(one.standing, one.back) for one in check(shop)] == [("sound", ())]
    assert [one.proof.id for one in check(shop, {WHO})] == [done.id]
    assert check(shop, {"kunde-0041"}) == ()

    shop.put(kept.model_copy(update={"by": "someone else"}))

    assert [one.standing for one in check(shop)] == ["altered"]


def test_a_proof_without_its_key_cannot_be_checked(shop: Workspace) -> None:
    proof = erase(shop, SOMEBODY).proof
    assert proof is not None
    shop.store.state_fact("erasure-key", "00" * 32)

    assert [one.standing for one in check(shop)] == ["unknown-key"]


def test_somebody_who_is_back_is_noticed(shop: Workspace) -> None:
    erase(shop, SOMEBODY, files=True)
    assert [one.is_sound for one in check(shop)] == [True]

    # The log is read from its source again, and an older file of a record is taken in.
    table(shop.folder).write_text(people.EVENTS, encoding="utf-8")
    shop.put(item("again", "Came back", who=WHO))

    assert [one.back for one in check(shop)] == [("item/again", "raw/events.csv")]


def test_what_cannot_be_erased_from_here_is_told(workspace: Workspace) -> None:
    folder = workspace.folder
    (folder / ".git").mkdir()
    (folder / "notes.md").write_text(f"Called {WHO} on Monday.\n", encoding="utf-8")
    (folder / "talk.ogg").write_bytes(b"a voice")
    (folder / "records" / "item").mkdir(parents=True)
    (folder / "records" / "item" / "bad.yaml").write_text(f"record: item\nwho: {WHO}\n", "utf-8")
    workspace.put(
        study(),
        item("a", "Spoke", who=WHO, file="talk.ogg"),
        Log.model_validate({"id": "w", "title": "W", "files": ["bigquery://project/events"]}),
        Log.model_validate({"id": "gone", "title": "Gone", "files": ["gone.csv"]}),
    )
    sync(workspace, kinds=["item"])

    left = {(one.where, one.why) for one in erase(workspace, SOMEBODY).left}

    told = {
        ("bigquery://project/events", "warehouse"),
        ("gone.csv", "unreadable"),
        ("records/item/bad.yaml", "unreadable"),
        ("notes.md", "file"),
        (".git", "history"),
    }
    if workspace.settings.store is not None:
        told.add(("PostgreSQL", "database"))
    assert left == told


def test_ids_that_name_somebody_stay_and_are_told(workspace: Workspace) -> None:
    workspace.put(study(f"talk-{WHO}", title=f"Talk with {WHO}"))
    (workspace.folder / f"{WHO}.map.yaml").write_text(MAP, encoding="utf-8")

    left = [(one.where, one.why) for one in erase(workspace, SOMEBODY).left]

    assert ("study/talk-…", "mention") in left
    assert ("….map.yaml", "mention") in left
    assert str(workspace.get(Study, f"talk-{WHO}").title) == "Talk with …"


def test_the_files_of_erased_records_stay_unless_asked(workspace: Workspace) -> None:
    (workspace.folder / "talk.ogg").write_bytes(b"a voice")
    workspace.put(study(), item("a", "Spoke", who=WHO, file="talk.ogg"))

    assert [one.where for one in due(workspace, SOMEBODY).left] == ["talk.ogg"]
    erase(workspace, SOMEBODY, files=True)

    assert not (workspace.folder / "talk.ogg").exists()


def test_a_store_in_a_file_gives_back_the_room(workspace_in_a_file: Workspace) -> None:
    workspace = workspace_in_a_file
    workspace.put(study(), item("a", "Spoke", who=WHO, quote="x" * 200_000))
    workspace.put(item("a", "Spoke", who=WHO))

    erase(workspace, SOMEBODY)

    hidden = workspace.folder / ".touchline"
    assert files_with(hidden, "xxxxxxxx") == []
    assert sum(file.stat().st_size for file in hidden.iterdir()) < 200_000


def test_what_a_killed_writer_left_goes_too(shop: Workspace) -> None:
    (shop.folder / "records" / ".q1.yaml.0a1b2c3d.part").write_text(f"who: {WHO}", "utf-8")
    (shop.folder / ".touchline" / "cache.json").write_text(f'["{QUOTE}"]', "utf-8")

    erase(shop, SOMEBODY)

    assert files_with(shop.folder, WHO) == ["raw/events.csv"]
    assert files_with(shop.folder, QUOTE) == []


#: Erases in a process that is killed at its n-th change of disk or store.
KILLED = """
import os, pathlib, signal, sys
left = int(sys.argv[2])
def until_killed(act):
    def acted(*given, **named):
        global left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return act(*given, **named)
    return acted
for name in ("rename", "replace", "unlink"):
    setattr(pathlib.Path, name, until_killed(getattr(pathlib.Path, name)))
from touchline.workspace.stores._sql import SqlStore
for name in ("put", "forget"):
    setattr(SqlStore, name, until_killed(getattr(SqlStore, name)))
from touchline.workspace import Workspace
from touchline.workspace.privacy.erasing import erase
from touchline.workspace.privacy.traces import Traces
with Workspace.open(sys.argv[1]) as workspace:
    erase(workspace, Traces(names=frozenset({sys.argv[3]})), author="ben", files=True)
print("done")
"""

#: More changes than one erasure makes.
MOST = 120


def killed_at(step: int, folder: Path) -> int:
    """
    Erase in a process that is killed at its n-th change.
    """
    words = [sys.executable, "-c", KILLED, str(folder), str(step), WHO]
    ended = subprocess.run(words, check=False, capture_output=True, text=True, env={**os.environ})
    assert ended.returncode in {0, -signal.SIGKILL}, ended.stderr
    return ended.returncode


def hold_to_one_erasure(workspace: Workspace, step: int) -> int:
    """
    Kill an erasure, do it again, and look that it is as if nobody had been killed.
    """
    ended = killed_at(step, workspace.folder)

    with Workspace.open(workspace.folder) as found:
        erase(found, SOMEBODY, author="ben", files=True)

        for words in WORDS:
            assert files_with(found.folder, words) == []
            assert in_store(found, words) == []
        (proof,) = found.records(Erasure)
        # As if done in one go: four entries of the log, three places of the map, four items.
        counts = {(one.sort, one.where): one.n for one in proof.erased}
        assert counts["log", "log"] == 4
        assert counts["map", "shop.map.yaml"] == 3
        assert counts["record", "item"] == 4
        assert counts["record-file", "item"] == 2
        assert [one.is_sound for one in check(found)] == [True]
        assert erase(found, SOMEBODY).proof is None
        journey_of(found.map("shop"))
        assert CompiledLog.open(found.folder / "log").n_events == 10
        assert read_log(table(found.folder)).n_cases == 5
    return ended


@pytest.mark.parametrize("step", [2, 12, 21, 40])
def test_m13_whoever_is_killed_finishes_by_doing_it_again(shop: Workspace, step: int) -> None:
    assert hold_to_one_erasure(shop, step) == -signal.SIGKILL


@pytest.mark.soak
def test_killed_anywhere_an_erasure_is_finished(tmp_path: Path) -> None:
    for step in range(1, MOST):
        with Workspace.create(tmp_path / str(step), title="Shop") as workspace:
            people.fill(workspace)
            add_logs(workspace)
        if hold_to_one_erasure(workspace, step) == 0:
            return
    raise AssertionError(MOST)


def test_an_interrupted_erasure_is_told(shop: Workspace) -> None:
    killed_at(12, shop.folder)

    assert due(shop, SOMEBODY).is_begun
    assert not due(shop, Traces(names=frozenset({"kunde-0041"}))).is_begun
    assert [one.standing for one in check(shop)] == ["unfinished"]


def keep_for(workspace: Workspace, days: int) -> Workspace:
    """
    Let a workspace keep what is about people for some days.
    """
    file = workspace.folder / NAME
    workspace.close()
    text = file.read_text("utf-8") + f"privacy:\n  keep: {days}d\n"
    file.write_text(text, encoding="utf-8")
    return Workspace.open(workspace.folder)


def test_m13_what_was_kept_too_long_goes(shop: Workspace) -> None:
    last = dt.datetime(2026, 5, 1, 10, tzinfo=dt.UTC)
    read = shop.get(Log, "table").model_copy(update={"last": last})
    shop.put(read, item("new", "Said lately", who=WHO, date=dt.date(2026, 11, 1)))
    kept_at = keep_for(shop, 190)
    today = dt.date(2026, 11, 8)  # 190 days before is 2 May

    with kept_at as found:
        listed = {f"{one.kind}/{one.id}" for one in overdue_holdings(found, today).listed}
        done = erase_overdue(found, today, author="ben")

        assert "log/compiled" in listed
        log = CompiledLog.open(found.folder / "log")
        # By hand: on 1 May six customers chose, on 2 May six paid, and one came on 3 and 4 May.
        assert log.n_events == 8
        assert done.proof is not None
        assert done.proof.marks == ()
        assert {one.where for one in done.left} == {"raw/events.csv"} | (
            {"PostgreSQL"} if found.settings.store else set()
        )
        assert {one.why for one in done.left} <= {"source-file", "database"}
        again: Any = erase_overdue(found, today, author="ben")
        assert again.proof is None


def test_overdue_research_goes_from_maps_too(shop: Workspace) -> None:
    with keep_for(shop, 30) as found:
        erase_overdue(found, dt.date(2026, 12, 1), author="ben")

        assert list(found.records(Item)) == []
        for words in (QUOTE, OTHERS):
            assert files_with(found.folder, words) == []
            assert in_store(found, words) == []


def test_versions_of_maps_can_still_be_kept(shop: Workspace) -> None:
    erase(shop, SOMEBODY, author="ben")

    keep_version(shop, shop.folder / "shop.map.yaml", "Autumn", author="ann")

    assert len(list(shop.store.listed("version"))) == 2
