"""
What the departments concerned say of a map, and what was made of it.
"""

from __future__ import annotations

import datetime as dt
from typing import Literal

from touchline.model.structure import Id, Part
from touchline.model.text import LocalText
from touchline.model.work import Record


class Remark(Part):
    """
    One answer to what was asked.

    Args:
        text: What was said.
        by: Who said it.
        date: When.
        stance: Whether it agrees with the map, wants it changed, or disagrees.
    """

    text: LocalText
    by: str
    date: dt.date
    stance: Literal["agrees", "adjust", "disagrees"] = "adjust"


class Acknowledgement(Part):
    """
    What was made of the answers.

    Args:
        text: What was made of them, and why.
        by: Who says so.
        date: When.
    """

    text: LocalText
    by: str
    date: dt.date


class Feedback(Record):
    """
    A question to a department about a map that concerns it (R-134).

    Args:
        map: The id of the map.
        about: What it is about, as a place in the map such as `step:pay`; empty for all of it.
        asks: The id or the name of the department that is asked.
        question: What is asked.
        asked: When.
        due: By when an answer is hoped for.
        remarks: The answers, the first first.
        acknowledged: What was made of them; None until somebody has told those who answered.
    """

    map: Id
    about: str = ""
    asks: str
    question: LocalText | None = None
    asked: dt.date
    due: dt.date | None = None
    remarks: tuple[Remark, ...] = ()
    acknowledged: Acknowledgement | None = None

    @property
    def status(self) -> Literal["asked", "answered", "acknowledged"]:
        """
        How far it has come.
        """
        if self.acknowledged is not None:
            return "acknowledged"
        return "answered" if self.remarks else "asked"
