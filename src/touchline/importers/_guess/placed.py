"""
Notes that lie on a plane, as a table: rows and columns are found by how they are aligned.
"""

from __future__ import annotations

import colorsys
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from touchline.i18n import translate
from touchline.importers._guess.headings import (
    OF_HEADS,
    OF_MAP,
    OF_STEPS,
    folded,
    meaning_of,
    of_rows,
)
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """
    One note on the plane.

    Args:
        text: Its main words.
        aside: What it says besides in smaller letters.
        x: Its left edge.
        y: Its top.
        width: Its width.
        height: Its height.
        at: Where it stands, for messages.
        colour: Its ground as six hexadecimal digits; empty when it has none.
    """

    text: str
    aside: tuple[str, ...] = ()
    x: float
    y: float
    width: float
    height: float
    at: str
    colour: str = ""

    @property
    def right(self) -> float:
        """
        Its right edge.
        """
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """
        Its lower edge.
        """
        return self.y + self.height

    @property
    def centre(self) -> tuple[float, float]:
        """
        Its middle.
        """
        return self.x + self.width / 2, self.y + self.height / 2

    def swapped(self) -> Note:
        """
        Lay it on a plane that is turned.

        Returns:
            The note with x for y.
        """
        return replace(self, x=self.y, y=self.x, width=self.height, height=self.width)

    def mirrored(self) -> Note:
        """
        Lay it on a plane that is seen in a mirror.

        Returns:
            The note with its right edge at minus its left one.
        """
        return replace(self, x=-self.right)


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
        return by_colours(notes, name) or _by_gaps(notes, name)
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
            if _role(lane) or any(len(row) >= _ENOUGH for row in _rows(above)):
                return lane
        return (self.lanes or self.labels)[0]

    def _heads(self, above: Sequence[Note]) -> list[list[Note]]:
        rows = _rows(above)
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
            columns = _spans((note.x, note.right) for note in self.body)
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
        beside = _labelled(self.beside)
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


def _rows(notes: Iterable[Note]) -> list[list[Note]]:
    """
    Put notes whose heights overlap into one row, from top to bottom, each from left to right.
    """
    rows: list[list[Note]] = []
    for note in sorted(notes, key=lambda note: note.centre[1]):
        row = rows[-1] if rows else []
        if row and _shared(row[0], note) >= min(row[0].height, note.height) / 2:
            row.append(note)
        else:
            rows.append([note])
    return [sorted(row, key=lambda note: note.x) for row in rows]


def _shared(one: Note, two: Note) -> float:
    return min(one.bottom, two.bottom) - max(one.y, two.y)


def _spans(spans: Iterable[tuple[float, float]]) -> list[tuple[float, float]]:
    """
    Join stretches that overlap.
    """
    joined: list[tuple[float, float]] = []
    for low, high in sorted(spans):
        if joined and low < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], high))
        else:
            joined.append((low, high))
    return joined


def by_colours(notes: Sequence[Note], name: str) -> Table | None:
    """
    Take the top row for the steps, and notes of one colour for a lane.

    Args:
        notes: The notes.
        name: What the table is called.

    Returns:
        The table; None where the notes have fewer than two colours, or no row of names.
    """
    rows = _rows(notes)
    heads = next((row for row in rows if len(row) >= _ENOUGH), None)
    if heads is None:
        return None
    top = rows.index(heads)
    body = [note for row in rows[top + 1 :] for note in row]
    kinds = {kind_of(note.colour) for note in body} - {""}
    if len(kinds) < _ENOUGH:
        return None
    limits = [float("-inf"), *((a.right + b.x) / 2 for a, b in pairwise(heads)), float("inf")]
    lines: dict[str, list[list[Entry]]] = {}
    for note in sorted(body, key=lambda note: (note.y, note.x)):
        column = next(i for i in range(len(heads)) if note.centre[0] < limits[i + 1])
        stacks = lines.setdefault(kind_of(note.colour) or "notes", [[] for _ in heads])
        stacks[column].append(Entry(note.text, note.at, colour=note.colour))
    blank = Entry("", "")
    made = [(blank, *(Entry(note.text, note.at) for note in heads))]
    titles = {kind: translate(f"lane.{kind}.title", "en") for kind in lines}
    for kind, stacks in lines.items():
        first = next(entry for stack in stacks for entry in stack)
        for k in range(max(map(len, stacks))):
            heading = Entry(titles[kind], first.at) if k == 0 else blank
            made.append((heading, *(one[k] if k < len(one) else blank for one in stacks)))
    beside = _labelled(note for row in rows[:top] for note in row)
    unsure = frozenset(titles.values())
    return Table(name=name, rows=tuple(made), beside=tuple(beside), unsure=unsure)


def kind_of(colour: str) -> str:
    """
    Guess what notes of a colour tell, as workshops mostly use them.

    Args:
        colour: Six hexadecimal digits, or empty.

    Returns:
        The kind of lane; empty without a colour.
    """
    if not colour:
        return ""
    red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (0, 2, 4))
    hue, _, vividness = colorsys.rgb_to_hls(red, green, blue)
    if vividness < _GREY or max(red, green, blue) - min(red, green, blue) < _GREY / 2:
        return "notes"
    return next(kind for limit, kind in _HUES if hue <= limit)


#: Below this saturation a note is white or grey.
_GREY = 0.15
#: Up to which hue a colour is what: red, orange, yellow, green, blue, violet, and pink.
_HUES = (
    (0.04, "pain-points"),
    (0.11, "needs"),
    (0.19, "actions"),
    (0.45, "opportunities"),
    (0.68, "touchpoints"),
    (0.82, "thoughts"),
    (1.0, "pain-points"),
)


def _by_gaps(notes: Sequence[Note], name: str) -> Table:
    """
    Align notes by the gaps between them, where no heading is known.
    """
    columns = _spans((note.x + 0.1 * note.width, note.right - 0.1 * note.width) for note in notes)
    rows = []
    for row in _rows(notes):
        stacks: dict[int, list[Note]] = {}
        for note in row:
            middle = note.centre[0]
            index = min(
                range(len(columns)),
                key=lambda i: max(columns[i][0] - middle, middle - columns[i][1], 0.0),
            )
            stacks.setdefault(index, []).append(note)
        for k in range(max(map(len, stacks.values()))):
            held = [stacks.get(j, []) for j in range(len(columns))]
            rows.append(
                tuple(
                    Entry(one[k].text, one[k].at, colour=one[k].colour)
                    if k < len(one)
                    else Entry("", "")
                    for one in held
                )
            )
    return Table(name=name, rows=tuple(rows))


def _labelled(notes: Iterable[Note]) -> list[Entry]:
    """
    Join labels such as “Scenario” with the note below or behind them.
    """
    waiting = sorted(notes, key=lambda note: (note.y, note.x))
    entries: list[Entry] = []
    while waiting:
        note = waiting.pop(0)
        meaning = meaning_of(note.text, OF_MAP)
        value = None
        if meaning and meaning.is_sure and not note.aside:
            near = [one for one in waiting if _follows(note, one)]
            value = min(near, key=lambda one: (abs(one.x - note.x), one.y), default=None)
        text = note.text
        if value is not None:
            waiting.remove(value)
            text = f"{note.text}: {value.text}"
        entries.append(Entry(text, note.at))
        entries += [Entry(line, note.at) for line in note.aside]
    return entries


def _follows(label: Note, other: Note) -> bool:
    is_below = (
        abs(other.x - label.x) <= max(label.width, 1.0) / 2
        and 0 <= other.y - label.bottom <= 2 * label.height
    )
    is_behind = (
        label.y - label.height / 2 <= other.y <= label.bottom
        and 0 <= other.x - label.right <= 4 * label.height
    )
    return is_below or is_behind
