"""
Texts hashed in one sweep.
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
