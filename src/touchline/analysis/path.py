"""
What one customer did, event by event.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Self

from pydantic import Field

from touchline.analysis import Answer, Microseconds, Moment, Record
from touchline.analysis._gather import BucketQuestion
from touchline.analysis._warnings import about_log
from touchline.eventlog.trace import UnknownCase
from touchline.units import to_datetime

if TYPE_CHECKING:
    from collections.abc import Sequence

    from touchline.compiled.log import CompiledLog
    from touchline.eventlog.log import EventLog

#: How many ids are offered when none is the wanted one.
_OFFERED = 1000


class PathEvent(Record):
    """
    One event of the path.

    Args:
        activity: What happened.
        time: When, in the reporting zone of the log.
        channel: In which medium; None where nothing is known.
        worth: What it was worth; None where nothing is known.
        after_us: Time since the event before; None for the first.
    """

    activity: str
    time: Moment
    channel: str | None
    worth: float | None
    after_us: Microseconds | None


class PathAnswer(Answer):
    """
    The events of one case in their order.

    Args:
        events: One entry an event.
        duration_us: Time from the first to the last.
    """

    table: ClassVar[str] = "events"
    row_type: ClassVar[type[Record]] = PathEvent
    is_about_one: ClassVar[bool] = True

    events: tuple[PathEvent, ...]
    duration_us: Microseconds


@dataclass(frozen=True, slots=True)
class Found:
    """
    The wanted case where a bucket holds it, else some of the cases that it does hold.

    Args:
        events: Its events; None where the bucket does not hold it.
        others: Ids to offer instead; empty once the case is found.
    """

    events: tuple[PathEvent, ...] | None
    others: tuple[str, ...] = ()

    @classmethod
    def merged(cls, parts: Sequence[Self]) -> Self:
        """
        Take the one part that holds the case.
        """
        for part in parts:
            if part.events is not None:
                return part
        return cls(None, tuple(one for part in parts for one in part.others))


class Path(BucketQuestion[Found, PathAnswer]):
    """
    Every event of one customer, in order: the story behind one number (R-007, R-049).

    Args:
        case_id: Whose path it is.
        start: Show its events only when the first one lies here or later.
        end: Show its events only when the first one lies before this.

    Shapes:
        e events of the case; answer.events (e,).

    Units:
        times in microseconds, in JSON in seconds.

    Raises:
        UnknownCase: The log has no such case.

    Cost:
        O(log n) in each bucket.

    Source:
        docs/explanation/path.md.
    """

    name: ClassVar[str] = "path"

    case_id: str = Field(min_length=1, description="Whose path it is.")

    def summarise(self, log: EventLog) -> Found:
        """
        Look the case up in one bucket.
        """
        number = _place(log, self.case_id)
        if number is None:
            return Found(None, tuple(log.cases[:_OFFERED]))
        return Found(_events(log, number) if self.is_entering_case(log)[number] else ())

    def finish(self, summary: Found, log: EventLog | CompiledLog) -> PathAnswer:
        """
        Give the events, or say that there is no such case.
        """
        if summary.events is None:
            raise UnknownCase.among(self.case_id, summary.others, at="case_id")
        spans = [event.after_us for event in summary.events if event.after_us is not None]
        return PathAnswer(
            question=self,
            n_cases=log.n_cases,
            n_events=log.n_events,
            warnings=about_log(log),
            events=summary.events,
            duration_us=sum(spans),
        )


def _place(log: EventLog, case: str) -> int | None:
    """
    Find a case among sorted ids without reading them all.
    """
    low, high = 0, log.n_cases
    while low < high:
        middle = (low + high) // 2
        if log.cases[middle] < case:
            low = middle + 1
        else:
            high = middle
    return low if low < log.n_cases and log.cases[low] == case else None


def _events(log: EventLog, number: int) -> tuple[PathEvent, ...]:
    first, last = int(log.offsets[number]), int(log.offsets[number + 1])
    times = [int(time) for time in log.timestamp[first:last]]
    events = []
    for place, time in enumerate(times):
        row = first + place
        moment = to_datetime(time, log.zone)
        value = math.nan if log.value is None else float(log.value.values[row])
        events.append(
            # The parts are what the fields ask for; looking again takes minutes for a million.
            PathEvent.model_construct(
                activity=str(log.activity.text(row)),
                time=moment.date().isoformat() if log.is_day_precise else moment.isoformat(),
                channel=None if log.channel is None else log.channel.text(row),
                worth=None if math.isnan(value) else value,
                after_us=time - times[place - 1] if place else None,
            )
        )
    return tuple(events)
