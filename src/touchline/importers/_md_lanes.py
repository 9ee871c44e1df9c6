"""
The rows of Markdown tables as lanes.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

from touchline.importers._kinds import authored_kinds
from touchline.importers._notes import listed, said_in
from touchline.lanes import LANES
from touchline.model.experience import Scored
from touchline.model.naming import Ids

if TYPE_CHECKING:
    from collections.abc import Iterator

    from touchline.importers._notes import Notes

#: What an entry of a note says of a card: digest of its line, id, start and length of its text.
_ENTRY = 4


class MdLanes:
    """
    Lanes on their way from the tables of a text.

    Args:
        notes: What our own files say besides.
        language: The language of the map.
    """

    def __init__(self, notes: Notes, language: str) -> None:
        self._notes = notes
        self._language = language
        self._lanes: dict[tuple[str, int], dict[str, Any]] = {}
        self._seen: Counter[str] = Counter()
        self._cards = Ids()

    def begin_table(self) -> None:
        """
        Begin a further table, whose rows go on with the lanes of the ones before.
        """
        self._seen.clear()

    def add(self, title: str, row: dict[str, list[str]]) -> Iterator[str]:
        """
        Take one row.

        Args:
            title: What stands at its head.
            row: The lines of its cells by step.

        Yields:
            The lines that no card can hold.
        """
        lane = self._lane(title, self._seen[title])
        self._seen[title] += 1
        if LANES[lane["kind"]].is_measured:
            return
        for step, lines in row.items():
            yield from self._fill(lane, step, lines)

    def put_named(self, name: str, step: str, text: str) -> bool:
        """
        Put a text into the lane of a name.

        Args:
            name: What the lane is called.
            step: The step at which it stands.
            text: What the card says.

        Returns:
            False when no kind of lane is called so, or its cards are scores.
        """
        kind = authored_kinds().get(name.strip().casefold(), "")
        if not kind or not text or _is_scored(kind):
            return False
        card = {"id": self._cards.of(text, "card"), "text": text}
        self._put(self._lane(name.strip(), 0), step, card)
        return True

    def finished(self) -> list[dict[str, Any]]:
        """
        Give the lanes as a file holds them.

        Returns:
            The lanes in order.
        """
        return [{**lane, "cells": list(lane["cells"].values())} for lane in self._lanes.values()]

    def _lane(self, title: str, n: int) -> dict[str, Any]:
        known = self._lanes.get((title, n))
        if known is not None:
            return known
        own = self._notes.id_of("lanes", title, "lane")
        kind = self._notes.part("kinds").get(own)
        if not isinstance(kind, str) or kind not in LANES:
            kind = authored_kinds().get(title.casefold(), "notes")
        untitled = self._notes.told.get("untitled")
        lane: dict[str, Any] = {"id": own, "kind": kind, "cells": {}}
        is_plain = authored_kinds().get(title.casefold()) == kind and not self._notes
        if title and not is_plain and not (isinstance(untitled, list) and own in untitled):
            lane["title"] = title
        if scale := self._notes.part("scales", own):
            lane["scale"] = scale
        self._lanes[title, n] = lane
        return lane

    def _fill(self, lane: dict[str, Any], step: str, lines: list[str]) -> Iterator[str]:
        cells = self._noted(lane["id"])
        known = [(entry, cell) for cell in cells if cell.at == step for entry in cell.entries]
        spanned = [entry[0] for cell in cells if step in cell.covered for entry in cell.entries]
        told = listed(self._notes.part("told").get(lane["id"]))
        for line in lines:
            mark = digest(line)
            found = next((one for one in known if one[0][0] == mark), None)
            if found is not None:
                known.remove(found)
            if found is not None and self._cards.claim(found[0][1]):
                self._put(lane, step, _card(found[0], line), found[1].covered)
            elif mark in spanned:
                spanned.remove(mark)
            elif mark in told or _is_scored(lane["kind"]):
                yield line
            else:
                self._put(lane, step, {"id": self._cards.of(line, "card"), "text": line})

    def _noted(self, lane: str) -> list[_Noted]:
        return [_noted(cell) for cell in listed(self._notes.part("cells").get(lane))]

    def _put(
        self,
        lane: dict[str, Any],
        step: str,
        card: dict[str, Any],
        covered: list[str] | None = None,
    ) -> None:
        cell = {"at": step, "cards": []} | ({"through": covered[-1]} if covered else {})
        lane["cells"].setdefault(step, cell)["cards"].append(card)


class _Noted(NamedTuple):
    """
    What a note says of a cell.
    """

    at: str
    entries: list[list[Any]]
    covered: list[str]


def _noted(told: Any) -> _Noted:
    """
    Read a cell of a note; nothing of one that somebody spoilt.
    """
    parts = [*listed(told), None, None, None]
    entries = [entry for entry in listed(parts[1]) if _is_entry(entry)]
    covered = [step for step in listed(parts[2]) if isinstance(step, str)]
    return _Noted(parts[0] if isinstance(parts[0], str) else "", entries, covered)


def _is_entry(told: Any) -> bool:
    if not isinstance(told, list) or len(told) < _ENTRY:
        return False
    return all(isinstance(one, str) for one in told[:2]) and all(
        isinstance(one, int) for one in told[2:_ENTRY]
    )


def _card(entry: list[Any], line: str) -> dict[str, Any]:
    start, length = entry[2:_ENTRY]
    card = {"id": entry[1], "text": line[start : start + length]}
    exact = entry[_ENTRY] if len(entry) > _ENTRY else None
    return card | (said_in(exact, "score", "scale") if isinstance(exact, dict) else {})


def _is_scored(kind: str) -> bool:
    return issubclass(LANES[kind].card, Scored)


def digest(line: str) -> str:
    """
    Shorten a line to what tells whether it was changed.

    Args:
        line: The line.

    Returns:
        Twelve signs.
    """
    return hashlib.sha256(line.encode("utf-8", "replace")).hexdigest()[:12]
