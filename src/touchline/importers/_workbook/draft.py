"""
The map of a table while the changes of its cells are made on it.
"""

from __future__ import annotations

import copy
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from touchline.document.acts import free_id
from touchline.document.faults import UnreadableMap
from touchline.document.read import build, journey_of
from touchline.document.references import references
from touchline.document.tree import things
from touchline.importers._workbook.opened import note
from touchline.lanes import LANES
from touchline.model.experience import Scored
from touchline.model.structure import Scale
from touchline.model.text import OWN, LocalText

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from touchline.diagnostics import Diagnostic
    from touchline.document.tree import Plain
    from touchline.model.map import JourneyMap

    #: Makes one change; raises `NotTaken` when it cannot be made.
    Make = Callable[["Draft"], None]


class NotTakenError(Exception):
    """
    A change cannot be made; carries what is told of it.

    Args:
        found: What is told.
    """

    def __init__(self, found: Diagnostic) -> None:
        super().__init__(found)
        self.found = found


@dataclass(frozen=True, slots=True)
class Work:
    """
    One change that a cell asks for.

    Args:
        cell: Where it was made, such as `Map!C7`.
        make: What makes it.
        said: What stands in the cell now.
    """

    cell: str
    make: Make
    said: str = ""


@dataclass(slots=True)
class Draft:
    """
    Plain data of a map in the course of being changed.

    Args:
        data: The plain data.
        language: The language in which the table is written.
        cells: Where each thing was changed, by what it is, its id and its field.
        left: What was not taken.
        ids: The ids that were given.
        made: The ids of steps and lanes that were added, by their columns and rows.
        gone: Cards that their cell tells no more: the line, the kind of the lane and the card.
        added: Lines that were added, by the ids of the cards made of them, with the kind of lane.
    """

    data: Plain
    language: str
    cells: dict[tuple[str, str, str], str] = field(default_factory=dict)
    left: list[Diagnostic] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)
    made: dict[tuple[str, int], str] = field(default_factory=dict)
    gone: dict[str, tuple[str, str, Plain]] = field(default_factory=dict)
    added: dict[str, tuple[str, str]] = field(default_factory=dict)

    @property
    def own(self) -> str:
        """
        The language of the map's plain texts.
        """
        return str(self.data.get("language", "en"))

    def said(self, value: Any) -> str:
        """
        Say a text of the map as the table says it.

        Args:
            value: The text, as a file holds it.

        Returns:
            The words.
        """
        if not isinstance(value, str | dict):
            return ""
        return LocalText.of(value).said(self.language, otherwise=self.own)

    def put(self, item: Plain, key: str, words: str) -> None:
        """
        Give a text other words, in the language in which the table says it.

        Args:
            item: The plain data of what has the text.
            key: Its field.
            words: The words; empty takes the text away.
        """
        now = item.get(key)
        if isinstance(now, dict):
            tags = (OWN, self.language, self.language.partition("-")[0], self.own)
            tag = next((one for one in tags if one in now), next(iter(now), self.own))
            item[key] = {**now, tag: words}
        elif words:
            item[key] = words
        else:
            item.pop(key, None)

    def took(self, kind: str, identifier: str, name: str, cell: str) -> None:
        """
        Note where something was changed.

        Args:
            kind: What it is.
            identifier: Its id.
            name: The field; empty for the thing itself.
            cell: Where.
        """
        self.cells.setdefault((kind, identifier, name), cell)

    def lanes(self) -> list[Plain]:
        """
        Give the lanes.
        """
        lanes: list[Plain] = self.data.setdefault("lanes", [])
        return lanes

    def lane(self, identifier: str) -> Plain | None:
        """
        Find a lane.

        Args:
            identifier: Its id.

        Returns:
            Its plain data, or None.
        """
        return next((one for one in self.lanes() if one["id"] == identifier), None)

    def steps(self) -> list[Plain]:
        """
        Give the steps across the stages.
        """
        return [step for stage in self.data.get("stages", ()) for step in stage.get("steps", ())]

    def cards(self) -> Iterator[tuple[Plain, Plain, Plain]]:
        """
        Walk over the cards with their lanes and cells.
        """
        for lane in self.lanes():
            for cell in lane.get("cells", ()):
                for card in cell.get("cards", ()):
                    yield lane, cell, card

    def card(self, identifier: str) -> tuple[Plain, Plain, Plain] | None:
        """
        Find a card.

        Args:
            identifier: Its id.

        Returns:
            Its lane, its cell and its plain data, or None.
        """
        return next((one for one in self.cards() if one[2]["id"] == identifier), None)

    def free(self, words: str, otherwise: str) -> str:
        """
        Make an id that nothing has.

        Args:
            words: What the thing is called.
            otherwise: The id of a thing without letters in its name.

        Returns:
            The id.
        """
        taken = {str(thing.item.get("id")) for thing in things(self.data)} | self.ids
        found = free_id(words, taken, otherwise)
        self.ids.add(found)
        return found

    def cell_at(self, lane: Plain, step: str) -> Plain:
        """
        Find the cell of a lane at a step, and make one where there is none.

        Args:
            lane: The lane.
            step: The id of the step.

        Returns:
            The cell.
        """
        order = [one["id"] for one in self.steps()]
        cells: list[Plain] = lane.setdefault("cells", [])
        place, index = 0, order.index(step)
        for i, cell in enumerate(cells):
            if cell["at"] not in order:
                continue
            first = order.index(cell["at"])
            through = cell.get("through", cell["at"])
            last = order.index(through) if through in order else first
            if first <= index <= last:
                return cell
            if first < index:
                place = i + 1
        cells.insert(place, {"at": step})
        return cells[place]

    def take_out(self, identifier: str) -> Plain | None:
        """
        Take a card out of its cell, and the cell out of its lane when nothing else is said there.

        Args:
            identifier: The id of the card.

        Returns:
            The card, or None when there is none.
        """
        found = self.card(identifier)
        if found is None:
            return None
        lane, cell, card = found
        cell["cards"].remove(card)
        self.tidy(lane, cell)
        return card

    @staticmethod
    def tidy(lane: Plain, cell: Plain) -> None:
        """
        Take away what became empty.

        Args:
            lane: The lane.
            cell: One of its cells.
        """
        if not cell.get("cards"):
            cell.pop("cards", None)
        if set(cell) == {"at"}:
            lane["cells"] = [one for one in lane["cells"] if one is not cell]
        if not lane.get("cells"):
            lane.pop("cells", None)

    def forget(self, identifier: str) -> None:
        """
        Take the id of a card that is gone out of the cards that name it.

        Args:
            identifier: The id.
        """
        for lane, _, card in self.cards():
            for key, _ in references(lane["kind"]):
                names = card.get(key)
                if isinstance(names, list) and identifier in names:
                    card[key] = [one for one in names if one != identifier]
                    if not card[key]:
                        del card[key]

    def check(self, lane: Plain, card: Plain, cell: str, said: str) -> None:
        """
        Refuse a card that its lane cannot hold.

        Args:
            lane: The lane.
            card: The card.
            cell: Where it stands in the table.
            said: What stands there.

        Raises:
            NotTakenError: It cannot be held.
        """
        kind = LANES[lane["kind"]].card if lane["kind"] in LANES else None
        if kind is None:
            return
        try:
            made = kind.model_validate(card, by_alias=True, by_name=False)
            scale = lane.get("scale") or {}
            if isinstance(made, Scored) and made.scale is None:
                low, high = scale.get("low", Scale().low), scale.get("high", Scale().high)
                if not low <= made.score <= high:
                    values = {"text": said, "low": low, "high": high}
                    raise NotTakenError(note("score", cell, **values))
        except ValidationError as reason:
            raise NotTakenError(note("unfit", cell, text=said)) from reason


def made(data: Plain, language: str, works: Sequence[Work]) -> tuple[JourneyMap, Draft]:
    """
    Make changes on a map, and leave out those after which it would be none.

    Args:
        data: The plain data of the map, which stays as it is.
        language: The language in which the table is written.
        works: The changes in order.

    Returns:
        The changed map, and the draft with what was noted on the way.
    """
    draft = _made(data, language, works, is_careful=False)
    journey = _built(draft.data)
    if journey is None:
        draft = _made(data, language, works, is_careful=True)
        journey = _built(draft.data)
    assert journey is not None  # noqa: S101 (each change was checked, and it began with a map)
    return journey, draft


def _made(data: Plain, language: str, works: Sequence[Work], *, is_careful: bool) -> Draft:
    draft = Draft(copy.deepcopy(data), language)
    for work in works:
        before, cells = copy.deepcopy(draft.data), dict(draft.cells)
        try:
            work.make(draft)
        except NotTakenError as reason:
            draft.data, draft.cells = before, cells
            draft.left.append(reason.found)
            continue
        if is_careful and _built(draft.data) is None:
            draft.data, draft.cells = before, cells
            draft.left.append(note("unfit", work.cell, text=work.said))
    return draft


def _built(data: Plain) -> JourneyMap | None:
    try:
        return journey_of(build(copy.deepcopy(data)))
    except UnreadableMap:
        return None
