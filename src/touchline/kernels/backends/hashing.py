"""
Texts hashed and told apart in one sweep.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from touchline.kernels.backends.numba_kernel import kernel, read_only

if TYPE_CHECKING:
    import numpy.typing as npt

    Ints = npt.NDArray[np.int64]
    Words = npt.NDArray[np.uint64]

#: As in `kernels.hashing`.
_STEP = np.uint64(0x9E3779B97F4A7C15)
_FIRST, _SECOND = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)
_WORD = 8

#: How many places the table of different texts begins with.
_PLACES = 1 << 12


def hash_texts(words: Words, offsets: Ints) -> Words:
    """
    Hash texts; as `hashing.hash_texts` does.

    Args:
        words: The word that begins at each byte of all texts.
        offsets: Where each text begins, and where the last one ends.

    Shapes:
        b bytes, n texts; words (b + 1,) uint64; offsets (n + 1,) int64; returns (n,) uint64.

    Units:
        none.

    Returns:
        One word a text.

    Source:
        kernels/hashing.py.
    """
    found = np.empty(len(offsets) - 1, dtype=np.uint64)
    _hash(_seen(words), read_only(offsets, np.int64), found)
    return found


def group_texts(words: Words, offsets: Ints) -> tuple[npt.NDArray[np.int32], Ints]:
    """
    Find the different texts; as `hashing.group_texts` does.

    Args:
        words: The word that begins at each byte of all texts.
        offsets: Where each text begins, and where the last one ends.

    Shapes:
        b bytes, n texts of which k differ; words (b + 1,) uint64; offsets (n + 1,) int64; returns
        (n,) int32 and (k,) int64.

    Units:
        none.

    Returns:
        The group of each text, numbered as they appear, and the place of the first text of each.

    Source:
        A table of hashes with linear probing (Knuth, The Art of Computer Programming, volume 3,
        6.4, Algorithm L); texts with one hash are compared byte for byte.
    """
    group = np.empty(len(offsets) - 1, dtype=np.int32)
    return group, _group(_seen(words), read_only(offsets, np.int64), group)


def _seen(words: Words) -> Words:
    # A copy would undo what overlapping words are for.
    view = words.view()
    view.flags.writeable = False
    return view


@kernel
def _mixed(word: Any) -> Any:
    state = word + _STEP
    state = (state ^ (state >> np.uint64(30))) * _FIRST
    state = (state ^ (state >> np.uint64(27))) * _SECOND
    return state ^ (state >> np.uint64(31))


@kernel
def _hash_of(words: Any, start: Any, length: Any) -> Any:
    state = _mixed(np.uint64(length))
    whole = length // _WORD
    for number in range(whole):
        state = _mixed(state ^ words[start + number * _WORD])
    rest = length - whole * _WORD
    if rest:
        inside = (np.uint64(1) << np.uint64(8 * rest)) - np.uint64(1)
        state = _mixed(state ^ (words[start + whole * _WORD] & inside))
    return state


@kernel
def _hash(words: Any, offsets: Any, found: Any) -> None:
    for text in range(len(found)):
        found[text] = _hash_of(words, offsets[text], offsets[text + 1] - offsets[text])


@kernel
def _is_same(words: Any, offsets: Any, text: Any, other: Any) -> bool:
    start, begin = offsets[text], offsets[other]
    length = offsets[text + 1] - start
    if offsets[other + 1] - begin != length:
        return False
    whole = length // _WORD
    for number in range(whole):
        if words[start + number * _WORD] != words[begin + number * _WORD]:
            return False
    rest = length - whole * _WORD
    if not rest:
        return True
    # What lies outside of both texts is shifted away.
    differs = words[start + whole * _WORD] ^ words[begin + whole * _WORD]
    return bool(differs << np.uint64(8 * (_WORD - rest)) == np.uint64(0))


@kernel
def _widened(table: Any, hashes: Any, n_groups: Any) -> Any:
    wider = np.full(2 * len(table), np.int32(-1), dtype=np.int32)
    last = np.uint64(len(wider) - 1)
    for group in range(n_groups):
        place = hashes[group] & last
        while wider[place] >= 0:
            place = (place + np.uint64(1)) & last
        wider[place] = group
    return wider


@kernel
def _longer(array: Any) -> Any:
    longer = np.empty(2 * len(array), dtype=array.dtype)
    longer[: len(array)] = array
    return longer


@kernel
def _group(words: Any, offsets: Any, group: Any) -> Any:
    table = np.full(_PLACES, np.int32(-1), dtype=np.int32)
    hashes = np.empty(_PLACES // 2, dtype=np.uint64)
    first = np.empty(_PLACES // 2, dtype=np.int64)
    n_groups = 0
    for text in range(len(group)):
        word = _hash_of(words, offsets[text], offsets[text + 1] - offsets[text])
        last = np.uint64(len(table) - 1)
        place = word & last
        found = table[place]
        while found >= 0 and not (
            hashes[found] == word and _is_same(words, offsets, text, first[found])
        ):
            place = (place + np.uint64(1)) & last
            found = table[place]
        if found < 0:
            if n_groups == len(first):
                table = _widened(table, hashes, n_groups)
                hashes, first = _longer(hashes), _longer(first)
                last = np.uint64(len(table) - 1)
                place = word & last
                while table[place] >= 0:
                    place = (place + np.uint64(1)) & last
            found = np.int32(n_groups)
            table[place] = found
            hashes[n_groups], first[n_groups] = word, text
            n_groups += 1
        group[text] = found
    return first[:n_groups].copy()
