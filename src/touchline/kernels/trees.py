"""
Block-structured processes as trees, and the words that they allow.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Kind = Literal["activity", "skip", "sequence", "choice", "parallel", "loop", "again"]

#: How each kind is written in the literature.
SIGNS: dict[str, str] = {"sequence": "->", "choice": "X", "parallel": "+", "loop": "*"}


#: So many moves from state to state a reader learns, each in some milliseconds.
MOST_LEARNED = 1000

#: So many words of a part a reader remembers.
MOST_REMEMBERED = 1 << 16


@dataclass(frozen=True, slots=True)
class Block:
    """
    A part of a process that is entered at one place and left at one.

    Args:
        kind: One activity; nothing at all; parts one after the other; one of the parts; all parts
            side by side; or a loop, whose first part is done, and done again after any of the
            others. `again` is the rest of a loop whose first part has been done.
        label: The code of an activity, -1 for anything else.
        parts: What it is made of.

    Shapes:
        none.

    Units:
        none.

    Source:
        Leemans, Fahland & van der Aalst (2013), Petri Nets 2013, LNCS 7927, section 2.
    """

    kind: Kind
    label: int = -1
    parts: tuple[Block, ...] = ()

    @property
    def may_be_empty(self) -> bool:
        """
        It can be gone through without doing anything.
        """
        if self.kind in {"skip", "again"}:
            return True
        if self.kind == "choice":
            return any(part.may_be_empty for part in self.parts)
        if self.kind == "loop":
            return self.parts[0].may_be_empty
        return self.kind != "activity" and all(part.may_be_empty for part in self.parts)

    def after(self, label: int) -> frozenset[Block]:
        """
        Find what may be left to do once an activity has been done.

        Args:
            label: The activity.

        Shapes:
            none.

        Units:
            none.

        Returns:
            The possible rests; none when the activity cannot come first.

        Source:
            Antimirov (1996), Theoretical Computer Science 155, 291-319, with shuffles.
        """
        if self.kind == "activity":
            return frozenset({SKIP}) if self.label == label else frozenset()
        if self.kind == "sequence":
            return _after_sequence(self.parts, label)
        if self.kind == "choice":
            return frozenset(rest for part in self.parts for rest in part.after(label))
        if self.kind == "parallel":
            return frozenset(
                _beside((*self.parts[:i], rest, *self.parts[i + 1 :]))
                for i, part in enumerate(self.parts)
                for rest in part.after(label)
            )
        if self.kind in {"loop", "again"}:
            return self._after_loop(label)
        return frozenset()

    def _after_loop(self, label: int) -> frozenset[Block]:
        body, ways_back = self.parts[0], self.parts[1:]
        again = Block("again", parts=self.parts)
        goes_on = frozenset(
            in_a_row((rest, body, again)) for part in ways_back for rest in part.after(label)
        )
        starts_over = frozenset(in_a_row((rest, again)) for rest in body.after(label))
        is_back_at_once = any(part.may_be_empty for part in ways_back)
        if self.kind == "loop":
            return starts_over | goes_on if body.may_be_empty else starts_over
        return goes_on | starts_over if is_back_at_once else goes_on

    def written(self, names: Sequence[str]) -> str:
        """
        Write the tree as one line.

        Args:
            names: What the activities are called, by code.

        Shapes:
            none.

        Units:
            none.

        Returns:
            The tree in the notation of the literature.

        Source:
            Leemans, Fahland & van der Aalst (2013), with X for the choice.

        Examples:
            >>> in_a_row((one_of((Block("activity", 0), SKIP)), Block("activity", 1))).written("ab")
            "->(X('a', tau), 'b')"
        """
        if self.kind == "activity":
            return f"'{names[self.label]}'"
        if self.kind == "skip":
            return "tau"
        return f"{SIGNS[self.kind]}({', '.join(part.written(names) for part in self.parts)})"


SKIP = Block("skip")


def in_a_row(parts: Iterable[Block]) -> Block:
    """
    Put blocks one after the other.

    Args:
        parts: The blocks; nothing is left out, and a row within a row is laid open.

    Shapes:
        none.

    Units:
        none.

    Returns:
        One block.

    Source:
        The reduction rules of Leemans (2017), Robust Process Mining with Guarantees, section 5.1.
    """
    flat = [
        one
        for part in parts
        for one in (part.parts if part.kind == "sequence" else (part,))
        if one.kind != "skip"
    ]
    return _wrapped("sequence", flat)


def one_of(parts: Iterable[Block]) -> Block:
    """
    Leave the choice between blocks.

    Args:
        parts: The blocks; nothing is offered once at most, and a choice within one is laid open.

    Shapes:
        none.

    Units:
        none.

    Returns:
        One block.

    Source:
        As `in_a_row`.
    """
    flat = [one for part in parts for one in (part.parts if part.kind == "choice" else (part,))]
    real = [one for one in flat if one.kind != "skip"]
    is_skip_needed = len(real) < len(flat) and not any(one.may_be_empty for one in real)
    return _wrapped("choice", [*real, SKIP] if is_skip_needed else real)


def _beside(parts: Iterable[Block]) -> Block:
    return _wrapped("parallel", [part for part in parts if part.kind != "skip"])


def side_by_side(parts: Iterable[Block]) -> Block:
    """
    Do blocks in any order, or mixed.

    Args:
        parts: The blocks.

    Shapes:
        none.

    Units:
        none.

    Returns:
        One block.

    Source:
        As `in_a_row`.
    """
    return _beside(
        one for part in parts for one in (part.parts if part.kind == "parallel" else (part,))
    )


def over_again(body: Block, ways_back: Sequence[Block]) -> Block:
    """
    Do a block once or several times.

    Args:
        body: The block.
        ways_back: What may come between one time and the next; any one of them.

    Shapes:
        none.

    Units:
        none.

    Returns:
        One block.

    Source:
        As `in_a_row`.
    """
    back = one_of(ways_back)
    parts = back.parts if back.kind == "choice" else (back,)
    if body.kind == "skip" and all(part.kind == "skip" for part in parts):
        return SKIP
    return Block("loop", parts=(body, *parts))


def _wrapped(kind: Kind, parts: Sequence[Block]) -> Block:
    if len(parts) > 1:
        return Block(kind, parts=tuple(parts))
    return parts[0] if parts else SKIP


def _after_sequence(parts: tuple[Block, ...], label: int) -> frozenset[Block]:
    found: set[Block] = set()
    for i, part in enumerate(parts):
        found |= {in_a_row((rest, *parts[i + 1 :])) for rest in part.after(label)}
        if not part.may_be_empty:
            break
    return frozenset(found)


class Reader:
    """
    Tells which words a tree allows; what it has learned of one word it knows for the next.

    Where the parts of a block share no activity, each part is asked about its own share of the
    word. Only loops, and parts that do share one, are followed from state to state.

    Args:
        tree: The tree.

    Shapes:
        none.

    Units:
        none.

    Source:
        By definition of the blocks.
    """

    def __init__(self, tree: Block) -> None:
        self._tree = tree
        self._parts: tuple[Reader, ...] = ()
        self._part_of = _part_of(tree)
        self._walker = None if self._part_of else _Walker(tree)
        if self._part_of:
            self._parts = tuple(Reader(part) for part in tree.parts)
        self._known: dict[tuple[int, ...], bool | None] = {}

    def allows(self, word: Iterable[int]) -> bool | None:
        """
        Check whether a tree allows a whole word.

        Loops of parts side by side that may each be done again have more states together than
        anybody could count, so that the search has an end.

        Args:
            word: The codes of its activities in order.

        Shapes:
            none.

        Units:
            none.

        Returns:
            True when the word can be done from beginning to end, nothing left over; None when that
            takes more states than are learned.

        Source:
            By definition.
        """
        if self._walker is not None:
            return self._walker.allows(word)
        shares: list[list[int]] = [[] for _ in self._parts]
        latest = 0
        for label in word:
            place = self._part_of.get(label)
            if place is None or (place < latest and self._tree.kind == "sequence"):
                return False
            latest = place
            shares[place].append(label)
        if self._tree.kind == "choice":
            return self._allows_choice(
                [place for place, share in enumerate(shares) if share], shares
            )
        found = [
            part.remembered(tuple(share)) for part, share in zip(self._parts, shares, strict=True)
        ]
        if False in found:
            return False
        return None if None in found else True

    def remembered(self, word: tuple[int, ...]) -> bool | None:
        """
        Check a word that is likely to be asked about again.

        Args:
            word: The codes of its activities in order.

        Shapes:
            none.

        Units:
            none.

        Returns:
            As `allows`.

        Source:
            None needed.
        """
        if word in self._known:
            return self._known[word]
        answer = self.allows(word)
        if len(self._known) < MOST_REMEMBERED:
            self._known[word] = answer
        return answer

    def _allows_choice(self, taken: Sequence[int], shares: Sequence[Sequence[int]]) -> bool | None:
        if not taken:
            return self._tree.may_be_empty
        if len(taken) > 1:
            return False
        return self._parts[taken[0]].remembered(tuple(shares[taken[0]]))


def _part_of(tree: Block) -> dict[int, int]:
    """
    Tell to which part each activity belongs; nothing where that does not tell words apart.
    """
    if tree.kind not in {"sequence", "choice", "parallel"}:
        return {}
    labels = [_labels(part) for part in tree.parts]
    found = {label: place for place, own in enumerate(labels) for label in own}
    return found if sum(map(len, labels)) == len(found) else {}


def _labels(tree: Block) -> frozenset[int]:
    if tree.kind == "activity":
        return frozenset({tree.label})
    return frozenset(label for part in tree.parts for label in _labels(part))


class _Walker:
    """
    Follows words from state to state; states are sets of rests, built when they are first met.
    """

    def __init__(self, tree: Block) -> None:
        self._states = [frozenset({tree})]
        self._number = {self._states[0]: 0}
        self._is_end = [tree.may_be_empty]
        self._next: dict[tuple[int, int], int] = {}

    def allows(self, word: Iterable[int]) -> bool | None:
        state = 0
        for label in word:
            following = self._next.get((state, label))
            if following is None and len(self._next) >= MOST_LEARNED:
                return None
            state = self._learn(state, label) if following is None else following
            if state < 0:
                return False
        return self._is_end[state]

    def _learn(self, state: int, label: int) -> int:
        rests = frozenset(rest for block in self._states[state] for rest in block.after(label))
        if not rests:
            number = -1
        elif rests in self._number:
            number = self._number[rests]
        else:
            number = self._number[rests] = len(self._states)
            self._states.append(rests)
            self._is_end.append(any(rest.may_be_empty for rest in rests))
        self._next[state, label] = number
        return number
