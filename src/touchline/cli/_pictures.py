"""
Which files are pictures, and how a board is drawn into one; what draws is loaded only then.
"""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Any

from touchline.exporters._errors import UnknownFormat

#: Files that hold plain text, by their endings.
_TEXTS = frozenset({"", ".txt", ".md", ".log"})

#: Files that an answer or a board is drawn into, by their endings.
_ENDINGS = frozenset({".svg", ".png", ".pdf", ".pptx"})


def is_picture(output: str | None) -> bool:
    """
    Tell whether a file is to hold a picture.

    Args:
        output: The file, or None for standard output.

    Returns:
        True when its ending is that of a picture.
    """
    return output is not None and Path(output).suffix.lower() in _ENDINGS


def form_of(output: str | None, stated: str) -> str:
    """
    Choose how an answer is written, by what was stated and by the ending of the file.

    Args:
        output: The file, or None for standard output.
        stated: `text`, `csv` or `json`; text gives way to what the ending says.

    Returns:
        One of these, or `picture`.

    Raises:
        UnknownFormat: Nothing is written into files of this ending.
    """
    ending = Path(output or "").suffix.lower()
    if stated != "text" or ending in _TEXTS:
        return stated
    if ending in _ENDINGS:
        return "picture"
    if ending in {".csv", ".json"}:
        return ending[1:]
    known = sorted(one[1:] for one in {*_ENDINGS, ".csv", ".json", ".txt"})
    raise UnknownFormat.among(ending[1:], known, at=output or "")


def draw(what: str, output: str, **given: Any) -> bytes:
    """
    Draw something in the format of a file's ending.

    Args:
        what: The name of a function of `cli._boards` that makes the board.
        output: The file.
        given: What that function takes, `language` among it.

    Returns:
        The content of the file.

    Raises:
        TouchlineError: The format cannot be written on this machine.
    """
    boards = importlib.import_module("touchline.cli._boards")
    content: bytes = boards.drawn(getattr(boards, what)(**given), output, given["language"])
    return content
