"""
A team's own way to score opportunities.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from touchline.model.work import Record


class Formula(Record):
    """
    A calculation over the numbers of an opportunity (P9).

    Args:
        expression: The calculation, such as `value * rice.confidence / effort`.
        better: Whether a higher or a lower outcome is better.
    """

    expression: Annotated[str, Field(min_length=1, max_length=500)]
    better: Literal["higher", "lower"] = "higher"
