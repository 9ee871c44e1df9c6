"""
More changes than anybody has a reason for, or can tell apart.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, ClassVar

from touchline.linting.rule import Rule
from touchline.location import Location
from touchline.model.experience import Change, PainPoint

if TYPE_CHECKING:
    from collections.abc import Iterator

    from touchline.diagnostics import Diagnostic
    from touchline.linting.checked import Checked

#: So few decided changes need no pain points to be compared with.
NEVER_TOO_MANY = 3

#: So many changes under way at one step can still be told apart, such as one here and one there.
TELLABLE = 2


class TooManyChanges(Rule):
    """
    More changes are decided than there are pain points, or several are made at one step at once.

    Why it matters:
        “Too many unnecessary changes” is among the mistakes that the field's sources name (R-221).
        A change is counted once it is decided: planned or under way. When more changes are decided
        than the map holds pain points, some of them cure nothing (warning). When more than two are
        under way at one step, nobody can tell afterwards which of them has helped (hint). Up to
        three decided changes are never too many.

    Source:
        R-221; Kohavi, Tang and Xu, “Trustworthy Online Controlled Experiments”, Cambridge 2020, on
        what several changes at once hide. The bounds are Touchline's own.

    Flagged:
        ```yaml
        stages: [{id: buy, name: Buy, steps: [{id: order, name: I order}]}]
        lanes:
          - id: pains
            kind: pain-points
            cells: [{at: order, cards: [{id: p1, text: Delivery cost comes late}]}]
          - id: changes
            kind: changes
            cells:
              - at: order
                cards:
                  - {id: c1, text: Show the cost first, answers: [p1], status: planned}
                  - {id: c2, text: A new colour, status: planned}
                  - {id: c3, text: A new logo, status: planned}
                  - {id: c4, text: A new name, status: planned}
        ```

    Clean:
        ```yaml
        stages: [{id: buy, name: Buy, steps: [{id: order, name: I order}]}]
        lanes:
          - id: pains
            kind: pain-points
            cells: [{at: order, cards: [{id: p1, text: Delivery cost comes late}]}]
          - id: changes
            kind: changes
            cells:
              - at: order
                cards:
                  - {id: c1, text: Show the cost first, answers: [p1], status: planned}
                  - {id: c2, text: A new colour, status: idea}
                  - {id: c3, text: A new logo, status: dropped}
                  - {id: c4, text: A new name, status: dropped}
        ```
    """

    requirement: ClassVar[str] = "R-221"

    def check(self, checked: Checked) -> Iterator[Diagnostic]:
        """
        Count the changes that are decided, and at each step those under way.
        """
        n_pains = sum(isinstance(card, PainPoint) for _, _, card in checked.cards)
        n_decided, doing = 0, Counter[str]()
        for _, cell, card in checked.cards:
            if isinstance(card, Change):
                n_decided += card.status in {"planned", "doing"}
                doing[cell.at] += card.status == "doing"
        if n_decided > max(NEVER_TOO_MANY, n_pains):
            yield self.found(fault="pains", n=n_decided, pains=n_pains, step="")
        for step, n in doing.items():
            if n > TELLABLE:
                at = Location.of(("step", step))
                name = checked.step_name(step)
                yield self.found(at, severity="hint", fault="step", n=n, pains=n_pains, step=name)
