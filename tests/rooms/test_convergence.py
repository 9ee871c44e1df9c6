"""
However the network behaves, everybody sees one map, and what was told to be kept is.
"""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from tests.rooms.people import World
from tests.workspace.stores import new_database
from touchline.document.edits import apply, inverted

if TYPE_CHECKING:
    from pathlib import Path


def hold_to_one_map(folder: Path, seed: int, n_moments: int, store: str | None = None) -> None:
    """
    Let people work, then look at what each of them, each room and the store have.
    """
    with closing(World(folder, seed, store=store)) as world:
        world.live(n_moments)
        world.calm_down()
        room = world.rooms[0][1]
        commits = room.since(0)

        # All see the same, and so does a room that is opened now.
        opened = world.opened()
        journeys = [one.known for one in world.people]
        assert all(one == room.journey for one in journeys)
        assert all(one[1].state() == room.state() for one in (*world.rooms, opened))
        opened[0].close()

        # The log has no gap and nothing twice; what was told to be kept is in it as it was told.
        kept = {(one.client, one.n): one for one in commits}
        assert [one.seq for one in commits] == list(range(1, len(commits) + 1))
        assert len(kept) == len(commits)
        for person in world.people:
            assert all(kept[person.name, n] == told for n, told in person.told.items())
            assert not any((person.name, n) in kept for n in person.refused)
            known = {one.n for one in commits if one.client == person.name}
            assert known | person.refused == set(range(1, person.n + 1))

        # Nobody who may only look or comment has changed anything.
        roles = {one.name: one.role for one in world.people}
        assert {roles[one.author] for one in commits} <= {"editor", "owner"}

        # Each commit leads on, and its inverse exactly back.
        journey = world.start
        for commit in commits:
            after = apply(journey, commit.edits)
            assert apply(after, inverted(commit.edits)) == journey
            journey = after
        assert journey == room.journey


@pytest.mark.parametrize("seed", range(5))
def test_all_see_one_map_in_the_end(tmp_path: Path, seed: int) -> None:
    hold_to_one_map(tmp_path, seed, 250)


def test_all_see_one_map_on_a_server_in_the_end(tmp_path: Path, postgres: str) -> None:
    hold_to_one_map(tmp_path, 99, 250, new_database(postgres))


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(100, 200))
def test_however_long_people_work_all_see_one_map_in_the_end(tmp_path: Path, seed: int) -> None:
    hold_to_one_map(tmp_path, seed, 3_000)


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(200, 220))
def test_however_long_people_work_on_a_server_all_see_one_map_in_the_end(
    tmp_path: Path, seed: int, postgres: str
) -> None:
    hold_to_one_map(tmp_path, seed, 3_000, new_database(postgres))
