"""
Records and their files are brought together both ways, and nothing is lost on the way (R-113).
"""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

import pytest

from tests.workspace.entries import channel, persona, touchpoint
from touchline.model.work.persona import Persona
from touchline.workspace import Workspace
from touchline.workspace.errors import ChangedRecord, IsWorkspace, NoWorkspace, UnknownRecord
from touchline.workspace.filing import UnreadableRecord
from touchline.workspace.syncing import Sync, keep, sync

if TYPE_CHECKING:
    from contextlib import AbstractContextManager
    from pathlib import Path


def outcomes(found: Sync) -> dict[str, str]:
    return {one.key: one.outcome for one in found.records if one.outcome != "same"}


@pytest.fixture
def mei(workspace: Workspace) -> Path:
    """
    Keep a persona with its file.
    """
    workspace.put(persona(needs=["Sleep"]))
    sync(workspace)
    return workspace.folder / "records" / "persona" / "mei-lin.yaml"


def test_a_new_record_gets_a_file(workspace: Workspace, mei: Path) -> None:
    assert mei.read_text() == "record: persona\nid: mei-lin\ntitle: Mei Lin\nneeds:\n  - Sleep\n"
    assert outcomes(sync(workspace)) == {}


def test_a_changed_file_is_taken_with_its_author(workspace: Workspace, mei: Path) -> None:
    mei.write_text(mei.read_text() + "icon: moon\n")

    done = sync(workspace, author="ann")

    assert outcomes(done) == {"persona/mei-lin": "taken"}
    assert workspace.get(Persona, "mei-lin").icon == "moon"
    assert [one.author for one in workspace.store.versions("persona", "mei-lin")] == ["", "ann"]


def test_a_changed_record_is_written_and_comments_stay(workspace: Workspace, mei: Path) -> None:
    mei.write_text("# Ours\n" + mei.read_text())
    workspace.put(persona(needs=["Sleep"], icon="moon"))

    done = sync(workspace)

    assert outcomes(done) == {"persona/mei-lin": "written"}
    assert mei.read_text().startswith("# Ours\nrecord: persona\n")
    assert mei.read_text().endswith("icon: moon\n")


def test_what_both_sides_changed_stays_until_somebody_says_which_counts(
    workspace: Workspace, mei: Path
) -> None:
    mei.write_text(mei.read_text() + "icon: moon\n")
    workspace.put(persona(needs=["Sleep"], icon="sun"))

    assert outcomes(sync(workspace)) == {"persona/mei-lin": "conflict"}
    assert "moon" in mei.read_text()
    assert workspace.get(Persona, "mei-lin").icon == "sun"

    assert outcomes(sync(workspace, prefer="workspace")) == {"persona/mei-lin": "written"}
    assert "sun" in mei.read_text()


def test_the_files_can_count(workspace: Workspace, mei: Path) -> None:
    mei.write_text(mei.read_text() + "icon: moon\n")
    workspace.put(persona(needs=["Sleep"], icon="sun"))

    assert outcomes(sync(workspace, prefer="files")) == {"persona/mei-lin": "taken"}
    assert workspace.get(Persona, "mei-lin").icon == "moon"


def test_a_trial_changes_nothing(workspace: Workspace, mei: Path) -> None:
    mei.write_text(mei.read_text() + "icon: moon\n")

    assert outcomes(sync(workspace, is_trial=True)) == {"persona/mei-lin": "taken"}
    assert workspace.get(Persona, "mei-lin").icon is None


def test_a_removed_file_puts_its_record_into_the_trash(workspace: Workspace, mei: Path) -> None:
    mei.unlink()

    assert outcomes(sync(workspace)) == {"persona/mei-lin": "trashed"}
    with pytest.raises(UnknownRecord):
        workspace.get(Persona, "mei-lin")
    assert outcomes(sync(workspace)) == {}


def test_a_record_in_the_trash_takes_its_file_along(workspace: Workspace, mei: Path) -> None:
    workspace.move("persona", "mei-lin", "trashed")

    assert outcomes(sync(workspace)) == {"persona/mei-lin": "removed"}
    assert not mei.exists()


def test_a_store_from_an_older_copy_removes_no_file(workspace: Workspace, mei: Path) -> None:
    # What the trash does not know of was never thrown away.
    workspace.store.forget("persona", ["mei-lin"])

    done = sync(workspace)

    assert [one.key for one in done.of("taken")] == ["persona/mei-lin"]
    assert mei.exists()
    assert workspace.get(Persona, "mei-lin").id == "mei-lin"


def test_a_file_that_was_changed_is_not_removed_with_its_record(
    workspace: Workspace, mei: Path
) -> None:
    mei.write_text(mei.read_text() + "icon: moon\n")
    workspace.move("persona", "mei-lin", "trashed")

    assert outcomes(sync(workspace)) == {"persona/mei-lin": "conflict"}
    assert mei.exists()


def test_the_archive_goes_both_ways(workspace: Workspace, mei: Path) -> None:
    workspace.move("persona", "mei-lin", "archived")
    sync(workspace)
    assert "archived: true\n" in mei.read_text()

    mei.write_text(mei.read_text().replace("archived: true\n", ""))
    sync(workspace)
    assert workspace.get(Persona, "mei-lin") == persona(needs=["Sleep"])
    assert [one.id for one in workspace.records(Persona)] == ["mei-lin"]


def test_a_file_that_cannot_be_read_keeps_its_record_as_it_is(
    workspace: Workspace, mei: Path
) -> None:
    mei.write_text("<<<<<<< HEAD\n" + mei.read_text())
    workspace.put(channel())

    done = sync(workspace)

    assert outcomes(done) == {"channel/web": "written"}
    assert len(done.faults) == 1
    assert workspace.get(Persona, "mei-lin") == persona(needs=["Sleep"])
    assert mei.read_text().startswith("<<<<<<<")


def test_a_file_under_another_name_that_cannot_be_read_throws_nothing_away(
    workspace: Workspace, mei: Path
) -> None:
    text = mei.read_text()
    renamed = mei.rename(mei.with_name("renamed.yaml"))
    renamed.write_text("<<<<<<< HEAD\n")

    for _ in range(2):
        assert outcomes(sync(workspace)) == {}
        assert workspace.get(Persona, "mei-lin") == persona(needs=["Sleep"])

    renamed.write_text(text + "icon: moon\n")
    assert outcomes(sync(workspace)) == {"persona/mei-lin": "taken"}


def test_two_files_with_one_id_are_told(workspace: Workspace, mei: Path) -> None:
    shutil.copy(mei, mei.with_name("again.yaml"))

    done = sync(workspace)

    (fault,) = done.faults
    assert "persona/mei-lin" in str(fault)
    assert workspace.get(Persona, "mei-lin") == persona(needs=["Sleep"])


def test_a_folder_without_its_records_throws_nothing_away(workspace: Workspace, mei: Path) -> None:
    shutil.rmtree(workspace.folder / "records")

    assert outcomes(sync(workspace)) == {"persona/mei-lin": "written"}
    assert mei.exists()


def test_names_that_a_disk_may_take_for_one_get_files_of_their_own(workspace: Workspace) -> None:
    workspace.put(channel("Web"), channel("web"))

    done = sync(workspace)

    assert sorted(one.file for one in done.records) == [
        "records/channel/Web.yaml",
        "records/channel/web~.yaml",
    ]
    assert outcomes(sync(workspace)) == {}


def test_a_file_that_is_known_is_not_read_again(workspace: Workspace, mei: Path) -> None:
    # Ten seconds old; what was written just now is always read.
    then = mei.stat().st_mtime_ns - 10_000_000_000
    os.utime(mei, ns=(then, then))
    sync(workspace)
    text = mei.read_text()

    # Nothing tells that it was changed: as many signs, the same time.
    mei.write_text(text.replace("Sleep", "Drink"))
    os.utime(mei, ns=(then, then))
    assert outcomes(sync(workspace)) == {}

    os.utime(mei, ns=(then + 1, then + 1))
    assert outcomes(sync(workspace)) == {"persona/mei-lin": "taken"}


def test_a_record_that_somebody_else_writes_meanwhile_is_not_overwritten(
    workspace: Workspace, mei: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mei.write_text(mei.read_text() + "icon: moon\n")
    writing = workspace.store.writing

    def late() -> AbstractContextManager[None]:
        # Between looking and taking.
        monkeypatch.undo()
        workspace.put(persona(icon="sun"))
        return writing()

    monkeypatch.setattr(workspace.store, "writing", late)

    assert outcomes(sync(workspace)) == {"persona/mei-lin": "conflict"}
    assert workspace.get(Persona, "mei-lin").icon == "sun"
    assert "moon" in mei.read_text()


def test_only_some_kinds_can_be_synced(workspace: Workspace) -> None:
    workspace.put(channel(), touchpoint())

    assert outcomes(sync(workspace, kinds=["channel"])) == {"channel/web": "written"}
    assert not (workspace.folder / "records" / "touchpoint").exists()


def test_a_workspace_comes_back_from_its_files(
    workspace_in_a_file: Workspace, tmp_path: Path
) -> None:
    # As after a clone: everything but the hidden folder, which keeps itself out of a repository.
    workspace = workspace_in_a_file
    workspace.put(persona(needs=["Sleep"]), channel())
    workspace.move("channel", "web", "archived")
    sync(workspace)
    assert (workspace.folder / ".touchline" / ".gitignore").read_text() == "*\n"
    copy = tmp_path / "copy"
    shutil.copytree(workspace.folder, copy, ignore=shutil.ignore_patterns(".touchline"))

    with Workspace.restore(copy) as again:
        sync(again)

        assert again.settings == workspace.settings
        assert again.get(Persona, "mei-lin") == persona(needs=["Sleep"])
        assert again.store.count(state="archived") == {"channel": 1}
        assert outcomes(sync(again)) == {}


def test_a_store_that_is_there_is_not_made_anew(workspace: Workspace) -> None:
    with pytest.raises(IsWorkspace):
        Workspace.restore(workspace.folder)


def test_a_folder_that_is_no_workspace_is_not_restored(tmp_path: Path) -> None:
    with pytest.raises(NoWorkspace):
        Workspace.restore(tmp_path)


def test_all_records_of_the_files_are_kept_or_none(workspace: Workspace, tmp_path: Path) -> None:
    good, bad = tmp_path / "good.yaml", tmp_path / "bad.yaml"
    good.write_text("records:\n  - {record: channel, id: web, title: Web, archived: true}\n")
    bad.write_text("record: channel\nid: shop\n")

    with pytest.raises(UnreadableRecord, match="title"):
        keep(workspace, [good, bad])
    assert workspace.store.count(state="archived") == {}

    keep(workspace, [good], expected=0)
    assert workspace.store.count(state="archived") == {"channel": 1}

    with pytest.raises(ChangedRecord):
        keep(workspace, [good], expected=0)
