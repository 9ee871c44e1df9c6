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


class MasterRefused(InputError):
    """
    The presentation that slides shall stand on cannot be used.
    """

    @classmethod
    def no_presentation(cls, at: str) -> MasterRefused:
        """
        Build the error for a file that is something else.

        Args:
            at: The file.

        Returns:
            The error.
        """
        return cls(at=at, reason="other", part="")

    @classmethod
    def broken(cls, at: str, part: str) -> MasterRefused:
        """
        Build the error for a part that cannot be read.

        Args:
            at: The file.
            part: The name of the part.

        Returns:
            The error.
        """
        return cls(at=at, reason="broken", part=part)

    @classmethod
    def too_large(cls, at: str) -> MasterRefused:
        """
        Build the error for a file that unfolds to more than any master holds.

        Args:
            at: The file.

        Returns:
            The error.
        """
        return cls(at=at, reason="large", part="")


class LogoRefused(InputError):
    """
    The picture of a company's mark cannot be used.
    """

    @classmethod
    def of(cls, at: str) -> LogoRefused:
        """
        Build the error for one file.

        Args:
            at: The file.

        Returns:
            The error.
        """
        return cls(at=at)


class ScaleRefused(InputError):
    """
    A picture of pixels cannot be drawn at the scale that was asked for.
    """

    @classmethod
    def outside(cls, scale: float, low: float, high: float) -> ScaleRefused:
        """
        Build the error for a scale that is too small or too large.

        Args:
            scale: What was asked for.
            low: The smallest.
            high: The largest.

        Returns:
            The error.
        """
        return cls(reason="outside", scale=scale, low=low, high=high, pixels=0, most=0, best=0)

    @classmethod
    def too_large(cls, scale: float, pixels: float, most: float, best: float) -> ScaleRefused:
        """
        Build the error for more pixels than are drawn.

        Args:
            scale: What was asked for.
            pixels: How many millions of pixels that makes.
            most: How many millions are drawn at most.
            best: The largest scale at which this picture can be drawn.

        Returns:
            The error.
        """
        return cls(reason="large", scale=scale, low=0, high=0, pixels=pixels, most=most, best=best)


class UnknownTheydoList(NotFound):
    """
    TheyDo takes in no list of this name.
    """
