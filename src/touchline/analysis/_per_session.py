"""
Questions that may be asked of sessions in place of customers, of logs in memory or on disk.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from typing import TYPE_CHECKING, Generic, Literal, TypeVar, overload

import numpy as np
from pydantic import Field

from touchline.analysis import Answer, Window
from touchline.analysis._gather import BucketQuestion, Summary, each_bucket
from touchline.analysis._warnings import warning
from touchline.compiled.log import CompiledLog
from touchline.kernels.sessions import opens_session, session_offsets
from touchline.units import UNITS

if TYPE_CHECKING:
    import numpy.typing as npt

    from touchline.compiled.manifest import BucketEntry
    from touchline.eventlog.log import EventLog

    Ints = npt.NDArray[np.int64]

SummaryT = TypeVar("SummaryT", bound=Summary)
AnswerT = TypeVar("AnswerT", bound=Answer)


class SessionNames(Sequence[str]):
    """
    What sessions are called: by their customer and their number, such as `ann#2`.

    No name is made before it is asked for, since there may be a hundred million.

    Args:
        cases: The customers.
        owners: The customer of each session.
        numbers: The number of each session among those of its customer, from 1.
    """

    __slots__ = ("_cases", "_numbers", "_owners")

    def __init__(self, cases: Sequence[str], owners: Ints, numbers: Ints) -> None:
        self._cases, self._owners, self._numbers = cases, owners, numbers

    def __len__(self) -> int:
        return len(self._owners)

    @overload
    def __getitem__(self, place: int) -> str: ...

    @overload
    def __getitem__(self, place: slice) -> Sequence[str]: ...

    def __getitem__(self, place: int | slice) -> str | Sequence[str]:
        if isinstance(place, slice):
            return SessionNames(self._cases, self._owners[place], self._numbers[place])
        return f"{self._cases[int(self._owners[place])]}#{self._numbers[place]}"


def sessions_of(log: EventLog, gap: int) -> EventLog:
    """
    Look at each session of a log as a case; no event is copied or moved.

    Args:
        log: The events, sorted by customer.
        gap: The longest gap inside a session.

    Shapes:
        none.

    Units:
        gap in microseconds.

    Returns:
        The same events; sessions stand by customer and time, and have the attributes of their
        customer.

    Source:
        docs/explanation/sessions.md.
    """
    offsets = session_offsets(opens_session(log.offsets, log.timestamp, gap))
    owners = np.searchsorted(log.offsets, offsets[:-1], side="right").astype(np.int64) - 1
    numbers = np.arange(len(owners)) - np.searchsorted(owners, owners) + 1
    return replace(
        log,
        cases=SessionNames(log.cases, owners, numbers),
        offsets=offsets,
        case_attributes={name: column.take(owners) for name, column in log.case_attributes.items()},
        stated_end=log.log_end,
    )


@dataclass(frozen=True, eq=False)
class SessionLog(CompiledLog):
    """
    A compiled log whose cases are sessions, cut bucket by bucket when they are looked at.

    Args:
        base: The log of customers.
        gap: The longest gap inside a session, in microseconds.
    """

    base: CompiledLog = field(kw_only=True)
    gap: int = field(kw_only=True)

    @classmethod
    def of(cls, log: CompiledLog, gap: int) -> SessionLog:
        """
        Count the sessions of each bucket.

        Args:
            log: The log of customers.
            gap: The longest gap inside a session.

        Shapes:
            none.

        Units:
            gap in microseconds.

        Returns:
            The log of sessions.

        Source:
            docs/explanation/sessions.md.
        """
        counts = each_bucket(partial(_count, gap=gap), log)
        buckets = tuple(
            entry.model_copy(update={"n_cases": n})
            for entry, n in zip(log.manifest.buckets, counts, strict=True)
        )
        manifest = log.manifest.model_copy(update={"buckets": buckets})
        return cls(log.folder, manifest, base=log, gap=gap)

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
            Its sessions.

        Source:
            None needed.
        """
        own = {one.folder: one for one in self.base.manifest.buckets}
        return sessions_of(self.base.bucket(own[entry.folder]), self.gap)

    @cached_property
    def _in_memory(self) -> EventLog:
        return sessions_of(self.base.whole(), self.gap)


def _count(log: EventLog, gap: int) -> int:
    return int(np.count_nonzero(opens_session(log.offsets, log.timestamp, gap)))


class UnitQuestion(BucketQuestion[SummaryT, AnswerT], Generic[SummaryT, AnswerT]):
    """
    A question that may be asked of customers, or of each session by itself.

    Args:
        per: What is a case: a customer, or a session.
        session_gap: A longer gap than this begins a new session.

    Shapes:
        see each question.

    Units:
        session_gap in microseconds.

    Source:
        docs/explanation/sessions.md.
    """

    per: Literal["case", "session"] = Field(
        default="case", description="What counts as a case: the customer, or each session."
    )
    session_gap: Window = Field(
        default=30 * UNITS["m"],
        description="A longer gap than this begins a new session, such as 30m.",
    )

    def seen(self, log: EventLog | CompiledLog) -> EventLog | CompiledLog:
        """
        Narrow a log to customers of the segment, and take their sessions for cases if asked to.
        """
        narrow = super().seen(log)
        if self.per == "case":
            return narrow
        if isinstance(narrow, CompiledLog):
            return SessionLog.of(narrow, self.session_gap)
        return sessions_of(narrow, self.session_gap)

    def answer(self, log: EventLog | CompiledLog) -> AnswerT:
        """
        Answer a log, and say so when it is sessions that are counted.
        """
        answer = super().answer(log)
        if self.per == "case":
            return answer
        told = warning("counts-sessions", path="per", severity="hint", n=answer.n_cases)
        return answer.model_copy(update={"warnings": (*answer.warnings, told)})
