"""
Questions to what customers say.

Each takes a survey, and also a log among whose events answers stand: there every event that has a
score or a comment is a reply about the moment that its activity names.
"""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from touchline.analysis import Answer
from touchline.analysis._gather import BucketQuestion, Summary
from touchline.analysis._warnings import about_log, warning
from touchline.eventlog.log import EventLog
from touchline.eventlog.survey import UNDATED, Survey

if TYPE_CHECKING:
    import numpy.typing as npt

    from touchline.analysis._segment import Segment
    from touchline.compiled.log import CompiledLog
    from touchline.diagnostics import Diagnostic

SummaryT = TypeVar("SummaryT", bound=Summary)
AnswerT = TypeVar("AnswerT", bound=Answer)


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """
    What an answer rests on.

    Args:
        n_cases: How many customers.
        n_events: How many replies, or events of a log.
        zone: The reporting zone.
        end: When observation ends; None for nothing dated.
        warnings: What touches every question.
    """

    n_cases: int
    n_events: int
    zone: str
    end: int | None
    warnings: tuple[Diagnostic, ...]


class SurveyQuestion(BucketQuestion[SummaryT, AnswerT]):
    """
    A question to replies.

    Shapes:
        see each question.

    Units:
        see each question.

    Source:
        docs/explanation/satisfaction.md.
    """

    @abstractmethod
    def kept(self, survey: Survey) -> SummaryT:
        """
        Keep of some replies what the answer needs.

        Args:
            survey: Replies; all replies of a customer are among them or none.

        Returns:
            Their summary.
        """

    @abstractmethod
    def told(self, summary: SummaryT, basis: Basis) -> AnswerT:
        """
        Turn the summary of all replies into the answer.

        Args:
            summary: What was kept.
            basis: What it rests on.

        Returns:
            The answer.
        """

    def answer(self, log: EventLog | CompiledLog | Survey) -> AnswerT:
        """
        Answer a survey, or a log that holds replies.

        Args:
            log: The replies.

        Returns:
            The answer.
        """
        if not isinstance(log, Survey):
            return super().answer(log)
        log = log if self.segment is None else _narrowed(log, self.segment)
        basis = Basis(
            n_cases=log.n_respondents,
            n_events=log.n_replies,
            zone=log.zone,
            end=log.last,
            warnings=() if log.n_replies else (warning("empty-log"),),
        )
        return self.told(self.kept(log), basis)

    def summarise(self, log: EventLog) -> SummaryT:
        """
        Take the events of a bucket for replies.
        """
        return self.kept(Survey.of_log(log))

    def finish(self, summary: SummaryT, log: EventLog | CompiledLog) -> AnswerT:
        """
        Rest the answer on the log.
        """
        basis = Basis(
            n_cases=log.n_cases,
            n_events=log.n_events,
            zone=log.zone,
            end=log.log_end,
            warnings=about_log(log),
        )
        return self.told(summary, basis)

    def is_asked(self, survey: Survey) -> npt.NDArray[np.bool_]:
        """
        Mark the replies within the span of time that is asked for.

        Args:
            survey: The replies.

        Shapes:
            returns (r,) bool.

        Units:
            none.

        Returns:
            True for each of them; without a span also for the undated ones.

        Source:
            docs/explanation/satisfaction.md.
        """
        inside = self.is_entering(survey, survey.timestamp)
        if self.start is None and self.end is None:
            return inside
        is_dated: npt.NDArray[np.bool_] = survey.timestamp != UNDATED
        return inside & is_dated


def _narrowed(survey: Survey, segment: Segment) -> Survey:
    """
    Keep the replies of the customers of a segment, to whom each reply is an event.
    """
    order = np.lexsort((survey.timestamp, survey.respondent))
    replies = np.bincount(survey.respondent, minlength=survey.n_respondents)
    log = EventLog(
        cases=[str(i) for i in range(survey.n_respondents)],
        offsets=np.concatenate(([0], np.cumsum(replies))).astype(np.int64),
        activity=survey.moment.take(order),
        timestamp=survey.timestamp[order],
        row=order.astype(np.int64),
        attributes={name: column.take(order) for name, column in survey.columns.items()},
        zone=survey.zone,
    )
    return survey.take(np.flatnonzero(segment.mask(log)[survey.respondent]))
