"""
How long a large workspace takes to open, to search and to list.
"""

from __future__ import annotations

import random
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from benchmarks._big_map import WORDS, journey
from benchmarks._timing import Work
from touchline.document import dumps
from touchline.model.text import LocalText
from touchline.model.work.item import Item
from touchline.model.work.study import Study
from touchline.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Iterator

MAPS, ITEMS, STUDIES = 2_000, 100_000, 200

ABOUT = (
    "A workspace in SQLite with 2,000 maps of 8 steps and 7 lanes in 40 folders, and 200 studies"
    " with 100,000 quotes."
)

_BUDGET_MS = 300.0


def works() -> Iterator[Work]:
    """
    Open, search and list.

    Yields:
        Pieces of work.
    """
    with TemporaryDirectory() as folder:
        fill(Path(folder))
        yield Work(what="open it", do=partial(_opened, folder), budget_ms=_BUDGET_MS)
        with Workspace.open(folder) as workspace:
            for what, text in (
                ("find a word of one quote", "wombat"),
                ("find two words of many quotes", "delivery voucher"),
                ("find a word that nobody said", "nobody"),
            ):
                yield Work(what=what, do=partial(workspace.search, text), budget_ms=_BUDGET_MS)
            for what, do in (
                ("list the maps", workspace.maps),
                ("list the maps of a folder", partial(workspace.maps, "team-7")),
                ("list the first 1,000 quotes", partial(_first, workspace)),
                ("read the quotes of a study", partial(_of_study, workspace)),
                ("count everything", workspace.store.count),
            ):
                yield Work(what=what, do=do, budget_ms=_BUDGET_MS)
            yield Work(
                what="list the pain points of all maps",
                do=partial(_pains, workspace),
                budget_ms=_BUDGET_MS,
            )


def fill(folder: Path) -> None:
    """
    Write the maps and keep the studies with their quotes.

    Args:
        folder: An empty folder.
    """
    text = dumps(journey(8, 7), "json")
    for number in range(MAPS):
        team = folder / f"team-{number % 40}"
        team.mkdir(exist_ok=True)
        named = text.replace('"title": "', f'"title": "Map {number}: ', 1)
        file = team / f"m{number}.map.json"
        file.write_text(named.replace('"id": "', f'"id": "m{number}-', 1), encoding="utf-8")
    draw = random.Random(7)  # noqa: S311 (the same words at each run)
    with Workspace.create(folder, title="Large") as workspace:
        workspace.put(
            *(
                Study(id=f"s{number}", title=LocalText.of(f"Talks {number}"), method="interview")
                for number in range(STUDIES)
            )
        )
        workspace.put(*(_item(number, draw) for number in range(ITEMS)))


def _item(number: int, draw: random.Random) -> Item:
    words = " ".join(draw.choice(WORDS) for _ in range(draw.randint(8, 20)))
    said = f"{words} wombat" if number == ITEMS // 2 else words
    return Item(
        id=f"i{number}",
        title=LocalText.of(words[:40]),
        folder=f"studies/s{number % STUDIES}",
        study=f"s{number % STUDIES}",
        sort="quote",
        quote=LocalText.of(said),
    )


def _opened(folder: str) -> None:
    Workspace.open(folder).close()


def _first(workspace: Workspace) -> int:
    return len(list(workspace.store.listed("item", limit=1_000)))


def _of_study(workspace: Workspace) -> int:
    return len(list(workspace.records(Item, folder="studies/s7")))


def _pains(workspace: Workspace) -> int:
    return sum(1 for _ in workspace.shelf.cards("pain-points"))
