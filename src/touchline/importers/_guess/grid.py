"""
A table as steps and rows, each with the place at which it is named.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from touchline.i18n import has_message, languages, translate
from touchline.importers._guess.columns import steps_of
from touchline.importers._guess.headings import folded
from touchline.importers._guess.layout import reading_of
from touchline.lanes import LANES
from touchline.model.structure import GRADES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from touchline.importers._guess.columns import Step
    from touchline.importers._guess.layout import Layout
    from touchline.importers._guess.table import Entry
    from touchline.importers._guess.understood import Wishes

#: What a row is taken for when its heading says nothing that is known.
UNKNOWN = "notes"
#: Lanes that show what other cards rest on; tables of ours have them.
_DERIVED = frozenset({"evidence"})

_FIGURE = re.compile(r"[<≤≈~]?\s*[+\-−]?\d|–$|—$|-$")


class Piece(NamedTuple):
    """
    What stands in a row at one step or over several.

    Args:
        text: What it says.
        at: Where it stands.
        first: The index of its step.
        last: The index of the last step that it covers.
    """

    text: str
    at: str
    first: int
    last: int


@dataclass(slots=True, kw_only=True)
class Line:
    """
    A row of the table.

    Args:
        at: Where its heading stands.
        heading: What it is called.
        hint: What explains the heading.
        kind: A kind of lane, or what else its heading means.
        is_sure: False when the kind is a guess.
        pieces: What it holds.
    """

    at: str
    heading: str
    hint: str
    kind: str
    is_sure: bool
    pieces: list[Piece] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """
    A table that is understood.

    Args:
        steps: The steps in order.
        lines: The rows in order.
        loose: Entries that belong to no step or row.
    """

    steps: tuple[Step, ...]
    lines: tuple[Line, ...]
    loose: tuple[Entry, ...]


def grid_of(layout: Layout, wishes: Wishes) -> Grid:
    """
    Read the steps and the rows of a table.

    Args:
        layout: Which way it runs.
        wishes: What a person said about it.

    Returns:
        The grid.
    """
    loose: list[Entry] = []
    steps, column_steps = steps_of(layout, loose)
    lines: list[Line] = []
    reading = reading_of(wishes)
    for index in layout.body:
        row = layout.table.rows[index]
        heading = row[layout.heading]
        pieces = list(_pieces(row, layout.first, column_steps, loose))
        if layout.across != "lanes":
            loose += [entry for entry in row[: layout.heading] if entry.text]
        if not heading.text:
            if lines and pieces:
                lines[-1].pieces += pieces
            elif pieces:
                lines.append(_line(pieces[0].at, "", "", pieces, None))
            continue
        hint = row[layout.hints].text if layout.hints is not None else ""
        name, _, below = heading.text.partition("\n")
        meaning = reading(heading.text)
        if below and not (meaning and reading(name)) and not _figures(name, pieces):
            name, below = " ".join(heading.text.split()), ""
        is_told = heading.text not in layout.table.unsure
        found = (meaning.name, meaning.is_sure and is_told) if meaning else None
        lines.append(_line(heading.at, name, hint or " ".join(below.split()), pieces, found))
    return Grid(steps=tuple(steps), lines=tuple(lines), loose=tuple(loose))


def _line(
    at: str, heading: str, hint: str, pieces: list[Piece], found: tuple[str, bool] | None
) -> Line:
    kind, is_sure = found or (UNKNOWN, False)
    figures = _figures(heading, pieces)
    if figures:
        kind, is_sure = figures, True
    return Line(at=at, heading=heading, hint=hint, kind=kind, is_sure=is_sure, pieces=pieces)


def _figures(heading: str, pieces: Sequence[Piece]) -> str | None:
    """
    Know a lane of measured figures, as our own tables have them, by its title and its figures.
    """
    kind = _measured_titles().get(folded(heading))
    is_told = all(
        _FIGURE.match(line) or folded(line) in _told_states()
        for piece in pieces
        for line in piece.text.replace("•", "").split("\n")
        if line.strip()
        for line in [line.strip()]
    )
    return kind if kind and is_told else None


@cache
def _measured_titles() -> dict[str, str]:
    return {
        folded(translate(f"lane.{kind}.title", tag)): kind
        for kind, lane in LANES.items()
        if lane.is_measured or kind in _DERIVED
        for tag in languages()
        if has_message(f"lane.{kind}.title")
    }


@cache
def _told_states() -> frozenset[str]:
    keys = [f"grade.{grade}" for grade in GRADES] + ["scene.not-measured", "scene.not-bound"]
    return frozenset(folded(translate(key, tag)) for key in keys for tag in languages())


def _pieces(
    row: Sequence[Entry], first: int, column_steps: dict[int, int], loose: list[Entry]
) -> Iterator[Piece]:
    for column, entry in enumerate(row[first:], start=first):
        if not entry.text:
            continue
        covered = [
            column_steps[one]
            for one in range(column, column + max(entry.across, 1))
            if one in column_steps
        ]
        if covered:
            yield Piece(entry.text, entry.at, covered[0], covered[-1])
        else:
            loose.append(entry)
