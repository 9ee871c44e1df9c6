"""
A workspace keeps what a team knows; every claim holds for every store.
"""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from tests.workspace.stores import store_of
from touchline.model.text import LocalText
from touchline.model.work.department import Department
from touchline.workspace import Workspace
from touchline.workspace.errors import (
    ChangedRecord,
    DamagedWorkspace,
    IsWorkspace,
    NewerWorkspace,
    NoWorkspace,
    UnknownRecord,
)
from touchline.workspace.settings import NAME, UnreadableWorkspace

if TYPE_CHECKING:
    from pathlib import Path

MAP = """\
touchline: 1
id: {id}
title: {title}
stages:
  - id: buy
    name: Buying
    steps:
      - {{id: pay, name: Paying}}
lanes:
  - id: pains
    kind: pain-points
    cells:
      - at: pay
        cards:
          - {{id: slow, text: The card reader is slow}}
"""


def department(
    name: str = "care", title: str = "Customer care", **more: LocalText | None
) -> Department:
    return Department.model_validate({"id": name, "title": title, **more})


def test_what_was_written_is_read_back(workspace: Workspace) -> None:
    workspace.put(department(purpose=LocalText.of("Answers")), author="ann")

    found = workspace.get(Department, "care")

    assert found == department(purpose=LocalText.of("Answers"))
    assert [one.id for one in workspace.records(Department)] == ["care"]


def test_a_second_writer_who_read_an_older_version_is_told(workspace: Workspace) -> None:
    workspace.put(department(), expected=0)
    workspace.put(department(title="Service"), expected=1)

    with pytest.raises(ChangedRecord, match="Somebody else"):
        workspace.put(department(title="Help"), expected=1)

    assert str(workspace.get(Department, "care").title) == "Service"


def test_all_records_are_written_or_none(workspace: Workspace) -> None:
    workspace.put(department())

    with pytest.raises(ChangedRecord):
        workspace.put(department("shop", "Shop"), department(title="Late"), expected=0)

    assert [one.id for one in workspace.records(Department)] == ["care"]


def test_earlier_versions_stay(workspace: Workspace) -> None:
    workspace.put(department(), author="ann")
    workspace.put(department(title="Service"), author="ben")

    versions = workspace.store.versions("department", "care")

    assert [(one.version, one.title, one.author) for one in versions] == [
        (1, "Customer care", "ann"),
        (2, "Service", "ben"),
    ]


def test_what_was_thrown_away_can_be_had_back(workspace: Workspace) -> None:
    workspace.put(department())

    workspace.move("department", "care", "trashed")

    with pytest.raises(UnknownRecord):
        workspace.get(Department, "care")
    assert workspace.search("care") == ()

    workspace.move("department", "care", "kept")

    assert workspace.get(Department, "care") == department()


def test_a_search_finds_words_in_any_script_and_spelling(workspace: Workspace) -> None:
    workspace.put(
        department("retouren", "Rückgabe und Büro"),
        department("fa", "پشتیبانی مشتری"),
        department("zh", "客户服务部"),
        department("notes", "Other", notes=LocalText.of("Writes to the bureau")),
    )

    def found(text: str) -> list[str]:
        return [one.id for one in workspace.search(text)]

    assert found("BURO ruckgabe") == ["retouren"]
    assert found("پشتيباني") == ["fa"]  # typed on an Arabic keyboard
    assert found("客户") == ["zh"]
    assert found("ＢＵＲＥＡＵ") == ["notes"]
    assert found('"und büro"') == ["retouren"]
    assert found("") == []
    assert found("nobody") == []


def test_titles_are_found_before_texts(workspace: Workspace) -> None:
    workspace.put(department("body", "Alpha", notes=LocalText.of("returns")))
    workspace.put(department("title", "Returns"))
    workspace.put(department("late", "Beta", notes=LocalText.of("returns")))

    assert [one.id for one in workspace.search("returns")] == ["title", "late", "body"]


def test_map_files_are_listed_searched_and_followed(workspace: Workspace) -> None:
    folder = workspace.folder / "maps"
    folder.mkdir()
    (folder / "shop.map.yaml").write_text(MAP.format(id="shop", title="The shop"))
    (workspace.folder / "b.map.yaml").write_text("not: a map")

    assert workspace.shelf.refresh() == 2
    assert workspace.shelf.refresh() == 0

    maps = workspace.maps()
    assert [(one.file, one.id, bool(one.fault)) for one in maps] == [
        ("b.map.yaml", "", True),
        ("maps/shop.map.yaml", "shop", False),
    ]
    assert [one.id for one in workspace.search("reader SLOW")] == ["maps/shop.map.yaml"]
    cards = list(workspace.shelf.cards("pain-points"))
    assert [(one.map, one.step, one.id) for one in cards] == [("shop", "pay", "slow")]

    (folder / "shop.map.yaml").unlink()
    workspace.shelf.refresh()

    assert [one.file for one in workspace.maps()] == ["b.map.yaml"]
    assert list(workspace.shelf.cards()) == []


def test_a_folder_below_opens_the_workspace_above(workspace: Workspace) -> None:
    below = workspace.folder / "maps" / "deep"
    below.mkdir(parents=True)
    workspace.put(department())

    with Workspace.open(below) as found:
        assert found.settings == workspace.settings
        assert found.get(Department, "care") == department()


def test_no_workspace_is_told(tmp_path: Path) -> None:
    with pytest.raises(NoWorkspace, match="touchline init"):
        Workspace.open(tmp_path)


def test_a_workspace_is_not_made_twice(workspace: Workspace) -> None:
    with pytest.raises(IsWorkspace):
        Workspace.create(workspace.folder)


def test_a_half_copied_folder_is_told_and_not_begun_anew(workspace_in_a_file: Workspace) -> None:
    workspace_in_a_file.close()
    shutil.rmtree(workspace_in_a_file.folder / ".touchline")

    with pytest.raises(DamagedWorkspace, match="backup"):
        Workspace.open(workspace_in_a_file.folder)

    assert not (workspace_in_a_file.folder / ".touchline").exists()


def test_the_store_of_another_workspace_is_refused(
    workspace_in_a_file: Workspace, tmp_path: Path
) -> None:
    workspace_in_a_file.close()
    with Workspace.create(tmp_path / "other"):
        pass
    name = ".touchline/workspace.sqlite"
    shutil.copy(tmp_path / "other" / name, workspace_in_a_file.folder / name)

    with pytest.raises(DamagedWorkspace):
        Workspace.open(workspace_in_a_file.folder)


def test_a_store_that_is_cut_short_is_told(workspace_in_a_file: Workspace) -> None:
    workspace_in_a_file.put(*(department(f"d{i}", "x" * 500) for i in range(50)))
    workspace_in_a_file.close()
    file = workspace_in_a_file.folder / ".touchline" / "workspace.sqlite"
    file.write_bytes(b"SQLite no more" + file.read_bytes()[20:])

    with pytest.raises(DamagedWorkspace):
        Workspace.open(workspace_in_a_file.folder)


def test_a_store_of_a_later_release_is_left_alone(workspace: Workspace) -> None:
    workspace.store.state_fact("form", "99")
    workspace.close()

    with pytest.raises(NewerWorkspace, match="later release"):
        Workspace.open(workspace.folder)

    again = store_of(workspace)
    assert again.fact("form") == "99"
    again.close()


def test_settings_with_the_marks_of_a_conflict_are_told_with_their_line(
    workspace: Workspace,
) -> None:
    file = workspace.folder / NAME
    file.write_text("<<<<<<< HEAD\n" + file.read_text())
    workspace.close()

    with pytest.raises(UnreadableWorkspace, match="1"):
        Workspace.open(workspace.folder)


def test_what_another_release_kept_of_a_map_is_read_again(workspace: Workspace) -> None:
    (workspace.folder / "shop.map.yaml").write_text(MAP.format(id="shop", title="The shop"))
    assert workspace.shelf.refresh() == 1
    assert workspace.shelf.refresh() == 0

    workspace.store.state_fact("shelf", "0")

    assert workspace.shelf.refresh() == 1
    assert [card.id for card in workspace.shelf.cards("pain-points")] == ["slow"]
    assert list(workspace.shelf.cards("feelings")) == []


def test_a_folder_lists_what_is_in_it_and_below(workspace: Workspace) -> None:
    for name in ("shop", "shop/returns", "shop-floor", "shops", ""):
        record = department(f"d-{name.replace('/', '-')}", name or "top")
        workspace.put(record.model_copy(update={"folder": name}))

    found = workspace.records(Department, folder="shop")

    assert [one.folder for one in found] == ["shop", "shop/returns"]


def test_where_there_is_no_record_at_all_none_is_offered(workspace: Workspace) -> None:
    with pytest.raises(UnknownRecord) as told:
        workspace.get(Department, "care")

    assert told.value.hint() == ""
