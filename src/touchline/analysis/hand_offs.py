"""
How customers go from channel to channel.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Self

import numpy as np
from pydantic import Field

from touchline.analysis import Answer, Headline, Interval, Microseconds, Record, Step, Window
from touchline.analysis._attribution_paths import present
from touchline.analysis._attribution_reading import channels_of
from touchline.analysis._gather import concatenated, each_bucket
from touchline.analysis._per_session import UnitQuestion
from touchline.analysis._record import interval
from touchline.analysis._spans import LONG
from touchline.analysis._warnings import about_log, unmatched, wide
from touchline.eventlog.columns import ABSENT
from touchline.kernels.intervals import wilson
from touchline.kernels.meetings import distinct
from touchline.kernels.segments import Timeline, count_distinct
from touchline.kernels.spread import counted, fineness, sought
from touchline.kernels.transitions import kept_offsets

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from touchline.compiled.log import CompiledLog
    from touchline.eventlog.log import EventLog

    Ints = npt.NDArray[np.int64]


class HandOff(Record):
    """
    One channel after another.

    Args:
        source: The channel that is left.
        target: The channel that comes next.
        count: How often it happened.
        cases: For how many cases.
        share_out: Of all hand-offs out of the source.
        interval: Wilson's interval of that share.
        share_in: Of all hand-offs into the target.
        lift: How many times as often as if the next channel did not depend on the one before; above
            1 the two go together.
        median_us: Median time between the two.
        p90_us: Nine in ten took no longer.
    """

    source: str
    target: str
    count: int
    cases: int
    share_out: float
    interval: Interval | None
    share_in: float
    lift: float | None
    median_us: Microseconds
    p90_us: Microseconds


class HandOffsAnswer(Answer):
    """
    All pairs of channels that occur, the most frequent first, then by name.

    Args:
        hand_offs: One entry a pair.
        count: How many hand-offs there were.
        cases: How many cases had one.
    """

    table: ClassVar[str] = "hand_offs"
    row_type: ClassVar[type[Record]] = HandOff

    hand_offs: tuple[HandOff, ...]
    count: int
    cases: int

    def headline(self) -> Headline | None:
        """
        Name the number of hand-offs.
        """
        return Headline("count", float(self.count), self.count)


@dataclass(frozen=True, slots=True, eq=False)
class HandOffCounts:
    """
    How often each channel came after each.

    Args:
        names: The channels.
        key: The pairs that occur: the source times the number of channels, plus the target.
        count: How often.
        cases: For how many cases.
        n_cases: How many cases had any.
        n_matched: How many events each step matches.

    Shapes:
        p pairs; key, count and cases (p,).

    Units:
        none.

    Source:
        docs/explanation/hand-offs.md.
    """

    names: tuple[str, ...]
    key: Ints
    count: Ints
    cases: Ints
    n_cases: int
    n_matched: Ints

    @classmethod
    def merged(cls, parts: Sequence[Self]) -> Self:
        """
        Add the counts of buckets, whose cases differ.
        """
        key, place = np.unique(concatenated([part.key for part in parts]), return_inverse=True)
        count, cases = (
            np.bincount(place, weights=concatenated(found), minlength=len(key)).astype(np.int64)
            for found in ([part.count for part in parts], [part.cases for part in parts])
        )
        n_matched = np.sum([part.n_matched for part in parts], axis=0)
        n_cases = sum(part.n_cases for part in parts)
        return cls(parts[0].names, key, count, cases, n_cases, n_matched)


class HandOffs(UnitQuestion[HandOffCounts, HandOffsAnswer]):
    """
    From which channel customers go on to which, how often, how soon, and whether more often than by
    chance.

    Args:
        steps: The events that are looked at; none given means all with a known channel.
        attribute: The column that tells the channel; `activity` for the activities themselves.
        window: The longest time between two events that still counts.
        stays: Count going on in the same channel too.
        start: Count cases whose first event lies here or later.
        end: Count cases whose first event lies before this.

    Shapes:
        c channels; answer.hand_offs at most (c x c,).

    Units:
        shares in [0, 1]; times in microseconds, in JSON in seconds.

    Raises:
        NoChannel: The log does not say in which channel its events happened.
        UnknownAttribute: The log has no such column of texts.

    Cost:
        O(m) in two passes.

    Source:
        docs/explanation/hand-offs.md.
    """

    name: ClassVar[str] = "hand-offs"

    steps: tuple[Step, ...] = Field(
        default=(), description="The events that are looked at; all with a known channel if none."
    )
    attribute: str | None = Field(default=None, description="The column that tells the channel.")
    window: Window | None = Field(
        default=None, description="The longest time between two events that still counts."
    )
    stays: bool = Field(default=False, description="Count going on in the same channel too.")

    def summarise(self, log: EventLog) -> HandOffCounts:
        """
        Count the pairs of one bucket.
        """
        names, key, case, _ = self._pairs(log)
        found, group, count = np.unique(key, return_inverse=True, return_counts=True)
        cases = count_distinct(group, case, len(found), log.n_cases)
        matched = [np.count_nonzero(step.mask(log)) for step in self.steps]
        n_cases = len(distinct(case))
        return HandOffCounts(
            names, found, count, cases, n_cases, np.asarray(matched, dtype=np.int64)
        )

    def finish(self, summary: HandOffCounts, log: EventLog | CompiledLog) -> HandOffsAnswer:
        """
        Add shares, times and what chance alone would give.
        """
        rows = self._rows(summary, self._times(summary, log))
        leaving: dict[str, int] = {}
        for row in rows:
            leaving[row.source] = leaving.get(row.source, 0) + row.count
        shares = [
            (f"{row.source} → {row.target}", row.count, leaving[row.source], row.interval)
            for row in rows
        ]
        found = unmatched(self.steps, summary.n_matched.tolist(), log, "steps")
        return HandOffsAnswer(
            question=self,
            n_cases=log.n_cases,
            n_events=log.n_events,
            warnings=(*about_log(log), *found, *wide(shares, self.tolerance)),
            hand_offs=rows,
            count=int(summary.count.sum()),
            cases=summary.n_cases,
        )

    def _pairs(self, log: EventLog) -> tuple[tuple[str, ...], Ints, Ints, Ints]:
        codes, names = channels_of(log, self.attribute, named=bool(self.steps))
        keep = codes != ABSENT
        if self.steps:
            keep = np.any([step.mask(log) for step in self.steps], axis=0)
        timeline = Timeline.of(log.offsets, log.timestamp)
        keep = keep & self.is_entering_case(log)[timeline.case]
        kept = Timeline.of(kept_offsets(keep, log.offsets), log.timestamp[keep])
        code = present(codes[keep], len(names) - 1).astype(np.int64)
        span = np.diff(kept.times)
        counts = kept.case[1:] == kept.case[:-1]
        if not self.stays:
            counts &= code[1:] != code[:-1]
        if self.window is not None:
            counts &= span <= self.window
        key = code[:-1] * len(names) + code[1:]
        return names, key[counts], kept.case[:-1][counts], span[counts]

    def _times(self, summary: HandOffCounts, log: EventLog | CompiledLog) -> Ints:
        n_pairs = len(summary.key)
        per_octave = fineness(n_pairs)

        def spans(bucket: EventLog) -> tuple[Ints, Ints]:
            _, key, _, span = self._pairs(bucket)
            return np.searchsorted(summary.key, key), span

        counts = each_bucket(lambda bucket: counted(*spans(bucket), n_pairs, per_octave), log)
        found = sought(np.sum(counts, axis=0), (0.5, LONG), per_octave)
        kept = each_bucket(lambda bucket: found.collected(*spans(bucket)), log)
        return found.quantiles(
            concatenated([groups for groups, _ in kept]), concatenated([span for _, span in kept])
        )

    def _rows(self, summary: HandOffCounts, times: Ints) -> tuple[HandOff, ...]:
        names, count, n = summary.names, summary.count, len(summary.names)
        source, target = summary.key // n, summary.key % n
        leaving = np.bincount(source, weights=count, minlength=n).astype(np.int64)
        entering = np.bincount(target, weights=count, minlength=n).astype(np.int64)
        total = int(count.sum())
        rows = []
        for i in range(len(count)):
            out, into = int(leaving[source[i]]), int(entering[target[i]])
            chance = self._by_chance(int(source[i]), into, total, entering)
            rows.append(
                HandOff(
                    source=names[source[i]],
                    target=names[target[i]],
                    count=int(count[i]),
                    cases=int(summary.cases[i]),
                    share_out=int(count[i]) / out,
                    interval=interval(wilson(int(count[i]), out)),
                    share_in=int(count[i]) / into,
                    lift=int(count[i]) / out / chance if chance else None,
                    median_us=int(times[0, i]),
                    p90_us=int(times[1, i]),
                )
            )
        return tuple(sorted(rows, key=lambda row: (-row.count, row.source, row.target)))

    def _by_chance(self, source: int, into: int, total: int, entering: Ints) -> float:
        """
        Find the share of a target if the next channel did not depend on the one that is left.

        Nobody goes on to the same channel unless staying counts, so that it is left out then.
        """
        possible = total if self.stays else total - int(entering[source])
        return into / possible if possible else 0.0
