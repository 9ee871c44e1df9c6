"""
A map's file and the edits of its room, brought together.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import pytest

from touchline.document.edits import SetField
from touchline.document.faults import UnreadableMap
from touchline.document.read import journey_of, load
from touchline.live.reconcile import MapFile, OnDisk, text_to_write, write_file
from touchline.live.room import Room
from touchline.live.transaction import Submission, Transaction
from touchline.location import Location
from touchline.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SHOP = """\
# Our first map.
touchline: 1
id: shop
title: Shop   # for now
stages: [{id: buy, name: Buy, steps: [{id: order, name: I order}, {id: pay, name: I pay}]}]
lanes:
  - id: hurts
    kind: pain-points
    cells:
      - {at: order, cards: [{id: p1, text: The search is slow, severity: 2}]}   # from the talks
"""
CARD = Location.parse("step:order/lane:hurts/card:p1")
NUMBERS = itertools.count(1)


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Workspace]:
    with Workspace.create(tmp_path / "shop") as made:
        (made.folder / "shop.map.yaml").write_text(SHOP, encoding="utf-8")
        made.shelf.refresh()
        yield made


def typed(room: Room, words: str, field: str = "text") -> None:
    was = room.journey.lanes[0].cells[0].cards[0].model_dump(mode="json")[field]
    edit = SetField(at=CARD, field=(field,), value=words, was=was)
    transaction = Transaction(client="tab", n=next(NUMBERS), edits=(edit,))
    assert room.submit([Submission(transaction=transaction, author="Ana")]).commits


def changed(room: Room, old: str, new: str) -> None:
    """
    Change the file as somebody with a text editor does.
    """
    text = room.file.read_text(encoding="utf-8")
    assert old in text
    room.file.write_text(text.replace(old, new), encoding="utf-8")


def test_a_saved_file_keeps_comments_and_order(shop: Workspace) -> None:
    room = Room.open(shop, "shop")
    typed(room, "Nothing is found")

    saved = room.save()

    # By hand: the one text that was changed, and no other sign.
    expected = SHOP.replace("The search is slow", "Nothing is found")
    assert room.file.read_text(encoding="utf-8") == expected
    assert (saved.is_written, saved.commits) == (True, ())
    assert not room.save().is_written


def test_a_file_that_nobody_changed_is_left_alone(shop: Workspace) -> None:
    room = Room.open(shop, "shop")

    assert not room.save().is_written
    assert room.file.read_text(encoding="utf-8") == SHOP


def test_what_was_changed_in_the_file_comes_in_as_edits_of_the_file(shop: Workspace) -> None:
    room = Room.open(shop, "shop")
    typed(room, "Nothing is found")
    changed(room, "I pay}]}]", "I pay at once}]}]   # they asked for it")

    saved = room.save()

    (commit,) = saved.commits
    assert (commit.author, commit.seq, commit.unmerged) == ("file", 2, ())
    assert [str(step.name) for step in room.journey.steps] == ["I order", "I pay at once"]
    text = room.file.read_text(encoding="utf-8")
    assert "# they asked for it" in text
    assert "Nothing is found" in text
    assert journey_of(load(room.file)) == room.journey
    assert room.save().commits == ()


def test_what_was_changed_while_no_room_was_open_comes_in(shop: Workspace) -> None:
    typed(Room.open(shop, "shop"), "Nothing is found")
    changed(Room.open(shop, "shop"), "title: Shop", "title: Our shop")

    room = Room.open(shop, "shop")

    assert str(room.journey.title) == "Our shop"
    assert [commit.author for commit in room.since(0)] == ["Ana", "file"]
    # What was taken once is not taken again.
    assert Room.open(shop, "shop").seq == 2


def test_what_both_changed_is_kept_with_both_outcomes(shop: Workspace) -> None:
    room = Room.open(shop, "shop")
    typed(room, "Nothing is found")
    changed(room, "The search is slow", "The search is old")

    saved = room.save()

    (conflict,) = saved.unmerged
    assert (conflict.kind, conflict.at, conflict.field) == ("changed-twice", CARD, ("text",))
    assert (conflict.ours, conflict.theirs) == ("Nothing is found", "The search is old")
    assert "The search is old" in conflict.told()
    assert "Nothing is found" in room.file.read_text(encoding="utf-8")
    # It is in the store as well, for whoever comes later.
    assert Room.open(shop, "shop").since(1)[0].unmerged == (conflict,)


def test_what_was_taken_from_the_file_and_removed_again_stays_away(shop: Workspace) -> None:
    room = Room.open(shop, "shop")
    changed(room, "title: Shop", "title: Our shop")
    room.take_file()
    edit = SetField(at=Location(), field=("title",), value="Shop", was="Our shop")
    transaction = Transaction(client="tab", n=next(NUMBERS), edits=(edit,))
    room.submit([Submission(transaction=transaction, author="Ana")])

    saved = room.save()

    assert (saved.commits, str(room.journey.title)) == ((), "Shop")
    assert "title: Shop" in room.file.read_text(encoding="utf-8")


def test_a_file_that_is_no_map_is_left_alone_until_it_is_one(shop: Workspace) -> None:
    room = Room.open(shop, "shop")
    typed(room, "Nothing is found")
    broken = "<<<<<<< HEAD\n" + SHOP
    room.file.write_text(broken, encoding="utf-8")

    with pytest.raises(UnreadableMap):
        room.save()

    assert room.file.read_text(encoding="utf-8") == broken
    assert Room.open(shop, "shop").state() == room.state()
    room.file.write_text(SHOP, encoding="utf-8")
    assert room.save().is_written


def test_whoever_was_killed_after_writing_has_written_nothing_foreign(shop: Workspace) -> None:
    room = Room.open(shop, "shop")
    typed(room, "Nothing is found")
    seen = MapFile.look(room.file)
    # As in the middle of saving: the text is noted and written, and nobody could say so any more.
    text, _ = room._in_turn(lambda turn: text_to_write(seen, turn))
    assert text is not None
    room.file.write_text(text, encoding="utf-8")

    again = Room.open(shop, "shop")
    typed(again, "It finds all")
    saved = again.save()

    assert (saved.commits, saved.is_written) == ((), True)
    assert OnDisk.read(shop.store, "shop").pending == {}


def test_two_rooms_save_one_file(shop: Workspace) -> None:
    one, other = Room.open(shop, "shop"), Room.open(shop, "shop")
    typed(one, "Nothing is found")
    one.save()
    typed(other, "Bo", "owner")

    saved = other.save()

    assert saved.is_written
    assert saved.unmerged == ()
    assert [commit.author for commit in other.since(0)] == ["Ana", "Ana"]
    assert journey_of(load(other.file)) == other.journey
    assert not one.save().is_written


def test_a_file_that_changes_while_it_is_saved_is_looked_at_again(
    shop: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = Room.open(shop, "shop")
    typed(room, "Nothing is found")
    times: list[tuple[object, ...]] = []

    def late(*given: object) -> bool:
        if not times:
            changed(room, "I pay", "I pay now")
        times.append(given)
        return write_file(*given)  # type: ignore[arg-type]

    monkeypatch.setattr("touchline.live.room.write_file", late)
    saved = room.save()

    assert (saved.is_written, len(times)) == (True, 2)
    text = room.file.read_text(encoding="utf-8")
    assert "I pay now" in text
    assert "Nothing is found" in text


def test_a_file_that_was_removed_comes_back_with_what_is_new(shop: Workspace) -> None:
    room = Room.open(shop, "shop")
    room.file.unlink()
    assert not room.save().is_written
    assert not room.file.exists()

    typed(room, "Nothing is found")

    assert room.save().is_written
    assert journey_of(load(room.file)) == room.journey


def test_a_copy_of_a_map_has_edits_of_its_own(shop: Workspace) -> None:
    (shop.folder / "z-copy.map.yaml").write_text(SHOP, encoding="utf-8")
    shop.shelf.refresh()
    first = Room.open(shop, shop.shelf.file_of("shop") or "")
    places = {one.file for one in shop.maps()} - {first.file.name}
    second = Room.open(shop, places.pop())

    typed(first, "Nothing is found")

    assert (first.name, second.seq, second.catch_up()) == ("shop", 0, ())
    assert second.name != first.name
