"""
A small shop whose customers visit, sign up and pay: a map, a log and what is true of them.

Entries by hand: Ann takes all three steps within four days; Ben signs up on day 7 and pays on day
15; Cam pays without signing up; Dee visits on the last day but three.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq

if TYPE_CHECKING:
    from pathlib import Path

#: It has no objective and an empty last stage, so that the rules have something to find.
MAP = """\
touchline: 1
id: onboarding
title: Onboarding
personas:
  - {id: newcomer, name: A newcomer, primary: true}
channels:
  - {id: web, name: Web site}
measurement: {window: 7d}
stages:
  - id: arrive
    name: Arrive
    steps: [{id: visit, name: Visit}, {id: sign-up, name: Sign up}]
  - id: buy
    name: Buy
    steps: [{id: pay, name: Pay}]
  - id: renew
    name: Renew
lanes:
  - id: contact
    kind: touchpoints
    cells:
      - at: visit
        cards: [{id: home, text: Home page, channel: web, binding: [{activities: [visit]}]}]
      - at: sign-up
        cards: [{id: form, text: Form, channel: web, binding: [{activities: [sign up]}]}]
      - at: pay
        cards: [{id: till, text: Checkout, channel: web, binding: [{activities: [pay]}]}]
  - {id: rates, kind: completion}
"""

#: Whole days after 1 January 2026.
EVENTS = (
    ("ann", "visit", 0),
    ("ann", "sign up", 1),
    ("ann", "pay", 3),
    ("ben", "visit", 0),
    ("ben", "visit", 5),
    ("ben", "sign up", 6),
    ("ben", "pay", 14),
    ("cam", "visit", 2),
    ("cam", "pay", 4),
    ("dee", "visit", 27),
)
#: Of four who entered, one paid within a week of a visit that a sign-up followed.
PAID_WITHIN_A_WEEK = 1


def lay_out(folder: Path) -> None:
    """
    Write `onboarding.map.yaml` and `events.parquet`.
    """
    (folder / "onboarding.map.yaml").write_text(MAP, encoding="utf-8")
    start = datetime(2026, 1, 1, 12, tzinfo=UTC)
    table = pa.table(
        {
            "customer": [case for case, _, _ in EVENTS],
            "event": [activity for _, activity, _ in EVENTS],
            "at": [start + timedelta(days=day) for _, _, day in EVENTS],
        }
    )
    pq.write_table(table, folder / "events.parquet")
