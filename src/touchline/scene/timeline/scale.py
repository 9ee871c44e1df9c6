"""
Where steps stand on an axis of time.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from touchline.scene.timeline.stretches import stretches

if TYPE_CHECKING:
    from collections.abc import Sequence

    from touchline.lanes import Column
    from touchline.scene.subject import Subject
    from touchline.scene.timeline.stretches import Source, Stretch

#: Stretches that differ by more than this factor are not drawn to scale.
_MOST_SPREAD = 30.0

#: Two steps are never drawn nearer to each other, px.
_LEAST = 44.0

#: The length of a stretch whose time is not known, and its share of the axis at most, px.
_UNKNOWN, _MOST_UNKNOWN = 92.0, 0.4

#: Two ticks are at least so far apart, px, and there are at most so many.
_TICK, _MOST_TICKS = 96.0, 8

_MINUTE, _HOUR, _DAY = 60.0, 3600.0, 86400.0

#: Round distances between ticks, seconds.
_ROUND = (
    *(1.0, 2.0, 5.0, 10.0, 15.0, 30.0),
    *(_MINUTE * n for n in (1, 2, 5, 10, 15, 30)),
    *(_HOUR * n for n in (1, 2, 3, 6, 12)),
    *(_DAY * n for n in (1, 2, 5, 10, 20, 30, 60, 90, 180, 360, 720, 1800, 3600)),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """
    A time on the axis.

    Args:
        x: Where it stands, from the inline start.
        seconds: The time since the first step whose time is known.
    """

    x: float
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """
    The steps on an axis of time.

    Args:
        source: Where the times come from.
        form: To scale, by the logarithm of each stretch, or at even distances.
        xs: Where each step stands, from the inline start.
        known: For each step whether its own time is known.
        stretches: The stretches between steps.
        ticks: Round times; none where the axis is not to scale.
    """

    source: Source
    form: Literal["linear", "log", "even"]
    xs: tuple[float, ...]
    known: tuple[bool, ...]
    stretches: tuple[Stretch, ...]
    ticks: tuple[Tick, ...] = ()

    @property
    def times(self) -> tuple[float, ...]:
        """
        The lengths of the stretches that are known, seconds.
        """
        return tuple(part.seconds for part in self.stretches if part.seconds is not None)


def scale(subject: Subject, columns: Sequence[Column]) -> Scale:
    """
    Place the steps of a map by their times.

    Args:
        subject: The map.
        columns: The columns below, which say how wide the axis is.

    Returns:
        The axis: to scale where every stretch can be seen then, else by logarithms.
    """
    source, parts = stretches(subject)
    known_stretches = sum(part.seconds is not None for part in parts)
    if 2 * known_stretches < len(parts) or source == "unknown":
        # A few long stretches among many dotted ones would tell less than even distances.
        xs = tuple(column.centre for column in columns)
        known = (False,) * len(columns)
        return Scale(source=source, form="even", xs=xs, known=known, stretches=parts)
    start, end = columns[0].centre, columns[-1].centre
    lengths, is_linear = _lengths(parts, end - start)
    xs = _placed(parts, lengths, start)
    ends = {i for part in parts if part.seconds is not None for i in (part.first, part.last)}
    return Scale(
        source=source,
        form="linear" if is_linear else "log",
        xs=xs,
        known=tuple(i in ends for i in range(len(columns))),
        stretches=parts,
        ticks=_ticks(parts, xs) if is_linear else (),
    )


def _lengths(parts: Sequence[Stretch], width: float) -> tuple[list[float], bool]:
    """
    Share the width among the stretches; says whether known ones are in proportion.
    """
    steps = sum(part.n for part in parts if part.seconds is None)
    unknown = min(_UNKNOWN, _MOST_UNKNOWN * width / steps) if steps else 0.0
    room = width - unknown * steps
    known = [part for part in parts if part.seconds is not None]
    times = [part.seconds or 0.0 for part in known]
    total = sum(times)
    is_linear = (
        min(times) > 0
        and max(times) <= _MOST_SPREAD * min(times)
        and all(room * (part.seconds or 0.0) / total >= _LEAST * part.n for part in known)
    )
    if is_linear:
        sizes = [room * time / total for time in times]
    else:
        unit = min((time for time in times if time > 0), default=1.0)
        weights = [math.log1p(time / unit) for time in times]
        least = [min(_LEAST, room / sum(part.n for part in known)) * part.n for part in known]
        spare = room - sum(least)
        whole = sum(weights)
        shares = [weight / whole if whole else 1 / len(weights) for weight in weights]
        sizes = [low + spare * share for low, share in zip(least, shares, strict=True)]
    left = iter(sizes)
    return [unknown * part.n if part.seconds is None else next(left) for part in parts], is_linear


def _placed(parts: Sequence[Stretch], lengths: Sequence[float], x: float) -> tuple[float, ...]:
    """
    Walk along the stretches; steps inside one stand at even distances.
    """
    xs = [x]
    for part, length in zip(parts, lengths, strict=True):
        xs += [x + length * (i + 1) / part.n for i in range(part.n)]
        x += length
    return tuple(xs)


def _ticks(parts: Sequence[Stretch], xs: Sequence[float]) -> tuple[Tick, ...]:
    """
    Place round times along the first stretches that are known without a break.
    """
    known = [i for i, part in enumerate(parts) if part.seconds is not None]
    first = known[0]
    run = []
    for part in parts[first:]:
        if part.seconds is None:
            break
        run.append(part)
    start, end = xs[run[0].first], xs[run[-1].last]
    total = sum(part.seconds or 0.0 for part in run)
    each = next(
        (
            size
            for size in _ROUND
            if size * (end - start) / total >= _TICK and total / size <= _MOST_TICKS
        ),
        None,
    )
    if each is None:
        return ()
    n = int(total / each + 1e-9)
    return tuple(
        Tick(x=start + (end - start) * i * each / total, seconds=i * each) for i in range(n + 1)
    )
