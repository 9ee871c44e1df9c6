"""
A failure from which nobody helps the customer back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from touchline.linting.rule import Rule
from touchline.linting.ways import Ways, ways_of
from touchline.location import Location

if TYPE_CHECKING:
    from collections.abc import Iterator

    from touchline.diagnostics import Diagnostic, Severity
    from touchline.linting.checked import Checked

#: Branches that bring the customer back.
_HELPING = frozenset({"recovery", "loop"})


class DeadEndFailure(Rule):
    """
    A way of failure leads to no recovery.

    Why it matters:
        Things go wrong on every journey; what decides whether the customer stays is what follows.
        A failure that leads on to no step or branch of recovery, nor back to the planned way, is
        the end of the journey. When that is meant, allow the rule with the reason. On a map without
        any branch, which does not tell yet how its ways hang together, it is a hint.

    Source:
        R-029, R-030; Hart, Heskett and Sasser, “The Profitable Art of Service Recovery”, Harvard
        Business Review 68(4), 1990.

    Flagged:
        ```yaml
        stages:
          - id: buy
            name: Buy
            steps:
              - {id: order, name: I order}
              - {id: pay, name: I pay}
              - {id: declined, name: My card is declined, path: failure}
        branches: [{id: b1, kind: failure, from: pay, to: declined}]
        ```

    Clean:
        ```yaml
        stages:
          - id: buy
            name: Buy
            steps:
              - {id: order, name: I order}
              - {id: pay, name: I pay}
              - {id: declined, name: My card is declined, path: failure}
              - {id: call, name: I call and pay by invoice, path: recovery}
        branches:
          - {id: b1, kind: failure, from: pay, to: declined}
          - {id: b2, kind: recovery, from: declined, to: call}
          - {id: b3, kind: recovery, from: call, to: order}
        ```
    """

    requirement: ClassVar[str] = "R-029"

    def check(self, checked: Checked) -> Iterator[Diagnostic]:
        """
        Follow every failure.
        """
        ways = ways_of(checked.journey)
        helped = {one.origin for one in checked.journey.branches if one.kind in _HELPING}
        severity: Severity = "warning" if checked.journey.branches else "hint"
        met: set[str] = set()
        for branch in checked.journey.branches:
            if branch.kind != "failure":
                continue
            way = ways.reached([branch.to] if branch.to else [])
            met.update(way)
            if branch.origin not in helped and not _is_helped(ways, way, helped):
                at = Location.of(("branch", branch.id))
                yield self.found(at, step=checked.step_name(branch.to or branch.origin))
        for step in checked.journey.steps:
            if step.path == "failure" and step.id not in met:
                way = ways.reached([step.id])
                met.update(way)
                if not _is_helped(ways, way, helped):
                    at = Location.of(("step", step.id))
                    yield self.found(at, severity=severity, step=checked.said(step.name))


def _is_helped(ways: Ways, way: tuple[str, ...], helped: set[str]) -> bool:
    return any(step in helped or ways.steps[step].path != "failure" for step in way)
