"""
Tables that go on: the same rows on one slide after another, with further steps on each.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from touchline.importers._guess.headings import folded
from touchline.importers._guess.layout import layout_of
from touchline.importers._guess.table import Entry, Table
from touchline.importers._guess.understood import Wishes

if TYPE_CHECKING:
    from collections.abc import Sequence

#: How many of the headings must be the same.
_SAME = 0.6
_FEWEST = 2


def joined(tables: Sequence[Table]) -> tuple[Table, ...]:
    """
    Join tables whose rows are the same.

    Args:
        tables: The tables in order.

    Returns:
        The tables; one that goes on with the rows of the one before has its steps there.
    """
    found: list[Table] = []
    for table in (one.trimmed() for one in tables):
        before = found[-1] if found else None
        both = _joined(before, table) if before is not None else None
        if both is None:
            found.append(table)
        else:
            found[-1] = both
    return tuple(found)


def _joined(one: Table, two: Table) -> Table | None:
    if not one.rows or not two.rows:
        return None
    first, second = layout_of(one, Wishes()), layout_of(two, Wishes())
    if first.across != second.across or first.across == "lanes" or first.heading or second.heading:
        return None
    names = {folded(row[0].text) for i, row in enumerate(one.rows) if i in first.body}
    others = {folded(row[0].text) for i, row in enumerate(two.rows) if i in second.body}
    shared = (names & others) - {""}
    is_same = len(shared) >= max(_FEWEST, _SAME * len(others - {""}))
    if not is_same or first.n_heads != second.n_heads:
        return None
    left = one.n_columns
    rows = [[*row, *[Entry("", "")] * (two.n_columns - 1)] for row in one.rows]
    heads = zip((first.stages, first.steps), (second.stages, second.steps), strict=True)
    for own, other in heads:
        if own is not None and other is not None:
            rows[own][left:] = two.rows[other][1:]
    _add_lanes(rows, two, first.body, second.body)
    name = f"{one.name}–{two.name.rpartition('–')[2]}"
    return replace(one, name=name, rows=tuple(map(tuple, rows)), beside=(*one.beside, *two.beside))


def _add_lanes(
    rows: list[list[Entry]], two: Table, own: Sequence[int], body: Sequence[int]
) -> None:
    """
    Put each row of a table behind the row of the same heading, and new ones below.
    """
    left = len(rows[0]) - two.n_columns + 1
    blank = Entry("", "")
    places = {folded(rows[i][0].text): i for i in reversed(own) if rows[i][0].text}
    at: int | None = None
    added: list[tuple[int, list[Entry]]] = []
    for index in body:
        row = two.rows[index]
        if row[0].text:
            at = places.get(folded(row[0].text))
            if at is not None and not any(entry.text for entry in rows[at][left:]):
                rows[at][left:] = row[1:]
                continue
        heading = row[0] if at is None else blank
        line = [heading, *[blank] * (left - 1), *row[1:]]
        added.append((len(rows) if at is None else at + 1, line))
    for shift, (place, line) in enumerate(sorted(added, key=lambda pair: pair[0])):
        rows.insert(place + shift, line)
