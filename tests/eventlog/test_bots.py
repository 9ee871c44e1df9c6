"""
Cases that look like machines.
"""

from __future__ import annotations

import pytest

from touchline.eventlog.bots import BotRules, marked
from touchline.eventlog.columns import UnknownColumn
from touchline.eventlog.log import EventLog

SECOND = 1_000_000


def bursts(n: int, every: int, case: str = "ann") -> list[tuple[str, str, int]]:
    return [(case, "hit", i * every) for i in range(n)]


def markings(log: EventLog, rules: BotRules) -> list[tuple[str, int, int]]:
    return [(m.rule, m.n_cases, m.n_events) for m in marked(log, rules)[1]]


def test_more_events_than_allowed_inside_a_minute_mark_a_case() -> None:
    log = EventLog.from_events([*bursts(4, SECOND), *bursts(3, SECOND, "bob")])

    assert markings(log, BotRules(events_per_minute=3)) == [("per-minute", 1, 4)]


def test_a_minute_is_shorter_than_sixty_seconds_and_one_event() -> None:
    # The fourth event comes exactly 60 s after the first: no minute holds all four.
    log = EventLog.from_events(bursts(4, 20 * SECOND))

    assert markings(log, BotRules(events_per_minute=3)) == []


def test_dates_without_times_say_nothing_about_minutes() -> None:
    log = EventLog.from_events(bursts(9, 0), is_day_precise=True)

    assert markings(log, BotRules(events_per_minute=3, events_per_day=8)) == [("per-day", 1, 9)]


def test_listed_cases_and_declared_machines_are_marked() -> None:
    agents = {"ann": "Mozilla/5.0", "bob": "Googlebot/2.1", "cyd": None}
    log = EventLog.from_events(
        {"case": case, "activity": "hit", "timestamp": 0, "user_agent": agent}
        for case, agent in agents.items()
    )

    mask, found = marked(log, BotRules(cases=("cyd",)))

    assert mask.tolist() == [False, True, True]
    assert [(m.rule, m.n_cases) for m in found] == [("listed", 1), ("user-agent", 1)]


def test_a_stated_column_of_user_agents_has_to_exist() -> None:
    with pytest.raises(UnknownColumn):
        marked(EventLog.from_events(bursts(2, 1)), BotRules(user_agent_column="browser"))
