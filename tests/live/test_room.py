"""
A room takes edits in one order, and each is on disk before it is told.
"""

from __future__ import annotations

import itertools
import threading
from typing import TYPE_CHECKING, Any

import pytest
from pydantic import ValidationError

from tests.workspace.conftest import store, workspace, workspace_in_a_file
from touchline.document.acts import add_card, rename, set_field
from touchline.document.edits import Edit, InsertItem, MoveItem, RemoveItem, SetField, apply
from touchline.live.errors import ForeignNumber, MayNotEdit, NothingToUndo
from touchline.live.history import SNAPSHOT_EVERY
from touchline.live.room import Room
from touchline.live.transaction import Commit, Refusal, Submission, Transaction
from touchline.location import Location
from touchline.workspace.errors import UnknownVersion
from touchline.workspace.stores.sqlite import Sqlite

if TYPE_CHECKING:
    from collections.abc import Iterator

    from touchline.live.transaction import Role, Submitted
    from touchline.workspace import Workspace

__all__ = ["store", "workspace", "workspace_in_a_file"]

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
      - {at: order, cards: [{id: p1, text: The search is slow, severity: 2}]}
"""
CARD = Location.parse("step:order/lane:hurts/card:p1")
NUMBERS = itertools.count(1)
SET = {"edit": "set", "at": "", "field": ["title"]}


@pytest.fixture
def room(workspace: Workspace) -> Room:
    return opened(workspace)


def opened(workspace: Workspace) -> Room:
    file = workspace.folder / "shop.map.yaml"
    if not file.exists():
        file.write_text(SHOP, encoding="utf-8")
        workspace.shelf.refresh()
    return Room.open(workspace, "shop")


def sent(
    *edits: Edit,
    client: str = "tab",
    n: int | None = None,
    author: str = "Ana",
    role: Role = "editor",
) -> Submission:
    number = next(NUMBERS) if n is None else n
    transaction = Transaction(client=client, n=number, edits=edits)
    return Submission(transaction=transaction, author=author, role=role)


def to(value: Any, was: Any = None, *, field: str = "severity") -> SetField:
    return SetField(at=CARD, field=(field,), value=value, was=was)


def committed(submitted: Submitted) -> Commit:
    (outcome,) = submitted.outcomes
    assert isinstance(outcome, Commit), outcome.told()
    return outcome


def refused(submitted: Submitted) -> Refusal:
    (outcome,) = submitted.outcomes
    assert isinstance(outcome, Refusal)
    return outcome


def severity(room: Room) -> object:
    return room.journey.lanes[0].cells[0].cards[0].model_dump()["severity"]


def test_what_is_told_is_in_the_store(room: Room, workspace: Workspace) -> None:
    commit = committed(room.submit([sent(to(3, 2))]))

    assert (commit.seq, commit.author, severity(room)) == (1, "Ana", 3)
    assert Room.open(workspace, "shop").state() == room.state()
    assert room.since(0) == (commit,)


def test_a_commit_goes_to_the_store_and_comes_back_as_it_was(room: Room) -> None:
    step = InsertItem(at=Location.parse("stage:buy"), kind="step", item={"id": "s", "name": "S"})
    move = MoveItem(
        kind="step",
        id="s",
        at=Location.parse("stage:buy"),
        was_at=Location.parse("stage:buy"),
        was_after="pay",
    )

    commit = committed(
        room.submit([sent(step, move, to(None, 2), to("A\0b\u2028", "x", field="text"))])
    )

    assert Commit.read(commit.row()) == commit
    assert room.since(0) == (commit,)


def test_a_transaction_that_is_sent_again_gets_the_same_answer(room: Room) -> None:
    first = sent(to(3, 2), n=7)
    again = room.submit([first, first, sent(to(1, 2), n=7)])

    assert len({one.seq for one in again.outcomes if isinstance(one, Commit)}) == 1
    assert (len(again.commits), severity(room)) == (1, 3)
    assert room.submit([first]).outcomes[0] == again.outcomes[0]
    assert room.submit([first]).commits == ()


def test_what_was_refused_stays_refused_when_it_comes_again(room: Room) -> None:
    nowhere = sent(SetField(at=CARD.child("x", "y"), field=("text",), value="?"))

    first = refused(room.submit([nowhere]))

    assert refused(room.submit([nowhere])) == first
    assert (room.seq, first.is_passing) == (0, False)
    assert "no longer exists" in first.told()


def test_the_number_of_somebody_else_is_no_answer(room: Room) -> None:
    room.submit([sent(to(3, 2), n=1, author="Ana")])

    refusal = refused(room.submit([sent(to(1, 2), n=1, author="Mallory")]))

    assert isinstance(refusal.fault, ForeignNumber)
    assert severity(room) == 3


@pytest.mark.parametrize("role", ["viewer", "commenter"])
def test_who_may_not_edit_is_refused_in_words_of_the_reader(
    room: Room, role: Role, language: str
) -> None:
    refusal = refused(room.submit([sent(to(3, 2), role=role)]))

    assert isinstance(refusal.fault, MayNotEdit)
    assert refusal.told(language).strip()
    assert (room.seq, room.since(0)) == (0, ())


def test_transactions_sent_together_stand_alone(room: Room) -> None:
    submitted = room.submit(
        [
            sent(to(3, 2)),
            sent(to(9, 3)),
            sent(*add_card(room.journey, "hurts", "pay", {"id": "p2", "text": "Late"})),
        ]
    )

    kinds = [type(one) for one in submitted.outcomes]
    assert kinds == [Commit, Refusal, Commit]
    assert [one.seq for one in submitted.commits] == [1, 2]
    assert severity(room) == 3


def test_words_of_two_people_are_merged_and_what_did_not_get_in_is_told(room: Room) -> None:
    was = "The search is slow"
    room.submit([sent(to("The search is broken", was, field="text"))])

    commit = committed(room.submit([sent(to("Oh: The search is late", was, field="text"))]))

    assert [one.words for one in commit.lost] == ["late"]
    assert room.since(1) == (commit,)


def test_two_rooms_on_one_store_take_what_the_other_wrote(workspace: Workspace) -> None:
    one, other = opened(workspace), Room.open(workspace, "shop")
    one.submit([sent(to(3, 2))])

    submitted = other.submit([sent(to("Slow", "The search is slow", field="text"))])

    assert [commit.seq for commit in submitted.commits] == [1, 2]
    assert [commit.seq for commit in one.catch_up()] == [2]
    assert one.state() == other.state()
    assert one.catch_up() == ()


def test_each_person_undoes_their_own(room: Room) -> None:
    start = room.journey
    room.submit([sent(to(3, 2), author="Ana")])
    after_ana = room.journey
    room.submit([sent(rename(room.journey, Location.parse("step:pay"), "Paid"), author="Bo")])
    both = room.journey

    undone = committed(room.undo(client="tab", n=next(NUMBERS), author="Ana"))
    assert (undone.kind, undone.of, severity(room)) == ("undo", 1, 2)
    committed(room.redo(client="tab", n=next(NUMBERS), author="Ana"))
    assert room.journey == both
    committed(room.undo(client="tab", n=next(NUMBERS), author="Bo"))
    assert room.journey == after_ana
    committed(room.undo(client="tab", n=next(NUMBERS), author="Ana"))
    assert room.journey == start

    refusal = refused(room.undo(client="tab", n=next(NUMBERS), author="Ana"))
    assert isinstance(refusal.fault, NothingToUndo)


def test_a_new_edit_ends_what_can_be_made_again(room: Room) -> None:
    room.submit([sent(to(3, 2))])
    room.undo(client="tab", n=next(NUMBERS), author="Ana")
    room.submit([sent(to(1, 2))])

    refusal = refused(room.redo(client="tab", n=next(NUMBERS), author="Ana"))

    assert isinstance(refusal.fault, NothingToUndo)
    assert severity(room) == 1


def test_what_others_removed_does_not_stand_in_the_way_of_undoing(room: Room) -> None:
    room.submit([sent(set_field(room.journey, Location.parse("step:order"), ("owner",), "Ana"))])
    room.submit([sent(to(3, 2), author="Ana")])
    cell = room.journey.lanes[0].cells[0]
    gone = RemoveItem(
        at=Location.parse("step:order/lane:hurts"),
        kind="card",
        item=cell.cards[0].model_dump(mode="json", by_alias=True, exclude_defaults=True),
    )
    committed(room.submit([sent(gone, author="Bo")]))

    undone = committed(room.undo(client="tab", n=next(NUMBERS), author="Ana"))

    assert undone.of == 1
    assert room.journey.steps[0].owner is None


def test_undoing_outlives_the_room(room: Room, workspace: Workspace) -> None:
    start = room.journey
    room.submit([sent(to(3, 2))])
    again = Room.open(workspace, "shop")

    committed(again.undo(client="new", n=1, author="Ana"))

    assert again.journey == start


def test_a_version_is_kept_and_restored_as_an_edit(room: Room) -> None:
    room.submit([sent(to(3, 2))])
    kept, saved = room.keep_version("Spring", author="Ana")
    then = room.journey
    room.submit([sent(to(1, 3)), sent(to("Else", "The search is slow", field="text"))])
    after = room.journey

    commit = committed(room.restore("spring", client="tab", n=next(NUMBERS), author="Ana"))

    assert (kept.map, saved.is_written) == ("shop", True)
    assert (commit.kind, room.journey) == ("restore", then)
    committed(room.undo(client="tab", n=next(NUMBERS), author="Ana"))
    assert room.journey == after
    refusal = refused(room.restore("Autumn", client="tab", n=next(NUMBERS), author="Ana"))
    assert "Autumn" in refusal.told()


def test_a_room_is_opened_from_a_snapshot(workspace_in_a_file: Workspace) -> None:
    room = opened(workspace_in_a_file)
    was = 2
    batch = []
    for n in range(SNAPSHOT_EVERY + 20):
        batch.append(sent(to(1 + n % 3, was)))
        was = 1 + n % 3
        if len(batch) == 10:
            room.submit(batch)
            batch = []

    found = workspace_in_a_file.store.snapshot("shop")

    assert found is not None
    assert found[0] == SNAPSHOT_EVERY
    again = Room.open(workspace_in_a_file, "shop")
    assert again.state() == room.state()
    # By hand: the nth edit, counted from 1, sets 1 + (n - 1) % 3.
    for seq, expected in ((1, 1), (2, 2), (199, 1), (201, 3), (220, 1)):
        card = room.at(seq).lanes[0].cells[0].cards[0]
        assert card.model_dump()["severity"] == expected
    with pytest.raises(UnknownVersion):
        room.at(221)


def test_a_store_that_is_busy_leaves_the_room_as_it_was(workspace_in_a_file: Workspace) -> None:
    room = opened(workspace_in_a_file)
    state = room.state()
    store = workspace_in_a_file.store
    assert isinstance(store, Sqlite)
    store.run("PRAGMA busy_timeout = 20")
    edits = [sent(to(3, 2)), sent(to(1, 3))]
    other = Sqlite(workspace_in_a_file.folder / ".touchline" / "workspace.sqlite")

    with other.writing():
        submitted = room.submit(edits)

    assert [type(one) for one in submitted.outcomes] == [Refusal, Refusal]
    assert all(one.is_passing for one in submitted.outcomes if isinstance(one, Refusal))
    assert (room.state(), submitted.commits) == (state, ())
    # The same may be sent again once the store is free.
    assert [type(one) for one in room.submit(edits).outcomes] == [Commit, Commit]
    other.close()


def test_threads_of_one_room_wait_for_each_other(room: Room) -> None:
    def work(author: str) -> None:
        for n in range(15):
            room.submit([sent(to(1 + n % 3), client=author, n=n, author=author)])

    threads = [threading.Thread(target=work, args=(name,)) for name in ("Ana", "Bo", "Cy")]
    for one in threads:
        one.start()
    for one in threads:
        one.join()

    assert [commit.seq for commit in room.since(0)] == list(range(1, 46))  # by hand: 3 x 15


def _malformed() -> Iterator[Edit]:
    everywhere = ["", "stage:buy", "step:order", "lane:hurts", "step:order/lane:hurts", str(CARD)]
    values: list[Any] = [None, 5, "x", [1], [[]], {"a": 1}, [{"id": 3}], [None], {"id": {}}]
    fields = [("stages",), ("lanes",), ("cells",), ("cards",), ("id",), ("name", "de"), ("kind",)]
    for at, field, value in itertools.product(everywhere, fields, values):
        yield SetField(at=Location.parse(at), field=field, value=value)
    kinds = ["stage", "step", "lane", "cell", "card", "persona", "dragon", ""]
    for at, kind in itertools.product(everywhere, kinds):
        yield InsertItem(at=Location.parse(at), kind=kind, item={})
        yield InsertItem(at=Location.parse(at), kind=kind, item={"id": 5, "cards": "x"})
        yield RemoveItem(at=Location.parse(at), kind=kind, item={"id": "order", "at": "order"})
        yield MoveItem(kind=kind, id="buy", at=Location.parse(at), was_at=Location.parse(at))


def test_edits_that_no_editor_makes_are_refused_and_others_go_on(
    workspace_in_a_file: Workspace,
) -> None:
    room = opened(workspace_in_a_file)
    poison = SetField(at=Location(), field=("stages",), value=5)
    room.submit([sent(edit) for edit in _malformed()])
    room.submit([sent(poison, edit) for edit in itertools.islice(_malformed(), 0, None, 7)])

    # Whatever of it was an edit after all, the map is one, and opens again.
    room.catch_up()
    again = Room.open(workspace_in_a_file, "shop")
    assert again.state() == room.state()
    assert apply(room.journey, ()) == room.journey


@pytest.mark.parametrize(
    "message",
    [
        {"client": "tab", "n": 1},
        {"client": "tab", "n": 1, "kind": "undo", "edits": [SET]},
        {"client": "tab", "n": 1, "kind": "restore"},
        {"client": "@file", "n": 1, "kind": "undo"},
        {"client": "", "n": 1, "kind": "undo"},
        {"client": "tab", "n": -1, "kind": "undo"},
        {"client": "tab", "n": 2**63, "kind": "undo"},
        {"client": "tab", "n": 1, "kind": "dance"},
        {"client": "tab", "n": 1, "kind": "undo", "more": 1},
        {"client": "tab", "n": 1, "edits": [{**SET, "at": "nowhere at all"}]},
        {"client": "tab", "n": 1, "edits": [{"edit": "burn", "at": ""}]},
    ],
)  # fmt: skip
def test_a_message_that_is_no_transaction_is_not_read(message: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Transaction.model_validate(message)
