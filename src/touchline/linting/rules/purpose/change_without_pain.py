"""
A change that nobody has asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from touchline.linting.rule import Rule
from touchline.model.experience import Change, Insight, Opportunity, PainPoint, Solution

if TYPE_CHECKING:
    from collections.abc import Iterator

    from touchline.diagnostics import Diagnostic, Severity
    from touchline.linting.checked import Checked
    from touchline.linting.finding import Quoted
    from touchline.location import Location


class ChangeWithoutPain(Rule):
    """
    A change answers no pain point, or only ones that nobody has evidence for.

    Why it matters:
        Changes must address pain points found by looking at customers; the others cost as much and
        may make the journey worse. A change names the pain points that it answers, or the solution
        or opportunity that it takes up, which leads to them. An idea is only reminded (hint), and
        so is a change that rests on assumed pain, unless the map is of the future. Where the map
        holds no pain point at all this is said once.

    Source:
        R-231, R-136: changes directly address pain points found by data analysis.

    Flagged:
        ```yaml
        stages: [{id: buy, name: Buy, steps: [{id: order, name: I order}]}]
        lanes:
          - id: pains
            kind: pain-points
            cells: [{at: order, cards: [{id: p1, text: Delivery cost comes late}]}]
          - id: changes
            kind: changes
            cells: [{at: order, cards: [{id: c1, text: A new colour, status: planned}]}]
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
                  - id: p1
                    text: Delivery cost comes late
                    evidence: [{grade: surveyed, source: Survey in May}]
          - id: changes
            kind: changes
            cells:
              - at: order
                cards: [{id: c1, text: Show the cost first, answers: [p1], status: planned}]
        ```
    """

    requirement: ClassVar[str] = "R-231"

    def check(self, checked: Checked) -> Iterator[Diagnostic]:
        """
        Follow each change to the pain points that it answers.
        """
        pains = {one.id: one for _, _, one in checked.cards if isinstance(one, PainPoint)}
        loose = 0
        for lane, cell, change in checked.cards:
            if not isinstance(change, Change) or change.status == "dropped":
                continue
            at = checked.place_of(lane, cell, change)
            answered = [pains[name] for name in _answered(checked, change) if name in pains]
            is_known = checked.is_future or any(pain.evidence for pain in answered)
            fault = "" if is_known else "assumed"
            if not answered:
                fault = "none"
            if fault and not checked.places.allows(self.name, at):
                loose += 1
                if pains:
                    yield self._at(at, checked.said(change.text), fault, change.status)
        if loose and not pains:
            yield self.found(severity="hint", fault="blank", n=loose, change="")

    def _at(self, at: Location, change: Quoted, fault: str, status: str) -> Diagnostic:
        is_serious = fault == "none" and status != "idea"
        severity: Severity = "warning" if is_serious else "hint"
        return self.found(at, severity=severity, fault=fault, n=1, change=change)


def _answered(checked: Checked, change: Change) -> Iterator[str]:
    """
    Follow a change back: to what it answers itself, and over solutions, opportunities and insights.
    """
    yield from change.answers
    cards = [card for _, _, card in checked.cards]
    built = [one for one in cards if isinstance(one, Solution) and one.id in change.builds]
    taken_up = {*change.carries_out, *(name for one in built for name in one.carries_out)}
    drawn_on: set[str] = set()
    for card in cards:
        if isinstance(card, Opportunity) and card.id in taken_up:
            yield from card.answers
            drawn_on.update(card.draws_on)
    for card in cards:
        if isinstance(card, Insight) and card.id in drawn_on:
            yield from card.about
