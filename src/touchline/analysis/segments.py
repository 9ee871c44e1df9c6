"""
How large segments of customers are, and what sets each apart from the rest.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Literal, Self

import numpy as np
from pydantic import Field

from touchline.analysis import Answer, Headline, Interval, Microseconds, Record
from touchline.analysis._gather import BucketQuestion, concatenated
from touchline.analysis._record import SpanInterval, interval
from touchline.analysis._segment import AnySegment
from touchline.analysis._spans import summary
from touchline.analysis._warnings import about_log, warning, wide
from touchline.eventlog.columns import ABSENT, TextColumn
from touchline.kernels.intervals import benjamini_hochberg, newcombe, proportions_p, wilson
from touchline.kernels.segments import count_distinct

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy.typing as npt

    from touchline.compiled.log import CompiledLog
    from touchline.eventlog.log import EventLog

    Ints = npt.NDArray[np.int64]
    Bools = npt.NDArray[np.bool_]

#: An attribute with more values than this tells customers apart, not kinds of them.
MOST_VALUES = 50


class SegmentShare(Record):
    """
    One segment.

    Args:
        segment: What it is called.
        cases: How many cases belong to it.
        share: Of all cases that were looked at.
        interval: Wilson's interval of that share.
        median_events: Half of its cases have no more events.
        median_us: Half of its cases last no longer from their first event to the last.
        interval_us: The bounds of that median.
    """

    segment: str
    cases: int
    share: float | None
    interval: Interval | None
    median_events: int | None
    median_us: Microseconds | None
    interval_us: SpanInterval | None


class Distinction(Record):
    """
    One thing that more or fewer customers of a segment have than the rest.

    Args:
        segment: The segment.
        kind: An `activity` or `channel` that a customer had at least once, or an `attribute` of
            customers.
        name: Which one; of an attribute `name=value`.
        cases: Cases of the segment that have it.
        known: Cases of the segment of which it can be told; of an attribute those whose value is
            known.
        known_of_rest: The same outside the segment.
        share: Of the cases of the segment of which it can be told.
        share_of_rest: Of those outside it.
        difference: The first share less the second.
        interval: Newcombe's interval of the difference.
        p: How likely a difference as large is when there is none.
        q: The same, corrected for all the differences of the answer.
    """

    segment: str
    kind: Literal["activity", "channel", "attribute"]
    name: str
    cases: int
    known: int
    known_of_rest: int
    share: float
    share_of_rest: float
    difference: float
    interval: Interval | None
    p: float
    q: float


class SegmentsAnswer(Answer):
    """
    The segments, and their profiles.

    Args:
        segments: In the order asked.
        cases: How many cases were looked at.
        in_none: How many of them are in no segment.
        in_several: How many are in more than one.
        profile: By segment; what differs most first.
        tests: How many differences were tested, which the q values account for.
    """

    table: ClassVar[str] = "segments"
    row_type: ClassVar[type[Record]] = SegmentShare

    segments: tuple[SegmentShare, ...]
    cases: int
    in_none: int
    in_several: int
    profile: tuple[Distinction, ...]
    tests: int

    def headline(self) -> Headline | None:
        """
        Name the share of the first segment.
        """
        first = self.segments[0]
        return Headline("share", first.share, self.cases, first.cases, first.interval)


@dataclass(frozen=True, slots=True, eq=False)
class Members:
    """
    What is counted of the members of segments.

    Args:
        n_cases: How many cases were looked at.
        n_in: In how many cases so many segments hold: none, one, more.
        names: What is counted: kind and name.
        everybody: How many cases have each of these.
        counts: How many cases of each segment have each.
        spans: How long the cases of each segment last.
        sizes: How many events they have.

    Shapes:
        s segments, t traits; n_in (3,); everybody (t,); counts (s, t); spans and sizes s arrays.

    Units:
        cases; spans in microseconds.

    Source:
        docs/explanation/segments.md.
    """

    n_cases: int
    n_in: Ints
    names: tuple[tuple[str, str], ...]
    everybody: Ints
    counts: Ints
    spans: tuple[Ints, ...]
    sizes: tuple[Ints, ...]

    @classmethod
    def of(
        cls, log: EventLog, counted: Bools, masks: Sequence[Bools], *, by_deed: bool = True
    ) -> Self:
        """
        Count the members of one bucket.

        Args:
            log: The bucket.
            counted: The cases that are looked at.
            masks: Which of them belong to each segment.
            by_deed: Count the activities of members too.

        Shapes:
            n cases; every mask (n,) bool.

        Units:
            cases.

        Returns:
            The counts.

        Source:
            By definition.
        """
        n_of_case = np.sum(masks, axis=0)[counted]
        begins, ends = log.offsets[:-1], log.offsets[1:] - 1
        spans = log.timestamp[ends] - log.timestamp[begins]
        sizes = np.diff(log.offsets)
        names: list[tuple[str, str]] = []
        columns = [np.zeros((len(masks) + 1, 0), dtype=np.int64)]
        for kind, told, groups, cases in _traits(log, by_deed=by_deed):
            names += [(kind, name) for name in told]
            columns.append(
                np.stack(
                    [
                        count_distinct(groups[m[cases]], cases[m[cases]], len(told), log.n_cases)
                        for m in (counted, *masks)
                    ]
                )
            )
        table = np.concatenate(columns, axis=1).astype(np.int64)
        return cls(
            int(np.count_nonzero(counted)),
            np.bincount(np.minimum(n_of_case, 2), minlength=3),
            tuple(names),
            table[0],
            table[1:],
            tuple(spans[mask] for mask in masks),
            tuple(sizes[mask] for mask in masks),
        )

    @classmethod
    def merged(cls, parts: Sequence[Self]) -> Self:
        """
        Add the counts of buckets, which have their vocabularies in common.
        """
        return cls(
            sum(part.n_cases for part in parts),
            np.sum([part.n_in for part in parts], axis=0),
            parts[0].names,
            np.sum([part.everybody for part in parts], axis=0),
            np.sum([part.counts for part in parts], axis=0),
            tuple(concatenated(each) for each in zip(*(p.spans for p in parts), strict=True)),
            tuple(concatenated(each) for each in zip(*(p.sizes for p in parts), strict=True)),
        )

    def known(self, n: int, counts: Sequence[int]) -> list[int]:
        """
        Tell of how many cases each trait can be told.

        What a customer did is in the log; what a customer is may be unknown, and customers of whom
        it is unknown would show how data came about and not what sets people apart.

        Args:
            n: How many cases there are.
            counts: How many of them have each trait.

        Shapes:
            t traits; returns t numbers.

        Units:
            cases.

        Returns:
            For an attribute the cases with any of its values, else all.

        Source:
            docs/explanation/segments.md.
        """
        of_attribute: Counter[str] = Counter()
        columns = [name.partition("=")[0] for _, name in self.names]
        for (kind, _), column, count in zip(self.names, columns, counts, strict=True):
            of_attribute[column] += count if kind == "attribute" else 0
        return [
            of_attribute[column] if kind == "attribute" else n
            for (kind, _), column in zip(self.names, columns, strict=True)
        ]


class Segments(BucketQuestion[Members, SegmentsAnswer]):
    """
    How large segments are, and how the customers of each differ from all others.

    The profile looks at whatever a customer did at least once, at the channels used at least once
    and at attributes of customers that have few values. What a segment is told by is part of its
    profile too, and differs most.

    Args:
        segments: The segments.
        start: Look at cases whose first event lies here or later.
        end: Look at cases whose first event lies before this.

    Shapes:
        s segments; answer.segments (s,).

    Units:
        shares in [0, 1]; spans in microseconds, in JSON in seconds.

    Raises:
        UnreadableSegment: A text does not tell a segment.
        UnknownAttribute: A segment asks for an attribute that the log does not have.

    Cost:
        O(m x s).

    Source:
        docs/explanation/segments.md.
    """

    name: ClassVar[str] = "segments"

    segments: tuple[AnySegment, ...] = Field(
        min_length=1, description="The segments, such as town=Bonn or did pay within 7d."
    )

    def summarise(self, log: EventLog) -> Members:
        """
        Count the members of one bucket.
        """
        counted = self.is_entering_case(log)
        return Members.of(log, counted, [one.mask(log) & counted for one in self.segments])

    def finish(self, summary: Members, log: EventLog | CompiledLog) -> SegmentsAnswer:
        """
        Put shares, intervals and tests to the counts.
        """
        shares = tuple(
            share_of(one.name, summary.n_cases, spans, sizes)
            for one, spans, sizes in zip(self.segments, summary.spans, summary.sizes, strict=True)
        )
        profile, tests = profile_of(shares, summary)
        n = summary.n_cases
        found = [*about_log(log)]
        found += [
            warning("empty-segment", "segments", what=one.segment)
            for one in shares
            if not one.cases
        ]
        found += wide([(one.segment, one.cases, n, one.interval) for one in shares], self.tolerance)
        return SegmentsAnswer(
            question=self,
            n_cases=log.n_cases,
            n_events=log.n_events,
            warnings=tuple(found),
            segments=shares,
            cases=n,
            in_none=int(summary.n_in[0]),
            in_several=int(summary.n_in[2]),
            profile=profile,
            tests=tests,
        )


def _traits(log: EventLog, *, by_deed: bool) -> Iterator[tuple[str, tuple[str, ...], Ints, Ints]]:
    """
    List what customers can have: kind, names, and for each row the name and the case.
    """
    owner = log.case_of_event
    if by_deed:
        yield "activity", log.activities, *_known(log.activity, owner)
    if log.channel is not None:
        yield "channel", log.channel.vocabulary, *_known(log.channel, owner)
    for name, column in log.case_attributes.items():
        if isinstance(column, TextColumn) and len(column.vocabulary) <= MOST_VALUES:
            told = tuple(f"{name}={value}" for value in column.vocabulary)
            yield "attribute", told, *_known(column, np.arange(log.n_cases, dtype=np.int64))


def _known(column: TextColumn, cases: Ints) -> tuple[Ints, Ints]:
    is_known = column.codes != ABSENT
    return column.codes[is_known].astype(np.int64), cases[is_known]


def share_of(name: str, n_cases: int, spans: Ints, sizes: Ints) -> SegmentShare:
    """
    Tell how large a group of cases is, and how long its cases last.

    Args:
        name: What the group is called.
        n_cases: How many cases were looked at.
        spans: How long each case of the group lasts.
        sizes: How many events it has.

    Shapes:
        c cases; spans and sizes (c,).

    Units:
        spans in microseconds.

    Returns:
        The group with its share.

    Source:
        docs/explanation/segments.md.
    """
    lasting, n = summary(spans), len(spans)
    return SegmentShare(
        segment=name,
        cases=n,
        share=n / n_cases if n_cases else None,
        interval=interval(wilson(n, n_cases)),
        median_events=summary(sizes).median_us,
        median_us=lasting.median_us,
        interval_us=lasting.interval_us,
    )


def profile_of(
    shares: Sequence[SegmentShare], members: Members
) -> tuple[tuple[Distinction, ...], int]:
    """
    Hold each segment against the rest in everything that was counted.

    Args:
        shares: The segments.
        members: What was counted of them.

    Shapes:
        s segments, t traits; returns at most s x t rows.

    Units:
        shares in [0, 1].

    Returns:
        The distinctions by segment, the greatest first, and how many were tested.

    Source:
        docs/explanation/segments.md.
    """
    found = []
    everybody = members.everybody.tolist()
    for own, counts in zip(shares, members.counts.tolist(), strict=True):
        outside = [every - own for every, own in zip(everybody, counts, strict=True)]
        known = members.known(own.cases, counts)
        known_of_rest = members.known(members.n_cases - own.cases, outside)
        for (kind, name), count, n, rest, n_rest in zip(
            members.names, counts, known, outside, known_of_rest, strict=True
        ):
            if not n or not n_rest:
                continue
            told = {
                "segment": own.segment,
                "kind": kind,
                "name": name,
                "cases": count,
                "known": n,
                "known_of_rest": n_rest,
                "share": count / n,
                "share_of_rest": rest / n_rest,
                "difference": count / n - rest / n_rest,
                "interval": interval(newcombe(count, n, rest, n_rest)),
                "p": proportions_p(count, n, rest, n_rest),
            }
            found.append(told)
    q_values = benjamini_hochberg([told["p"] for told in found])
    place = {own.segment: i for i, own in enumerate(shares)}
    rows = [Distinction(**told, q=q) for told, q in zip(found, q_values, strict=True)]
    rows.sort(key=lambda row: (place[row.segment], -abs(row.difference), row.kind, row.name))
    return tuple(rows), len(rows)
