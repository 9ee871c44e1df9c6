"""
Which cases share a path.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from touchline.kernels.backends import fast
from touchline.kernels.hashing import mixed

if TYPE_CHECKING:
    import numpy.typing as npt

    Ints = npt.NDArray[np.int64]
    Words = npt.NDArray[np.uint64]

#: Two odd numbers that tell the places of a path apart, one for each half of its name.
STRIDES = (np.uint64(0xD6E8FEB86659FD93), np.uint64(0xA0761D6478BD642F))

#: So many codes of a path fit into one number.
_AT_ONCE = 2

#: The bits of one code.
_BITS = 31


def name_paths(codes: npt.NDArray[np.integer], offsets: Ints) -> Words:
    """
    Name each path by 128 bits, the same on every machine and in every log of one vocabulary.

    Two paths of one name would count as one; among a hundred million paths the odds of any such
    pair are below 1e-22.

    Args:
        codes: What each event is.
        offsets: Where each case begins, and where the last one ends.

    Shapes:
        m events, n cases; codes (m,); offsets (n + 1,); returns (n, 2) uint64.

    Units:
        none.

    Returns:
        Two words a case.

    Source:
        SplitMix64 of each code with its place, summed up; a path is a set of such pairs.
    """
    backend = fast("paths", len(codes))
    if backend is not None:
        found: Words = backend.name_paths(codes, offsets)
        return found
    sizes = np.diff(offsets)
    place = np.arange(len(codes)) - np.repeat(offsets[:-1], sizes) + 1
    words = np.zeros((len(sizes), 2), dtype=np.uint64)
    filled = np.flatnonzero(sizes)
    if len(filled):
        for half, stride in enumerate(STRIDES):
            pairs = mixed(place.astype(np.uint64) * stride + codes.astype(np.uint64))
            words[filled, half] = np.add.reduceat(pairs, offsets[:-1][filled])
    return words


def group_names(words: Words) -> tuple[Ints, Ints]:
    """
    Number equal names.

    Args:
        words: One name a row.

    Shapes:
        n names, v different ones; words (n, 2) uint64.

    Units:
        none.

    Returns:
        The number of each row's name, (n,), from 0 in ascending order of the names; and a row of
        each name, (v,).

    Source:
        By definition.
    """
    halves = np.ascontiguousarray(words.T)
    order = np.argsort(halves[0])
    differs = np.diff(halves[:, order]) != 0
    if (differs[1] & ~differs[0]).any():
        # Two names that share their first half only; the second half must be sorted too.
        order = np.lexsort((halves[1], halves[0]))
        differs = np.diff(halves[:, order]) != 0
    is_new = np.ones(len(words), dtype=np.bool_)
    is_new[1:] = differs.any(axis=0)
    group = np.empty(len(words), dtype=np.int64)
    group[order] = np.cumsum(is_new) - 1
    return group, order[is_new].astype(np.int64)


def group_paths(codes: Ints, offsets: Ints) -> tuple[Ints, Ints]:
    """
    Number the distinct paths.

    Args:
        codes: What each event is.
        offsets: Where each case begins, and where the last one ends.

    Shapes:
        m events, n cases, v variants; codes (m,); offsets (n + 1,).

    Units:
        none.

    Returns:
        The variant of each case, (n,), from 0; and a case that shows each variant, (v,).

    Source:
        By definition.
    """
    return group_names(name_paths(codes, offsets))


def find_names(wanted: Words, words: Words) -> Ints:
    """
    Find names in an ordered list that holds all of them.

    Args:
        wanted: The names to find.
        words: Different names in ascending order.

    Shapes:
        wanted (k, 2), words (v, 2) uint64; returns (k,) int64.

    Units:
        none.

    Returns:
        The row of each.

    Source:
        By definition.
    """
    place = np.searchsorted(words[:, 0], wanted[:, 0])
    while True:
        differs = words[place, 1] != wanted[:, 1]
        if not differs.any():
            return np.asarray(place, dtype=np.int64)
        place[differs] += 1


def first_in_order(codes: npt.NDArray[np.integer], begin: Ints, end: Ints, k: int) -> Ints:
    """
    Choose the paths that come first when they are ordered code by code.

    Args:
        codes: What each event is, from 0.
        begin: Where each path begins.
        end: Where it ends.
        k: How many to choose.

    Shapes:
        codes (m,); begin, end (p,); returns at most (k,) int64.

    Units:
        none.

    Returns:
        The numbers of the chosen paths, in no order; of equal paths any.

    Source:
        By definition: a path comes before every longer one that begins with it.
    """
    sure: list[Ints] = []
    open_ = np.arange(len(begin))
    depth = 0
    while len(open_) > k and (begin[open_] + depth < end[open_]).any():
        key = np.zeros(len(open_), dtype=np.int64)
        for place in range(depth, depth + _AT_ONCE):
            at = begin[open_] + place
            is_inside = at < end[open_]
            key <<= _BITS
            key[is_inside] |= codes[at[is_inside]].astype(np.int64) + 1
        last = np.partition(key, k - 1)[k - 1]
        sure.append(open_[key < last])
        k -= len(sure[-1])
        open_ = open_[key == last]
        depth += _AT_ONCE
    return np.concatenate([*sure, open_[:k]])
