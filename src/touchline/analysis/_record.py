"""
What answers are made of: frozen records, intervals, spans of time, and how each is written.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Literal, NamedTuple

from pydantic import (
    AliasGenerator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    PlainSerializer,
    WithJsonSchema,
)

from touchline.units import format_duration, parse_duration, parse_instant

_PER_SECOND = 1_000_000


def in_seconds(name: str) -> str:
    """
    Name in JSON what is called by microseconds in Python.

    Args:
        name: A field name.

    Shapes:
        none.

    Units:
        none.

    Returns:
        The same name, with seconds for microseconds.

    Source:
        The naming rule of the JSON form.

    Examples:
        >>> in_seconds("median_us_from_previous")
        'median_seconds_from_previous'
    """
    return re.sub(r"(^|_)us(?=_|$)", r"\1seconds", name)


class Record(BaseModel):
    """
    Something an answer lists: frozen, and with spans of time in seconds when written as JSON.
    """

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        alias_generator=AliasGenerator(serialization_alias=in_seconds),
    )


class Interval(NamedTuple):
    """
    Two bounds around a number, 95 % unless stated otherwise; `[low, high]` in JSON.

    Args:
        low: The lower bound.
        high: The upper bound.
    """

    low: float
    high: float


def interval(bounds: tuple[float, float] | None) -> Interval | None:
    """
    Name the bounds that a kernel gives.

    Args:
        bounds: The lower and the upper bound, or None for an empty sample.

    Shapes:
        none.

    Units:
        those of the bounds.

    Returns:
        The interval, or None.

    Source:
        None needed.
    """
    return None if bounds is None else Interval(*bounds)


def _seconds(span_us: int) -> float:
    return span_us / _PER_SECOND


Microseconds = Annotated[int, PlainSerializer(_seconds, return_type=float, when_used="json")]


class Spans(NamedTuple):
    """
    Two bounds around a span of time.

    Args:
        low: The lower bound, in microseconds.
        high: The upper bound, in microseconds.
    """

    low: int
    high: int


def _both_seconds(spans: Spans) -> list[float]:
    return [_seconds(spans.low), _seconds(spans.high)]


SpanInterval = Annotated[
    Spans, PlainSerializer(_both_seconds, return_type=list[float], when_used="json")
]


Window = Annotated[
    int,
    BeforeValidator(parse_duration),
    PlainSerializer(format_duration, return_type=str),
    WithJsonSchema({"type": "string", "examples": ["7d", "12h", "90s"]}),
]


def _as_moment(given: object) -> object:
    if isinstance(given, str | datetime | date):
        parse_instant(given)
    return given.isoformat() if isinstance(given, datetime | date) else given


#: An instant or a day, ISO 8601; without an offset it is meant in the log's reporting zone.
Moment = Annotated[str, BeforeValidator(_as_moment)]


@dataclass(frozen=True, slots=True)
class Headline:
    """
    The one number of an answer that a trend follows.

    Args:
        kind: A share of `n`, a median span of time in microseconds, a count, or a score on a scale.
        value: The number; None when nothing was there to count.
        n: What it rests on.
        count: For a share, how many of n.
        bounds: Its 95 % interval.
        is_independent: Each case counts in one period only, so that two periods can be tested
            against each other.
        scale: How far a score can reach from its lowest to its highest; 1 for all else.
    """

    kind: Literal["share", "duration", "count", "score"]
    value: float | None
    n: int
    count: int = 0
    bounds: Interval | None = None
    is_independent: bool = True
    scale: float = 1.0
