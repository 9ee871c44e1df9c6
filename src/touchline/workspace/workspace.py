"""
A folder of maps with everything that a team knows and plans around them.
"""

from __future__ import annotations

import datetime as dt
import json
import secrets
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Self, TypeVar

from touchline.document.read import load
from touchline.errors import MissingDependency, StorageError
from touchline.model.text import LocalText
from touchline.model.work import Record
from touchline.workspace.errors import (
    ChangedRecord,
    DamagedWorkspace,
    IsWorkspace,
    NewerWorkspace,
    NoWorkspace,
    UnknownRecord,
)
from touchline.workspace.records import kind_of, plain_record, record_of
from touchline.workspace.searching import searchable, texts_in, words_of
from touchline.workspace.settings import (
    NAME,
    Settings,
    read_settings,
    workspace_above,
    write_settings,
)
from touchline.workspace.shelf import MAP, Shelf
from touchline.workspace.stores import FORM, Stored
from touchline.workspace.stores.sqlite import Sqlite

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable, Iterator
    from types import TracebackType

    from touchline.measuring.measured import MeasuredMap
    from touchline.model.map import JourneyMap
    from touchline.workspace.shelf import Shelved
    from touchline.workspace.stores import State, Store

#: Where the store lies that is no database of its own.
_HIDDEN, _FILE = ".touchline", "workspace.sqlite"
#: Keeps that folder out of a version history, where a database does not belong.
_LEFT_OUT = ".gitignore"

RecordT = TypeVar("RecordT", bound=Record)


class Workspace:
    """
    A folder of map files with its store of records.

    Args:
        folder: The folder.
        settings: What the workspace says of itself.
        store: Where its records are.
    """

    def __init__(self, folder: Path, settings: Settings, store: Store) -> None:
        self.folder = folder
        self.settings = settings
        self.store = store
        self.shelf = Shelf(folder, store)

    @classmethod
    def create(
        cls,
        folder: str | os.PathLike[str],
        *,
        title: str | LocalText = "",
        language: str = "en",
        store: str | None = None,
    ) -> Self:
        """
        Make a folder a workspace; what is in it stays.

        Args:
            folder: The folder, which is made when it is missing.
            title: What the workspace is called; the folder's name when nothing is given.
            language: The language of its plain texts.
            store: The URL of a PostgreSQL database; None for a file in the folder.

        Returns:
            The workspace.

        Raises:
            IsWorkspace: It is one already.
            StorageError: The folder or the database is closed to us.
        """
        path = Path(folder)
        if (path / NAME).exists():
            raise IsWorkspace(at=str(path))
        settings = Settings(
            id=f"w{secrets.token_hex(8)}",
            title=LocalText.of(title or path.resolve().name),
            language=language,
            store=store,
        )
        opened = _begun(path, settings)
        write_settings(settings, path / NAME)
        found = cls(path, settings, opened)
        found.shelf.refresh()
        return found

    @classmethod
    def restore(cls, folder: str | os.PathLike[str] = ".") -> Self:
        """
        Make the store of a workspace anew when its folder came without it, as from a repository.

        Args:
            folder: The folder.

        Returns:
            The workspace without records; `touchline.workspace.syncing.sync` takes them from their
            files.

        Raises:
            NoWorkspace: The folder is no workspace.
            IsWorkspace: The store is there.
            StorageError: The folder or the database is closed to us.
        """
        path = Path(folder)
        if not (path / NAME).is_file():
            raise NoWorkspace(at=str(path))
        settings = read_settings(path / NAME)
        if settings.store is None and (path / _HIDDEN / _FILE).exists():
            raise IsWorkspace(at=str(path))
        found = cls(path, settings, _begun(path, settings))
        found.shelf.refresh()
        return found

    @classmethod
    def open(cls, folder: str | os.PathLike[str] = ".") -> Self:
        """
        Open the workspace that a folder is or lies in.

        Args:
            folder: The folder, or one below it.

        Returns:
            The workspace, its map files looked at.

        Raises:
            NoWorkspace: Neither the folder nor one above it is a workspace.
            DamagedWorkspace: The store is missing, damaged or another workspace's.
            NewerWorkspace: A later release has written it.
            UnreadableWorkspace: Its file of settings cannot be understood.
        """
        path = _above(Path(folder))
        settings = read_settings(path / NAME)
        if settings.store is None and not (path / _HIDDEN / _FILE).is_file():
            raise DamagedWorkspace(at=str(path / _HIDDEN / _FILE))
        store = _store(path, settings)
        form = store.fact("form")
        if store.fact("workspace") != settings.id or form is None:
            store.close()
            raise DamagedWorkspace(at=store.place)
        if int(form) > FORM:
            store.close()
            raise NewerWorkspace(at=store.place)
        found = cls(path, settings, store)
        found.shelf.refresh()
        return found

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """
        Let go of the store.
        """
        self.store.close()

    def put(self, *records: Record, author: str = "", expected: int | None = None) -> None:
        """
        Write records: all of them, or none.

        One in the archive stays there, one in the trash comes back.

        Args:
            records: The records, new or not.
            author: Who writes.
            expected: The version that was read before a single record was changed, 0 for a new one;
                None writes over whatever is there.

        Raises:
            ChangedRecord: Somebody else has written it since.
            StorageError: The store is closed to us or full.
        """
        now, language = dt.datetime.now(dt.UTC), self.settings.language
        with self.store.writing():
            rows = []
            for record in records:
                kind = kind_of(type(record))
                before = self.store.get(kind, record.id)
                version = 0 if before is None else before.version
                if expected is not None and version != expected:
                    raise ChangedRecord(at=f"{kind}/{record.id}", id=record.id)
                is_archived = before is not None and before.state == "archived"
                rows.append(
                    replace(
                        _row(kind, record, language),
                        version=version + 1,
                        changed=now,
                        author=author,
                        state="archived" if is_archived else "kept",
                    )
                )
            self.store.put(rows)

    def get(self, kind: type[RecordT], id: str) -> RecordT:  # noqa: A002 (the field's word)
        """
        Read a record that is not thrown away.

        Args:
            kind: Its kind.
            id: Its id.

        Returns:
            The record.

        Raises:
            UnknownRecord: There is none.
        """
        name = kind_of(kind)
        stored = self.store.get(name, id)
        if stored is None or stored.state == "trashed":
            known = [one.id for one in self.store.listed(name)]
            raise UnknownRecord.among(id, known, at=name)
        return record_of(kind, stored)

    def records(
        self, kind: type[RecordT], *, state: State = "kept", folder: str | None = None
    ) -> Iterator[RecordT]:
        """
        Read all records of a kind.

        Args:
            kind: The kind.
            state: In which state.
            folder: Only in this folder and those below it.

        Yields:
            The records by folder, title and id.
        """
        for stored in self.store.listed(kind_of(kind), state=state, folder=folder):
            yield record_of(kind, stored)

    def move(
        self,
        kind: str,
        id: str,  # noqa: A002 (the field's word)
        state: State,
        *,
        author: str = "",
    ) -> None:
        """
        Archive a record, throw it away, or take it back.

        Args:
            kind: Its kind.
            id: Its id.
            state: Where it goes.
            author: Who does it.

        Raises:
            UnknownRecord: There is none.
        """
        with self.store.writing():
            before = self.store.get(kind, id)
            if before is None:
                known = [one.id for one in self.store.listed(kind, state=None)]
                raise UnknownRecord.among(id, known, at=kind)
            version, now = before.version + 1, dt.datetime.now(dt.UTC)
            moved = replace(before, version=version, changed=now, author=author, state=state)
            self.store.put([moved])

    def search(
        self, text: str, *, kinds: Iterable[str] | None = None, limit: int = 50
    ) -> tuple[Stored, ...]:
        """
        Find maps and records by words in any script.

        Args:
            text: Words that must all occur; words in quotes stay together.
            kinds: Only of these kinds, such as `map` or `study`.
            limit: How many at most.

        Returns:
            What was found, titles first, then the latest first.
        """
        return tuple(self.store.search(words_of(text), kinds=kinds, limit=limit))

    def maps(self, folder: str | None = None) -> tuple[Shelved, ...]:
        """
        List the maps.

        Args:
            folder: Only in this folder and those below it.

        Returns:
            The maps by folder and title.
        """
        return self.shelf.maps(folder)

    def map_file(self, id: str) -> Path:  # noqa: A002 (the field's word)
        """
        Find the file of a map.

        Args:
            id: The map's id, or its file as a path from the workspace's folder.

        Returns:
            The file.

        Raises:
            UnknownRecord: There is no such map.
        """
        file = self.shelf.file_of(id)
        if file is None:
            raise UnknownRecord.among(id, [one.id for one in self.maps() if one.id], at=MAP)
        return self.folder / file

    def map(self, id: str) -> JourneyMap | MeasuredMap:  # noqa: A002 (the field's word)
        """
        Read a map.

        Args:
            id: The map's id, or its file as a path from the workspace's folder.

        Returns:
            The map, as its file has it.

        Raises:
            UnknownRecord: There is no such map.
            UnreadableMap: Its file cannot be understood.
        """
        return load(self.map_file(id))


def _row(kind: str, record: Record, language: str) -> Stored:
    data = plain_record(record)
    title = record.title.said(language, otherwise=language)
    return Stored(
        kind=kind,
        id=record.id,
        title=_storable(title),
        folder=record.folder,
        body=_storable(json.dumps(data, ensure_ascii=False)),
        text=_storable(searchable("\n".join([title, *texts_in(data)]))),
    )


def _storable(text: str) -> str:
    """
    Leave out what no database takes in a text: its end sign, and half a sign of a broken program.
    """
    return text.replace("\0", "").encode("utf-8", "replace").decode()


def _above(folder: Path) -> Path:
    found = workspace_above(folder)
    if found is None:
        raise NoWorkspace(at=str(folder))
    return found


def _begun(folder: Path, settings: Settings) -> Store:
    """
    Make an empty store.
    """
    hidden = folder / _HIDDEN
    try:
        hidden.mkdir(parents=True, exist_ok=True)
        if not (hidden / _LEFT_OUT).exists():
            (hidden / _LEFT_OUT).write_text("*\n", encoding="ascii")
    except OSError as reason:
        raise StorageError.on(folder, reason) from reason
    opened = _store(folder, settings)
    with opened.writing():
        is_taken = opened.fact("workspace") is not None
        if not is_taken:
            opened.state_fact("workspace", settings.id)
            opened.state_fact("form", str(FORM))
    if is_taken:
        opened.close()
        raise IsWorkspace(at=opened.place)
    return opened


def _store(folder: Path, settings: Settings) -> Store:
    if settings.store is None:
        return Sqlite(folder / _HIDDEN / _FILE)
    try:
        postgres = import_module("touchline.workspace.stores.postgres")
    except ImportError as reason:
        raise MissingDependency.extra("psycopg", "postgres") from reason
    opened: Store = postgres.Postgres(settings.store)
    return opened
