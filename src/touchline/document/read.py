"""
From a file to a map, with every fault told at once.
"""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path as File
from typing import TYPE_CHECKING, Any, Literal, NoReturn, TypeAlias

from pydantic import TypeAdapter, ValidationError

from touchline.document.closed import closed_map, plain
from touchline.document.explain import explain
from touchline.document.faults import Fault, MissingMap, UnreadableMap, fault
from touchline.document.images import Beside
from touchline.document.migrations import NEWEST, migrate
from touchline.document.references import check
from touchline.document.syntax import Node, compose
from touchline.document.tree import Path, Plain, location_at
from touchline.document.values import mapping_in
from touchline.errors import StorageError
from touchline.measuring.measured import MeasuredMap, Measures

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable

    from touchline.model.image import Finder
    from touchline.model.map import JourneyMap

Format: TypeAlias = Literal["yaml", "json"]

#: The largest file that is read; a map of 200 steps is a hundred times smaller.
MAX_BYTES = 16 * 1024 * 1024

_MEASURES: TypeAdapter[Measures] = TypeAdapter(Measures)


def load(path: str | os.PathLike[str]) -> JourneyMap | MeasuredMap:
    """
    Read a map file.

    Args:
        path: A `.json` file, or a YAML file of any other name.

    Returns:
        The map; with its answers when the file has a `measured` block.

    Raises:
        MissingMap: There is no such file.
        StorageError: The file cannot be read.
        UnreadableMap: It is no map; all its faults are told.
    """
    file = File(path)
    return loads(text_of(file), format_of(file), at=str(file), folder=file.parent)


def format_of(file: File) -> Format:
    """
    Tell the format by a file's name.

    Args:
        file: The file.

    Returns:
        `json` for a name that ends so, else `yaml`.
    """
    return "json" if file.suffix.lower() == ".json" else "yaml"


def text_of(file: File) -> str:
    """
    Read the text of a map file.

    Args:
        file: The file.

    Returns:
        Its text, without a byte order mark.

    Raises:
        MissingMap: There is no such file.
        StorageError: The file cannot be read.
        UnreadableMap: It is too large, or its text is not in UTF-8.
    """
    try:
        with file.open("rb") as stream:
            content = stream.read(MAX_BYTES + 1)
    except FileNotFoundError as reason:
        folder = file.parent
        others = [found.name for found in folder.glob("*.yaml")] if folder.is_dir() else []
        raise MissingMap.among(file.name, others, at=str(file)) from reason
    except OSError as reason:
        raise StorageError.on(file, reason) from reason
    if len(content) > MAX_BYTES:
        raise UnreadableMap([fault("too-large", limit=MAX_BYTES // 2**20)], at=str(file))
    encoding = "utf-16" if content.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        return content.decode(encoding).replace("\r\n", "\n")
    except UnicodeDecodeError as reason:
        line = content.count(b"\n", 0, reason.start)
        column = reason.start - content.rfind(b"\n", 0, reason.start) - 1
        wrong = UnreadableMap.because("wrong-encoding", line=line, column=column)
        raise wrong.found_in(str(file)) from reason


def loads(
    text: str,
    format: Format = "yaml",  # noqa: A002 (the field's word)
    *,
    at: str = "",
    folder: File | None = None,
) -> JourneyMap | MeasuredMap:
    """
    Read a map from text.

    Args:
        text: The text of a map file.
        format: How it is written.
        at: Where it comes from, for messages.
        folder: Where the pictures lie that it names; None leaves them unopened.

    Returns:
        The map; with its answers when there is a `measured` block.

    Raises:
        UnreadableMap: It is no map; all its faults are told.
    """
    finder = None if folder is None else Beside(folder)
    if format == "yaml":
        mapping = mapping_in(text)
        try:
            if mapping is not None:
                return build(mapping, finder=finder)
        except UnreadableMap:
            # Where its faults stand is found below.
            pass
    node: Node | None = None
    repeated: tuple[Fault, ...] = ()
    try:
        if format == "json":
            data, repeated = _parse_json(text)
        else:
            node, repeated = compose(text)
            data = node.value
        return build(data, repeated, finder=finder)
    except UnreadableMap as unreadable:
        if format == "json" and any(found.path for found in unreadable.faults):
            node = _positions(text)
        raise UnreadableMap(_placed(unreadable.faults, node), at=at) from None


def build(
    data: Any, already: Iterable[Fault] = (), *, finder: Finder | None = None
) -> JourneyMap | MeasuredMap:
    """
    Validate plain data and build the map from it.

    Args:
        data: What a file holds.
        already: Faults that were found before.
        finder: Who looks for the pictures that it names; None leaves them unopened.

    Returns:
        The map; with its answers when there is a `measured` block.

    Raises:
        UnreadableMap: It is no map; all its faults are told.
    """
    if not isinstance(data, dict):
        raise UnreadableMap([*already, fault("not-a-map", path="$")])
    plain = migrate(data)
    _require_version(plain, already)
    found: list[tuple[Path, Fault]] = []
    authored = {key: value for key, value in plain.items() if key != "measured"}
    journey: JourneyMap | None = None
    measures: Measures | None = None
    try:
        journey = closed_map().model_validate(
            authored, by_alias=True, by_name=False, context={"finder": finder}
        )
    except ValidationError as error:
        found += _explained(error, plain, ())
    if "measured" in plain:
        try:
            measures = _MEASURES.validate_python(plain["measured"], by_alias=True, by_name=False)
        except ValidationError as error:
            found += _explained(error, plain, ("measured",))
    found += check(authored)
    faults = [*already, *_located(found, plain)]
    if faults or journey is None:
        raise UnreadableMap(faults)
    return journey if measures is None else MeasuredMap(journey, measures)


def rebuilt(text: str) -> JourneyMap | MeasuredMap:
    """
    Read a map that was found to be in order before, several times faster than its file.

    Args:
        text: What `touchline.document.write.plain_file` gave, as JSON.

    Returns:
        The map; with its answers when there is a `measured` block.
    """
    authored = json.loads(text)
    measured = authored.pop("measured", None)
    journey: JourneyMap = closed_map().model_validate(authored, by_alias=True, by_name=False)
    if measured is None:
        return journey
    measures = _MEASURES.validate_python(measured, by_alias=True, by_name=False)
    return MeasuredMap(journey, measures)


def with_images(journey: JourneyMap, folder: File) -> JourneyMap:
    """
    Open the pictures of a map that was made in a program.

    Args:
        journey: The map.
        folder: The folder in which its pictures lie.

    Returns:
        The map with its pictures, as `load` gives one that lies in that folder.

    Raises:
        UnreadableMap: It is no valid map.
    """
    return journey_of(build(plain(journey), finder=Beside(folder)))


def journey_of(found: JourneyMap | MeasuredMap) -> JourneyMap:
    """
    Take the map as it was authored, without its answers.

    Args:
        found: A map, measured or not.

    Returns:
        The map.
    """
    return found.journey if isinstance(found, MeasuredMap) else found


def _explained(error: ValidationError, plain: Plain, below: Path) -> list[tuple[Path, Fault]]:
    details = error.errors(include_url=False)
    explained = [explain({**detail, "loc": (*below, *detail["loc"])}, plain) for detail in details]
    # A value that fits no member of a union is reported once per member; it is one fault.
    return list({(path, found.name): (path, found) for path, found in explained}.values())


def _located(found: Iterable[tuple[Path, Fault]], plain: Plain) -> list[Fault]:
    return [replace(one, at=location_at(plain, path)) for path, one in found]


def _require_version(plain: Plain, already: Iterable[Fault]) -> None:
    """
    Stop at a file of another version: every further fault would be a guess.
    """
    version = plain.get("touchline")
    if version == NEWEST and not isinstance(version, bool):
        return
    if version is None:
        looks = {"title", "stages", "lanes"} & plain.keys()
        name = "missing-version" if looks else "not-a-map"
        raise UnreadableMap([*already, fault(name, path="$", version=NEWEST)])
    is_newer = isinstance(version, int) and version > NEWEST
    name = "newer-version" if is_newer else "unknown-version"
    raise UnreadableMap(
        [*already, fault(name, path="$.touchline", version=str(version), known=str(NEWEST))]
    )


def _parse_json(text: str) -> tuple[Any, tuple[Fault, ...]]:
    if not text.strip():
        raise UnreadableMap.because("empty-file", line=0, column=0)
    repeated: list[Fault] = []

    def pairs(items: list[tuple[str, Any]]) -> Plain:
        keys = [key for key, _ in items]
        repeated.extend(
            fault("duplicate-key", name=key) for key in dict.fromkeys(keys) if keys.count(key) > 1
        )
        return dict(items)

    def constant(name: str) -> NoReturn:
        raise UnreadableMap([fault("not-accepted", value=name)])

    try:
        return json.loads(text, object_pairs_hook=pairs, parse_constant=constant), tuple(repeated)
    except json.JSONDecodeError as reason:
        raise UnreadableMap.because(
            "json-syntax", line=reason.lineno - 1, column=reason.colno - 1
        ) from reason
    except (RecursionError, ValueError) as reason:
        if isinstance(reason, UnreadableMap):
            raise
        raise UnreadableMap.because("too-deep", line=0, column=0) from reason


def _positions(text: str) -> Node | None:
    """
    Find where the values of a JSON text stand; JSON is read as YAML for that, where it is YAML.
    """
    try:
        return compose(text)[0]
    except UnreadableMap:
        return None


def _placed(faults: Iterable[Fault], node: Node | None) -> list[Fault]:
    """
    Give each fault its line and column, and put them in the order of the text.
    """
    placed = []
    for found in faults:
        if node is None or found.line is not None or not found.path:
            placed.append(found)
            continue
        spot = spot_of(node, found.path)
        placed.append(found.placed(spot.line, spot.column))
    last = len(placed) and max(found.line or 0 for found in placed) + 1
    return sorted(placed, key=lambda one: (one.line or last, one.column or 0))


def places_in(file: File, paths: Iterable[str]) -> dict[str, tuple[int, int]]:
    """
    Find where some places of a map stand in its file.

    Args:
        file: The file.
        paths: The places as printed, such as `$.stages[1].steps[0]`.

    Returns:
        Line and column from 1 by path; nothing when the file cannot be read.
    """
    try:
        node, _ = compose(text_of(file))
    except (UnreadableMap, MissingMap, StorageError):
        return {}
    spots = {path: spot_of(node, path) for path in paths}
    return {path: (spot.line + 1, spot.column + 1) for path, spot in spots.items()}


def spot_of(node: Node, path: str) -> Node:
    """
    Find the node that a printed path leads to, or the innermost one on the way.

    Args:
        node: The outermost node.
        path: Such as `$.stages[1].steps[0].name`.

    Returns:
        The key of a mapping's entry, so that a fault is marked where its name stands, or the item
        of a list.
    """
    spot = node
    for part in parts_of(path):
        if isinstance(part, int):
            items = node.items or []
            if part >= len(items):
                break
            node = spot = items[part]
        elif node.entries is not None and part in node.entries:
            spot, node = node.entries[part]
        else:
            break
    return spot


def parts_of(path: str) -> Path:
    """
    Read a printed path back.

    Args:
        path: Such as `$.stages[1].steps[0].name`.

    Returns:
        Its keys and indexes.
    """
    parts: list[str | int] = []
    for piece in path.removeprefix("$").replace("[", ".[").split(".")[1:]:
        if piece.startswith("[") and piece.endswith("]") and piece[1:-1].isdigit():
            parts.append(int(piece[1:-1]))
        else:
            parts.append(piece)
    return tuple(parts)
