"""
A hundred customers whose ways are counted by hand, and the map of them.

Of 100 who visit, 60 put something into the basket and 30 pay, all within an hour. 50 come by app,
of whom 25 pay, and 50 by web, of whom 5 pay. 20 ask for help the next day; 14 of them are helped 2
hours later.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from touchline.document.read import loads
from touchline.eventlog.log import EventLog

if TYPE_CHECKING:
    from touchline.model.map import JourneyMap

MAP = """\
touchline: 1
id: shop
title: A purchase
language: {language}
stages:
  - id: look
    name: Look
    kind: consideration
    steps: [{{id: see, name: I look}}]
  - id: buy
    name: Buy
    kind: purchase
    steps:
      - {{id: fill, name: I fill the basket}}
      - {{id: pay, name: I pay}}
  - id: help
    name: Help
    kind: support
    steps:
      - {{id: ask, name: I ask, path: recovery, optional: true}}
      - {{id: helped, name: I am helped, path: recovery, optional: true}}
lanes:
  - id: touchpoints
    kind: touchpoints
    cells:
      - {{at: see, cards: [{{id: t1, text: Page, binding: [{{activities: [visit]}}]}}]}}
      - {{at: fill, cards: [{{id: t2, text: Basket, binding: [{{activities: [basket]}}]}}]}}
      - {{at: pay, cards: [{{id: t3, text: Till, binding: [{{activities: [pay]}}]}}]}}
      - {{at: ask, cards: [{{id: t4, text: Chat, binding: [{{activities: [ask]}}]}}]}}
      - {{at: helped, cards: [{{id: t5, text: Chat, binding: [{{activities: [solved]}}]}}]}}
  - id: needs
    kind: needs
    cells:
      - {{at: fill, cards: [{{id: n1, text: Know the cost}}]}}
"""


def shop(language: str = "en") -> JourneyMap:
    found: Any = loads(MAP.format(language=language))
    return found  # type: ignore[no-any-return]


def customers() -> EventLog:
    events: list[tuple[str, str, str]] = []
    attributes = {}
    for i in range(100):
        name, by_app = f"c{i:03}", i % 2 == 0
        attributes[name] = {"device": "app" if by_app else "web"}
        events.append((name, "visit", "2026-03-01T10:00"))
        if i < 60:
            events.append((name, "basket", "2026-03-01T10:10"))
            if i < (50 if by_app else 10):
                events.append((name, "pay", "2026-03-01T10:20"))
        if i >= 80:
            events.append((name, "ask", "2026-03-02T09:00"))
            if i < 94:
                events.append((name, "solved", "2026-03-02T11:00"))
    return EventLog.from_events(
        events, case_attributes=attributes, log_end="2026-04-01", source="shop.csv"
    )
