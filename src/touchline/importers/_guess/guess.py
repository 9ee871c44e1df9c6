"""
From a table to a map, with everything that was guessed on the way.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from touchline.document.read import build, journey_of
from touchline.importers import Imported
from touchline.importers._guess.above import facts_of
from touchline.importers._guess.draft import Draft
from touchline.importers._guess.faults import UnknownLaneKind, UnreadableTable
from touchline.importers._guess.grid import grid_of
from touchline.importers._guess.headings import OF_STEPS, lane_kinds
from touchline.importers._guess.layout import layout_of, reading_of
from touchline.importers._guess.table import Table, table_of
from touchline.importers._guess.understood import SKIPPED, SeenColumn, Understood, Wishes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from touchline.diagnostics import Diagnostic
    from touchline.importers._guess.layout import Layout
    from touchline.importers._guess.table import Entry
    from touchline.importers._guess.understood import SeenFact

#: A longer word in the corner is no title.
_LONGEST_CORNER = 80


def map_from_table(
    rows: Table | Sequence[Sequence[str]],
    *,
    at: str = "",
    language: str = "en",
    wishes: Wishes | None = None,
    assumed: Sequence[Diagnostic] = (),
    left_out: Sequence[Diagnostic] = (),
) -> Imported:
    """
    Guess the map that a table means.

    Args:
        rows: The table, or plain texts row by row.
        at: The file, for messages.
        language: The language of its words, which becomes the language of the map.
        wishes: What a person says about the table, so that it need not be guessed.
        assumed: What was assumed while the file was read.
        left_out: What was left out while it was read.

    Returns:
        The map, what it cannot hold, and how the table was understood.

    Raises:
        UnreadableTable: There is no table in which steps and rows could be told apart.
        UnknownLaneKind: A wish names a kind of lane that does not exist.
    """
    wished = wishes or Wishes()
    known = lane_kinds() | OF_STEPS | {"channel", SKIPPED}
    for heading, kind in wished.lanes.items():
        if kind not in known:
            raise UnknownLaneKind.among(kind, known, at=f"--lane {heading}={kind}")
    table = rows if isinstance(rows, Table) else table_of(rows)
    table = table.trimmed()
    if not table.rows:
        raise UnreadableTable.since("empty", at=at)
    if len(table.rows) + table.n_columns < _LEAST:
        raise UnreadableTable.since("single", at=at)
    layout = layout_of(table, wished)
    grid = grid_of(layout, wished)
    if not grid.steps:
        raise UnreadableTable.since("no_steps", at=at)
    facts, loose = _beside(layout, wished)
    draft = Draft(grid, facts, language)
    plain = draft.plain()
    for entry in (*loose, *grid.loose):
        draft.leave_out(entry.at, entry.text)
    understood = Understood(
        source=table.name,
        across=layout.across,
        header_rows=layout.n_heads,
        is_sure=layout.is_sure,
        columns=tuple(
            SeenColumn(at=step.at, stage=stage["name"], step=one["name"], is_sure=step.is_sure)
            for (stage, one), step in zip(
                ((stage, one) for stage in plain["stages"] for one in stage["steps"]),
                grid.steps,
                strict=True,
            )
        ),
        rows=tuple(draft.rows),
        facts=tuple(facts),
        assumed=tuple(assumed),
    )
    journey = journey_of(build(plain))
    told = tuple(_placed(found, at) for found in draft.left_out)
    return Imported(journey, (*left_out, *told), understood)


#: A row and a column that name things, and one more of either.
_LEAST = 3


def _beside(layout: Layout, wishes: Wishes) -> tuple[list[SeenFact], list[Entry]]:
    """
    Read what is about the whole map; what stands in the corner may be its title.
    """
    table, reading = layout.table, reading_of(wishes)
    above: list[Sequence[Entry]] = [table.rows[i] for i in layout.above]
    if layout.across == "lanes":
        # What stood above the heads of a turned table stands before them now.
        before = [[row[i] for row in table.rows] for i in range(layout.heading)]
        above = [*before, *above]
    corner = [table.rows[i][layout.heading] for i in (layout.stages, layout.steps) if i is not None]
    loose_corner = [
        entry
        for entry in corner
        if entry.text and reading(entry.text) is None and len(entry.text) < _LONGEST_CORNER
    ]
    return facts_of([*above, loose_corner, *([entry] for entry in table.beside)])


def _placed(found: Diagnostic, at: str) -> Diagnostic:
    path = ":".join(part for part in (at, found.path) if part)
    return replace(found, path=path)
