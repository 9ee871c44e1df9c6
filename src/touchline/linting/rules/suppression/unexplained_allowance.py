"""
A rule that is switched off without a reason, or that does not exist.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from touchline.document.references import near
from touchline.linting.rule import RULES, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from touchline.diagnostics import Diagnostic
    from touchline.linting.checked import Checked


class UnexplainedAllowance(Rule):
    """
    A rule is switched off without a reason, or there is no such rule.

    Why it matters:
        The reason is the point of an exception: the next reader learns from it why the map is right
        as it is. Without one the rule stays on (warning). A name that no rule has switches nothing
        off and is mostly a slip of the pen (hint).

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
