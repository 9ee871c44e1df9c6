"""
A server that is killed has kept every edit that it said it had.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.rooms.people import SHOP
from tests.workspace.stores import new_database
from touchline.document.read import journey_of, load
from touchline.live.room import Room
from touchline.workspace import Workspace

ROOT = Path(__file__).parents[2]
TYPIST = Path(__file__).with_name("typist.py")
FULL = Path(__file__).with_name("full.py")


def hold_to_what_was_told(folder: Path, rounds: int, store: str | None = None) -> None:
    """
    Kill as many servers as are asked for, one after the other, and look for what they told.
    """
    Workspace.create(folder, store=store).close()
    (folder / "shop.map.yaml").write_text(SHOP, encoding="utf-8")
    command = [sys.executable, str(TYPIST), str(folder), "7", str(rounds)]

    said = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)

    told = {tuple(line.split()) for line in said.stdout.splitlines()}
    with Workspace.open(folder) as workspace:
        # The file is whole, and what was typed into the map is all that it brings.
        assert journey_of(load(folder / "shop.map.yaml")).title is not None
        room = Room.open(workspace, "shop")
        commits = room.since(0)
        assert len(told) >= rounds
        assert told <= {(one.client, str(one.n)) for one in commits}
        assert [one.seq for one in commits] == list(range(1, len(commits) + 1))
        assert {one.author for one in commits} == {"Ana"}
        assert room.at(0) != room.journey
        room.save()
        assert journey_of(load(folder / "shop.map.yaml")) == room.journey
        assert "# Our first map." in (folder / "shop.map.yaml").read_text(encoding="utf-8")


def test_however_servers_are_killed_what_was_told_is_kept(tmp_path: Path) -> None:
    hold_to_what_was_told(tmp_path / "shop", 20)


def test_however_servers_on_postgresql_are_killed_what_was_told_is_kept(
    tmp_path: Path, postgres: str
) -> None:
    hold_to_what_was_told(tmp_path / "shop", 3, new_database(postgres))


@pytest.mark.soak
def test_a_thousand_killed_servers_have_kept_what_they_told(tmp_path: Path) -> None:
    hold_to_what_was_told(tmp_path / "shop", 1_000)


def test_a_full_disk_refuses_and_loses_nothing(tmp_path: Path) -> None:
    # The limit of the file's size stands for the disk, as for the records of a workspace.
    Workspace.create(tmp_path / "shop").close()
    (tmp_path / "shop" / "shop.map.yaml").write_text(SHOP, encoding="utf-8")
    command = [sys.executable, str(FULL), str(tmp_path / "shop")]

    said = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)

    *kept, last = said.stdout.split()
    assert last == "refused"
    with Workspace.open(tmp_path / "shop") as workspace:
        room = Room.open(workspace, "shop")
        assert [str(one.n) for one in room.since(0)] == kept
        assert len(kept) > 2
