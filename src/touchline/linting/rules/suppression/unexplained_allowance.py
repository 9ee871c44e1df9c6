"""
A rule that is switched off without a reason, or that does not exist.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from touchline.document.acts import set_field
from touchline.document.references import near
from touchline.linting.rule import RULES, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from touchline.diagnostics import Diagnostic
    from touchline.document.edits import Edit
    from touchline.linting.checked import Checked


class UnexplainedAllowance(Rule):
    """
    A rule is switched off without a reason, or there is no such rule.

    Why it matters:
        The reason is the point of an exception: the next reader learns from it why the map is right
        as it is. Without one the rule stays on (warning). A name that no rule has switches nothing
        off and is mostly a slip of the pen (hint).

    Source:
        M5: a finding that is switched off says why.

    Flagged:
        ```yaml
        allow: {too-few-steps: ""}
        ```

    Clean:
        ```yaml
        allow: {too-few-steps: Only the return of goods is told here}
        ```
    """

    requirement: ClassVar[str] = "M5"

    def check(self, checked: Checked) -> Iterator[Diagnostic]:
        """
        Go through everything that a map allows.
        """
        for place in checked.places:
            for rule, reason in place.allowed.items():
                if rule not in RULES:
                    yield self.found(
                        place.at,
                        severity="hint",
                        rule=rule,
                        fault="unknown",
                        suggestion=near(rule, RULES),
                    )
                elif not reason.strip():
                    yield self.found(place.at, rule=rule, fault="reason", suggestion="")

    def mend(self, checked: Checked) -> Iterator[Edit]:
        """
        Take out allowances without a reason, and put right the slips of the pen that have one.
        """
        for place in checked.places:
            for rule, reason in place.allowed.items():
                meant = rule if rule in RULES else near(rule, RULES)
                if not meant or meant in place.allowed.keys() - {rule}:
                    continue
                if not reason.strip():
                    yield set_field(checked.journey, place.at, ("allow", rule), None)
                elif meant != rule:
                    yield set_field(checked.journey, place.at, ("allow", rule), None)
                    yield set_field(checked.journey, place.at, ("allow", meant), reason)
