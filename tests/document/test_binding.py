"""
Touchpoints that learn which events are theirs.
"""

from __future__ import annotations

from touchline.document.binding import bind
from touchline.document.edits import apply
from touchline.document.read import journey_of, loads
from touchline.measuring.bindings import bound_touchpoints

MAP = """\
touchline: 1
id: shop
title: Shop
stages: [{id: buy, name: Buy, steps: [{id: pay, name: I pay}]}]
lanes:
  - id: touchpoints
    kind: touchpoints
    cells:
      - at: pay
        cards:
          - {id: new, text: Till}
          - {id: old, text: Card, binding: [{activities: [pay]}]}
          - {id: dated, text: App, binding: [{activities: [tap], until: 2026-01-31}]}
"""


def test_activities_come_beside_those_that_are_known() -> None:
    journey = journey_of(loads(MAP))

    after = apply(journey, bind(journey, {"new": ["a"], "old": ["pay", "b"], "dated": ["tap"]}))

    # What holds until a day stays as it is, and the same name from then on is a matcher of its own.
    assert {
        one.card: [(m.activities, m.until is None) for m in one.binding]
        for one in bound_touchpoints(after)
    } == {
        "new": [(("a",), True)],
        "old": [(("pay", "b"), True)],
        "dated": [(("tap",), False), (("tap",), True)],
    }


def test_what_is_known_already_changes_nothing() -> None:
    journey = journey_of(loads(MAP))

    assert bind(journey, {"old": ["pay"], "new": []}) == ()
