"""
Places in a journey map, as paths of stable ids.

An edit, a diagnostic and a drawn primitive all name their place by a `Location`, so that an insert
by one person never
moves the place another person speaks of.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Self

_ID = re.compile(r"[^\s/:]+")


@dataclass(frozen=True, slots=True)
class Location:
    """
    A path of `(kind, id)` pairs from the map down to one thing in it.

    Printed as `step:checkout/lane:pain/card:7f3`; the empty location is the map itself.

    Args:
        parts: The pairs, outermost first; neither kind nor id holds `/`, `:` or white space.

    Examples:
        >>> Location.parse("step:checkout/lane:pain").child("card", "7f3")
        Location('step:checkout/lane:pain/card:7f3')
        >>> Location.parse("step:checkout/lane:pain").id_of("lane")
        'pain'
    """

    parts: tuple[tuple[str, str], ...] = ()

    @classmethod
    def parse(cls, text: str) -> Self:
        """
        Read a printed location back.

        Args:
            text: What `str()` of a location gives.

        Returns:
            The location.

        Raises:
            ValueError: A part is not of the form `kind:id`.
        """
        if not text:
            return cls()
        parts = []
        for part in text.split("/"):
            kind, colon, identifier = part.partition(":")
            if not colon or not _ID.fullmatch(kind) or not _ID.fullmatch(identifier):
                raise ValueError(text)
            parts.append((kind, identifier))
        return cls(tuple(parts))

    @classmethod
    def of(cls, *parts: tuple[str, str]) -> Self:
        """
        Build a location from its pairs.

        Args:
            parts: `(kind, id)` pairs, outermost first.

        Returns:
            The location.
        """
        return cls(parts)

    def child(self, kind: str, identifier: str) -> Location:
        """
        Go one thing deeper.

        Args:
            kind: What the thing is, such as `card`.
            identifier: Its stable id.

        Returns:
            The location of the thing inside this one.
        """
        return Location((*self.parts, (kind, identifier)))

    def id_of(self, kind: str) -> str | None:
        """
        Look up one part.

        Args:
            kind: The kind to look for.

        Returns:
            The id of that kind, or None when the path does not pass through one.
        """
        return next((identifier for name, identifier in self.parts if name == kind), None)

    @property
    def parent(self) -> Location:
        """
        The location one thing up; the map's own parent is the map.
        """
        return Location(self.parts[:-1])

    def __str__(self) -> str:
        return "/".join(f"{kind}:{identifier}" for kind, identifier in self.parts)

    def __repr__(self) -> str:
        return f"Location({str(self)!r})"
