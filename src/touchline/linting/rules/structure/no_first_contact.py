"""
A journey that begins in the middle.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from touchline.linting.course import FIRST, tells_a_journey
from touchline.linting.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from touchline.diagnostics import Diagnostic, Severity
    from touchline.linting.checked import Checked

#: Kinds of journey that begin with people who are customers already (R-092, R-093).
_OF_CUSTOMERS = frozenset({"engagement", "retention"})


class NoFirstContact(Rule):
    """
    No stage tells how the customer first meets the company.

    Why it matters:
        A journey runs from the first contact to the final result. Where it begins in the middle,
        nobody sees what customers were promised, nor those who never came so far. Stages say by
        their `kind` what they are: before a purchase, one of awareness or consideration is looked
        for. While some stages name no kind it is a hint, and where none does, only that. Not asked
        are journeys that begin with customers: engagement, retention and those without a purchase;
        blueprints, days in the life, and a map that links to what comes `before` it or to its
        `overview`.

    Source:
        R-002, R-004; Lemon and Verhoef, “Understanding Customer Experience Throughout the Customer
        Journey”, Journal of Marketing 80(6), 2016: before, at and after the purchase.

    Flagged:
        ```yaml
        stages:
          - {id: buy, name: Buy, kind: purchase, steps: [{id: order, name: I order}]}
          - {id: use, name: Use, kind: use, steps: [{id: unpack, name: I unpack it}]}
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
        Look for a stage in which customers get to know the company.
        """
        journey = checked.journey
        if journey.kind in _OF_CUSTOMERS or not tells_a_journey(journey, "before"):
            return
        kinds = [stage.kind for stage in journey.stages if stage.steps]
        if not any(kinds):
            if checked.cards and kinds:
                yield self.found(severity="hint", fault="unknown")
        elif "purchase" in kinds and not FIRST & set(kinds):
            severity: Severity = "warning" if all(kinds) else "hint"
            yield self.found(severity=severity, fault="missing")
