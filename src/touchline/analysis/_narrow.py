"""
A log narrowed to one segment, in memory or on disk.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np

from touchline.compiled.files import Texts
from touchline.compiled.log import CompiledLog
from touchline.executors import in_order
from touchline.kernels.segments import rows_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy.typing as npt

    from touchline.analysis._segment import Segment
    from touchline.compiled.manifest import BucketEntry
    from touchline.eventlog.columns import Column
    from touchline.eventlog.log import EventLog

    Rows = npt.NDArray[np.intp]


def narrowed(log: EventLog | CompiledLog, segment: Segment | None) -> EventLog | CompiledLog:
    """
    Keep the cases of a segment.

    Observation ends when it did before, and no vocabulary shrinks, so that a bucket of the narrow
    log has the same codes as the whole.

    Args:
        log: The events.
        segment: The cases wanted; None for all.

    Shapes:
        none.

    Units:
        none.

    Returns:
        The log of these cases; events that belong to nobody are in no segment.

    Raises:
        UnknownAttribute: The segment asks for an attribute that the log does not have.

    Source:
        docs/explanation/segments.md.
    """
    if segment is None:
        return log
    if isinstance(log, CompiledLog):
        return NarrowedLog.of(log, segment)
    return cases_of(log, segment.mask(log))


@dataclass(frozen=True, eq=False)
class NarrowedLog(CompiledLog):
    """
    A compiled log of which only the cases of a segment are seen.

    Args:
        base: The whole.
        segment: The cases.
    """

    base: CompiledLog = field(kw_only=True)
    segment: Segment = field(kw_only=True)

    @classmethod
    def of(cls, log: CompiledLog, segment: Segment) -> NarrowedLog:
        """
        Count what remains, bucket by bucket.

        Args:
            log: The whole.
            segment: The cases wanted.

        Shapes:
            none.

        Units:
            none.

        Returns:
            The narrow log.

        Source:
            None needed.
        """
        found = list(in_order(partial(_looked_at, log, segment), log.manifest.buckets))
        buckets = tuple(
            entry.model_copy(update={"n_cases": n_cases, "n_events": n_events})
            for entry, (n_cases, n_events, _) in zip(log.manifest.buckets, found, strict=True)
        )
        starts = [start for _, _, start in found if start is not None]
        manifest = log.manifest.model_copy(
            update={
                "buckets": buckets,
                "log_start": min(starts, default=None),
                "stated_end": log.log_end,
                "anonymous": None,
                "quality": replace(log.quality, n_without_case=0),
            }
        )
        return cls(log.folder, manifest, base=log, segment=segment)

    def bucket(self, entry: BucketEntry) -> EventLog:
        """
        Open one bucket.

        Args:
            entry: Which one.

        Shapes:
            none.

        Units:
            none.

        Returns:
            Its cases that belong to the segment.

        Source:
            None needed.
        """
        whole = {one.folder: one for one in self.base.manifest.buckets}
        bucket = self.base.bucket(whole[entry.folder])
        return cases_of(bucket, self.segment.mask(bucket))

    @cached_property
    def _in_memory(self) -> EventLog:
        whole = self.base.whole()
        return cases_of(whole, self.segment.mask(whole))


def _looked_at(
    log: CompiledLog, segment: Segment, entry: BucketEntry
) -> tuple[int, int, int | None]:
    bucket = log.bucket(entry)
    kept = cases_of(bucket, segment.mask(bucket))
    return kept.n_cases, len(kept.timestamp), kept.log_start


def cases_of(log: EventLog, is_kept: npt.NDArray[np.bool_]) -> EventLog:
    """
    Keep some cases of a log in memory.

    Args:
        log: The events.
        is_kept: Which cases.

    Shapes:
        is_kept (n,) bool.

    Units:
        none.

    Returns:
        Their log, with the vocabularies and the end of the whole.

    Source:
        None needed.
    """
    chosen = np.flatnonzero(is_kept)
    rows, offsets = rows_of(log.offsets, chosen)
    return replace(
        log,
        cases=_names(log.cases, chosen),
        offsets=offsets,
        activity=log.activity.take(rows),
        timestamp=log.timestamp[rows],
        row=log.row[rows],
        value=None if log.value is None else log.value.take(rows),
        channel=None if log.channel is None else log.channel.take(rows),
        attributes=_taken(log.attributes, rows),
        case_attributes=_taken(log.case_attributes, chosen),
        stated_end=log.log_end,
        anonymous=None,
        quality=replace(log.quality, n_without_case=0),
    )


def _names(cases: Sequence[str], chosen: Rows) -> Sequence[str]:
    """
    Keep some ids; those of a compiled log stay in Arrow.
    """
    if isinstance(cases, Texts):
        return Texts(cases.array.take(chosen))
    return tuple(cases[case] for case in chosen.tolist())


def _taken(columns: Mapping[str, Column], rows: Rows) -> Mapping[str, Column]:
    return MappingProxyType({name: column.take(rows) for name, column in columns.items()})
