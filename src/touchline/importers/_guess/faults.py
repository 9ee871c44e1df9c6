"""
What keeps a table from becoming a map.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

from touchline.errors import NotFound
from touchline.importers._errors import UnreadableImport, shortened

#: What can be the matter with a file that holds tables; the catalogues choose their words by it.
Reason: TypeAlias = Literal[
    "empty",
    "single",
    "no_steps",
    "broken",
    "too_large",
    "unfolds",
    "locked",
    "entities",
    "encoding",
    "binary",
    "no_table",
]


class UnreadableTable(UnreadableImport):
    """
    There is no table in the file, or the file is not sound.
    """

    @classmethod
    def since(cls, reason: Reason, *, at: str, text: str = "") -> UnreadableTable:
        """
        Build the error.

        Args:
            reason: What is the matter.
            at: The file, with the part that is meant.
            text: What stands there, or what is too much.

        Returns:
            The error.
        """
        return cls(at=at, reason=reason, text=shortened(text))


class UnknownLaneKind(NotFound):
    """
    There is no kind of lane of this name.
    """


class UnknownSheet(NotFound):
    """
    The file has no sheet or slide of this name.
    """
