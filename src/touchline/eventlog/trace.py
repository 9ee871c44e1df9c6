"""
One case's events with their times, and the same without them.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

from touchline.errors import NotFound

if TYPE_CHECKING:
    from collections.abc import Iterator

    from touchline.eventlog.log import EventLog

#: The activities of one case in their order.
Path = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Trace:
    """
    What one case did, and when.

    Args:
        case: Whose events these are.
        path: The activities, in the documented order.
        timestamps: When each happened.

    Units:
        timestamps are microseconds since 1970-01-01 in UTC.
    """

    case: str
    path: Path
    timestamps: tuple[int, ...]

    @property
    def duration(self) -> int:
        """
        Microseconds from the first event to the last; 0 for a single one.
        """
        return self.timestamps[-1] - self.timestamps[0]


class UnknownCase(NotFound):
    """
    The log has no such case.
    """


def trace(log: EventLog, case: str) -> Trace:
    """
    Read one case.

    Args:
        log: Any log.
        case: Its id.

    Returns:
        Its trace.

    Raises:
        UnknownCase: The log has no such case.
    """
    number = bisect_left(log.cases, case)
    if number == log.n_cases or log.cases[number] != case:
        raise UnknownCase.among(case, log.cases)
    return _numbered(log, number)


def _numbered(log: EventLog, number: int) -> Trace:
    events = slice(int(log.offsets[number]), int(log.offsets[number + 1]))
    names = log.activity.vocabulary
    path = tuple(names[code] for code in log.activity.codes[events].tolist())
    return Trace(log.cases[number], path, tuple(log.timestamp[events].tolist()))


def traces(log: EventLog) -> Iterator[Trace]:
    """
    Read all cases, one after the other.

    Args:
        log: Any log.

    Yields:
        The traces in the order of `log.cases`.
    """
    for number in range(log.n_cases):
        yield _numbered(log, number)
