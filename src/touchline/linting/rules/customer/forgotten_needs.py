"""
A map that knows what customers do, but not what they need.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from touchline.linting.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from touchline.diagnostics import Diagnostic
    from touchline.linting.checked import Checked

#: The kinds of lane whose cards say what the customer needs.
_KINDS = frozenset({"needs", "wants", "expectations"})


class ForgottenNeeds(Rule):
    """
    The map says nowhere what the customer needs.

    Why it matters:
        A journey that lists acts and touchpoints without needs describes the company's process.
        Which step is too much and which is missing shows only against what the customer wants to
        reach. A need or goal of the persona, or one card in a lane of needs, wants or expectations,
        is enough; a map without any card is not asked yet.

    Source:
        R-222, R-010, R-013: forgetting what the customer needs is among the mistakes that the
        field's sources name.

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
          - id: needs
            kind: needs
            cells:
              - at: order
                cards: [{id: n1, text: To know when it arrives}]
        ```
    """

    requirement: ClassVar[str] = "R-222"

    def check(self, checked: Checked) -> Iterator[Diagnostic]:
        """
        Look for a need on the map and in the personas.
        """
        kinds = {lane.kind for lane, _, _ in checked.cards}
        is_known = any(one.needs or one.goals for one in checked.journey.personas)
        if kinds and not kinds & _KINDS and not is_known:
            yield self.found()
