"""
From a raw table to survey answers, every row on account.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np

from touchline.eventlog.columns import (
    ABSENT,
    NumberColumn,
    TextColumn,
    UnknownColumn,
    compact,
)
from touchline.eventlog.quality import Guess, QualityReport
from touchline.eventlog.survey import UNDATED, Survey
from touchline.sources._columns import NOTHING_KNOWN, attribute, text_column
from touchline.sources._errors import NothingGuessed
from touchline.sources._guesses import NAMES, normal
from touchline.sources._instants import OK, instants
from touchline.units import parse_zone

if TYPE_CHECKING:
    import numpy.typing as npt
    import pyarrow as pa

    from touchline.eventlog.columns import Column
    from touchline.sources._pseudonyms import Disguise
    from touchline.sources._raw import Gathered

#: What the columns of surveys are called, besides what the columns of events are.
_MOMENTS = ("moment", "momen", "moment der reise", "لحظه", "时刻", "時刻")
_RESPONDENTS = ("respondent", "respondentid", "befragte", "responden", "受访者", "受訪者", "پاسخگو")
_USUAL = {
    "case": (*NAMES["case"], *_RESPONDENTS),
    "activity": (*_MOMENTS, *NAMES["activity"]),
    "timestamp": NAMES["timestamp"],
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyRequest:
    """
    What was asked of `read_survey`, whose arguments have the same names.
    """

    respondent: str | None = None
    moment: str | None = None
    timestamp: str | None = None
    zone: str = "UTC"
    time_format: str | None = None
    cases_key: str | None = None
    disguise: Disguise | None = None


def surveyed(raws: Gathered, cases: Gathered | None, request: SurveyRequest) -> Survey:
    """
    Settle which column is what, and build the survey.

    Args:
        raws: The rows.
        cases: A table of customers.
        request: What was stated.

    Returns:
        The survey; a role that no column plays is left open.

    Raises:
        UnknownColumn: A stated column does not exist.
        NothingGuessed: No column of the table of customers looks like their key.
    """
    stated = {
        "case": request.respondent,
        "activity": request.moment,
        "timestamp": request.timestamp,
    }
    settled, guesses = _roles(raws.table, stated)
    disguise = request.disguise
    if disguise is not None:
        disguise.require(raws, cases)
        raws = disguise.over(raws, [settled.get("case")])
    table = raws.table
    n = table.num_rows
    who = _texts(table, settled.get("case"), n)
    columns: dict[str, Column] = {}
    if cases is not None:
        chosen = _key(cases, request.cases_key, settled.get("case"))
        cases = cases if disguise is None else disguise.over(cases, [chosen])
        columns |= _of_customers(who, cases, chosen)
    columns |= {
        name: attribute(table[name])
        for name in table.column_names
        if name not in set(settled.values())
    }
    timestamp = np.full(n, UNDATED, dtype=np.int64)
    if "timestamp" in settled:
        name = settled["timestamp"]
        zone = parse_zone(request.zone)
        read = instants(table[name], zone, time_format=request.time_format, at=name)
        timestamp = np.where(read.state == OK, read.timestamp, UNDATED)
    is_nobody = who.codes == ABSENT
    n_nobody = int(np.count_nonzero(is_nobody))
    respondent = who.codes.astype(np.int64)
    respondent[is_nobody] = len(who.vocabulary) + np.arange(n_nobody)
    return Survey(
        respondent=respondent,
        n_respondents=len(who.vocabulary) + n_nobody,
        moment=_texts(table, settled.get("activity"), n),
        timestamp=timestamp,
        columns=MappingProxyType(columns),
        names=(*who.vocabulary, *[""] * n_nobody),
        zone=request.zone,
        quality=QualityReport(
            n_rows=raws.n_rows,
            n_kept=n,
            drops=raws.drops,
            guesses=guesses,
            zone=request.zone,
            pseudonyms=None if disguise is None else disguise.pseudonyms.mark,
        ),
    )


def _roles(
    table: pa.Table, stated: dict[str, str | None]
) -> tuple[dict[str, str], tuple[Guess, ...]]:
    settled = {role: column for role, column in stated.items() if column is not None}
    for role, column in settled.items():
        if column not in table.column_names:
            raise UnknownColumn.among(column, table.column_names, at=role)
    guesses = []
    for role, usual in _USUAL.items():
        if role in settled:
            continue
        named = {normal(name): name for name in table.column_names if name not in settled.values()}
        found = next((named[word] for word in usual if word in named), None)
        if found is not None:
            settled[role] = found
            guesses.append(Guess(what=role, answer=found, why="name"))
    return settled, tuple(guesses)


def _texts(table: pa.Table, name: str | None, n: int) -> TextColumn:
    if name is None:
        return TextColumn(np.full(n, ABSENT, dtype=np.int32), ())
    return text_column(table[name], NOTHING_KNOWN)


def _key(cases: Gathered, key: str | None, respondent: str | None) -> str:
    """
    Find the column of a table of customers that says who they are.
    """
    names = cases.table.column_names
    if key is not None and key not in names:
        raise UnknownColumn.among(key, names, at="cases_key")
    usual = [name for name in names if normal(name) in NAMES["case"]]
    chosen = key or (respondent if respondent in names else next(iter(usual), None))
    if chosen is None:
        raise NothingGuessed.for_role("cases_key", names, cases.origin)
    return chosen


def _of_customers(who: TextColumn, cases: Gathered, chosen: str) -> dict[str, Column]:
    names = cases.table.column_names
    ids = text_column(cases.table[chosen], NOTHING_KNOWN)
    first_row = np.full(len(ids.vocabulary) + 1, ABSENT, dtype=np.int64)
    # Written backwards, so that the first row of a customer is the one that stays.
    first_row[ids.codes[::-1]] = np.arange(len(ids.codes) - 1, -1, -1)
    # A row without a customer wrote into the last place, which answers for what is not known.
    first_row[ABSENT] = ABSENT
    code_of = {customer: code for code, customer in enumerate(ids.vocabulary)}
    of_code = [first_row[code_of.get(customer, ABSENT)] for customer in who.vocabulary]
    rows = np.asarray([*of_code, ABSENT], dtype=np.int64)[who.codes]
    return {
        name: _looked_up(attribute(cases.table[name]), rows) for name in names if name != chosen
    }


def _looked_up(column: Column, rows: npt.NDArray[np.int64]) -> Column:
    # The last place answers for ABSENT, which indexes from the end.
    if isinstance(column, NumberColumn):
        return NumberColumn(np.append(column.values, np.nan)[rows])
    return compact(TextColumn(np.append(column.codes, np.int32(ABSENT))[rows], column.vocabulary))
