"""
Notes that lie on a plane, as a table: rows and columns are found by how they are aligned.
"""

from __future__ import annotations

from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from touchline.importers._guess.colours import by_colours, by_gaps
from touchline.importers._guess.headings import (
    OF_HEADS,
    OF_MAP,
    OF_STEPS,
    folded,
    meaning_of,
    of_rows,
)
from touchline.importers._guess.notes import Note, labelled, rows_of, spans_of
from touchline.importers._guess.table import Entry, Table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

#: How many headings must be known before their column or row is believed.
_ENOUGH = 2
#: How far edges may lie apart that are aligned, in parts of a heading's width.
_ALIGNED = 0.12
#: How many times wider than those that are known a heading may be.
_WIDER = 1.6
#: Which part of all notes stands behind a column of headings at least.
_BEHIND = 0.3
#: Which part of a column a note must cover to stand there too.
_COVERS = 0.6
#: Rows of names above the lanes: stages and steps.
_MOST_HEADS = 2
#: A note of more signs is no heading.
_LONGEST_HEADING = 80


def table_from(notes: Sequence[Note], *, name: str = "") -> Table:
    """
    Find the rows and columns in which notes are aligned.

    Args:
        notes: The notes.
        name: What the table is called.

    Returns:
        The table: a column of headings, and what stands outside the grid beside it; a table
        without known headings is aligned by gaps alone.
    """
    ways: tuple[Callable[[Note], Note], ...] = (
        lambda note: note,
        Note.mirrored,
        Note.swapped,
    )
    planes = [[way(note) for note in notes] for way in ways]
    found = [_headings(plane) for plane in planes]
    # Words that happen to be aligned at the far end of a board have few notes behind them.
    counts = [
        len(headings) if _n_beyond(plane, headings) >= _BEHIND * len(notes) else 0
        for plane, headings in zip(planes, found, strict=True)
    ]
    best = max(range(len(ways)), key=lambda i: (counts[i], -i))
    laid = planes[best]
    if counts[best] < _ENOUGH:
        return by_colours(notes, name) or by_gaps(notes, name)
    table = _Board(laid, found[best]).table(name)
    return table.turned() if ways[best] is Note.swapped else table


def _n_beyond(notes: Sequence[Note], headings: Sequence[Note]) -> int:
    """
    Count the notes behind a column of headings.
    """
    edge = max((note.centre[0] for note in headings), default=float("inf"))
    return sum(note.x > edge for note in notes)


def _headings(notes: Sequence[Note]) -> list[Note]:
    """
    Find the notes at one left edge of which most are known as headings.
    """
    known = [
        note
        for note in notes
        if len(note.text) <= _LONGEST_HEADING
        and (meaning := meaning_of(note.text, of_rows()))
        and meaning.is_sure
    ]
    if not known:
        return []
    tolerance = max(1.0, _ALIGNED * median(note.width for note in known))
    edges: tuple[Callable[[Note], float], ...] = (
        lambda note: note.x,
        lambda note: note.centre[0],
        lambda note: note.right,
    )
    # Left edges count a little more: words that happen to be centred there are no headings.
    groups = [
        (edge, [other for other in known if abs(edge(other) - edge(note)) <= tolerance])
        for edge in edges
        for note in known
    ]
    edge, best = max(
        groups, key=lambda one: (_distinct(one[1]) + 2 * (one[0] is edges[0]), -one[1][0].x)
    )
    # A label above the grid is often wider than the column of headings.
    widest = _WIDER * median(note.width for note in best)
    best = [note for note in best if note.width <= widest]
    if _distinct(best) < _ENOUGH:
        return []
    tops = sorted(note.y for note in best)
    gap = 1.5 * median(two - one for one, two in pairwise(tops))
    line = median(map(edge, best))
    # Others of the column are headings too when they stand among those that are known.
    inside = [
        note
        for note in notes
        if abs(edge(note) - line) <= tolerance
        and tops[0] - gap <= note.y <= tops[-1] + gap
        and len(note.text) <= _LONGEST_HEADING
        and note.width <= widest
    ]
    return sorted({id(note): note for note in [*best, *inside]}.values(), key=lambda note: note.y)


def _distinct(notes: Iterable[Note]) -> int:
    return len({folded(note.text) for note in notes})


class _Board:
    """
    Notes with a column of headings.

    Args:
        notes: All notes.
        headings: The headings, from top to bottom.
    """

    def __init__(self, notes: Sequence[Note], headings: Sequence[Note]) -> None:
        chosen = {id(note) for note in headings}
        self.labels = [note for note in headings if _role(note) in OF_HEADS]
        self.lanes = [note for note in headings if _role(note) not in OF_HEADS]
        edge = max(note.x + note.width / 2 for note in headings)
        rest = [note for note in notes if id(note) not in chosen]
        top = self._first_lane(rest, edge).y
        above = [note for note in rest if note.centre[1] < top and note.x > edge]
        self.heads = self._heads(above)
        taken = {id(note) for row in self.heads for note in row}
        lowest = max((note.bottom for row in self.heads for note in row), default=top)
        self.body = [
            note
            for note in rest
            if id(note) not in taken and note.x > edge and note.centre[1] >= min(top, lowest)
        ]
        held = taken | {id(note) for note in self.body}
        self.beside = [note for note in rest if id(note) not in held]
        self.edges = self._edges()

    def _first_lane(self, rest: Sequence[Note], edge: float) -> Note:
        """
        Find the first heading below rows that name steps; one beside them is a mere corner.
        """
        for lane in self.lanes:
            above = [note for note in rest if note.bottom <= lane.y and note.x > edge]
            if _role(lane) or any(len(row) >= _ENOUGH for row in rows_of(above)):
                return lane
        return (self.lanes or self.labels)[0]

    def _heads(self, above: Sequence[Note]) -> list[list[Note]]:
        rows = rows_of(above)
        while rows and len(rows[-1]) < _ENOUGH and any(len(row) >= _ENOUGH for row in rows):
            # A note right above the first heading belongs to a stack that the heading is beside.
            rows.pop()
        heads: list[list[Note]] = []
        for row in reversed(rows):
            texts = [note for note in row if meaning_of(note.text, OF_MAP) is None]
            if len(row) < _ENOUGH or len(texts) < _ENOUGH or len(heads) == _MOST_HEADS:
                break
            if heads and len(row) > len(heads[0]):
                break
            heads.insert(0, row)
        return heads

    def _edges(self) -> list[tuple[float, float]]:
        """
        Say where each column begins and ends.
        """
        columns = [(note.x, note.right) for note in self.heads[-1]] if self.heads else []
        if not columns:
            columns = spans_of((note.x, note.right) for note in self.body)
        inner = [(one[1] + two[0]) / 2 for one, two in pairwise(columns)]
        limits = [float("-inf"), *inner, float("inf")]
        return list(pairwise(limits))

    def table(self, name: str) -> Table:
        """
        Build the table.
        """
        loose: list[Entry] = []
        rows: list[tuple[Entry, ...]] = []
        for row in self.heads:
            label = self._label(row)
            rows.append((label, *self._head_entries(row, loose)))
        sorted_notes = self._by_lane()
        for lane in self.lanes:
            heading = Entry("\n".join((lane.text, *lane.aside)), lane.at)
            rows += self._lane_rows(heading, sorted_notes.get(id(lane), []), loose)
        beside = labelled(self.beside)
        return Table(name=name, rows=tuple(rows), beside=(*beside, *loose))

    def _label(self, row: Sequence[Note]) -> Entry:
        middle = median(note.centre[1] for note in row)
        for note in self.labels:
            if note.y <= middle <= note.bottom:
                return Entry(note.text, note.at)
        return Entry("", "")

    def _head_entries(self, row: Sequence[Note], loose: list[Entry]) -> list[Entry]:
        entries = [Entry("", "")] * len(self.edges)
        for note in row:
            first, last = self._over(note) if row is not self.heads[-1] else self._reach(note)
            flags = [line for line in note.aside if meaning_of(line, OF_STEPS)]
            loose += [Entry(line, note.at) for line in note.aside if line not in flags]
            text = "\n".join((note.text, *flags))
            before = entries[first]
            if before.text:
                text = f"{before.text} {text}"
            entries[first] = Entry(text, note.at, across=last - first + 1)
        return entries

    def _over(self, note: Note) -> tuple[int, int]:
        """
        Find the steps that a stage stands over.
        """
        below = [
            i for i, step in enumerate(self.heads[-1]) if note.x <= step.centre[0] <= note.right
        ]
        return (below[0], below[-1]) if below else self._reach(note)

    def _lane_rows(
        self, heading: Entry, notes: Sequence[Note], loose: list[Entry]
    ) -> list[tuple[Entry, ...]]:
        blank = Entry("", "")
        stacks: dict[int, list[Entry]] = {}
        for note in sorted(notes, key=lambda note: (note.y, note.x)):
            first, last = self._reach(note)
            entry = Entry(note.text, note.at, across=last - first + 1, colour=note.colour)
            stacks.setdefault(first, []).append(entry)
            loose += [Entry(line, note.at) for line in note.aside]
        return [
            (
                heading if k == 0 else blank,
                *(
                    stacks[j][k] if k < len(stacks.get(j, ())) else blank
                    for j in range(len(self.edges))
                ),
            )
            for k in range(max(1, *map(len, stacks.values())) if stacks else 1)
        ]

    def _reach(self, note: Note) -> tuple[int, int]:
        """
        Find the columns that a note stands in, from the first to the last.
        """
        middle = note.centre[0]
        own = next(i for i, (left, right) in enumerate(self.edges) if left <= middle < right)
        first = last = own
        widths = [right - left for left, right in self.edges[1:-1]]
        usual = median(widths) if widths else note.width
        for i, (left, right) in enumerate(self.edges):
            low = left if left != float("-inf") else right - usual
            high = right if right != float("inf") else low + usual
            shared = min(note.right, high) - max(note.x, low)
            if high > low and shared >= _COVERS * (high - low):
                first, last = min(first, i), max(last, i)
        return first, last

    def _by_lane(self) -> dict[int, list[Note]]:
        """
        Sort notes to lanes: by where headings begin, or by the nearest one, as they are aligned.
        """
        found: dict[int, list[Note]] = {}
        if not self.lanes:
            return found
        tops = [min((abs(n.y - h.y) for n in self.body), default=0.0) for h in self.lanes]
        middles = [
            min((abs(n.centre[1] - h.centre[1]) for n in self.body), default=0.0)
            for h in self.lanes
        ]
        is_from_top = median(tops) <= median(middles)
        slack = median(note.height for note in self.lanes) / 2
        for note in self.body:
            y = note.centre[1]
            if self._is_below(note):
                self.beside.append(note)
                continue
            if is_from_top:
                above = [lane for lane in self.lanes if lane.y - slack <= y]
                lane = above[-1] if above else self.lanes[0]
            else:
                lane = min(self.lanes, key=lambda lane: _away(lane, y))
            found.setdefault(id(lane), []).append(note)
        return found

    def _is_below(self, note: Note) -> bool:
        """
        Tell a legend below the last lane from the notes of the lane.
        """
        last = self.lanes[-1]
        if note.y <= last.bottom or note.centre[1] < last.y:
            return False
        # A stack of notes goes on as long as the gaps within it are small.
        low, high = last.bottom, note.height
        stack = (
            one
            for one in self.body
            if one.y < note.y
            and one.centre[1] >= last.y
            and min(one.right, note.right) > max(one.x, note.x)
        )
        lowest = max((one.bottom for one in stack), default=None)
        return lowest is None or note.y - max(lowest, min(low, lowest)) > high


def _away(lane: Note, y: float) -> float:
    if lane.y <= y <= lane.bottom:
        return 0.0
    return min(abs(lane.y - y), abs(lane.bottom - y))


def _role(note: Note) -> str:
    meaning = meaning_of(note.text, of_rows())
    return meaning.name if meaning else ""
