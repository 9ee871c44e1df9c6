"""
A journey told in too few steps.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from touchline.linting.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from touchline.diagnostics import Diagnostic
    from touchline.linting.checked import Checked

#: A journey runs from a first contact through at least one act to a final result.
LEAST = 3

#: All four templates of the field's own sources have five columns.
USUAL = 5


class TooFewSteps(Rule):
    """
    The journey has too few steps.

    Why it matters:
        A map covers every step from the first contact to the final result. With fewer than three
        steps on the planned way there is no middle, and what goes wrong there cannot be seen
        (warning). The templates of the field have five columns; three or four may be a summary of
        something longer (hint). Ways of failure and recovery are not counted: they are detours.

    Source:
        R-220: too few steps is among the mistakes that the field's sources name. The bound is that
        of the sources' templates.

    Flagged:
        ```yaml
        stages:
          - id: buy
            name: Buy
            steps:
              - {id: order, name: I order}
              - {id: pay, name: I pay}
        ```

    Clean:
        ```yaml
        stages:
          - id: choose
            name: Choose
            steps:
              - {id: hear, name: I hear of it}
              - {id: compare, name: I compare}
          - id: buy
            name: Buy
            steps:
              - {id: order, name: I order}
              - {id: pay, name: I pay}
              - {id: unpack, name: I unpack it}
        ```
    """

    requirement: ClassVar[str] = "R-220"

    def check(self, checked: Checked) -> Iterator[Diagnostic]:
        """
        Count the steps of the planned way.
        """
        n = sum(step.path == "main" for step in checked.journey.steps)
        if n < LEAST:
            yield self.found(n=n)
        elif n < USUAL:
            yield self.found(n=n, severity="hint")
