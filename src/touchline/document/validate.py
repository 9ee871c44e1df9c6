"""
Plain data against a model that is no map: every fault told at once, in our words and in its place.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError

from touchline.document.explain import explain
from touchline.document.faults import Fault, fault
from touchline.document.read import spot_of
from touchline.document.references import listed, near
from touchline.document.tree import printed

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

    from touchline.document.syntax import Node
    from touchline.document.tree import Plain

ModelT = TypeVar("ModelT", bound=BaseModel)


def validated(kind: type[ModelT], data: Plain) -> tuple[list[Fault], ModelT | None]:
    """
    Build a model from what a file holds.

    Args:
        kind: The model.
        data: The plain data.

    Returns:
        What is the matter, and the model when nothing is.
    """
    try:
        return [], kind.model_validate(data, by_alias=True, by_name=False)
    except ValidationError as error:
        details = error.errors(include_url=False)
        faults = (_explained(kind, each, data) for each in details)
        # A value that fits no member of a union is reported once per member; it is one fault.
        return list({(one.path, one.name): one for one in faults}.values()), None


def placed(faults: list[Fault], node: Node) -> list[Fault]:
    """
    Give each fault its line and column.

    Args:
        faults: The faults.
        node: The text that they are in.

    Returns:
        The faults in the order of the text.
    """
    found = []
    for one in faults:
        if one.line is None and one.path:
            spot = spot_of(node, one.path)
            found.append(one.placed(spot.line, spot.column))
        else:
            found.append(one)
    return sorted(found, key=lambda one: (one.line or 0, one.column or 0))


def _explained(kind: type[BaseModel], error: ErrorDetails, data: Plain) -> Fault:
    """
    Say one error in our words; keys and choices are those of the model, not of a map.
    """
    path = tuple(error["loc"])
    if error["type"] == "extra_forbidden":
        known = _keys_at(kind, path[:-1])
        name = str(path[-1])
        values = {"name": name, "suggestion": near(name, known), "known": listed(known, 40)}
        return fault("unknown-key", path=printed(path), **values)
    if error["type"] == "literal_error":
        given = str(error["input"])
        known = tuple(error["ctx"]["expected"].replace("'", "").replace(" or ", ", ").split(", "))
        values = {"value": given, "suggestion": near(given, known), "known": listed(known)}
        return fault("not-among", path=printed(path), **values)
    return explain(error, data)[1]


def _keys_at(kind: type[BaseModel], path: tuple[str | int, ...]) -> tuple[str, ...]:
    """
    List the keys of the mapping that a path leads to; none where any may stand.
    """
    model: Any = kind
    for part in path:
        if isinstance(part, int):
            model = next(iter(get_args(model)), None)
        else:
            fields = getattr(model, "model_fields", {})
            model = fields[part].annotation if part in fields else None
    if isinstance(model, type) and issubclass(model, BaseModel):
        return tuple(field.alias or name for name, field in model.model_fields.items())
    return ()
