"""
What a check tells of a map as a whole: how much of it is known, owned and looked over.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from touchline.document.upkeep import Backing, backing, review_due
from touchline.i18n import date_text, percent, translate
from touchline.linting.engine import seen_on
from touchline.linting.ownership import unowned_blocks

if TYPE_CHECKING:
    import datetime as dt

    from touchline.measuring.measured import MeasuredMap
    from touchline.model.map import JourneyMap


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """
    How a map stands.

    Args:
        backing: How many of its filled cells rest on evidence (R-015).
        n_unowned: Stages, steps, lanes and filled cells that nobody answers for (R-025).
        review_due: The day by which it is to be looked over; None when none was set (R-228).
        is_overdue: That day has passed.
    """

    backing: Backing
    n_unowned: int
    review_due: dt.date | None
    is_overdue: bool

    def told(self, language: str = "en") -> str:
        """
        Say it in one line.

        Args:
            language: The reader's language tag.

        Returns:
            The line, without the name of the map.
        """
        return translate(
            "lint.standing",
            language,
            filled=self.backing.filled,
            backed=self.backing.backed,
            share=percent(self.backing.share, language, digits=0),
            unowned=self.n_unowned,
            review="none" if not self.review_due else "overdue" if self.is_overdue else "due",
            due=date_text(self.review_due, language) if self.review_due else "",
        )

    def plain(self) -> dict[str, Any]:
        """
        Give it to a program.

        Returns:
            Names and values as JSON knows them.
        """
        return {
            "cells": self.backing.filled,
            "backed": self.backing.backed,
            "share_backed": self.backing.share if self.backing.filled else None,
            "unowned": self.n_unowned,
            "review_due": self.review_due.isoformat() if self.review_due else None,
            "overdue": self.is_overdue,
        }


def summarise(checked: JourneyMap | MeasuredMap, *, today: dt.date | None = None) -> Summary:
    """
    Sum up how a map stands.

    Args:
        checked: The map.
        today: The day on which it is looked over; None for the day it is here.

    Returns:
        The summary.
    """
    seen = seen_on(checked, today)
    due = review_due(seen.journey)
    return Summary(
        backing=backing(seen.journey),
        n_unowned=len(unowned_blocks(seen)),
        review_due=due,
        is_overdue=due is not None and due < seen.today,
    )
