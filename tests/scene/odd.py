"""
Maps that strain a layout: invented, and as odd as real ones.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from touchline.lanes import LANES
from touchline.model.experience import (
    Assistance,
    Change,
    Expectation,
    Insight,
    Metric,
    Opportunity,
    PainPoint,
    Persona,
    PostedContent,
    Reading,
    Resource,
    Scored,
    Touchpoint,
)
from touchline.model.map import JourneyMap
from touchline.model.structure import Card, Cell, Lane, Stage, Step
from touchline.model.text import LocalText

#: A word that no language breaks, a paragraph without end, text of the other direction, nothing.
TEXTS = (
    "Wordwithoutanybreakopportunitywhatsoever" * 8,
    "Long text. " * 900,
    "این متن فارسی با HP-12 و ۲۱ °C است.",
    "「括號。」" * 12,
    " ",
    "a\nb\n\nc",
    "<b>&amp;</b>",
)

#: What makes a card of its kind as large as it can be; an id that nothing has is odd, too.
FULL: dict[type[Card], dict[str, Any]] = {
    Assistance: {"answers": ("nobody", "pain-points-0")},
    Change: {
        "answers": ("pain-points-0", "pain-points-1"),
        "carries_out": ("opportunities-0",),
        "status": "planned",
        "why": LocalText.of(TEXTS[1]),
        "goal": LocalText.of(TEXTS[0]),
        "due": dt.date(2027, 12, 31),
    },
    Expectation: {"expected": 1, "experienced": -1},
    Insight: {"about": ("actions-0", "nobody")},
    Metric: {
        "unit": "seconds",
        "baseline": 1e7,
        "target": 1e-3,
        "readings": tuple(
            Reading(date=dt.date(2026, month, 28), value=10.0**month) for month in range(1, 13)
        ),
    },
    PostedContent: {"channel": "a-channel-that-the-map-does-not-name-and-that-is-very-long"},
    Resource: {
        "sort": "budget",
        "availability": "need",
        "cost": 123456789.5,
        "currency": "XTS",
        "every": "month",
    },
}


def card(kind: str, name: str, words: str) -> Card:
    """
    Make a card of a lane's own kind.
    """
    text = LocalText.of(words)
    model = LANES[kind].card
    if issubclass(model, Scored):
        return model(id=name, text=text, score=0.5)
    if model in FULL:
        return model(id=name, text=text, **FULL[model], owner="Ana Silva", department=TEXTS[0][:60])
    if kind == "touchpoints":
        return Touchpoint(id=name, text=text, channel="web", use="wanted", icon="no-such-icon")
    if kind == "pain-points":
        return PainPoint(id=name, text=text, severity=3)
    if kind == "opportunities":
        return Opportunity(id=name, text=text, score=4.2, owner="ana.silva@example.org")
    return model(id=name, text=text)


def steps(n: int, per_stage: int = 5) -> tuple[Stage, ...]:
    made = [Step(id=f"x{i}", name=LocalText.of(f"Step {i}")) for i in range(n)]
    starts = range(0, n, per_stage)
    return tuple(
        Stage(
            id=f"s{start}",
            name=LocalText.of("Stage"),
            icon="search",
            steps=tuple(made[start : start + per_stage]),
        )
        for start in starts
    )


def lane(kind: str, cells: tuple[Cell[Any], ...] = ()) -> Lane[Any]:
    return Lane[Any](id=kind, kind=kind, cells=cells)


def odd_map(*kinds: str) -> JourneyMap[Any]:
    """
    Put every odd text into a cell of each lane, one of them spanning, one overfull, one empty.
    """
    lanes = []
    for kind in kinds:
        cells = [
            Cell[Any](
                at=f"x{i}",
                owner=words[:80] or None,
                department="Shipping" if i % 2 else None,
                cards=(card(kind, f"{kind}-{i}", words),),
            )
            for i, words in enumerate(TEXTS)
        ]
        n = len(TEXTS)
        both = card(kind, f"{kind}-span", "Spans two steps and says so at some length")
        cells.append(Cell[Any](at=f"x{n}", through=f"x{n + 1}", cards=(both,)))
        many = tuple(card(kind, f"{kind}-m{i}", f"Card {i}") for i in range(30))
        cells.append(Cell[Any](at=f"x{n + 2}", cards=many))
        question = LocalText.of("What is asked here? " * 12)
        cells.append(Cell[Any](at=f"x{n + 3}", through=f"x{n + 4}", hint=question))
        lanes.append(lane(kind, tuple(cells)))
    return JourneyMap[Any](
        id="odd",
        title=LocalText.of("Odd"),
        stages=steps(len(TEXTS) + 5),
        lanes=tuple(lanes),
        personas=tuple(
            Persona(id=f"p{i}", name=LocalText.of(f"Person {i}"), quote=LocalText.of("So."))
            for i in range(7)
        ),
    )
