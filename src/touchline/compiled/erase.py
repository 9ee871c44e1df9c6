"""
Taking people out of a compiled log, with everything that only they brought into it.
"""

from __future__ import annotations

import secrets
import shutil
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Self

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from touchline.compiled.files import (
    CASES,
    EVENTS,
    OF_CASE,
    OF_EVENT,
    TABLE,
    keep,
    mapped,
    numbers,
    parquet,
)
from touchline.compiled.lock import Lock
from touchline.compiled.log import CompiledLog
from touchline.compiled.manifest import BucketEntry, ColumnEntry, Manifest
from touchline.compiled.publish import PART, clear, publish
from touchline.errors import StorageError
from touchline.eventlog.columns import ABSENT
from touchline.eventlog.quality import Restriction

if TYPE_CHECKING:
    import os
    from collections.abc import Collection, Iterator, Mapping

    import numpy.typing as npt

    from touchline.eventlog.quality import QualityReport

#: What the account of a log calls what was taken out.
ERASED = "erased"

#: The columns of codes that are no attributes.
_ACTIVITY, _CHANNEL = "activity", "channel"


@dataclass(frozen=True, slots=True, kw_only=True)
class ErasedCases:
    """
    What was taken out of a compiled log.

    Args:
        n_cases: How many cases.
        n_events: How many events they had.
        n_mentions: How many names of theirs stood as attributes of others.
        n_examples: How many rows that name them were quoted in the account of the log.
    """

    n_cases: int = 0
    n_events: int = 0
    n_mentions: int = 0
    n_examples: int = 0

    def __bool__(self) -> bool:
        return any((self.n_cases, self.n_events, self.n_mentions, self.n_examples))


def erase_cases(
    folder: str | os.PathLike[str],
    names: Collection[str] = (),
    *,
    before: int | None = None,
    words: Collection[str] = (),
) -> ErasedCases:
    """
    Take cases out of a compiled log: their events, what is known of them, and every word that
    nobody else uses.

    The buckets that held them are written anew, and all buckets when a word goes. Until the new
    manifest is in place the old log stands, so that whoever is interrupted begins again.

    Args:
        folder: The log.
        names: The ids of the cases.
        before: Also take out all events before this moment, whoever had them.
        words: Names that also go where they are attributes or channels of others.

    Units:
        before is in microseconds since 1970-01-01 in UTC.

    Returns:
        What was taken out; the end of observation stays where it was.

    Raises:
        UnreadableLog: The folder is no compiled log, or a damaged one.
        LogInUse: Another process is writing it.
        StorageError: The disk is full or closed to us.
    """
    path = Path(folder)
    Manifest.read(path)
    try:
        lock = Lock(path)
    except OSError as reason:
        raise StorageError.on(path, reason) from reason
    try:
        # What an interrupted writer left may hold those who are to go.
        clear(path, Manifest.read(path))
        plan = _Plan.of(CompiledLog.open(path), frozenset(names), before, frozenset(words))
        if plan.found:
            _publish(plan)
    except OSError as reason:
        if isinstance(reason, StorageError):
            raise
        raise StorageError.on(path, reason) from reason
    finally:
        lock.release()
    return plan.found


def find_cases(
    folder: str | os.PathLike[str],
    names: Collection[str] = (),
    *,
    before: int | None = None,
    words: Collection[str] = (),
) -> ErasedCases:
    """
    Count what `erase_cases` would take out.

    Args:
        folder: The log.
        names: The ids of the cases.
        before: Also count all events before this moment, whoever had them.
        words: Names that also go where they are attributes or channels of others.

    Units:
        before is in microseconds since 1970-01-01 in UTC.

    Returns:
        The counts.

    Raises:
        UnreadableLog: The folder is no compiled log, or a damaged one.
    """
    return _Plan.of(CompiledLog.open(folder), frozenset(names), before, frozenset(words)).found


@dataclass(frozen=True, slots=True)
class _Part:
    """
    One bucket, and what of it stays: how many events of each case, and which events.
    """

    entry: BucketEntry
    events: pa.Table
    cases: pa.Table | None
    n_left: npt.NDArray[np.int64]
    is_kept_event: npt.NDArray[np.bool_]

    @classmethod
    def of(cls, folder: Path, entry: BucketEntry, names: pa.Array, before: int | None) -> Self:
        """
        Look for cases and events in a bucket.
        """
        events, cases = (
            mapped(folder / entry.folder / EVENTS),
            mapped(folder / entry.folder / CASES),
        )
        ids = cases["case"].cast(pa.large_string())
        is_kept = ~np.asarray(pc.is_in(ids, value_set=names), dtype=bool)
        counts = np.diff(numbers(cases, "end"), prepend=0)
        stays = np.repeat(is_kept, counts) & _is_late(events, before)
        owner = np.repeat(np.arange(len(counts)), counts)
        n_left = np.bincount(owner[stays], minlength=len(counts)).astype(np.int64)
        return cls(entry, events, cases, n_left, stays)

    @classmethod
    def nobody(cls, folder: Path, entry: BucketEntry, before: int | None) -> Self:
        """
        Take the events of nobody.
        """
        events = mapped(folder / entry.folder / EVENTS)
        return cls(entry, events, None, np.zeros(0, dtype=np.int64), _is_late(events, before))

    @property
    def is_kept_case(self) -> npt.NDArray[np.bool_]:
        """
        Which cases stay: one of which no event does is none any more.
        """
        kept: npt.NDArray[np.bool_] = self.n_left > 0
        return kept

    @property
    def is_touched(self) -> bool:
        """
        Something of it goes.
        """
        return not bool(self.is_kept_event.all())

    def codes(self, name: str) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.bool_]]:
        """
        Give a column of codes, and which of its rows stay.
        """
        is_known = name.startswith(OF_CASE)
        table = self.cases if is_known else self.events
        if table is None or name not in table.column_names:
            return np.zeros(0, dtype=np.int32), np.zeros(0, dtype=bool)
        return numbers(table, name), self.is_kept_case if is_known else self.is_kept_event


def _is_late(events: pa.Table, before: int | None) -> npt.NDArray[np.bool_]:
    if before is None:
        return np.ones(events.num_rows, dtype=bool)
    found: npt.NDArray[np.bool_] = numbers(events, "timestamp") >= before
    return found


@dataclass(frozen=True, slots=True)
class _Words:
    """
    The vocabulary of a column, and what each code becomes.
    """

    vocabulary: tuple[str, ...]
    code_of: npt.NDArray[np.int32]
    n_blanked: int

    @property
    def is_changed(self) -> bool:
        """
        A word goes.
        """
        return len(self.vocabulary) < len(self.code_of) - 1

    @classmethod
    def of(
        cls, name: str, words: tuple[str, ...], parts: list[_Part], gone: Collection[str]
    ) -> Self:
        """
        Find the words that nobody uses any more, and the names of those who go.
        """
        n = len(words)
        is_left, is_lost = np.zeros(n + 1, dtype=np.int64), np.zeros(n + 1, dtype=np.int64)
        for part in parts:
            codes, is_kept = part.codes(name)
            is_left += np.bincount(codes[is_kept] + 1, minlength=n + 1)
            is_lost += np.bincount(codes[~is_kept] + 1, minlength=n + 1)
        # An event without an activity is none; only attributes and channels can be blank.
        can_be_blank = name != _ACTIVITY
        is_name = np.asarray([can_be_blank and word in gone for word in words], dtype=bool)
        is_out = ((is_left[1:] == 0) & (is_lost[1:] > 0)) | is_name
        place = np.where(is_out, ABSENT, np.cumsum(~is_out) - 1)
        code_of = np.append(place, ABSENT).astype(np.int32)
        kept = tuple(word for word, goes in zip(words, is_out.tolist(), strict=True) if not goes)
        return cls(kept, code_of, int(is_left[1:][is_name].sum()))


@dataclass(frozen=True, slots=True)
class _Plan:
    """
    What goes out of a log.
    """

    log: CompiledLog
    parts: list[_Part]
    nobody: _Part | None
    words: Mapping[str, _Words]
    quality: QualityReport
    found: ErasedCases

    @classmethod
    def of(
        cls, log: CompiledLog, names: frozenset[str], before: int | None, words: frozenset[str]
    ) -> Self:
        """
        Look through all buckets.
        """
        found = log.manifest
        wanted = pa.array(sorted(names), pa.large_string())
        parts = [_Part.of(log.folder, entry, wanted, before) for entry in found.buckets]
        nobody = (
            None if found.anonymous is None else _Part.nobody(log.folder, found.anonymous, before)
        )
        every = parts if nobody is None else [*parts, nobody]
        known = {name: _Words.of(name, texts, every, words) for name, texts in _vocabularies(found)}
        quality, n_examples = _without(found.quality, names)
        counts = ErasedCases(
            n_cases=sum(int((~part.is_kept_case).sum()) for part in parts),
            n_events=sum(int((~part.is_kept_event).sum()) for part in every),
            n_mentions=sum(one.n_blanked for one in known.values()),
            n_examples=n_examples,
        )
        return cls(log, parts, nobody, known, quality, counts)


def _vocabularies(found: Manifest) -> Iterator[tuple[str, tuple[str, ...]]]:
    yield _ACTIVITY, found.activities
    if found.channels is not None:
        yield _CHANNEL, found.channels
    for before, entries in ((OF_EVENT, found.attributes), (OF_CASE, found.case_attributes)):
        for entry in entries:
            if entry.vocabulary is not None:
                yield before + entry.name, entry.vocabulary


def _without(quality: QualityReport, names: Collection[str]) -> tuple[QualityReport, int]:
    """
    Forget the rows that the account quotes and that name somebody who goes.
    """
    n, drops = 0, []
    for drop in quality.drops:
        kept = tuple(one for one in drop.examples if not any(name in one.text for name in names))
        n += len(drop.examples) - len(kept)
        drops.append(replace(drop, examples=kept))
    return replace(quality, drops=tuple(drops)), n


def _publish(plan: _Plan) -> None:
    """
    Write what changes, and let the manifest name it.
    """
    folder, generation = plan.log.folder, secrets.token_hex(4)
    scratch = folder / f"{PART}{generation}"
    is_recoded = any(one.is_changed for one in plan.words.values())
    try:
        scratch.mkdir()
        buckets = tuple(
            _rewritten(plan, part, scratch / _renamed(part.entry.folder, generation))
            if part.is_touched or is_recoded
            else part.entry
            for part in plan.parts
        )
        nobody = None if plan.nobody is None else plan.nobody.entry
        if plan.nobody is not None and (plan.nobody.is_touched or is_recoded):
            place = scratch / _renamed(plan.nobody.entry.folder, generation)
            nobody = _rewritten(plan, plan.nobody, place)
        publish(folder, scratch, _manifest(plan, buckets, nobody))
    finally:
        with suppress(OSError):
            shutil.rmtree(scratch)


def _renamed(name: str, generation: str) -> str:
    return f"{name.partition('.')[0]}.{generation}"


def _rewritten(plan: _Plan, part: _Part, place: Path) -> BucketEntry:
    """
    Write what stays of a bucket.
    """
    place.mkdir()
    events = _taken(plan, part.events, part.is_kept_event)
    keep(place / EVENTS, events)
    case = pa.nulls(events.num_rows, pa.string())
    n_cases = int(part.is_kept_case.sum())
    if part.cases is not None:
        counts = part.n_left[part.is_kept_case]
        cases = _taken(plan, part.cases, part.is_kept_case)
        ends = pa.array(np.cumsum(counts, dtype=np.int64))
        cases = cases.set_column(cases.column_names.index("end"), "end", ends)
        keep(place / CASES, cases)
        if n_cases:
            codes = pa.array(np.repeat(np.arange(n_cases, dtype=np.int32), counts))
            ids = cases["case"].combine_chunks()
            case = pa.DictionaryArray.from_arrays(codes, ids)
    else:
        shutil.copyfile(plan.log.folder / part.entry.folder / CASES, place / CASES)
    names = {
        name: plan.words[name].vocabulary for name in plan.words if name in events.column_names
    }
    parquet(place / TABLE, events, names, case)
    return BucketEntry(folder=place.name, n_cases=n_cases, n_events=events.num_rows)


def _taken(plan: _Plan, table: pa.Table, is_kept: npt.NDArray[np.bool_]) -> pa.Table:
    """
    Take the rows that stay, in the codes that their words have from now on.
    """
    found = table.filter(pa.array(is_kept)).combine_chunks()
    for place, name in enumerate(found.column_names):
        words = plan.words.get(name)
        if words is not None and words.is_changed:
            found = found.set_column(place, name, pa.array(words.code_of[numbers(found, name)]))
    return found


def _manifest(
    plan: _Plan, buckets: tuple[BucketEntry, ...], nobody: BucketEntry | None
) -> Manifest:
    """
    Say what the log holds now.
    """
    before, found, words = plan.log.manifest, plan.found, plan.words
    spans = [_span(part) for part in plan.parts]
    firsts, lasts = [span[0] for span in spans if span], [span[1] for span in spans if span]
    last = max(lasts, default=None)
    # Leaving cases out does not stop the clock.
    end = before.log_end if before.stated_end is None and last != before.log_end else None
    taken = Restriction(name=ERASED, n_events=found.n_events, n_cases=found.n_cases)
    quality = replace(
        plan.quality,
        n_kept=sum(entry.n_events for entry in buckets),
        n_without_case=0 if nobody is None else nobody.n_events,
        restrictions=_counted(plan.quality.restrictions, taken),
        unmapped=tuple(
            name for name in plan.quality.unmapped if name in words[_ACTIVITY].vocabulary
        ),
    )
    return before.model_copy(
        update={
            "log_start": min(firsts, default=None),
            "log_end": last,
            "stated_end": before.stated_end if end is None else end,
            "activities": words[_ACTIVITY].vocabulary,
            "channels": None if before.channels is None else words[_CHANNEL].vocabulary,
            "attributes": _entries(OF_EVENT, before.attributes, words),
            "case_attributes": _entries(OF_CASE, before.case_attributes, words),
            "buckets": buckets,
            "anonymous": nobody,
            "quality": quality,
        }
    )


def _span(part: _Part) -> tuple[int, int] | None:
    times = numbers(part.events, "timestamp")[part.is_kept_event]
    return (int(times.min()), int(times.max())) if len(times) else None


def _entries(
    before: str, entries: tuple[ColumnEntry, ...], words: Mapping[str, _Words]
) -> tuple[ColumnEntry, ...]:
    return tuple(
        entry
        if entry.vocabulary is None
        else ColumnEntry(name=entry.name, vocabulary=words[before + entry.name].vocabulary)
        for entry in entries
    )


def _counted(before: tuple[Restriction, ...], taken: Restriction) -> tuple[Restriction, ...]:
    """
    Add to what was taken out earlier, so that the account tells of nobody alone.
    """
    earlier = [one for one in before if one.name == ERASED]
    others = tuple(one for one in before if one.name != ERASED)
    total = replace(
        taken,
        n_events=taken.n_events + sum(one.n_events for one in earlier),
        n_cases=taken.n_cases + sum(one.n_cases for one in earlier),
    )
    return (*others, total) if total.n_cases or total.n_events else before
