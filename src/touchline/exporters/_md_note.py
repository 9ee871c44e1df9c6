"""
What reading a map's Markdown back needs besides its words: ids, kinds, and where a card's own text
stands in its line.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from touchline.exporters._exchange import in_line, note
from touchline.i18n import quote
from touchline.lanes import LANES
from touchline.model.experience import Scored

if TYPE_CHECKING:
    from collections.abc import Iterator

    from touchline.document.tree import Plain
    from touchline.exporters._ledger import Ledger
    from touchline.exporters._told import ToldMap

_FLAGS = ("moment_of_truth", "milestone", "optional", "path")


def note_of(ledger: Ledger, words: ToldMap) -> str:
    """
    Write the note, and take out of the ledger what the text and the note hold together.

    Args:
        ledger: The map.
        words: The map as it is told.

    Returns:
        A comment that readers of the text do not see.
    """
    kept = {"id": ledger.value(ledger.data, "id"), "language": words.language}
    ledger.value(ledger.data, "language")
    _take_head(ledger)
    kept |= _stages(ledger, words) | _lanes(ledger, words)
    personas = ledger.items(ledger.data, "personas")
    kept["personas"] = [
        [_persona(ledger, persona), in_line(told.name)]
        for persona, told in zip(personas, words.personas, strict=True)
    ]
    return f"<!-- touchline: {note(kept)} -->"


def _take_head(ledger: Ledger) -> None:
    data = ledger.data
    for key in ("title", "goal", "scenario"):
        if not ledger.words(data, key) and key == "title":
            ledger.alter(data, key)
    for key in ("invented", "discovered"):
        ledger.value(data, key)
    objective = data.get("objective")
    if objective is None:
        return
    statement = objective["statement"]
    is_plain = len(objective) == 1 and isinstance(statement, str) and statement
    if is_plain and in_line(statement) == statement:
        ledger.value(data, "objective")
    else:
        ledger.alter(data, "objective")


def _persona(ledger: Ledger, persona: Plain) -> str:
    said = ledger.words(persona, "quote")
    if said and quote(said, ledger.language)[1:-1] != said:
        ledger.alter(persona, "quote")
    if not ledger.words(persona, "name"):
        # A persona without a name is told by its id.
        ledger.alter(persona, "name")
    own: str = ledger.value(persona, "id")
    return own


def _stages(ledger: Ledger, words: ToldMap) -> dict[str, Any]:
    told = iter(words.steps)
    stages, steps, named = [], [], {}
    for stage in ledger.items(ledger.data, "stages"):
        name = ledger.words(stage, "name")
        if not name:
            ledger.alter(stage, "name")
        stages.append([ledger.value(stage, "id"), name or "—"])
        for step in ledger.items(stage, "steps"):
            one = next(told)
            own = ledger.value(step, "id")
            named[own] = len(ledger.words(step, "name"))
            head = in_line(" · ".join(map(in_line, (one.name, *one.marks))))
            steps.append([own, head])
            for flag in _FLAGS:
                ledger.value(step, flag)
    return {"stages": stages, "steps": steps, "named": named}


def _lanes(ledger: Ledger, words: ToldMap) -> dict[str, Any]:
    order = [
        step["id"] for stage in ledger.data.get("stages", ()) for step in stage.get("steps", ())
    ]
    lanes: list[list[str]] = []
    kept: dict[str, Any] = {key: {} for key in ("kinds", "scales", "cells", "told")}
    kept |= {"lanes": lanes, "untitled": []}
    if not order:
        return kept
    for lane, told in zip(ledger.items(ledger.data, "lanes"), words.lanes, strict=True):
        own = ledger.value(lane, "id")
        lanes.append([own, in_line(told.title)])
        kept["kinds"][own] = ledger.value(lane, "kind")
        if not ledger.words(lane, "title"):
            kept["untitled"].append(own)
        if scale := ledger.value(lane, "scale"):
            kept["scales"][own] = scale
        ledger.items(lane, "cells")
        if LANES[lane["kind"]].is_measured:
            continue
        lines = [
            [in_line(line) for line in cell.lines]
            for cell in told.cells
            for _ in range(cell.n_steps)
        ]
        if cells := list(_cells(ledger, lane, lines, order)):
            kept["cells"][own] = cells
        cards = {entry[0] for cell in cells for entry in cell[1]}
        if others := sorted({digest(line) for some in lines for line in some} - cards):
            kept["told"][own] = others
    return kept


def _cells(
    ledger: Ledger, lane: Plain, lines: list[list[str]], order: list[str]
) -> Iterator[list[Any]]:
    for cell in lane.get("cells", ()):
        at = order.index(cell["at"])
        end = order.index(cell.get("through") or cell["at"]) + 1
        cards = list(_cards(ledger, lane, cell, lines[at]))
        if not cards:
            continue
        ledger.value(cell, "at")
        found: list[Any] = [cell["at"], cards]
        if end - at > 1 and all(one == lines[at] for one in lines[at:end]):
            ledger.value(cell, "through")
            found.append(order[at + 1 : end])
        yield found


def _cards(ledger: Ledger, lane: Plain, cell: Plain, lines: list[str]) -> Iterator[list[Any]]:
    """
    Find the line of each card and the place of its own text within; a card of which nothing is told
    has none.
    """
    is_scored = issubclass(LANES[lane["kind"]].card, Scored)
    first = 0
    for card in cell.get("cards", ()):
        text = ledger.shown(card, "text")
        at = next((i for i in range(first, len(lines)) if text in lines[i]), None)
        if at is None or not (text or is_scored):
            continue
        first = at + 1
        ledger.items(cell, "cards")
        ledger.words(card, "text")
        entry = [digest(lines[at]), ledger.value(card, "id"), lines[at].index(text), len(text)]
        if is_scored:
            exact = {key: ledger.value(card, key) for key in ("score", "scale")}
            entry.append({key: value for key, value in exact.items() if value is not None})
        yield entry


def digest(line: str) -> str:
    """
    Shorten a line to what tells whether it was changed.

    Args:
        line: The line.

    Returns:
        Twelve signs.
    """
    return hashlib.sha256(line.encode()).hexdigest()[:12]
