"""
A table of texts, each with the place at which it stands.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from touchline.importers._words import words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

#: A map is drawn by people; a table of more rows or columns with words in them is none.
MOST_ROWS, MOST_COLUMNS = 2_000, 500
#: Blanks that set a text apart rather than its words.
_BLANKS = re.compile(r"[ \t\f]{2,}|[\t\f]")


class Entry(NamedTuple):
    """
    One place of a table.

    Args:
        text: What stands there; empty for nothing.
        at: Where it stands, as its program would say it, such as `B3`.
        across: How many columns it covers.
        down: How many rows it covers.
        colour: Its ground as six hexadecimal digits; empty when it has none.
    """

    text: str
    at: str
    across: int = 1
    down: int = 1
    colour: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """
    Rows of equally many entries.

    Args:
        name: What it is called: a sheet, a slide; empty when it is the whole file.
        rows: The rows; an entry that another one covers is empty.
        beside: What stands outside the table and may be about the map.
        unsure: Headings that do not stand in the file and were guessed, from colours for instance.
    """

    name: str
    rows: tuple[tuple[Entry, ...], ...]
    beside: tuple[Entry, ...] = ()
    unsure: frozenset[str] = frozenset()

    @property
    def n_columns(self) -> int:
        """
        How many columns it has.
        """
        return len(self.rows[0]) if self.rows else 0

    def column(self, index: int) -> tuple[Entry, ...]:
        """
        Give one column.

        Args:
            index: Its index.

        Returns:
            Its entries from top to bottom.
        """
        return tuple(row[index] for row in self.rows)

    def turned(self) -> Table:
        """
        Make rows of columns.

        Returns:
            The same entries, with what they cover turned as well.
        """
        rows = tuple(
            tuple(entry._replace(across=entry.down, down=entry.across) for entry in column)
            for column in zip(*self.rows, strict=True)
        )
        return replace(self, rows=rows)

    def trimmed(self) -> Table:
        """
        Take off rows and columns in which nothing stands, at the edges and within.

        Returns:
            The table; one without rows when nothing stands in it.
        """
        rows = [row for row in self.rows if any(entry.text for entry in row)]
        if not rows:
            return replace(self, rows=())
        filled = [any(row[i].text for row in rows) for i in range(len(rows[0]))]
        for row in rows:
            for i, entry in enumerate(row):
                # A column that only merged entries reach counts: it may be a step without a name.
                filled[i : i + entry.across] = [
                    is_filled or (bool(entry.text) and offset > 0 and entry.across < _WIDE)
                    for offset, is_filled in enumerate(filled[i : i + entry.across])
                ]
        kept = tuple(
            tuple(entry for entry, is_kept in zip(row, filled, strict=True) if is_kept)
            for row in rows
        )
        return replace(self, rows=kept)


#: A title is often merged over far more columns than the table below it has.
_WIDE = 60


def table_of(
    rows: Iterable[Sequence[str]],
    *,
    name: str = "",
    at: Callable[[int, int], str] | None = None,
) -> Table:
    """
    Make a table from plain texts.

    Args:
        rows: The rows, which may differ in length.
        name: What the table is called.
        at: Says where an entry stands, from its row and column, both from 0; None says it as
            spreadsheets do.

    Returns:
        The table.
    """
    held = [[cleaned(text) for text in row] for row in rows]
    width = max(map(len, held), default=0)
    said = at or spot
    return Table(
        name=name,
        rows=tuple(
            tuple(Entry(row[j] if j < len(row) else "", said(i, j)) for j in range(width))
            for i, row in enumerate(held)
        ),
    )


def spot(row: int, column: int) -> str:
    """
    Say a place as spreadsheets do.

    Args:
        row: The row, from 0.
        column: The column, from 0.

    Returns:
        Such as `B3`.
    """
    letters, rest = "", column + 1
    while rest:
        rest, digit = divmod(rest - 1, 26)
        letters = chr(ord("A") + digit) + letters
    return f"{letters}{row + 1}"


def cleaned(text: str) -> str:
    """
    Read an entry as a person sees it.

    Args:
        text: The entry.

    Returns:
        Its words without blank signs around them, and without the apostrophe that keeps a
        spreadsheet from running them.
    """
    if text.startswith("'") and text[1:2] and text[1] in "=+-@＝＋－＠":
        text = text[1:]
    plain = _BLANKS.sub(" ", text.replace("\ufeff", "").replace("\x0b", "\n"))
    return words("\n".join(line.strip() for line in plain.strip("\u200b\u200e\u200f ").split("\n")))
