"""
A map that is made for nothing in particular.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from touchline.linting.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from touchline.diagnostics import Diagnostic, Severity
    from touchline.linting.checked import Checked


class NoObjective(Rule):
    """
    The map has no objective.

    Why it matters:
        Without a goal nobody can tell which steps belong on the map, which pain to treat first and
        whether a change has helped. A blank draft is only reminded of it (hint), a filled one is
        warned, and a published map without a goal is an error: it asks others to act on it.

    Source:
        R-230, R-100; Doran, “There's a S.M.A.R.T. Way to Write Management's Goals and Objectives”,
        Management Review 70(11), 1981.

    Flagged:
        ```yaml
        stages:
          - id: buy
            name: Buy
            steps: [{id: order, name: I order}]
        lanes:
          - id: actions
            kind: actions
            cells:
              - at: order
                cards: [{id: a1, text: Orders by phone}]
        ```

    Clean:
        ```yaml
        objective:
          statement: Win a second order from more first-time customers
        stages:
          - id: buy
            name: Buy
            steps: [{id: order, name: I order}]
        ```
    """

    requirement: ClassVar[str] = "R-230"

    def check(self, checked: Checked) -> Iterator[Diagnostic]:
        """
        Look for a statement of the objective.
        """
        journey = checked.journey
        if journey.objective is not None and journey.objective.statement:
            return
        severity: Severity = "warning"
        if journey.status == "published":
            severity = "error"
        elif not checked.cards:
            severity = "hint"
        yield self.found(severity=severity, status=journey.status)
