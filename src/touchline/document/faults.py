"""
What can be the matter with a map file, with its place.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from touchline.diagnostics import Diagnostic
from touchline.errors import InputError, NotFound
from touchline.i18n import translate

if TYPE_CHECKING:
    from collections.abc import Sequence

#: How many faults a message lists before it counts the rest.
MOST_TOLD = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault(Diagnostic):
    """
    One thing that keeps a file from being a map.

    Args:
        line: Its line in the text, from 1; None when there is no text.
        column: Its column, from 1.
    """

    line: int | None = None
    column: int | None = None

    def placed(self, line: int | None, column: int | None) -> Fault:
        """
        Say where in the text it is.

        Args:
            line: The line, from 0; None leaves the place open.
            column: The column, from 0.

        Returns:
            The fault with its place.
        """
        if line is None or column is None:
            return self
        return replace(self, line=line + 1, column=column + 1)

    def with_place(self, language: str = "en") -> str:
        """
        Say it in one line: line and column, path, what is the matter and what to do.

        Args:
            language: The reader's language tag.

        Returns:
            The line.
        """
        place = self.path
        if self.line is not None:
            where = translate("fault.line", language, line=str(self.line), column=str(self.column))
            place = f"{where}  {place}" if place else where
        told = self.told(language)
        return f"{place}  {told}" if place else told


def fault(name: str, /, *, path: str = "", **values: object) -> Fault:
    """
    Build a fault.

    Args:
        name: Which one; its words are `fault.<name>` in the catalogues.
        path: The place as printed.
        values: What its message quotes.

    Returns:
        The fault.
    """
    return Fault(name=name, key=f"fault.{name}", values=values, severity="error", path=path)


class UnreadableMap(InputError):
    """
    A file, a text or plain data is no journey map; all its faults are told at once.

    Args:
        faults: Every fault that was found, in the order of the text.
        at: The file or whatever else was read.
    """

    def __init__(self, faults: Sequence[Fault], *, at: str = "") -> None:
        super().__init__(at=at, n=len(faults))
        self.faults: tuple[Fault, ...] = tuple(faults)

    @classmethod
    def because(cls, name: str, /, *, line: int, column: int, **values: object) -> UnreadableMap:
        """
        Build the error for a text that cannot be understood from one place on.

        Args:
            name: What is the matter.
            line: The line, from 0.
            column: The column, from 0.
            values: What the message quotes.

        Returns:
            The error.
        """
        return cls([fault(name, path="", **values).placed(line, column)])

    def found_in(self, place: str) -> UnreadableMap:
        """
        Name the file that was read.

        Args:
            place: The file.

        Returns:
            The same error with its place.
        """
        return UnreadableMap(self.faults, at=place)

    def told(self, language: str = "en") -> str:
        """
        Say all faults, a line each.

        Args:
            language: The reader's language tag.

        Returns:
            The lines without a trailing line break.
        """
        lines = [self.problem(language)]
        if self.at:
            lines.append("  " + translate("error.at", language, place=self.at))
        lines += ["  " + found.with_place(language) for found in self.faults[:MOST_TOLD]]
        rest = len(self.faults) - MOST_TOLD
        if rest > 0:
            lines.append("  " + translate("fault.more", language, n=rest))
        return "\n".join(lines)


class MissingMap(NotFound):
    """
    There is no such file.
    """
