"""
A map whose review is late.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from touchline.document.upkeep import review_due
from touchline.linting.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from touchline.diagnostics import Diagnostic, Severity
    from touchline.linting.checked import Checked


class ReviewOverdue(Rule):
    """
    The review of the map is overdue.

    Why it matters:
        The team has said how often it looks the map over, and that day has passed. Until then
        readers cannot tell which cells still hold. On a draft it is a reminder (hint).

    Source:
        R-228, R-138: a map is a work in progress, reviewed monthly or quarterly.

    Flagged:
        ```yaml
        status: published
        review: {last: 2011-01-12, every: 90d}
        ```

    Clean:
        ```yaml
        status: published
        review: {last: 9999-01-01, every: 90d}
        ```
    """

    requirement: ClassVar[str] = "R-228"

    def check(self, checked: Checked) -> Iterator[Diagnostic]:
        """
        Hold the day on which the next review is due against today.
        """
        due = review_due(checked.journey)
        if due is not None and due < checked.today:
            severity: Severity = "warning" if checked.journey.status == "published" else "hint"
            yield self.found(severity=severity, due=due)
