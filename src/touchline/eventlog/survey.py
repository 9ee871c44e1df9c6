"""
Answers to surveys: what customers said, beside what they did.

A reply is no event. It may be nobody's, as in an anonymous survey; it may be about the whole and
not about a moment; it may lack a date. So it stands in a table of its own, and whatever it lacks is
left open and not left out.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, Self

import numpy as np

from touchline.eventlog.columns import NumberColumn, TextColumn, UnknownColumn, addable
from touchline.eventlog.quality import QualityReport

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy.typing as npt

    from touchline.eventlog.columns import Column
    from touchline.eventlog.log import EventLog

#: The time of a reply of which nobody knows when it was given.
UNDATED: Final = np.iinfo(np.int64).min


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Survey:
    """
    Replies in the order of their source.

    Args:
        respondent: Who replied, as a number from 0; a reply that is nobody's has a number of its
            own.
        n_respondents: How many they are.
        names: What the source calls them, by number; empty for one without a name, and where names
            are not known at all.
        moment: What the reply is about, such as a step; absent when it is about the whole.
        timestamp: When it was given; `UNDATED` where nobody knows.
        columns: Everything else by name: scores, comments, and what is known of the customers.
        zone: The reporting time zone (IANA name), in which days and weeks begin.
        quality: What was read, left out and guessed.

    Shapes:
        r replies; respondent (r,) int64; moment.codes (r,) int32; timestamp (r,) int64.

    Units:
        timestamp is microseconds since 1970-01-01 in UTC.
    """

    respondent: npt.NDArray[np.int64]
    n_respondents: int
    moment: TextColumn
    timestamp: npt.NDArray[np.int64]
    columns: Mapping[str, Column] = field(default_factory=lambda: MappingProxyType({}))
    names: tuple[str, ...] = ()
    zone: str = "UTC"
    quality: QualityReport = field(default_factory=QualityReport)

    @classmethod
    def of_log(cls, log: EventLog) -> Self:
        """
        Take the events of a log for replies, where a log holds answers among its events.

        Args:
            log: The events; their attributes, and those of their cases, become columns.

        Returns:
            One reply an event, about the moment that the activity names.
        """
        case = log.case_of_event
        own = {"channel": log.channel, "value": log.value, **log.attributes}
        columns: dict[str, Column] = {
            name: column.take(case) for name, column in log.case_attributes.items()
        }
        columns.update((name, column) for name, column in own.items() if column is not None)
        return cls(
            respondent=case,
            n_respondents=log.n_cases,
            moment=log.activity,
            timestamp=log.timestamp,
            columns=MappingProxyType(columns),
            zone=log.zone,
            quality=log.quality,
        )

    @property
    def n_replies(self) -> int:
        """
        How many replies there are.
        """
        return len(self.timestamp)

    @property
    def last(self) -> int | None:
        """
        When the last dated reply was given, in microseconds UTC.
        """
        dated = self.timestamp[self.timestamp != UNDATED]
        return int(dated.max()) if len(dated) else None

    def take(self, rows: npt.NDArray[np.intp]) -> Self:
        """
        Choose replies.

        Args:
            rows: Their numbers, in the wanted order.

        Returns:
            A survey of those replies, whose respondents are numbered anew.
        """
        who, respondent = np.unique(self.respondent[rows], return_inverse=True)
        columns = {name: column.take(rows) for name, column in self.columns.items()}
        return replace(
            self,
            respondent=respondent.astype(np.int64),
            n_respondents=len(who),
            moment=self.moment.take(rows),
            timestamp=self.timestamp[rows],
            columns=MappingProxyType(columns),
            names=tuple(self.names[one] for one in who.tolist()) if self.names else (),
        )

    def texts(self, name: str, at: str) -> TextColumn:
        """
        Find a column and read it as texts.

        Args:
            name: Its name.
            at: The option that names it, for errors.

        Returns:
            The column; numbers are written out, whole ones without decimals.

        Raises:
            UnknownColumn: There is no such column.
        """
        column = self._column(name, at)
        if isinstance(column, TextColumn):
            return column
        known = ~np.isnan(column.values)
        different, place = np.unique(column.values[known], return_inverse=True)
        written = [f"{value:g}" for value in different.tolist()]
        order = sorted(range(len(written)), key=written.__getitem__)
        rank = np.empty(len(written), dtype=np.int32)
        rank[order] = np.arange(len(written), dtype=np.int32)
        codes = np.full(self.n_replies, -1, dtype=np.int32)
        codes[known] = rank[place]
        return TextColumn(codes, tuple(written[i] for i in order))

    def numbers(self, name: str, at: str) -> npt.NDArray[np.float64]:
        """
        Find a column and read it as numbers.

        Args:
            name: Its name.
            at: The option that names it, for errors.

        Returns:
            The numbers; NaN where nothing, or no number that can be added, is stated.

        Raises:
            UnknownColumn: There is no such column.
        """
        column = self._column(name, at)
        if not isinstance(column, NumberColumn):
            read = [_number(text) for text in column.vocabulary]
            # The last place answers for ABSENT, which indexes from the end.
            column = NumberColumn(np.asarray([*read, np.nan], dtype=np.float64)[column.codes])
        return addable(column).values

    def _column(self, name: str, at: str) -> Column:
        if name not in self.columns:
            raise UnknownColumn.among(name, self.columns, at=at)
        return self.columns[name]


def _number(text: str) -> float:
    try:
        found = float(text)
    except ValueError:
        return float("nan")
    return found if np.isfinite(found) else float("nan")
