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
    from touchline.measuring.measured import Measures
    from touchline.model.map import JourneyMap


class UnboundStep(Rule):
    """
    A step has no touchpoint that is bound to events, while others have.

    Why it matters:
        Where nothing is bound, nothing is counted: customers seem to jump over the step, and what
        they lose there is blamed on its neighbours. Often the step leaves no trace in the data,
        which is worth stating with its reason. Optional steps and detours are not asked.

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

    def check(self, journey: JourneyMap, measures: Measures | None) -> Iterator[Diagnostic]:
        """
        Compare the steps that are bound with those that could be.
        """
        del measures
        bound = set(_bound(journey))
        if not bound:
            return
        for step in journey.steps:
            if step.path == "main" and not step.is_optional and step.id not in bound:
                name = step.name.said(journey.language)
                yield self.found(Location.of(("step", step.id)), step=name)


def _bound(journey: JourneyMap) -> Iterator[str]:
    order = [step.id for step in journey.steps]
    for _, cell, card in journey.cards():
        if isinstance(card, Touchpoint) and card.binding:
            first = order.index(cell.at)
            yield from order[first : order.index(cell.through or cell.at) + 1]
