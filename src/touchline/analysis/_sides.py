"""
The two sides of a comparison: segments of customers, or spans of time.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self

import numpy as np
from pydantic import BaseModel, ConfigDict, model_validator

from touchline.analysis._errors import UnreadableSegment, UnusableComparison
from touchline.analysis._record import Moment
from touchline.analysis._segment import AnySegment
from touchline.units import UnreadableInstant, parse_instant

if TYPE_CHECKING:
    import numpy.typing as npt

    from touchline.eventlog.log import EventLog

    Bools = npt.NDArray[np.bool_]

#: How everybody who is not in the only segment given is called.
REST = "(rest)"


class Side(BaseModel):
    """
    One side of a comparison.

    Written as a text it is a segment, or a span of time such as `2026-01-01/2026-02-01`, of which
    the end is not part.

    Args:
        name: What it is called; the text itself unless stated.
        segment: Whom it is about; None for all.
        start: The first instant at which its customers enter; None for any.
        end: The first instant after.

    Examples:
        >>> Side.model_validate("2026-01-01/2026-02-01").end
        '2026-02-01'
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str = ""
    segment: AnySegment | None = None
    start: Moment | None = None
    end: Moment | None = None

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, given: Any) -> Any:
        if isinstance(given, str):
            span = _span(given)
            return {"name": given, **({"segment": given} if span is None else span)}
        if isinstance(given, Mapping) and not {*given} <= {*cls.model_fields}:
            # A segment written as a mapping.
            return {"segment": given}
        return given

    @model_validator(mode="after")
    def _has_name(self) -> Self:
        if self.segment is None and self.start is None and self.end is None:
            raise UnreadableSegment.of(self.name)
        if self.name:
            return self
        span = "" if self.start is self.end is None else f"{self.start or ''}/{self.end or ''}"
        parts = [self.segment.name if self.segment else "", span]
        return self.model_copy(update={"name": " ".join(part for part in parts if part)})

    @property
    def rest(self) -> Side | None:
        """
        Everybody else; None for a span of time, of which nobody knows how far the others reach.
        """
        if self.segment is None:
            return None
        others = self.segment.model_copy(update={"name": REST, "negated": not self.segment.negated})
        return self.model_copy(update={"name": REST, "segment": others})

    @property
    def span(self) -> dict[str, str]:
        """
        The bounds of entry that it states, by the names of a question's options.
        """
        bounds = {"start": self.start, "end": self.end}
        return {name: moment for name, moment in bounds.items() if moment is not None}

    def mask(self, log: EventLog) -> Bools:
        """
        Mark the cases that may stand on this side.

        Args:
            log: The events.

        Shapes:
            returns (n,) bool.

        Units:
            none.

        Returns:
            True for each case of its segment.

        Raises:
            UnknownAttribute: The segment asks for an attribute that the log does not have.

        Source:
            docs/explanation/segments.md.
        """
        if self.segment is None:
            return np.ones(log.n_cases, dtype=np.bool_)
        return self.segment.mask(log)


def _span(text: str) -> dict[str, str | None] | None:
    begin, slash, end = text.partition("/")
    if not slash:
        return None
    bounds = {"start": begin.strip() or None, "end": end.strip() or None}
    try:
        for moment in bounds.values():
            if moment is not None:
                parse_instant(moment)
    except UnreadableInstant:
        return None
    return bounds


def both_sides(given: tuple[Side, ...], *, has_groups: bool) -> tuple[Side, Side]:
    """
    Complete the sides of a comparison.

    Args:
        given: One segment, or two sides.
        has_groups: The answer is told apart by groups already.

    Shapes:
        none.

    Units:
        none.

    Returns:
        Two sides; the second is the rest where only a segment is given.

    Raises:
        UnusableComparison: More than two sides, one span of time, or groups beside them.

    Source:
        docs/explanation/funnel.md.
    """
    sides = (given[0], given[0].rest) if len(given) == 1 else given
    match sides:
        case (Side() as first, Side() as second) if not has_groups:
            return first, second
    raise UnusableComparison(at="compare", n=len(given), groups="yes" if has_groups else "no")
