"""
An invented service blueprint in English with a Persian card, failure and recovery, and spans.
"""

from __future__ import annotations

from typing import Any

from touchline.model.experience import (
    Channel,
    Feeling,
    Need,
    Opportunity,
    PainPoint,
    Persona,
    Touchpoint,
)
from touchline.model.map import JourneyMap
from touchline.model.structure import Card, Cell, Lane, Scale, Stage, Step
from touchline.model.text import LocalText

STARS = Scale(low=1, high=5)


def text(words: str) -> LocalText:
    return LocalText.of(words)


def card(name: str, words: str) -> Card:
    return Card(id=name, text=text(words))


def cell(at: str, *cards: Card, through: str | None = None) -> Cell[Any]:
    return Cell[Any](at=at, through=through, cards=cards)


def lane(kind: str, *cells: Cell[Any], **more: Any) -> Lane[Any]:
    return Lane[Any](id=kind, kind=kind, cells=cells, **more)


def _feeling(name: str, score: float, words: str = "", cause: str = "") -> Feeling:
    return Feeling(
        id=name,
        score=score,
        scale=STARS,
        text=text(words),
        cause=text(cause) if cause else None,
    )


LANES = (
    lane("physical-evidence", cell("use", card("e1", "The app's home screen"))),
    lane(
        "thoughts",
        cell("use", card("h1", "All fine, as ever"), through="notice"),
        cell("wait", card("h2", "Does anybody read this?")),
    ),
    lane(
        "emotion",
        cell("use", _feeling("f1", 4, "calm")),
        cell("notice", _feeling("f2", 2, "", "A red light, and nobody says what it means")),
        cell("speak", _feeling("f3", 4.5, "relieved")),
    ),
    lane(
        "needs",
        cell("ask", Need(id="n1", text=text("One person who stays"), why=text("Told it twice"))),
    ),
    lane(
        "communication",
        cell("ask", card("c1", "Ticket number by e-mail"), card("c2", "Time of the next message")),
    ),
    lane(
        "touchpoints",
        cell(
            "ask",
            Touchpoint(
                id="t1",
                text=text("Help centre article on error codes"),
                use="wanted",
                channel="web",
            ),
            Touchpoint(id="t2", text=text("Call"), channel="phone", moment_of_truth=True),
        ),
    ),
    lane("backstage", cell("ask", card("b1", "Sorts the ticket by product line"))),
    lane(
        "support-processes",
        cell("ask", card("s1", "Ticket system, telephone exchange"), through="speak"),
        owner="it-ops@example.org",
    ),
    lane(
        "notes",
        cell("use", Card(id="x1", text=LocalText.of({"fa": "کد HP-12 در ۲۱ °C رخ می‌دهد."}))),
        cell("notice", card("x2", "Donaudampfschifffahrtsgesellschaftskapitänsmütze")),
    ),
    lane("pain-points", cell("wait", PainPoint(id="p1", text=text("No answer"), severity=3))),
    lane(
        "opportunities",
        cell(
            "ask",
            Opportunity(
                id="o1",
                text=text("Whoever picks up the call stays with the case"),
                owner="ana.silva@example.org",
                status="planned",
            ),
            through="speak",
        ),
    ),
    lane("completion"),
)


def support() -> JourneyMap[Any]:
    """
    Build the map.
    """
    ordinary = (
        Step(id="use", name=text("Uses the product")),
        Step(id="notice", name=text("Notices an issue"), optional=True),
    )
    trouble = (
        Step(id="ask", name=text("Asks for help"), moment_of_truth=True),
        Step(id="wait", name=text("Waits in vain"), path="failure"),
        Step(id="speak", name=text("Speaks with support"), path="recovery", milestone=True),
    )
    return JourneyMap[Any](
        id="support",
        title=text("Service and support"),
        type="service-blueprint",
        invented=True,
        discovered=True,
        channels=(Channel(id="web", icon="globe"), Channel(id="phone")),
        personas=(
            Persona(
                id="ana", name=text("Ana, a regular"), primary=True, summary=text("Since 2019.")
            ),
            Persona(id="bo", name=text("Bo")),
        ),
        stages=(
            Stage(id="ordinary", name=text("Ordinary use"), icon="house", steps=ordinary),
            Stage(id="trouble", name=text("Something goes wrong"), icon="life-buoy", steps=trouble),
        ),
        lanes=LANES,
    )
