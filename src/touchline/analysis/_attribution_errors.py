"""
Attribution that cannot be asked as it stands.
"""

from __future__ import annotations

from touchline.errors import InputError


class UnusableCost(InputError):
    """
    The cost of a channel is not written as one.
    """

    @classmethod
    def of(cls, text: str) -> UnusableCost:
        """
        Build the error for what was given.

        Args:
            text: What should have been a channel and its cost.

        Returns:
            The error.
        """
        limit = 60
        return cls(at="cost", text=text if len(text) <= limit else text[:limit] + "…")


class TooMuchForTheEnds(InputError):
    """
    The first and the last touch together would get more than there is.
    """


class TooManyChannels(InputError):
    """
    There are more channels than the model can tell apart.
    """

    @classmethod
    def of(cls, n: int, most: int) -> TooManyChannels:
        """
        Build the error for one log.

        Args:
            n: How many channels it has.
            most: How many the model can tell apart.

        Returns:
            The error.
        """
        return cls(at="attribute", n=n, most=most)


class NoTimes(InputError):
    """
    Aggregated paths do not say when their touches were.
    """
