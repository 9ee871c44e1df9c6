"""
A map that is taken for finished.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from touchline.document.upkeep import rhythm_days
from touchline.linting.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from touchline.diagnostics import Diagnostic
    from touchline.linting.checked import Checked


class NeverReviewed(Rule):
    """
    A published map has never been reviewed, or nobody said how often it is to be.

    Why it matters:
        A map is a work in progress: look it over every month or every quarter, for gaps and for
        what has changed. A published map that has neither a review behind it nor a rhythm is taken
        for finished (warning); one that was reviewed once has no next time (hint). A rhythm that is
        no duration, such as `90d`, counts as none.

    Flagged:
        ```yaml
        status: published
        ```

    Clean:
        ```yaml
        status: published
        review: {last: 2026-01-12, every: 90d}
        ```
    """

    requirement: ClassVar[str] = "R-228"

    def check(self, checked: Checked) -> Iterator[Diagnostic]:
        """
        Look for a review and a rhythm once the map is published.
        """
        review = checked.journey.review
        has_rhythm = rhythm_days(checked.journey) is not None
        if review.every and not has_rhythm:
            yield self.found(severity="hint", fault="unreadable", every=review.every)
        elif checked.journey.status != "published":
            return
        elif review.last is None:
            yield self.found(fault="rhythm" if has_rhythm else "never", every="")
        elif not has_rhythm:
            yield self.found(severity="hint", fault="once", every="")
