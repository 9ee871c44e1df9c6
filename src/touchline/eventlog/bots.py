"""
Cases that look like machines or tests rather than customers: marked, and left out only if asked.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from touchline.eventlog.columns import TextColumn, UnknownColumn
from touchline.eventlog.condition import compiled
from touchline.eventlog.quality import Marking

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy.typing as npt

    from touchline.eventlog.log import EventLog

    Mask = npt.NDArray[np.bool_]

_MINUTE = 60 * 1_000_000
_DAY = 24 * 60 * _MINUTE

#: What self-declared machines write into their user agent.
DECLARED = r"(?i)bot\b|crawl|spider|slurp|scrape|headless|curl/|wget/|python-requests|feedfetcher"

#: Columns that hold a user agent when none is named.
USER_AGENT_COLUMNS = ("user_agent", "useragent", "user agent", "agent", "http_user_agent")


@dataclass(frozen=True, slots=True, kw_only=True)
class BotRules:
    """
    The rules by which a case is taken for a machine; any one of them suffices.

    Args:
        events_per_minute: More events than this inside one minute; None for no such rule.
        events_per_day: More events than this inside 24 hours; None for no such rule.
        cases: Ids that are known to be machines or tests.
        user_agent: A regular expression that occurs in the user agent of any event; None for no
            such rule.
        user_agent_column: The attribute that holds the user agent; None looks for a usual name.
    """

    events_per_minute: int | None = 120
    events_per_day: int | None = 5_000
    cases: tuple[str, ...] = ()
    user_agent: str | None = DECLARED
    user_agent_column: str | None = None


def marked(log: EventLog, rules: BotRules) -> tuple[Mask, tuple[Marking, ...]]:
    """
    Mark the cases that any rule takes for a machine.

    Args:
        log: Any log.
        rules: The rules.

    Returns:
        Which cases are marked, and what each rule marks; rules that mark nothing are left out.

    Raises:
        UnknownColumn: There is no such column of user agents.
        BrokenPattern: The regular expression is none.

    Shapes:
        n cases; the mask (n,) bool.
    """
    is_marked = np.zeros(log.n_cases, dtype=np.bool_)
    markings = []
    sizes = np.diff(log.offsets)
    for rule, limit, found in _found(log, rules):
        if found.any():
            n_cases, n_events = int(found.sum()), int(sizes[found].sum())
            markings.append(Marking(rule=rule, limit=limit, n_cases=n_cases, n_events=n_events))
            is_marked |= found
    return is_marked, tuple(markings)


def _found(log: EventLog, rules: BotRules) -> Iterator[tuple[str, int | None, Mask]]:
    # Dates without times would put every event of a day into one minute.
    n = rules.events_per_minute
    if n is not None and not log.is_day_precise:
        yield "per-minute", n, _faster_than(log, n, _MINUTE)
    n = rules.events_per_day
    if n is not None:
        yield "per-day", n, _faster_than(log, n, _DAY)
    if rules.cases:
        yield "listed", None, np.isin(np.asarray(log.cases, dtype=object), list(rules.cases))
    column = _user_agent(log, rules)
    if column is not None and rules.user_agent is not None:
        pattern = compiled(rules.user_agent)
        is_match = [pattern.search(text) is not None for text in column.vocabulary]
        events = np.asarray([*is_match, False], dtype=np.bool_)[column.codes]
        n_found = np.bincount(log.case_of_event[events], minlength=log.n_cases)
        yield "user-agent", None, n_found > 0


def _faster_than(log: EventLog, n: int, span: int) -> Mask:
    # Few logs have a case that is long enough to be too fast.
    if n >= np.diff(log.offsets).max(initial=0):
        return np.zeros(log.n_cases, dtype=np.bool_)
    # In a sorted case, n + 1 events inside a span are an event and the n-th after it.
    is_close = log.timestamp[n:] - log.timestamp[: len(log.timestamp) - n] < span
    cases = log.case_of_event
    is_close &= cases[n:] == cases[: len(cases) - n]
    return np.bincount(cases[n:][is_close], minlength=log.n_cases) > 0


def _user_agent(log: EventLog, rules: BotRules) -> TextColumn | None:
    stated = rules.user_agent_column
    if stated is not None and stated not in log.attributes:
        raise UnknownColumn.among(stated, log.attributes, at="user_agent_column")
    for name, column in log.attributes.items():
        is_meant = name.lower() in USER_AGENT_COLUMNS if stated is None else name == stated
        if is_meant and isinstance(column, TextColumn):
            return column
    return None
