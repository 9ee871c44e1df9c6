"""
Reading columns batch by batch, as they would be read in one piece.

What a column is gets decided on the first batches and stays; what cannot be known before the end,
such as whether texts all are numbers, is settled when the buckets are written.
"""

from __future__ import annotations

from collections import Counter
from copy import deepcopy
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from touchline.compiled.ids import content_of, in_arrow
from touchline.eventlog.build import compacted
from touchline.eventlog.columns import ABSENT, NumberColumn, TextColumn
from touchline.eventlog.quality import N_EXAMPLES, Drop, QualityReport
from touchline.sources._columns import (
    NOTHING_KNOWN,
    as_numbers,
    as_text,
    attribute,
    has_decimal_comma,
    in_one_piece,
    is_numeric,
    is_plain,
    looked_up,
    numbers,
    text_column,
)
from touchline.sources._errors import AmbiguousTime
from touchline.sources._instants import Instants, instants, is_day_precise
from touchline.sources._raw import gathered
from touchline.sources._sift import Reader, quarantined

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from zoneinfo import ZoneInfo

    import numpy.typing as npt

    from touchline.eventlog.build import EventColumns
    from touchline.eventlog.columns import Column
    from touchline.sources._guesses import Roles
    from touchline.sources._pseudonyms import Disguise
    from touchline.sources._raw import Gathered, Raw

#: How a form that was found out is stated for the batches that follow.
_STATED = {
    "day-first": "D/M/Y",
    "month-first": "M/D/Y",
    "year-first": "Y/M/D",
    "seconds": "s",
    "milliseconds": "ms",
    "microseconds": "us",
    "nanoseconds": "ns",
}
#: Stands in for a column while the others are made smaller.
_NOBODY = TextColumn(np.zeros(0, dtype=np.int32), ())
#: What `str.strip` takes for blank.
_BLANK = (
    "\t\n\v\f\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007"
    "\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"
)
#: Whether a text that begins with this byte may be blank or stand for nothing.
_MAY_BE_NOTHING = np.asarray(
    [
        not 0x20 < octet < 0x7F or any(text.encode()[0] == octet for text in NOTHING_KNOWN)  # noqa: PLR2004 (the visible part of ASCII)
        for octet in range(256)
    ]
)
#: In this order rows are left out.
_REASONS = (
    "ragged-row", "missing-timestamp", "unparsable-timestamp", "timestamp-out-of-range",
    "missing-activity", "repeated-event-id", "repeated-row", "dropped-by-activity-map", "bot",
)  # fmt: skip


class Stream(Reader):
    """
    Turns batch after batch into events.

    Args:
        sample: The first rows of every origin.
        settled: Which column is what.
        zone: Whose clock times without a zone are read from.
        time_format: How times are written, where that was stated.
        ahead: Reads all batches from the beginning.
        disguise: Puts pseudonyms in the place of ids.
    """

    def __init__(
        self,
        sample: Gathered,
        settled: Roles,
        zone: ZoneInfo,
        time_format: str | None,
        ahead: Iterable[Raw],
        *,
        disguise: Disguise | None = None,
    ) -> None:
        super().__init__(zone, time_format, disguise)
        self.settled, self._ahead = settled, ahead
        self.origin, self.n_rows, self.n_before = sample.origin, 0, 0
        #: Attributes that stay texts whatever they hold.
        self.fixed = {settled.columns.get("channel"), "session" * ("session" in settled.columns)}
        #: Attributes of which some batch holds numbers alone.
        self.numeric: set[str] = set()
        #: Every activity of any row, those of rows that are left out included.
        self.activities: set[str] = set()
        value = settled.columns.get("value")
        self._has_comma = value is not None and has_decimal_comma(sample.table[value])
        self._formats: dict[str, str | None] = {}
        self._dates: Counter[str] = Counter()
        self.reports: list[QualityReport] = []

    @property
    def is_day_precise(self) -> bool:
        """
        All times so far are dates.
        """
        found = self._dates
        return is_day_precise(found["read"], found["dates"], found["midnights"])

    def events(self, raw: Raw) -> EventColumns:
        """
        Turn a batch into events.

        Args:
            raw: The rows that follow those before.

        Returns:
            Its events; the account of its rows is kept.
        """
        table = raw.table
        for name in self.settled.columns.values():
            if name not in table.column_names:
                table = table.append_column(name, pa.nulls(table.num_rows))
        batch = gathered([replace(raw, table=table)], self.n_before + self.n_rows)
        self.n_rows += batch.n_rows
        sifted, times = quarantined(batch, self.settled, self)
        self._dates.update(read=times.n_read, dates=times.n_dates, midnights=times.n_midnights)
        self.reports.append(sifted.quality)
        self.activities.update(sifted.columns.activity.vocabulary)
        return _compact(sifted.columns)

    def primed(self, raw: Raw) -> tuple[Stream, QualityReport]:
        """
        Learn from the first batch how times are written, and read nothing.

        Args:
            raw: The first batch.

        Returns:
            A stream at the beginning that knows it, and the account that says what was guessed.
        """
        probe, fresh = deepcopy(self), deepcopy(self)
        probe.events(raw)
        fresh._formats = dict(probe._formats)  # noqa: SLF001 (one of its own kind)
        return fresh, probe.reports[0]

    def include(self, other: Stream) -> None:
        """
        Take note of rows that were read elsewhere and follow those so far.

        Args:
            other: The stream that read them, from row 1 on.
        """
        self.reports += [_further(report, self.n_rows) for report in other.reports]
        self.n_rows += other.n_rows
        self.fixed |= other.fixed
        self.numeric |= other.numeric
        self.activities |= other.activities
        self._dates.update(other._dates)

    def times(self, column: pa.ChunkedArray, name: str) -> Instants:
        """
        Read a batch of times in the form of those before.
        """
        return self._instants(column, name, self.time_format)

    def ends(self, column: pa.ChunkedArray, name: str) -> Instants:
        """
        Read a batch of ends in the form of those before.
        """
        return self._instants(column, name, None)

    def values(self, column: pa.ChunkedArray) -> tuple[NumberColumn, int]:
        """
        Read a batch of values.
        """
        return numbers(column, has_comma=self._has_comma)

    def cases(self, column: pa.ChunkedArray) -> TextColumn:
        """
        Read a batch of cases; their ids stay in Arrow, as they lie there, repeats included.
        """
        ids = in_one_piece(as_text(column))
        codes = np.arange(len(ids), dtype=np.int32)
        codes[_nobodies(ids)] = ABSENT
        return in_arrow(codes, ids)

    def attribute(self, column: pa.ChunkedArray, name: str) -> Column:
        """
        Read a batch of an attribute: as numbers only if its texts can be made from them again.
        """
        if is_numeric(column.type):
            found = attribute(column)
            if isinstance(found, TextColumn) and found.vocabulary:
                # Integers too long for a float are codes.
                self.fixed.add(name)
            return found
        texts = text_column(column)
        read = as_numbers(texts.vocabulary)
        if read is None and texts.vocabulary:
            # A row that is left out later on has a say in this, as it has in one piece.
            self.fixed.add(name)
        elif read is not None:
            self.numeric.add(name)
        if read is None or not all(map(is_plain, texts.vocabulary, read)):
            return texts
        return NumberColumn(looked_up(read, texts.codes))

    def _instants(self, column: pa.ChunkedArray, name: str, stated: str | None) -> Instants:
        form = self._formats.get(name, stated)
        try:
            found = instants(column, self.zone, time_format=form, at=name)
        except AmbiguousTime:
            form = self._looked_ahead(name)
            if form is None:
                raise
            self._formats[name] = form
            found = replace(
                instants(column, self.zone, time_format=form, at=name), form=_told(form)
            )
        if form is None and found.form in _STATED:
            self._formats[name] = _STATED[found.form]
        return found

    def _looked_ahead(self, name: str) -> str | None:
        """
        Look for the first batch that tells day from month.
        """
        for raw in self._ahead:
            if name in raw.table.column_names:
                try:
                    found = instants(raw.table[name], self.zone, at=name)
                except AmbiguousTime:
                    continue
                if found.form in _STATED:
                    return _STATED[found.form]
        return None


def _nobodies(ids: pa.Array) -> npt.NDArray[np.intp]:
    """
    Find the rows that name no case.
    """
    content, ends = content_of(ids)
    # A text that begins with a plain letter of its own cannot be blank or stand for nothing.
    first = np.append(content, np.uint8(0))[ends[:-1]]
    rows = np.flatnonzero(_MAY_BE_NOTHING[first] | (ends[1:] == ends[:-1]))
    texts = ids.take(pa.array(rows))
    is_blank = pc.equal(pc.binary_length(pc.utf8_trim(texts, characters=_BLANK)), 0)
    is_nobody = pc.or_(is_blank, pc.is_in(texts, pa.array(sorted(NOTHING_KNOWN), texts.type)))
    found: npt.NDArray[np.intp] = rows[pc.fill_null(is_nobody, True).to_numpy(zero_copy_only=False)]
    return found


def _told(stated: str) -> str:
    return next(form for form, name in _STATED.items() if name == stated)


def _further(report: QualityReport, n_before: int) -> QualityReport:
    """
    Count the rows of an account from further on.
    """
    drops = [
        replace(drop, examples=tuple(replace(e, row=e.row + n_before) for e in drop.examples))
        for drop in report.drops
    ]
    return replace(report, drops=tuple(drops))


def _compact(columns: EventColumns) -> EventColumns:
    # The ids of cases are the one vocabulary that is too large for this, and needs it least.
    return replace(compacted(replace(columns, case=_NOBODY)), case=columns.case)


def added(reports: Iterable[QualityReport]) -> QualityReport:
    """
    Put the accounts of batches or buckets together.

    Args:
        reports: At least one account.

    Returns:
        One account, its examples the first of all.
    """
    found = list(reports)
    first = found[0]
    guesses = {guess.what: guess for report in reversed(found) for guess in report.guesses}
    mapped = [report.n_unmapped for report in found if report.n_unmapped is not None]
    return replace(
        first,
        n_rows=sum(report.n_rows for report in found),
        drops=tuple(_drops(found)),
        guesses=tuple(guesses[what] for what in _in_order(found)),
        n_exact_duplicates=sum(report.n_exact_duplicates for report in found),
        n_unmapped=sum(mapped) if mapped else None,
        unmapped=next((report.unmapped for report in found if report.unmapped), ()),
        n_naive=sum(report.n_naive for report in found),
        n_unreal=sum(report.n_unreal for report in found),
        n_ambiguous=sum(report.n_ambiguous for report in found),
        n_unreadable_values=sum(report.n_unreadable_values for report in found),
    )


def _in_order(reports: list[QualityReport]) -> list[str]:
    return list(dict.fromkeys(guess.what for report in reports for guess in report.guesses))


def _drops(reports: list[QualityReport]) -> Iterator[Drop]:
    for reason in _REASONS:
        drops = [drop for report in reports for drop in report.drops if drop.reason == reason]
        examples = sorted((e for drop in drops for e in drop.examples), key=lambda e: e.row)
        if drops:
            n = sum(drop.n for drop in drops)
            yield Drop(reason=reason, n=n, examples=tuple(examples[:N_EXAMPLES]))
