"""
Through which channels things happen.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, ClassVar, Self

import numpy as np
from pydantic import Field

from touchline.analysis import Answer, Headline, Interval, Record, Step
from touchline.analysis._errors import NoChannel
from touchline.analysis._per_session import UnitQuestion
from touchline.analysis._record import interval
from touchline.analysis._step import attribute
from touchline.analysis._warnings import about_log, unmatched, wide
from touchline.eventlog.columns import ABSENT, TextColumn, number_text
from touchline.kernels.intervals import wilson
from touchline.kernels.segments import count_distinct

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy.typing as npt

    from touchline.compiled.log import CompiledLog
    from touchline.eventlog.log import EventLog

#: The row of the answer, whether the channel is known, and its name; all channels of a row together
#: have no name.
Key = tuple[int, bool, str | None]
#: How many events, and in how many cases.
Tally = tuple[int, int]

#: Events of which no channel is known, and the row that stands for all steps together.
NONE, ALL = "(none)", "(all)"


class ChannelShare(Record):
    """
    One channel of one step.

    Args:
        step: The step, or `(all)`.
        channel: The channel, or `(none)` where none is known.
        events: How many events of the step came through it.
        cases: How many cases had such an event.
        share: Of the events of the step.
        interval: Wilson's interval of that share; too narrow when few customers make most events.
        share_of_cases: Of the cases that had the step; these may sum to more than 1.
        interval_of_cases: Wilson's interval of that share.
    """

    step: str
    channel: str
    events: int
    cases: int
    share: float
    interval: Interval | None
    share_of_cases: float
    interval_of_cases: Interval | None


class ChannelMixAnswer(Answer):
    """
    The channels of each step and of all together; the events of a step are the sum of its channels.

    Args:
        channels: By step in the order asked, `(all)` first; within it the most used first.
        events: How many events were looked at.
    """

    table: ClassVar[str] = "channels"
    row_type: ClassVar[type[Record]] = ChannelShare

    channels: tuple[ChannelShare, ...]
    events: int

    def headline(self) -> Headline | None:
        """
        Name the number of events, since the most used channel may be another one each time.
        """
        return Headline("count", float(self.events), self.events)


@dataclass(frozen=True, slots=True, eq=False)
class ChannelCounts:
    """
    The events and cases of each channel of each step.

    Args:
        tallies: By the row of the answer, 0 for all steps together, and the channel.
        n_matched: How many events each step matches.

    Shapes:
        k steps; n_matched (k,) int64.

    Units:
        none.

    Source:
        docs/explanation/channel-mix.md.
    """

    tallies: Mapping[Key, Tally]
    n_matched: npt.NDArray[np.int64]

    @classmethod
    def merged(cls, parts: Sequence[Self]) -> Self:
        """
        Add the counts of buckets, whose cases differ.
        """
        found: dict[Key, Tally] = {}
        for key, (events, cases) in chain.from_iterable(part.tallies.items() for part in parts):
            before = found.get(key, (0, 0))
            found[key] = (before[0] + events, before[1] + cases)
        return cls(found, np.sum([part.n_matched for part in parts], axis=0))


class ChannelMix(UnitQuestion[ChannelCounts, ChannelMixAnswer]):
    """
    The share of each channel in all events, and in those of each step.

    Args:
        steps: The steps to tell apart; none given means all activities of the log.
        attribute: The column that tells the channel.
        start: Count events from here on.
        end: Count events before this.

    Shapes:
        k steps, c channels; answer.channels at most (k + 1) x (c + 1).

    Units:
        shares in [0, 1].

    Raises:
        NoChannel: The log does not say in which channel its events happened.
        UnknownAttribute: The log has no such column.

    Cost:
        O(m x k).

    Source:
        docs/explanation/channel-mix.md.
    """

    name: ClassVar[str] = "channel-mix"

    steps: tuple[Step, ...] = Field(
        default=(), description="The steps to tell apart; all activities if none."
    )
    attribute: str = Field(default="channel", description="The column that tells the channel.")

    def summarise(self, log: EventLog) -> ChannelCounts:
        """
        Count the channels of one bucket.
        """
        codes, names = _channels(log, self.attribute)
        inside = self.is_entering(log, log.timestamp)
        everywhere = [step.mask(log) for step in self._steps(log)]
        masks = [mask & inside for mask in everywhere]
        everything = np.any(masks, axis=0) if masks else inside
        case = log.case_of_event
        found: dict[Key, Tally] = {}
        for row, mask in enumerate((everything, *masks)):
            found.update(_tallies(row, codes[mask], names, case[mask], log.n_cases))
        return ChannelCounts(
            found,
            np.asarray([np.count_nonzero(mask) for mask in everywhere], dtype=np.int64),
        )

    def finish(self, summary: ChannelCounts, log: EventLog | CompiledLog) -> ChannelMixAnswer:
        """
        Turn counts into shares, by step in the order asked.
        """
        steps = self._steps(log)
        channels = [
            row
            for i, name in enumerate((ALL, *(step.name for step in steps)))
            for row in _rows(i, name, summary.tallies)
        ]
        events = summary.tallies.get((0, False, None), (0, 0))[0]
        shares = [
            (row.channel, row.events, events, row.interval) for row in channels if row.step == ALL
        ]
        found = wide(shares, self.tolerance)
        if self.steps:
            found = [*unmatched(steps, summary.n_matched.tolist(), log, "steps"), *found]
        return ChannelMixAnswer(
            question=self,
            n_cases=log.n_cases,
            n_events=log.n_events,
            warnings=(*about_log(log), *found),
            channels=tuple(channels),
            events=events,
        )

    def _steps(self, log: EventLog | CompiledLog) -> tuple[Step, ...]:
        return self.steps or tuple(Step.model_validate(name) for name in log.activities)


def _channels(log: EventLog, name: str) -> tuple[npt.NDArray[np.int64], tuple[str, ...]]:
    if name == "channel" and log.channel is None and "channel" not in log.attributes:
        raise NoChannel(at="attribute")
    column, is_of_cases = attribute(log, name)
    if isinstance(column, TextColumn):
        codes, names = column.codes.astype(np.int64), column.vocabulary
    else:
        known = ~np.isnan(column.values)
        distinct, numbered = np.unique(column.values[known], return_inverse=True)
        codes = np.full(len(column.values), ABSENT, dtype=np.int64)
        codes[known] = numbered
        names = tuple(number_text(number) for number in distinct.tolist())
    if is_of_cases:
        codes = codes[log.case_of_event]
    return np.where(codes == ABSENT, len(names), codes), (*names, NONE)


def _tallies(
    row: int,
    codes: npt.NDArray[np.int64],
    names: tuple[str, ...],
    case: npt.NDArray[np.int64],
    n_cases: int,
) -> dict[Key, Tally]:
    """
    Count events and cases of each channel of one step, and of all its channels together.
    """
    if not len(codes):
        return {}
    count = np.bincount(codes, minlength=len(names))
    cases = count_distinct(codes, case, len(names), n_cases)
    n = int(count_distinct(np.zeros(len(codes), dtype=np.int64), case, 1, n_cases)[0])
    unknown = len(names) - 1
    found: dict[Key, Tally] = {(row, False, None): (len(codes), n)}
    for i in np.flatnonzero(count).tolist():
        found[row, i != unknown, names[i]] = (int(count[i]), int(cases[i]))
    return found


def _rows(number: int, step: str, tallies: Mapping[Key, Tally]) -> list[ChannelShare]:
    n_events, n_cases = tallies.get((number, False, None), (0, 0))
    rows = [
        ChannelShare(
            step=step,
            channel=channel,
            events=events,
            cases=cases,
            share=events / n_events,
            interval=interval(wilson(events, n_events)),
            share_of_cases=cases / n_cases,
            interval_of_cases=interval(wilson(cases, n_cases)),
        )
        for (row, _, channel), (events, cases) in tallies.items()
        if row == number and channel is not None
    ]
    return sorted(rows, key=lambda row: (-row.events, row.channel))
