"""
Boards without headings: notes by their colours, and by the gaps between them.
"""

from __future__ import annotations

import colorsys
from itertools import pairwise
from typing import TYPE_CHECKING

from touchline.i18n import translate
from touchline.importers._guess.notes import labelled, rows_of, spans_of
from touchline.importers._guess.table import Entry, Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from touchline.importers._guess.notes import Note

#: Rows and colours that there must be at least.
_ENOUGH = 2


def by_colours(notes: Sequence[Note], name: str) -> Table | None:
    """
    Take the top row for the steps, and notes of one colour for a lane.

    Args:
        notes: The notes.
        name: What the table is called.

    Returns:
        The table; None where the notes have fewer than two colours, or no row of names.
    """
    rows = rows_of(notes)
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
    beside = labelled(note for row in rows[:top] for note in row)
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


def by_gaps(notes: Sequence[Note], name: str) -> Table:
    """
    Align notes by the gaps between them, where no heading is known.

    Args:
        notes: The notes.
        name: What the table is called.

    Returns:
        The table.
    """
    columns = spans_of((note.x + 0.1 * note.width, note.right - 0.1 * note.width) for note in notes)
    rows = []
    for row in rows_of(notes):
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
