"""
How a question is asked of a log that lies in buckets.

An analysis is three steps: a kernel over the sorted arrays of one bucket gives a summary, summaries
of buckets are put together, and the whole becomes the answer. A log in memory is one bucket, or as
many as there are processors when it is large, so that there is one way to compute each number, and
the answer never depends on how the log was cut.
"""

from __future__ import annotations

import os
from abc import abstractmethod
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Generic, Protocol, Self, TypeVar

import numpy as np
from pydantic import Field

from touchline.analysis import Answer, Question
from touchline.analysis._narrow import narrowed
from touchline.analysis._part import part_of
from touchline.analysis._ranged import RangedQuestion
from touchline.analysis._segment import AnySegment
from touchline.compiled.log import CompiledLog
from touchline.executors import EXECUTORS, in_order
from touchline.progress import counted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    import numpy.typing as npt

    from touchline.compiled.manifest import BucketEntry
    from touchline.eventlog.log import EventLog


#: A log in memory with fewer events than this is not worth a second thread.
PART = 200_000


class Summary(Protocol):
    """
    What is kept of one bucket.
    """

    @classmethod
    def merged(cls, parts: Sequence[Self]) -> Self:
        """
        Put the summaries of buckets together.

        Args:
            parts: One summary a bucket, in the order of the buckets; at least one.

        Shapes:
            none.

        Units:
            none.

        Returns:
            The summary of all their cases.

        Source:
            By definition; the outcome does not depend on how cases are spread over buckets.
        """


SummaryT = TypeVar("SummaryT", bound=Summary)
AnswerT = TypeVar("AnswerT", bound=Answer)
OutcomeT = TypeVar("OutcomeT")


def over_buckets(
    work: Callable[[EventLog], OutcomeT], log: EventLog | CompiledLog
) -> Iterator[OutcomeT]:
    """
    Do the same work on every bucket of a log, and hand out what was found as it comes.

    Args:
        work: What is done; it must be free to run side by side, in this process or elsewhere.
        log: A log in memory, which is looked at in a few parts of whole cases, or a compiled one,
            whose buckets the executor in use shares out.

    Shapes:
        none.

    Units:
        none.

    Yields:
        The outcomes in the order of the buckets.

    Source:
        None needed.
    """
    if isinstance(log, CompiledLog):
        buckets = log.manifest.buckets
        sizes = [entry.n_events for entry in buckets]
        yield from counted(in_order(partial(_on_disk, work, log), buckets), sizes)
        return
    # A log in memory is looked at where it is.
    bounds = _bounds_of_parts(log)
    sizes = [int(log.offsets[end] - log.offsets[begin]) for begin, end in bounds]
    found = EXECUTORS["threads"]().map(partial(_in_memory, work, log), bounds)
    yield from counted(found, sizes)


def _on_disk(
    work: Callable[[EventLog], OutcomeT], log: CompiledLog, entry: BucketEntry
) -> OutcomeT:
    return work(log.bucket(entry))


def _in_memory(
    work: Callable[[EventLog], OutcomeT], log: EventLog, bounds: tuple[int, int]
) -> OutcomeT:
    return work(part_of(log, *bounds))


def each_bucket(
    work: Callable[[EventLog], OutcomeT], log: EventLog | CompiledLog
) -> list[OutcomeT]:
    """
    Do the same work on every bucket of a log.

    Args:
        work: What is done; it must be free to run side by side, in this process or elsewhere.
        log: A log in memory, which is looked at in a few parts of whole cases, or a compiled one,
            whose buckets the executor in use shares out.

    Shapes:
        none.

    Units:
        none.

    Returns:
        The outcomes in the order of the buckets; at least one.

    Source:
        None needed.
    """
    return list(over_buckets(work, log))


def _threads() -> int:
    return os.cpu_count() or 1


def _bounds_of_parts(log: EventLog) -> list[tuple[int, int]]:
    """
    Cut the cases of a log in memory into parts of about as many events, one for each processor.
    """
    n_parts = max(1, min(_threads(), len(log.timestamp) // PART))
    wanted = np.arange(1, n_parts) * (len(log.timestamp) // n_parts)
    cuts = [0, *np.searchsorted(log.offsets, wanted).tolist(), log.n_cases]
    return list(pairwise(cuts))


class GatheredQuestion(Question, Generic[SummaryT, AnswerT]):
    """
    A question that is answered bucket by bucket.

    Args:
        segment: Ask only about the cases of this segment; None for all.

    Shapes:
        see each question.

    Units:
        see each question.

    Source:
        docs/explanation/questions.md.
    """

    segment: AnySegment | None = Field(
        default=None, description="Ask only about these cases, such as town=Bonn."
    )

    @abstractmethod
    def summarise(self, log: EventLog) -> SummaryT:
        """
        Keep of one bucket what the answer needs.

        Args:
            log: The bucket: a log with the vocabularies and the end of the whole.

        Returns:
            Its summary.
        """

    @abstractmethod
    def finish(self, summary: SummaryT, log: EventLog | CompiledLog) -> AnswerT:
        """
        Turn the summary of all cases into the answer.

        Args:
            summary: What was kept.
            log: The whole log, for what it says of itself and for second looks by `each_bucket`.

        Returns:
            The answer.
        """

    def seen(self, log: EventLog | CompiledLog) -> EventLog | CompiledLog:
        """
        Narrow a log to what the question is about.

        Args:
            log: The events.

        Returns:
            Those of the segment.
        """
        return narrowed(log, self.segment)

    def answer(self, log: EventLog | CompiledLog) -> AnswerT:
        """
        Answer a log, in memory or on disk.

        Args:
            log: The events.

        Returns:
            The answer.
        """
        seen = self.seen(log)
        parts = each_bucket(self.summarise, seen)
        return self.finish(type(parts[0]).merged(parts), seen)


class BucketQuestion(
    GatheredQuestion[SummaryT, AnswerT], RangedQuestion, Generic[SummaryT, AnswerT]
):
    """
    A question about a span of time that is answered bucket by bucket.

    Shapes:
        see each question.

    Units:
        see each question.

    Source:
        docs/explanation/questions.md.
    """


def concatenated(arrays: Sequence[npt.NDArray[Any]]) -> npt.NDArray[Any]:
    """
    Put arrays of cases or events one after the other.

    Args:
        arrays: At least one array, alike in all but the first dimension.

    Shapes:
        (n_i, ...) each; returns (sum of n_i, ...).

    Units:
        those of the arrays.

    Returns:
        One array; the only one itself, uncopied.

    Source:
        None needed.
    """
    return arrays[0] if len(arrays) == 1 else np.concatenate(arrays)
