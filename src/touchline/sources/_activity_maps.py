"""
Activity maps on disk, in YAML or JSON.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from touchline.eventlog.activity_map import ActivityMap, UnreadableActivityMap
from touchline.sources._errors import MissingFile, UnreadableFile

if TYPE_CHECKING:
    import os
    from collections.abc import Mapping

    Stated = ActivityMap | Mapping[str, str | None] | str | os.PathLike[str]


def activity_map(stated: Stated) -> ActivityMap:
    """
    Read an activity map.

    Args:
        stated: A map, a mapping from old names to new ones (None leaves the events out), or the
            path of a YAML or JSON file.

    Returns:
        The map.

    Raises:
        MissingFile: There is no such file.
        UnreadableFile: The file is no YAML.
        UnreadableActivityMap: Something in it cannot be meant.
    """
    if isinstance(stated, ActivityMap):
        return stated
    if not isinstance(stated, str | Path) and hasattr(stated, "items"):
        rules = [
            {"activities": [old]} | ({"drop": True} if new is None else {"to": new})
            for old, new in stated.items()
        ]
        return ActivityMap.from_dict({"rules": rules})
    return _from_file(Path(stated))


class _StrictLoader(yaml.SafeLoader):
    """
    Plain YAML in which a key that stands twice is a fault, so that no rule is lost.
    """

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:  # noqa: FBT001, FBT002 (the parent's signature)
        """
        Build a mapping whose keys differ.
        """
        seen: set[str] = set()
        for key, _ in node.value:
            if key.value in seen:
                problem = f"the key {key.value!r} stands twice"
                raise yaml.MarkedYAMLError(problem=problem, problem_mark=key.start_mark)
            seen.add(key.value)
        return super().construct_mapping(node, deep)


def _from_file(path: Path) -> ActivityMap:
    if not path.is_file():
        raise MissingFile.beside(path)
    try:
        # JSON is YAML, so that one reader serves both.
        written = yaml.load(path.read_text("utf-8-sig"), _StrictLoader)  # noqa: S506 (a safe loader)
    except yaml.MarkedYAMLError as fault:
        mark = fault.problem_mark
        line = None if mark is None else mark.line + 1
        raise UnreadableFile.because(path, fault.problem or fault, line=line) from fault
    except (yaml.YAMLError, UnicodeDecodeError, OSError) as fault:
        raise UnreadableFile.because(path, fault) from fault
    try:
        return ActivityMap.from_dict(written)
    except UnreadableActivityMap as fault:
        raise UnreadableActivityMap(at=f"{path}: {fault.at}", **fault.values) from fault
