"""
Through which channels things happen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import numpy as np
from pydantic import Field

from touchline.analysis import Answer, Headline, Interval, Record, Step
from touchline.analysis._errors import NoChannel
from touchline.analysis._ranged import RangedQuestion
from touchline.analysis._record import interval
from touchline.analysis._step import attribute
from touchline.analysis._warnings import about_log, unmatched, wide
from touchline.eventlog.columns import ABSENT, TextColumn
from touchline.kernels.intervals import wilson
from touchline.kernels.segments import count_distinct

if TYPE_CHECKING:
    import numpy.typing as npt

    from touchline.eventlog.log import EventLog

    Bools = npt.NDArray[np.bool_]

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


class ChannelMix(RangedQuestion):
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

    def answer(self, log: EventLog) -> ChannelMixAnswer:
        """
        Count the channels of a log.

        Args:
            log: The events.

        Returns:
            The channels of each step with shares and intervals.
        """
        codes, names = _channels(log, self.attribute)
        inside = self.is_entering(log, log.timestamp)
        plain = tuple(Step.model_validate(name) for name in log.activities)
        steps = self.steps or plain
        masks = [step.mask(log) & inside for step in steps]
        everything = np.any(masks, axis=0) if masks else inside
        case = log.case_of_event
        channels = [
            row
            for name, mask in [(ALL, everything), *zip([s.name for s in steps], masks, strict=True)]
            for row in _rows(name, mask, codes, names, case)
        ]
        events = int(np.count_nonzero(everything))
        shares = [
            (row.channel, row.events, events, row.interval) for row in channels if row.step == ALL
        ]
        counts = [int(np.count_nonzero(step.mask(log))) for step in steps]
        found = [*unmatched(steps, counts, log, "steps"), *wide(shares, self.tolerance)]
        return ChannelMixAnswer(
            question=self,
            n_cases=log.n_cases,
            n_events=log.n_events,
            warnings=(*about_log(log), *found),
            channels=tuple(channels),
            events=events,
        )


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
        names = tuple(f"{number:g}" for number in distinct.tolist())
    if is_of_cases:
        codes = codes[log.case_of_event]
    return np.where(codes == ABSENT, len(names), codes), (*names, NONE)


def _rows(
    step: str,
    mask: Bools,
    codes: npt.NDArray[np.int64],
    names: tuple[str, ...],
    case: npt.NDArray[np.int64],
) -> list[ChannelShare]:
    count = np.bincount(codes[mask], minlength=len(names))
    width = int(case[-1]) + 1 if len(case) else 0
    cases = count_distinct(codes[mask], case[mask], len(names), width)
    n_events = int(count.sum())
    n_cases = int(count_distinct(np.zeros(n_events, dtype=np.int64), case[mask], 1, width)[0])
    rows = [
        ChannelShare(
            step=step,
            channel=names[i],
            events=int(count[i]),
            cases=int(cases[i]),
            share=int(count[i]) / n_events,
            interval=interval(wilson(int(count[i]), n_events)),
            share_of_cases=int(cases[i]) / n_cases,
            interval_of_cases=interval(wilson(int(cases[i]), n_cases)),
        )
        for i in np.flatnonzero(count).tolist()
    ]
    return sorted(rows, key=lambda row: (-row.events, row.channel))
