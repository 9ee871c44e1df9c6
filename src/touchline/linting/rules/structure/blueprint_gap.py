"""
A step at which the customer is served by nobody.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from touchline.lanes import LANES
from touchline.linting.rule import Rule
from touchline.location import Location

if TYPE_CHECKING:
    from collections.abc import Iterator

    from touchline.diagnostics import Diagnostic
    from touchline.linting.checked import Checked

#: The sides of the line of visibility.
_BEFORE = frozenset({"frontstage"})
_BEHIND = frozenset({"backstage", "support"})


class BlueprintGap(Rule):
    """
    The customer meets the company at a step, and the blueprint does not say who delivers it.

    Why it matters:
        A blueprint is read downwards: under each thing that the customer sees stands what makes it
        possible. A column that ends at the line of visibility promises something that nobody has
        been asked to deliver, or hides where its pain comes from. Asked are blueprints, and other
        maps that tell what happens behind that line at most of their steps. A blueprint without
        such a lane is another mistake, and told as that.

    Source:
        R-044, R-045; Bitner, Ostrom and Morgan, “Service Blueprinting: A Practical Technique for
        Service Innovation”, California Management Review 50(3), 2008.

    Flagged:
        ```yaml
        type: service-blueprint
        stages: [{id: help, name: Help, steps: [{id: ask, name: I ask}, {id: wait, name: I wait}]}]
        lanes:
          - id: front
            kind: frontstage
            cells:
              - {at: ask, cards: [{id: f1, text: The hotline answers}]}
              - {at: wait, cards: [{id: f2, text: A message says how long it takes}]}
          - id: behind
            kind: backstage
            cells: [{at: ask, cards: [{id: b1, text: The case is opened}]}]
        ```

    Clean:
        ```yaml
        type: service-blueprint
        stages: [{id: help, name: Help, steps: [{id: ask, name: I ask}, {id: wait, name: I wait}]}]
        lanes:
          - id: front
            kind: frontstage
            cells:
              - {at: ask, cards: [{id: f1, text: The hotline answers}]}
              - {at: wait, cards: [{id: f2, text: A message says how long it takes}]}
          - id: behind
            kind: backstage
            cells: [{at: ask, through: wait, cards: [{id: b1, text: The case is opened}]}]
        ```
    """

    severity = "hint"
    requirement: ClassVar[str] = "R-045"

    def check(self, checked: Checked) -> Iterator[Diagnostic]:
        """
        Look below each step at which customers meet the company.
        """
        roles = {LANES[lane.kind].role for lane in checked.journey.lanes if lane.kind in LANES}
        if not roles & _BEHIND:
            return
        seen, served = _steps(checked, _BEFORE), _steps(checked, _BEHIND)
        is_blueprint = checked.journey.type == "service-blueprint"
        if not is_blueprint and len(served) * 2 <= len(checked.order):
            return
        bare = [
            step
            for step in checked.order
            if step in seen - served
            and not checked.places.allows(self.name, Location.of(("step", step)))
        ]
        if bare:
            names = tuple(checked.step_name(step) for step in bare)
            yield self.found(Location.of(("step", bare[0])), n=len(bare), steps=names)


def _steps(checked: Checked, roles: frozenset[str]) -> set[str]:
    """
    Collect the steps at which a lane of one of these roles holds a card.
    """
    return {
        step
        for lane, cell, _ in checked.cards
        if lane.kind in LANES and LANES[lane.kind].role in roles
        for step in checked.span(cell)
    }
