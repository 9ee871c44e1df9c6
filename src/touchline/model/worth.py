"""
What speaks for an opportunity: the numbers that a team states before it chooses.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from touchline.model.structure import Part

#: One way to answer the two questions of Kano's questionnaire.
Attitude = Literal["like", "expect", "neutral", "live-with", "dislike"]

#: What makes a step easier for customers (R-205 to R-208).
Lever = Literal["find", "guide", "inform", "deliver"]

#: A point from 1, little, to 10, much.
Points = Annotated[float, Field(ge=1, le=10)]


class Rice(Part):
    """
    Reach, impact, confidence and effort.

    Args:
        reach: How many customers a quarter it touches; None counts those whom the measured map has
            at its step.
        impact: How much it does for each of them: 3 massive, 2 high, 1 medium, 0.5 low, 0.25
            minimal.
        confidence: How sure the team is, as a share: 1 high, 0.8 medium, 0.5 low.
        effort: How many months of one person it takes.
    """

    reach: Annotated[float, Field(ge=0)] | None = None
    impact: Annotated[float, Field(gt=0, le=10)] | None = None
    confidence: Annotated[float, Field(gt=0, le=1)] | None = None
    effort: Annotated[float, Field(gt=0)] | None = None


class Ice(Part):
    """
    Impact, confidence and ease, each from 1 to 10.

    Args:
        impact: How much it would do.
        confidence: How sure the team is.
        ease: How easily it is done.
    """

    impact: Points | None = None
    confidence: Points | None = None
    ease: Points | None = None


class KanoReply(Part):
    """
    How people would feel about having something and about lacking it.

    Args:
        present: How they would feel if it were there.
        absent: How they would feel if it were not.
        n: How many people answered so.
    """

    present: Attitude
    absent: Attitude
    n: Annotated[int, Field(ge=1)] = 1
