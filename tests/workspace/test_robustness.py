"""
What is written stays, whole, whoever writes at the same time and however a writer ends.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.workspace.entries import channel
from touchline.model.work.channel import Channel
from touchline.model.work.department import Department
from touchline.workspace import Workspace
from touchline.workspace.filing import record_files, records_in
from touchline.workspace.syncing import sync

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT = Path(__file__).parents[2]
WRITER = Path(__file__).with_name("writer.py")


def started(*words: object) -> subprocess.Popen[str]:
    """
    Start a writer in a process of its own.
    """
    command = [sys.executable, str(WRITER), *map(str, words)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def killed_after(n: int, *words: object) -> list[str]:
    """
    Let a writer say something n times, and kill it while it goes on.
    """
    with started(*words) as writer:
        assert writer.stdout is not None
        said = [writer.stdout.readline().strip() for _ in range(n)]
        writer.kill()
        said += writer.stdout.read().split()
    return said


def ids(workspace: Workspace) -> set[str]:
    return {one.id for one in workspace.records(Department)}


def hold_to_pairs(workspace: Workspace, moments: Sequence[int]) -> None:
    """
    Kill a writer of pairs at several moments; all that it said is there, and no half pair.
    """
    for n in moments:
        said = killed_after(n, "pairs", workspace.folder)

        with Workspace.open(workspace.folder) as found:
            kept = ids(found)
            firsts = {name[1:] for name in kept if name.startswith("a")}
            assert firsts == {name[1:] for name in kept if name.startswith("b")}
            assert set(said) <= firsts
            found.put(channel())
            assert found.get(Channel, "web") == channel()


def test_a_writer_that_is_killed_leaves_whole_records(workspace: Workspace) -> None:
    hold_to_pairs(workspace, [3, 17])


@pytest.mark.soak
def test_however_often_writers_are_killed_records_stay_whole(workspace: Workspace) -> None:
    hold_to_pairs(workspace, range(1, 400, 4))


def hold_to_files(workspace: Workspace, moments: Sequence[int]) -> None:
    """
    Kill a program while it writes files of records; each is the old or the new one.
    """
    for n in moments:
        killed_after(n, "sync", workspace.folder)

        files = record_files(workspace.folder / "records")
        assert len([one for file in files for one in records_in(file)]) == 5
        with Workspace.open(workspace.folder) as found:
            done = sync(found)
            assert (done.faults, done.of("conflict"), done.of("trashed")) == ((), (), ())
            assert {one.outcome for one in sync(found).records} == {"same"}


def test_a_program_that_is_killed_leaves_whole_files(workspace: Workspace) -> None:
    hold_to_files(workspace, [2, 5])


@pytest.mark.soak
def test_however_often_programs_are_killed_files_stay_whole(workspace: Workspace) -> None:
    hold_to_files(workspace, range(1, 60, 3))


def test_two_writers_at_once_lose_nothing(workspace: Workspace) -> None:
    with (
        started("count", workspace.folder, 25) as one,
        started("count", workspace.folder, 25) as two,
    ):
        assert [one.wait(timeout=300), two.wait(timeout=300)] == [0, 0]

    stored = workspace.store.get("department", "count")
    assert stored is not None
    assert (stored.title, stored.version) == ("50", 50)  # by hand: twice 25
    assert len(workspace.store.versions("department", "count")) == 50


def test_a_full_disk_is_told_and_what_was_there_stays(workspace_in_a_file: Workspace) -> None:
    # The limit of the file's size stands for the disk: nobody else has to make room for the test.
    workspace = workspace_in_a_file

    with started("fill", workspace.folder, 1_000_000) as writer:
        assert writer.stdout is not None
        said = writer.stdout.read().split()

    assert (writer.returncode, said[-1]) == (0, "full")
    assert len(said) > 2
    with Workspace.open(workspace.folder) as found:
        assert ids(found) == {f"d{number}" for number in said[:-1]}
        found.put(channel())
        assert found.get(Channel, "web") == channel()


def test_reading_does_not_wait_for_a_writer(workspace: Workspace) -> None:
    workspace.put(channel())

    with workspace.store.writing():
        workspace.put(channel("app", "App"))
        with Workspace.open(workspace.folder) as other:
            assert [one.id for one in other.records(Channel)] == ["web"]

    assert {one.id for one in workspace.records(Channel)} == {"app", "web"}


def test_records_hold_any_text(workspace: Workspace) -> None:
    # What a database does not take as text: the sign of number nought, half of a pair of signs.
    for title, kept in (("a\0b", None), ("half \ud83d", "half ?"), ("\u202e", None), ("🛒", None)):
        workspace.put(channel(title=title))
        assert str(workspace.get(Channel, "web").title) == (kept or title)
