"""
A blueprint that shows only the stage.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from touchline.lanes import LANES
from touchline.linting.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from touchline.diagnostics import Diagnostic
    from touchline.linting.checked import Checked


class MissingBackstage(Rule):
    """
    A service blueprint has no lane for what happens behind the line of visibility.

    Why it matters:
        A blueprint adds to the customer's journey the people, methods, processes and technology
        that deliver it. Without a lane of the backstage or of support it is a journey map under
        another name, and nobody sees where the pain at the front comes from.

    Flagged:
        ```yaml
        type: service-blueprint
        lanes: [{id: actions, kind: actions}]
        ```

    Clean:
        ```yaml
        type: service-blueprint
        lanes: [{id: actions, kind: actions}, {id: behind, kind: backstage}]
        ```
    """

    requirement: ClassVar[str] = "R-044"

    def check(self, checked: Checked) -> Iterator[Diagnostic]:
        """
        Look for a lane behind the line of visibility.
        """
        journey = checked.journey
        if journey.type != "service-blueprint":
            return
        roles = {LANES[lane.kind].role for lane in journey.lanes if lane.kind in LANES}
        if not roles & {"backstage", "support"}:
            yield self.found()
