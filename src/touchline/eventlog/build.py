"""
The one place that sorts and codes events, whatever they came from.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np

from touchline.eventlog.columns import (
    ABSENT,
    NumberColumn,
    TextColumn,
    addable,
    compact,
    encode,
)
from touchline.eventlog.quality import N_EXAMPLES, Drop, Example, QualityReport
from touchline.kernels.ordering import is_in_order, stable_order
from touchline.units import parse_instant

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date, datetime
    from typing import Literal

    import numpy.typing as npt

    from touchline.eventlog.columns import Column

    Moment = datetime | date | int | str
    #: An event as a person writes it: case, activity and timestamp, or a mapping with these keys
    #: and more.
    WrittenEvent = tuple[str | None, str | None, Moment] | Mapping[str, object]

#: Chooses none.
_NO_ROWS = np.zeros(0, dtype=np.intp)
_NAMED = ("case", "activity", "timestamp", "value", "channel")


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class EventColumns:
    """
    Events as columns, in the order of their source.

    Args:
        case: Whose event each is, `ABSENT` for nobody's.
        activity: Which activity each is.
        timestamp: When it happened.
        row: The global row number in the source.
        value: What it is worth; None when the source has no such column.
        channel: The medium it happened in; None when the source has no such column.
        attributes: Further columns, by name.

    Shapes:
        m events; every column (m,).

    Units:
        timestamp is microseconds since 1970-01-01 in UTC.
    """

    case: TextColumn
    activity: TextColumn
    timestamp: npt.NDArray[np.int64]
    row: npt.NDArray[np.int64]
    value: NumberColumn | None = None
    channel: TextColumn | None = None
    attributes: Mapping[str, Column] = field(default_factory=lambda: MappingProxyType({}))

    def take(self, rows: npt.NDArray[np.intp]) -> EventColumns:
        """
        Choose events.

        Args:
            rows: Their places, in the wanted order.

        Returns:
            Those events.
        """
        return EventColumns(
            case=self.case.take(rows),
            activity=self.activity.take(rows),
            timestamp=self.timestamp[rows],
            row=self.row[rows],
            value=None if self.value is None else self.value.take(rows),
            channel=None if self.channel is None else self.channel.take(rows),
            attributes=MappingProxyType({k: v.take(rows) for k, v in self.attributes.items()}),
        )


@dataclass(frozen=True, slots=True, eq=False)
class Arranged:
    """
    Events in the documented order, ready to become a log.

    Args:
        cases: Case ids, sorted.
        offsets: Where the events of each case begin and end.
        events: The events that belong to a case, in order, with compact vocabularies.
        anonymous: The events that belong to nobody, in the order of time.
    """

    cases: Sequence[str]
    offsets: npt.NDArray[np.int64]
    events: EventColumns
    anonymous: EventColumns


def arrange(
    columns: EventColumns, *, priority: Sequence[str] = (), is_declared: bool = False
) -> Arranged:
    """
    Sort events by case, timestamp, priority and source row, and find where each case begins.

    Args:
        columns: Events in any order.
        priority: Activities in the order in which they count when timestamps tie; all others come
            after them.
        is_declared: The vocabularies are declared for more events than these, so that texts which
            none of these has keep their codes; the cases are sorted and each has an event.

    Returns:
        The same events in the one documented order, which depends on nothing but their content.
    """
    kept = _as_they_are if is_declared else compacted
    case = columns.case if is_declared else compact(columns.case)
    keys = case.codes, columns.timestamp, _rank(columns.activity, priority), columns.row
    n_anonymous = int(np.count_nonzero(case.codes == ABSENT))
    counts = np.bincount(case.codes + 1, minlength=len(case.vocabulary) + 1)[1:]
    offsets = np.concatenate(([0], np.cumsum(counts))).astype(np.int64)
    if n_anonymous == 0 and is_in_order(*keys):
        return Arranged(case.vocabulary, offsets, kept(columns), kept(columns.take(_NO_ROWS)))
    # ABSENT is the lowest code, so that nobody's events come first.
    order = stable_order(*(keys[:-1] if is_in_order(columns.row) else keys))
    events, anonymous = columns.take(order[n_anonymous:]), columns.take(order[:n_anonymous])
    return Arranged(case.vocabulary, offsets, kept(events), kept(anonymous))


def _rank(activity: TextColumn, priority: Sequence[str]) -> npt.NDArray[np.int32]:
    """
    Say of each event where its activity stands among those that come first in ties.
    """
    rank_of = {name: rank for rank, name in enumerate(dict.fromkeys(priority))}
    ranks = [rank_of.get(name, len(rank_of)) for name in activity.vocabulary]
    # The last place answers for ABSENT, which indexes from the end.
    return np.asarray([*ranks, 0], dtype=np.int32)[activity.codes]


def in_time(columns: EventColumns) -> EventColumns:
    """
    Sort events by case, timestamp and source row, whatever their activities.

    Args:
        columns: Events in any order.

    Returns:
        The same events.
    """
    case, time, row = columns.case.codes, columns.timestamp, columns.row
    keys = (case, time) if is_in_order(row) else (case, time, row)
    return columns if is_in_order(*keys) else columns.take(stable_order(*keys))


def _as_they_are(columns: EventColumns) -> EventColumns:
    return columns


def compacted(columns: EventColumns) -> EventColumns:
    """
    Forget all texts that no event has.

    Args:
        columns: Events.

    Returns:
        The same events; equal events have equal codes.
    """
    return replace(
        columns,
        case=compact(columns.case),
        activity=compact(columns.activity),
        channel=None if columns.channel is None else compact(columns.channel),
        attributes=MappingProxyType(
            {
                name: compact(column) if isinstance(column, TextColumn) else column
                for name, column in sorted(columns.attributes.items())
            }
        ),
    )


def named_anonymous(columns: EventColumns, anonymous: Literal["exclude", "each"]) -> EventColumns:
    """
    Make each event of nobody its own case, when that is wanted.

    Args:
        columns: Events, some perhaps without a case.
        anonymous: `each` for a case of its own each; `exclude` leaves them nobody's.

    Returns:
        The events; the new cases are called `anonymous #` and the row number.
    """
    nobody = np.flatnonzero(columns.case.codes == ABSENT)
    if anonymous == "exclude" or not len(nobody):
        return columns
    prefix = "anonymous #"
    while any(name.startswith(prefix) for name in columns.case.vocabulary):
        prefix += "#"
    codes = columns.case.codes.copy()
    codes[nobody] = len(columns.case.vocabulary) + np.arange(len(nobody), dtype=np.int32)
    new = tuple(f"{prefix}{row}" for row in columns.row[nobody].tolist())
    return replace(columns, case=TextColumn(codes, columns.case.vocabulary + new))


def microseconds(moment: Moment, zone: str) -> int:
    """
    Place a moment on the time line.

    Args:
        moment: A datetime, an ISO 8601 text, or microseconds since 1970-01-01 in UTC.
        zone: The IANA zone in which a moment without one is meant.

    Returns:
        Microseconds since 1970-01-01 in UTC.

    Raises:
        UnreadableInstant: The text is not ISO 8601.
        UnknownZone: There is no such zone.
    """
    return moment if isinstance(moment, int) else parse_instant(moment, zone)


def column_of(entries: Sequence[object]) -> Column:
    """
    Turn one attribute, as a person writes it, into a column.

    Args:
        entries: One entry a row; None is nothing known.

    Returns:
        Numbers when every known entry is a number, else texts; what is infinite is not known.
    """
    known = [entry for entry in entries if entry is not None]
    if known and all(map(_is_number, known)):
        numbers = [float("nan") if entry is None else float(str(entry)) for entry in entries]
        values = np.asarray(numbers, dtype=np.float64)
        return NumberColumn(np.where(np.isfinite(values), values, np.nan))
    return encode(None if entry is None else str(entry) for entry in entries)


def written(events: Iterable[WrittenEvent], zone: str) -> tuple[EventColumns, QualityReport]:
    """
    Turn events as a person writes them into columns.

    Args:
        events: Tuples of case, activity and timestamp, or mappings with these keys and, if wanted,
            `value`, `channel` and any attributes.
        zone: The IANA zone in which moments without one are meant.

    Returns:
        The events that have an activity, and the account of all.
    """
    rows = [
        dict(event) if isinstance(event, Mapping) else dict(zip(_NAMED, event, strict=False))
        for event in events
    ]
    has_name = [bool(str(row.get("activity") or "").strip()) for row in rows]
    nameless = [i for i, named in enumerate(has_name, 1) if not named]
    numbered = [(i, row) for i, row in enumerate(rows, 1) if has_name[i - 1]]
    keys = {key for _, row in numbered for key in row}
    texts = {
        key: encode(None if row.get(key) is None else str(row[key]) for _, row in numbered)
        for key in ("case", "activity", "channel")
    }
    times = [microseconds(row["timestamp"], zone) for _, row in numbered]  # type: ignore[arg-type]
    stated = [row.get("value") for _, row in numbered]
    values, n_unreadable = _worths(stated)
    columns = EventColumns(
        case=texts["case"],
        activity=texts["activity"],
        timestamp=np.asarray(times, dtype=np.int64),
        row=np.asarray([i for i, _ in numbered], dtype=np.int64),
        value=values,
        channel=texts["channel"] if "channel" in keys else None,
        attributes=MappingProxyType(
            {
                key: column_of([row.get(key) for _, row in numbered])
                for key in sorted(keys.difference(_NAMED))
            }
        ),
    )
    examples = tuple(Example(row, "") for row in nameless[:N_EXAMPLES])
    drop = Drop(reason="missing-activity", n=len(nameless), examples=examples)
    drops = (drop,) if nameless else ()
    report = QualityReport(
        n_rows=len(rows), drops=drops, zone=zone, n_unreadable_values=n_unreadable
    )
    return columns, report


def _worths(stated: Sequence[object]) -> tuple[NumberColumn | None, int]:
    """
    Read what events are worth, and count what is stated and cannot be added up.
    """
    # NaN is how programs write that nothing is stated.
    known = [one for one in stated if one is not None]
    n_stated = sum(not (isinstance(one, float) and math.isnan(one)) for one in known)
    read = column_of([one if _is_number(one) else None for one in stated])
    if not isinstance(read, NumberColumn):
        return None, n_stated
    kept = addable(read)
    return kept, n_stated - int(np.count_nonzero(~np.isnan(kept.values)))


def _is_number(entry: object) -> bool:
    return isinstance(entry, int | float) and not isinstance(entry, bool)


def joined(cases: Sequence[str], entries: Mapping[str, Mapping[str, object]]) -> dict[str, Column]:
    """
    Turn attributes of cases, as a person writes them, into columns.

    Args:
        cases: The cases in order.
        entries: For each case its attributes, by name.

    Returns:
        One column an attribute, nothing known where a case states none.
    """
    names = sorted({name for attributes in entries.values() for name in attributes})
    return {name: column_of([entries.get(case, {}).get(name) for case in cases]) for name in names}
