"""
The page of the file format, read from its JSON Schema.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from docs._markdown import page, plain, table
from touchline.document.schema import json_schema

if TYPE_CHECKING:
    from collections.abc import Mapping

Entry = dict[str, Any]

_PLAIN = {"string": "text", "integer": "whole number", "boolean": "true or false"}


def pages() -> Mapping[str, str]:
    """
    Write the page of the file format.

    Returns:
        One page by its name.
    """
    schema = json_schema()
    blocks = [
        (
            "How a map is written is told in [the map file](../explanation/file-format.md)."
            " [map.schema.json](map.schema.json) says the same to"
            " editors and programs. A text is a plain text in the map's language, or one text a"
            " language: `{en: Pay, de: Bezahlen}`. The kinds of lanes have"
            " [their own page](lanes.md)."
        ),
        "## The map",
        keys(schema),
    ]
    for name, definition in sorted(schema["$defs"].items()):
        if not _is_repeated(name):
            blocks += [f"## {name}", plain(definition.get("description", "")), keys(definition)]
    return {"format.md": page("Every key of a map file", *blocks)}


def keys(definition: Entry) -> str:
    """
    Show the keys of an object of the format.

    Args:
        definition: Its part of the schema.

    Returns:
        A table of keys, types and meanings.
    """
    needed = definition.get("required", ())
    rows = [
        (
            f"`{key}`" + (" (needed)" if key in needed else ""),
            kind(entry),
            plain(entry.get("description") or _of_object(entry)),
        )
        for key, entry in definition.get("properties", {}).items()
    ]
    return table(("key", "holds", "meaning"), rows)


def _of_object(entry: Entry) -> str:
    """
    Take the description of the object that a key holds, for keys that have none of their own.
    """
    name = str(entry.get("$ref", "")).rpartition("/")[2]
    return str(json_schema()["$defs"].get(name, {}).get("description", ""))


def kind(entry: Entry) -> str:
    """
    Say what a key holds.

    Args:
        entry: Its part of the schema.

    Returns:
        A few words, with a link to the object it holds.
    """
    if "$ref" in entry:
        name = entry["$ref"].rpartition("/")[2]
        return f"[{name}](format.md#{name.lower()})"
    if "anyOf" in entry:
        return _either(entry["anyOf"])
    if "enum" in entry or "const" in entry:
        return ", ".join(f"`{word}`" for word in entry.get("enum", [entry.get("const")]))
    return _by_type(entry)


def _by_type(entry: Entry) -> str:
    if "oneOf" in entry:
        return "[a lane](lanes.md)"
    if entry.get("type") == "array":
        return f"list of {kind(entry.get('items', {}))}"
    return _mapping(entry) if entry.get("type") == "object" else _simple(entry)


def _either(options: list[Entry]) -> str:
    wanted = [option for option in options if option.get("type") != "null"]
    if any("propertyNames" in option for option in wanted):
        # A text may stand in several languages; that is said once, above.
        return "text"
    return " or ".join(dict.fromkeys(kind(option) for option in wanted))


def _mapping(entry: Entry) -> str:
    inner = entry.get("additionalProperties")
    return f"mapping to {kind(inner)}" if isinstance(inner, dict) else "mapping"


def _simple(entry: Entry) -> str:
    if entry.get("format") in {"date", "date-time"}:
        return "date" if entry["format"] == "date" else "moment"
    if re.match(r"\^\\w", entry.get("pattern", "")):
        return "id"
    name = str(entry.get("type", "anything"))
    return _PLAIN.get(name, name)


def _is_repeated(name: str) -> bool:
    """
    Tell whether a definition only says which card stands in which lane, as lanes.md does.
    """
    return name.endswith("Lane") or (name.endswith("Cell") and name != "CardCell")
