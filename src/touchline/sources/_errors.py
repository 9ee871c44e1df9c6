"""
What keeps a source from becoming a log.

    InputError
    ├── EmptySource             there is no row
    ├── NoUsableEvents          there are rows, and none can be used
    ├── UnreadableEncoding      the bytes are no text in UTF-8 or UTF-16
    ├── BrokenQuoting           a quotation mark opens or closes where it cannot
    ├── UnreadableFile          the file is not what its name says
    ├── UnknownSource           no source reads such a thing
    ├── AmbiguousTime           day and month cannot be told apart
    ├── RepeatedColumn          two columns have the same name
    ├── AlreadyCompiled         a compiled log is told how to read its source
    ├── NothingToQuery          there is a query, and no warehouse to ask
    └── NothingGuessed          a column has to be named
    NotFound
    ├── MissingFile             there is no such file
    └── UnknownTimeFormat       there is no such way to write times
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from touchline.errors import InputError, NotFound
from touchline.eventlog.quality import shortened

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from touchline.eventlog.quality import QualityReport

#: How many names fit on a line.
_N_SHOWN = 12


def shown(names: Iterable[str]) -> str:
    """
    Put names on one line.

    Args:
        names: Any number of them.

    Returns:
        The first dozen, and an ellipsis when there are more.
    """
    known = list(names)
    return ", ".join(known[:_N_SHOWN]) + (" …" if len(known) > _N_SHOWN else "")


class EmptySource(InputError):
    """
    There is no row.
    """


class NoUsableEvents(InputError):
    """
    There are rows, and none of them can be used.
    """

    @classmethod
    def after(cls, quality: QualityReport, at: str) -> NoUsableEvents:
        """
        Build the error with what befell most rows.

        Args:
            quality: The account of all rows.
            at: Where they come from.

        Returns:
            The error.
        """
        worst = max(quality.drops, key=lambda drop: drop.n)
        example = worst.examples[0].text if worst.examples else ""
        reason = worst.reason.replace("-", "_")
        return cls(at=at, n=quality.n_rows, reason=reason, example=shortened(example))


class AlreadyCompiled(InputError):
    """
    A compiled log is told how to read its source, which was settled when it was compiled.
    """


class NothingToQuery(InputError):
    """
    There is a query, and no warehouse to ask.
    """


class UnreadableEncoding(InputError):
    """
    The bytes are no text in UTF-8 or UTF-16.
    """

    @classmethod
    def at_byte(cls, path: Path, position: int, line: int) -> UnreadableEncoding:
        """
        Build the error for the first byte that cannot be read.

        Args:
            path: The file.
            position: The byte, counted from 0 in the unpacked file.
            line: Its line, counted from 1.

        Returns:
            The error.
        """
        return cls(at=f"{path}:{line}", file=path.name, position=position, line=line)


class BrokenQuoting(InputError):
    """
    A quotation mark opens or closes where it cannot.
    """


class UnreadableFile(InputError):
    """
    The file is not what its name says.
    """

    @classmethod
    def no_object(cls, path: Path, line: int | None) -> UnreadableFile:
        """
        Build the error for JSON that is something else than an object.

        Args:
            path: The file.
            line: The line, where there is one.

        Returns:
            The error.
        """
        at = str(path) if line is None else f"{path}:{line}"
        return cls(at=at, file=path.name, kind="object", reason="")

    @classmethod
    def because(cls, path: Path, reason: object, *, line: int | None = None) -> UnreadableFile:
        """
        Build the error for one file.

        Args:
            path: The file.
            reason: What its reader said.
            line: The line, where there is one.

        Returns:
            The error.
        """
        at = str(path) if line is None else f"{path}:{line}"
        said = str(reason).strip().splitlines()
        named = said[0].rstrip(".") if said else type(reason).__name__
        return cls(at=at, file=path.name, kind="", reason=named)


class UnknownSource(InputError):
    """
    No source reads such a thing.
    """


class AmbiguousTime(InputError):
    """
    Day and month cannot be told apart.
    """


class RepeatedColumn(InputError):
    """
    Two columns of a frame have the same name.
    """

    @classmethod
    def among(cls, names: Iterable[str], *, at: str) -> RepeatedColumn:
        """
        Build the error for the first name that comes twice.

        Args:
            names: The names of all columns.
            at: Where they come from.

        Returns:
            The error.
        """
        counted = Counter(names)
        return cls(at=at, name=next(name for name, n in counted.items() if n > 1))


class NothingGuessed(InputError):
    """
    A column has to be named.
    """

    @classmethod
    def for_role(cls, role: str, columns: Sequence[str], at: str) -> NothingGuessed:
        """
        Build the error for one role.

        Args:
            role: What the column would be: `case`, `activity` or `timestamp`.
            columns: The columns that there are.
            at: Where they come from.

        Returns:
            The error.
        """
        return cls(at=at, role=role, columns=shown(columns))


class MissingFile(NotFound):
    """
    There is no such file.
    """

    @classmethod
    def beside(cls, path: Path) -> MissingFile:
        """
        Build the error with the file of the same folder that comes nearest.

        Args:
            path: The path that was given.

        Returns:
            The error.
        """
        folder = path.parent
        names = [entry.name for entry in folder.iterdir()] if folder.is_dir() else []
        near = NotFound.among(path.name, names).values["suggestion"]
        return cls(at=str(path), name=path.name, suggestion=near, folder=str(folder))


class UnknownTimeFormat(NotFound):
    """
    There is no such way to write times.
    """
