"""
Plain data as YAML that people like to read: block style, short lists on one line, long text folded.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Any

from touchline.document.syntax import meaning

if TYPE_CHECKING:
    from collections.abc import Iterator

    from touchline.document.tree import Plain

#: The widest line; longer text is folded, longer lists are broken.
WIDTH = 100

#: A text longer than this is folded over several lines.
_LONG = 88

#: What other YAML readers take for a truth value or a number in base 60.
_MISREAD = re.compile(r"(yes|no|on|off)|[-+]?[0-9]+(:[0-5]?[0-9])+(\.[0-9]*)?", re.IGNORECASE)

#: Signs that begin something else than a word.
_INDICATORS = frozenset("!&*-?:,[]{}#|>@`\"'%= ")
_PLAIN_BREAKERS = re.compile(r": |:$| #|[\n\t\r]")
_FLOW_BREAKERS = re.compile(r"[\[\]{},]")
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}

#: Collections whose items are too much for one line, however short.
_ALWAYS_BLOCK = frozenset({"stages", "cells", "measured"})


def scalar(value: Any, *, in_flow: bool = False, quote: str = "") -> str:
    """
    Write one value.

    Args:
        value: A text, a number, a truth value or None.
        in_flow: It stands between brackets, where more signs have a meaning.
        quote: The quote sign to use when the value is a text; empty to use one only where needed.

    Returns:
        Its text on one line.
    """
    if not isinstance(value, str):
        return _word(value)
    if quote == "'" and is_printable(value) and not re.search(r"[\n\t]", value):
        return "'" + value.replace("'", "''") + "'"
    if quote or not can_be_plain(value, in_flow=in_flow):
        return '"' + "".join(_escaped(sign) for sign in value) + '"'
    return value


def _word(value: Any) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:  # noqa: PLR2004 (exact in a float)
        return str(int(value))
    return repr(value)


def can_be_plain(text: str, *, in_flow: bool) -> bool:
    """
    Tell whether a text may stand without quotes.

    Args:
        text: The text.
        in_flow: It stands between brackets.

    Returns:
        True when every reader gives the same text back.
    """
    if not text or text != text.strip() or _PLAIN_BREAKERS.search(text):
        return False
    if text[0] in _INDICATORS or text.startswith(("...", "<<<<")) or _MISREAD.fullmatch(text):
        return False
    if in_flow and _FLOW_BREAKERS.search(text):
        return False
    return isinstance(meaning(text), str) and is_printable(text)


def is_printable(text: str) -> bool:
    """
    Tell whether a text holds only signs that may stand in a file as they are.

    Args:
        text: The text.

    Returns:
        False for control signs, lone surrogates, unassigned line breaks and byte order marks.
    """
    if text.isascii():
        return text.isprintable()
    return not any(_is_hidden(sign) for sign in text)


def _is_hidden(sign: str) -> bool:
    category = unicodedata.category(sign)
    return category in {"Cc", "Cs", "Zl", "Zp"} or sign in "\ufeff\ufffe\uffff"


def _escaped(sign: str) -> str:
    if sign in _ESCAPES:
        return _ESCAPES[sign]
    if not _is_hidden(sign):
        return sign
    code = ord(sign)
    if code <= 0xFF:  # noqa: PLR2004 (two hexadecimal digits)
        return f"\\x{code:02x}"
    return f"\\u{code:04x}"


def flow(value: Any) -> str:
    """
    Write a value on one line, between brackets when it is a collection.

    Args:
        value: Plain data.

    Returns:
        Its text.
    """
    if isinstance(value, dict):
        pairs = (f"{scalar(str(key), in_flow=True)}: {flow(item)}" for key, item in value.items())
        return "{" + ", ".join(pairs) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(flow(item) for item in value) + "]"
    return scalar(value, in_flow=True)


def is_short(key: str, value: Any, room: int) -> bool:
    """
    Tell whether a collection is better read on one line.

    Args:
        key: The key under which it, or the list that holds it, stands.
        value: The collection.
        room: How many columns are left.

    Returns:
        True when it fits and does not hide a structure that deserves its own lines.
    """
    if not value:
        return True
    if key in _ALWAYS_BLOCK or (isinstance(value, dict) and _is_structure(value)):
        return False
    if isinstance(value, list) and len(value) > 1 and any(isinstance(item, dict) for item in value):
        return False
    return len(flow(value)) <= room and _depth(value) <= 4  # noqa: PLR2004 (a card with evidence)


def _is_structure(item: Plain) -> bool:
    return any(
        isinstance(part, list) and part and isinstance(part[0], dict)
        for key, part in item.items()
        if key in {"steps", "cells", "cards", "targets"}
    )


def _depth(value: Any) -> int:
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return 1 + max(map(_depth, inner), default=0) if isinstance(value, dict | list) else 0


def block(plain: Plain, indent: int = 0) -> Iterator[str]:
    """
    Write a mapping in block style.

    Args:
        plain: The mapping.
        indent: The column in which its keys begin.

    Yields:
        Its lines, without line breaks.
    """
    for key, value in plain.items():
        yield from entry(key, value, indent)


def entry(key: str, value: Any, indent: int) -> Iterator[str]:
    """
    Write one entry of a mapping in block style.

    Args:
        key: The key.
        value: Its value.
        indent: The column in which the key begins.

    Yields:
        Its lines, without line breaks.
    """
    start = " " * indent + scalar(key) + ":"
    if isinstance(value, str):
        yield from _text(start, value, indent)
    elif not isinstance(value, dict | list):
        yield f"{start} {scalar(value)}"
    elif not value or (indent and is_short(key, value, WIDTH - len(start) - 1)):
        # What belongs to the whole map keeps its own lines: it is read first.
        yield f"{start} {flow(value)}"
    elif isinstance(value, dict):
        yield start
        yield from block(value, indent + 2)
    else:
        yield start
        for item in value:
            yield from list_item(key, item, indent + 2)


def list_item(key: str, value: Any, indent: int) -> Iterator[str]:
    """
    Write one item of a list in block style.

    Args:
        key: The key of the list.
        value: The item.
        indent: The column of the dash.

    Yields:
        Its lines, without line breaks.
    """
    dash = " " * indent + "- "
    if isinstance(value, dict) and value and not is_short(key, value, WIDTH - len(dash)):
        lines = block(value, indent + 2)
        first = next(lines)
        yield dash + first[indent + 2 :]
        yield from lines
    elif isinstance(value, str):
        yield dash + scalar(value)
    else:
        yield dash + flow(value)


def _text(start: str, value: str, indent: int) -> Iterator[str]:
    is_long = len(start) + 1 + len(value) > WIDTH and len(value) > _LONG
    if "\n" in value or is_long:
        lines = folded(value, indent + 2) if "\n" not in value else literal(value, indent + 2)
        if lines is not None:
            yield f"{start} {lines[0]}"
            yield from lines[1:]
            return
    yield f"{start} {scalar(value)}"


def folded(text: str, indent: int) -> list[str] | None:
    """
    Fold a long text over several lines.

    Args:
        text: One paragraph.
        indent: The column in which its lines begin.

    Returns:
        The sign and the lines; None when folding would change the text.
    """
    if not is_printable(text) or text != text.strip() or "  " in text or " " not in text:
        return None
    lines, line = [">-"], ""
    for word in text.split(" "):
        if line and indent + len(line) + 1 + len(word) > WIDTH:
            lines.append(" " * indent + line)
            line = word
        else:
            line = f"{line} {word}" if line else word
    return [*lines, " " * indent + line]


def literal(text: str, indent: int) -> list[str] | None:
    """
    Write a text of several lines as it is.

    Args:
        text: The text.
        indent: The column in which its lines begin.

    Returns:
        The sign and the lines; None when that would change the text.
    """
    lines = text.split("\n")
    if any(not is_printable(line) or line != line.rstrip() for line in lines):
        return None
    if not lines[0] or lines[0].startswith(" ") or not lines[-1]:
        return None
    return ["|-", *(" " * indent + line if line else "" for line in lines)]
