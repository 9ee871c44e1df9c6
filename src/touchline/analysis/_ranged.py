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
        inside = np.ones(len(times), dtype=np.bool_)
        if self.start is not None:
            inside &= times >= parse_instant(self.start, log.zone)
        if self.end is not None:
            inside &= times < parse_instant(self.end, log.zone)
        if self.start is not None and self.end is not None:
            begin, stop = (parse_instant(text, log.zone) for text in (self.start, self.end))
            if stop <= begin:
                raise EmptySpan.between(self.start, self.end)
        return inside

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
