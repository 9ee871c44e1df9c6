"""
What the first pass learns of events, when it is done in several places.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Self

import numpy as np

from touchline.compiled.ids import content_of, ids_of, in_use
from touchline.compiled.spill import Attribute, Spill
from touchline.eventlog.build import compacted
from touchline.eventlog.columns import TextColumn
from touchline.kernels.hashing import bucket_of, hash_texts

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from touchline.eventlog.build import EventColumns


class Listener(Spill):
    """
    Learns of events what a spill learns, and writes none of them.
    """

    def _write(self, *events: Any) -> None:
        """
        Write nothing.
        """


@dataclass(frozen=True, slots=True, kw_only=True)
class Learned:
    """
    The texts and columns of some events.

    Args:
        activities: The names of their activities.
        channels: The names of their channels.
        attributes: For each attribute its texts, and whether it has texts and numbers.
        crowded: The attributes that are left out for their many texts.
        has_value: They have a column of values.
        has_channel: They have a column of channels.
        n_nobody: How many of them belong to nobody.
    """

    activities: tuple[str, ...]
    channels: tuple[str, ...]
    attributes: Mapping[str, tuple[tuple[str, ...], bool, bool]]
    has_value: bool
    has_channel: bool
    n_nobody: int
    crowded: tuple[str, ...] = ()

    @classmethod
    def of(cls, spill: Spill) -> Self:
        """
        Ask a spill.

        Args:
            spill: What took the events.

        Returns:
            What it knows.
        """
        return cls(
            activities=tuple(spill.activities.codes),
            channels=tuple(spill.channels.codes),
            attributes={
                name: (tuple(one.vocabulary.codes), one.has_text, one.has_number)
                for name, one in spill.attributes.items()
            },
            has_value=spill.has_value,
            has_channel=spill.has_channel,
            n_nobody=int(spill.n_events[-1]),
            crowded=spill.crowded,
        )

    @classmethod
    def of_texts(cls, texts: Mapping[str, tuple[str, ...]]) -> Self:
        """
        Know texts of attributes and nothing else.

        Args:
            texts: For each attribute its texts.

        Returns:
            What is known.
        """
        return cls(
            activities=(),
            channels=(),
            attributes={name: (known, bool(known), False) for name, known in texts.items()},
            has_value=False,
            has_channel=False,
            n_nobody=0,
        )

    def tell(self, spill: Spill) -> None:
        """
        Let a spill know this.

        Args:
            spill: What takes other events.
        """
        spill.activities.coded(_unused(self.activities))
        spill.channels.coded(_unused(self.channels))
        spill.has_value |= self.has_value
        spill.has_channel |= self.has_channel
        for name, (texts, has_text, has_number) in self.attributes.items():
            known = spill.attributes.setdefault(name, Attribute())
            known.vocabulary.coded(_unused(texts))
            known.has_text |= has_text
            known.has_number |= has_number
        for name in self.crowded:
            spill.attributes.setdefault(name, Attribute()).crowd()


def _unused(texts: tuple[str, ...]) -> TextColumn:
    return TextColumn(np.zeros(0, dtype=np.int32), texts)


def by_bucket(columns: EventColumns, n_buckets: int) -> Iterator[tuple[int, EventColumns]]:
    """
    Cut events by the bucket of their case.

    Args:
        columns: The events.
        n_buckets: How many buckets, a power of two.

    Yields:
        The number of a bucket, `n_buckets` for nobody's events, and its events in their order,
        each with the texts that they use and no others.
    """
    ids = ids_of(columns.case.vocabulary)
    of_text = np.append(bucket_of(hash_texts(*content_of(ids)), n_buckets), n_buckets)
    # Nobody's events come last; ABSENT indexes from the end.
    bucket = of_text[columns.case.codes]
    order = np.argsort(bucket, kind="stable")
    numbers, starts = np.unique(bucket[order], return_index=True)
    ends = [*starts[1:].tolist(), len(order)]
    for number, start, end in zip(numbers.tolist(), starts.tolist(), ends, strict=True):
        yield number, _alone(columns.take(order[start:end]))


def _alone(columns: EventColumns) -> EventColumns:
    case = in_use(columns.case)
    found = compacted(replace(columns, case=_unused(())))
    return replace(found, case=case, attributes=dict(found.attributes))
