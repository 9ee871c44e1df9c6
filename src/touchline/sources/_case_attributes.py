"""
What is known about customers, from a table of their own.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
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
from touchline.eventlog.quality import Guess
from touchline.sources._columns import NOTHING_KNOWN, attribute, text_column
from touchline.sources._errors import NothingGuessed
from touchline.sources._guesses import NAMES, normal

if TYPE_CHECKING:
    import numpy.typing as npt

    from touchline.eventlog.columns import Column
    from touchline.eventlog.log import EventLog
    from touchline.sources._raw import Gathered


@dataclass(frozen=True, slots=True)
class _Key:
    column: str
    is_guessed: bool


def with_case_attributes(
    log: EventLog, cases: Gathered, *, key: str | None, case_column: str
) -> EventLog:
    """
    Join what a table says about cases.

    Args:
        log: The log.
        cases: One row a case; of several rows of one case the first counts.
        key: The column that holds the case; None looks for the name it has in the log, then for a
            usual one.
        case_column: The name of the case in the log's source.

    Returns:
        The log with the table's columns as attributes of cases; what finds no partner is counted
        on both sides.

    Raises:
        UnknownColumn: The stated key does not exist.
        NothingGuessed: No column looks like the case.
    """
    chosen = _key(cases, key, case_column)
    ids = text_column(cases.table[chosen.column], NOTHING_KNOWN)
    first_row = np.full(len(ids.vocabulary) + 1, ABSENT, dtype=np.int64)
    # Written backwards, so that the first row of a case is the one that stays.
    first_row[ids.codes[::-1]] = np.arange(len(ids.codes) - 1, -1, -1)
    code_of = {case: code for code, case in enumerate(ids.vocabulary)}
    codes = [code_of.get(case, ABSENT) for case in log.cases]
    rows = (
        np.where(np.asarray(codes, dtype=np.int64) == ABSENT, ABSENT, first_row[codes])
        if codes
        else np.zeros(0, dtype=np.int64)
    )
    matched = {code for code in codes if code != ABSENT}
    is_used = np.isin(ids.codes, list(matched))
    n_known = int(np.count_nonzero(ids.codes != ABSENT))
    guess = Guess(what="cases_key", answer=chosen.column, why="name")
    quality = replace(
        log.quality,
        unmatched_cases=int(np.count_nonzero(rows == ABSENT)),
        unused_case_rows=int(np.count_nonzero(~is_used)),
        repeated_case_rows=n_known - len(ids.vocabulary),
        guesses=(*log.quality.guesses, *([guess] if chosen.is_guessed else [])),
    )
    attributes = {
        name: _looked_up(attribute(cases.table[name]), rows)
        for name in cases.table.column_names
        if name != chosen.column
    }
    return replace(log, case_attributes=MappingProxyType(attributes), quality=quality)


def _key(cases: Gathered, key: str | None, case_column: str) -> _Key:
    names = cases.table.column_names
    if key is not None:
        if key not in names:
            raise UnknownColumn.among(key, names, at="cases_key")
        return _Key(key, is_guessed=False)
    if case_column in names:
        return _Key(case_column, is_guessed=False)
    usual = [name for name in names if normal(name) in NAMES["case"]]
    if not usual:
        raise NothingGuessed.for_role("cases_key", names, cases.origin)
    return _Key(usual[0], is_guessed=True)


def _looked_up(column: Column, rows: npt.NDArray[np.int64]) -> Column:
    # The last place answers for ABSENT, which indexes from the end.
    if isinstance(column, NumberColumn):
        return NumberColumn(np.append(column.values, np.nan)[rows])
    codes = np.append(column.codes, np.int32(ABSENT))[rows]
    return compact(TextColumn(codes, column.vocabulary))
