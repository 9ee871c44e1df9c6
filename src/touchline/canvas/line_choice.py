"""
Which of the allowed breaks a paragraph takes: the set of lines that looks best as a whole.

Lines are ragged, so a line costs the square of the space it leaves; hyphens, short last lines and
divided words cost extra, and fewer lines always win. Hyphens are tried only when whole words leave
ugly gaps or do not fit.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, NamedTuple

from touchline.canvas import breaking
from touchline.canvas.line_classes import is_east_asian
from touchline.canvas.shaping import Manner, advances

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

#: One line more costs more than any set of gaps, so the fewest lines win.
_LINE_COST = 10.0
_HYPHEN_COST = 0.12
_DOUBLE_HYPHEN_COST = 0.3
_SEAM_COST = 40.0
_RESCUE_COST = 100.0
_OVERFLOW_COST = 10_000.0
#: A last line below this share of the width looks forgotten.
_SHORT_LAST = 0.22
_SHORT_LAST_COST = 0.25
#: A last line of so few ideographs is an orphan.
_ORPHAN_IDEOGRAPHS = 2
_ORPHAN_COST = 0.6
#: A gap of this share of the width is worth a hyphen.
_LOOSE = 0.36
#: So many letters tell how many of them fill a width; a word longer than so many may be cut.
_FIRST_LOOK, _LONG_WORD = 120, 60
#: Sums of floats that should be equal differ by less than this, in em.
_EPSILON = 1e-6


class Chosen(NamedTuple):
    """
    One line that was chosen.

    Args:
        start: Where it begins.
        stop: Where it ends, without the spaces there.
        is_hyphenated: A hyphen is put at its end.
    """

    start: int
    stop: int
    is_hyphenated: bool


class _Node(NamedTuple):
    """
    A place where a line may end.
    """

    at: int
    end: int
    begin: int
    cost: float
    is_hyphen: bool
    #: How far from the paragraph's start the line before it ends, hyphen and all, and the line
    #: after it begins, in em.
    right: float
    left: float


@dataclass(frozen=True, slots=True)
class _Measured:
    """
    A paragraph whose stretches can be measured by subtraction.
    """

    text: str
    sums: tuple[float, ...]
    hyphen: float

    def node(self, at: int, cost: float = 0.0, *, is_hyphen: bool = False) -> _Node:
        """
        Build the node of a break, knowing where the spaces around it begin and end.
        """
        end = begin = at
        while end and self.text[end - 1] == " ":
            end -= 1
        while begin < len(self.text) and self.text[begin] == " ":
            begin += 1
        right = self.sums[end] + (self.hyphen if is_hyphen else 0.0)
        return _Node(at, end, begin, cost, is_hyphen, right, self.sums[begin])


@lru_cache(maxsize=8192)
def _measured(text: str, manner: Manner) -> _Measured:
    """
    Add up the advances of a paragraph.
    """
    sums = tuple(accumulate(advances(text, manner), initial=0.0))
    return _Measured(text, sums, sum(advances("-", manner)))


def beginning_of(text: str, manner: Manner, width: float) -> str:
    """
    Leave out what lies beyond a width, so that nobody measures ten thousand characters in vain.

    Args:
        text: One paragraph without line separators.
        manner: How it is set.
        width: The room, in em.

    Returns:
        The beginning of the text, wider than the room if there is more; it ends before a space
        where one is near.
    """
    em = _measured(text[:_FIRST_LOOK], manner).sums[-1]
    n = _FIRST_LOOK + int(_FIRST_LOOK * width / max(em, 1.0))
    while n < len(text):
        space = text.rfind(" ", n - _LONG_WORD, n)
        head = text[: n if space < 0 else space]
        if _measured(head, manner).sums[-1] > width:
            return head
        n *= 2
    return text


def head_of(text: str, manner: Manner, width: float) -> str:
    """
    Cut a text off where a width ends.

    Args:
        text: One paragraph without line separators.
        manner: How it is set.
        width: The room, in em.

    Returns:
        The beginning of the text, one character wider than the room if there is more.
    """
    head = beginning_of(text, manner, width)
    return head[: bisect_right(_measured(head, manner).sums, width)]


def width_of(text: str, manner: Manner) -> float:
    """
    Measure a text on one line.

    Args:
        text: One paragraph without line separators.
        manner: How it is set.

    Returns:
        Its width in em.
    """
    return _measured(text, manner).sums[-1]


def choose_lines(
    text: str, manner: Manner, width: float, *, balance: bool, phrase: bool
) -> tuple[Chosen, ...]:
    """
    Divide a paragraph into lines.

    Args:
        text: One paragraph without line separators, without spaces at its ends.
        manner: How it is set.
        width: The room, in em.
        balance: Make the lines about equally long, as in headings.
        phrase: Prefer the ends of phrases, as in Chinese headings.

    Returns:
        The lines in order. None is wider than the room unless a single character is.
    """
    measured = _measured(text, manner)
    if measured.sums[-1] <= width + _EPSILON:
        return (Chosen(0, len(text), is_hyphenated=False),)
    nodes, chosen = _first_fit(measured, manner, width, phrase=phrase, is_heading=balance)
    n_lines = len(chosen) - 1
    # Once words had to be divided, even lines would only divide them at worse places.
    if balance and n_lines > 1 and all(node.cost < _SEAM_COST for node in nodes):
        width = _narrowest(measured, nodes, n_lines, width)
        chosen = _best(measured, nodes, width)
    return tuple(
        Chosen(start.begin, end.end, is_hyphenated=end.is_hyphen)
        for start, end in pairwise(chosen)
        if end.end > start.begin
    )


def _first_fit(
    measured: _Measured, manner: Manner, width: float, *, phrase: bool, is_heading: bool
) -> tuple[list[_Node], list[_Node]]:
    """
    Try whole phrases, whole words, hyphens and divided words, in this order, until all fits.

    Returns:
        The nodes that were allowed and those that were chosen.
    """
    text = measured.text
    words = [measured.node(at) for at in breaking.breaks(text)]
    chosen: list[_Node] = []
    if phrase:
        nodes = [measured.node(at) for at in breaking.phrase_breaks(text, manner.language)]
        chosen = _best(measured, nodes, width)
        if _fits(chosen, width):
            return nodes, chosen
    nodes = words
    chosen = _best(measured, nodes, width)
    does_fit = _fits(chosen, width)
    if does_fit and (is_heading or not _is_loose(chosen, width)):
        return nodes, chosen
    hyphens = breaking.hyphens(text, manner.language)
    if hyphens:
        nodes = _merged(words, (measured.node(h, _HYPHEN_COST, is_hyphen=True) for h in hyphens))
        chosen = _best(measured, nodes, width)
        does_fit = _fits(chosen, width)
    if not does_fit:
        nodes = _merged(nodes, _rescue_nodes(measured, nodes, width))
        chosen = _best(measured, nodes, width)
    return nodes, chosen


def _merged(nodes: list[_Node], more: Iterable[_Node]) -> list[_Node]:
    """
    Join nodes in order; where two stand at one place, the earlier list's stays.
    """
    at = {node.at: node for node in more} | {node.at: node for node in nodes}
    return [at[place] for place in sorted(at)]


def _rescue_nodes(measured: _Measured, nodes: list[_Node], width: float) -> list[_Node]:
    """
    Allow breaks anywhere inside the stretches that are wider than the room.
    """
    ends = [measured.node(0), *nodes, measured.node(len(measured.text))]
    found = []
    for start, end in pairwise(ends):
        if end.right - start.left <= width:
            continue
        for place in breaking.rescues(measured.text, start.begin, end.end):
            cost = _SEAM_COST if place.is_seam else _RESCUE_COST
            found.append(measured.node(place.at, cost))
    return found


def _best(measured: _Measured, nodes: Sequence[_Node], width: float) -> list[_Node]:
    """
    Choose the cheapest way through the nodes, both ends included.
    """
    path = [measured.node(0), *nodes, measured.node(len(measured.text))]
    costs = [0.0] * len(path)
    origins = [0] * len(path)
    earliest = 0
    for j in range(1, len(path)):
        end = path[j]
        # Nothing that began before `earliest` fits, and later lines end even farther right; a
        # hyphen does not count, since the next break may have none.
        plain = end.right - (measured.hyphen if end.is_hyphen else 0.0)
        while earliest < j - 1 and plain - path[earliest].left > width + _EPSILON:
            earliest += 1
        is_last = j == len(path) - 1
        best = float("inf")
        for i in range(earliest, j):
            start = path[i]
            cost = costs[i] + end.cost + _shape_cost(start, end, width, is_last=is_last)
            if is_last:
                cost += _orphan_cost(measured.text[start.begin :])
            if cost < best:
                best, origins[j] = cost, i
        costs[j] = best
    chosen = [len(path) - 1]
    while chosen[-1]:
        chosen.append(origins[chosen[-1]])
    return [path[k] for k in reversed(chosen)]


def _shape_cost(start: _Node, end: _Node, width: float, *, is_last: bool) -> float:
    """
    Say how much the length of a line and the hyphens at both its ends disturb.
    """
    taken = end.right - start.left
    if taken > width + _EPSILON:
        return _OVERFLOW_COST * (1 + taken / max(width, _EPSILON))
    cost = _LINE_COST
    if start.is_hyphen and (end.is_hyphen or is_last):
        cost += _DOUBLE_HYPHEN_COST
    if not is_last:
        return cost + (1 - taken / width) ** 2
    return cost + (_SHORT_LAST_COST if taken < _SHORT_LAST * width else 0.0)


def _orphan_cost(last_line: str) -> float:
    """
    Say how much a last line of one or two ideographs disturbs.
    """
    piece = last_line[: _ORPHAN_IDEOGRAPHS + 8].rstrip("。！？…」』”）.!?")
    is_orphan = len(piece) <= _ORPHAN_IDEOGRAPHS and any(map(is_east_asian, piece))
    return _ORPHAN_COST if is_orphan else 0.0


def _fits(chosen: list[_Node], width: float) -> bool:
    """
    Tell whether no line is wider than the room.
    """
    return all(b.right - a.left <= width + _EPSILON for a, b in pairwise(chosen))


def _is_loose(chosen: list[_Node], width: float) -> bool:
    """
    Tell whether a line other than the last leaves an ugly gap.
    """
    return any(b.right - a.left < (1 - _LOOSE) * width for a, b in pairwise(chosen[:-1]))


def _narrowest(measured: _Measured, nodes: list[_Node], n_lines: int, width: float) -> float:
    """
    Find the narrowest room that still takes no more lines, by halving.
    """
    low, high = measured.sums[-1] / n_lines * 0.9, width
    for _ in range(8):
        middle = (low + high) / 2
        if _n_greedy(measured, nodes, middle) <= n_lines:
            high = middle
        else:
            low = middle
    return high


def _n_greedy(measured: _Measured, nodes: list[_Node], width: float) -> float:
    """
    Count the lines when each takes as much as it can; infinite when something does not fit.
    """
    start = measured.node(0)
    previous = start
    count = 1
    for node in [*nodes, measured.node(len(measured.text))]:
        if node.right - start.left > width + _EPSILON:
            start = previous
            count += 1
            if node.right - start.left > width + _EPSILON:
                return float("inf")
        previous = node
    return count
