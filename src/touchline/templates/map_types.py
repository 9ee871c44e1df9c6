"""
The nine map types and what each of them is for (R-070 to R-078).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from touchline.i18n import translate

if TYPE_CHECKING:
    from touchline.model.map import MapType

__all__ = ["MapTypeGuide", "map_types"]


@dataclass(frozen=True, slots=True)
class MapTypeGuide:
    """
    A map type with the template to begin from; its words are in the catalogues.

    Args:
        name: Its name, as a map states it.
        template: The name of its template.
        style: The style that shows it best.
    """

    name: MapType
    template: str
    style: str = "grid"

    def title(self, language: str = "en") -> str:
        """
        Say what it is called.

        Args:
            language: The reader's language tag.

        Returns:
            Its name in words.
        """
        return translate(f"scene.type-{self.name}", language)

    def about(self, language: str = "en") -> str:
        """
        Say what it shows.

        Args:
            language: The reader's language tag.

        Returns:
            A sentence.
        """
        return translate(f"type.{self.name}.about", language)

    def when(self, language: str = "en") -> str:
        """
        Say on which condition it is the right one.

        Args:
            language: The reader's language tag.

        Returns:
            A sentence.
        """
        return translate(f"type.{self.name}.when", language)


_ALL = (
    MapTypeGuide("current-state", "current-state"),
    MapTypeGuide("future-state", "future-state"),
    MapTypeGuide("day-in-the-life", "day-in-the-life", "timeline"),
    MapTypeGuide("service-blueprint", "service-blueprint", "flow"),
    MapTypeGuide("linear", "linear"),
    MapTypeGuide("circular", "circular", "cycle"),
    MapTypeGuide("staged", "staged"),
    MapTypeGuide("channel-based", "channel-based"),
    MapTypeGuide("role-based", "role-based"),
)


def map_types() -> tuple[MapTypeGuide, ...]:
    """
    List the map types.

    Returns:
        All nine, the most used first.
    """
    return _ALL
