"""
What a map was on a day, under a name that people gave it.
"""

from __future__ import annotations

import datetime as dt

from touchline.model.structure import Id
from touchline.model.work import Record


class Version(Record):
    """
    A named version of a map (R-137).

    Args:
        map: The id of the map.
        kept_at: When it was kept.
        author: Who kept it; empty when nobody said.
        text: The map's file as it was then.
    """

    map: Id
    kept_at: dt.datetime
    author: str = ""
    text: str
