"""
Whatever is the matter with a workspace, every verb says so or goes on; nothing is lost on the way.
"""

from __future__ import annotations

import shlex
import shutil
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from touchline.cli._verbs import module_of, verbs
from touchline.cli.main import main
from touchline.document.read import load
from touchline.model.work import RECORDS
from touchline.samples import SAMPLES
from touchline.workspace import Workspace
from touchline.workspace.filing import record_files, records_in
from touchline.workspace.settings import NAME
from touchline.workspace.syncing import keep, sync

if TYPE_CHECKING:
    from collections.abc import Callable

    #: Runs the program and gives its exit code, what it printed and what it told.
    Run = Callable[..., tuple[int, str, str]]

STORE = Path(".touchline") / "workspace.sqlite"

#: What Git writes where two people changed the same line.
CONFLICT = "<<<<<<< HEAD\n{}=======\nsomething: else\n>>>>>>> theirs\n"


def commands(verb: str) -> list[list[str]]:
    """
    List the examples of a verb that work in a workspace; those that read a log take too long.
    """
    examples = (shlex.split(line)[1:] for line in import_module(module_of(verb)).EXAMPLES)
    return [
        words
        for words in examples
        if "--workspace" in words and not any("events" in word for word in words)
    ]


#: The verbs of a workspace, each with its examples.
COMMANDS = {verb: found for verb in verbs() if (found := commands(verb))}


@pytest.fixture(scope="session")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """
    Make a folder with a workspace, and what the examples give to it.
    """
    folder = tmp_path_factory.mktemp("sound")
    for name in ("personas.yaml", "answers.csv", "walks.csv"):
        shutil.copy(Path(__file__).with_name(name), folder)
    shop = folder / "shop"
    shop.mkdir()
    shutil.copy(SAMPLES["online_retail_uk"].journey, shop / "shop.map.yaml")
    with Workspace.create(shop, title="Shop") as workspace:
        kept = ("personas.yaml", "plans.yaml", "research.yaml")
        keep(workspace, [Path(__file__).with_name(name) for name in kept])
        sync(workspace)
    # In one file, so that a copy of it is a copy of all.
    with closing(sqlite3.connect(shop / STORE)) as store:
        store.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return folder


@pytest.fixture
def shop(sound: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """
    Stand beside a copy of that workspace.
    """
    shutil.copytree(sound, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    return tmp_path / "shop"


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str]) -> Run:
    """
    Run the program.
    """

    def ran(words: list[str]) -> tuple[int, str, str]:
        code = main(words)
        told = capfd.readouterr()
        return code, told.out, told.err

    return ran


def contents(folder: Path) -> dict[Path, bytes]:
    """
    Read all files but those that SQLite keeps while a store is open.
    """
    return {
        file: file.read_bytes()
        for file in folder.rglob("*")
        if file.is_file() and not file.name.endswith(("-wal", "-shm"))
    }


def settings_in_conflict(shop: Path) -> None:
    file = shop / NAME
    file.write_text(CONFLICT.format(file.read_text("utf-8")), encoding="utf-8")


def settings_of_a_later_release(shop: Path) -> None:
    file = shop / NAME
    file.write_text(file.read_text("utf-8").replace("touchline: 1", "touchline: 2"), "utf-8")


def store_of_a_later_release(shop: Path) -> None:
    with closing(sqlite3.connect(shop / STORE)) as store, store:
        store.execute("UPDATE fact SET value = '99' WHERE key = 'form'")


def store_left_behind(shop: Path) -> None:
    (shop / STORE).unlink()


def store_cut_short(shop: Path) -> None:
    (shop / STORE).write_bytes((shop / STORE).read_bytes()[:5_000])


def store_of_another(shop: Path) -> None:
    with closing(sqlite3.connect(shop / STORE)) as store, store:
        store.execute("UPDATE fact SET value = 'another' WHERE key = 'workspace'")


def no_workspace(shop: Path) -> None:
    (shop / NAME).unlink()


#: What nobody can work in, and a word of what is told then.
CLOSED: dict[Callable[[Path], None], str] = {
    settings_in_conflict: "workspace.yaml",
    settings_of_a_later_release: "workspace.yaml",
    store_of_a_later_release: "later release",
    store_left_behind: "workspace.sqlite",
    store_cut_short: "workspace.sqlite",
    store_of_another: "workspace.sqlite",
    no_workspace: "init",
}


@pytest.mark.parametrize("damage", CLOSED, ids=lambda one: one.__name__)
def test_every_verb_refuses_what_nobody_can_work_in(
    damage: Callable[[Path], None], shop: Path, run: Run
) -> None:
    damage(shop)
    before = contents(shop.parent)

    for words in (words for examples in COMMANDS.values() for words in examples):
        code, out, told = run(words)

        assert (code, out) == (2, ""), words
        assert CLOSED[damage] in told, words
        assert "Traceback" not in told
        assert contents(shop.parent) == before, words


def map_in_conflict(shop: Path) -> None:
    file = shop / "shop.map.yaml"
    file.write_text(CONFLICT.format(file.read_text("utf-8")), encoding="utf-8")


def map_of_a_later_release(shop: Path) -> None:
    file = shop / "shop.map.yaml"
    file.write_text(file.read_text("utf-8").replace("touchline: 1", "touchline: 9", 1), "utf-8")


def two_maps_with_one_id(shop: Path) -> None:
    shutil.copy(shop / "shop.map.yaml", shop / "copy.map.yaml")


def record_in_conflict(shop: Path) -> None:
    for file in record_files(shop / "records")[::2]:
        file.write_text(CONFLICT.format(file.read_text("utf-8")), encoding="utf-8")


def two_records_with_one_id(shop: Path) -> None:
    for file in record_files(shop / "records"):
        shutil.copy(file, file.with_name(f"copy-{file.name}"))


def names_that_lead_nowhere(shop: Path) -> None:
    """
    Throw away half of everything, and the map with it.
    """
    (shop / "shop.map.yaml").unlink()
    with Workspace.open(shop) as workspace:
        listed = [one for one in workspace.store.listed(None) if one.kind in RECORDS]
        for one in listed[::2]:
            workspace.store.forget(one.kind, [one.id])


def record_that_is_none(shop: Path) -> None:
    with closing(sqlite3.connect(shop / STORE)) as store, store:
        store.execute("""UPDATE record SET body = '{"id": "x"}' WHERE kind = 'persona'""")


#: What P2 said, of whom the examples speak, and copies of it.
ERASED = {"item/starts-small", "item/copy-starts-small"}

#: What one can go on with.
OPEN = (
    map_in_conflict,
    map_of_a_later_release,
    two_maps_with_one_id,
    record_in_conflict,
    two_records_with_one_id,
    names_that_lead_nowhere,
    record_that_is_none,
)


def keys(shop: Path) -> set[str]:
    """
    List the records of the store in whatever state; what is known of map files is none.
    """
    with closing(sqlite3.connect(shop / STORE)) as store:
        rows = store.execute("SELECT kind, id FROM record").fetchall()
    return {f"{kind}/{name}" for kind, name in rows if kind in RECORDS}


@pytest.mark.parametrize("damage", OPEN, ids=lambda one: one.__name__)
@pytest.mark.parametrize("verb", COMMANDS)
def test_every_verb_goes_on_or_says_why_not_and_loses_nothing(
    verb: str, damage: Callable[[Path], None], shop: Path, run: Run
) -> None:
    damage(shop)
    records, before = keys(shop), contents(shop)

    for words in COMMANDS[verb]:
        code, _, told = run(words)

        assert code in {0, 1, 2}, words
        assert "Traceback" not in told
        assert code != 2 or told.strip(), words
    after = contents(shop)
    gone = {f"{file.parent.name}/{file.stem}" for file in before.keys() - after.keys()}
    # Only an erasure takes something away: what one person said.
    assert gone | (records - keys(shop)) <= (ERASED if verb == "erase" else set())
    # What cannot be read is never written over.
    for file, content in before.items():
        if b"<<<<<<<" in content or file.name == NAME:
            assert after[file] == content
    assert not list(shop.rglob("*.part"))


#: Runs the program, and kills it at its n-th change of a file or of the store.
KILLED = """
import os, pathlib, signal, sys
from touchline.cli.main import main
from touchline.document.read import load
from touchline.workspace.stores._sql import SqlStore
left = int(sys.argv[1])
def until_killed(act):
    def acted(*given, **named):
        global left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return act(*given, **named)
    return acted
pathlib.Path.replace = until_killed(pathlib.Path.replace)
SqlStore.put = until_killed(SqlStore.put)
raise SystemExit(main(sys.argv[2:]))
"""

#: Verbs that write files and records, each with an example that does.
WRITING = {
    "cite": "starts-small online-retail-uk/step:unpack/lane:thoughts",
    "erase": "P2 --yes",
    "keep": "personas.yaml",
    "refresh": "--collect",
    "sync": "--prefer workspace",
    "answers": "opinions online-retail-uk answers.csv --write",
    "history": "shop.map.yaml --keep Spring --reviewed",
    "plan": "'Raise satisfaction overall' --business retail --create",
    "record": "persona mei-lin --move trashed",
    "study": "unpacking --plan interview --title Unpacking --customers 6",
    "touchpoints": "--take website --take help-desk --use now",
}

#: Those of them that are looked at in every run; a process each takes its time.
FIRST = ("cite", "erase", "keep", "refresh", "sync")


def words_of(verb: str) -> list[str]:
    """
    Write the words of a verb that writes.
    """
    return [verb, *shlex.split(WRITING[verb]), "--workspace", "shop"]


def hold_to_whole(words: list[str], step: int, shop: Path, run: Run) -> int:
    """
    Kill a verb at a moment; what it leaves is whole, and it can be done again.
    """
    before, records = contents(shop), keys(shop)
    killed = [sys.executable, "-c", KILLED, str(step), *words]
    ended = subprocess.run(killed, check=False, capture_output=True, text=True, cwd=shop.parent)
    assert ended.returncode in {0, 1, -signal.SIGKILL}, ended.stderr

    assert records - keys(shop) <= ERASED
    gone = {file.stem for file in before.keys() - contents(shop).keys()}
    assert gone <= {one.partition("/")[2] for one in ERASED}
    assert run(["verify", "--workspace", "shop"])[0] in {0, 1}
    for file in record_files(shop / "records"):
        assert records_in(file)
    load(shop / "shop.map.yaml")
    # Done again, it is done, or it is told that it was.
    code, _, told = run(words)
    assert (code in {0, 1, 2}, "Traceback" in told) == (True, False)
    with Workspace.open(shop) as workspace:
        assert sync(workspace).faults == ()
    return ended.returncode


@pytest.mark.parametrize("verb", FIRST)
def test_a_verb_that_is_killed_leaves_nothing_half_written(verb: str, shop: Path, run: Run) -> None:
    hold_to_whole(words_of(verb), 2, shop, run)


@pytest.mark.soak
@pytest.mark.parametrize("step", range(1, 12))
@pytest.mark.parametrize("verb", WRITING)
def test_killed_anywhere_nothing_is_half_written(
    verb: str, step: int, shop: Path, run: Run
) -> None:
    hold_to_whole(words_of(verb), step, shop, run)


def hold_to_both(verb: str, shop: Path) -> None:
    """
    Let two do the same at once; whoever comes second may be told that it is done.
    """
    before = keys(shop)
    words = [sys.executable, "-m", "touchline", *words_of(verb)]
    started = [
        subprocess.Popen(words, cwd=shop.parent, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for _ in range(2)
    ]
    ended = [one.communicate(timeout=300) for one in started]

    assert before - keys(shop) <= ERASED
    for process, (_, told) in zip(started, ended, strict=True):
        assert process.returncode in {0, 1, 2}
        assert b"Traceback" not in told
    with Workspace.open(shop) as workspace:
        assert sync(workspace).faults == ()
    load(shop / "shop.map.yaml")


@pytest.mark.parametrize("verb", FIRST)
def test_two_who_do_the_same_at_once_get_along(verb: str, shop: Path) -> None:
    hold_to_both(verb, shop)


@pytest.mark.soak
@pytest.mark.parametrize("verb", WRITING)
def test_two_who_write_at_once_get_along(verb: str, shop: Path) -> None:
    hold_to_both(verb, shop)


def test_the_files_that_come_with_the_examples_can_be_read(shop: Path) -> None:
    assert all(records_in(file) for file in record_files(shop / "records"))
