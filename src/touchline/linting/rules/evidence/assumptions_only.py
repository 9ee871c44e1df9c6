"""
A map that nobody has checked with a customer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from touchline.linting.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from touchline.diagnostics import Diagnostic
    from touchline.linting.checked import Checked


class AssumptionsOnly(Rule):
    """
    Every card on the map is an assumption.

    Why it matters:
        A map of what the team believes confirms what the team believes. One quote, one survey or
        one count from a log shows readers which cells to trust. The rule speaks when no card at all
        has evidence; the share that has some stands on the picture. A map of the future is not
        asked: what is planned has not been seen yet.

    Source:
        R-225, R-015; Rosenbaum, Otalora and Ramírez, “How to Create a Realistic Customer Journey
        Map”, Business Horizons 60(1), 2017.

    Flagged:
        ```yaml
        stages:
          - id: buy
            name: Buy
            steps: [{id: order, name: I order}]
        lanes:
          - id: actions
            kind: actions
            cells:
              - at: order
                cards: [{id: a1, text: Orders by phone}]
        ```

    Clean:
        ```yaml
        stages:
          - id: buy
            name: Buy
            steps: [{id: order, name: I order}]
        lanes:
          - id: actions
            kind: actions
            cells:
              - at: order
                cards:
                  - id: a1
                    text: Orders by phone
                    evidence: [{grade: quoted, source: Interview with Ana}]
        ```
    """

    requirement: ClassVar[str] = "R-225"

    def check(self, checked: Checked) -> Iterator[Diagnostic]:
        """
        Look for one card with evidence.
        """
        if checked.is_future:
            return
        cards = [card for _, _, card in checked.cards]
        if cards and not any(card.evidence for card in cards):
            yield self.found(n=len(cards))
