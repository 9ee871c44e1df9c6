"""
What reading does to the events of one bucket, once all of them are together.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

import numpy as np

from touchline.compiled.ids import chosen
from touchline.eventlog.bots import marked
from touchline.eventlog.build import Arranged
from touchline.eventlog.columns import TextColumn
from touchline.eventlog.log import EventLog
from touchline.eventlog.quality import Drop, Marking, QualityReport
from touchline.sources._activity_maps import activity_map
from touchline.sources._columns import as_numbers
from touchline.sources._duplicates import exact_repeats
from touchline.sources._errors import NoUsableEvents
from touchline.sources._sift import Sifted, mapped
from touchline.sources._stream import added

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    import numpy.typing as npt

    from touchline.eventlog.build import EventColumns
    from touchline.sources._case_attributes import About
    from touchline.sources._request import Request
    from touchline.sources._stream import Stream

#: What the case of an event without one begins with.
ANONYMOUS = "anonymous #"


@dataclass(frozen=True, slots=True, eq=False)
class Seen:
    """
    What was counted while buckets were sifted.

    Args:
        reports: The account of each sifting.
        markings: The cases that each rule took for machines.
        excluded: How many events of such cases were left out, time by time.
        matched: What `About.matched` tells; None without a table of cases.
    """

    reports: tuple[QualityReport, ...]
    markings: tuple[Marking, ...]
    excluded: tuple[int, ...]
    matched: tuple[npt.NDArray[np.intp], tuple[tuple[int, int], ...]] | None


class Sifting:
    """
    Leaves out repeats, unwanted activities and machines, bucket by bucket, and counts them.

    Args:
        request: What was asked.
        stream: What was learned while all batches were read.
        repeated: The rows whose event id was seen before, sorted.
        taken: The ids of cases that begin as those of events without one would.
        about: What is known of cases.
    """

    def __init__(
        self,
        request: Request,
        stream: Stream,
        *,
        repeated: npt.NDArray[np.int64],
        taken: Collection[str],
        about: About | None,
    ) -> None:
        self._request, self._stream = request, stream
        self._repeated, self._taken = repeated, taken
        stated = request.activity_map
        self._names = None if stated is None else activity_map(stated)
        self._reports: list[QualityReport] = []
        self._markings: list[Marking] = []
        self._excluded: list[int] = []
        self.about = about

    def kind_of(self, name: str) -> Literal["text", "number"] | None:
        """
        Know what an attribute is, whatever is left of it.
        """
        if name in self._stream.fixed:
            return "text"
        return "number" if name in self._stream.numeric else None

    def numbers(self, name: str, texts: Sequence[str]) -> list[float] | None:
        """
        Read an attribute's texts as numbers when all of them are.
        """
        return None if name in self._stream.fixed else as_numbers(texts)

    def adopted(self, nobody: EventColumns) -> EventColumns | None:
        """
        Make each event of nobody its own case, when that is wanted.
        """
        if self._request.anonymous == "exclude":
            return None
        kept = self._without_repeats(Sifted(nobody))
        self._reports.append(kept.quality)
        prefix = ANONYMOUS
        while any(name.startswith(prefix) for name in self._taken):
            prefix += "#"
        names = tuple(f"{prefix}{row}" for row in kept.columns.row.tolist())
        codes = np.arange(len(names), dtype=np.int32)
        return replace(kept.columns, case=TextColumn(codes, names))

    def words(self, texts: Sequence[str]) -> Sequence[str]:
        """
        Say activities in the words of the activity map.
        """
        if self._names is None:
            return texts
        renamed = map(self._names.renamed, texts)
        return [name for name in renamed if name is not None]

    def sifted(self, columns: EventColumns) -> EventColumns:
        """
        Leave out repeats and unwanted activities.
        """
        kept = self._without_repeats(Sifted(columns))
        if self._names is not None:
            kept = mapped(kept, self._names)
        self._reports.append(kept.quality)
        return kept.columns

    def unrepeated(self, columns: EventColumns, n_before: int) -> EventColumns:
        """
        Count added events that the log had already, and leave them out when that is wanted.
        """
        # Among themselves the added ones were looked at before; those of the log are no news.
        again = exact_repeats(columns.take(np.arange(n_before, len(columns.row))))
        is_repeat = exact_repeats(columns)
        is_repeat[:n_before] = False
        is_repeat[n_before:] &= ~again
        found = Sifted(columns)
        if self._request.drop_duplicates:
            found = found.without("repeated-row", is_repeat)
        else:
            n = int(np.count_nonzero(is_repeat))
            found = replace(found, quality=replace(found.quality, n_exact_duplicates=n))
        self._reports.append(found.quality)
        return found.columns

    def is_left(self, bucket: EventLog) -> bool:
        """
        Mark machines in a bucket to which nothing is added; it cannot stay if any is to go.
        """
        is_marked, markings = marked(bucket, self._request.bots)
        if self._request.exclude_bots and is_marked.any():
            return False
        self._markings += markings
        return True

    def chosen(self, arranged: Arranged) -> Arranged:
        """
        Mark machines, and leave them out when that is wanted.
        """
        is_marked, markings = marked(self._log(arranged), self._request.bots)
        self._markings += markings
        kept = arranged
        if self._request.exclude_bots and is_marked.any():
            sizes = np.diff(arranged.offsets)
            alive = np.flatnonzero(~is_marked)
            self._excluded.append(int(sizes[is_marked].sum()))
            kept = Arranged(
                chosen(arranged.cases, alive),
                np.concatenate(([0], np.cumsum(sizes[alive]))).astype(np.int64),
                arranged.events.take(np.flatnonzero(np.repeat(~is_marked, sizes))),
                arranged.anonymous,
            )
        if self.about is not None:
            self.about.rows_of(kept.cases)
        return kept

    @property
    def _n_excluded(self) -> int:
        # Buckets are sieved side by side, so that sums are made at the end.
        return sum(self._excluded)

    def account(self, quality: QualityReport, activities: Sequence[str]) -> QualityReport:
        """
        Complete the account.

        Raises:
            NoUsableEvents: Nothing remains.
        """
        bots = (Drop(reason="bot", n=self._n_excluded),) if self._n_excluded else ()
        whole = added([quality, *self._reports, QualityReport(drops=bots)])
        if not quality.n_events and not self._n_excluded:
            raise NoUsableEvents.after(whole, self._stream.origin)
        seen: set[str | None] = {*activities, *self._stream.activities}
        if self._names is not None:
            unmapped = tuple(sorted(self._names.unmapped(sorted(self._stream.activities))))
            whole = replace(whole, unmapped=unmapped)
            seen = {self._names.renamed(name) for name in self._stream.activities}
        unknown = tuple(name for name in self._request.priority if name not in seen)
        whole = replace(whole, unknown_priority=unknown, markings=self._marked(quality.markings))
        return whole if self.about is None else self.about.account(whole)

    @property
    def seen(self) -> Seen:
        """
        What was counted so far.
        """
        return Seen(
            tuple(self._reports),
            tuple(self._markings),
            tuple(self._excluded),
            None if self.about is None else self.about.matched,
        )

    def include(self, other: Seen) -> None:
        """
        Take note of what was counted elsewhere.

        Args:
            other: What was counted there.
        """
        self._reports += other.reports
        self._markings += other.markings
        self._excluded += other.excluded
        if self.about is not None and other.matched is not None:
            self.about.include(*other.matched)

    def _without_repeats(self, sifted: Sifted) -> Sifted:
        if len(self._repeated):
            rows = sifted.columns.row
            sifted = sifted.without("repeated-event-id", np.isin(rows, self._repeated))
        is_repeat = exact_repeats(sifted.columns)
        if self._request.drop_duplicates:
            return sifted.without("repeated-row", is_repeat)
        n = int(np.count_nonzero(is_repeat))
        return replace(sifted, quality=replace(sifted.quality, n_exact_duplicates=n))

    def _log(self, arranged: Arranged) -> EventLog:
        events = arranged.events
        return EventLog(
            cases=arranged.cases,
            offsets=arranged.offsets,
            activity=events.activity,
            timestamp=events.timestamp,
            row=events.row,
            attributes=events.attributes,
            is_day_precise=self._stream.is_day_precise,
        )

    def _marked(self, before: tuple[Marking, ...]) -> tuple[Marking, ...]:
        # What was left out of a log before can be seen nowhere else any more.
        found = {one.rule: one for one in before if one.is_excluded}
        for one in self._markings:
            known = found.get(one.rule, replace(one, n_cases=0, n_events=0))
            found[one.rule] = replace(
                one,
                n_cases=known.n_cases + one.n_cases,
                n_events=known.n_events + one.n_events,
                is_excluded=known.is_excluded or self._request.exclude_bots,
            )
        order = ("per-minute", "per-day", "listed", "user-agent")
        return tuple(found[rule] for rule in order if rule in found)
