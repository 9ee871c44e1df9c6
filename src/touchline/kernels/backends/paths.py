"""
Names of paths in one sweep over the events, and how often each occurs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from touchline.kernels.backends.numba_kernel import kernel, read_only

if TYPE_CHECKING:
    import numpy.typing as npt

    Ints = npt.NDArray[np.int64]
    Words = npt.NDArray[np.uint64]

#: As in `kernels.paths` and `kernels.hashing`.
_STRIDE, _OTHER_STRIDE = np.uint64(0xD6E8FEB86659FD93), np.uint64(0xA0761D6478BD642F)
_STEP = np.uint64(0x9E3779B97F4A7C15)
_FIRST, _SECOND = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)

#: A place in an array that the compiler need not suspect of counting from the end.
_U = np.uint64


def name_paths(codes: npt.NDArray[np.integer], offsets: Ints, cases: Ints | None = None) -> Words:
    """
    Name each path by 128 bits; as `paths.name_paths` does.

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
        kernels/paths.py.
    """
    begin, end = offsets[:-1], offsets[1:]
    if cases is not None:
        begin, end = begin[cases], end[cases]
    words = np.zeros((len(begin), 2), dtype=np.uint64)
    _name_paths(
        read_only(codes, np.int32), read_only(begin, np.int64), read_only(end, np.int64), words
    )
    return words


def tally_names(words: Words, weight: Ints) -> tuple[Ints, Ints]:
    """
    Add up how often each name occurs; as `paths.tally_names` does.

    Args:
        words: One name a row.
        weight: How often the row counts.

    Shapes:
        n names, v different ones; words (n, 2) uint64; weight (n,); returns two (v,).

    Units:
        none.

    Returns:
        A row of each name, in ascending order of the names, and how often the name occurs.

    Source:
        kernels/paths.py.
    """
    n = len(words)
    low = np.uint64((1 << n.bit_length()) - 1)
    # Plain numbers are sorted several times faster than rows or places; the last bits of a name
    # make room for its row.
    keys = (words[:, 0] & ~low) | np.arange(n, dtype=np.uint64)
    keys.sort()
    row, count = np.empty(n, dtype=np.int64), np.empty(n, dtype=np.int64)
    given = read_only(words, np.uint64), read_only(weight, np.int64)
    n_names = _tally(*given, read_only(keys, np.uint64), low, row, count)
    return row[:n_names], count[:n_names]


@kernel
def _mixed(word: Any) -> Any:
    state = word + _STEP
    state = (state ^ (state >> np.uint64(30))) * _FIRST
    state = (state ^ (state >> np.uint64(27))) * _SECOND
    return state ^ (state >> np.uint64(31))


@kernel
def _name_paths(codes: Any, begin: Any, end: Any, words: Any) -> None:
    for case in range(len(begin)):
        place, other = np.uint64(0), np.uint64(0)
        name, second = np.uint64(0), np.uint64(0)
        for event in range(_U(begin[case]), _U(end[case])):
            code = np.uint64(codes[event])
            place += _STRIDE
            other += _OTHER_STRIDE
            name += _mixed(place + code)
            second += _mixed(other + code)
        words[case, 0], words[case, 1] = name, second


@kernel
def _tally(words: Any, weight: Any, keys: Any, low: Any, row: Any, count: Any) -> int:
    """
    Add up equal names among those whose leading bits are equal, and put the few others in order.
    """
    n_names, begin, leading = 0, 0, _U(0)
    for key in keys:
        i = key & low
        first, second = words[i, 0], words[i, 1]
        if key & ~low != leading:
            begin, leading = n_names, key & ~low
        place = n_names
        while place > begin:
            other = row[place - 1]
            if words[other, 0] < first or (words[other, 0] == first and words[other, 1] <= second):
                break
            place -= 1
        if place > begin:
            other = row[place - 1]
            if words[other, 0] == first and words[other, 1] == second:
                count[place - 1] += weight[i]
                continue
        for behind in range(n_names, place, -1):
            row[behind], count[behind] = row[behind - 1], count[behind - 1]
        row[place], count[place] = i, weight[i]
        n_names += 1
    return n_names
