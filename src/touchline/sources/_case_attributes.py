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
    from collections.abc import Mapping, Sequence

    import numpy.typing as npt

    from touchline.eventlog.columns import Column
    from touchline.eventlog.log import EventLog
    from touchline.eventlog.quality import QualityReport
    from touchline.sources._pseudonyms import Disguise
    from touchline.sources._raw import Gathered


@dataclass(frozen=True, slots=True)
class _Key:
    column: str
    is_guessed: bool


def with_case_attributes(log: EventLog, about: About) -> EventLog:
    """
    Join what a table says about cases.

    Args:
        log: The log.
        about: The table.

    Returns:
        The log with the table's columns as attributes of cases; what finds no partner is counted
        on both sides.
    """
    rows = about.rows_of(log.cases)
    attributes = {name: _looked_up(column, rows) for name, column in about.columns.items()}
    quality = about.account(log.quality)
    return replace(log, case_attributes=MappingProxyType(attributes), quality=quality)


class About:
    """
    What a table says about cases, and how much of it the log asked for.

    Args:
        ids: The case of each row.
        columns: The other columns.
        guess: The column that was taken for the case without being told.
    """

    def __init__(self, ids: TextColumn, columns: Mapping[str, Column], guess: Guess | None) -> None:
        self.columns, self._guess = columns, guess
        n = len(ids.vocabulary)
        first = np.full(n + 1, ABSENT, dtype=np.int64)
        # Written backwards, so that the first row of a case is the one that stays.
        first[ids.codes[::-1]] = np.arange(len(ids.codes) - 1, -1, -1)
        self.first_row = dict(zip(ids.vocabulary, first[:n].tolist(), strict=True))
        self._ids = ids
        self._is_matched = np.zeros(len(ids.codes), dtype=np.bool_)
        self._asked: list[tuple[int, int]] = []

    @classmethod
    def of(
        cls,
        cases: Gathered,
        *,
        key: str | None,
        case_column: str,
        disguise: Disguise | None = None,
    ) -> About:
        """
        Read a table of cases.

        Args:
            cases: One row a case; of several rows of one case the first counts.
            key: The column that holds the case; None looks for the name it has in the log, then
                for a usual one.
            case_column: The name of the case in the log's source.
            disguise: Puts pseudonyms in the place of ids.

        Returns:
            What it says.

        Raises:
            UnknownColumn: The stated key does not exist.
            NothingGuessed: No column looks like the case.
        """
        chosen = _key(cases, key, case_column)
        guess = Guess(what="cases_key", answer=chosen.column, why="name")
        if disguise is not None:
            cases = disguise.over(cases, [chosen.column])
        columns = {
            name: attribute(cases.table[name])
            for name in cases.table.column_names
            if name != chosen.column
        }
        ids = text_column(cases.table[chosen.column], NOTHING_KNOWN)
        return cls(ids, columns, guess if chosen.is_guessed else None)

    def rows_of(self, cases: Sequence[str]) -> npt.NDArray[np.int64]:
        """
        Find cases of the log, each asked for once.

        Args:
            cases: Their ids.

        Returns:
            The row of each, `ABSENT` where the table does not know it.
        """
        rows = np.asarray([self.first_row.get(case, ABSENT) for case in cases], dtype=np.int64)
        found = rows[rows != ABSENT]
        self._is_matched[found] = True
        self._asked.append((len(rows), len(found)))
        return rows

    @property
    def matched(self) -> tuple[npt.NDArray[np.intp], tuple[tuple[int, int], ...]]:
        """
        The rows that were found so far, and how many cases each asking named and found.
        """
        return np.flatnonzero(self._is_matched), tuple(self._asked)

    def include(self, rows: npt.NDArray[np.intp], asked: tuple[tuple[int, int], ...]) -> None:
        """
        Take note of what was asked elsewhere.

        Args:
            rows: The rows that were found there.
            asked: How many cases each asking named and found.
        """
        self._is_matched[rows] = True
        self._asked += asked

    def account(self, quality: QualityReport) -> QualityReport:
        """
        Count what found no partner.

        Args:
            quality: The account so far.

        Returns:
            The account.
        """
        ids = self._ids
        is_used = np.zeros(len(ids.vocabulary) + 1, dtype=np.bool_)
        is_used[ids.codes[self._is_matched]] = True
        n_known = int(np.count_nonzero(ids.codes != ABSENT))
        return replace(
            quality,
            unmatched_cases=sum(n_asked - n_found for n_asked, n_found in self._asked),
            unused_case_rows=int(np.count_nonzero(~is_used[ids.codes])),
            repeated_case_rows=n_known - len(ids.vocabulary),
            guesses=(*quality.guesses, *([self._guess] if self._guess else [])),
        )


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
