"""
Who got what: the customers of one arm of a comparison.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from touchline.analysis._step import attribute, attribute_mask
from touchline.compiled.log import CompiledLog
from touchline.eventlog.columns import TextColumn
from touchline.kernels.segments import NOWHERE, first_event

if TYPE_CHECKING:
    from touchline.eventlog.log import EventLog


def arm(
    log: EventLog | CompiledLog, name: str, value: str | None, *, besides: str | None = None
) -> EventLog:
    """
    Keep the customers of one arm, with all their events.

    Args:
        log: The events.
        name: An attribute of customers or of events; of events the first that has it decides.
        value: The value of the arm; None for every other one that is stated.
        besides: The value that the others lack.

    Shapes:
        none.

    Units:
        none.

    Returns:
        The narrower log, which ends when the whole does.

    Raises:
        UnknownAttribute: The log has no such attribute.

    Source:
        docs/explanation/impact.md.
    """
    whole = log.whole() if isinstance(log, CompiledLog) else log
    column, is_of_cases = attribute(whole, name)
    is_known = column.codes >= 0 if isinstance(column, TextColumn) else ~np.isnan(column.values)
    mask = attribute_mask(whole, name, (str(besides if value is None else value),))
    events = whole.offsets[:-1] if is_of_cases else first_event(is_known, whole.offsets)
    has_one = is_known if is_of_cases else events != NOWHERE
    kept = np.zeros(whole.n_cases, dtype=np.bool_)
    kept[has_one] = mask[events[has_one]] != (value is None)
    return whole.of_cases(kept)
