"""
Where dictionaries divide a word, by Liang's patterns.

The pattern files are pyphen's. Its own parser takes most of a second for German, so here a file is
read as a whole and a pattern is taken apart only when a word meets it.

Source:
    F. M. Liang (1983), Word Hy-phen-a-tion by Com-put-er, Stanford University.
"""

from __future__ import annotations

from functools import cache, lru_cache

import pyphen  # type: ignore[import-untyped]  # it ships no types

_WITHOUT_DIGITS = str.maketrans("", "", "0123456789")
#: How many letters a hyphen leaves on either side.
_MIN_PIECE = 3


@cache
def _patterns(dictionary: str) -> dict[str, str]:
    """
    Read a pattern file: each pattern by its letters. Comments and settings stay in, since no word
    in small letters ever meets them.
    """
    raw: bytes = pyphen.LANGUAGES[dictionary].read_bytes()
    encoding, _, rest = raw.partition(b"\n")
    text = rest.decode(encoding.decode("ascii").strip()).replace("\r", "")
    return dict(zip(text.translate(_WITHOUT_DIGITS).split("\n"), text.split("\n"), strict=True))


@cache
def _longest(dictionary: str) -> int:
    """
    Tell how many letters the longest pattern has; no longer piece of a word need be looked up.
    """
    return max(len(letters) for letters, told in _patterns(dictionary).items() if letters != told)


@lru_cache(maxsize=16_384)
def _weights(pattern: str) -> tuple[int, ...]:
    """
    Take a pattern apart: the weight before each of its letters, and after the last.
    """
    weights = [0]
    for character in pattern:
        if character.isdigit():
            weights[-1] = int(character)
        else:
            weights.append(0)
    return tuple(weights)


@lru_cache(maxsize=16_384)
def word_hyphens(word: str, dictionary: str) -> tuple[int, ...]:
    """
    Find where one word may be divided.

    Args:
        word: Letters only.
        dictionary: The name of a pattern file of pyphen's, such as `de_DE`.

    Returns:
        The indexes of the letters that would begin the next line, three letters or more on either
        side.
    """
    patterns = _patterns(dictionary)
    marked = f".{word.lower()}."
    if len(marked) != len(word) + 2:
        # A letter that has no small form of its own length, such as İ, would shift all places.
        return ()
    weights = [0] * (len(marked) + 1)
    longest = _longest(dictionary)
    for start in range(len(marked) - 1):
        for stop in range(start + 1, min(start + longest, len(marked)) + 1):
            pattern = patterns.get(marked[start:stop])
            if pattern is not None:
                for i, weight in enumerate(_weights(pattern), start=start):
                    weights[i] = max(weights[i], weight)
    last = len(word) - _MIN_PIECE
    return tuple(i for i in range(_MIN_PIECE, last + 1) if weights[i + 1] % 2)
