"""
How long an author waits for a map to be read, validated and looked over.
"""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import TYPE_CHECKING, Any

from benchmarks._big_map import journey
from benchmarks._timing import Work
from touchline.document.read import loads
from touchline.document.write import dumps
from touchline.linting.engine import lint
from touchline.linting.mending import mends
from touchline.linting.summary import summarise
from touchline.model.structure import Evidence
from touchline.model.text import LocalText

if TYPE_CHECKING:
    from collections.abc import Iterator

    from touchline.model.map import JourneyMap

ABOUT = """
A map of 30 steps and 10 lanes with a card in each of its 300 cells. The faulty one is published
without owner, review or goal, and all its evidence is old and from nobody who buys.
"""
TODAY = dt.date(2026, 6, 1)


def works() -> Iterator[Work]:
    """
    Read and look over one map, then the same with a fault at every card.

    Yields:
        Pieces of work.
    """
    clean = journey(30, 10)
    faulty = _with_old_evidence(clean)
    text = dumps(clean, "yaml")
    size = len(text) // 1024
    yield Work(what=f"read and validate {size} KiB of YAML", do=partial(loads, text), budget_ms=30)
    json = dumps(clean, "json")
    yield Work(what="the same as JSON", do=partial(loads, json, "json"), budget_ms=30)
    yield Work(what="look for every mistake", do=partial(lint, clean, today=TODAY), budget_ms=50)
    what = f"find {len(lint(faulty, today=TODAY))} mistakes"
    yield Work(what=what, do=partial(lint, faulty, today=TODAY), budget_ms=50)
    yield Work(what="look for what can be mended", do=partial(mends, clean, today=TODAY))
    yield Work(what="sum up how it stands", do=partial(summarise, clean, today=TODAY))


def _with_old_evidence(clean: JourneyMap[Any]) -> JourneyMap[Any]:
    old = Evidence(
        grade="quoted",
        source=LocalText.of("Sales meeting"),
        date=dt.date(2011, 5, 4),
        participants=("employees",),
    )
    lanes = []
    for lane in clean.lanes:
        cells = []
        for cell in lane.cells:
            cards = tuple(card.model_copy(update={"evidence": (old,)}) for card in cell.cards)
            cells.append(cell.model_copy(update={"cards": cards}))
        lanes.append(lane.model_copy(update={"cells": tuple(cells)}))
    return clean.model_copy(update={"lanes": tuple(lanes), "status": "published"})
