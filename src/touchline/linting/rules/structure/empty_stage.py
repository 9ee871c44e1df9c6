"""
A stage in which customer and company never meet.
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


class EmptyStage(Rule):
    """
    A stage holds no touchpoint, while others do.

    Why it matters:
        A stage in which the customer meets nothing is either not a stage or has not been
        researched. Touchpoints that are only wanted count too: they say that something is missing.

    Source:
        R-119, R-023: each contact is listed, by stage.

    Flagged:
        ```yaml
        stages:
          - {id: buy, name: Buy, steps: [{id: order, name: I order}]}
          - {id: renew, name: Renew, steps: [{id: decide, name: I decide}]}
        lanes:
          - id: touchpoints
            kind: touchpoints
            cells: [{at: order, cards: [{id: p1, text: Shop}]}]
        ```

    Clean:
        ```yaml
        stages:
          - {id: buy, name: Buy, steps: [{id: order, name: I order}]}
          - id: renew
            name: Renew
            steps: [{id: decide, name: I decide}]
            allow: {empty-stage: Customers decide among themselves}
        lanes:
          - id: touchpoints
            kind: touchpoints
            cells: [{at: order, cards: [{id: p1, text: Shop}]}]
        ```
    """

    severity = "warning"
    requirement: ClassVar[str] = "R-119"

    def check(self, checked: Checked) -> Iterator[Diagnostic]:
        """
        Look for stages without a touchpoint once the map has any.
        """
        met = {
            step
            for _, cell, card in checked.cards
            if isinstance(card, Touchpoint)
            for step in checked.span(cell)
        }
        if not met:
            return
        for stage in checked.journey.stages:
            if stage.steps and met.isdisjoint(step.id for step in stage.steps):
                name = checked.said(stage.name)
                yield self.found(Location.of(("stage", stage.id)), stage=name)
