"""
Which cases share a path.
"""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import numpy as np

from touchline.kernels.backends import fast
from touchline.kernels.hashing import mixed
from touchline.kernels.segments import NOWHERE, rows_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    Ints = npt.NDArray[np.int64]
    Words = npt.NDArray[np.uint64]

#: Two odd numbers that tell the places of a path apart, one for each half of its name.
STRIDES = (np.uint64(0xD6E8FEB86659FD93), np.uint64(0xA0761D6478BD642F))

#: So many names are sorted at once: what stays near the processor.
_RANGE = 1 << 16

#: So many codes of a path fit into one number.
_AT_ONCE = 2

#: The bits of one code.
_BITS = 31


def name_paths(codes: npt.NDArray[np.integer], offsets: Ints, cases: Ints | None = None) -> Words:
    """
    Name each path by 128 bits, the same on every machine and in every log of one vocabulary.

    Two paths of one name would count as one; among a hundred million paths the odds of any such
    pair are below 1e-22.

    Args:
        codes: What each event is.
        offsets: Where each case begins, and where the last one ends.
        cases: The cases to name; None for all.

    Shapes:
        m events, n cases; codes (m,); offsets (n + 1,); cases (k,); returns (k, 2) uint64.

    Units:
        none.

    Returns:
        Two words a case.

    Source:
        SplitMix64 of each code with its place, summed up; a path is a set of such pairs.
    """
    backend = fast("paths", len(codes))
    if backend is not None:
        found: Words = backend.name_paths(codes, offsets, cases)
        return found
    if cases is not None:
        rows, offsets = rows_of(offsets, cases)
        codes = codes[rows]
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


def find_names(names: Words, words: Words) -> Ints:
    """
    Find names in an ordered list.

    Args:
        names: The names to find.
        words: Different names in ascending order.

    Shapes:
        names (k, 2), words (v, 2) uint64; returns (k,) int64.

    Units:
        none.

    Returns:
        The row of each, or `NOWHERE` for a name that is not in the list.

    Source:
        By definition.
    """
    first, second = np.ascontiguousarray(words[:, 0]), words[:, 1]
    place = np.searchsorted(first, names[:, 0])
    found = np.full(len(names), NOWHERE, dtype=np.int64)
    left = np.flatnonzero(place < len(first))
    while len(left):
        left = left[first[place[left]] == names[left, 0]]
        is_it = second[place[left]] == names[left, 1]
        found[left[is_it]] = place[left[is_it]]
        # Two names may share their first half only; then the next one is looked at.
        left = left[~is_it]
        place[left] += 1
        left = left[place[left] < len(first)]
    return found


def tally_names(words: Words, weight: Ints) -> tuple[Ints, Ints]:
    """
    Add up how often each name occurs.

    Args:
        words: One name a row.
        weight: How often the row counts.

    Shapes:
        n names, v different ones; words (n, 2) uint64; weight (n,); returns two (v,).

    Units:
        none.

    Returns:
        A row of each name, in ascending order of the names, and how often the name occurs.

    Cost:
        O(n) for names that are spread evenly, as hashes are.

    Source:
        By definition.
    """
    backend = fast("paths", len(words))
    if backend is not None:
        found: tuple[Ints, Ints] = backend.tally_names(words, weight)
        return found
    group, first = group_names(words)
    return first, np.bincount(group, weights=weight, minlength=len(first)).astype(np.int64)


def count_names(
    parts: Sequence[tuple[Words, Ints, Ints]], at_once: int = _RANGE
) -> tuple[Words, Ints, Ints]:
    """
    Add up how often names occur in several ordered lists.

    Args:
        parts: Names in ascending order, how often each occurs, and how many events its path has;
            no list twice the same name.
        at_once: So many names are added up together.

    Shapes:
        (v_i, 2) uint64, (v_i,) and (v_i,) int64 each; returns (v, 2), (v,) and (v,).

    Units:
        none.

    Returns:
        All names in ascending order, how often each occurs, and how many events its path has.

    Cost:
        O(n) for n entries, on all processors.

    Source:
        By definition.
    """
    n = sum(len(count) for _, count, _ in parts)
    n_ranges = max(1, n // at_once)
    bits = min(16, (n_ranges - 1).bit_length())
    # Names are spread evenly, so that ranges of their leading bits hold about as many each; small
    # ranges stay near the processor, and are added up side by side.
    edges: Words = np.arange(1, 1 << bits, dtype=np.uint64) << np.uint64(64 - bits)
    cuts = [[0, *np.searchsorted(part[0][:, 0], edges), len(part[0])] for part in parts]

    def added(i: int) -> tuple[Words, Ints, Ints]:
        chosen = [slice(cut[i], cut[i + 1]) for cut in cuts]
        words, count, size = (
            np.concatenate([part[k][at] for part, at in zip(parts, chosen, strict=True)])
            for k in range(3)
        )
        first, total = tally_names(words, count)
        return words.take(first, axis=0), total, size.take(first)

    if not bits:
        return added(0)
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        found = list(pool.map(added, range(1 << bits)))
    words, count, size = (np.concatenate([one[k] for one in found]) for k in range(3))
    return words, count, size


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
