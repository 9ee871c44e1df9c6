"""
Pain that the map names and leaves.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from touchline.linting.rule import Rule
from touchline.model.experience import Assistance, Change, Opportunity, PainPoint

if TYPE_CHECKING:
    from collections.abc import Iterator

    from touchline.diagnostics import Diagnostic, Severity
    from touchline.linting.checked import Checked
    from touchline.location import Location

#: From this severity on a pain point is a reason to leave.
GRAVE = 3


class PainWithoutSupport(Rule):
    """
    A pain point is answered by no help, opportunity or change.

    Why it matters:
        Customers stay when they see that their problem can be solved with your help. A pain point
        that no card answers was found and left. One that is a reason to leave (severity 3) is told
        by itself, a warning once the map is published; the others are told together. A map on which
        nothing answers anything has not come that far yet: everything is told together. A change
        that was dropped answers nothing.

    Source:
        R-210, R-012; Osterwalder, Pigneur, Bernarda and Smith, “Value Proposition Design”, Wiley
        2014: pain relievers are held against pains one by one.

    Flagged:
        ```yaml
        stages: [{id: buy, name: Buy, steps: [{id: pay, name: I pay}]}]
        lanes:
          - id: pains
            kind: pain-points
            cells: [{at: pay, cards: [{id: p1, text: My card is refused, severity: 3}]}]
          - id: help
            kind: support
            cells: [{at: pay, cards: [{id: s1, text: A hotline, answers: []}]}]
        ```

    Clean:
        ```yaml
        stages: [{id: buy, name: Buy, steps: [{id: pay, name: I pay}]}]
        lanes:
          - id: pains
            kind: pain-points
            cells: [{at: pay, cards: [{id: p1, text: My card is refused, severity: 3}]}]
          - id: help
            kind: support
            cells: [{at: pay, cards: [{id: s1, text: Another card is offered, answers: [p1]}]}]
        ```
    """

    severity = "hint"
    requirement: ClassVar[str] = "R-210"

    def check(self, checked: Checked) -> Iterator[Diagnostic]:
        """
        Hold the pain points against what answers them.
        """
        answered = {
            name
            for _, _, card in checked.cards
            if isinstance(card, Assistance | Opportunity | Change)
            and (isinstance(card, Assistance) or card.status != "dropped")
            for name in card.answers
        }
        others: list[Location] = []
        for lane, cell, card in checked.cards:
            if not isinstance(card, PainPoint) or card.id in answered:
                continue
            at = checked.place_of(lane, cell, card)
            if (card.severity or 0) >= GRAVE and answered:
                severity = self._gravity(checked)
                pain = checked.said(card.text, card.id)
                yield self.found(at, severity=severity, fault="grave", n=1, pain=pain)
            elif not checked.places.allows(self.name, at):
                others.append(at)
        if others:
            yield self.found(others[0], fault="others", n=len(others), pain="")

    def _gravity(self, checked: Checked) -> Severity:
        return "warning" if checked.journey.status == "published" else "hint"
