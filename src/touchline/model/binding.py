"""
How a touchpoint recognises its events in a log.
"""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from pydantic import Field

from touchline.model.structure import Part


class Matcher(Part):
    """
    Events of some activities whose attributes hold certain values, in a span of time.

    A binding is a tuple of matchers: an event belongs to the touchpoint when any matcher accepts
    it. A renamed activity
    gets a second matcher with its date, so that history keeps its meaning.

    Args:
        activities: The activities that count; at least one.
        where: For each attribute (`channel` included) the values that count; all must hold.
        since: The first day on which it holds, in the log's reporting zone; None for always.
        until: The last day on which it holds; None for always.
    """

    activities: Annotated[tuple[str, ...], Field(min_length=1)]
    where: dict[str, tuple[str | float, ...]] = Field(default_factory=dict)
    since: dt.date | None = None
    until: dt.date | None = None
