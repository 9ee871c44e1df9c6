"""
Six customers of an invented shop in January 2026, few enough to follow by hand.

    ann  visit 1, sign up 2, pay 4
    ben  visit 1, visit 6, sign up 7, pay 15
    cam  visit 3, pay 5
    dee  visit 28
    eve  visit 2, sign up 20
    fay  sign up 30, visit 31

The log ends on the 31st. The same customers stand in docs/explanation.
"""

from __future__ import annotations

from touchline.eventlog.log import EventLog

#: One day, in microseconds.
DAY = 86_400_000_000

PATHS = {
    "ann": (("visit", 1), ("sign up", 2), ("pay", 4)),
    "ben": (("visit", 1), ("visit", 6), ("sign up", 7), ("pay", 15)),
    "cam": (("visit", 3), ("pay", 5)),
    "dee": (("visit", 28),),
    "eve": (("visit", 2), ("sign up", 20)),
    "fay": (("sign up", 30), ("visit", 31)),
}

SHOP = EventLog.from_events(
    (case, activity, f"2026-01-{day:02d}") for case, path in PATHS.items() for activity, day in path
)
