"""
The order of rows by several keys, by sorting plain words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy.typing as npt

    Ints = npt.NDArray[np.int64]
    Whole = npt.NDArray[np.integer]
    Words = npt.NDArray[np.uint64]

#: Bits in a word.
_WORD = 64
#: How many keys are looked at before all are, to find what they are multiples of.
_N_LOOKED_AT = 1024


def is_in_order(*keys: Whole) -> bool:
    """
    Tell whether rows already stand in the order of their keys.

    Args:
        keys: The first key decides, then the second one, and so on.

    Shapes:
        each (n,).

    Units:
        any that grow.

    Returns:
        True when no row stands before a lesser one.

    Source:
        By definition.
    """
    is_tied: npt.NDArray[np.bool_] | None = None
    for key in keys:
        falls = key[1:] < key[:-1]
        if is_tied is not None:
            falls &= is_tied
        if falls.any():
            return False
        same = key[1:] == key[:-1]
        is_tied = same if is_tied is None else is_tied & same
    return True


def stable_order(*keys: Whole) -> Ints:
    """
    Sort rows by several keys; rows with equal keys stay in their order.

    Args:
        keys: The first key decides, then the second one, and so on.

    Shapes:
        each (n,); returns (n,) int64.

    Units:
        any that grow.

    Returns:
        The places of the rows in the wanted order.

    Source:
        Radix sort from the least significant digits on (Knuth, The Art of Computer Programming,
        volume 3, 5.2.5), whose digits are as wide as a word leaves room for beside the place of a
        row: words are sorted several times faster than rows.
    """
    n = len(keys[0])
    order: Ints | None = None
    width = max(n - 1, 1).bit_length()
    for digit in _digits(keys, _WORD - width):
        packed = (digit if order is None else digit[order]) << np.uint64(width)
        packed |= np.arange(n, dtype=np.uint64)
        packed.sort()
        packed &= np.uint64((1 << width) - 1)
        places = packed.view(np.int64)
        order = places if order is None else order[places]
    return np.arange(n, dtype=np.int64) if order is None else order


def _digits(keys: tuple[Whole, ...], room: int) -> Iterator[Words]:
    """
    Cut keys into digits, the least significant first.
    """
    digit, used = np.zeros(len(keys[0]), dtype=np.uint64), 0
    for key in reversed(keys):
        rest, width = _small(key)
        while width:
            taken = min(width, room - used)
            digit |= (rest & np.uint64((1 << taken) - 1)) << np.uint64(used)
            rest = rest >> np.uint64(taken) if taken < width else rest
            used, width = used + taken, width - taken
            if used == room:
                yield digit
                digit, used = np.zeros(len(digit), dtype=np.uint64), 0
    if used:
        yield digit


def _small(key: Whole) -> tuple[Words, int]:
    """
    Count a key from its least one, in the largest unit that all are whole in.
    """
    if not len(key):
        return np.zeros(0, dtype=np.uint64), 0
    # Differences of more than half a word wrap around, which is right without a sign.
    with np.errstate(over="ignore"):
        found = (key.astype(np.int64) - np.int64(key.min())).view(np.uint64)
    unit = np.gcd.reduce(found[:_N_LOOKED_AT])
    if unit > 1:
        shares = found // unit
        if (shares * unit == found).all():
            found = shares
    return found, int(found.max()).bit_length()
