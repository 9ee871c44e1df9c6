"""
Tables as text: comma, semicolon, tab or bar between the entries, or drawn as in Markdown.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from touchline.importers._guess.boards import board_in
from touchline.importers._guess.faults import UnreadableTable
from touchline.importers._guess.table import MOST_COLUMNS, MOST_ROWS, Entry, Table, cleaned, spot

if TYPE_CHECKING:
    from collections.abc import Sequence

#: What parts entries, the likeliest first.
_DELIMITERS = ("\t", ";", ",", "|")
#: How many rows are looked at to choose among them.
_SAMPLE = 200
_RULE = re.compile(r"^\s*\|?\s*:?-{2,}:?\s*(\|\s*:?-{2,}:?\s*)*\|?\s*$")
_SEPARATOR = re.compile(r"^\ufeff?\"?sep=(.)\"?\s*\n", re.IGNORECASE)
_HTML_BREAK = re.compile(r"\s*<br\s*/?>\s*", re.IGNORECASE)
_MARKUP = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")


class Parted(NamedTuple):
    """
    A text as tables.

    Args:
        tables: The tables.
        delimiter: What parts the entries; empty for Markdown.
    """

    tables: tuple[Table, ...]
    delimiter: str


def tables_in(text: str, *, at: str) -> Parted:
    """
    Read the tables of a text.

    Args:
        text: The text.
        at: Where it comes from, for messages.

    Returns:
        The tables.

    Raises:
        UnreadableTable: It holds nothing, or more than a map ever does.
    """
    if not text.strip():
        raise UnreadableTable.since("empty", at=at)
    drawn = _drawn(text)
    if drawn:
        return Parted(tuple(drawn), "")
    delimiter, rows = _best(text, at)
    _bounded(rows, at)
    board = board_in(rows)
    if board is not None:
        return Parted((board,), delimiter)
    return Parted((_table(rows),), delimiter)


def _bounded(rows: Sequence[Sequence[str]], at: str) -> None:
    filled = [row for row in rows if any(text.strip() for text in row)]
    if len(filled) > MOST_ROWS:
        raise UnreadableTable.since("too_large", at=at, text=f"{len(filled)} > {MOST_ROWS}")
    widest = max(map(len, filled), default=0)
    if widest > MOST_COLUMNS:
        raise UnreadableTable.since("too_large", at=at, text=f"{widest} > {MOST_COLUMNS}")


def _best(text: str, at: str) -> tuple[str, list[list[str]]]:
    """
    Part a text by the delimiter that gives most rows of one length.
    """
    said = _SEPARATOR.match(text)
    if said:
        return said[1], _read(text[said.end() :], said[1], at)
    best: tuple[float, str] = (0.0, ",")
    for delimiter in _DELIMITERS:
        rows = _read(text, delimiter, at, most=_SAMPLE)
        lengths = Counter(len(row) for row in rows if any(row))
        wide = {length: n for length, n in lengths.items() if length > 1}
        if not wide:
            continue
        length, n = max(wide.items(), key=lambda pair: (pair[1], pair[0]))
        score = n / sum(lengths.values()) * min(length, _ENOUGH)
        best = max(best, (score, delimiter), key=lambda pair: pair[0])
    return best[1], _read(text, best[1], at)


#: More columns make a delimiter no likelier.
_ENOUGH = 6


def _read(text: str, delimiter: str, at: str, *, most: int | None = None) -> list[list[str]]:
    rows: list[list[str]] = []
    try:
        for row in csv.reader(io.StringIO(text), delimiter=delimiter):
            rows.append(row)
            if most is not None and len(rows) == most:
                break
    except csv.Error as reason:
        if most is not None:
            return rows
        raise UnreadableTable.since("broken", at=at, text=str(len(rows) + 1)) from reason
    return rows


def _table(rows: Sequence[Sequence[str]]) -> Table:
    width = max(map(len, rows), default=0)
    return Table(
        name="",
        rows=tuple(
            tuple(Entry(cleaned(row[j]) if j < len(row) else "", spot(i, j)) for j in range(width))
            for i, row in enumerate(rows)
        ),
    )


def _drawn(text: str) -> list[Table]:
    """
    Read tables that are drawn with bars and a rule below their heads.
    """
    lines = text.split("\n")
    tables: list[Table] = []
    beside: list[Entry] = []
    i = 0
    while i < len(lines):
        is_head = "|" in lines[i] and i + 1 < len(lines) and _RULE.match(lines[i + 1])
        if not is_head or "-" not in lines[i + 1]:
            words = lines[i].strip().lstrip("#>*- ").strip()
            if words:
                beside.append(Entry(_unmarked(words), str(i + 1)))
            i += 1
            continue
        rows = [(i, _entries(lines[i]))]
        i += 2
        while i < len(lines) and "|" in lines[i]:
            rows.append((i, _entries(lines[i])))
            i += 1
        width = max(len(row) for _, row in rows)
        drawn = tuple(
            tuple(
                Entry(row[j] if j < len(row) else "", f"{line + 1}:{j + 1}") for j in range(width)
            )
            for line, row in rows
        )
        tables.append(Table(name="", rows=drawn, beside=tuple(beside)))
        beside = []
    if tables and beside:
        last = tables[-1]
        tables[-1] = Table(name=last.name, rows=last.rows, beside=(*last.beside, *beside))
    return tables


def _entries(line: str) -> list[str]:
    parts = re.split(r"(?<!\\)\|", line.strip().removeprefix("|").removesuffix("|"))
    return [cleaned(_unmarked(part.replace("\\|", "|"))) for part in parts]


def _unmarked(text: str) -> str:
    return _MARKUP.sub(r"\2", _HTML_BREAK.sub("\n", text.strip()))
