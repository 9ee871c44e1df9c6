"""
The paths of touches that attribution shares out, from a log or already aggregated.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from touchline.eventlog.columns import ABSENT
from touchline.kernels.hashing import mixed
from touchline.kernels.meetings import distinct
from touchline.kernels.resample import GROUPS, group_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    Ints = npt.NDArray[np.int64]
    Floats = npt.NDArray[np.float64]
    Bools = npt.NDArray[np.bool_]

#: Fewer walks than these are put into groups one by one, more by a draw of all at once.
_ONE_BY_ONE = 4_096


class AggregatedPath(NamedTuple):
    """
    Touches that several customers had in the same order.

    Args:
        touches: The channels in order.
        conversions: How often they led to a conversion.
        value: What these conversions are worth in all.
        nulls: How often they led to none.
    """

    touches: tuple[str, ...]
    conversions: int
    value: float
    nulls: int


@dataclass(frozen=True, slots=True, eq=False)
class Paths:
    """
    Paths of touches as arrays.

    Args:
        n_channels: How many channels there are; touches are numbered by them.
        offsets: Where each path begins, and where the last one ends.
        channel: The channel of each touch.
        age: How long before the conversion it happened, 0 where there is none; empty where nobody
            asks.
        is_converting: The path led to a conversion.
        value: What that is worth.
        weight: How many customers had just this path.
        group: Which group they are drawn with.

    Shapes:
        p paths, t touches; offsets (p + 1,); channel and age (t,); all others (p,).

    Units:
        age in microseconds.

    Source:
        docs/explanation/attribution.md.
    """

    n_channels: int
    offsets: Ints
    channel: Ints
    age: Ints
    is_converting: Bools
    value: Floats
    weight: Ints
    group: Ints

    @property
    def lengths(self) -> Ints:
        """
        How many touches each path has, (p,).
        """
        return np.diff(self.offsets)

    @property
    def path(self) -> Ints:
        """
        The path of each touch, (t,).
        """
        return np.repeat(np.arange(len(self.weight), dtype=np.int64), self.lengths)

    def distinct(self) -> tuple[Ints, Ints]:
        """
        List the channels of each path, each once.

        Shapes:
            returns two (k,).

        Units:
            none.

        Returns:
            The path and the channel of each such pair.

        Source:
            By definition.
        """
        width = max(self.n_channels, 1)
        pairs = distinct(self.path * width + self.channel)
        return pairs // width, pairs % width

    def without_repeats(self) -> Paths:
        """
        Take a run of the same channel for one touch.

        Shapes:
            the same paths.

        Units:
            none.

        Returns:
            The paths with the first touch of each run.

        Source:
            By definition.
        """
        path = self.path
        keep = np.ones(len(path), dtype=np.bool_)
        keep[1:] = (path[1:] != path[:-1]) | (self.channel[1:] != self.channel[:-1])
        lengths = np.bincount(path[keep], minlength=len(self.weight))
        return Paths(
            self.n_channels,
            np.concatenate(([0], np.cumsum(lengths))).astype(np.int64),
            self.channel[keep],
            self.age[keep] if len(self.age) else self.age,
            self.is_converting,
            self.value,
            self.weight,
            self.group,
        )


def from_aggregated(given: Sequence[AggregatedPath]) -> tuple[Paths, tuple[str, ...]]:
    """
    Turn aggregated paths into arrays, as if each customer had been read.

    Args:
        given: The paths, in any order; the same path may come several times.

    Shapes:
        none.

    Units:
        value in any.

    Returns:
        The paths, and the names of their channels.

    Source:
        By definition.
    """
    ordered = sorted(given)
    names = tuple(sorted({name for one in ordered for name in one.touches}))
    code = {name: i for i, name in enumerate(names)}
    rows: list[tuple[list[int], bool, float, int]] = []
    for one in ordered:
        touches = [code[name] for name in one.touches]
        if one.conversions:
            rows.append((touches, True, one.value / one.conversions, one.conversions))
        if one.nulls and touches:
            rows.append((touches, False, 0.0, one.nulls))
    spread = [_spread(i, weight) for i, (_, _, _, weight) in enumerate(rows)]
    row = np.repeat(np.arange(len(rows)), [len(groups) for groups, _ in spread])
    lengths = np.asarray([len(touches) for touches, _, _, _ in rows], dtype=np.int64)[row]
    channel = [np.asarray(rows[i][0], dtype=np.int64) for i in row.tolist()]
    none = [np.empty(0, dtype=np.int64)]
    offsets = np.concatenate(([0], np.cumsum(lengths))).astype(np.int64)
    return (
        Paths(
            n_channels=len(names),
            offsets=offsets,
            channel=np.concatenate(channel or none),
            age=np.zeros(int(offsets[-1]), dtype=np.int64),
            is_converting=np.asarray([one[1] for one in rows], dtype=np.bool_)[row],
            value=np.asarray([one[2] for one in rows], dtype=np.float64)[row],
            weight=np.concatenate([amount for _, amount in spread] or none),
            group=np.concatenate([groups for groups, _ in spread] or none),
        ),
        names,
    )


def _spread(row: int, weight: int) -> tuple[Ints, Ints]:
    """
    Put the customers of one row into groups.
    """
    if weight > _ONE_BY_ONE:
        even = np.full(GROUPS, 1 / GROUPS)
        amounts = np.random.default_rng(row).multinomial(weight, even).astype(np.int64)
    else:
        start = mixed(np.asarray([row], dtype=np.uint64))
        words = mixed(np.arange(weight, dtype=np.uint64)) ^ start[0]
        amounts = np.bincount(group_of(words), minlength=GROUPS).astype(np.int64)
    groups = np.flatnonzero(amounts).astype(np.int64)
    return groups, amounts[groups]


def present(codes: npt.NDArray[np.integer], n_known: int) -> npt.NDArray[np.integer]:
    """
    Number touches of which no channel is known behind those of which one is.

    Args:
        codes: Codes of channels.
        n_known: How many channels have a name.

    Shapes:
        codes (t,); returns (t,).

    Units:
        none.

    Returns:
        The codes without gaps.

    Source:
        None needed.
    """
    is_absent = codes == ABSENT
    return np.where(is_absent, n_known, codes) if is_absent.any() else codes
