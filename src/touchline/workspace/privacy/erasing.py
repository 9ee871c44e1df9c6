"""
Somebody is erased everywhere, and a proof stays that names nobody.

What is to go is written down beside the store before anything goes, and that note is the last thing
to be removed. Whoever is interrupted, however it happens, begins again and finishes.
"""

from __future__ import annotations

import datetime as dt
import json
import secrets
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Self

from touchline.compiled.erase import erase_cases
from touchline.document.read import text_of
from touchline.errors import StorageError
from touchline.i18n import date_text, translate
from touchline.model.text import LocalText
from touchline.model.work.erasure import ErasedPlace, Erasure, LeftPlace
from touchline.whole import write_whole
from touchline.workspace.errors import BusyWorkspace, DamagedWorkspace
from touchline.workspace.privacy.holding import held_records, hold
from touchline.workspace.privacy.proofs import ProofKey
from touchline.workspace.privacy.sources import is_table, remove_from_files
from touchline.workspace.privacy.traces import GAP, Traces
from touchline.workspace.records import record_of
from touchline.workspace.syncing import forget_common

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from pathlib import Path

    from touchline.workspace.privacy.holding import HeldFile, Holding
    from touchline.workspace.workspace import Workspace

#: The folder beside the maps that nobody commits.
_HIDDEN = ".touchline"
#: What is to go, until it is gone.
_NOTE = "erasing-"
#: By what such a note recognises somebody.
_KNOWN = ("names", "words", "titles", "records")
#: What of that folder is no cache: the store, what keeps it out of repositories, and what records
#: and files had in common.
_KEPT = ("workspace.sqlite", ".gitignore", "filed.json", _NOTE)
#: How often a file is read again that somebody else writes at the same time.
_TRIES = 10
#: How files are called until they are whole.
_HALF_WRITTEN = ".*.part"
#: The folder of a repository.
_REPOSITORY = ".git"


@dataclass(frozen=True, slots=True, kw_only=True)
class Erased:
    """
    What was erased.

    Args:
        proof: The proof; None when nothing was held.
        left: What is still there, and why.
    """

    proof: Erasure | None
    left: tuple[LeftPlace, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OldEvents:
    """
    The events of a compiled log that were kept too long.

    Args:
        folder: The log.
        place: The log, as a path from the workspace's folder.
        before: The moment before which events are too old, in microseconds UTC.
        n_events: How many there are.
    """

    folder: Path
    place: str
    before: int
    n_events: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """
    What would be erased.

    Args:
        found: What is held.
        places: How much would go from each place.
        left: What would stay, and why.
        is_begun: Somebody was interrupted while it was erased.
    """

    found: Holding
    places: dict[tuple[str, str], int]
    left: tuple[LeftPlace, ...] = ()
    is_begun: bool = False


def due(workspace: Workspace, traces: Traces, *, files: bool = False, events: bool = False) -> Due:
    """
    Look for what would be erased, and change nothing.

    Args:
        workspace: The workspace.
        traces: By what somebody is recognised.
        files: Other programs' files would be changed too.
        events: Read their events too, and do not only count them.

    Returns:
        What would go and what would stay.
    """
    notes = _notes(workspace.folder, traces)
    found = hold(workspace, _remembered(traces, notes), events=events)
    places = _Note.taken(workspace.folder, found, notes, files=files).places
    left = _left(workspace, found, files=files)
    return Due(found=found, places=places, left=left, is_begun=bool(notes))


def erase(
    workspace: Workspace,
    traces: Traces,
    *,
    author: str = "",
    files: bool = False,
    old: Collection[OldEvents] = (),
) -> Erased:
    """
    Erase somebody, or records that were kept too long, from everything that is the workspace's own.

    Args:
        workspace: The workspace.
        traces: Their names; or no name, and the records that go.
        author: Who does it.
        files: Also take their rows out of the files from which logs are read, and remove the files
            of their records.
        old: Events that go whoever had them.

    Returns:
        The proof, and what could not be erased from here. To do it again changes nothing.

    Raises:
        LogInUse: Another process is writing a log.
        BusyWorkspace: Somebody else writes or reads for too long.
        StorageError: A file or the store cannot be written.
    """
    folder = workspace.folder
    notes = _notes(folder, traces)
    found = hold(workspace, _remembered(traces, notes))
    if not (notes or old or _is_ours(found, files=files)):
        return Erased(proof=None, left=_left(workspace, found, files=files))
    note = _Note.taken(folder, found, notes, files=files)
    note.places.update({("log", one.place): one.n_events for one in old})
    note.write()
    proof = _begun(workspace, note, author)
    for one in old:
        erase_cases(one.folder, before=one.before)
    _erase(workspace, found, files=files)
    is_scrubbed = workspace.store.scrub()
    left = _left(workspace, hold(workspace, found.traces), files=files)
    if found.maps or found.record_files or files:
        left = (*left, *_history(folder))
    if not is_scrubbed:
        left = (*left, LeftPlace(where="PostgreSQL", why="database"))
    proof = _finished(workspace, proof, left)
    for file in {note.file, *(other.file for other in notes)}:
        file.unlink(missing_ok=True)
    return Erased(proof=proof, left=left)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Note:
    """
    What is to go, until it is gone.
    """

    file: Path
    proof: str
    traces: Traces
    places: dict[tuple[str, str], int]

    @classmethod
    def taken(
        cls, folder: Path, found: Holding, earlier: Collection[_Note], *, files: bool
    ) -> Self:
        """
        Note what was found, with what went before somebody was interrupted.
        """
        counts = dict(found.counts)
        for log in found.logs if not files else ():
            if log.folder is None:
                del counts["log", log.place]
        tables = filter(is_table, found.naming)
        for file in (*found.files, *tables) if files else ():
            counts["file", _place(folder, file)] = 1
        for note in earlier:
            for place, n in note.places.items():
                counts[place] = max(n, counts.get(place, 0))
        first = next(iter(earlier), None)
        name = f"{dt.datetime.now(dt.UTC):%Y%m%d}-{secrets.token_hex(4)}"
        return cls(
            file=first.file if first else folder / _HIDDEN / f"{_NOTE}{name}.json",
            proof=first.proof if first else f"erasure-{name}",
            traces=found.traces,
            places=counts,
        )

    @classmethod
    def read(cls, file: Path) -> Self:
        """
        Read a note that somebody left.
        """
        try:
            told = json.loads(file.read_text("utf-8"))
            names, words, titles, records = (frozenset(told[name]) for name in _KNOWN)
            places = {(sort, where): n for sort, where, n in told["places"]}
            return cls(
                file=file,
                proof=told["proof"],
                traces=Traces(names, words, titles, records),
                places=places,
            )
        except OSError as reason:
            raise StorageError.on(file, reason) from reason
        except (ValueError, TypeError, KeyError) as reason:
            raise DamagedWorkspace(at=str(file)) from reason

    def write(self) -> None:
        """
        Write the note down.
        """
        told = {
            **{name: sorted(getattr(self.traces, name)) for name in _KNOWN},
            "proof": self.proof,
            "places": [[*place, n] for place, n in sorted(self.places.items())],
        }
        try:
            self.file.parent.mkdir(exist_ok=True)
        except OSError as reason:
            raise StorageError.on(self.file, reason) from reason
        write_whole(self.file, json.dumps(told, ensure_ascii=False).encode())


def _notes(folder: Path, traces: Traces) -> tuple[_Note, ...]:
    """
    Find the notes of those who began to erase the same and were interrupted.
    """
    every = [_Note.read(file) for file in sorted((folder / _HIDDEN).glob(f"{_NOTE}*.json"))]
    return tuple(
        one
        for one in every
        if one.traces.names & traces.names or one.traces.names == traces.names == frozenset()
    )


def _remembered(traces: Traces, notes: Iterable[_Note]) -> Traces:
    """
    Add what an interrupted erasure knew.
    """
    for one in notes:
        known = {name: getattr(traces, name) | getattr(one.traces, name) for name in _KNOWN}
        traces = replace(traces, **known)
    return traces


def _is_ours(found: Holding, *, files: bool) -> bool:
    """
    Tell whether anything can be erased from here.
    """
    logs = any(log.folder is not None or files for log in found.logs)
    others = files and bool(found.files or any(map(is_table, found.naming)))
    return logs or others or any((found.records, found.record_files, found.maps))


def _begun(workspace: Workspace, note: _Note, author: str) -> Erasure:
    """
    Say that it begins, or take up the proof of the one who was interrupted.
    """
    key, traces = ProofKey.made(workspace), note.traces
    now = dt.datetime.now(dt.UTC).replace(microsecond=0)
    language = workspace.settings.language
    before = workspace.store.get("erasure", note.proof)
    begun = now if before is None else record_of(Erasure, before).begun
    title = translate("erase.title", language, day=date_text(begun.date(), language))
    proof = Erasure(
        id=note.proof,
        title=LocalText.of(title),
        marks=tuple(sorted(map(key.of_name, traces.names))),
        key=key.mark,
        begun=begun,
        by="" if author in traces.names else author,
        erased=tuple(_erased(traces, *place, n) for place, n in sorted(note.places.items())),
    )
    sealed = key.sealed(proof)
    workspace.put(sealed, author=sealed.by)
    return sealed


def _erased(traces: Traces, sort: str, where: str, n: int) -> ErasedPlace:
    data = {"sort": sort, "where": _nameless(traces, where), "n": n}
    return ErasedPlace.model_validate(data)


def _finished(workspace: Workspace, proof: Erasure, left: tuple[LeftPlace, ...]) -> Erasure:
    """
    Say that it is done.
    """
    now = dt.datetime.now(dt.UTC).replace(microsecond=0)
    done = proof.model_copy(update={"finished": now, "left": left})
    sealed = ProofKey.made(workspace).sealed(done)
    workspace.put(sealed, author=sealed.by)
    return sealed


def _erase(workspace: Workspace, found: Holding, *, files: bool) -> None:
    """
    Go from place to place, and to the store last: what it knows helps to find the rest.
    """
    folder, traces = workspace.folder, found.traces
    for log in found.logs:
        if log.folder is not None:
            erase_cases(log.folder, traces.names, words=traces.telling)
    if files:
        remove_from_files(workspace, found)
    keys = _rewritten(workspace, found)
    with workspace.store.writing():
        # As the records are now that nobody else writes.
        records = held_records(workspace, traces)
        for one in records:
            workspace.store.forget(one.now.kind, (one.now.id,))
            workspace.store.put(one.versions)
    forget_common(folder, keys | {one.key for one in records})
    _clear_caches(folder, traces)
    workspace.shelf.refresh()


def _rewritten(workspace: Workspace, found: Holding) -> set[str]:
    """
    Write what is left of the files of maps and records.

    Returns:
        The kinds and ids of the records.
    """
    keys: set[str] = set()
    for _ in range(_TRIES):
        files = (*found.maps, *found.record_files)
        keys |= {one.key for one in found.record_files}
        written = [_rewrite(workspace.folder / file.place, file) for file in files]
        if all(written):
            return keys
        # Somebody else has written one of them meanwhile.
        found = hold(workspace, found.traces)
    raise BusyWorkspace(at=str(workspace.folder))


def _rewrite(path: Path, file: HeldFile) -> bool:
    """
    Write what is left of a file, or remove it, unless somebody else has written it meanwhile.
    """
    try:
        if path.exists() and text_of(path) != file.before:
            return False
        if file.after is None:
            path.unlink(missing_ok=True)
        else:
            write_whole(path, file.after.encode())
    except OSError as reason:
        if isinstance(reason, StorageError):
            raise
        raise StorageError.on(path, reason) from reason
    return True


def _clear_caches(folder: Path, traces: Traces) -> None:
    """
    Remove what was worked out earlier and holds something of them, which is worked out anew, and
    what writers who were killed have left half-written.
    """
    hidden = folder / _HIDDEN
    found = [one for one in hidden.glob("*") if not one.name.startswith(_KEPT)]
    for file in {*found, *folder.rglob(_HALF_WRITTEN)}:
        if file.is_file() and traces.may_be_in(file.read_text("utf-8", "replace")):
            file.unlink(missing_ok=True)


def _left(workspace: Workspace, found: Holding, *, files: bool) -> tuple[LeftPlace, ...]:
    """
    Say what cannot be erased from here, or shall not be.
    """
    folder, left = workspace.folder, list(found.left)
    others = [file for file in found.naming if not (files and is_table(file))]
    if not files:
        raw = [log for log in found.logs if log.folder is None]
        about = [log.table for log in raw if log.table is not None]
        tables = [_place(folder, file) for file in about if file not in found.naming]
        sources = dict.fromkeys((*(log.place for log in raw), *tables))
        left += [LeftPlace(where=one, why="source-file") for one in sources]
        others = [*found.files, *others]
    left += [LeftPlace(where=_place(folder, file), why="file") for file in others]
    named = ({"where": _nameless(found.traces, one.where)} for one in left)
    return tuple(one.model_copy(update=update) for one, update in zip(left, named, strict=True))


def _history(folder: Path) -> tuple[LeftPlace, ...]:
    """
    Tell of a repository, whose earlier states hold what is gone now.
    """
    here = folder.resolve()
    found = next((one for one in (here, *here.parents) if (one / _REPOSITORY).exists()), None)
    return () if found is None else (LeftPlace(where=_REPOSITORY, why="history"),)


def _place(folder: Path, file: Path) -> str:
    return file.relative_to(folder).as_posix() if file.is_relative_to(folder) else str(file)


def _nameless(traces: Traces, where: str) -> str:
    """
    Say where something is when a file is called as somebody is.
    """
    for name in sorted(traces.names, key=len, reverse=True):
        where = where.replace(name, GAP) if name else where
    return where
