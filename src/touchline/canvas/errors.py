"""
What can be wrong with a theme or an icon.

    InputError
    ├── LowContrast          two tokens of a theme cannot be told apart
    ├── UnreadableColour     a token that is not a colour
    ├── UnreadableIcon       a file that is no icon
    ├── UnreadableLogo       a file that is no mark of a company
    └── UnreadableTheme      a theme that is not a table of tokens
    NotFound
    ├── UnknownTheme         no theme of this name
    ├── UnknownToken         a company theme sets a token that does not exist
    └── UnknownIcon          no icon of this name
"""

from __future__ import annotations

from touchline.errors import InputError, NotFound


class UnknownTheme(NotFound):
    """
    There is no theme of this name.
    """


class UnknownToken(NotFound):
    """
    A company theme sets a token that does not exist.
    """


class UnknownIcon(NotFound):
    """
    The bundled library has no icon of this name.
    """


class UnreadableColour(InputError):
    """
    A token is not a colour in the form `#RRGGBB`.
    """

    @classmethod
    def of(cls, token: str, value: object, *, at: str = "") -> UnreadableColour:
        """
        Build the error for one token.

        Args:
            token: The token's name.
            value: What stands for its colour.
            at: The theme.

        Returns:
            The error.
        """
        return cls(at=at, token=token, value=str(value))


class UnreadableTheme(InputError):
    """
    What was given as a theme is not a table of tokens.
    """

    @classmethod
    def of(cls, problem: str, *, at: str = "") -> UnreadableTheme:
        """
        Build the error for one theme.

        Args:
            problem: The part of it that is not as expected, quoted.
            at: The theme.

        Returns:
            The error.
        """
        return cls(at=at, value=problem)


class LowContrast(InputError):
    """
    Two colours of a theme meet in a picture and cannot be told apart well enough.
    """

    @classmethod
    def between(
        cls, front: str, ground: str, ratio: float, needed: float, *, at: str = ""
    ) -> LowContrast:
        """
        Build the error for one pair of tokens.

        Args:
            front: The token of the text or mark.
            ground: The token of what lies behind it.
            ratio: Their contrast by WCAG 2.
            needed: The contrast that the theme must reach.
            at: The theme.

        Returns:
            The error.
        """
        return cls(at=at, front=front, ground=ground, ratio=round(ratio, 2), needed=needed)


class UnreadableIcon(InputError):
    """
    A file cannot be taken as an icon.
    """

    @classmethod
    def because(cls, reason: str, *, at: str = "", limit: int = 0) -> UnreadableIcon:
        """
        Build the error for one file.

        Args:
            reason: `too-large`, `too-complex`, `entities`, `no-svg` or `empty`.
            at: The file.
            limit: The most kilobytes that are read.

        Returns:
            The error.
        """
        return cls(at=at, reason=reason, limit=limit)


class UnreadableLogo(InputError):
    """
    A file cannot be taken as the mark of a company.
    """

    @classmethod
    def of(cls, at: str) -> UnreadableLogo:
        """
        Build the error for one file.

        Args:
            at: The file.

        Returns:
            The error.
        """
        return cls(at=at)
