"""
The four kinds of journey, with where each starts and ends, what to watch and what to mind (R-090
to R-094).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from touchline.i18n import translate

if TYPE_CHECKING:
    from touchline.model.map import JourneyKind

__all__ = ["JourneyKindGuide", "journey_kinds"]


@dataclass(frozen=True, slots=True)
class JourneyKindGuide:
    """
    A kind of journey; its words are in the catalogues.

    Args:
        name: Its name, as a map states it.
        template: The name of its template.
        metrics: What to watch, by the names under `metric.` in the catalogues.
    """

    name: JourneyKind
    template: str
    metrics: tuple[str, ...]

    def title(self, language: str = "en") -> str:
        """
        Say what it is called.

        Args:
            language: The reader's language tag.

        Returns:
            Its name in words.
        """
        return translate(f"scene.kind-{self.name}", language)

    def about(self, language: str = "en") -> str:
        """
        Say from where to where it leads.

        Args:
            language: The reader's language tag.

        Returns:
            A sentence.
        """
        return translate(f"kind.{self.name}.about", language)

    def when(self, language: str = "en") -> str:
        """
        Say which business it suits.

        Args:
            language: The reader's language tag.

        Returns:
            A sentence.
        """
        return translate(f"kind.{self.name}.when", language)

    def start(self, language: str = "en") -> str:
        """
        Say which event begins it.

        Args:
            language: The reader's language tag.

        Returns:
            The event, without a full stop.
        """
        return translate(f"kind.{self.name}.start", language)

    def end(self, language: str = "en") -> str:
        """
        Say which event ends it.

        Args:
            language: The reader's language tag.

        Returns:
            The event, without a full stop.
        """
        return translate(f"kind.{self.name}.end", language)

    def caution(self, language: str = "en") -> str:
        """
        Say what is hard about it.

        Args:
            language: The reader's language tag.

        Returns:
            A sentence.
        """
        return translate(f"kind.{self.name}.caution", language)

    def watched(self, language: str = "en") -> tuple[str, ...]:
        """
        Say what to watch.

        Args:
            language: The reader's language tag.

        Returns:
            The metrics in words.
        """
        return tuple(translate(f"metric.{metric}", language) for metric in self.metrics)


_ALL = (
    JourneyKindGuide(
        "purchase", "purchase", ("conversion", "drop-off", "time-to-purchase", "satisfaction")
    ),
    JourneyKindGuide(
        "lead-generation", "lead-generation", ("leads", "cost-per-lead", "lead-conversion")
    ),
    JourneyKindGuide(
        "engagement", "engagement", ("active-customers", "return-visits", "content-use")
    ),
    JourneyKindGuide("retention", "retention", ("repeat-purchases", "churn", "satisfaction")),
)


def journey_kinds() -> tuple[JourneyKindGuide, ...]:
    """
    List the kinds of journey.

    Returns:
        All four, the most common first.
    """
    return _ALL
