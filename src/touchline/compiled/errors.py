"""
What can be the matter with a compiled log.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from touchline.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path


class UnreadableLog(InputError):
    """
    A folder is no compiled log, or a damaged one.
    """

    @classmethod
    def without_manifest(cls, folder: Path) -> Self:
        """
        Build the error for a folder without a manifest.

        Args:
            folder: The folder.

        Returns:
            The error.
        """
        return cls(at=str(folder), reason="missing")

    @classmethod
    def damaged(cls, path: Path) -> Self:
        """
        Build the error for a file that does not hold what it should.

        Args:
            path: The file.

        Returns:
            The error.
        """
        return cls(at=str(path), reason="damaged")

    @classmethod
    def disordered(cls, folder: Path) -> Self:
        """
        Build the error for a bucket whose events do not stand as they were written.

        Args:
            folder: The bucket.

        Returns:
            The error.
        """
        return cls(at=str(folder), reason="disordered")


class LogInUse(InputError):
    """
    Another process is writing the log.
    """


class LogChanged(InputError):
    """
    Another process wrote the log after it was opened.
    """


class NoRoom(InputError):
    """
    The folder for a compiled log is taken by something else.
    """
