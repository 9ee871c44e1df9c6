"""
A disappointment that nobody has named.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from touchline.linting.rule import Rule
from touchline.location import Location
from touchline.model.experience import PainPoint
from touchline.model.gaps import gaps

if TYPE_CHECKING:
    from collections.abc import Iterator

    from touchline.diagnostics import Diagnostic
    from touchline.linting.checked import Checked

#: A gap from this share of the scale on is more than a shade.
WIDE = 0.25


class ExpectationGap(Rule):
    """
    Experience falls far short of what was expected, and no pain point stands there.

    Why it matters:
        Customers judge by what they expected. Where experience lies at least a quarter of the scale
        below, something hurts; a map that names no pain point at that step has not asked what. What
        was experienced is what the expectation says, else the feeling told at the same step.

    Source:
        R-014; Parasuraman, Zeithaml and Berry, “A Conceptual Model of Service Quality and Its
        Implications for Future Research”, Journal of Marketing 49(4), 1985. The bound is
        Touchline's own.

    Flagged:
        ```yaml
        stages: [{id: use, name: Use, steps: [{id: wait, name: I wait for it}]}]
        lanes:
          - id: expectations
            kind: expectations
            scale: {low: 1, high: 5}
            cells:
              - {at: wait, cards: [{id: e1, text: It comes today, expected: 5, experienced: 2}]}
        ```

    Clean:
        ```yaml
        stages: [{id: use, name: Use, steps: [{id: wait, name: I wait for it}]}]
        lanes:
          - id: expectations
            kind: expectations
            scale: {low: 1, high: 5}
            cells:
              - {at: wait, cards: [{id: e1, text: It comes today, expected: 5, experienced: 2}]}
          - id: pains
            kind: pain-points
            cells: [{at: wait, cards: [{id: p1, text: Nobody says when it comes}]}]
        ```
    """

    severity = "hint"
    requirement: ClassVar[str] = "R-014"

    def check(self, checked: Checked) -> Iterator[Diagnostic]:
        """
        Go through the gaps of the map.
        """
        hurting = {
            step
            for _, cell, card in checked.cards
            if isinstance(card, PainPoint)
            for step in checked.span(cell)
        }
        for gap in gaps(checked.journey):
            wide = (gap.scale.high - gap.scale.low) * WIDE
            if gap.step not in hurting and -gap.size >= wide:
                at = Location.of(("step", gap.step), ("lane", gap.lane), ("card", gap.card))
                yield self.found(
                    at,
                    step=checked.step_name(gap.step),
                    expected=gap.expected,
                    experienced=gap.experienced,
                )
