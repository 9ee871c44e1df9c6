"""
Maps that strain a layout: invented, and as odd as real ones.
"""

from __future__ import annotations

from typing import Any

from touchline.lanes import LANES
from touchline.model.experience import Opportunity, PainPoint, Persona, Scored, Touchpoint
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


def card(kind: str, name: str, words: str) -> Card:
    """
    Make a card of a lane's own kind.
    """
    text = LocalText.of(words)
    model = LANES[kind].card
    if issubclass(model, Scored):
        return model(id=name, text=text, score=0.5)
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
    Put every odd text into a cell of each lane, one of them spanning, one overfull.
    """
    lanes = []
    for kind in kinds:
        cells = [
            Cell[Any](at=f"x{i}", cards=(card(kind, f"{kind}-{i}", words),))
            for i, words in enumerate(TEXTS)
        ]
        n = len(TEXTS)
        both = card(kind, f"{kind}-span", "Spans two steps and says so at some length")
        cells.append(Cell[Any](at=f"x{n}", through=f"x{n + 1}", cards=(both,)))
        many = tuple(card(kind, f"{kind}-m{i}", f"Card {i}") for i in range(30))
        cells.append(Cell[Any](at=f"x{n + 2}", cards=many))
        lanes.append(lane(kind, tuple(cells)))
    return JourneyMap[Any](
        id="odd",
        title=LocalText.of("Odd"),
        stages=steps(len(TEXTS) + 3),
        lanes=tuple(lanes),
        personas=tuple(
            Persona(id=f"p{i}", name=LocalText.of(f"Person {i}"), quote=LocalText.of("So."))
            for i in range(7)
        ),
    )
