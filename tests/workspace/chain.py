"""
A map that holds one whole chain from a pain point to a result, and some loose ends.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

import yaml

from touchline.document.read import loads
from touchline.document.write import dump

if TYPE_CHECKING:
    from touchline.workspace import Workspace

Card: TypeAlias = dict[str, Any]

MEASURED = {"grade": "measured", "source": "Log", "date": "2026-01-06"}
RESULT: Card = {"date": "2026-06-30", "question": "funnel", "verdict": "better", "effect": 0.1,
          "low": 0.05, "high": 0.15, "n": 400}  # fmt: skip

PAINS: list[Card] = [
    {"id": "p1", "text": "The cost comes late", "evidence": [MEASURED]},
    {"id": "p2", "text": "The reader is slow"},
]
INSIGHTS: list[Card] = [
    {"id": "i1", "text": "Half leave at the cost", "about": ["p1"]},
    {"id": "i2", "text": "Nobody reads it"},
]
OPPORTUNITIES: list[Card] = [
    {
        "id": "o1", "text": "Say the cost first", "draws_on": ["i1"], "value": 8, "effort": 3,
        "rice": {"reach": 2000, "impact": 2, "confidence": 0.8, "effort": 4},
    },
    {"id": "o2", "text": "A faster reader", "answers": ["p2"], "value": 4, "effort": 8},
    {"id": "o3", "text": "A new colour"},
    {"id": "o4", "text": "Given up", "status": "dropped", "answers": ["p2"]},
]  # fmt: skip
SOLUTIONS: list[Card] = [{"id": "s1", "text": "Cost on the page", "carries_out": ["o1"]}]
CHANGES: list[Card] = [
    {
        "id": "c1", "text": "Show the cost", "builds": ["s1"], "status": "done", "owner": "Ben",
        "goal": "More orders", "due": "2026-01-02", "since": "2026-01-03", "results": [RESULT],
    },
    {"id": "c2", "text": "Repaint", "status": "doing", "due": "2026-03-01"},
]  # fmt: skip


def lane(kind: str, cards: list[dict[str, Any]]) -> dict[str, Any]:
    return {"id": kind, "kind": kind, "cells": [{"at": "pay", "cards": cards}]}


def journey(name: str = "shop", **lanes: list[dict[str, Any]]) -> dict[str, Any]:
    """
    Make the map; lanes that are named replace the usual ones.
    """
    usual = {
        "pain-points": PAINS,
        "insights": INSIGHTS,
        "opportunities": OPPORTUNITIES,
        "solutions": SOLUTIONS,
        "changes": CHANGES,
    }
    given = {kind.replace("_", "-"): cards for kind, cards in lanes.items()}
    return {
        "touchline": 1,
        "id": name,
        "title": f"The map {name}",
        "stages": [{"id": "buy", "name": "Buy", "steps": [{"id": "pay", "name": "I pay"}]}],
        "lanes": [lane(kind, cards) for kind, cards in {**usual, **given}.items()],
    }


def put_map(workspace: Workspace, plain: dict[str, Any] | None = None, **fields: Any) -> None:
    """
    Write a map into the folder of a workspace.
    """
    made = {**(plain or journey()), **fields}
    text = yaml.safe_dump(made, allow_unicode=True)
    dump(loads(text), workspace.folder / f"{made['id']}.map.yaml")
    workspace.shelf.refresh()
