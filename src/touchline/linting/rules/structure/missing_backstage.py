"""
A blueprint that shows only the stage.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from touchline.document.acts import free_id, ids
from touchline.document.edits import InsertItem
from touchline.lanes import LANES
from touchline.linting.rule import Rule
from touchline.location import Location

if TYPE_CHECKING:
    from collections.abc import Iterator

    from touchline.diagnostics import Diagnostic
    from touchline.document.edits import Edit
    from touchline.linting.checked import Checked


class MissingBackstage(Rule):
    """
    A service blueprint has no lane for what happens behind the line of visibility.

    Why it matters:
        A blueprint adds to the customer's journey the people, methods, processes and technology
        that deliver it. Without a lane of the backstage or of support it is a journey map under
        another name, and nobody sees where the pain at the front comes from.

    Source:
        R-044; Shostack, “Designing Services That Deliver”, Harvard Business Review 62(1), 1984;
        Bitner, Ostrom and Morgan, “Service Blueprinting”, California Management Review 50(3), 2008.

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

    def mend(self, checked: Checked) -> Iterator[Edit]:
        """
        Add an empty lane for the backstage below the others.
        """
        if any(True for _ in self.check(checked)):
            lanes = checked.journey.lanes
            name = free_id("backstage", ids(checked.journey), "backstage")
            yield InsertItem(
                at=Location(),
                kind="lane",
                item={"id": name, "kind": "backstage"},
                after=lanes[-1].id if lanes else None,
            )
