"""
Help that leads nowhere.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from touchline.linting.rule import Rule
from touchline.linting.ways import ways_of
from touchline.location import Location

if TYPE_CHECKING:
    from collections.abc import Iterator

    from touchline.diagnostics import Diagnostic, Severity
    from touchline.linting.checked import Checked


class EndlessRecovery(Rule):
    """
    A way of recovery never leads back to the planned way.

    Why it matters:
        Recovery brings the customer back; a hotline that refers to a form that refers to the
        hotline does not. A loop of recovery steps without a way out is an error and is named; a
        recovery that ends before it comes back to the planned way is a warning. A step of recovery
        that no branch takes further goes on to the next step of the map. On a map without any
        branch, which does not tell yet how its ways hang together, it is a hint.

    Source:
        R-030; Hart, Heskett and Sasser, “The Profitable Art of Service Recovery”, Harvard Business
        Review 68(4), 1990.

    Flagged:
        ```yaml
        stages:
          - id: buy
            name: Buy
            steps:
              - {id: pay, name: I pay}
              - {id: call, name: I call, path: recovery}
              - {id: form, name: I fill in a form, path: recovery}
        branches:
          - {id: b1, kind: recovery, from: pay, to: call}
          - {id: b2, kind: recovery, from: call, to: form}
          - {id: b3, kind: recovery, from: form, to: call}
        ```

    Clean:
        ```yaml
        stages:
          - id: buy
            name: Buy
            steps:
              - {id: pay, name: I pay}
              - {id: call, name: I call, path: recovery}
              - {id: form, name: I fill in a form, path: recovery}
        branches:
          - {id: b1, kind: recovery, from: pay, to: call}
          - {id: b2, kind: recovery, from: call, to: form}
          - {id: b3, kind: recovery, from: form, to: pay}
        ```
    """

    requirement: ClassVar[str] = "R-030"

    def check(self, checked: Checked) -> Iterator[Diagnostic]:
        """
        Follow every recovery back to the planned way.
        """
        ways = ways_of(checked.journey)
        mild: Severity = "warning" if checked.journey.branches else "hint"
        told: set[str] = set()
        starts = [
            ("branch", branch.id, branch.to)
            for branch in checked.journey.branches
            if branch.kind == "recovery"
        ]
        starts += [
            ("step", step.id, step.id) for step in checked.journey.steps if step.path == "recovery"
        ]
        for kind, name, step in starts:
            way = ways.reached([step] if step else [])
            if told.intersection(way) or any(map(ways.is_planned, way)):
                continue
            told.update(way)
            loop = ways.loop(way)
            yield self.found(
                Location.of((kind, name)),
                severity="error" if loop else mild,
                fault="end" if not loop else "itself" if len(loop) == 1 else "loop",
                loop=tuple(checked.step_name(one) for one in loop),
                step=checked.step_name(way[-1]) if way else "none",
            )
