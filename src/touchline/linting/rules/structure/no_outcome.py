"""
A journey without an end.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from touchline.linting.course import FIRST, tells_a_journey
from touchline.linting.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from touchline.diagnostics import Diagnostic, Severity
    from touchline.linting.checked import Checked
    from touchline.model.map import JourneyMap

#: Kinds of journey that end with a purchase or before it (R-090, R-091).
_ENDING_KINDS = frozenset({"purchase", "lead-generation"})

#: Types of map that end with the action of buying (R-076), or tell one channel only (R-077).
_ENDING_TYPES = frozenset({"staged", "channel-based"})


class NoOutcome(Rule):
    """
    No stage tells what comes of it for the customer.

    Why it matters:
        A journey runs to its final result: a purchase, a delivery, a problem that is solved. A map
        that stops before it cannot say whether the journey succeeds. The stages' kinds are looked
        at, once they name any; a milestone at the last planned step is a result too. A map that
        ends with the purchase leaves out the use and the support that follow (hint), unless it is
        about purchase or leads, about one channel, or about the stages of a decision. Not asked are
        blueprints, days in the life, and a map that links to what comes `after` it or to its
        `overview`.

    Source:
        R-002, R-003; Lemon and Verhoef, “Understanding Customer Experience Throughout the Customer
        Journey”, Journal of Marketing 80(6), 2016: before, at and after the purchase.

    Flagged:
        ```yaml
        stages:
          - {id: find, name: Find, kind: awareness, steps: [{id: hear, name: I hear of it}]}
          - {id: choose, name: Choose, kind: consideration, steps: [{id: weigh, name: I compare}]}
        ```

    Clean:
        ```yaml
        stages:
          - {id: find, name: Find, kind: awareness, steps: [{id: hear, name: I hear of it}]}
          - {id: buy, name: Buy, kind: purchase, steps: [{id: order, name: I order}]}
          - {id: use, name: Use, kind: use, steps: [{id: unpack, name: I unpack it}]}
        ```
    """

    requirement: ClassVar[str] = "R-002"

    def check(self, checked: Checked) -> Iterator[Diagnostic]:
        """
        Look for a stage with a result, and for one after the purchase.
        """
        journey = checked.journey
        planned = [step for step in journey.steps if step.path == "main"]
        kinds = [stage.kind for stage in journey.stages if stage.steps]
        if not tells_a_journey(journey, "after") or not any(kinds):
            return
        outcomes = set(kinds) - FIRST - {None}
        if not outcomes and not (planned and planned[-1].is_milestone):
            severity: Severity = "warning" if all(kinds) else "hint"
            yield self.found(severity=severity, fault="missing")
        elif outcomes == {"purchase"} and checked.cards and not _ends_there(journey):
            yield self.found(severity="hint", fault="aftercare")


def _ends_there(journey: JourneyMap) -> bool:
    """
    Tell whether a map may end with the purchase.
    """
    is_partial = any(stage.kind is None for stage in journey.stages)
    return is_partial or journey.kind in _ENDING_KINDS or journey.type in _ENDING_TYPES
