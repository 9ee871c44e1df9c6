"""
Evidence from another time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from touchline.document import freshness
from touchline.document.upkeep import rhythm_days
from touchline.linting.rule import Rule

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from touchline.diagnostics import Diagnostic, Severity
    from touchline.linting.checked import Checked


class StaleEvidence(Rule):
    """
    What stands behind cards is old.

    Why it matters:
        Customers, shops and competitors change, and a map keeps telling how it was. Evidence is
        stale after two years. On a map that is reviewed it keeps from one review to the next: when
        the map was not looked over in time, evidence older than the rhythm is stale too. A card is
        as fresh as its latest evidence; evidence without a date is not judged. All stale cards are
        told in one finding, a warning once the map is published.

    Source:
        R-015, R-138, M3. The two years are Touchline's own.

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
                    evidence: [{grade: quoted, source: Interviews, date: 2011-05-04}]
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
                    evidence: [{grade: quoted, source: Interviews, date: 9999-01-01}]
        ```
    """

    severity = "hint"
    requirement: ClassVar[str] = "R-015"

    def check(self, checked: Checked) -> Iterator[Diagnostic]:
        """
        Find the cards whose latest evidence is too old.
        """
        begin = first_fresh(checked)
        stale = []
        for lane, cell, card in checked.cards:
            latest = freshness.latest_evidence(card)
            if latest is not None and latest < begin:
                at = checked.place_of(lane, cell, card)
                if not checked.places.allows(self.name, at):
                    stale.append(latest)
        if stale:
            is_published = checked.journey.status == "published"
            severity: Severity = "warning" if is_published else "hint"
            yield self.found(severity=severity, n=len(stale), oldest=min(stale))


def first_fresh(checked: Checked) -> dt.date:
    """
    Find the first day from which evidence is still fresh.

    Args:
        checked: The map on the day on which it is looked over.

    Returns:
        The day.
    """
    journey = checked.journey
    return freshness.first_fresh(
        checked.today, last_review=journey.review.last, rhythm_days=rhythm_days(journey)
    )
