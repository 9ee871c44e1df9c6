"""
What keeps a workbook from being read.

    UnreadableImport
    └── UnreadableWorkbook      it is no workbook, or one that nobody should open
    InputError
    └── OtherMap                it was made from another map
"""

from __future__ import annotations

from typing import Literal, TypeAlias

from touchline.errors import InputError
from touchline.importers._errors import UnreadableImport

#: What can be the matter with a file; the catalogues choose their words by it.
Fault: TypeAlias = Literal[
    "no_workbook",
    "old_or_locked",
    "broken",
    "too_large",
    "bomb",
    "entities",
    "marks",
    "foreign",
    "more",
    "part",
]


class UnreadableWorkbook(UnreadableImport):
    """
    The file is no workbook that can be read.
    """

    @classmethod
    def found(cls, fault: Fault, *, at: str) -> UnreadableWorkbook:
        """
        Build the error for a file.

        Args:
            fault: What is the matter.
            at: The file.

        Returns:
            The error.
        """
        return cls(at=at, reason=fault)


class OtherMap(InputError):
    """
    A table was made from another map than the one that it shall change.
    """

    @classmethod
    def than(cls, made_from: str, given: str, *, at: str) -> OtherMap:
        """
        Build the error for two maps.

        Args:
            made_from: What the map of the table is called.
            given: What the map is called that was given.
            at: The file of the table.

        Returns:
            The error.
        """
        return cls(at=at, made_from=made_from, given=given)
