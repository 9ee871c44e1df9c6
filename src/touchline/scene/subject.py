"""
What a picture is made of: the map, what was measured on it and who reads it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from touchline.canvas.drafts import Drafts
from touchline.lanes._row import language_of, said

if TYPE_CHECKING:
    from touchline.measuring.measured import Measures
    from touchline.model.map import JourneyMap
    from touchline.model.text import LocalText
    from touchline.scene.here import Here


@dataclass(frozen=True, kw_only=True)
class Subject:
    """
    A map as one reader sees it.

    Args:
        journey: The map.
        measures: What was measured on it; None when nothing was.
        language: The reader's language tag.
        here: Who stands where; None when nobody is asked for.
        drafts: What was laid out for the same picture before.
    """

    journey: JourneyMap
    measures: Measures | None
    language: str
    here: Here | None = None
    drafts: Drafts = field(default_factory=Drafts, compare=False, repr=False)

    @cached_property
    def frame(self) -> JourneyMap:
        """
        The map with empty lanes: what an edit of a cell leaves as it was.
        """
        journey = self.journey
        bare = tuple(lane.model_copy(update={"cells": ()}) for lane in journey.lanes)
        frame = journey.model_copy(update={"lanes": bare})
        return self.drafts.take("frame", (frame,), lambda: frame)

    def said(self, text: LocalText | None) -> str:
        """
        Choose the words of an authored text for the reader.

        Args:
            text: The text, or None.

        Returns:
            The words; empty for None.
        """
        return said(text, self.language, self.journey.language)

    def language_of(self, text: LocalText | None) -> str:
        """
        Say which language those words are in.

        Args:
            text: The text, or None.

        Returns:
            The language tag.
        """
        return language_of(text, self.language, self.journey.language)
