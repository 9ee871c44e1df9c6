"""
Sums of fractions that do not depend on the order in which they are added.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    Ints = npt.NDArray[np.int64]
    Floats = npt.NDArray[np.float64]

#: A number is cut into its whole part and two fractions of so many bits; a hundred million of each
#: can be added as floats without rounding.
_BITS = 26
_SCALE = float(1 << _BITS)

#: The whole part, the first fraction and the second one.
_PARTS = 3


def cut(values: Floats) -> Floats:
    """
    Cut numbers into whole parts that can be added exactly.

    Args:
        values: Any finite numbers.

    Shapes:
        values (k,); returns (k, 3), whole numbers throughout.

    Units:
        the second column counts 2^-26 and the third 2^-52 of the unit of the first.

    Returns:
        The parts; what is finer than 2^-53 is rounded away, for each number by itself.

    Source:
        Demmel & Hida (2003), SIAM J. Sci. Comput. 25, 1214-1248: sums in fixed point are exact.
    """
    whole = np.floor(values)
    rest = (values - whole) * _SCALE
    first = np.floor(rest)
    return np.stack((whole, first, np.rint((rest - first) * _SCALE)), axis=1)


def joined(parts: Ints) -> Floats:
    """
    Turn added parts back into numbers.

    Args:
        parts: Sums of parts.

    Shapes:
        parts (..., 3); returns (...).

    Units:
        those of the numbers that were cut.

    Returns:
        The sums.

    Source:
        By definition of `cut`.
    """
    whole, first, second = (parts[..., i].astype(np.float64) for i in range(_PARTS))
    return np.asarray(whole + (first + second / _SCALE) / _SCALE, dtype=np.float64)


def added(key: Ints, weight: Ints) -> tuple[Ints, Ints]:
    """
    Add whole numbers by key.

    Args:
        key: The key of each number.
        weight: The numbers.

    Shapes:
        key, weight (k,); returns two (s,).

    Units:
        those of the numbers.

    Returns:
        The keys that occur, sorted, and the sum of each.

    Source:
        Whole numbers.
    """
    if len(weight) == 0 or int(weight.min()) == int(weight.max()) == 1:
        ordered = np.sort(key)
        first = _opens(ordered)
        return ordered[first], np.diff(np.append(first, len(key)))
    order = np.argsort(key, kind="stable")
    first = _opens(key[order])
    return key[order[first]], np.add.reduceat(weight[order], first)


def _opens(ordered: Ints) -> npt.NDArray[np.intp]:
    """
    Find where each run of equal keys begins.
    """
    is_new = np.ones(len(ordered), dtype=np.bool_)
    is_new[1:] = ordered[1:] != ordered[:-1]
    return np.flatnonzero(is_new)


@dataclass(frozen=True, slots=True, eq=False)
class KeyedSums:
    """
    Exact sums, one for each key that occurs.

    Args:
        key: The keys, sorted.
        parts: The sums, in parts.

    Shapes:
        s keys; key (s,) int64; parts (s, 3) int64.

    Units:
        those of the numbers added.

    Source:
        `cut`.
    """

    key: Ints
    parts: Ints

    @classmethod
    def of(cls, key: Ints, values: Floats, weight: Ints) -> Self:
        """
        Add numbers by key.

        Args:
            key: The key of each number.
            values: The numbers.
            weight: How often each counts.

        Shapes:
            key, values, weight (k,).

        Units:
            any.

        Returns:
            The sum of each key, whatever the order of the numbers.

        Source:
            `cut`.
        """
        keys, place = np.unique(key, return_inverse=True)
        parts = np.empty((len(keys), _PARTS), dtype=np.int64)
        for i, part in enumerate(cut(values).T):
            parts[:, i] = np.bincount(place, weights=part * weight, minlength=len(keys))
        return cls(keys, parts)

    @classmethod
    def merged(cls, several: Sequence[Self]) -> Self:
        """
        Add the sums of several places.

        Args:
            several: At least one.

        Shapes:
            none.

        Units:
            any, the same in all.

        Returns:
            The sum of each key over all places.

        Source:
            Whole numbers.
        """
        key = np.concatenate([one.key for one in several])
        parts = np.concatenate([one.parts for one in several])
        order = np.argsort(key, kind="stable")
        keys, first = np.unique(key[order], return_index=True)
        if not len(keys):
            return cls(keys, parts)
        return cls(keys, np.add.reduceat(parts[order], first, axis=0))

    @property
    def values(self) -> Floats:
        """
        The sums as numbers, (s,) float64.
        """
        return joined(self.parts)
