"""
Which way a table runs: where its steps are named, and where its rows are.

A table has its lanes below each other and its steps across, or the other way round, or a card in
each row. All three are brought into the first form; what is decided here is told by the words that
headings are known by, and by merged and blank entries where no heading is known.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING

from touchline.importers._guess.headings import (
    OF_HEADS,
    OF_MAP,
    OF_NOTHING,
    Meaning,
    folded,
    meaning_of,
    of_rows,
)
from touchline.importers._guess.pivot import pivoted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from touchline.importers._guess.table import Table
    from touchline.importers._guess.understood import Across, Wishes

#: How far into a table its headings are looked for.
_FIRST_COLUMNS, _FIRST_ROWS = 8, 30
#: How many headings of one column are looked at.
_SAMPLE = 300
#: How many headings must be known before a layout counts as sure.
_ENOUGH = 2
#: Where stages stand alone there are rarely more.
_MOST_STAGES = 8
#: Two rows of heads at most: stages over steps.
_MOST_HEADS = 2

#: Stages as textbooks call them, which tell stages from steps where nothing else does.
_STAGE_NAMES = frozenset({"stage-name"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """
    A table of which every row is known to be above, a head or a lane.

    Args:
        table: The table with lanes below each other.
        across: What ran across in the file.
        heading: The column of headings.
        first: The column of the first step.
        stages: The row that names stages; None without one.
        steps: The row that names steps; None without one.
        above: The rows above the heads.
        body: The rows below them.
        hints: The column that explains headings; None without one.
        known: How many headings are known; one that is only likely counts for less.
        is_sure: False when all this is a guess.
    """

    table: Table
    across: Across
    heading: int
    first: int
    stages: int | None
    steps: int | None
    above: tuple[int, ...]
    body: tuple[int, ...]
    hints: int | None = None
    known: float = 0.0
    is_sure: bool = True

    @property
    def n_heads(self) -> int:
        """
        How many rows name stages and steps.
        """
        return len({row for row in (self.stages, self.steps) if row is not None})


#: Tells what a heading means, as its table and the person's wishes have it.
Reading = Callable[[str], Meaning | None]


def reading_of(wishes: Wishes) -> Reading:
    """
    Build the function that tells what a heading means.

    Args:
        wishes: What a person said.

    Returns:
        The function.
    """
    return partial(_meaning, {folded(name): kind for name, kind in wishes.lanes.items()})


def _meaning(wished: dict[str, str], heading: str) -> Meaning | None:
    kind = wished.get(folded(heading)) or wished.get(folded(heading.partition("\n")[0]))
    return Meaning(kind, is_sure=True) if kind else meaning_of(heading, of_rows())


def layout_of(table: Table, wishes: Wishes) -> Layout:
    """
    Find which way a table runs.

    Args:
        table: The table, without empty rows and columns.
        wishes: What a person said about it.

    Returns:
        The layout.
    """
    reading = reading_of(wishes)
    if wishes.across is None and (flat := pivoted(table)) is not None:
        return _laid(flat, 0, "steps", wishes, known=_ENOUGH)
    turned = table.turned()
    down, n_down = _headings(table, reading)
    over, n_over = _headings(turned, reading, within=_FIRST_ROWS)
    is_turned = wishes.across == "lanes" or (wishes.across is None and n_over > max(n_down, 0.5))
    if is_turned:
        return _laid(turned, over, "lanes", wishes, known=n_over)
    return _laid(table, down, wishes.across or "steps", wishes, known=n_down)


def _headings(table: Table, reading: Reading, *, within: int = _FIRST_COLUMNS) -> tuple[int, float]:
    """
    Find the column with most headings that are known, and how many there are.
    """
    counts = []
    for i in range(max(1, min(within, table.n_columns - 1))):
        meanings = {
            folded(entry.text): found
            for entry in table.column(i)[:_SAMPLE]
            if entry.text and (found := reading(entry.text))
        }
        counts.append(sum(1.0 if found.is_sure else 0.4 for found in meanings.values()))
    best = max(range(len(counts)), key=counts.__getitem__, default=0)
    return best, counts[best] if counts else 0.0


def _laid(table: Table, heading: int, across: Across, wishes: Wishes, *, known: float) -> Layout:
    """
    Sort the rows of a table whose column of headings is known.
    """
    reading = reading_of(wishes)
    meanings = [reading(entry.text) if entry.text else None for entry in table.column(heading)]
    facts = _leading_facts(table, heading, meanings)
    meanings = [None if i in facts else meaning for i, meaning in enumerate(meanings)]
    names = [meaning.name if meaning else "" for meaning in meanings]
    lanes = [i for i, name in enumerate(names) if name and name not in OF_HEADS | OF_NOTHING]
    first_lane = lanes[0] if lanes else _below_first_heads(table, heading)
    first_lane = _raised(table, heading, first_lane, names)
    stages, steps = _labelled(meanings, first_lane)
    if wishes.header_rows is not None:
        heads = _nearest(table, heading, first_lane, most=wishes.header_rows)
        stages, steps = _told_apart(table, heading, heads, names)
    elif stages is None and steps is None:
        heads = _heads_above(table, heading, first_lane, names)
        stages, steps = _told_apart(table, heading, heads, names)
    else:
        stages, steps = _completed(table, heading, (stages, steps), first_lane, names)
    if across == "stages" and stages is None:
        stages, steps = steps, None
    heads = [row for row in (stages, steps) if row is not None]
    top = min([*heads, first_lane])
    numbers = {i for i, name in enumerate(names) if name == "number"}
    body = tuple(
        i for i in range(len(table.rows)) if i not in heads and i not in numbers and i >= top
    )
    first, hints = _first_step(table, heading, heads)
    return Layout(
        table=table,
        across="stages" if across == "steps" and steps is None and stages is not None else across,
        heading=heading,
        first=first,
        stages=stages,
        steps=steps,
        above=tuple(range(top)),
        body=body,
        hints=hints,
        known=known,
        is_sure=known >= _ENOUGH and bool(heads),
    )


def _leading_facts(table: Table, heading: int, meanings: Sequence[Meaning | None]) -> set[int]:
    """
    Find the rows before everything else that say something about the map, such as its persona.
    """
    found: set[int] = set()
    for i, row in enumerate(table.rows):
        label = row[heading].text
        n_others = sum(bool(entry.text) for entry in row[heading + 1 :])
        fact = meaning_of(label.partition(":")[0].partition("：")[0], OF_MAP) if label else None
        if fact and fact.is_sure and n_others <= 1:
            found.add(i)
        elif label and meanings[i]:
            break
    return found


def _below_first_heads(table: Table, heading: int) -> int:
    """
    Find where rows begin when no heading is known: below the first row of several names.
    """
    for i, row in enumerate(table.rows):
        if sum(bool(entry.text) for entry in row[heading + 1 :]) >= _ENOUGH:
            return min(i + 1, len(table.rows))
    return min(1, len(table.rows))


def _raised(table: Table, heading: int, first_lane: int, names: Sequence[str]) -> int:
    """
    Take rows with a heading that is not known for lanes, where names stand above them.
    """
    while first_lane > 1:
        above = first_lane - 1
        label = table.rows[above][heading].text
        if not label or names[above] or not _is_heads(table, heading, above, names):
            break
        if not any(_is_heads(table, heading, i, names) for i in range(above)):
            break
        first_lane = above
    return first_lane


def _labelled(meanings: Sequence[Meaning | None], first_lane: int) -> tuple[int | None, int | None]:
    """
    Find the rows that say themselves that they name stages and steps.
    """
    found: dict[str, int] = {}
    for i, meaning in enumerate(meanings):
        if meaning and meaning.name in {"stage", "step"} and (i < first_lane or meaning.is_sure):
            found.setdefault(meaning.name, i)
    return found.get("stage"), found.get("step")


def _completed(
    table: Table,
    heading: int,
    labelled: tuple[int | None, int | None],
    first_lane: int,
    names: Sequence[str],
) -> tuple[int | None, int | None]:
    """
    Find the unlabelled row of steps below labelled stages, or of stages above labelled steps.
    """
    stages, steps = labelled
    if steps is None and stages is not None:
        below = [i for i in range(stages + 1, first_lane) if _is_heads(table, heading, i, names)]
        steps = below[-1] if below else None
    elif stages is None and steps is not None:
        above = [i for i in range(steps) if _is_heads(table, heading, i, names)]
        if above and _spreads(table, heading, above[-1], steps):
            stages = above[-1]
    return stages, steps


def _nearest(table: Table, heading: int, first_lane: int, *, most: int) -> list[int]:
    filled = [
        i for i in range(first_lane) if any(entry.text for entry in table.rows[i][heading + 1 :])
    ]
    return filled[-most:] if most else []


def _heads_above(table: Table, heading: int, first_lane: int, names: Sequence[str]) -> list[int]:
    """
    Find up to two rows of names right above the first lane.
    """
    heads: list[int] = []
    passed: set[int] = set()
    for i in range(first_lane):
        is_below = i - 1 in passed and not table.rows[i][heading].text
        if names[i] in OF_NOTHING or is_below:
            passed.add(i)
    for i in reversed(range(first_lane)):
        if names[i] == "number" or i in passed or _is_numbers(table, heading, i):
            continue
        if not _is_heads(table, heading, i, names) or len(heads) == _MOST_HEADS:
            break
        if heads and not _spreads(table, heading, i, heads[0]):
            break
        heads.insert(0, i)
    return heads


def _is_heads(table: Table, heading: int, row: int, names: Sequence[str]) -> bool:
    """
    Tell a row of names from a title and from a line that says something about the map.
    """
    if names[row] and names[row] not in OF_HEADS:
        return False
    entries = [entry for entry in table.rows[row][heading + 1 :] if entry.text]
    if any(
        meaning_of(entry.text.partition(":")[0], OF_MAP) for entry in entries if ":" in entry.text
    ):
        return False
    n_steps = table.n_columns - heading - 1
    return len(entries) > 1 or (
        len(entries) == 1 and (n_steps == 1 or entries[0].across >= n_steps > 1)
    )


def _is_numbers(table: Table, heading: int, row: int) -> bool:
    texts = [entry.text for entry in table.rows[row][heading + 1 :] if entry.text]
    return len(texts) > 1 and all(text.strip(".#()").isdecimal() for text in texts)


def _spreads(table: Table, heading: int, upper: int, lower: int) -> bool:
    """
    Decide whether the names of a row stand over several of another each.
    """
    above, below = table.rows[upper][heading + 1 :], table.rows[lower][heading + 1 :]
    if any(entry.across > 1 and entry.text for entry in above):
        return True
    texts = [entry.text for entry in above if entry.text]
    repeats = any(one == two for one, two in pairwise(texts))
    return repeats or len(texts) < sum(bool(entry.text) for entry in below)


def _told_apart(
    table: Table, heading: int, heads: Sequence[int], names: Sequence[str]
) -> tuple[int | None, int | None]:
    """
    Say which of the rows of names are stages and which are steps.
    """
    if not heads:
        return None, None
    if len(heads) > 1:
        return heads[-2], heads[-1]
    row = heads[0]
    texts = [entry.text for entry in table.rows[row][heading + 1 :] if entry.text]
    known = sum(bool(meaning_of(text, _STAGE_NAMES)) for text in texts)
    is_stages = names[row] == "stage" or (
        len(texts) <= _MOST_STAGES and known * 3 >= len(texts) and known > 0
    )
    return (row, None) if is_stages else (None, row)


def _first_step(table: Table, heading: int, heads: Sequence[int]) -> tuple[int, int | None]:
    """
    Find the column of the first step, and one before it that explains the headings.
    """
    first = heading + 1
    if not heads or first + 1 >= table.n_columns:
        return first, None
    is_named = any(table.rows[row][first].text for row in heads)
    # A corner that is merged over both columns leaves the second without a name as well.
    later = any(table.rows[row][first + 1].text for row in heads)
    return (first, None) if is_named or not later else (first + 1, first)
