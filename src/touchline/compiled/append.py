"""
What a compiled log already holds, when events are added to it.
"""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np

from touchline.compiled.spill import Attribute, as_texts
from touchline.eventlog.build import EventColumns
from touchline.eventlog.columns import ABSENT, NumberColumn, TextColumn

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy.typing as npt

    from touchline.compiled.log import CompiledLog
    from touchline.compiled.manifest import BucketEntry
    from touchline.compiled.spill import Declared, Spill
    from touchline.eventlog.columns import Column


class Before:
    """
    The log as it was.

    Args:
        log: The log.
        has_news: More becomes known of its cases, so that every bucket is written anew.
    """

    def __init__(self, log: CompiledLog, *, has_news: bool = False) -> None:
        self.log, self.manifest, self.has_news = log, log.manifest, has_news

    def announce(self, spill: Spill) -> None:
        """
        Let the first pass know every text and column that the log has.

        Args:
            spill: The events that are added.
        """
        found = self.manifest
        spill.channels.coded(_unused(found.channels or ()))
        spill.has_value |= found.has_value
        spill.has_channel |= found.channels is not None
        for name in found.quality.crowded:
            # What was left out once is not known of all events any more.
            spill.attributes.setdefault(name, Attribute()).crowd()
        for entry in found.attributes:
            attribute = spill.attributes.setdefault(entry.name, Attribute())
            if attribute.is_crowded:
                continue
            attribute.has_number |= entry.vocabulary is None
            if entry.vocabulary is not None:
                attribute.has_text, attribute.read = True, None
            attribute.vocabulary.coded(_unused(entry.vocabulary or ()))
            if entry.vocabulary is None and attribute.has_text:
                for bucket in self.log.buckets():
                    column = bucket.attributes[entry.name]
                    if isinstance(column, NumberColumn):
                        attribute.vocabulary.coded(as_texts(column.values))

    def entry(self, number: int) -> BucketEntry | None:
        """
        Find a bucket.

        Args:
            number: Its number; the number of buckets for the events of nobody.

        Returns:
            Where it lies; None without one.
        """
        buckets = self.manifest.buckets
        return buckets[number] if number < len(buckets) else self.manifest.anonymous

    def cases(self) -> tuple[dict[str, int], dict[str, Column]]:
        """
        Read what is known of cases.

        Returns:
            The row of each case, and the columns.
        """
        names = [entry.name for entry in self.manifest.case_attributes]
        rows: dict[str, int] = {}
        if not names:
            return rows, {}
        parts: dict[str, list[Column]] = {name: [] for name in names}
        for bucket in self.log.buckets():
            rows.update((case, row) for row, case in enumerate(bucket.cases, start=len(rows)))
            for name in names:
                parts[name].append(bucket.case_attributes[name])
        return rows, {name: _together(columns) for name, columns in parts.items()}

    def cases_with(
        self, news: Mapping[str, int], columns: Mapping[str, Column]
    ) -> tuple[dict[str, int], dict[str, Column]]:
        """
        Put what becomes known of cases together with what was known of them.

        Args:
            news: For each case the row of what becomes known.
            columns: What becomes known, by name; it outweighs what was known, unless it is blank.

        Returns:
            The row of each case, and the columns.
        """
        rows, known = self.cases()
        places = np.asarray([rows.setdefault(case, len(rows)) for case in news], dtype=np.int64)
        taken = np.asarray(list(news.values()), dtype=np.int64)
        found: dict[str, Column] = {}
        for name in sorted({*known, *columns}):
            old, new = known.get(name), columns.get(name)
            if isinstance(old or new, TextColumn) or isinstance(new or old, TextColumn):
                old, new = _as_text(old), _as_text(new)
            found[name] = _overlaid(old, new, places, taken, len(rows))
        return rows, found

    def is_kept(
        self,
        activities: tuple[str, ...],
        channels: tuple[str, ...] | None,
        attributes: Mapping[str, Declared | None],
        *,
        has_value: bool,
        priority: tuple[str, ...],
    ) -> bool:
        """
        Tell whether the log's codes still mean what they meant.

        Args:
            activities: The names of all activities, the new ones included.
            channels: The names of all channels.
            attributes: The vocabularies of all attributes.
            has_value: Events have a value.
            priority: The activities that come first in ties.

        Returns:
            True when a bucket without new events can stay as it is.
        """
        found = self.manifest
        named = {entry.name: entry.vocabulary for entry in found.attributes}
        now = {name: None if one is None else one.texts for name, one in attributes.items()}
        return (
            not self.has_news
            and found.priority == priority
            and found.activities == activities
            and found.channels == channels
            and named == now
            and found.has_value == has_value
        )

    def events(
        self, entry: BucketEntry | None, attributes: Mapping[str, Declared | None]
    ) -> EventColumns:
        """
        Read the events of one bucket.

        Args:
            entry: The bucket; None for none.
            attributes: What each attribute is from now on.

        Returns:
            Its events, each with its case, in the words of the log as it was.
        """
        if entry is None:
            return _NOTHING
        if entry == self.manifest.anonymous:
            nobody = self.log.anonymous
            return _NOTHING if nobody is None else _kinds(nobody, attributes)
        bucket = self.log.bucket(entry)
        case = TextColumn(bucket.case_of_event.astype(np.int32), tuple(bucket.cases))
        columns = EventColumns(
            case=case,
            activity=bucket.activity,
            timestamp=bucket.timestamp,
            row=bucket.row,
            value=bucket.value,
            channel=bucket.channel,
            attributes=bucket.attributes,
        )
        return _kinds(columns, attributes)


def _unused(texts: tuple[str, ...]) -> TextColumn:
    return TextColumn(np.zeros(0, dtype=np.int32), texts)


#: No events at all.
_NOTHING = EventColumns(
    case=_unused(()),
    activity=_unused(()),
    timestamp=np.zeros(0, dtype=np.int64),
    row=np.zeros(0, dtype=np.int64),
)


def _kinds(columns: EventColumns, attributes: Mapping[str, Declared | None]) -> EventColumns:
    """
    Turn numbers into texts where the column holds texts from now on.
    """
    found = {
        name: as_texts(column.values)
        if isinstance(column, NumberColumn) and attributes.get(name) is not None
        else column
        for name, column in columns.attributes.items()
    }
    return replace(columns, attributes=MappingProxyType(found))


def joined(old: EventColumns, new: EventColumns) -> EventColumns:
    """
    Put events behind others.

    Args:
        old: Events with any vocabularies.
        new: Events that follow them.

    Returns:
        All events, with vocabularies that hold the texts of both.
    """
    sizes = len(old.row), len(new.row)
    names = sorted({*old.attributes, *new.attributes})
    value, channel = (
        _stacked(getattr(old, name), getattr(new, name), sizes) for name in ("value", "channel")
    )
    return EventColumns(
        case=_texts(old.case, new.case),
        activity=_texts(old.activity, new.activity),
        timestamp=np.concatenate((old.timestamp, new.timestamp)),
        row=np.concatenate((old.row, new.row)),
        value=value if isinstance(value, NumberColumn) else None,
        channel=channel if isinstance(channel, TextColumn) else None,
        attributes=MappingProxyType(
            {
                name: column
                for name in names
                if (column := _stacked(old.attributes.get(name), new.attributes.get(name), sizes))
                is not None
            }
        ),
    )


def _stacked(old: Column | None, new: Column | None, sizes: tuple[int, int]) -> Column | None:
    if isinstance(old or new, TextColumn):
        return _texts(
            *(
                column if isinstance(column, TextColumn) else _blank(n)
                for column, n in zip((old, new), sizes, strict=True)
            )
        )
    if old is None and new is None:
        return None
    values = [
        column.values if isinstance(column, NumberColumn) else np.full(n, np.nan)
        for column, n in zip((old, new), sizes, strict=True)
    ]
    return NumberColumn(np.concatenate(values))


def _blank(n: int) -> TextColumn:
    return TextColumn(np.full(n, ABSENT, dtype=np.int32), ())


def _texts(old: TextColumn, new: TextColumn) -> TextColumn:
    texts = tuple(sorted({*old.vocabulary, *new.vocabulary}))
    place = {text: code for code, text in enumerate(texts)}
    codes = [
        np.asarray([*(place[text] for text in column.vocabulary), ABSENT], dtype=np.int32)[
            column.codes
        ]
        for column in (old, new)
    ]
    return TextColumn(np.concatenate(codes), texts)


def _together(columns: Sequence[Column]) -> Column:
    first = columns[0]
    if isinstance(first, TextColumn):
        codes = [one.codes for one in columns if isinstance(one, TextColumn)]
        return TextColumn(np.concatenate(codes), first.vocabulary)
    return NumberColumn(
        np.concatenate([one.values for one in columns if isinstance(one, NumberColumn)])
    )


def _as_text(column: Column | None) -> TextColumn:
    if column is None:
        return _unused(())
    return as_texts(column.values) if isinstance(column, NumberColumn) else column


def _overlaid(
    old: Column | None,
    new: Column | None,
    places: npt.NDArray[np.int64],
    taken: npt.NDArray[np.int64],
    n_rows: int,
) -> Column:
    """
    Lay some entries over others, where they say something.
    """
    if isinstance(old, TextColumn) and isinstance(new, TextColumn):
        n_old = len(old.codes)
        both = _texts(old, new)
        codes = np.full(n_rows, ABSENT, dtype=np.int32)
        codes[:n_old] = both.codes[:n_old]
        if len(new.codes):
            said = both.codes[n_old:][taken]
            codes[places] = np.where(said == ABSENT, codes[places], said)
        return TextColumn(codes, both.vocabulary)
    values = np.full(n_rows, np.nan)
    if isinstance(old, NumberColumn):
        values[: len(old.values)] = old.values
    if isinstance(new, NumberColumn):
        told = new.values[taken]
        values[places] = np.where(np.isnan(told), values[places], told)
    return NumberColumn(values)
