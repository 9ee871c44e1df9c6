"""
What keeps a file of another program from becoming a map.

    NotFound
    └── UnknownMapFormat        nothing reads maps of this format
    InputError
    └── UnreadableImport        the text is not what its format says
"""

from __future__ import annotations

from typing import Literal, TypeAlias

from touchline.errors import InputError, NotFound

#: What can be the matter with a text; the catalogues choose their words by it.
Reason: TypeAlias = Literal[
    "empty",
    "no_journey",
    "statement",
    "unclosed",
    "json",
    "deep",
    "not_ojf",
    "xml",
    "doctype",
    "not_cjml",
    "not_theydo",
    "no_heading",
]

#: How much of a text a message quotes, in characters.
MOST_QUOTED = 60


class UnknownMapFormat(NotFound):
    """
    Nothing reads maps of this format or ending.
    """


class UnreadableImport(InputError):
    """
    The text is not what its format says.
    """

    @classmethod
    def because(
        cls, reason: Reason, *, at: str, line: int | None = None, text: str = ""
    ) -> UnreadableImport:
        """
        Build the error for one place.

        Args:
            reason: What is the matter.
            at: The file.
            line: The line, from 1, where there is one.
            text: What stands there.

        Returns:
            The error.
        """
        return cls(at=placed(at, line), reason=reason, text=shortened(text))


def placed(at: str, line: int | None) -> str:
    """
    Print a place in a file.

    Args:
        at: The file; empty when the text is no file's.
        line: The line, from 1, where there is one.

    Returns:
        Such as `shop.mmd:7`.
    """
    return ":".join(part for part in (at, "" if line is None else str(line)) if part)


def shortened(text: str) -> str:
    """
    Keep the beginning of a text, on one line.

    Args:
        text: Any text.

    Returns:
        As much as a message quotes, with an ellipsis when there is more.
    """
    line = " ".join(text[: 4 * MOST_QUOTED].split())
    return line if len(line) <= MOST_QUOTED else line[: MOST_QUOTED - 1] + "…"
