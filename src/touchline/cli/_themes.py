"""
The theme that a person asks for, and what had to be changed so that it can be read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from touchline.cli._output import say
from touchline.document.themes import load_theme

if TYPE_CHECKING:
    from touchline.canvas.theme import Theme


def asked_theme(word: str) -> Theme:
    """
    Find a theme, and say which of its colours are drawn otherwise.

    Args:
        word: The name of a theme, or the file of a company's.

    Returns:
        The theme.

    Raises:
        TouchlineError: There is no such theme, or nobody could read it.
    """
    theme = load_theme(word)
    for repair in theme.repairs:
        say("cli.theme.repaired", **repair._asdict())
    return theme
