"""
Pieces of pages, and docstrings taken apart into such pieces.
"""

from __future__ import annotations

import inspect
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

#: The headings of a docstring that hold no prose.
_SECTION = re.compile(
    r"^(Args|Attributes|Cost|Examples|Raises|Returns|Shapes|Source|Units|Yields):$", re.MULTILINE
)
_ARGUMENT = re.compile(r"^(\w+): (.*)$")
#: Our requirements have numbers, which say nothing to a reader of the pages.
_REQUIREMENTS = re.compile(r" \([^()]*\bR-\d+[^()]*\)")


def page(title: str, *blocks: str) -> str:
    """
    Join the blocks of a page.

    Args:
        title: The heading.
        blocks: Paragraphs, tables and so on; empty ones are left out.

    Returns:
        Markdown that ends in one line break.
    """
    return "\n\n".join([f"# {title}", *(block.strip() for block in blocks if block.strip())]) + "\n"


def table(head: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    """
    Lay rows out as a table.

    Args:
        head: The names of the columns.
        rows: Cells; a pipe or a line break in them is escaped.

    Returns:
        Markdown; empty without rows.
    """
    names = list(head)
    lines = ["| " + " | ".join(_cell(part) for part in row) + " |" for row in rows]
    if not lines:
        return ""
    return "\n".join(["| " + " | ".join(names) + " |", "|" + " --- |" * len(names), *lines])


def listed(lines: Iterable[str]) -> str:
    """
    Put lines into a list.

    Args:
        lines: One line each.

    Returns:
        Markdown.
    """
    return "\n".join(f"- {line}" for line in lines)


def fenced(text: str, language: str) -> str:
    """
    Show text as code.

    Args:
        text: What to show.
        language: The language that colours it.

    Returns:
        Markdown.
    """
    return f"```{language}\n{text.strip()}\n```"


def plain(text: str) -> str:
    """
    Set a text in one line, without what only our own people know.

    Args:
        text: A docstring's text.

    Returns:
        The text without line breaks and numbers of requirements.
    """
    return _REQUIREMENTS.sub("", " ".join(text.split()))


def prose(thing: object) -> list[str]:
    """
    Take the paragraphs of a docstring that stand before its sections.

    Args:
        thing: A class or function.

    Returns:
        The summary, then further paragraphs.
    """
    text = _SECTION.split(inspect.getdoc(thing) or "")[0]
    return [plain(part) for part in text.split("\n\n") if part.strip()]


def sections(thing: object) -> dict[str, str]:
    """
    Take the sections of a docstring.

    Args:
        thing: A class or function.

    Returns:
        Their text by heading.
    """
    pieces = _SECTION.split(inspect.getdoc(thing) or "")
    texts = (inspect.cleandoc(text) for text in pieces[2::2])
    return dict(zip(pieces[1::2], texts, strict=True))


def arguments(thing: object) -> dict[str, str]:
    """
    Read what a docstring says of each argument.

    Args:
        thing: A class or function.

    Returns:
        Texts by name.
    """
    found: dict[str, str] = {}
    name = ""
    for line in sections(thing).get("Args", "").splitlines():
        match = _ARGUMENT.match(line)
        if match:
            name = match[1]
            found[name] = match[2]
        elif name:
            found[name] += " " + line.strip()
    return {name: plain(text) for name, text in found.items()}


def _cell(part: object) -> str:
    return str(part).replace("|", "\\|").replace("\n", " ")
