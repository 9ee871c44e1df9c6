"""
Attribution by rule: how the touches of one path share its conversion.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

import numpy as np

from touchline.kernels.exact_sums import KeyedSums, joined
from touchline.kernels.resample import GROUPS, redrawn

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import numpy.typing as npt

    from touchline.analysis._attribution_paths import Paths

    Ints = npt.NDArray[np.int64]
    Floats = npt.NDArray[np.float64]
    Rule = Callable[[Paths], Floats]


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """
    What a model finds for every channel.

    Args:
        credit: Conversions credited.
        value: Value credited.
        credit_draws: Conversions credited in each draw.
        value_draws: Value credited in each draw.
        removal: The share of conversions lost without the channel, where the model has it.
        removal_draws: That share in each draw.
        slack: The standard error of the credit on account of drawn orders.

    Shapes:
        c channels, d draws; one value (c,), draws (d, c).

    Units:
        conversions; value in the unit of the log; removal in [0, 1].

    Source:
        docs/explanation/attribution.md.
    """

    credit: Floats
    value: Floats
    credit_draws: Floats
    value_draws: Floats
    removal: Floats | None = None
    removal_draws: Floats | None = None
    slack: Floats | None = None


@dataclass(frozen=True, slots=True, eq=False)
class ShareSums:
    """
    What the touches of each channel were given, by group of customers.

    Args:
        credit: Conversions; the key is the channel times the number of groups, plus the group.
        value: Value, by the same key.

    Shapes:
        see `KeyedSums`.

    Units:
        conversions; value in the unit of the log.

    Source:
        docs/explanation/attribution.md.
    """

    credit: KeyedSums
    value: KeyedSums

    @classmethod
    def of(cls, paths: Paths, path: Ints, channel: Ints, share: Floats) -> Self:
        """
        Add the shares of one bucket.
        """
        counts = paths.is_converting[path]
        path, channel, share = path[counts], channel[counts], share[counts]
        key, weight = channel * GROUPS + paths.group[path], paths.weight[path]
        return cls(
            KeyedSums.of(key, share, weight), KeyedSums.of(key, share * paths.value[path], weight)
        )

    @classmethod
    def merged(cls, parts: Sequence[Self]) -> Self:
        """
        Add the shares of buckets.
        """
        return cls(
            KeyedSums.merged([part.credit for part in parts]),
            KeyedSums.merged([part.value for part in parts]),
        )

    def found(self, n_channels: int, times: Floats) -> Found:
        """
        Sum up each channel, in all and in each draw.
        """
        return Found(
            *(_summed(sums, n_channels) for sums in (self.credit, self.value)),
            *(
                redrawn(sums.key // GROUPS, sums.key % GROUPS, sums.values, n_channels, times)
                for sums in (self.credit, self.value)
            ),
        )


def _summed(sums: KeyedSums, n_channels: int) -> Floats:
    channels, first = np.unique(sums.key // GROUPS, return_index=True)
    found = np.zeros(n_channels)
    if len(channels):
        found[channels] = joined(np.add.reduceat(sums.parts, first, axis=0))
    return found


def first_touch(paths: Paths) -> Floats:
    """
    Give all to the first touch.

    Args:
        paths: The paths.

    Shapes:
        returns (t,).

    Units:
        shares that sum to 1 in each path.

    Returns:
        The share of each touch.

    Source:
        By definition.
    """
    share = np.zeros(len(paths.channel))
    share[paths.offsets[:-1][paths.lengths > 0]] = 1
    return share


def last_touch(paths: Paths) -> Floats:
    """
    Give all to the last touch.

    Args:
        paths: The paths.

    Shapes:
        returns (t,).

    Units:
        shares that sum to 1 in each path.

    Returns:
        The share of each touch.

    Source:
        By definition.
    """
    share = np.zeros(len(paths.channel))
    share[paths.offsets[1:][paths.lengths > 0] - 1] = 1
    return share


def linear(paths: Paths) -> Floats:
    """
    Give every touch the same.

    Args:
        paths: The paths.

    Shapes:
        returns (t,).

    Units:
        shares that sum to 1 in each path.

    Returns:
        The share of each touch.

    Source:
        By definition.
    """
    return 1 / paths.lengths[paths.path]


def by_position(first: float, last: float) -> Rule:
    """
    Make the rule that favours the first and the last touch.

    Args:
        first: What the first of three or more touches gets.
        last: What the last of them gets; those in between share the rest.

    Shapes:
        none.

    Units:
        shares in [0, 1].

    Returns:
        The rule; a single touch gets all, and two share by these weights.

    Source:
        docs/explanation/attribution.md.
    """

    def rule(paths: Paths) -> Floats:
        n = paths.lengths[paths.path]
        at = np.arange(len(n)) - np.repeat(paths.offsets[:-1], paths.lengths)
        is_first, is_last = at == 0, at == n - 1
        between = (1 - first - last) / np.maximum(n - 2, 1)
        share = np.where(is_first, first, np.where(is_last, last, between))
        ends = first + last
        half = (first / ends, last / ends) if ends > 0 else (0.5, 0.5)
        share = np.where(n == 2, np.where(is_first, *half), share)  # noqa: PLR2004
        return np.where(n == 1, 1.0, share)

    return rule


def decaying(half_life: int) -> Rule:
    """
    Make the rule by which a touch is worth half as much for each half-life that it lies back.

    Args:
        half_life: In which time the worth of a touch halves.

    Shapes:
        none.

    Units:
        microseconds.

    Returns:
        The rule.

    Source:
        docs/explanation/attribution.md.
    """

    def rule(paths: Paths) -> Floats:
        # Only ages compared with the newest touch matter, so that none is too old to be counted.
        path = paths.path
        newest = np.zeros(len(paths.weight), dtype=np.int64)
        filled = paths.lengths > 0
        newest[filled] = paths.age[paths.offsets[1:][filled] - 1]
        worth = np.exp2((newest[path] - paths.age) / half_life)
        return worth / np.bincount(path, weights=worth, minlength=len(newest))[path]

    return rule
