"""
ICU MessageFormat read into its parts.

ICU itself does not tell which arguments a pattern has; we need to know to convert values, to leave
ICU alone for plain messages, and to compare translations.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

#: The kind of a `#`, which stands for the number of the plural around it.
COUNT = "#"

#: Argument kinds whose style is a list of branches.
BRANCHING = frozenset({"plural", "select", "selectordinal"})

#: Parsed patterns kept.
_KEPT = 4096


class Argument:
    """
    One `{…}` of a message.

    Args:
        name: What the caller passes the value as.
        kind: `plural`, `select`, `number`, `date` and so on, or `#`; empty for a bare `{name}`.
        style: What follows the kind, when that is not branches.
        branches: The parts of each branch by its selector.
    """

    __slots__ = ("branches", "kind", "name", "style")

    def __init__(self, name: str, kind: str, style: str, branches: dict[str, Parts]) -> None:
        self.name = name
        self.kind = kind
        self.style = style
        self.branches = branches


#: A message is text and arguments in turn.
Parts = tuple["str | Argument", ...]


@lru_cache(maxsize=_KEPT)
def parse(pattern: str) -> Parts:
    """
    Read a pattern into text and arguments.

    Args:
        pattern: ICU MessageFormat.

    Returns:
        The parts in order, quoting resolved.

    Raises:
        ValueError: The braces do not match.
    """
    return _parts(pattern, 0, counted="", is_branch=False)[0]


def arguments(parts: Parts) -> Iterator[Argument]:
    """
    Walk through every argument, those inside branches too.

    Args:
        parts: A parsed message.

    Yields:
        The arguments, outer before inner.
    """
    for part in parts:
        if isinstance(part, Argument):
            yield part
            for branch in part.branches.values():
                yield from arguments(branch)


def literals(parts: Parts) -> Iterator[str]:
    """
    Walk through the words a message says itself.

    Args:
        parts: A parsed message.

    Yields:
        Each stretch of text, those inside branches too.
    """
    for part in parts:
        if isinstance(part, str):
            yield part
        else:
            for branch in part.branches.values():
                yield from literals(branch)


def _parts(pattern: str, at: int, *, counted: str, is_branch: bool) -> tuple[Parts, int]:
    """
    Read up to the end, or up to the brace that closes a branch of the plural over `counted`.
    """
    parts: list[str | Argument] = []
    text: list[str] = []
    while at < len(pattern) and not (is_branch and pattern[at] == "}"):
        character = pattern[at]
        if character == "'":
            said, at = _quoted(pattern, at)
            text.append(said)
        elif character == "{" or (character == COUNT and counted):
            parts.append("".join(text))
            text = []
            if character == COUNT:
                argument, at = Argument(counted, COUNT, "", {}), at + 1
            else:
                argument, at = _argument(pattern, at, counted)
            parts.append(argument)
        elif character == "}":
            raise ValueError(pattern)
        else:
            text.append(character)
            at += 1
    parts.append("".join(text))
    return tuple(part for part in parts if part), at


def _quoted(pattern: str, at: int) -> tuple[str, int]:
    """
    Read from an apostrophe: doubled it is one, before a brace it quotes, elsewhere it is itself.
    """
    if pattern[at + 1 : at + 2] == "'":
        return "'", at + 2
    if pattern[at + 1 : at + 2] not in {"{", "}", "#", "|"}:
        return "'", at + 1
    said = []
    at += 1
    while at < len(pattern):
        if pattern[at] != "'":
            said.append(pattern[at])
            at += 1
        elif pattern[at + 1 : at + 2] == "'":
            said.append("'")
            at += 2
        else:
            return "".join(said), at + 1
    return "".join(said), at


def _word(pattern: str, at: int) -> tuple[str, str, int]:
    """
    Read up to the next comma or brace: the word before it, that mark, and the place after the mark.
    """
    end = at
    while end < len(pattern) and pattern[end] not in ",{}":
        end += 1
    if end == len(pattern):
        raise ValueError(pattern)
    return pattern[at:end].strip(), pattern[end], end + 1


def _argument(pattern: str, at: int, counted: str) -> tuple[Argument, int]:
    name, mark, at = _word(pattern, at + 1)
    if mark == "}" and name:
        return Argument(name, "", "", {}), at
    if mark != "," or not name:
        raise ValueError(pattern)
    kind, mark, at = _word(pattern, at)
    if not kind:
        raise ValueError(pattern)
    if kind in BRANCHING and mark == ",":
        branches, at = _branches(pattern, at, counted if kind == "select" else name)
        return Argument(name, kind, "", branches), at
    if mark == "}":
        return Argument(name, kind, "", {}), at
    end = pattern.find("}", at)
    if mark != "," or end < 0:
        raise ValueError(pattern)
    return Argument(name, kind, pattern[at:end].strip(), {}), end + 1


def _branches(pattern: str, at: int, counted: str) -> tuple[dict[str, Parts], int]:
    branches: dict[str, Parts] = {}
    while True:
        selector, mark, at = _word(pattern, at)
        if mark == "}" and not selector and branches:
            return branches, at
        if mark != "{" or not selector:
            raise ValueError(pattern)
        branches[selector], at = _parts(pattern, at, counted=counted, is_branch=True)
        if at == len(pattern):
            raise ValueError(pattern)
        at += 1
