"""
The activities of each case, for the cases that a question asks about.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from touchline.kernels.occurrences import Occurrences
from touchline.kernels.segments import Timeline

if TYPE_CHECKING:
    from touchline.analysis._ranged import RangedQuestion
    from touchline.eventlog.log import EventLog


def occurrences(question: RangedQuestion, log: EventLog) -> Occurrences:
    """
    Find the activities of each case whose first event lies in the span of a question.

    Args:
        question: The question.
        log: The events.

    Shapes:
        one entry a case and activity.

    Units:
        none.

    Returns:
        Each activity of each case once.

    Source:
        By definition.
    """
    timeline = Timeline.of(log.offsets, log.timestamp)
    found = Occurrences.of(log.activity.codes.astype(np.int64), timeline, len(log.activities))
    if question.start is None and question.end is None:
        return found
    return found.kept(question.is_entering_case(log)[found.case])
