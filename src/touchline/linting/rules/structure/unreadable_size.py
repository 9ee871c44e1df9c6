"""
A map that nobody can take in.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, ClassVar

from touchline.linting.rule import Rule
from touchline.location import Location

if TYPE_CHECKING:
    from collections.abc import Iterator

    from touchline.diagnostics import Diagnostic
    from touchline.linting.checked import Checked

#: What a wall, a sheet and a reader can still hold.
MOST_STEPS = 30
MOST_LANES = 24
MOST_CARDS = 8
MOST_LETTERS = 280


class UnreadableSize(Rule):
    """
    The map has more steps, lanes, cards in a cell or words on a card than anybody reads.

    Why it matters:
        “Too granular for leadership and not granular enough for teams” is what practitioners
        complain about: the map that shows everything is looked at once. More than 30 steps or 24
        lanes fit no screen and no sheet; more than eight cards in a cell are a list, and more than
        280 letters on a card a page (a Chinese character counts as two). Tell a part more closely
        on a map of its own and link it by `detail`.

    Source:
        M5; Kalbach, “Mapping Experiences”, 2nd edition, O'Reilly 2020, on choosing the level of
        detail. The bounds are Touchline's own.

    Flagged:
        ```yaml
        stages: [{id: buy, name: Buy, steps: [{id: order, name: I order}]}]
        lanes:
          - id: notes
            kind: notes
            cells:
              - at: order
                cards:
                  - {id: n1, text: One}
                  - {id: n2, text: Two}
                  - {id: n3, text: Three}
                  - {id: n4, text: Four}
                  - {id: n5, text: Five}
                  - {id: n6, text: Six}
                  - {id: n7, text: Seven}
                  - {id: n8, text: Eight}
                  - {id: n9, text: Nine}
        ```

    Clean:
        ```yaml
        stages: [{id: buy, name: Buy, steps: [{id: order, name: I order}]}]
        lanes:
          - id: notes
            kind: notes
            cells: [{at: order, cards: [{id: n1, text: One}, {id: n2, text: Two}]}]
        ```
    """

    severity = "hint"
    requirement: ClassVar[str] = "M5"

    def check(self, checked: Checked) -> Iterator[Diagnostic]:
        """
        Count steps and lanes, then look for full cells and long cards.
        """
        journey = checked.journey
        for fault, n, most in (
            ("steps", len(checked.order), MOST_STEPS),
            ("lanes", len(journey.lanes), MOST_LANES),
        ):
            if n > most:
                yield self.found(fault=fault, n=n, most=most)
        full = [
            Location.of(("step", cell.at), ("lane", lane.id))
            for lane in journey.lanes
            for cell in lane.cells
            if len(cell.cards) > MOST_CARDS
        ]
        long = [
            checked.place_of(lane, cell, card)
            for lane, cell, card in checked.cards
            if any(_is_long(words) for _, words in card.text.versions)
        ]
        for fault, places, most in (("cells", full, MOST_CARDS), ("cards", long, MOST_LETTERS)):
            counted = [at for at in places if not checked.places.allows(self.name, at)]
            if counted:
                yield self.found(counted[0], fault=fault, n=len(counted), most=most)


def _is_long(words: str) -> bool:
    """
    Tell whether a text is longer than a card; wide characters count as two letters.
    """
    if len(words) * 2 <= MOST_LETTERS:
        return False
    return sum(1 + (unicodedata.east_asian_width(one) in "WF") for one in words) > MOST_LETTERS
