"""
Which whole paths customers take.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import numpy as np
from pydantic import Field

from touchline.analysis import Answer, Headline, Interval, Microseconds, Record
from touchline.analysis._ranged import RangedQuestion
from touchline.analysis._record import interval
from touchline.analysis._spans import LONG
from touchline.analysis._warnings import about_log, warning, wide
from touchline.kernels.intervals import wilson
from touchline.kernels.paths import group_paths
from touchline.kernels.quantiles import quantile_by_group
from touchline.kernels.segments import Timeline
from touchline.kernels.transitions import kept_offsets, without_repeats

if TYPE_CHECKING:
    from touchline.eventlog.log import EventLog

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


class Variants(RangedQuestion):
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
        O(m + v log v); memory O(total length of distinct paths).

    Source:
        docs/explanation/variants.md.
    """

    name: ClassVar[str] = "variants"

    top: int = Field(default=20, ge=1, description="How many paths to show.")
    merge_repeats: bool = Field(
        default=False, description="Take a run of the same activity for one event."
    )

    def answer(self, log: EventLog) -> VariantsAnswer:
        """
        Group the cases of a log by their path.

        Args:
            log: The events.

        Returns:
            The most frequent paths with shares and durations.
        """
        timeline = Timeline.of(log.offsets, log.timestamp)
        codes = log.activity.codes.astype(np.int64)
        chosen = np.flatnonzero(self.is_entering_case(log))
        first, last = log.offsets[:-1][chosen], log.offsets[1:][chosen] - 1
        keep = np.isin(timeline.case, chosen)
        if self.merge_repeats:
            keep &= without_repeats(codes, timeline)
        bounds = kept_offsets(keep, log.offsets)
        offsets = np.concatenate(([0], np.cumsum(np.diff(bounds)[chosen]))).astype(np.int64)
        kept = codes[keep]
        variant, shown_by = group_paths(kept, offsets)
        count = np.bincount(variant, minlength=len(shown_by))
        spans = log.timestamp[last] - log.timestamp[first]
        median = quantile_by_group(variant, spans, len(shown_by), 0.5)
        p90 = quantile_by_group(variant, spans, len(shown_by), LONG)
        paths = [
            tuple(log.activities[code] for code in kept[offsets[case] : offsets[case + 1]].tolist())
            for case in shown_by.tolist()
        ]
        order = sorted(range(len(paths)), key=lambda v: (-int(count[v]), paths[v]))[: self.top]
        running = np.cumsum(count[order]) if order else count
        n = len(chosen)
        variants = tuple(
            Variant(
                path=paths[v],
                cases=int(count[v]),
                share=int(count[v]) / n,
                interval=interval(wilson(int(count[v]), n)),
                cumulative_share=int(running[i]) / n,
                median_us=int(median[v]),
                p90_us=int(p90[v]),
            )
            for i, v in enumerate(order)
        )
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
            n_variants=len(paths),
            paths=n,
            hidden=len(paths) - len(variants),
            hidden_cases=hidden_cases,
            hidden_share=hidden_cases / n if n else 0.0,
            seen_once=int(np.count_nonzero(count == 1)),
        )
