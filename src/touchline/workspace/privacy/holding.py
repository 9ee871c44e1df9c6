"""
Everything that a workspace holds on somebody, and what would be left without it.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from touchline.document.faults import UnreadableMap
from touchline.document.read import format_of, text_of
from touchline.document.syntax import compose
from touchline.document.validate import validated
from touchline.model.work import RECORDS
from touchline.model.work.erasure import LeftPlace
from touchline.model.work.log import Log
from touchline.sources import Pseudonyms
from touchline.workspace.filing import FOLDER, record_files, record_text, records_in
from touchline.workspace.privacy.files import attached_files, files_of_maps, naming_files
from touchline.workspace.privacy.logs import ClosedLog, HeldLog, held_logs
from touchline.workspace.privacy.traces import Taken, Traces, map_without, scrubbed, versions
from touchline.workspace.records import kind_of, plain_record
from touchline.workspace.searching import searchable, texts_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from touchline.document.tree import Plain
    from touchline.workspace.filing import Filed
    from touchline.workspace.stores import Stored
    from touchline.workspace.workspace import Workspace

#: The kinds of records of which one can be about a single person and nobody else.
_PERSONAL = ("item", "walk")

#: Records that hold the text of a map.
_VERSION = "version"

#: The proofs name nobody.
_PROOF = "erasure"


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldRecord:
    """
    A record of the store that somebody is in.

    Args:
        now: The record as it is.
        versions: What it was and is; empty when it is theirs as a whole and goes.
        taken: What is taken out, of all versions; a version that goes as a whole too.
    """

    now: Stored
    versions: tuple[Stored, ...] = ()
    taken: tuple[Taken, ...] = ()

    @property
    def key(self) -> str:
        """
        Its kind and id.
        """
        return f"{self.now.kind}/{self.now.id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldFile:
    """
    A file of a map or a record that somebody is in.

    Args:
        place: The file, as a path from the workspace's folder.
        before: What it holds.
        after: What is left; None when the whole file goes.
        taken: What is taken out.
        kind: The kind of its record; empty for a map.
        key: Kind and id of its record.
    """

    place: str
    before: str
    after: str | None
    taken: tuple[Taken, ...] = ()
    kind: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """
    What a workspace holds on somebody.

    Args:
        traces: By what they were recognised.
        logs: Logs with their events.
        records: Records in the store.
        record_files: Files of records.
        maps: Files of maps.
        files: Files that belong to their records, such as recordings.
        naming: Other files of the folder that name them or hold their words.
        left: What could not be looked through, and what is no place of ours.
    """

    traces: Traces
    logs: tuple[HeldLog, ...] = ()
    records: tuple[HeldRecord, ...] = ()
    record_files: tuple[HeldFile, ...] = ()
    maps: tuple[HeldFile, ...] = ()
    files: tuple[Path, ...] = ()
    naming: tuple[Path, ...] = ()
    left: tuple[LeftPlace, ...] = ()

    def __bool__(self) -> bool:
        places = (self.logs, self.records, self.record_files, self.maps, self.files, self.naming)
        return any(places)

    @property
    def counts(self) -> dict[tuple[str, str], int]:
        """
        How much there is in each place: of logs the events, of maps what is taken out.
        """
        found: Counter[tuple[str, str]] = Counter()
        for log in self.logs:
            found["log", log.place] += max(1, log.n_events + log.n_other)
        for one in self.records:
            found["record", one.now.kind] += 1
        for file in self.record_files:
            found["record-file", file.kind] += 1
        for file in self.maps:
            found["map", file.place] += max(1, len(file.taken))
        return dict(found)


def hold(workspace: Workspace, traces: Traces, *, events: bool = False) -> Holding:
    """
    Look for somebody in all that a workspace has.

    Args:
        workspace: The workspace.
        traces: Their names, and maybe what else is known of them already.
        events: Read their events too, and do not only count them.

    Returns:
        What is held.

    Raises:
        StorageError: The store or a file cannot be read.
    """
    search = _Search(workspace, traces)
    names, words = traces.names, traces.telling
    logs = tuple(held_logs(workspace, names, words=words, events=events)) if names else ()
    maps, filed = tuple(search.maps()), tuple(search.record_files())
    records = tuple(search.records())
    attached = tuple(attached_files(workspace, search.attached))
    return Holding(
        traces=search.traces,
        logs=tuple(one for one in logs if isinstance(one, HeldLog)),
        records=records,
        record_files=filed,
        maps=maps,
        files=attached,
        naming=tuple(naming_files(workspace, search.traces, attached)),
        left=(*map(_left, (one for one in logs if isinstance(one, ClosedLog))), *search.left),
    )


def held_records(workspace: Workspace, traces: Traces) -> tuple[HeldRecord, ...]:
    """
    Look for somebody in the store alone.

    Args:
        workspace: The workspace.
        traces: By what they are recognised.

    Returns:
        The records that they are in.
    """
    return tuple(_Search(workspace, traces).records())


def names_of(workspace: Workspace, id: str, keys: Iterable[Path] = ()) -> frozenset[str]:  # noqa: A002
    """
    Collect the names of somebody: the id, and the pseudonyms that stand for it.

    Args:
        workspace: The workspace, whose logs may be read with keys of pseudonyms.
        id: The id in the logs, or a pseudonym.
        keys: Further files with keys.

    Returns:
        The names.

    Raises:
        UnusableKey: A file holds too little to be a key.
        StorageError: A file of a key is missing.
    """
    used = {
        workspace.folder / key
        for log in workspace.records(Log, state="kept")
        if (key := log.reading.pseudonymise) is not None
    }
    found = [*keys, *sorted(key for key in used if key.is_file())]
    return frozenset({id, *(Pseudonyms.read(key, make=False).of(id) for key in found)})


def _left(closed: ClosedLog) -> LeftPlace:
    return LeftPlace(where=closed.place, why="warehouse" if closed.is_elsewhere else "unreadable")


class _Search:
    """
    Learns first what is theirs alone, and then looks for it everywhere.
    """

    def __init__(self, workspace: Workspace, traces: Traces) -> None:
        self.workspace = workspace
        self.traces, self.given = traces, traces.records
        self.left: list[LeftPlace] = []
        self.attached: set[str] = set()
        self._learn()

    def _learn(self) -> None:
        """
        Find the records that are theirs alone, with their words.
        """
        known = self.traces
        theirs = set(known.records)
        said: list[Plain] = []
        for stored in self._stored(known.needles):
            if stored.kind not in {*_PERSONAL, *_kinds(self.given)}:
                continue
            key = f"{stored.kind}/{stored.id}"
            history = [json.loads(one.body) for one in self._history(stored)]
            if key in self.given or self._is_theirs(stored.kind, json.loads(stored.body)):
                theirs.add(key)
                said += history
            else:
                # What an earlier version says may be theirs when the name was put right later.
                said += filter(known.is_theirs, history)
        for _, filed in self._filed(_PERSONAL):
            data = plain_record(filed.record)
            if filed.key in self.given or known.is_theirs(data):
                theirs.add(filed.key)
                said.append(data)
        for data in said:
            self.attached.update(_files(data))
        words = {one for data in said for one in _words(data)}
        titles = {one for data in said for one in versions(data.get("title"))}
        self.traces = replace(
            known,
            records=frozenset(theirs),
            words=known.words | (words - {""}),
            titles=known.titles | (titles - {""}),
        )

    def _stored(self, needles: Iterable[str]) -> Iterator[Stored]:
        """
        Read the records that hold something in any version, and those that go anyway.
        """
        store = self.workspace.store
        keys = {tuple(key.split("/", 1)) for key in self.given}
        for kind, name in sorted({*store.holding({*needles, *self.traces.names}), *keys}):
            found = store.get(kind, name) if kind in RECORDS else None
            if found is not None:
                yield found

    def _history(self, stored: Stored) -> tuple[Stored, ...]:
        if stored.version == 1:
            return (stored,)
        return self.workspace.store.versions(stored.kind, stored.id) or (stored,)

    @cached_property
    def _texts(self) -> dict[Path, str]:
        """
        Read the files of records, once.
        """
        folder = self.workspace.folder / FOLDER
        found = {}
        for file in record_files(folder) if folder.is_dir() else ():
            try:
                found[file] = text_of(file)
            except UnreadableMap:
                self._leave(file, "unreadable")
        return found

    def _filed(self, kinds: Iterable[str]) -> Iterator[tuple[Path, Filed]]:
        """
        Read the files that may hold something, of some kinds of records.
        """
        for file, text in self._texts.items():
            if not self.traces.may_be_in(text):
                continue
            try:
                held = records_in(file)
            except UnreadableMap:
                if self.traces.are_named_in(text):
                    self._leave(file, "unreadable")
                continue
            for one in held:
                if one.key.partition("/")[0] in kinds:
                    yield file, one

    def _leave(self, file: Path, why: str) -> None:
        place = file.relative_to(self.workspace.folder).as_posix()
        left = LeftPlace.model_validate({"where": place, "why": why})
        if left not in self.left:
            self.left.append(left)

    def _is_theirs(self, kind: str, data: Plain) -> bool:
        return kind in _PERSONAL and self.traces.is_theirs(data)

    def _mention(self, key: str) -> None:
        left = LeftPlace(where=key, why="mention")
        if left not in self.left:
            self.left.append(left)

    def records(self) -> Iterator[HeldRecord]:
        """
        Find the records of the store that they are in.
        """
        for stored in self._stored(self.traces.needles):
            found = self._record(stored) if stored.kind != _PROOF else None
            if found is not None:
                yield found

    def _record(self, stored: Stored) -> HeldRecord | None:
        traces, key = self.traces, f"{stored.kind}/{stored.id}"
        if key in self.given or self._is_theirs(stored.kind, json.loads(stored.body)):
            return HeldRecord(now=stored)
        history = self._history(stored)
        if not any(traces.may_be_in(one.body) or one.author in traces.names for one in history):
            return None
        kept: list[Stored] = []
        taken: dict[str, Taken] = {}
        for one in history:
            data = json.loads(one.body)
            if self._is_theirs(stored.kind, data):
                parts: tuple[Taken, ...] = (Taken("$", data),)
            else:
                after, parts = self._without(one, data)
                kept.append(after)
            # What stays from version to version is told once.
            taken |= {repr(part.value): part for part in parts}
        if kept and traces.are_named_in(kept[-1].body):
            # Ids stay, for others lead to them.
            self._mention(key)
        if kept == list(history):
            return None
        return HeldRecord(now=stored, versions=tuple(kept), taken=tuple(taken.values()))

    def _without(self, one: Stored, data: Plain) -> tuple[Stored, tuple[Taken, ...]]:
        """
        Leave them out of one version of a record.
        """
        traces = self.traces
        after, taken = _data_without(traces, one.kind, data)
        author = "" if one.author in traces.names else one.author
        if after == data and author == one.author:
            return one, ()
        faults, _ = validated(RECORDS[one.kind], after)
        if faults:
            self._mention(f"{one.kind}/{one.id}")
            return one, ()
        title = traces.text(one.title)
        body = json.dumps(after, ensure_ascii=False)
        sought = searchable("\n".join([title, *texts_in(after)]))
        return replace(one, title=title, body=body, text=sought, author=author), taken

    def record_files(self) -> Iterator[HeldFile]:
        """
        Find the files of records that they are in.
        """
        for file, filed in self._filed(RECORDS):
            text, key = self._texts[file], filed.key
            if key.startswith(f"{_PROOF}/"):
                continue
            place = file.relative_to(self.workspace.folder).as_posix()
            kind = key.partition("/")[0]
            data = plain_record(filed.record)
            if key in self.given or self._is_theirs(kind, data):
                yield HeldFile(place=place, before=text, after=None, kind=kind, key=key)
                continue
            after, taken = _record_text_without(self.traces, filed, text)
            if after != text:
                yield HeldFile(
                    place=place, before=text, after=after, taken=taken, kind=kind, key=key
                )

    def maps(self) -> Iterator[HeldFile]:
        """
        Find the map files that they are in.
        """
        folder = self.workspace.folder
        for file in files_of_maps(folder):
            try:
                text = text_of(file)
            except UnreadableMap:
                self._leave(file, "unreadable")
                continue
            if not self.traces.may_be_in(f"{file.name} {text}"):
                continue
            found = map_without(self.traces, text, format_of(file))
            if self.traces.are_named_in(f"{file.name} {found.text}"):
                self._leave(file, "mention")
            if found.text != text:
                place = file.relative_to(folder).as_posix()
                yield HeldFile(place=place, before=text, after=found.text, taken=found.taken)


def _record_text_without(traces: Traces, filed: Filed, text: str) -> tuple[str, tuple[Taken, ...]]:
    """
    Leave somebody out of the file of a record.
    """
    data, taken = _data_without(traces, kind_of(type(filed.record)), plain_record(filed.record))
    after = text
    if taken:
        faults, record = validated(type(filed.record), data)
        if record is None or faults:
            return text, ()
        after = record_text(replace(filed, record=record), like=text)
    return scrubbed(traces, after, lambda one: compose(one)[0].value), taken


def _data_without(traces: Traces, kind: str, data: Plain) -> tuple[Plain, tuple[Taken, ...]]:
    """
    Leave somebody out of a record, and out of the map that a version holds.
    """
    text = data.get("text") if kind == _VERSION else None
    if not isinstance(text, str):
        found = traces.cleaned(data)
        return found.data, found.taken
    found = traces.cleaned({name: value for name, value in data.items() if name != "text"})
    cleaned = map_without(traces, text, "json" if text.startswith("{") else "yaml")
    taken = (*found.taken, *cleaned.taken)
    if cleaned.text != text and not cleaned.taken:
        taken = (*taken, Taken("$.text", text))
    return {**found.data, "text": cleaned.text}, taken


def _kinds(keys: Iterable[str]) -> set[str]:
    return {key.partition("/")[0] for key in keys}


def _words(data: Plain) -> Iterator[str]:
    """
    Collect what somebody said or noted in a record that is theirs.
    """
    yield from versions(data.get("quote"))
    if data.get("sort") == "quote":
        yield from versions(data.get("title"))
    for step in data.get("steps", ()):
        for one in step.get("friction", ()):
            yield from versions(one)


def _files(data: Plain) -> Iterator[str]:
    if data.get("file"):
        yield data["file"]
    for step in data.get("steps", ()):
        yield from step.get("photos", ())
