"""
Programmes as files: reading with every fault told at once, and writing that keeps people's text.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from touchline.document import emit
from touchline.document.faults import Fault, UnreadableMap, fault
from touchline.document.read import text_of
from touchline.document.references import listed, near
from touchline.document.splice import CannotSplice, splice
from touchline.document.syntax import compose
from touchline.document.tree import printed
from touchline.document.validate import placed, validated
from touchline.model.programme import Programme
from touchline.whole import write_whole

if TYPE_CHECKING:
    import os
    from collections.abc import Iterator

    from touchline.document.tree import Plain

#: What the name of a programme's file ends in.
ENDINGS = (".programme.yaml", ".programme.yml")


class UnreadableProgramme(UnreadableMap):
    """
    A file is no programme; all its faults are told at once.
    """


def is_programme(file: Path) -> bool:
    """
    Tell by its name whether a file is a programme.

    Args:
        file: The file.

    Returns:
        True for `*.programme.yaml`.
    """
    return file.name.lower().endswith(ENDINGS)


def load_programme(path: str | os.PathLike[str]) -> Programme:
    """
    Read a programme.

    Args:
        path: Its file, in YAML or JSON.

    Returns:
        The programme.

    Raises:
        MissingMap: There is no such file.
        StorageError: The file cannot be read.
        UnreadableProgramme: It is no programme; all its faults are told.
    """
    file = Path(path)
    try:
        node, repeated = compose(text_of(file))
    except UnreadableMap as unreadable:
        raise UnreadableProgramme(unreadable.faults, at=str(file)) from None
    found, programme = _built(node.value)
    faults = [*repeated, *found]
    if faults or programme is None:
        raise UnreadableProgramme(placed(faults, node), at=str(file))
    return programme


def plain_programme(programme: Programme) -> Plain:
    """
    Turn a programme into what its file holds.

    Args:
        programme: The programme.

    Returns:
        Its plain data.
    """
    dumped = programme.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    return {"touchline": programme.touchline, **dumped}


def dump_programme(programme: Programme, path: str | os.PathLike[str]) -> None:
    """
    Write a programme; a file that exists keeps its comments wherever nothing changed.

    Args:
        programme: The programme.
        path: Its file.

    Raises:
        StorageError: The file cannot be written.
    """
    file = Path(path)
    data = plain_programme(programme)
    text = _kept(file, data) or "\n".join(emit.block(data)) + "\n"
    write_whole(file, text.encode())


def _kept(file: Path, data: Plain) -> str | None:
    """
    Write the difference into the text that stands there; None when it is no programme.
    """
    if not file.is_file():
        return None
    try:
        before = plain_programme(load_programme(file))
        text = text_of(file)
        return splice(text, compose(text)[0], before, data)
    except (UnreadableMap, CannotSplice):
        return None


def _built(data: Any) -> tuple[list[Fault], Programme | None]:
    """
    Validate plain data and collect everything that is the matter with it.
    """
    if not isinstance(data, dict):
        return [fault("not-a-programme", path="$")], None
    if "touchline" not in data:
        name = "missing-version" if "maps" in data else "not-a-programme"
        return [fault(name, path="$", version=1)], None
    told, programme = validated(Programme, data)
    return [*told, *_lost(data)], programme


def _lost(data: Plain) -> Iterator[Fault]:
    """
    Find goals that occur twice, maps that are listed twice and goals that nobody set.
    """
    goals = [str(goal.get("id")) for goal in _mappings(data, "goals")]
    for i, name in enumerate(goals):
        if name in goals[:i]:
            yield fault("repeated-goal", path=printed(("goals", i, "id")), id=name)
    files: list[object] = []
    for i, member in enumerate(_mappings(data, "maps")):
        file = member.get("file")
        if isinstance(file, str) and file in files:
            yield fault("repeated-member", path=printed(("maps", i, "file")), file=str(file))
        files.append(file)
        served = member.get("goals")
        for j, name in enumerate(served if isinstance(served, list) else ()):
            if isinstance(name, str) and name not in goals:
                path = printed(("maps", i, "goals", j))
                offered = {"suggestion": near(name, goals), "known": listed(goals)}
                yield fault("unknown-goal", path=path, id=name, **offered)


def _mappings(data: Plain, key: str) -> list[Plain]:
    items = data.get(key)
    # What is no mapping keeps its place, so that the indexes in the faults are those of the file.
    there = items if isinstance(items, list) else []
    return [one if isinstance(one, dict) else {} for one in there]
