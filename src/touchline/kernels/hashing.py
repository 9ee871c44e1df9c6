"""
One hash of texts that is the same on every machine.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

    Ints = npt.NDArray[np.int64]
    Words = npt.NDArray[np.uint64]

#: The increment and the multipliers of SplitMix64.
_STEP = np.uint64(0x9E3779B97F4A7C15)
_FIRST, _SECOND = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)

#: Bytes in one word.
_WORD = 8


def mixed(words: Words) -> Words:
    """
    Spread the bits of each word over all of its bits.

    Args:
        words: Any words.

    Shapes:
        words (n,) uint64; returns (n,) uint64.

    Units:
        none.

    Returns:
        The words after one round of SplitMix64, which maps different words to different words.

    Source:
        Steele, Lea & Flood (2014), Fast Splittable Pseudorandom Number Generators, OOPSLA.
    """
    with np.errstate(over="ignore"):
        state = words + _STEP
        state = (state ^ (state >> np.uint64(30))) * _FIRST
        state = (state ^ (state >> np.uint64(27))) * _SECOND
        return state ^ (state >> np.uint64(31))


def hash_texts(content: npt.NDArray[np.uint8], offsets: Ints) -> Words:
    """
    Hash texts that lie one after the other in one array of bytes.

    Args:
        content: The bytes of all texts, in UTF-8.
        offsets: Where each text begins, and where the last one ends.

    Shapes:
        b bytes, n texts; content (b,) uint8; offsets (n + 1,) int64; returns (n,) uint64.

    Units:
        none.

    Returns:
        One word a text, equal for equal texts, the same on every machine and in every run.

    Source:
        SplitMix64 folded over words of eight bytes, the length first.

    Examples:
        >>> content = np.frombuffer(b"annben", dtype=np.uint8)
        >>> [hex(int(word)) for word in hash_texts(content, np.asarray([0, 3, 6]))][0][:6]
        '0x381d'
    """
    starts, lengths = offsets[:-1], np.diff(offsets)
    found = mixed(lengths.astype(np.uint64))
    longest = int(lengths.max(initial=0))
    # The end is padded, so that every text can be read in whole words.
    padded = np.concatenate((content, np.zeros(_WORD, dtype=np.uint8)))
    place = np.arange(_WORD)
    shift = (8 * place).astype(np.uint64)
    for begin in range(0, longest, _WORD):
        alive = np.flatnonzero(lengths > begin)
        at = (starts[alive] + begin)[:, None] + place
        is_inside = place < (lengths[alive] - begin)[:, None]
        octets = np.where(is_inside, padded[np.minimum(at, len(padded) - 1)], 0).astype(np.uint64)
        words = np.bitwise_or.reduce(octets << shift, axis=1)
        found[alive] = mixed(found[alive] ^ words)
    return found


def bucket_of(words: Words, n_buckets: int) -> npt.NDArray[np.int64]:
    """
    Spread hashes over buckets.

    Args:
        words: One hash a case.
        n_buckets: How many buckets there are; a power of two.

    Shapes:
        words (n,) uint64; returns (n,) int64.

    Units:
        none.

    Returns:
        The bucket of each, from 0; splitting every bucket in two keeps what was together together.

    Source:
        The leading bits of the hash.
    """
    bits = n_buckets.bit_length() - 1
    if bits == 0:
        return np.zeros(len(words), dtype=np.int64)
    return (words >> np.uint64(64 - bits)).astype(np.int64)
