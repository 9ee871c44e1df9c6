"""
How long a map takes to become a picture, and the picture a file.
"""

from __future__ import annotations

import sys
from functools import partial
from itertools import cycle
from typing import TYPE_CHECKING, Any

import touchline as tl
from benchmarks._big_map import journey
from benchmarks._timing import Work
from touchline.canvas.drafts import Drafts
from touchline.exporters import exporter_for
from touchline.model.text import LocalText

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from touchline.model.map import JourneyMap

ABOUT = "A map of 30 steps and 10 lanes with a card in each of its 300 cells."

#: What a format may take for such a map, from the map to the file, ms.
_FORMATS = {"html": None, "pdf": 150.0, "pptx": 150.0, "xlsx": 50.0, "png": 1200.0}


def works() -> Iterator[Work]:
    """
    Draw one map, and write the drawing in each format.

    Yields:
        Pieces of work.
    """
    drawn = journey(30, 10)
    yield Work(what="map to scene, nothing shaped before", do=partial(_afresh, drawn), budget_ms=60)
    for language, budget in (("en", 20.0), ("fa", None), ("zh-Hans", None)):
        compose = partial(tl.compose, drawn, language=language)
        yield Work(what=f"map to scene, `{language}`", do=compose, budget_ms=budget)
    yield Work(what="scene after a changed card", do=_typing(drawn), budget_ms=5.0)
    scene = tl.compose(drawn)
    svg = exporter_for("svg")
    yield Work(what="scene to SVG", do=partial(svg.export, scene), budget_ms=10.0)
    for name, budget in _FORMATS.items():
        export = partial(exporter_for(name).export, scene)
        yield Work(what=f"scene to {name.upper()}", do=export, budget_ms=budget)
    large = journey(100, 50)
    yield Work(what="map of 5,000 cells to SVG", do=partial(_to_svg, large), budget_ms=1500.0)


def _to_svg(drawn: JourneyMap[Any]) -> object:
    return exporter_for("svg").export(tl.compose(drawn))


def _afresh(drawn: JourneyMap[Any]) -> object:
    _forget_texts()
    return tl.compose(drawn)


def _forget_texts() -> None:
    """
    Empty what is kept of texts; the faces stay open, as in a program that draws its second map.
    """
    for name in [name for name in sys.modules if name.startswith("touchline.canvas.")]:
        for kept in vars(sys.modules[name]).values():
            if hasattr(kept, "cache_parameters") and kept.cache_parameters()["maxsize"]:
                kept.cache_clear()


def _typing(drawn: JourneyMap[Any]) -> Callable[[], object]:
    """
    Change one card of a map again and again, as somebody does who types.
    """
    drafts = Drafts()
    tl.compose(drawn, drafts=drafts)
    typed = cycle(_edited(drawn, words) for words in ("Compares the delivery", "Looks for a price"))
    return lambda: tl.compose(next(typed), drafts=drafts)


def _edited(drawn: JourneyMap[Any], words: str) -> JourneyMap[Any]:
    first, *rest = drawn.lanes
    cell = first.cells[3]
    card = cell.cards[0].model_copy(update={"text": LocalText.of(words)})
    cell = cell.model_copy(update={"cards": (card,)})
    lane = first.model_copy(update={"cells": (*first.cells[:3], cell, *first.cells[4:])})
    return drawn.model_copy(update={"lanes": (lane, *rest)})
