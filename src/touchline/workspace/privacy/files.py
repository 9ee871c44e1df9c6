"""
Files in the folder of a workspace, besides its maps, records and logs, that somebody is in.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

from touchline.compiled.manifest import NAME as MANIFEST
from touchline.document.hierarchy import map_files
from touchline.workspace.filing import FOLDER
from touchline.workspace.log_files import found_place
from touchline.workspace.templates import FOLDER as TEMPLATES

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from touchline.workspace.privacy.traces import Traces
    from touchline.workspace.workspace import Workspace

#: How a template's file ends, and how one does that is a map's already.
_MAPS = (".yaml", ".yml", ".json")
_NAMED = (".map.yaml", ".map.yml", ".map.json")

#: How much of a file is looked through at once.
_PIECE = 1 << 22

#: Longer than any name or quote that is looked for.
_OVERLAP = 1 << 12


def attached_files(workspace: Workspace, names: Collection[str]) -> Iterator[Path]:
    """
    Find the files that belong to somebody's records.

    Args:
        workspace: The workspace.
        names: The files as the records name them, as paths from the workspace's folder.

    Yields:
        Those that are there.
    """
    for name in sorted(names):
        file = workspace.folder / name
        if "://" not in name and file.is_file():
            yield file


def naming_files(
    workspace: Workspace, traces: Traces, attached: Collection[Path]
) -> Iterator[Path]:
    """
    Find other files that name somebody or hold their words.

    Args:
        workspace: The workspace.
        traces: By what they are recognised.
        attached: Files that are known to be theirs.

    Yields:
        The files, by name.
    """
    known = {file.resolve() for file in (*attached, *_looked_through(workspace))}
    for file in _files(workspace.folder, known):
        if file.resolve() not in known and _names(file, traces):
            yield file


def files_of_maps(folder: Path) -> Iterator[Path]:
    """
    List the files of maps, and of the maps that the team begins others from.

    Args:
        folder: The folder of the workspace.

    Yields:
        The files.
    """
    yield from map_files(folder, apart=frozenset({FOLDER}))
    for file in sorted((folder / TEMPLATES).glob("*")):
        if file.suffix in _MAPS and not file.name.endswith(_NAMED):
            yield file


def _looked_through(workspace: Workspace) -> Iterator[Path]:
    """
    List the files that are looked through in ways of their own.
    """
    folder = workspace.folder
    yield from files_of_maps(folder)
    yield folder / FOLDER
    for stored in workspace.store.listed("log", state=None):
        yield from _of_log(folder, stored.body)


def _of_log(folder: Path, body: str) -> Iterator[Path]:
    from_record = json.loads(body)
    for file in from_record.get("files", ()):
        if "://" not in file:
            yield Path(found_place(folder, file))


def _files(folder: Path, known: Collection[Path]) -> Iterator[Path]:
    """
    List files, but none of hidden folders, of compiled logs, or of folders that are known.
    """
    for place, folders, files in os.walk(folder):
        here = Path(place)
        if MANIFEST in files:
            folders.clear()
            continue
        folders[:] = sorted(
            one for one in folders if one[:1] != "." and (here / one).resolve() not in known
        )
        yield from (here / one for one in sorted(files) if one[:1] != ".")


def _names(file: Path, traces: Traces) -> bool:
    """
    Tell whether a file holds somebody's words, or one of their names as a word of its own.
    """
    before = ""
    try:
        with file.open("rb") as opened:
            while piece := opened.read(_PIECE):
                text = before + piece.decode("utf-8", "replace")
                if traces.are_named_in(text):
                    return True
                before = text[-_OVERLAP:]
    except OSError:
        return False
    return False
