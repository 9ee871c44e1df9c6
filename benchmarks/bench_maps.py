"""
How long it takes to read, check and write a map.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import touchline as tl
from benchmarks._big_map import journey
from benchmarks._timing import Work
from touchline.document import dumps, loads

if TYPE_CHECKING:
    from collections.abc import Iterator

ABOUT = "A map of 25 steps and 12 lanes with a card in each of its 300 cells."


def works() -> Iterator[Work]:
    """
    Read, check and write one map.

    Yields:
        Pieces of work.
    """
    drawn = journey(25, 12)
    text = dumps(drawn, "yaml")
    yield Work(what=f"read {len(text) // 1024} KiB of YAML", do=partial(loads, text))
    yield Work(what="read the same as JSON", do=partial(loads, dumps(drawn, "json"), "json"))
    yield Work(what="write it as YAML", do=partial(dumps, drawn, "yaml"))
    yield Work(what="check it by every rule", do=partial(tl.lint, drawn))
