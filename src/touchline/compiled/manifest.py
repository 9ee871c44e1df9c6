"""
What a compiled log holds, as one small file.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Literal, Self

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from touchline.compiled.errors import UnreadableLog
from touchline.eventlog.quality import QualityReport

if TYPE_CHECKING:
    from pathlib import Path

#: The file that makes a folder a compiled log.
NAME = "manifest.json"

#: The layout that this program writes.
VERSION = 1

_QUALITY: TypeAdapter[QualityReport] = TypeAdapter(QualityReport)


class _Entry(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class ColumnEntry(_Entry):
    """
    One attribute.

    Args:
        name: What it is called.
        vocabulary: The texts that it takes, sorted; None for numbers.
    """

    name: str
    vocabulary: tuple[str, ...] | None = None


class BucketEntry(_Entry):
    """
    One bucket.

    Args:
        folder: Where it lies, beside the manifest.
        n_cases: How many cases it holds.
        n_events: How many events they have.
    """

    folder: str
    n_cases: int
    n_events: int


class Manifest(_Entry):
    """
    Everything that must be known before a bucket is opened.

    Args:
        touchline_log: The version of the layout.
        source: How the log names its origin.
        zone: The reporting time zone.
        is_day_precise: The source has dates without times.
        log_start: The first timestamp; None for an empty log.
        log_end: The last timestamp; None for an empty log.
        stated_end: When observation ends, if that was said.
        priority: The activities that come first in ties.
        activities: The declared vocabulary: code `i` means the `i`-th name.
        channels: The same for channels; None without such a column.
        has_value: Events have a value.
        attributes: Further columns of events.
        case_attributes: Columns of cases.
        buckets: The buckets; as many as a power of two.
        anonymous: The bucket of the events that belong to nobody; None without any.
        quality: The account of all rows.

    Units:
        times are microseconds since 1970-01-01 in UTC.
    """

    touchline_log: Literal[1] = 1
    source: str = ""
    zone: str = "UTC"
    is_day_precise: bool = False
    log_start: int | None = None
    log_end: int | None = None
    stated_end: int | None = None
    priority: tuple[str, ...] = ()
    activities: tuple[str, ...] = ()
    channels: tuple[str, ...] | None = None
    has_value: bool = False
    attributes: tuple[ColumnEntry, ...] = ()
    case_attributes: tuple[ColumnEntry, ...] = ()
    buckets: tuple[BucketEntry, ...] = ()
    anonymous: BucketEntry | None = None
    quality: QualityReport = QualityReport()

    @property
    def n_cases(self) -> int:
        """
        How many cases have at least one event.
        """
        return sum(bucket.n_cases for bucket in self.buckets)

    @property
    def n_events(self) -> int:
        """
        How many events belong to a case.
        """
        return sum(bucket.n_events for bucket in self.buckets)

    @classmethod
    def read(cls, folder: Path) -> Self:
        """
        Read the manifest of a folder.

        Args:
            folder: The folder.

        Returns:
            The manifest.

        Raises:
            UnreadableLog: There is none, or it is no manifest of a version that is known.
        """
        path = folder / NAME
        try:
            return cls.model_validate_json(path.read_bytes())
        except FileNotFoundError as reason:
            raise UnreadableLog.without_manifest(folder) from reason
        except (OSError, ValidationError, ValueError) as reason:
            raise UnreadableLog.damaged(path) from reason

    def written(self) -> bytes:
        """
        Write the manifest as JSON.

        Returns:
            The bytes of the file.
        """
        plain = self.model_dump(mode="json")
        return (json.dumps(plain, ensure_ascii=False, indent=1) + "\n").encode()
