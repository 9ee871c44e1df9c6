"""
What was understood of a table, for whoever has to say whether it is right.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping

    from touchline.diagnostics import Diagnostic

#: What runs across a table: steps, stages without steps, or lanes, with steps below each other.
Across: TypeAlias = Literal["steps", "stages", "lanes"]

#: What a wish about a lane says when its row is to be left out.
SKIPPED = "skip"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """
    What a person says about a table, so that it need not be guessed.

    Args:
        across: What runs across the table; None guesses.
        header_rows: How many rows or, where lanes run across, columns name stages and steps; None
            guesses.
        lanes: The kind of lane by the heading of a row, or `skip`.
        sheet: The name of the sheet, or the number of the slide; None takes the likeliest.
        encoding: The encoding of a text; None guesses.
    """

    across: Across | None = None
    header_rows: int | None = None
    lanes: Mapping[str, str] = field(default_factory=dict)
    sheet: str | None = None
    encoding: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenColumn:
    """
    A column that became a step.

    Args:
        at: Where it is named.
        stage: The name of its stage.
        step: The name of its step.
        is_sure: False when the name is a guess.
    """

    at: str
    stage: str
    step: str
    is_sure: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenRow:
    """
    A row that became a lane, or told something about steps or the map.

    Args:
        at: Where its heading stands.
        heading: What it is called.
        kind: The kind of lane; or `owner`, `milestone`, `moment-of-truth`, `channel` for a row that
            says something of steps and touchpoints; or `skip`.
        n_cards: How many cards it holds.
        is_sure: False when the kind is a guess.
    """

    at: str
    heading: str
    kind: str
    n_cards: int
    is_sure: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenFact:
    """
    Something about the map as a whole that stands beside the table.

    Args:
        at: Where it stands.
        what: `title`, `persona`, `goal`, `objective` or `scenario`.
        text: What it says.
    """

    at: str
    what: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Understood:
    """
    How a table was understood.

    Args:
        source: Where the table stands, such as the name of its sheet.
        across: What runs across.
        header_rows: How many rows or columns name stages and steps.
        is_sure: False when the layout is a guess.
        columns: The steps in order.
        rows: The rows in order.
        facts: What stands beside the table.
        assumed: What else was assumed, such as an encoding.
    """

    source: str
    across: Across
    header_rows: int
    is_sure: bool
    columns: tuple[SeenColumn, ...]
    rows: tuple[SeenRow, ...]
    facts: tuple[SeenFact, ...] = ()
    assumed: tuple[Diagnostic, ...] = ()
