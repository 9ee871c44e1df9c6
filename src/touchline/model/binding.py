"""
How a touchpoint recognises its events in a log, and a persona its customers by what they did.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Annotated

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from touchline.model.structure import Part
from touchline.units import UnreadableDuration, parse_duration

_DEED = re.compile(r"did (not )?\S.*?(?: within (?P<within>\S.*))?")


def _deed(written: str) -> str:
    found = _DEED.fullmatch(written)
    if found is None or " & " in written:
        raise PydanticCustomError("bad_deed", "{deed} tells no deed", {"deed": written})
    if found["within"]:
        try:
            parse_duration(found["within"])
        except UnreadableDuration:
            raise PydanticCustomError(
                "bad_deed", "{deed} tells no deed", {"deed": written}
            ) from None
    return written


#: What a customer did or did not do, such as `did pay`, `did not ask` or `did pay within 7d`.
Deed = Annotated[str, AfterValidator(_deed)]


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
