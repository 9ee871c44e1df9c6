"""
From a map to a file, which is either wholly written or untouched.
"""

from __future__ import annotations

import json
from pathlib import Path as File
from typing import TYPE_CHECKING

from touchline.document import emit
from touchline.document.closed import plain
from touchline.document.faults import UnreadableMap
from touchline.document.read import Format, build, format_of, loads, text_of
from touchline.document.splice import CannotSplice, splice
from touchline.document.syntax import compose
from touchline.errors import StorageError
from touchline.measuring.measured import MeasuredMap
from touchline.whole import write_whole

if TYPE_CHECKING:
    import os

    from touchline.document.tree import Plain
    from touchline.model.map import JourneyMap


def plain_file(written: JourneyMap | MeasuredMap) -> Plain:
    """
    Turn a map, measured or not, into what its file holds.

    Args:
        written: The map.

    Returns:
        Its plain data.
    """
    if not isinstance(written, MeasuredMap):
        return plain(written)
    measured = written.measures.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    return {**plain(written.journey), "measured": measured}


def dump(
    written: JourneyMap | MeasuredMap,
    path: str | os.PathLike[str],
    *,
    like: str | os.PathLike[str] | None = None,
) -> None:
    """
    Write a map file.

    A file that exists keeps its comments, the order of its keys and its quotes wherever the map did
    not change. The text goes to a temporary file first, which then takes the place of the old one:
    a full disk leaves the old file as it was.

    Args:
        written: The map.
        path: A `.json` file, or a YAML file of any other name.
        like: The file whose comments and order are kept; None for the file itself.

    Raises:
        UnreadableMap: It is no valid map, so that the file could not be read back.
        StorageError: The file cannot be written.
    """
    file = File(path)
    before = _text_before(File(like) if like is not None else file)
    write_whole(file, dumps(written, format_of(file), like=before).encode())


def _text_before(file: File) -> str | None:
    """
    Read what a file says now; None when that is nothing that could be kept.
    """
    if not file.is_file():
        return None
    try:
        return text_of(file)
    except (UnreadableMap, StorageError):
        return None


def dumps(
    written: JourneyMap | MeasuredMap,
    format: Format = "yaml",  # noqa: A002 (the field's word)
    *,
    like: str | None = None,
) -> str:
    """
    Write a map as text.

    Args:
        written: The map.
        format: How to write it.
        like: A text in the same format whose comments and order are kept.

    Returns:
        The text, which reads back as an equal map.

    Raises:
        UnreadableMap: It is no valid map, so that the text could not be read back.
    """
    data = plain_file(written)
    build(data)
    if format == "json":
        return json.dumps(_ordered(data, like), ensure_ascii=False, indent=2) + "\n"
    return _kept(data, like) or fresh(data)


def fresh(data: Plain) -> str:
    """
    Write plain data as YAML without regard to an earlier text.

    Args:
        data: The plain data of a map.

    Returns:
        The text.
    """
    return "\n".join(emit.block(data)) + "\n"


def _kept(data: Plain, like: str | None) -> str | None:
    """
    Write the difference into an earlier text; None when it is no map or does not allow it.
    """
    if not like:
        return None
    try:
        node, repeated = compose(like)
        text = splice(like, node, plain_file(build(node.value, repeated)), data)
        is_faithful = plain_file(loads(text)) == data
    except (UnreadableMap, CannotSplice):
        return None
    return text if is_faithful else None


def _ordered(data: Plain, like: str | None) -> Plain:
    """
    Put the keys of the map itself in the order of an earlier text.
    """
    try:
        before = json.loads(like) if like else {}
    except ValueError:
        before = {}
    order = [key for key in before if key in data] if isinstance(before, dict) else []
    return {key: data[key] for key in dict.fromkeys([*order, *data])}
