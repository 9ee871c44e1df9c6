"""
Block structure found in paths: sequences, choices, parallel parts and loops.
"""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

from touchline.kernels.cuts import choice_cut, loop_cut, parallel_cut, sequence_cut
from touchline.kernels.follows import Follows
from touchline.kernels.trees import SKIP, Block, in_a_row, one_of, over_again, side_by_side

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    Word = tuple[int, ...]
    Words = Mapping[Word, int]
    Groups = list[frozenset[int]]
    _Finder = Callable[[Follows], Groups | None]
    _Splitter = Callable[[Words, Groups], list[Counter[Word]]]
    _Joiner = Callable[[Sequence[Block]], Block]


def mine_blocks(words: Words, noise: float = 0.0) -> Block:
    """
    Find the block structure of paths.

    The first cut that the directly-follows graph shows decides: a choice, a sequence, parallel
    parts or a loop. When it shows none, moves that are rare beside others out of the same activity
    are left out and it is looked at again; when it shows none even then, less exact structures are
    fallen back on. Without noise, every path that is given fits the tree.

    Args:
        words: The different paths and how often each occurs.
        noise: A move rarer than this share of the most frequent one out of the same activity may
            be left out.

    Shapes:
        v paths.

    Units:
        none.

    Returns:
        The tree, in which every activity stands once.

    Cost:
        O(depth x total length of the paths), and cubic in the number of activities.

    Source:
        Leemans, Fahland & van der Aalst (2013), Discovering block-structured process models from
        event logs, Petri Nets 2013, LNCS 7927, 311-329; the same (2014), from event logs containing
        infrequent behaviour, BPM 2013 Workshops, LNBIP 171, 66-78.

    Examples:
        >>> mine_blocks({(0, 1, 2, 3): 3, (0, 2, 1, 3): 2, (0, 4, 3): 1}).written("abcde")
        "->('a', X(+('b', 'c'), 'e'), 'd')"
    """
    given = {word: n for word, n in sorted(words.items()) if n > 0}
    empty, total = given.get((), 0), sum(given.values())
    filled = {word: n for word, n in given.items() if word}
    if not filled:
        return SKIP
    if empty:
        inner = mine_blocks(filled, noise)
        return inner if empty <= noise * total else one_of((inner, SKIP))
    labels = frozenset(label for word in filled for label in word)
    if len(labels) == 1:
        return _single(filled, next(iter(labels)), noise)
    found = _cut(filled, Follows.of(filled), noise)
    if found is None and noise:
        found = _cut(filled, Follows.of(filled).without_rare(noise), noise)
    return found or _fallen_back(filled, labels, noise)


def _single(words: Words, label: int, noise: float) -> Block:
    activity = Block("activity", label)
    n, events = sum(words.values()), sum(len(word) * m for word, m in words.items())
    # With so few repeats the chance to stop after one is as good as one.
    if events == n or 1 - n / events <= noise / 2:
        return activity
    return over_again(activity, (SKIP,))


def _cut(words: Words, follows: Follows, noise: float) -> Block | None:
    cuts: tuple[tuple[_Finder, _Splitter, _Joiner], ...] = (
        (choice_cut, _split_choice, one_of),
        (sequence_cut, _split_sequence, in_a_row),
        (parallel_cut, _split_parallel, side_by_side),
        (loop_cut, _split_loop, lambda parts: over_again(parts[0], parts[1:])),
    )
    for find, split, join in cuts:
        groups = find(follows)
        if groups is not None:
            return join([mine_blocks(part, noise) for part in split(words, groups)])
    return None


def _split_choice(words: Words, groups: Groups) -> list[Counter[Word]]:
    parts = _parts(groups)
    for word, n in words.items():
        met = [sum(label in group for label in word) for group in groups]
        own = max(range(len(groups)), key=lambda i: (met[i], -i))
        parts[own][tuple(label for label in word if label in groups[own])] += n
    return parts


def _split_sequence(words: Words, groups: Groups) -> list[Counter[Word]]:
    place = {label: i for i, group in enumerate(groups) for label in group}
    parts = _parts(groups)
    for word, n in words.items():
        cuts = _best_cuts([place[label] for label in word], len(groups))
        for i, (begin, end) in enumerate(pairwise(cuts)):
            parts[i][tuple(label for label in word[begin:end] if place[label] == i)] += n
    return parts


def _best_cuts(places: Sequence[int], n_parts: int) -> list[int]:
    """
    Cut a word into consecutive parts so that most of its activities stand in their own part.
    """
    kept = [0] * n_parts
    # How far each part begins at the latest, for the best row of parts that ends in it.
    begins: list[list[int]] = [[0] * n_parts for _ in range(n_parts)]
    for position, place in enumerate(places):
        for i in range(1, n_parts):
            if kept[i - 1] > kept[i]:
                kept[i] = kept[i - 1]
                begins[i] = [*begins[i - 1][:i], *[position] * (n_parts - i)]
        kept[place] += 1
    last = max(range(n_parts), key=lambda i: (kept[i], i))
    cuts = begins[last]
    return [*cuts[: last + 1], *[len(places)] * (n_parts - last)]


def _split_parallel(words: Words, groups: Groups) -> list[Counter[Word]]:
    parts = _parts(groups)
    for word, n in words.items():
        for part, group in zip(parts, groups, strict=True):
            part[tuple(label for label in word if label in group)] += n
    return parts


def _split_loop(words: Words, groups: Groups) -> list[Counter[Word]]:
    place = {label: i for i, group in enumerate(groups) for label in group}
    parts = _parts(groups)
    for word, n in words.items():
        now, begin = 0, 0
        for position, label in enumerate(word):
            here = place[label]
            if here != now:
                parts[now][word[begin:position]] += n
                if now and here:
                    # From one way back straight to another, the body was passed without a trace.
                    parts[0][()] += n
                now, begin = here, position
        parts[now][word[begin:]] += n
        if now:
            parts[0][()] += n
    return parts


def _parts(groups: Groups) -> list[Counter[Word]]:
    return [Counter() for _ in groups]


def _fallen_back(words: Words, labels: frozenset[int], noise: float) -> Block:
    """
    Set one activity aside that stands once in every path or beside all others; cut paths where a
    beginning follows an end; or allow everything.
    """
    for label in sorted(labels):
        if all(word.count(label) == 1 for word in words):
            return _beside(words, label, noise)
    for label in sorted(labels):
        rest = _without(words, label)
        if _has_cut(rest):
            return _beside(words, label, noise)
    starts = {word[0] for word in words}
    ends = {word[-1] for word in words}
    for is_over in (
        lambda before, label: before in ends and label in starts,
        lambda _, label: label in starts,
    ):
        rounds = _rounds(words, is_over)
        if sum(rounds.values()) > sum(words.values()):
            return over_again(mine_blocks(rounds, noise), (SKIP,))
    return over_again(SKIP, [Block("activity", label) for label in sorted(labels)])


def _beside(words: Words, label: int, noise: float) -> Block:
    alone: Counter[Word] = Counter()
    for word, n in words.items():
        alone[tuple(one for one in word if one == label)] += n
    return side_by_side((mine_blocks(alone, noise), mine_blocks(_without(words, label), noise)))


def _without(words: Words, label: int) -> Counter[Word]:
    found: Counter[Word] = Counter()
    for word, n in words.items():
        found[tuple(one for one in word if one != label)] += n
    return found


def _has_cut(words: Words) -> bool:
    filled = {word: n for word, n in words.items() if word}
    follows = Follows.of(filled)
    finders = (choice_cut, sequence_cut, parallel_cut, loop_cut)
    return len(follows.labels) > 1 and any(find(follows) is not None for find in finders)


def _rounds(words: Words, is_over: Callable[[int, int], bool]) -> Counter[Word]:
    found: Counter[Word] = Counter()
    for word, n in words.items():
        begin = 0
        for position in range(1, len(word)):
            if is_over(word[position - 1], word[position]):
                found[word[begin:position]] += n
                begin = position
        found[word[begin:]] += n
    return found
