"""
A map that is taken for finished.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from touchline.document.acts import set_field
from touchline.document.upkeep import rhythm_days
from touchline.linting.rule import Rule
from touchline.location import Location

if TYPE_CHECKING:
    from collections.abc import Iterator

    from touchline.diagnostics import Diagnostic
    from touchline.document.edits import Edit
    from touchline.linting.checked import Checked

#: How people write a rhythm, and what it is in days.
_RHYTHMS = {
    "daily": 1, "täglich": 1, "harian": 1, "每天": 1, "روزانه": 1,
    "weekly": 7, "wöchentlich": 7, "mingguan": 7, "每周": 7, "每週": 7, "هفتگی": 7,
    "monthly": 30, "monatlich": 30, "bulanan": 30, "每月": 30, "ماهانه": 30,
    "quarterly": 91, "vierteljährlich": 91, "suku tahunan": 91, "每季": 91, "每季度": 91,
    "سه‌ماهه": 91, "فصلی": 91,
    "yearly": 365, "annually": 365, "jährlich": 365, "tahunan": 365, "每年": 365, "سالانه": 365,
}  # fmt: skip


class NeverReviewed(Rule):
    """
    A published map has never been reviewed, or nobody said how often it is to be.

    Why it matters:
        A map is a work in progress: look it over every month or every quarter, for gaps and for
        what has changed. A published map that has neither a review behind it nor a rhythm is taken
        for finished (warning); one that was reviewed once has no next time (hint). A rhythm that is
        no duration, such as `90d`, counts as none.

    Source:
        R-228, R-138: a map is a work in progress, reviewed monthly or quarterly.

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

    def mend(self, checked: Checked) -> Iterator[Edit]:
        """
        Write a rhythm in words, such as `monthly`, as the duration that it means.
        """
        every = checked.journey.review.every or ""
        days = _RHYTHMS.get(" ".join(every.casefold().split()))
        if days is not None and rhythm_days(checked.journey) is None:
            yield set_field(checked.journey, Location(), ("review", "every"), f"{days}d")
