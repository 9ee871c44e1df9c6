"""
A map of any size with a card in every cell, the same at each call.
"""

from __future__ import annotations

import random
from typing import Any

from touchline.model.experience import Channel, Feeling, Opportunity, PainPoint, Touchpoint
from touchline.model.map import JourneyMap
from touchline.model.structure import Card, Cell, Lane, Stage, Step
from touchline.model.text import LocalText

KINDS = (
    "actions",
    "thoughts",
    "emotion",
    "touchpoints",
    "needs",
    "expectations",
    "pain-points",
    "opportunities",
    "communication",
    "backstage",
    "notes",
    "changes",
)
WORDS = (
    "the",
    "customer",
    "opens",
    "a",
    "page",
    "and",
    "looks",
    "for",
    "delivery",
    "cost",
    "before",
    "paying",
    "with",
    "voucher",
    "from",
    "newsletter",
)


def card(kind: str, name: str, draw: random.Random) -> Card:
    """
    Make a card with four to twelve words.
    """
    words = " ".join(draw.choice(WORDS) for _ in range(draw.randint(4, 12)))
    text = LocalText.of(words.capitalize())
    if kind == "emotion":
        return Feeling(id=name, score=draw.uniform(-1, 1))
    if kind == "touchpoints":
        return Touchpoint(id=name, text=LocalText.of(draw.choice(WORDS)), channel="web")
    if kind == "pain-points":
        return PainPoint(id=name, text=text, severity=2)
    if kind == "opportunities":
        return Opportunity(id=name, text=text, score=4.0, owner="Rosa Maier")
    return Card(id=name, text=text)


def journey(n_steps: int, n_lanes: int) -> JourneyMap[Any]:
    """
    Make a map with a card in every cell.
    """
    draw = random.Random(1)  # noqa: S311 (made-up words, not secrets)
    steps = [Step(id=f"x{i}", name=LocalText.of(f"Step {i}")) for i in range(n_steps)]
    stages = tuple(
        Stage(id=f"s{i}", name=LocalText.of("Stage"), icon="search", steps=tuple(steps[i : i + 5]))
        for i in range(0, n_steps, 5)
    )
    lanes = []
    for i in range(n_lanes):
        kind = KINDS[i % len(KINDS)]
        cells = tuple(
            Cell[Any](at=step.id, cards=(card(kind, f"{kind}-{i}-{step.id}", draw),))
            for step in steps
        )
        lanes.append(Lane[Any](id=f"l{i}", kind=kind, cells=cells))
    return JourneyMap[Any](
        id="bench",
        title=LocalText.of("Bench"),
        channels=(Channel(id="web"),),
        stages=stages,
        lanes=tuple(lanes),
    )
