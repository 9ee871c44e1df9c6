"""
Tables with a card in each row: turned into a grid of steps and lanes.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from touchline.importers._guess.headings import OF_CARDS, lane_kinds, meaning_of
from touchline.importers._guess.table import Entry, Table

if TYPE_CHECKING:
    from collections.abc import Sequence

#: How far down the names of columns are looked for.
_FIRST_ROWS = 20
#: How many of the rows must name a lane that is known.
_KNOWN = 0.5


def pivoted(table: Table) -> Table | None:
    """
    Turn a table with a card in each row into one with a step in each column.

    Args:
        table: The table.

    Returns:
        The grid, every further card of a cell in a row without heading; None when the table does
        not name a lane and a text in each row.
    """
    for i in range(min(_FIRST_ROWS, len(table.rows))):
        fields = _fields(table.rows[i])
        has_place = "stage" in fields or "step" in fields
        if (
            has_place
            and {"lane", "text"} <= fields.keys()
            and _names_lanes(table, i, fields["lane"])
        ):
            return _grid(table, i, fields)
    return None


def _fields(row: Sequence[Entry]) -> dict[str, int]:
    found: dict[str, int] = {}
    for i, entry in enumerate(row):
        meaning = meaning_of(entry.text, OF_CARDS) if entry.text else None
        if meaning and meaning.is_sure:
            found.setdefault(meaning.name, i)
    return found


def _names_lanes(table: Table, head: int, column: int) -> bool:
    texts = [row[column].text for row in table.rows[head + 1 :] if row[column].text]
    kinds = lane_kinds() | {"channel"}
    known = [text for text in texts if (found := meaning_of(text, kinds)) and found.is_sure]
    return bool(texts) and len(known) >= _KNOWN * len(texts)


def _grid(table: Table, head: int, fields: dict[str, int]) -> Table:
    """
    Place each card by the stage, the step and the lane that its row names.
    """
    stages: dict[tuple[str, str], tuple[Entry, Entry]] = {}
    lanes: dict[str, Entry] = {}
    cards: dict[tuple[str, tuple[str, str]], list[Entry]] = defaultdict(list)
    before = Entry("", "")
    for row in table.rows[head + 1 :]:
        stage = row[fields["stage"]] if "stage" in fields else before
        stage = stage if stage.text or "stage" not in fields else before
        before = stage
        step = row[fields["step"]] if "step" in fields else stage
        lane, text = row[fields["lane"]], row[fields["text"]]
        place = (stage.text, step.text)
        if any(place):
            stages.setdefault(place, (stage, step))
        if lane.text:
            lanes.setdefault(lane.text, lane)
            if text.text and any(place):
                cards[lane.text, place].append(text)
    # Steps of one stage stand together even where the file came back to a stage later.
    order: dict[str, int] = {}
    for stage_name, _ in stages:
        order.setdefault(stage_name, len(order))
    places = sorted(stages, key=lambda place: order[place[0]])
    blank = Entry("", "")
    label = {name: table.rows[head][i] for name, i in fields.items()}
    rows: list[tuple[Entry, ...]] = []
    if "stage" in fields:
        rows.append((label["stage"], *(stages[place][0] for place in places)))
    if "step" in fields:
        rows.append((label["step"], *(stages[place][1] for place in places)))
    for name, entry in lanes.items():
        held = [cards[name, place] for place in places]
        for k in range(max(1, *map(len, held))):
            heading = entry if k == 0 else blank
            rows.append((heading, *(one[k] if k < len(one) else blank for one in held)))
    above = tuple(
        (row[0], *row[1 : len(places) + 1], *[blank] * (len(places) + 1 - len(row)))
        for row in table.rows[:head]
    )
    return replace(table, rows=(*above, *rows))
