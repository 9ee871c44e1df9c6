"""
Surveys as a person writes them, and the invented shop's.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import yaml

import touchline.samples
from touchline.sources import read_survey

if TYPE_CHECKING:
    from touchline.eventlog.survey import Survey

SHOP = Path(touchline.samples.__file__).parent / "invented_shop"


def survey_of(replies: list[dict[str, Any]]) -> Survey:
    """
    Build a survey from replies, which may lack any column.
    """
    names = list(dict.fromkeys(name for reply in replies for name in reply))
    columns = {name: pa.array([reply.get(name) for reply in replies]) for name in names}
    return read_survey(pa.table(columns))


@cache
def shop_survey() -> Survey:
    """
    Read the replies to the invented shop, joined to its customers.
    """
    return read_survey(SHOP / "answers.csv", cases=SHOP / "customers.csv")


@cache
def truth() -> dict[str, Any]:
    """
    Read what was counted there row by row, without Touchline.
    """
    read: dict[str, dict[str, Any]] = yaml.safe_load((SHOP / "truth.yaml").read_text("utf-8"))
    return read["counted"]
