"""
One hash of texts that is the same on every machine.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from touchline.kernels.backends import fast

if TYPE_CHECKING:
    import numpy.typing as npt

    Ints = npt.NDArray[np.int64]
    Words = npt.NDArray[np.uint64]
    Places = npt.NDArray[np.integer]

#: The increment and the multipliers of SplitMix64.
_STEP = np.uint64(0x9E3779B97F4A7C15)
_FIRST, _SECOND = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)

#: Bytes in one word, and those of each length that belong to a text.
_WORD = 8
_INSIDE = np.asarray([(1 << (8 * length)) - 1 for length in range(_WORD + 1)], dtype=np.uint64)
#: Texts that are worked on at once, so that what lies between two sums stays near the processor.
_BLOCK = 1 << 15


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
        for shift, factor in ((30, _FIRST), (27, _SECOND)):
            state ^= state >> np.uint64(shift)
            state *= factor
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
    words = _words(content)
    backend = fast("hashing", len(offsets) - 1)
    if backend is not None:
        hashed: Words = backend.hash_texts(words, offsets)
        return hashed
    found = np.empty(len(offsets) - 1, dtype=np.uint64)
    for first in range(0, len(found), _BLOCK):
        bounds = offsets[first : first + _BLOCK + 1]
        found[first : first + _BLOCK] = _hashed(words, bounds[:-1], np.diff(bounds))
    return found


def _hashed(words: Words, starts: Ints, lengths: Ints) -> Words:
    found = mixed(lengths.astype(np.uint64))
    for begin in range(0, int(lengths.max(initial=0)), _WORD):
        alive = np.flatnonzero(lengths > begin)
        if len(alive) == len(found):
            found = mixed(found ^ _word(words, starts, lengths, begin))
        else:
            word = _word(words, starts[alive], lengths[alive], begin)
            found[alive] = mixed(found[alive] ^ word)
    return found


def _words(content: npt.NDArray[np.uint8]) -> Words:
    """
    Look at the word that begins at each byte, without copying any twice.
    """
    # The end is padded, so that every text can be read in whole words.
    padded = np.concatenate((content, np.zeros(_WORD, dtype=np.uint8)))
    return np.ndarray((len(content) + 1,), "<u8", padded, strides=(1,))


def _word(words: Words, starts: Ints, lengths: Ints, begin: int) -> Words:
    inside = _INSIDE[np.clip(lengths - begin, 0, _WORD)]
    # A text that ended before has nothing inside, wherever it is looked for.
    inside &= words[np.minimum(starts + begin, len(words) - 1)]
    return inside


def are_same(content: npt.NDArray[np.uint8], offsets: Ints, group: Places, first: Ints) -> bool:
    """
    Compare each text with the first one of its group.

    Args:
        content: The bytes of all texts, in UTF-8.
        offsets: Where each text begins, and where the last one ends.
        group: The group of each text.
        first: The place of the first text of each group.

    Shapes:
        b bytes, n texts, k groups; content (b,) uint8; offsets (n + 1,) int64; group (n,); first
        (k,) int64.

    Units:
        none.

    Returns:
        True when every text equals the other one byte for byte.

    Source:
        By definition.
    """
    words = _words(content)
    # The first ones are few, and looked up again and again.
    first_starts = offsets[first]
    first_lengths = offsets[first + 1] - first_starts
    tables = [
        _word(words, first_starts, first_lengths, begin)
        for begin in range(0, int(first_lengths.max(initial=0)), _WORD)
    ]
    for begin in range(0, len(group), _BLOCK):
        bounds, own = offsets[begin : begin + _BLOCK + 1], group[begin : begin + _BLOCK]
        starts, lengths = bounds[:-1], np.diff(bounds)
        if (lengths != first_lengths[own]).any():
            return False
        for number in range(-(-int(lengths.max(initial=0)) // _WORD)):
            word = _word(words, starts, lengths, number * _WORD)
            if (word != tables[number][own]).any():
                return False
    return True


def group_texts(
    content: npt.NDArray[np.uint8], offsets: Ints, hashes: Words
) -> tuple[Places, Ints] | None:
    """
    Find the different texts.

    Args:
        content: The bytes of all texts, in UTF-8.
        offsets: Where each text begins, and where the last one ends.
        hashes: One word a text, equal for equal texts.

    Shapes:
        b bytes, n texts of which k differ; content (b,) uint8; offsets (n + 1,) int64; hashes (n,)
        uint64; returns (n,) int32 and (k,) int64.

    Units:
        none.

    Returns:
        The group of each text, and the place of the first text of each group; None when different
        texts have one hash, so that they must be told apart in another way.

    Source:
        Hashes sorted together with their places, which a machine does several times faster than it
        finds its way through a table; every text is then compared with the first one of its group.
    """
    n = len(hashes)
    bits = np.uint64(max(n - 1, 1).bit_length())
    packed = hashes << bits
    packed |= np.arange(n, dtype=np.uint64)
    packed.sort()
    places = (packed & ((np.uint64(1) << bits) - np.uint64(1))).view(np.int64)
    packed >>= bits
    begins = np.append(np.flatnonzero(packed[1:] != packed[:-1]) + 1, n)
    if n:
        begins = np.insert(begins, 0, 0)
    first = places[begins[:-1]]
    group = np.empty(n, dtype=np.int32)
    group[places] = np.repeat(np.arange(len(first), dtype=np.int32), np.diff(begins))
    return (group, first) if are_same(content, offsets, group, first) else None


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
