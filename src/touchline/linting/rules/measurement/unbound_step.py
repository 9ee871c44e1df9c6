"""
A gap in the measured way.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from touchline.linting.rule import Rule
from touchline.location import Location
from touchline.model.experience import Touchpoint

if TYPE_CHECKING:
    from collections.abc import Iterator

    from touchline.diagnostics import Diagnostic
    from touchline.linting.checked import Checked


class UnboundStep(Rule):
    """
    A step has no touchpoint that is bound to events, while others have.

    Why it matters:
        Where nothing is bound, nothing is counted: customers seem to jump over the step, and what
        they lose there is blamed on its neighbours. Often the step leaves no trace in the data,
        which is worth stating with its reason. Optional steps and detours are not asked.

    Source:
        M1, M2; van der Aalst, “Process Mining: Data Science in Action”, 2nd edition, Springer 2016,
        chapter 8 (conformance).

    Flagged:
        ```yaml
        stages:
          - id: buy
            name: Buy
            steps: [{id: order, name: I order}, {id: pay, name: I pay}]
        lanes:
          - id: touchpoints
            kind: touchpoints
            cells:
              - at: order
                cards: [{id: p1, text: Shop, binding: [{activities: [order placed]}]}]
        ```

    Clean:
        ```yaml
        stages:
          - id: buy
            name: Buy
            steps:
              - {id: order, name: I order}
              - {id: pay, name: I pay, allow: {unbound-step: Paid in cash at the door}}
        lanes:
          - id: touchpoints
            kind: touchpoints
            cells:
              - at: order
                cards: [{id: p1, text: Shop, binding: [{activities: [order placed]}]}]
        ```
    """

    severity = "hint"
    requirement: ClassVar[str] = "M2"

    def check(self, checked: Checked) -> Iterator[Diagnostic]:
        """
        Compare the steps that are bound with those that could be.
        """
        bound = {
            step
            for _, cell, card in checked.cards
            if isinstance(card, Touchpoint) and card.binding
            for step in checked.span(cell)
        }
        if not bound:
            return
        for step in checked.journey.steps:
            if step.path == "main" and not step.is_optional and step.id not in bound:
                name = checked.said(step.name)
                yield self.found(Location.of(("step", step.id)), step=name)
