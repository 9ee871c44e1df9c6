"""
What can stand in the way of writing a file.
"""

from __future__ import annotations

from touchline.errors import InputError, NotFound


class UnknownFormat(NotFound):
    """
    There is no exporter of the name or suffix that was asked for.
    """


class NothingBehindPicture(InputError):
    """
    The format tells the map in words, but the picture it was given carries none.
    """

    @classmethod
    def told_by(cls, name: str) -> NothingBehindPicture:
        """
        Build the error for one format.

        Args:
            name: The name of the exporter.

        Returns:
            The error.
        """
        return cls(format=name)


class PageRefused(InputError):
    """
    The PDF writer would not take the page.
    """

    @classmethod
    def because(cls, reason: str) -> PageRefused:
        """
        Build the error with the writer's own words.

        Args:
            reason: What the writer said.

        Returns:
            The error.
        """
        return cls(reason=reason)
