"""
Evidence from people who never buy.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from touchline.lanes import LANES
from touchline.linting.rule import Rule
from touchline.location import Location

if TYPE_CHECKING:
    from collections.abc import Iterator

    from touchline.diagnostics import Diagnostic
    from touchline.linting.checked import Checked
    from touchline.model.structure import Evidence

#: Whose word counts as the customer's.
_RIGHT = frozenset({"customers", "prospects"})

#: The lanes that show the company's side, of which employees know best.
_COMPANY = frozenset({"frontstage", "backstage", "support", "evidence"})


class NotCustomers(Rule):
    """
    Evidence comes from people who are neither customers nor prospects.

    Why it matters:
        Only those who have dealt with the company, or mean to, can say what it is like. Employees
        and passers-by tell what they believe it is like. A piece of evidence that says who was
        asked, and names nobody of them, is a warning; one that mixes customers with strangers to
        the journey is a hint to tell them apart. Evidence that does not say who was asked, and a
        count from a log, is not questioned; nor is what employees say of their own work, in the
        lanes of the frontstage and behind it.

    Source:
        R-226, R-111; Groves and others, “Survey Methodology”, 2nd edition, Wiley 2009, chapter 3
        (coverage).

    Flagged:
        ```yaml
        stages: [{id: buy, name: Buy, steps: [{id: order, name: I order}]}]
        lanes:
          - id: thoughts
            kind: thoughts
            cells:
              - at: order
                cards:
                  - id: t1
                    text: Will it come in time?
                    evidence: [{grade: quoted, source: Sales meeting, participants: [employees]}]
        ```

    Clean:
        ```yaml
        stages: [{id: buy, name: Buy, steps: [{id: order, name: I order}]}]
        lanes:
          - id: thoughts
            kind: thoughts
            cells:
              - at: order
                cards:
                  - id: t1
                    text: Will it come in time?
                    evidence: [{grade: quoted, source: Interviews, participants: [customers]}]
        ```
    """

    requirement: ClassVar[str] = "R-226"

    def check(self, checked: Checked) -> Iterator[Diagnostic]:
        """
        Go through the evidence of cards and personas.
        """
        for persona in checked.journey.personas:
            at = Location.of(("persona", persona.id))
            yield from self._among(checked, at, persona.evidence, _RIGHT)
        for lane, cell, card in checked.cards:
            if card.evidence:
                at = checked.place_of(lane, cell, card)
                is_ours = lane.kind in LANES and LANES[lane.kind].role in _COMPANY
                right = _RIGHT | {"employees"} if is_ours else _RIGHT
                yield from self._among(checked, at, card.evidence, right)

    def _among(
        self,
        checked: Checked,
        at: Location,
        evidence: tuple[Evidence, ...],
        right: frozenset[str],
    ) -> Iterator[Diagnostic]:
        for item in evidence:
            asked = set(item.participants)
            if not asked or item.grade == "measured" or asked <= right:
                continue
            source = checked.said(item.source)
            if asked & right:
                yield self.found(at, severity="hint", source=source, mixed="yes")
            else:
                yield self.found(at, source=source, mixed="no")
