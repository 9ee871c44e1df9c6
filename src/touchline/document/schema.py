"""
The published JSON Schemas of the file formats, made from the models.
"""

from __future__ import annotations

import inspect
import json
import re
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from touchline.document.closed import closed_lanes, closed_map
from touchline.document.migrations import NEWEST
from touchline.document.theme_schema import theme_schema
from touchline.measuring.measured import Measures
from touchline.model.programme import Programme
from touchline.model.text import LocalText

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

#: The dialect, and what this schema is known by.
DIALECT = "https://json-schema.org/draft/2020-12/schema"
NAME = f"urn:touchline:map:{NEWEST}"
PROGRAMME_NAME = f"urn:touchline:programme:{NEWEST}"

_ARGUMENT = re.compile(r"^    (\w+): (.*)$")
#: Numbers of requirements, which mean something to developers only.
_NUMBERS = re.compile(r" \([RPM]-?\d+(?:(?:,| to) [RPM]-?\d+)*\)")


def json_schema() -> dict[str, Any]:
    """
    Describe the file format as a JSON Schema (draft 2020-12).

    Returns:
        The schema of a whole map file, with a description of every key.
    """
    return _schema(NAME, "Touchline journey map", closed_map(), measured=Measures)


def programme_schema() -> dict[str, Any]:
    """
    Describe the file of a programme as a JSON Schema (draft 2020-12).

    Returns:
        The schema of a whole file, with a description of every key.
    """
    return _schema(PROGRAMME_NAME, "Touchline programme", Programme)


#: The schemas by what they describe.
SCHEMAS: dict[str, Callable[[], dict[str, Any]]] = {
    "map": json_schema,
    "programme": programme_schema,
    "theme": theme_schema,
}


def schema_text(what: str = "map") -> str:
    """
    Print a schema as it is published.

    Args:
        what: `map`, `programme` or `theme`.

    Returns:
        JSON with a line break at its end.
    """
    return json.dumps(SCHEMAS[what](), ensure_ascii=False, indent=2) + "\n"


def _schema(
    name: str, title: str, whole_file: type[BaseModel], **blocks: type[BaseModel]
) -> dict[str, Any]:
    models = (whole_file, *blocks.values())
    refs, schema = models_json_schema(
        [(model, "validation") for model in models], by_alias=True, ref_template="#/$defs/{model}"
    )
    definitions = schema["$defs"]
    for model in _all_models(models):
        _describe(definitions, model)
    whole = definitions.pop(refs[(whole_file, "validation")]["$ref"].rpartition("/")[2])
    added = {key: refs[(model, "validation")] for key, model in blocks.items()}
    named = {
        "$schema": DIALECT,
        "$id": name,
        **whole,
        "title": title,
        "properties": {**whole["properties"], **added},
        "required": list(dict.fromkeys(["touchline", *whole.get("required", ())])),
        "$defs": definitions,
    }
    return _renamed(named)


def _all_models(models: tuple[type[BaseModel], ...]) -> Iterator[type[BaseModel]]:
    """
    Walk over the models that a schema names, found through their fields.
    """
    lanes = closed_lanes().values() if closed_map() in models else ()
    waiting, seen = [*models, *lanes], set()
    while waiting:
        model = waiting.pop()
        if model in seen:
            continue
        seen.add(model)
        yield model
        for field in model.model_fields.values():
            waiting.extend(_models_in(field.annotation))


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if inspect.isclass(annotation) and issubclass(annotation, BaseModel):
        yield annotation
    for part in getattr(annotation, "__args__", ()):
        yield from _models_in(part)
    if hasattr(annotation, "__metadata__"):
        yield from _models_in(annotation.__origin__)


def _describe(definitions: dict[str, Any], model: type[BaseModel]) -> None:
    """
    Put the docstring of a model into its definition: the summary, and each argument at its key.
    """
    title = model.__name__
    found = next((one for one in definitions.values() if one.get("title") == title), None)
    if found is None:
        return
    summary, arguments = _documented(model)
    found["description"] = _NUMBERS.sub("", summary)
    for name, field in model.model_fields.items():
        key = field.alias or name
        entry = found.get("properties", {}).get(key)
        if entry is None:
            continue
        entry.pop("title", None)
        if name in arguments:
            entry["description"] = _NUMBERS.sub("", arguments[name])
        if isinstance(field.default, LocalText):
            entry["default"] = field.default.plain()


def _documented(model: type[BaseModel]) -> tuple[str, dict[str, str]]:
    """
    Read the summary of a model and its arguments, those of the models it extends included.
    """
    arguments: dict[str, str] = {}
    for parent in reversed(model.__mro__):
        arguments.update(_arguments(inspect.cleandoc(parent.__dict__.get("__doc__") or "")))
    text = next(
        doc
        for parent in model.__mro__
        if (doc := inspect.cleandoc(parent.__dict__.get("__doc__") or ""))
    )
    return " ".join(text.split("\n\n")[0].split()), arguments


def _arguments(text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    name = ""
    for line in text.partition("Args:\n")[2].split("\n"):
        match = _ARGUMENT.match(line)
        if match:
            name = match[1]
            found[name] = match[2]
        elif name and line.startswith("        "):
            found[name] += " " + line.strip()
        elif line.strip():
            break
    return found


def _renamed(schema: dict[str, Any]) -> dict[str, Any]:
    """
    Give the definitions of filled generics a plain name: `Cell_Touchpoint_` is `TouchpointCell`.
    """
    text = json.dumps(schema, ensure_ascii=False)
    for name in schema["$defs"]:
        outer, _, inner = name.partition("_")
        if inner:
            text = text.replace(f'"{name}"', f'"{inner.strip("_")}{outer}"')
            text = text.replace(f'/{name}"', f'/{inner.strip("_")}{outer}"')
    renamed: dict[str, Any] = json.loads(text)
    for definition in renamed["$defs"].values():
        definition.pop("title", None)
    return renamed
