"""
Which whole paths customers take.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, ClassVar, Self

import numpy as np
from pydantic import Field

from touchline.analysis import Answer, Headline, Interval, Microseconds, Record
from touchline.analysis._gather import concatenated, each_bucket
from touchline.analysis._per_session import UnitQuestion
from touchline.analysis._record import interval
from touchline.analysis._spans import LONG
from touchline.analysis._warnings import about_log, warning, wide
from touchline.kernels.intervals import wilson
from touchline.kernels.paths import count_names, find_names, first_in_order, name_paths, tally_names
from touchline.kernels.quantiles import quantile_by_group
from touchline.kernels.segments import NOWHERE, Timeline, verify_sorted
from touchline.kernels.transitions import kept_offsets, without_repeats

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy.typing as npt

    from touchline.compiled.log import CompiledLog
    from touchline.eventlog.log import EventLog

    Ints = npt.NDArray[np.int64]
    Words = npt.NDArray[np.uint64]

#: When more than this share of the cases is hidden, the answer says so in a warning too.
MUCH_HIDDEN = 0.5


class Variant(Record):
    """
    One path and the cases that share it.

    Args:
        path: The activities in order.
        cases: How many cases took it.
        share: Of all cases.
        interval: Wilson's interval of that share.
        cumulative_share: This and all more frequent paths together.
        median_us: Median time from the first event to the last.
        p90_us: Nine in ten took no longer.
    """

    path: tuple[str, ...]
    cases: int
    share: float
    interval: Interval | None
    cumulative_share: float
    median_us: Microseconds
    p90_us: Microseconds


class VariantsAnswer(Answer):
    """
    The most frequent paths, and how much they leave out.

    Args:
        variants: One entry a path, the most frequent first, then by the names in it.
        n_variants: How many different paths there are, shown or not.
        paths: How many cases have a path.
        hidden: How many different paths are not shown.
        hidden_cases: How many cases took those.
        hidden_share: Of all cases.
        seen_once: How many paths only one case took.
    """

    table: ClassVar[str] = "variants"
    row_type: ClassVar[type[Record]] = Variant

    variants: tuple[Variant, ...]
    n_variants: int
    paths: int
    hidden: int
    hidden_cases: int
    hidden_share: float
    seen_once: int

    def headline(self) -> Headline | None:
        """
        Name the number of cases, since the most frequent path may be another one each time.
        """
        return Headline("count", float(self.paths), self.paths)


@dataclass(frozen=True, slots=True, eq=False)
class PathCounts:
    """
    How many cases took each path, by the names of the paths.

    Args:
        words: The names in ascending order.
        count: How many cases took each.
        size: How many events each has.

    Shapes:
        v variants; words (v, 2) uint64; count, size (v,) int64.

    Units:
        cases, events.

    Source:
        docs/explanation/variants.md.
    """

    words: npt.NDArray[np.uint64]
    count: Ints
    size: Ints

    @classmethod
    def merged(cls, parts: Sequence[Self]) -> Self:
        """
        Add the counts of buckets, whose cases differ.
        """
        if len(parts) == 1:
            return parts[0]
        return cls(*count_names([(part.words, part.count, part.size) for part in parts]))

    def least_shown(self, top: int) -> int:
        """
        Find the count below which a path is hidden.

        Args:
            top: How many paths are shown.

        Returns:
            The count of the last one; 0 when all are shown.
        """
        if len(self.count) <= top:
            return 0
        # Most paths are walked once; only the others need be ranked.
        more = self.count[self.count > 1]
        return int(np.partition(more, len(more) - top)[len(more) - top]) if len(more) >= top else 1


class Variants(UnitQuestion[PathCounts, VariantsAnswer]):
    """
    The paths that most cases share, from their first event to their last.

    Args:
        top: How many paths to show; the share of cases behind the others is always told.
        merge_repeats: Take a run of the same activity for one event.
        start: Count cases whose first event lies here or later.
        end: Count cases whose first event lies before this.

    Shapes:
        m events, n cases, v variants; answer.variants (min(v, top),).

    Units:
        shares in [0, 1]; times in microseconds, in JSON in seconds.

    Cost:
        O(m + n log n) in two passes; memory O(v).

    Source:
        docs/explanation/variants.md.
    """

    name: ClassVar[str] = "variants"

    top: int = Field(default=20, ge=1, description="How many paths to show.")
    merge_repeats: bool = Field(
        default=False, description="Take a run of the same activity for one event."
    )

    def summarise(self, log: EventLog) -> PathCounts:
        """
        Count the paths of one bucket.
        """
        codes, offsets = self._walked(log)
        cases = self._entering(log)
        words = name_paths(codes, offsets, cases)
        first, count = tally_names(words, np.ones(len(words), dtype=np.int64))
        size = np.diff(offsets)
        return PathCounts(
            words.take(first, axis=0), count, size[first if cases is None else cases[first]]
        )

    def finish(self, summary: PathCounts, log: EventLog | CompiledLog) -> VariantsAnswer:
        """
        Show the most frequent paths with shares and durations.
        """
        n, n_variants = int(summary.count.sum()), len(summary.count)
        variants = self._shown(summary, log)
        hidden_cases = n - sum(one.cases for one in variants)
        found = [*about_log(log)]
        if n and hidden_cases / n > MUCH_HIDDEN:
            percent = round(100 * hidden_cases / n)
            found.append(warning("much-hidden", path="top", severity="hint", percent=percent))
        shares = [(" > ".join(one.path), one.cases, n, one.interval) for one in variants]
        return VariantsAnswer(
            question=self,
            n_cases=log.n_cases,
            n_events=log.n_events,
            warnings=(*found, *wide(shares, self.tolerance)),
            variants=variants,
            n_variants=n_variants,
            paths=n,
            hidden=n_variants - len(variants),
            hidden_cases=hidden_cases,
            hidden_share=hidden_cases / n if n else 0.0,
            seen_once=int(np.count_nonzero(summary.count == 1)),
        )

    def _walked(self, log: EventLog) -> tuple[npt.NDArray[np.int32], Ints]:
        """
        Give the codes of all events that count, and where cases begin among them.
        """
        codes, offsets = log.activity.codes, log.offsets
        verify_sorted(offsets, log.timestamp)
        if self.merge_repeats:
            keep = without_repeats(codes, Timeline.of(offsets, log.timestamp))
            codes, offsets = codes[keep], kept_offsets(keep, offsets)
        return codes, offsets

    def _entering(self, log: EventLog) -> Ints | None:
        """
        List the cases that count; None for all.
        """
        chosen = np.flatnonzero(self.is_entering_case(log)).astype(np.int64)
        return None if len(chosen) == log.n_cases else chosen

    def _shown(self, summary: PathCounts, log: EventLog | CompiledLog) -> tuple[Variant, ...]:
        """
        Find the paths behind the names with the greatest counts, and how long they took.
        """
        least = summary.least_shown(self.top)
        is_near = summary.count >= least
        near, count = summary.words[is_near], summary.count[is_near]
        # Only cases with as many events as a path that may be shown need be named once more.
        is_size = np.zeros(int(summary.size.max(initial=0)) + 1, dtype=np.bool_)
        is_size[summary.size[is_near]] = True

        def candidates(bucket: EventLog) -> list[tuple[tuple[int, ...], Ints]]:
            codes, offsets = self._walked(bucket)
            cases, sizes = self._entering(bucket), np.diff(offsets)
            is_long = is_size[sizes if cases is None else sizes[cases]]
            chosen = np.flatnonzero(is_long) if cases is None else cases[is_long]
            name = find_names(name_paths(codes, offsets, chosen), near)
            rows = np.flatnonzero(name != NOWHERE)
            name = name[rows]
            present, first = np.unique(name, return_index=True)
            is_sure = count[present] > least
            surely, maybe = np.flatnonzero(is_sure), np.flatnonzero(~is_sure)
            case = chosen[rows[first[maybe]]]
            maybe = maybe[first_in_order(codes, offsets[case], offsets[case + 1], self.top)]
            kept = np.concatenate((surely, maybe))
            path_of = {
                int(v): tuple(codes[offsets[i] : offsets[i + 1]].tolist())
                for v, i in zip(present[kept], chosen[rows[first[kept]]], strict=True)
            }
            return [
                (path_of[v], _durations(bucket, chosen[rows[places]]))
                for v, places in _rows_of(name, present[kept])
            ]

        spans_of: dict[tuple[int, ...], list[Ints]] = {}
        for path, spans in (found for part in each_bucket(candidates, log) for found in part):
            spans_of.setdefault(path, []).append(spans)
        taken = {path: concatenated(spans) for path, spans in spans_of.items()}
        # Codes are numbered in the order of the names.
        order = sorted(taken, key=lambda path: (-len(taken[path]), path))[: self.top]
        return _variants([(path, taken[path]) for path in order], log, int(summary.count.sum()))


def _durations(log: EventLog, cases: Ints) -> Ints:
    """
    Measure cases from their first event to their last.
    """
    first, last = log.offsets[cases], log.offsets[cases + 1] - 1
    return np.asarray(log.timestamp[last] - log.timestamp[first], dtype=np.int64)


def _rows_of(group: Ints, wanted: Ints) -> Iterator[tuple[int, Ints]]:
    """
    List the rows of each wanted group.
    """
    is_wanted = np.zeros(int(group.max(initial=-1)) + 1, dtype=np.bool_)
    is_wanted[wanted] = True
    rows = np.flatnonzero(is_wanted[group])
    rows = rows[np.argsort(group[rows], kind="stable")]
    for begin, end in pairwise([*_cuts(group[rows]), len(rows)]):
        yield int(group[rows[begin]]), rows[begin:end]


def _cuts(ordered: Ints) -> list[int]:
    return np.flatnonzero(np.diff(ordered, prepend=-1)).tolist()


def _variants(
    shown: Sequence[tuple[tuple[int, ...], Ints]], log: EventLog | CompiledLog, n: int
) -> tuple[Variant, ...]:
    names = log.activities
    group = np.repeat(np.arange(len(shown)), [len(spans) for _, spans in shown])
    spans = concatenated([np.empty(0, dtype=np.int64), *(spans for _, spans in shown)])
    median = quantile_by_group(group, spans, len(shown), 0.5)
    p90 = quantile_by_group(group, spans, len(shown), LONG)
    running = np.cumsum([len(spans) for _, spans in shown])
    return tuple(
        Variant(
            path=tuple(names[code] for code in path),
            cases=len(spans),
            share=len(spans) / n,
            interval=interval(wilson(len(spans), n)),
            cumulative_share=int(running[i]) / n,
            median_us=int(median[i]),
            p90_us=int(p90[i]),
        )
        for i, (path, spans) in enumerate(shown)
    )
