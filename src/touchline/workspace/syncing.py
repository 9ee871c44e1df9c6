"""
The records of a workspace and their files, brought together both ways.

What both sides had in common last is remembered in the folder, so that it is known which of them
was changed since. What was changed on both sides is told and left alone.
"""

from __future__ import annotations

import hashlib
import json
import time
import unicodedata
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from touchline.document.faults import UnreadableMap, fault
from touchline.document.read import text_of
from touchline.errors import StorageError, TouchlineError
from touchline.model.work import RECORDS
from touchline.whole import write_whole
from touchline.workspace.errors import DamagedWorkspace
from touchline.workspace.filing import (
    FOLDER,
    Filed,
    UnreadableRecord,
    record_files,
    record_text,
    records_in,
)
from touchline.workspace.records import kind_named, kind_of, record_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping
    from pathlib import Path

    from touchline.workspace.stores import State
    from touchline.workspace.workspace import Workspace

#: What both sides had in common last, beside the store.
_COMMON = ".touchline/filed.json"

#: How long ago a file must have been written to be known by size and time, in nanoseconds.
_QUIET = 5_000_000_000

#: What becomes of a record: nothing, its file is written or removed, the workspace takes it or
#: throws it away, or both sides were changed.
Outcome = Literal["same", "written", "removed", "taken", "trashed", "conflict"]
OUTCOMES: tuple[Outcome, ...] = ("written", "removed", "taken", "trashed", "conflict", "same")

#: Which side counts when both were changed.
Side = Literal["files", "workspace"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Synced:
    """
    What became of one record.

    Args:
        key: Its kind and id, such as `persona/mei-lin`.
        outcome: What was done.
        file: Its file, as a path from the workspace's folder.
    """

    key: str
    outcome: Outcome
    file: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sync:
    """
    What became of all records.

    Args:
        records: The records, those that are the same on both sides too.
        faults: Files that hold no record; nothing was done with them, nor with what they are for.
    """

    records: tuple[Synced, ...]
    faults: tuple[TouchlineError, ...] = ()

    def of(self, outcome: Outcome) -> tuple[Synced, ...]:
        """
        Choose the records with which one thing was done.

        Args:
            outcome: What was done.

        Returns:
            The records.
        """
        return tuple(one for one in self.records if one.outcome == outcome)


def sync(
    workspace: Workspace,
    *,
    kinds: Iterable[str] | None = None,
    prefer: Side | None = None,
    author: str = "",
    is_trial: bool = False,
) -> Sync:
    """
    Bring the records of a workspace and their files together.

    Args:
        workspace: The workspace.
        kinds: Only these kinds of records; None for all.
        prefer: Which side counts when both were changed; None tells it and leaves both alone.
        author: Who changed the files.
        is_trial: Only say what would be done.

    Returns:
        What became of each record.

    Raises:
        UnknownKind: There is no such kind.
        StorageError: The folder or the store is closed to us or full.
    """
    chosen = frozenset(kind_of(kind_named(name)) for name in (RECORDS if kinds is None else kinds))
    return _Sync(workspace, chosen, prefer).done(author, is_trial=is_trial)


def keep(
    workspace: Workspace, files: Iterable[Path], *, author: str = "", expected: int | None = None
) -> tuple[Filed, ...]:
    """
    Take the records of some files into a workspace: all of them, or none.

    Args:
        workspace: The workspace.
        files: The files.
        author: Who writes.
        expected: The version that was read before a single record was changed, 0 for a new one.

    Returns:
        The records.

    Raises:
        UnreadableRecord: A file holds no record, or one that is not well formed.
        ChangedRecord: Somebody else has written the record since.
        StorageError: A file cannot be read, or the store cannot be written.
    """
    found = tuple(one for file in files for one in records_in(file))
    with workspace.store.writing():
        workspace.put(*(one.record for one in found), author=author, expected=expected)
        for one in found:
            before = workspace.store.get(*_split(one.key))
            if before is not None and (before.state == "archived") != one.is_archived:
                workspace.move(*_split(one.key), _state(one), author=author)
    return found


def forget_common(folder: Path, keys: Collection[str]) -> None:
    """
    Forget what some records and their files had in common.

    Args:
        folder: The folder of the workspace.
        keys: Their kinds and ids.

    Raises:
        StorageError: The folder is closed to us or full.
    """
    common, seen = _common(folder)
    if not (common or seen):
        return
    kept = {key: digest for key, digest in common.items() if key not in keys}
    others = {place: one for place, one in seen.items() if one.key not in keys}
    _write_common(folder, kept, others)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Seen:
    """
    A file of a record, as it was looked at last.

    Args:
        key: The kind and id of the record.
        digest: What it says, in short.
        size: How many bytes it has.
        modified: When it was written, in nanoseconds.
    """

    key: str
    digest: str
    size: int
    modified: int


class _Sync:
    """
    Knows both sides and what they had in common.
    """

    def __init__(self, workspace: Workspace, kinds: frozenset[str], prefer: Side | None) -> None:
        self.workspace = workspace
        self.kinds = kinds
        self.prefer = prefer
        self.folder = workspace.folder / FOLDER
        # A folder that is not there was never written, or left behind by a copy.
        self.common, self.seen = _common(workspace.folder) if self.folder.is_dir() else ({}, {})
        self.faults: list[TouchlineError] = []
        self.broken: set[str] = set()
        self.files: dict[str, str] = {}
        self.digests: dict[str, str] = {}
        self._look()
        self.places = set(map(_folded, self.files.values()))
        self.versions: dict[str, int] = {}
        self.trashed: set[str] = set()
        self.stored = self._stored()

    def done(self, author: str, *, is_trial: bool) -> Sync:
        """
        Decide on every record, and do it unless that is only a trial.
        """
        keys = sorted({*self.files, *self.stored, *filter(self._is_chosen, self.common)})
        decided = [
            Synced(key=key, outcome=self._outcome(key), file=self._place(key)) for key in keys
        ]
        if not is_trial:
            decided = list(self._take(decided, author))
            for one in decided:
                self._file(one)
            self._remember(decided)
        told = (one for one in decided if one.key in self.files or one.key in self.stored)
        return Sync(records=tuple(told), faults=tuple(self.faults))

    def _look(self) -> None:
        """
        Look at the files; those that cannot be read are told and keep what they are for as it is.
        """
        before, self.seen = self.seen, {}
        for file in record_files(self.folder) if self.folder.is_dir() else ():
            place = file.relative_to(self.workspace.folder).as_posix()
            try:
                one = _looked_at(file, before.get(place))
                other = self.files.get(one.key)
                if other is not None:
                    raise _repeated(file, one.key, other)
            except (UnreadableMap, StorageError) as reason:
                self.faults.append(reason)
                self.broken.add(f"{file.parent.name}/{file.stem}")
                continue
            self.seen[place] = one
            if self._is_chosen(one.key):
                self.files[one.key], self.digests[one.key] = place, one.digest

    def _stored(self) -> dict[str, Filed]:
        """
        Read the records; one that cannot be read is told and stays as it is on both sides.
        """
        found: dict[str, Filed] = {}
        for kind in sorted(self.kinds):
            for one in self.workspace.store.listed(kind, state=None):
                if one.state == "trashed":
                    self.trashed.add(f"{kind}/{one.id}")
                    continue
                try:
                    record = record_of(kind_named(kind), one)
                except DamagedWorkspace as reason:
                    self.faults.append(reason)
                    self.broken.add(f"{kind}/{one.id}")
                else:
                    key = f"{kind}/{one.id}"
                    found[key] = Filed(record=record, is_archived=one.state == "archived")
                    self.versions[key] = one.version
        return found

    def _is_chosen(self, key: str) -> bool:
        return _split(key)[0] in self.kinds

    def _outcome(self, key: str) -> Outcome:
        """
        Compare both sides with what they had in common.
        """
        file, store = self._in_file(key), self._in_store(key)
        common = self.common.get(key, "")
        if key in self.broken or file == store:
            return "same"
        if self.faults and not file:
            # What has no file may be in one of those that cannot be read.
            return "same" if common else "written"
        if file == common or (store != common and self.prefer == "workspace"):
            # A store that came back from an older copy knows nothing of what was kept since.
            return "written" if store else "removed" if key in self.trashed else "taken"
        if store == common or self.prefer == "files":
            return "taken" if file else "trashed"
        return "conflict"

    def _in_file(self, key: str) -> str:
        return self.digests.get(key, "")

    def _in_store(self, key: str) -> str:
        return _digest(self.stored[key]) if key in self.stored else ""

    def _is_alike(self, key: str) -> bool:
        return self._in_file(key) == self._in_store(key)

    def _place(self, key: str) -> str:
        """
        Name the file of a record: the one that it has, or a new one that no other has.
        """
        place = self.files.get(key)
        if place is None:
            place = f"{FOLDER}/{key}.yaml"
            while _folded(place) in self.places:
                # Some disks take two names for one that differ only in capital letters.
                place = place.removesuffix(".yaml") + "~.yaml"
        self.places.add(_folded(place))
        return place

    def _take(self, decided: Iterable[Synced], author: str) -> Iterator[Synced]:
        """
        Write what the files say, unless somebody else has written the record meanwhile.
        """
        with self.workspace.store.writing():
            for one in decided:
                is_ours = one.outcome in {"taken", "trashed"}
                if is_ours and not self._is_untouched(one.key):
                    yield replace(one, outcome="conflict")
                    continue
                if one.outcome == "trashed":
                    self.workspace.move(*_split(one.key), "trashed", author=author)
                elif one.outcome == "taken":
                    filed = records_in(self.workspace.folder / one.file)[0]
                    self.workspace.put(filed.record, author=author)
                    before = self.stored.get(one.key)
                    if filed.is_archived != (before is not None and before.is_archived):
                        self.workspace.move(*_split(one.key), _state(filed), author=author)
                yield one

    def _is_untouched(self, key: str) -> bool:
        now = self.workspace.store.get(*_split(key))
        if now is None or now.state == "trashed":
            return key not in self.stored
        return now.version == self.versions.get(key)

    def _file(self, one: Synced) -> None:
        """
        Write or remove the file of a record.
        """
        place = self.workspace.folder / one.file
        try:
            if one.outcome == "removed":
                place.unlink(missing_ok=True)
            elif one.outcome == "written":
                place.parent.mkdir(parents=True, exist_ok=True)
        except OSError as reason:
            raise StorageError.on(place, reason) from reason
        if one.outcome == "written":
            like = text_of(place) if one.key in self.files else ""
            write_whole(place, record_text(self.stored[one.key], like=like).encode())

    def _remember(self, decided: Iterable[Synced]) -> None:
        known = dict(self.common)
        for one in decided:
            if one.outcome in {"taken", "trashed"}:
                known[one.key] = self._in_file(one.key)
            elif one.outcome in {"written", "removed"} or self._is_alike(one.key):
                known[one.key] = self._in_store(one.key)
        kept = {key: digest for key, digest in sorted(known.items()) if digest}
        # A file that was written just now may be written again without looking any newer.
        quiet = time.time_ns() - _QUIET
        seen = {place: one for place, one in self.seen.items() if one.modified < quiet}
        _write_common(self.workspace.folder, kept, seen)


def _looked_at(file: Path, before: _Seen | None) -> _Seen:
    """
    Read a file that must hold one record, unless it looks as it did.
    """
    try:
        about = file.stat()
    except OSError as reason:
        raise StorageError.on(file, reason) from reason
    if before is not None and (before.size, before.modified) == (about.st_size, about.st_mtime_ns):
        return before
    held = records_in(file)
    if len(held) != 1:
        raise UnreadableRecord([fault("several-records", path="$", n=len(held))], at=str(file))
    one = held[0]
    return _Seen(key=one.key, digest=_digest(one), size=about.st_size, modified=about.st_mtime_ns)


def _repeated(file: Path, key: str, other: str) -> UnreadableRecord:
    return UnreadableRecord(
        [fault("repeated-record", path="$.id", key=key, other=other)], at=str(file)
    )


def _state(filed: Filed) -> State:
    return "archived" if filed.is_archived else "kept"


def _folded(place: str) -> str:
    return unicodedata.normalize("NFC", place).casefold()


def _common(folder: Path) -> tuple[dict[str, str], dict[str, _Seen]]:
    """
    Read what both sides had in common; nothing when that was lost, which only makes us careful.
    """
    try:
        found = json.loads((folder / _COMMON).read_text(encoding="utf-8"))
        seen = {
            place: _Seen(key=key, digest=digest, size=size, modified=modified)
            for place, (key, digest, size, modified) in found["seen"].items()
        }
        return dict(found["common"]), seen
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return {}, {}


def _write_common(folder: Path, common: Mapping[str, str], seen: Mapping[str, _Seen]) -> None:
    rows = {place: (one.key, one.digest, one.size, one.modified) for place, one in seen.items()}
    text = json.dumps({"common": common, "seen": rows}, ensure_ascii=False) + "\n"
    place = folder / _COMMON
    place.parent.mkdir(exist_ok=True)
    write_whole(place, text.encode())


def _digest(filed: Filed) -> str:
    text = json.dumps(filed.plain(), ensure_ascii=True, sort_keys=True)
    return hashlib.blake2b(text.encode(), digest_size=12).hexdigest()


def _split(key: str) -> tuple[str, str]:
    kind, _, name = key.partition("/")
    return kind, name
