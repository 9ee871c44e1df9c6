"""
The statements of a Mermaid text with their lines.

Comments, separators and the block form of `accDescr` are settled here, in the order in which
Mermaid's own grammar settles them; what a statement says is not.

Source:
    https://mermaid.js.org/syntax/userJourney.html and the grammar of Mermaid's user journey.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from touchline.importers._errors import UnreadableImport

if TYPE_CHECKING:
    from collections.abc import Iterator

_BETWEEN = re.compile(r"[\s;]+")
#: `#35;` and `#quot;` are signs that are spelt out; any other `#` begins a comment.
_COMMENT = re.compile(r"(?:%%|#(?!\w+;))[^\n]*")
_BLOCK = re.compile(r"accDescr\s*\{([^}]*)(\}?)", re.IGNORECASE)
_ACCESSIBLE = re.compile(r"(acc(?:Title|Descr))\s*:[ \t]*([^\n]*)", re.IGNORECASE)
_PLAIN = re.compile(r"(?:#\w+;|(?!\s%%)[^#;\n])+")
_SPELT = re.compile(r"#(\w+);")
_OPENS, _CLOSES = "%%{", "}%%"
_FRONT = re.compile(r"\s*---[ \t]*\n(.*?)\n[ \t]*---[ \t]*(?:\n|$)", re.DOTALL)
_HTML_BREAK = re.compile(r"<br\s*(?:/\s*)?>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Statement:
    """
    One statement of the text.

    Args:
        line: Its line, from 1.
        keyword: `acctitle`, `accdescr`, or empty for one without a colon of its own.
        text: What it says, signs still spelt out.
    """

    line: int
    keyword: str
    text: str


@dataclass(frozen=True, slots=True)
class Settings:
    """
    A head or a directive that sets how Mermaid draws.

    Args:
        line: Its line, from 1.
        text: What it says.
    """

    line: int
    text: str


def settings_apart(text: str) -> tuple[str, list[Settings]]:
    """
    Take heads and directives out of a text.

    Args:
        text: A Mermaid text.

    Returns:
        The text with blank lines in their place, and what was taken out.
    """
    found: list[Settings] = []
    front = _FRONT.match(text)
    if front:
        found.append(Settings(1 + text[: front.start(1)].count("\n"), front[1].strip()))
        text = "\n" * front[0].count("\n") + text[front.end() :]
    kept: list[str] = []
    done, line = 0, 1
    # Searching by hand stays fast where directives open by the thousand and never close.
    while (start := text.find(_OPENS, done)) >= 0 and (end := text.find(_CLOSES, start)) >= 0:
        end += len(_CLOSES)
        directive = text[start:end]
        line += text.count("\n", done, start)
        found.append(Settings(line, directive))
        kept += text[done:start], "\n" * directive.count("\n")
        line += directive.count("\n")
        done = end
    return "".join([*kept, text[done:]]), found


def statements(text: str, at: str) -> Iterator[Statement]:
    """
    Cut a text into its statements.

    Args:
        text: A Mermaid text without heads and directives.
        at: Where it comes from, for messages.

    Yields:
        The statements in order, without comments.

    Raises:
        UnreadableImport: The brace of a description is never closed.
    """
    place, line = 0, 1
    while place < len(text):
        if match := _BETWEEN.match(text, place) or _COMMENT.match(text, place):
            pass
        elif match := _BLOCK.match(text, place):
            if not match[2]:
                raise UnreadableImport.because("unclosed", at=at, line=line)
            yield Statement(line, "accdescr", match[1])
        elif match := _ACCESSIBLE.match(text, place):
            yield Statement(line, match[1].lower(), match[2])
        elif match := _PLAIN.match(text, place):
            yield Statement(line, "", match[0].rstrip())
        end = match.end() if match else place + 1
        line += text.count("\n", place, end)
        place = end


def said(text: str) -> str:
    """
    Read the signs that are spelt out, and the breaks of lines.

    Args:
        text: A piece of a statement.

    Returns:
        The words on one line or, where the description has several, on several lines.
    """
    shown = _HTML_BREAK.sub(" ", _SPELT.sub(_sign, text))
    return "\n".join(line.strip() for line in shown.strip().splitlines())


def _sign(match: re.Match[str]) -> str:
    name = match[1]
    entity = f"&#{name};" if name.isascii() and name.isdigit() else f"&{name};"
    sign = html.unescape(entity)
    return match[0] if sign == entity else sign
