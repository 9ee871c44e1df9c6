"""
Named versions of a map, and what changed from one to the next (R-137).
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from touchline.document.acts import set_field
from touchline.document.diff import diff
from touchline.document.edits import apply
from touchline.document.read import journey_of, load, loads, text_of
from touchline.document.write import dump
from touchline.errors import InputError, NotFound
from touchline.location import Location
from touchline.measuring.measured import MeasuredMap
from touchline.model.text import LocalText
from touchline.model.work.version import Version
from touchline.workspace.naming import free_record_id

if TYPE_CHECKING:
    from pathlib import Path

    from touchline.document.edits import Edit
    from touchline.document.read import Format
    from touchline.model.map import JourneyMap
    from touchline.workspace.workspace import Workspace


class UnknownMapVersion(NotFound):
    """
    The map has no version of this name.
    """


class TakenVersionName(InputError):
    """
    The map has a version of this name already.
    """


@dataclass(frozen=True, slots=True)
class Turn:
    """
    A version of a map with what changed up to it.

    Args:
        version: The version; None for the map as it is now.
        journey: The map as it was then.
        edits: What changed since the version before; empty for the first.
    """

    version: Version | None
    journey: JourneyMap
    edits: tuple[Edit, ...]

    def plain(self) -> dict[str, Any]:
        """
        Give it to a program.

        Returns:
            Names and values as JSON knows them.
        """
        about: dict[str, Any] = {"name": None, "kept_at": None, "author": None, "notes": None}
        if self.version is not None:
            about = {
                "name": self.version.title.plain(),
                "kept_at": self.version.kept_at.isoformat(),
                "author": self.version.author or None,
                "notes": self.version.notes.plain() if self.version.notes else None,
            }
        return {**about, "edits": [edit.model_dump(mode="json") for edit in self.edits]}


def keep_version(
    workspace: Workspace, file: Path, name: str, *, author: str = "", notes: str = ""
) -> Version:
    """
    Keep a map as it is now under a name.

    Args:
        workspace: The workspace.
        file: The map's file.
        name: What the version is called, such as `Spring 2026`.
        author: Who keeps it.
        notes: Why it is kept.

    Returns:
        The version.

    Raises:
        TakenVersionName: The map has a version of this name.
        UnreadableMap: The file is no map.
    """
    journey, text = journey_of(load(file)), text_of(file)
    known = versions_of(workspace, journey.id)
    if any(_is_called(one, name) for one in known):
        raise TakenVersionName(at=journey.id, name=name)
    kept = Version(
        id=free_record_id(workspace, Version, journey.id, name),
        title=LocalText.of(name),
        folder=journey.id,
        notes=LocalText.of(notes) if notes else None,
        map=journey.id,
        kept_at=dt.datetime.now(dt.UTC).replace(microsecond=0),
        author=author,
        text=text,
    )
    workspace.put(kept, author=author)
    return kept


def versions_of(workspace: Workspace, journey: str) -> tuple[Version, ...]:
    """
    List the named versions of a map.

    Args:
        workspace: The workspace.
        journey: The id of the map.

    Returns:
        The versions, the oldest first.
    """
    kept = (one for one in workspace.records(Version, folder=journey) if one.map == journey)
    return tuple(sorted(kept, key=lambda one: (one.kept_at, one.id)))


def version_named(workspace: Workspace, journey: str, name: str) -> Version:
    """
    Find a version of a map.

    Args:
        workspace: The workspace.
        journey: The id of the map.
        name: What the version is called, or its id.

    Returns:
        The version.

    Raises:
        UnknownMapVersion: There is none.
    """
    known = versions_of(workspace, journey)
    for one in known:
        if _is_called(one, name):
            return one
    raise UnknownMapVersion.among(name, [str(one.title) for one in known], at=journey)


def map_of(version: Version) -> JourneyMap | MeasuredMap:
    """
    Read a map as it was.

    Args:
        version: The version.

    Returns:
        The map.
    """
    # JSON begins with a brace, and a map in YAML never does.
    form: Format = "json" if version.text.lstrip().startswith("{") else "yaml"
    return loads(version.text, form, at=version.id)


def history(workspace: Workspace, file: Path) -> tuple[Turn, ...]:
    """
    Tell how a map became what it is.

    Args:
        workspace: The workspace.
        file: The map's file.

    Returns:
        Its versions, the oldest first, and the map as it is now when it has changed since.
    """
    now = journey_of(load(file))
    turns: list[Turn] = []
    for version in versions_of(workspace, now.id):
        journey = journey_of(map_of(version))
        edits = diff(turns[-1].journey, journey) if turns else ()
        turns.append(Turn(version, journey, edits))
    edits = diff(turns[-1].journey, now) if turns else ()
    if edits or not turns:
        turns.append(Turn(None, now, edits))
    return tuple(turns)


def review(file: Path, day: dt.date) -> bool:
    """
    Note in a map's file that it was looked over.

    Args:
        file: The file; its comments and its order stay.
        day: The day of the review.

    Returns:
        Whether the file said another day.
    """
    found = load(file)
    before = journey_of(found)
    if before.review.last == day:
        return False
    edit = set_field(before, Location(), ("review", "last"), day.isoformat())
    after = apply(before, (edit,))
    changed = MeasuredMap(after, found.measures) if isinstance(found, MeasuredMap) else after
    dump(changed, file)
    return True


def _is_called(version: Version, name: str) -> bool:
    wanted = name.strip().casefold()
    return version.id == name or str(version.title).strip().casefold() == wanted
