"""
Tables as text that spreadsheets open: comma-separated values of which none is a formula.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

#: What a cell begins with that a spreadsheet may run, also in the wide forms of East Asian fonts.
_RUNS = ("=", "+", "-", "@", "\t", "\n", "＝", "＋", "－", "＠")
#: What spreadsheets read as "this is text".
_MARK = "'"


def comma_separated(
    rows: Iterable[Mapping[str, object]], columns: Sequence[str] | None = None
) -> str:
    """
    Write rows as comma-separated values with a header.

    Args:
        rows: The rows, all with the same keys.
        columns: The keys in order, which stand first also when there is no row; those of the first
            row when nothing is given.

    Returns:
        The text; empty when there are neither columns nor rows.
    """
    held = list(rows)
    names = list(columns if columns is not None else held[0] if held else ())
    if not names:
        return ""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([cell(name) for name in names])
    writer.writerows([cell(row[name]) for name in names] for row in held)
    return text.getvalue()


def cell(value: object) -> object:
    """
    Say a value as one cell.

    A text of a customer or of a log that begins like a formula would be run by the program that
    opens the table, so that an apostrophe goes before it (OWASP, “CSV Injection”); numbers stay.

    Args:
        value: Plain data.

    Returns:
        What is to be written: several values with a bar between, claims as `true` and `false`.

    Examples:
        >>> cell("=1+1"), cell("-1.5"), cell(["e-mail", "chat"]), cell(True)
        ("'=1+1", '-1.5', 'e-mail | chat', 'true')
    """
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list | tuple):
        return _text(" | ".join(map(str, value)))
    if isinstance(value, dict):
        return _text(" | ".join(f"{name}: {one}" for name, one in value.items()))
    return _text(value) if isinstance(value, str) else value


def _text(value: str) -> str:
    # A lone carriage return would end the row for many a reader.
    lines = value.replace("\r\n", "\n").replace("\r", "\n")
    # What begins with the mark itself gets another one, so that exactly one is taken away again.
    is_run = lines.lstrip(_MARK).startswith(_RUNS) and not _is_number(lines)
    return _MARK + lines if is_run else lines


def text_of(said: str) -> str:
    """
    Read the text of a cell back, without the mark that kept it from being run.

    Args:
        said: What the cell holds.

    Returns:
        The text that `cell` was given.

    Examples:
        >>> text_of("'=1+1"), text_of("'tis"), text_of(str(cell("'=1")))
        ('=1+1', "'tis", "'=1")
    """
    rest = said.removeprefix(_MARK)
    return rest if rest != said and rest.lstrip(_MARK).startswith(_RUNS) else said


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
