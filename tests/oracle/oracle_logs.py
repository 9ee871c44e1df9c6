"""
Logs drawn by Hypothesis: few activities, few instants, many ties, repeats, and events that lack a
case or a name.
"""

from __future__ import annotations

from hypothesis import strategies as st

from touchline.eventlog.log import EventLog

#: One drawn tick of time, in microseconds: a minute.
TICK = 60_000_000

ACTIVITIES = ("A", "B", "C", "X")

#: (case, activity, tick); None for what the source lacks.
Drawn = tuple[str | None, str | None, int]


def drawn_events(
    *, max_size: int = 14, activities: tuple[str, ...] = ACTIVITIES, last_tick: int = 7
) -> st.SearchStrategy[list[Drawn]]:
    """
    Draw the events of a small log, in the order of its source.
    """
    case = st.sampled_from(("ann", "ann", "ben", None))
    activity = st.sampled_from((*activities * 2, None))
    return st.lists(
        st.tuples(case, activity, st.integers(0, last_tick)), min_size=0, max_size=max_size
    )


def log_of(events: list[Drawn], *, end: int | None = None) -> EventLog:
    """
    Build the log of drawn events.
    """
    written = [(case, activity, tick * TICK) for case, activity, tick in events]
    return EventLog.from_events(written, log_end=None if end is None else end * TICK)


def cases_of(events: list[Drawn]) -> dict[str, list[tuple[str, int]]]:
    """
    Order the events of each case by time and source row, by definition.
    """
    found: dict[str, list[tuple[str, int]]] = {}
    for case, activity, tick in sorted(events, key=lambda event: event[2]):
        if case is not None and activity is not None:
            found.setdefault(case, []).append((activity, tick))
    return dict(sorted(found.items()))
