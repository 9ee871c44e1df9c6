"""
People who work on one map over a network that loses, delays, repeats and reorders what they send.
"""

from __future__ import annotations

import random
from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from touchline.document.acts import add_card, add_step, move_card, remove, rename, set_field
from touchline.document.edits import Edit, EditRefused, SetField, apply
from touchline.document.late_edits import take
from touchline.live.room import Room
from touchline.live.transaction import Commit, Submission, Transaction
from touchline.location import Location
from touchline.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from touchline.live.transaction import Outcome, Role, Submitted
    from touchline.model.map import JourneyMap

SHOP = """\
# Our first map.
touchline: 1
id: shop
title: Shop   # for now
stages:
  - {id: look, name: Look, steps: [{id: find, name: I find it}]}
  - {id: buy, name: Buy, steps: [{id: order, name: I order}, {id: pay, name: I pay}]}
lanes:
  - id: hurts
    kind: pain-points
    cells:
      - {at: order, cards: [{id: p1, text: The search is slow, severity: 2}]}
  - id: ideas
    kind: opportunities
    cells:
      - {at: pay, cards: [{id: o1, text: Pay with one tap}]}
"""

WORDS = ("slow", "old", "very", "search", "today", "اینجا", "客户")
ROLES: tuple[Role, ...] = ("editor", "editor", "owner", "editor", "commenter", "viewer")


@dataclass
class Person:
    """
    A browser tab: the map as it is known to be, and what was done on top and not answered yet.
    """

    name: str
    role: Role
    room: int
    seq: int
    known: JourneyMap
    n: int = 0
    pending: dict[int, Transaction] = field(default_factory=dict)
    early: dict[int, Commit] = field(default_factory=dict)
    told: dict[int, Commit] = field(default_factory=dict)
    refused: set[int] = field(default_factory=set)

    def shown(self) -> JourneyMap:
        """
        Draw what is pending on what is known.
        """
        journey = self.known
        for transaction in self.pending.values():
            try:
                journey = take(journey, transaction.edits).journey
            except EditRefused:
                continue
        return journey

    def act(self, chance: random.Random) -> Transaction:
        """
        Do something on the map as it is shown.
        """
        self.n += 1
        made: dict[str, Any] = {"client": self.name, "n": self.n, "base": self.seq}
        edits = _edits(self.shown(), chance, f"{self.name}{self.n}")
        if not edits:
            made["kind"] = chance.choice(["undo", "undo", "redo"])
        transaction = Transaction(**made, edits=edits)
        self.pending[self.n] = transaction
        return transaction

    def hear(self, commit: Commit) -> None:
        """
        Take a commit, in its turn.
        """
        self.early[commit.seq] = commit
        while (following := self.early.pop(self.seq + 1, None)) is not None:
            self.known = apply(self.known, following.edits)
            self.seq = following.seq
            if following.client == self.name:
                self.pending.pop(following.n, None)
        self.early = {seq: one for seq, one in self.early.items() if seq > self.seq}

    def answered(self, outcome: Outcome) -> None:
        """
        Take an answer.
        """
        if isinstance(outcome, Commit):
            assert self.told.setdefault(outcome.n, outcome) == outcome
            assert outcome.n not in self.refused
        elif not outcome.is_passing:
            assert outcome.n not in self.told
            self.refused.add(outcome.n)
            self.pending.pop(outcome.n, None)


def _edits(journey: JourneyMap, chance: random.Random, fresh: str) -> tuple[Edit, ...]:
    """
    Draw some edits; none stands for undoing.
    """
    steps = [step.id for step in journey.steps]
    cards = [
        (Location.parse(f"step:{cell.at}/lane:{lane.id}/card:{card.id}"), card.id, str(card.text))
        for lane in journey.lanes
        for cell in lane.cells
        for card in cell.cards
    ]
    lane = chance.choice([lane.id for lane in journey.lanes])
    step = chance.choice(steps)
    at, card, words = chance.choice(cards) if cards else (Location(), "", "")
    acts: list[Callable[[], tuple[Edit, ...]]] = [
        lambda: add_card(journey, lane, step, {"id": fresh, "text": chance.choice(WORDS)}),
        lambda: (rename(journey, Location((("step", step),)), f"I {chance.choice(WORDS)}"),),
        lambda: (set_field(journey, Location(), ("owner",), fresh),),
        tuple,
        tuple,
    ]
    if cards:
        acts += [
            lambda: _typed(at, words, chance),
            lambda: _typed(at, words, chance),
            lambda: _typed(at, words, chance),
            lambda: (set_field(journey, at, ("owner",), chance.choice(["Ana", "Bo", None])),),
            lambda: move_card(journey, card, lane=lane, step=step),
            lambda: remove(journey, at),
        ]
    if len(steps) < 5:
        acts.append(lambda: add_step(journey, journey.stages[0].id, "New", id=fresh))
    elif len(steps) > 3:
        acts.append(lambda: remove(journey, Location((("step", step),))))
    try:
        return tuple(chance.choice(acts)())
    except EditRefused:
        return ()


def _typed(at: Location, words: str, chance: random.Random) -> tuple[Edit, ...]:
    """
    Add, replace or take away one word.
    """
    pieces = words.split()
    place = chance.randint(0, len(pieces))
    pieces[place : place + chance.randint(0, 1)] = [chance.choice(WORDS)]
    return (SetField(at=at, field=("text",), value=" ".join(pieces), was=words),)


class World:
    """
    Two rooms on one store, some people, and what is on its way between them.
    """

    def __init__(self, folder: Path, seed: int, *, store: str | None = None) -> None:
        self.chance = random.Random(seed)  # noqa: S311 (a seeded world keeps no secret)
        self.folder = folder
        Workspace.create(folder, store=store).close()
        (folder / "shop.map.yaml").write_text(SHOP, encoding="utf-8")
        self.rooms = [self.opened(), self.opened()]
        self.start = self.rooms[0][1].journey
        self.people = [
            Person(f"tab{i}", role, i % 2, 0, self.start) for i, role in enumerate(ROLES)
        ]
        self.to_rooms: deque[tuple[Person, Transaction]] = deque()
        self.to_people: deque[tuple[Person, Outcome | Commit, bool]] = deque()

    def opened(self) -> tuple[Workspace, Room]:
        workspace = Workspace.open(self.folder)
        return workspace, Room.open(workspace, "shop")

    def close(self) -> None:
        """
        Let go of the store.
        """
        for workspace, _ in self.rooms:
            workspace.close()

    def live(self, n_moments: int) -> None:
        """
        Let things happen.
        """
        happenings = [
            (30, self._somebody_acts),
            (40, self._rooms_take),
            (60, self._people_hear),
            (4, self._connection_breaks),
            (1, self._room_ends),
            (4, self._room_catches_up),
        ]
        weights, acts = zip(*happenings, strict=True)
        for act in self.chance.choices(acts, weights, k=n_moments):
            act()

    def calm_down(self) -> None:
        """
        Let everything arrive, and send again what was not answered.
        """
        self.to_rooms.clear()
        self.to_people.clear()
        while any(one.pending for one in self.people):
            for one in self.people:
                room = self.rooms[one.room][1]
                submitted = room.submit([_from(one, t) for t in one.pending.values()])
                for outcome in submitted.outcomes:
                    one.answered(outcome)
                self._catch_up(one)
        for _, room in self.rooms:
            room.catch_up()
        for one in self.people:
            self._catch_up(one)

    def _catch_up(self, person: Person) -> None:
        for commit in self.rooms[person.room][1].since(person.seq):
            person.hear(commit)

    def _somebody_acts(self) -> None:
        person = self.chance.choice(self.people)
        if len(person.pending) < 5:
            self.to_rooms.append((person, person.act(self.chance)))

    def _rooms_take(self) -> None:
        """
        Some of what is on its way comes to its rooms, in any order, lost or twice.
        """
        batches: dict[int, list[tuple[Person, Transaction]]] = {0: [], 1: []}
        for _ in range(min(len(self.to_rooms), self.chance.randint(1, 4))):
            self.to_rooms.rotate(self.chance.choice([0, 0, 0, 1, 2]))
            one = self.to_rooms.popleft()
            luck = self.chance.random()
            if luck > 0.1:
                batches[one[0].room].append(one)
            if luck > 0.9:
                self.to_rooms.append(one)
        for i, batch in batches.items():
            if batch:
                submitted = self.rooms[i][1].submit([_from(*one) for one in batch])
                self._sent_back(i, [person for person, _ in batch], submitted)

    def _sent_back(self, i: int, senders: list[Person], submitted: Submitted) -> None:
        for person, outcome in zip(senders, submitted.outcomes, strict=True):
            self.to_people.append((person, outcome, True))
        self._broadcast(i, submitted.commits)

    def _broadcast(self, i: int, commits: tuple[Commit, ...]) -> None:
        for commit in commits:
            for person in self.people:
                if person.room == i:
                    self.to_people.append((person, commit, False))

    def _people_hear(self) -> None:
        for _ in range(min(len(self.to_people), self.chance.randint(1, 8))):
            self.to_people.rotate(self.chance.choice([0, 0, 0, 1, 3]))
            person, message, is_answer = self.to_people.popleft()
            luck = self.chance.random()
            if luck > 0.9:
                self.to_people.append((person, message, is_answer))
            if luck > 0.1 and is_answer:
                person.answered(message)
            elif luck > 0.1 and isinstance(message, Commit):
                person.hear(message)

    def _connection_breaks(self) -> None:
        """
        What is on its way to or from somebody is lost; they come back, maybe to the other room.
        """
        person = self.chance.choice(self.people)
        self.to_rooms = deque(one for one in self.to_rooms if one[0] is not person)
        self.to_people = deque(one for one in self.to_people if one[0] is not person)
        person.room = self.chance.randint(0, 1)
        self._catch_up(person)
        self.to_rooms.extend((person, one) for one in person.pending.values())

    def _room_ends(self) -> None:
        i = self.chance.randint(0, 1)
        self.rooms[i][0].close()
        self.rooms[i] = self.opened()
        for person in [one for one in self.people if one.room == i]:
            self.to_people = deque(one for one in self.to_people if one[0] is not person)
            self._catch_up(person)

    def _room_catches_up(self) -> None:
        i = self.chance.randint(0, 1)
        self._broadcast(i, self.rooms[i][1].catch_up())


def _from(person: Person, transaction: Transaction) -> Submission:
    return Submission(transaction=transaction, author=person.name, role=person.role)
