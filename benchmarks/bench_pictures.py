"""
How long a map takes to become a picture.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import touchline as tl
from benchmarks._big_map import journey
from benchmarks._timing import Work
from touchline.exporters import exporter_for

if TYPE_CHECKING:
    from collections.abc import Iterator

ABOUT = "A map of 30 steps and 12 lanes with a card in each of its 360 cells."


def works() -> Iterator[Work]:
    """
    Draw one map, and write the drawing in each format that is fast enough to time often.

    Yields:
        Pieces of work.
    """
    drawn = journey(30, 12)
    for language, budget in (("en", 60.0), ("fa", None), ("zh-Hans", None)):
        do = partial(tl.compose, drawn, language=language)
        yield Work(what=f"map to scene, `{language}`", do=do, budget_ms=budget)
    wide = journey(60, 20)
    yield Work(what="60 x 20 map to scene, `en`", do=partial(tl.compose, wide, language="en"))
    scene = tl.compose(drawn)
    svg, html = exporter_for("svg"), exporter_for("html")
    yield Work(what="scene to SVG", do=partial(svg.export, scene))
    yield Work(what="map to SVG", do=lambda: svg.export(tl.compose(drawn)), budget_ms=80.0)
    yield Work(what="scene to HTML", do=partial(html.export, scene))
