"""
The most frequent paths to a conversion, and what each channel gets of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

import numpy as np

from touchline.analysis._attribution_paths import AggregatedPath, from_aggregated
from touchline.analysis._record import Interval, Record, interval
from touchline.kernels.exact_sums import cut, joined
from touchline.kernels.intervals import wilson
from touchline.kernels.paths import group_paths

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy.typing as npt

    from touchline.analysis._attribution_paths import Paths
    from touchline.analysis._attribution_shares import Rule

    Ints = npt.NDArray[np.int64]


class PathShare(Record):
    """
    What one channel gets of a path.

    Args:
        channel: The channel.
        credit: Conversions of the path that are credited to it.
        share: Of the conversions of the path.
    """

    channel: str
    credit: float
    share: float


class PathCredit(Record):
    """
    One path of touches.

    Args:
        path: The channels in the order of the touches.
        conversions: How often it led to a conversion.
        nulls: How often it led to none.
        share: Of all conversions.
        interval: Wilson's interval of that share.
        value: What these conversions are worth.
        credits: What each channel gets, in the order of its first touch.
    """

    path: tuple[str, ...]
    conversions: int
    nulls: int
    share: float
    interval: Interval | None
    value: float
    credits: tuple[PathShare, ...]


@dataclass(frozen=True, slots=True, eq=False)
class PathTally:
    """
    How often each path was taken.

    Args:
        found: For each path how often it led to a conversion, how often to none, and what the
            conversions are worth, in three parts that add exactly.

    Shapes:
        none.

    Units:
        paths.

    Source:
        docs/explanation/attribution.md.
    """

    found: Mapping[tuple[int, ...], npt.NDArray[np.int64]]

    @classmethod
    def of(cls, paths: Paths) -> Self:
        """
        Count the paths of one bucket.
        """
        group, first = group_paths(paths.channel, paths.offsets)
        conversions = paths.weight * paths.is_converting
        value = cut(np.where(np.isfinite(paths.value), paths.value, 0.0)) * conversions[:, None]
        columns = (conversions, paths.weight - conversions, *value.T)
        sums = [np.bincount(group, weights=one, minlength=len(first)) for one in columns]
        table = np.stack(sums, axis=1).astype(np.int64)
        bounds = zip(paths.offsets[first].tolist(), paths.offsets[first + 1].tolist(), strict=True)
        names = (tuple(paths.channel[begin:end].tolist()) for begin, end in bounds)
        return cls(dict(zip(names, table, strict=True)))

    @classmethod
    def merged(cls, parts: Sequence[Self]) -> Self:
        """
        Add the counts of buckets.
        """
        found: dict[tuple[int, ...], Ints] = {}
        for part in parts:
            for path, counts in part.found.items():
                found[path] = found[path] + counts if path in found else counts
        return cls(found)

    def told(
        self,
        names: Sequence[str],
        top: int,
        conversions: int,
        shares: Rule | Mapping[str, float],
    ) -> tuple[PathCredit, ...]:
        """
        List the paths that most often led to a conversion.

        Args:
            names: The channels.
            top: How many paths.
            conversions: How many conversions there are in all.
            shares: The rule that shares a path among its touches; or how much each channel weighs,
                by which a path is shared among its different channels.

        Shapes:
            returns at most (top,).

        Units:
            conversions.

        Returns:
            The paths, the most frequent first, then by their channels.

        Source:
            docs/explanation/attribution.md.
        """
        listed = [
            (tuple(names[code] for code in path), counts)
            for path, counts in self.found.items()
            if path and counts[0]
        ]
        listed.sort(key=lambda one: (-one[1][0], one[0]))
        return tuple(
            PathCredit(
                path=path,
                conversions=(n := int(counts[0])),
                nulls=int(counts[1]),
                share=n / conversions,
                interval=interval(wilson(n, conversions)),
                value=float(joined(counts[2:])),
                credits=tuple(
                    PathShare(channel=channel, credit=share * n, share=share)
                    for channel, share in _shares(path, shares).items()
                ),
            )
            for path, counts in listed[:top]
        )


def once_each(paths: Paths) -> npt.NDArray[np.float64]:
    """
    Give the first touch of each channel of a path all of it, as the model `participation` does.

    Args:
        paths: The paths.

    Shapes:
        returns (t,).

    Units:
        shares.

    Returns:
        1 for such a touch, else 0.

    Source:
        By definition.
    """
    share = np.zeros(len(paths.channel))
    pairs = paths.path * max(paths.n_channels, 1) + paths.channel
    share[np.unique(pairs, return_index=True)[1]] = 1.0
    return share


def _shares(path: tuple[str, ...], shares: Rule | Mapping[str, float]) -> dict[str, float]:
    found = dict.fromkeys(path, 0.0)
    if callable(shares):
        alone, _ = from_aggregated([AggregatedPath(path, 1, 0.0, 0)])
        for channel, share in zip(path, shares(alone).tolist(), strict=True):
            found[channel] += share
        return found
    weights = {channel: max(shares[channel], 0.0) for channel in found}
    total = sum(weights.values())
    # Channels of which none weighs anything share alike.
    return {
        channel: weight / total if total else 1 / len(found) for channel, weight in weights.items()
    }
