"""
The blocks of a Markdown text, and the words in a line without their markup.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from touchline.importers._words import words

if TYPE_CHECKING:
    from collections.abc import Iterator

#: What a block is.
Sort: TypeAlias = Literal["heading", "item", "quote", "row", "paragraph"]

_HEADING = re.compile(r" {0,3}(#{1,6})(?:[ \t]+|$)(.*)")
_CLOSING = re.compile(r"(?:^|[ \t]+)#+[ \t]*$")
_ITEM = re.compile(r"[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+(.*)")
_QUOTE = re.compile(r" {0,3}>[ \t]?(.*)")
_ROW = re.compile(r"[ \t]*\|(.*)")
_RULE = re.compile(r"[ \t]*\|?[ \t]*:?-{3,}:?[ \t]*(?:\|[ \t]*:?-{3,}:?[ \t]*)*\|?[ \t]*")
_PARTING = re.compile(r"(?<!\\)((?:\\\\)*)\|")
_BREAK = re.compile(r"<br[ \t]*/?>", re.IGNORECASE)
_SIGN = re.compile(r"\\([!-/:-@\[-`{-~])|\*\*|__|[*`]|!?\[([^\[\]\\]*)\]\([^()\s]*\)")


@dataclass(frozen=True, slots=True)
class Block:
    """
    A heading, an item of a list, a quoted line, a row of a table, or a paragraph.

    Args:
        line: Its line, from 1.
        sort: What it is.
        text: Its text with its markup; of a row, what stands behind its first bar.
        depth: Of a heading, its level.
    """

    line: int
    sort: Sort
    text: str
    depth: int = 0


def blocks(text: str) -> Iterator[Block]:
    """
    Cut a text into blocks.

    Args:
        text: Markdown.

    Yields:
        The blocks in order; the rule below a table's head is passed over.
    """
    begun = 0
    lines: list[str] = []
    for number, line in enumerate((*text.split("\n"), ""), start=1):
        block = _block(number, line)
        if lines and (block is not None or not line.strip()):
            yield Block(begun, "paragraph", " ".join(lines))
            lines = []
        if block is not None:
            yield block
        elif line.strip() and not _RULE.fullmatch(line):
            begun = begun if lines else number
            lines.append(line.strip())


def _block(number: int, line: str) -> Block | None:
    if _RULE.fullmatch(line):
        return None
    if found := _HEADING.fullmatch(line):
        return Block(number, "heading", _CLOSING.sub("", found[2]).strip(), len(found[1]))
    patterns: tuple[tuple[Sort, re.Pattern[str]], ...] = (
        ("quote", _QUOTE), ("row", _ROW), ("item", _ITEM),
    )  # fmt: skip
    for sort, pattern in patterns:
        if found := pattern.fullmatch(line):
            return Block(number, sort, found[1].strip())
    return None


def cells_of(row: str) -> list[str]:
    """
    Part a row of a table.

    Args:
        row: What stands behind its first bar.

    Returns:
        Its cells with their markup.
    """
    parts, done = [], 0
    for bar in _PARTING.finditer(row):
        parts.append(row[done : bar.end() - 1].strip())
        done = bar.end()
    last = row[done:].strip()
    return [*parts, last] if last else parts


def lines_of(cell: str, *, is_whole: bool = False) -> list[str]:
    """
    Read the lines of a cell.

    Args:
        cell: The cell with its markup.
        is_whole: Empty lines count too.

    Returns:
        Its words, a line each.
    """
    return [line for line in map(said, _BREAK.split(cell)) if line or is_whole]


def said(text: str) -> str:
    """
    Take the markup out of a line.

    Args:
        text: Markdown within a line.

    Returns:
        The words as a reader sees them.
    """
    return words(_SIGN.sub(lambda found: found[1] or found[2] or "", text))
