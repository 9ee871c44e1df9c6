"""
A small shop with studies, whose every number can be counted by hand.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from touchline.document.read import journey_of, loads
from touchline.model.work.item import Item
from touchline.model.work.study import Study

if TYPE_CHECKING:
    from touchline.model.map import JourneyMap
    from touchline.workspace import Workspace

TODAY = dt.date(2026, 6, 1)

MAP = """\
touchline: 1
id: shop
title: {en: Buying tea, de: Tee kaufen}
stages:
  - id: buy
    name: Buying
    steps:
      - id: choose
        name: {en: I choose a tea, de: Ich suche einen Tee aus}
      - id: pay
        name: I pay
        moment_of_truth: true
personas:
  - {id: nora, name: Nora}
lanes:
  - id: feelings
    kind: emotion
    scale: {low: 1, high: 5}
    cells:
      - at: pay
        cards:
          # Guessed in the workshop.
          - {id: glad, score: 4, text: Glad it is done}
  - id: wishes
    kind: needs
    cells:
      - at: choose
        cards:
          - {id: help, text: Somebody who knows tea}
          - {id: calm, text: Time to look around, why: Tea is a treat}
  - id: pains
    kind: pain-points
    cells:
      - at: pay
        cards:
          - {id: slow, text: The card reader is slow}
          - {id: coins, text: No change for coins, severity: 1}
  - id: behind
    kind: backstage
    cells:
      - at: pay
        cards:
          - {id: terminal, text: Restart the card reader}
  - id: share
    kind: completion
"""


def journey() -> JourneyMap:
    """
    Read the map as it stands above.
    """
    return journey_of(loads(MAP))


def study(name: str = "talks", **more: Any) -> Study:
    """
    Make a study of talks with four customers, done in May.
    """
    usual: dict[str, Any] = {
        "title": "Talks in May",
        "method": "interview",
        "status": "done",
        "question": "What is it like to pay?",
        "end": dt.date(2026, 5, 20),
        "participants": [{"sort": "customers", "n": 4}],
        "consent": {"purpose": "Making the shop better", "date": dt.date(2026, 5, 2)},
    }
    return Study.model_validate({"id": name, **usual, **more})


def item(name: str, title: str = "Waits for the reader", **more: Any) -> Item:
    """
    Make a piece of research of those talks.
    """
    return Item.model_validate({"id": name, "title": title, "study": "talks", **more})


def fill(workspace: Workspace, *items: Item) -> None:
    """
    Lay the map and the talks with some items into a workspace.
    """
    (workspace.folder / "shop.map.yaml").write_text(MAP, encoding="utf-8")
    workspace.put(study(), *items, author="ann")
    workspace.shelf.refresh()
