"""
The people and groups on whom the work on journeys depends.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from touchline.model.structure import Id
from touchline.model.text import LocalText
from touchline.model.work import Record

#: How a stakeholder is met, by power and interest.
Dealing = Literal["work-together", "keep-satisfied", "keep-informed", "watch"]

#: From this power or interest on it counts as high; 3 of 5 is the middle.
_HIGH = 3

Rank = Annotated[int, Field(ge=1, le=5)]


class Stakeholder(Record):
    """
    Somebody who can move the programme forward or hold it up (P18).

    Args:
        role: The part they play.
        wants: What they want of it.
        power: How much they can decide, from 1 to 5.
        interest: How much it concerns them, from 1 to 5.
        attitude: How they stand to it; None when nobody has asked.
        maps: The ids of the maps that concern them.
        contact: How to reach them.
    """

    role: LocalText | None = None
    wants: LocalText | None = None
    power: Rank
    interest: Rank
    attitude: Literal["against", "doubtful", "neutral", "for", "driving"] | None = None
    maps: tuple[Id, ...] = ()
    contact: str | None = None

    @property
    def dealing(self) -> Dealing:
        """
        How they are met, by the grid of power and interest after Mendelow.

        The middle counts as high, so that nobody is passed over by mistake. The grid: Mendelow,
        “Environmental scanning: the impact of the stakeholder concept”, ICIS 1981; as a two by two
        in Johnson and Scholes, “Exploring Corporate Strategy”, 1993.
        """
        is_mighty, is_concerned = self.power >= _HIGH, self.interest >= _HIGH
        if is_mighty:
            return "work-together" if is_concerned else "keep-satisfied"
        return "keep-informed" if is_concerned else "watch"
