"""
Notes on a plane: where they lie, which stand in one row, and which belong to a label.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from touchline.importers._guess.headings import OF_MAP, meaning_of
from touchline.importers._guess.table import Entry

if TYPE_CHECKING:
    from collections.abc import Iterable


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


def rows_of(notes: Iterable[Note]) -> list[list[Note]]:
    """
    Put notes whose heights overlap into one row.

    Args:
        notes: The notes.

    Returns:
        The rows from top to bottom, each from left to right.
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


def spans_of(spans: Iterable[tuple[float, float]]) -> list[tuple[float, float]]:
    """
    Join stretches that overlap.

    Args:
        spans: Their beginnings and ends.

    Returns:
        The joined stretches in order.
    """
    joined: list[tuple[float, float]] = []
    for low, high in sorted(spans):
        if joined and low < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], high))
        else:
            joined.append((low, high))
    return joined


def labelled(notes: Iterable[Note]) -> list[Entry]:
    """
    Join labels such as “Scenario” with the note below or behind them.

    Args:
        notes: The notes.

    Returns:
        An entry for each note that is not the value of a label.
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
