"""
A card that says what its neighbour says.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from touchline.document.acts import remove
from touchline.linting.rule import Rule
from touchline.location import Location

if TYPE_CHECKING:
    from collections.abc import Iterator

    from touchline.diagnostics import Diagnostic
    from touchline.document.edits import Edit
    from touchline.linting.checked import Checked
    from touchline.model.structure import Card, Cell, Lane


class DoubledCard(Rule):
    """
    Two cards of one cell say the same.

    Why it matters:
        A doubled card counts twice in every list, ranking and sum, and the evidence behind the one
        is missing from the other. Compared are the words of cards in one cell, whatever their case
        and spacing; cards without words are not asked.

    Source:
        R-212: what the map tells must be true and complete.

    Flagged:
        ```yaml
        stages: [{id: buy, name: Buy, steps: [{id: order, name: I order}]}]
        lanes:
          - id: pains
            kind: pain-points
            cells:
              - at: order
                cards:
                  - {id: p1, text: Delivery cost comes late, severity: 2}
                  - {id: p2, text: Delivery cost  comes late}
        ```

    Clean:
        ```yaml
        stages: [{id: buy, name: Buy, steps: [{id: order, name: I order}]}]
        lanes:
          - id: pains
            kind: pain-points
            cells:
              - at: order
                cards:
                  - {id: p1, text: Delivery cost comes late, severity: 2}
                  - {id: p2, text: Delivery takes a week}
        ```
    """

    severity = "hint"
    requirement: ClassVar[str] = "R-212"

    def check(self, checked: Checked) -> Iterator[Diagnostic]:
        """
        Hold the cards of each cell against each other.
        """
        for lane, cell, card in _doubled(checked):
            yield self.found(checked.place_of(lane, cell, card), words=checked.said(card.text))

    def mend(self, checked: Checked) -> Iterator[Edit]:
        """
        Take out a later card that holds nothing but the words and that nothing names.
        """
        named = _named(checked)
        for lane, cell, card in _doubled(checked):
            at = checked.place_of(lane, cell, card)
            is_bare = not card.model_fields_set - {"id", "text"}
            if is_bare and card.id not in named and not checked.places.allows(self.name, at):
                yield from remove(checked.journey, Location.of(("card", card.id)))


def _doubled(checked: Checked) -> Iterator[tuple[Lane, Cell, Card]]:
    for lane in checked.journey.lanes:
        for cell in lane.cells:
            met: set[frozenset[tuple[str, str]]] = set()
            for card in cell.cards if len(cell.cards) > 1 else ():
                words = frozenset(
                    (tag, " ".join(text.casefold().split()))
                    for tag, text in card.text.versions
                    if text.strip()
                )
                if words and words in met:
                    yield lane, cell, card
                met.add(words)


def _named(checked: Checked) -> frozenset[str]:
    """
    Collect whatever cards name in their lists, the ids of other cards among it.
    """
    return frozenset(
        item
        for _, _, card in checked.cards
        for value in card.__dict__.values()
        if isinstance(value, tuple)
        for item in value
        if isinstance(item, str)
    )
