"""
What a team wants to reach with maps, told before there is any.
"""

from __future__ import annotations

import datetime as dt
from typing import Literal

from touchline.model.structure import Id
from touchline.model.text import LocalText
from touchline.model.work import Record


class Objective(Record):
    """
    Why maps are made, about whom and on which experience (R-100); its title says what shall change.

    Args:
        why: Which aim of the company it serves.
        personas: The ids of the personas whom it is about, the one whose perspective counts first.
        experience: The experience of these customers that it concerns.
        known: What is known of that experience.
        breadth: Whether it concerns the whole experience or a part (R-102); None when nobody said.
        goal: What the maps shall achieve, by the name of one of the chooser's goals.
        business: What the company does, by the name of one of the chooser's businesses.
        departments: The departments that it concerns.
        touchpoints: The ids of the touchpoints that it concerns whatever its words say.
        metric: How it is measured, as the catalogue calls the metric.
        unit: What the values count: a share in [0, 1], seconds, or a plain number.
        baseline: The value when the work began.
        target: The value to reach.
        due: By when.
        maps: The ids of the maps that were made for it, the largest first.
    """

    why: LocalText | None = None
    personas: tuple[Id, ...] = ()
    experience: LocalText | None = None
    known: Literal["nothing", "team", "research", "events"] | None = None
    breadth: Literal["broad", "specific"] | None = None
    goal: str | None = None
    business: str | None = None
    departments: tuple[str, ...] = ()
    touchpoints: tuple[Id, ...] = ()
    metric: LocalText | None = None
    unit: Literal["number", "share", "seconds"] = "number"
    baseline: float | None = None
    target: float | None = None
    due: dt.date | None = None
    maps: tuple[Id, ...] = ()
