"""
What a log said of a map on a day, kept so that later days can be held against it.
"""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from pydantic import Field

from touchline.model.structure import Id, Part
from touchline.model.work import Record


class KeptFigure(Part):
    """
    One measured number with what it rests on.

    Args:
        figure: Which number, such as `completion` or `time-to-next`.
        step: The id of its step; None for a number of the whole map.
        value: The number.
        low: The lower end of its 95 % interval, where one can be given.
        high: The upper end.
        n: How many customers or events it rests on.
        unit: What it counts.
        is_thin: There was too little data to rely on it.
    """

    figure: Annotated[str, Field(pattern=r"^[a-z][a-z\-]*$")]
    step: Id | None = None
    value: float
    low: float | None = None
    high: float | None = None
    n: Annotated[int, Field(ge=0)]
    unit: Literal["customers", "events", "share", "seconds"]
    is_thin: bool = False


class Measurement(Record):
    """
    The numbers that a log gave for a map at one time (R-137).

    Args:
        map: The id of the map.
        log: The id of the log; None when it is no record of the workspace.
        source: The name of the file that was measured.
        fingerprint: The hash of its events.
        measured_at: When it was measured.
        last: The end of observation.
        n_cases: The customers in the log.
        figures: The numbers.
    """

    map: Id
    log: Id | None = None
    source: str
    fingerprint: str
    measured_at: dt.datetime
    last: dt.datetime | None = None
    n_cases: Annotated[int, Field(ge=0)]
    figures: tuple[KeptFigure, ...] = ()
