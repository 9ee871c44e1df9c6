"""
Questions about what enters within a span of time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from pydantic import Field

from touchline.analysis import Moment, Question
from touchline.analysis._errors import EmptySpan
from touchline.units import parse_instant

if TYPE_CHECKING:
    import numpy.typing as npt

    from touchline.eventlog.log import EventLog
    from touchline.eventlog.survey import Survey


#: Before and after whatever a log can hold.
_FIRST, _LAST = np.iinfo(np.int64).min, np.iinfo(np.int64).max


class RangedQuestion(Question):
    """
    A question that may be limited to what enters from one moment up to another.

    Args:
        start: The first instant of the span; None for the beginning of the log.
        end: The first instant after it; None for the end of the log.

    Units:
        ISO 8601; without an offset in the reporting zone of the log.
    """

    start: Moment | None = Field(
        default=None, description="Count only what enters at or after this moment."
    )
    end: Moment | None = Field(
        default=None, description="Count only what enters before this moment."
    )

    def is_entering(
        self, log: EventLog | Survey, times: npt.NDArray[np.int64]
    ) -> npt.NDArray[np.bool_]:
        """
        Mark the times that lie in the span.

        Args:
            log: The log, whose zone gives meaning to moments without an offset.
            times: The times to look at.

        Shapes:
            times (k,) int64; returns (k,) bool.

        Units:
            microseconds since 1970-01-01 in UTC.

        Returns:
            True for a time from `start` on and before `end`.

        Raises:
            EmptySpan: The end does not lie after the start.

        Source:
            docs/explanation/questions.md.
        """
        begin, stop = self.entering(log)
        inside = np.ones(len(times), dtype=np.bool_)
        if self.start is not None:
            inside &= times >= begin
        if self.end is not None:
            inside &= times < stop
        return inside

    def entering(self, log: EventLog | Survey) -> tuple[int, int]:
        """
        Tell from when on, and before when, something must enter to count.

        Args:
            log: The log, whose zone gives meaning to moments without an offset.

        Shapes:
            none.

        Units:
            microseconds since 1970-01-01 in UTC.

        Returns:
            The bounds of the span; those of all of time where none is stated.

        Raises:
            EmptySpan: The end does not lie after the start.

        Source:
            docs/explanation/questions.md.
        """
        begin, stop = (
            limit if text is None else parse_instant(text, log.zone)
            for text, limit in ((self.start, _FIRST), (self.end, _LAST))
        )
        if self.start is not None and self.end is not None and stop <= begin:
            raise EmptySpan.between(self.start, self.end)
        return begin, stop

    def is_entering_case(self, log: EventLog) -> npt.NDArray[np.bool_]:
        """
        Mark the cases whose first event lies in the span.

        Args:
            log: The events.

        Shapes:
            returns (n,) bool.

        Units:
            none.

        Returns:
            True for each such case.

        Source:
            docs/explanation/questions.md.
        """
        if not self.has_span:
            return np.ones(len(log.offsets) - 1, dtype=np.bool_)
        return self.is_entering(log, log.timestamp[log.offsets[:-1]])

    @property
    def has_span(self) -> bool:
        """
        Whether anything limits what counts.
        """
        return self.start is not None or self.end is not None
