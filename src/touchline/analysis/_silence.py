"""
How a silence lowers the chance of completing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from touchline.analysis._record import Interval, Microseconds, Record, interval
from touchline.kernels.prefixes import StateCounts

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    Ints = npt.NDArray[np.int64]
    Bools = npt.NDArray[np.bool_]

#: The silences that are looked at, as parts of the horizon in eighths.
EIGHTHS = (0, 1, 2, 4, 8)

#: Stands for what never comes.
NEVER = np.iinfo(np.int64).max


class Silence(Record):
    """
    What became of those who had done nothing more for some time.

    Args:
        after_us: For how long they had been silent.
        n: Silences of that length, with the whole horizon in sight from there.
        cases: How many customers that were.
        completed: After how many of them the customer completed within the horizon from there.
        probability: Of them.
        interval: Wilson's interval at the effective number of independent silences.
        now: Customers on the way who have been silent for as long now, and not yet for as long as
            the next entry says.
    """

    after_us: Microseconds
    n: int
    cases: int
    completed: int
    probability: float | None
    interval: Interval | None
    now: int


def landmarks(horizon: int) -> list[int]:
    """
    List the silences that are looked at.

    Args:
        horizon: Within what time completion should come.

    Shapes:
        none.

    Units:
        microseconds.

    Returns:
        Spans from nothing to the horizon.

    Source:
        docs/explanation/prospects.md.
    """
    return sorted({horizon * part // EIGHTHS[-1] for part in EIGHTHS})


def silent_counts(
    case: Ints, at: Ints, next_at: Ints, target_at: Ints, *, end: int, horizon: int
) -> list[StateCounts]:
    """
    Count what became of silences of each length.

    Args:
        case: Whose each moment is.
        at: When it was.
        next_at: When the same case does the next thing; `NEVER` for nothing more.
        target_at: When it completes; `NEVER` for not at all.
        end: The end of the log.
        horizon: Within what time completion should come.

    Shapes:
        r moments; case, at, next_at and target_at (r,) int64.

    Units:
        microseconds.

    Returns:
        The counts of each length.

    Source:
        Landmarks after van Houwelingen (2007), Scandinavian Journal of Statistics 34, 70-85.
    """
    found = []
    for span in landmarks(horizon):
        then = at + span
        kept = (next_at > then) & (end - then >= horizon)
        is_hit = target_at[kept] - horizon <= then[kept]
        found.append(StateCounts.of(np.zeros(len(case), "i8")[kept], case[kept], is_hit))
    return found


def silences(counts: Sequence[StateCounts], horizon: int, now: Ints) -> tuple[Silence, ...]:
    """
    Turn counts into chances.

    Args:
        counts: The counts of each length.
        horizon: Within what time completion should come.
        now: How many customers have been silent for so long now.

    Shapes:
        one entry of each a length.

    Units:
        microseconds.

    Returns:
        One entry a length, the shortest first.

    Source:
        docs/explanation/prospects.md.
    """
    found = []
    for span, one, standing in zip(landmarks(horizon), counts, now.tolist(), strict=True):
        is_known = bool(len(one.key))
        share, bounds = one.share(0) if is_known else (None, None)
        found.append(
            Silence(
                after_us=span,
                n=int(one.n[0]) if is_known else 0,
                cases=int(one.cases[0]) if is_known else 0,
                completed=int(one.hits[0]) if is_known else 0,
                probability=share,
                interval=interval(bounds),
                now=standing,
            )
        )
    return tuple(found)


def standing_silent(at: Ints, end: int, horizon: int) -> Ints:
    """
    Count customers on the way by how long they have been silent.

    Args:
        at: When each of them was seen last.
        end: The end of the log.
        horizon: Within what time completion should come.

    Shapes:
        c customers; at (c,) int64.

    Units:
        microseconds.

    Returns:
        One count a length.

    Source:
        By definition.
    """
    spans = np.asarray(landmarks(horizon), dtype=np.int64)
    place = np.searchsorted(spans, end - at, side="right") - 1
    return np.bincount(place, minlength=len(spans)).astype(np.int64)
