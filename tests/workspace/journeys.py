"""
Small maps and walks that tests of walks and investments share.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from touchline.document.read import build, journey_of
from touchline.eventlog.log import EventLog
from touchline.model.work.walk import Walk

if TYPE_CHECKING:
    from touchline.model.map import JourneyMap

#: The ten customers of docs/explanation/what-if.md: five of ten pay, four leave after the form.
PATHS = {
    "a": ("form", "pay"),
    "b": ("form", "pay"),
    "c": ("form", "call", "pay"),
    "d": ("form", "call", "pay"),
    "e": ("form", "call"),
    "f": ("form", "call", "pay"),
    "g": ("form",),
    "h": ("form",),
    "i": ("form",),
    "j": ("form",),
}


def journey(*lanes: dict[str, Any], **head: Any) -> JourneyMap:
    """
    Make a map of three steps: a form, a call and a payment, each bound to its activity.
    """
    touchpoints = {
        "id": "touchpoints",
        "kind": "touchpoints",
        "cells": [
            {
                "at": step,
                "cards": [
                    {"id": f"t-{step}", "text": step, "binding": [{"activities": [step]}]},
                ],
            }
            for step in ("form", "call", "pay")
        ],
    }
    steps = [
        {"id": "form", "name": "I fill in the form"},
        {"id": "call", "name": "I call", "optional": True},
        {"id": "pay", "name": "I pay"},
    ]
    data: dict[str, Any] = {
        "touchline": 1,
        "id": "signing-up",
        "title": "Signing up",
        "stages": [{"id": "buy", "name": "Buy", "steps": steps}],
        "lanes": [touchpoints, *lanes],
        **head,
    }
    return journey_of(build(data))


def lane(kind: str, **cells: list[dict[str, Any]]) -> dict[str, Any]:
    """
    Give a lane the cards of each step.
    """
    return {
        "id": kind,
        "kind": kind,
        "cells": [{"at": step, "cards": cards} for step, cards in cells.items()],
    }


def log(times: int = 1) -> EventLog:
    """
    Make the log of the ten customers, each of them so many times, over a year.
    """
    return EventLog.from_events(
        (f"{case}{n}", name, dt.datetime(2026, 1, 1 + day, n % 24, tzinfo=dt.UTC))
        for case, path in PATHS.items()
        for n in range(times)
        for day, name in enumerate(path)
    )


def walk(walker: str, *steps: dict[str, Any], **head: Any) -> Walk:
    """
    Make a walk through that map.
    """
    data: dict[str, Any] = {
        "id": f"walk-{walker.lower()}",
        "title": walker,
        "map": "signing-up",
        "walker": walker,
        "date": "2026-05-18",
        "steps": list(steps),
        **head,
    }
    return Walk.model_validate(data)
