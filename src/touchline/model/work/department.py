"""
The departments that answer for parts of a journey.
"""

from __future__ import annotations

from touchline.model.text import LocalText
from touchline.model.work import Record


class Department(Record):
    """
    A department of the company, named by the blocks of maps that it answers for (R-043).

    Args:
        purpose: What it does for customers.
        contact: How to reach it.
    """

    purpose: LocalText | None = None
    contact: str | None = None
