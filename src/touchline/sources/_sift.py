"""
From rows to events, every row that is none on account.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np

from touchline.eventlog import restrict
from touchline.eventlog.build import EventColumns
from touchline.eventlog.columns import ABSENT, NumberColumn
from touchline.eventlog.quality import N_EXAMPLES, Drop, Example, Guess, QualityReport
from touchline.sources._columns import NOTHING_KNOWN, attribute, numbers, text_column
from touchline.sources._instants import MISSING, OK, OUT_OF_RANGE, UNPARSABLE, Instants, instants

if TYPE_CHECKING:
    from collections.abc import Callable
    from zoneinfo import ZoneInfo

    import numpy.typing as npt
    import pyarrow as pa

    from touchline.eventlog.activity_map import ActivityMap
    from touchline.eventlog.columns import Column, TextColumn
    from touchline.sources._guesses import Roles
    from touchline.sources._pseudonyms import Disguise
    from touchline.sources._raw import Gathered

    Mask = npt.NDArray[np.bool_]

_STATES = {
    MISSING: "missing-timestamp",
    UNPARSABLE: "unparsable-timestamp",
    OUT_OF_RANGE: "timestamp-out-of-range",
}


@dataclass(frozen=True, slots=True, eq=False)
class Sifted:
    """
    Events on their way, with the account so far.
    """

    columns: EventColumns
    quality: QualityReport = field(default_factory=QualityReport)

    def without(
        self, reason: str, is_dropped: Mask, text_of: Callable[[int], str] | None = None
    ) -> Sifted:
        """
        Leave rows out and count them.

        Args:
            reason: Why.
            is_dropped: Which rows.
            text_of: Says what stands in a row.

        Returns:
            The others.
        """
        rows = np.flatnonzero(is_dropped)
        if not len(rows):
            return self
        # Events may stand in another order than that of their source.
        first = rows[np.argsort(self.columns.row[rows], kind="stable")[:N_EXAMPLES]]
        examples = tuple(
            Example(int(self.columns.row[i]), "" if text_of is None else text_of(i))
            for i in first.tolist()
        )
        drop = Drop(reason=reason, n=len(rows), examples=examples)
        return Sifted(
            self.columns.take(np.flatnonzero(~is_dropped)),
            replace(self.quality, drops=(*self.quality.drops, drop)),
        )


class Reader:
    """
    Reads the columns of a source that is there in one piece.

    Args:
        zone: Whose clock times without a zone are read from.
        time_format: How times are written, where it cannot be told.
        disguise: Puts pseudonyms in the place of ids; None leaves them as they are.
    """

    def __init__(
        self, zone: ZoneInfo, time_format: str | None, disguise: Disguise | None = None
    ) -> None:
        self.zone, self.time_format, self.disguise = zone, time_format, disguise

    def times(self, column: pa.ChunkedArray, name: str) -> Instants:
        """
        Read the column of times.

        Args:
            column: The column.
            name: What it is called.

        Returns:
            The times.
        """
        return instants(column, self.zone, time_format=self.time_format, at=name)

    def ends(self, column: pa.ChunkedArray, name: str) -> Instants:
        """
        Read the column of ends.

        Args:
            column: The column.
            name: What it is called.

        Returns:
            The times.
        """
        return instants(column, self.zone, at=name)

    def values(self, column: pa.ChunkedArray) -> tuple[NumberColumn, int]:
        """
        Read the column of values.

        Args:
            column: The column.

        Returns:
            The numbers, and how many entries are stated and no number.
        """
        return numbers(column)

    def cases(self, column: pa.ChunkedArray) -> TextColumn:
        """
        Read the column of cases.

        Args:
            column: The column.

        Returns:
            The ids.
        """
        return text_column(column, NOTHING_KNOWN)

    def attribute(self, column: pa.ChunkedArray, name: str) -> Column:
        """
        Read a column without a role.

        Args:
            column: The column.
            name: What it is called.

        Returns:
            Numbers or texts.
        """
        del name
        return attribute(column)


def quarantined(raw: Gathered, settled: Roles, reader: Reader) -> tuple[Sifted, Instants]:
    """
    Read rows as events, and leave those out that are none.

    Args:
        raw: The rows.
        settled: Which column is what.
        reader: Who reads the columns.

    Returns:
        The events with the account of all rows, and the times of all rows.
    """
    disguise = reader.disguise
    telling: tuple[Guess, ...] = ()
    if disguise is not None:
        raw = disguise.over(raw, [settled.columns["case"]])
        telling = disguise.left_telling(raw, settled)
    name = settled.columns["timestamp"]
    stated = raw.table[name]
    times = reader.times(stated, name)
    columns, n_unread = _columns(raw, settled, times, reader)
    form = [Guess(what="time_format", answer=times.form, why="content")] if times.form else []
    left = [Guess(what="attributes", answer=", ".join(raw.left), why="default")] if raw.left else []
    quality = QualityReport(
        n_rows=raw.n_rows,
        drops=raw.drops,
        guesses=(*settled.guesses, *form, *left, *telling),
        zone=reader.zone.key,
        n_naive=times.n_naive,
        n_unreal=times.n_unreal,
        n_ambiguous=times.n_ambiguous,
        n_unreadable_values=n_unread,
        pseudonyms=None if disguise is None else disguise.pseudonyms.mark,
    )
    # Where a time should stand, anything may stand.
    is_told = disguise is None
    sifted = Sifted(columns, quality)
    state = times.state
    for code, reason in _STATES.items():
        is_dropped = state == code
        text_of = _written(stated) if is_told and code != MISSING else None
        sifted = sifted.without(reason, is_dropped, text_of)
        if is_dropped.any():
            state = state[~is_dropped]
            stated = stated.filter(~is_dropped)
    is_nameless = sifted.columns.activity.codes == ABSENT
    return sifted.without("missing-activity", is_nameless), times


def _written(column: pa.ChunkedArray) -> Callable[[int], str]:
    return lambda row: _text(column[row])


def _text(entry: pa.Scalar) -> str:
    try:
        return str(entry.as_py())
    except (OverflowError, ValueError):
        # A database's infinity is beyond the calendar, and is told as the number that stands there.
        return str(entry.value)


def _columns(
    raw: Gathered, settled: Roles, times: Instants, reader: Reader
) -> tuple[EventColumns, int]:
    role_of = {column: role for role, column in settled.columns.items()}
    table, part = raw.table, settled.columns
    value, n_unread = reader.values(table[part["value"]]) if "value" in part else (None, 0)
    channel = text_column(table[part["channel"]]) if "channel" in part else None
    attributes: dict[str, Column] = {
        name: reader.attribute(table[name], name)
        for name in table.column_names
        if role_of.get(name) not in ("case", "activity", "timestamp", "value", "channel", "end")
    }
    # Who knows the source asks for its names, who knows the log for those of the roles.
    for role, column in (("value", value), ("channel", channel)):
        if column is not None and part[role] != role:
            attributes[part[role]] = column
    if "session" in part:
        attributes["session"] = text_column(table[part["session"]], NOTHING_KNOWN)
    if "end" in part:
        attributes["end"] = _ends(reader.ends(table[part["end"]], part["end"]))
    return EventColumns(
        case=reader.cases(table[part["case"]]),
        activity=text_column(table[part["activity"]], NOTHING_KNOWN),
        timestamp=times.timestamp,
        row=raw.rows,
        value=value,
        channel=channel,
        attributes=MappingProxyType(attributes),
    ), n_unread


def _ends(ends: Instants) -> NumberColumn:
    return NumberColumn(np.where(ends.state == OK, ends.timestamp, np.nan))


def mapped(sifted: Sifted, names: ActivityMap) -> Sifted:
    """
    Rename activities.

    Args:
        sifted: Events on their way.
        names: What activities shall be called.

    Returns:
        The events in the new words, without those that the map leaves out.
    """
    activity = sifted.columns.activity
    n_unmapped, unknown = restrict.unmapped(activity, names)
    renamed = Sifted(
        replace(sifted.columns, activity=restrict.mapped(activity, names)),
        replace(sifted.quality, n_unmapped=n_unmapped, unmapped=unknown),
    )
    is_dropped = renamed.columns.activity.codes == ABSENT
    return renamed.without(
        "dropped-by-activity-map", is_dropped, lambda row: activity.text(row) or ""
    )
