"""
Text from files as a terminal may show it.
"""

from __future__ import annotations

import unicodedata

#: What stands in place of a character that would steer the terminal.
_STAND_IN = "\N{REPLACEMENT CHARACTER}"


def harmless(text: str) -> str:
    """
    Replace what would steer the terminal, such as the colours that a log may carry.

    Args:
        text: A text of one or more lines.

    Returns:
        The text without control characters; line breaks and tabs stay.
    """
    if text.isprintable():
        return text
    return "".join(
        _STAND_IN if unicodedata.category(one) == "Cc" and one not in "\n\t" else one
        for one in text
    )


def clipped(text: str, most: int) -> str:
    """
    Set a text on one line of limited length.

    Args:
        text: The text.
        most: How many characters it may have.

    Returns:
        The text on one line; an ellipsis tells that there was more.
    """
    line = harmless(" ".join(text.split()) if "\n" in text or "\t" in text else text)
    return line if len(line) <= most else line[: most - 1] + "…"
