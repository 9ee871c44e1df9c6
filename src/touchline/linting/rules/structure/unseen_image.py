"""
A picture that no picture of the map shows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from touchline.lanes import LANES
from touchline.lanes._cards import CardLane
from touchline.linting.pictures import pictures, quoted
from touchline.linting.rule import Rule
from touchline.model.structure import Card

if TYPE_CHECKING:
    from collections.abc import Iterator

    from touchline.diagnostics import Diagnostic, Severity
    from touchline.linting.checked import Checked


class UnseenImage(Rule):
    """
    A card has a picture, and its row draws curves or figures instead of cards.

    Why it matters:
        The picture stays in the file and no reader of the map ever sees it.

    Source:
        P17: pictures in maps.

    Flagged:
        ```yaml
        stages: [{id: buy, name: Buy, steps: [{id: pay, name: Pay}]}]
        lanes:
          - id: mood
            kind: emotion
            cells:
              - at: pay
                cards: [{id: calm, text: Calm, score: 0.5, image: {source: calm.jpg}}]
        ```

    Clean:
        ```yaml
        stages: [{id: buy, name: Buy, steps: [{id: pay, name: Pay, image: {source: calm.jpg}}]}]
        ```
    """

    severity: ClassVar[Severity] = "hint"
    requirement: ClassVar[str] = "P17"

    def check(self, checked: Checked) -> Iterator[Diagnostic]:
        """
        Look for pictures in rows that draw no cards.
        """
        hidden = {
            id(card)
            for lane, _, card in checked.cards
            if lane.kind in LANES and not isinstance(LANES[lane.kind], CardLane)
        }
        for place, image, _ in pictures(checked):
            if isinstance(place.part, Card) and id(place.part) in hidden:
                yield self.found(place.at, file=quoted(image.source))
