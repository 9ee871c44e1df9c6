"""
A map that is published before it can be understood.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from touchline.linting.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from touchline.diagnostics import Diagnostic
    from touchline.linting.checked import Checked


class UnreadyPublication(Rule):
    """
    The map is published without its scenario or the customer's goal.

    Why it matters:
        Readers who were not there when the map was made need the concrete scene and what the
        customer wants to reach in it; without them each reads another journey into the same steps.
        A draft may still lack both. The objective is something else: it says what the company wants
        from the map.

    Source:
        R-021; Gibbons, “Journey Mapping 101”, Nielsen Norman Group, 2018: actor, then scenario and
        expectations.

    Flagged:
        ```yaml
        status: published
        scenario: On a Sunday evening Ana needs a present by Tuesday.
        ```

    Clean:
        ```yaml
        status: published
        scenario: On a Sunday evening Ana needs a present by Tuesday.
        goal: To hold the present in her hands on Tuesday
        ```
    """

    severity = "error"
    requirement: ClassVar[str] = "R-021"

    def check(self, checked: Checked) -> Iterator[Diagnostic]:
        """
        Look for scenario and goal once the map is published.
        """
        journey = checked.journey
        if journey.status != "published":
            return
        lacks = [name for name in ("scenario", "goal") if not getattr(journey, name)]
        if lacks:
            yield self.found(lacks=lacks[0] if len(lacks) == 1 else "both")
