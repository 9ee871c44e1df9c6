"""
From what pydantic found to what we say: our own words, with the name that was probably meant.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, get_args, get_origin

from pydantic import BaseModel

from touchline.document.closed import closed_lanes, closed_map
from touchline.document.faults import Fault, fault
from touchline.document.references import listed, near
from touchline.document.tree import Path, Plain, printed
from touchline.measuring.measured import Measures

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import TypeAlias

    from pydantic_core import ErrorDetails

    _Special: TypeAlias = Callable[[Any, object, Path, Plain], tuple[str, dict[str, object]]]

#: The kind of value that a type fault asks for, by pydantic's name of the fault.
_WANTED = {
    "string_type": "text",
    "text_type": "text",
    "float_type": "number",
    "float_parsing": "number",
    "finite_number": "number",
    "int_type": "whole",
    "int_parsing": "whole",
    "int_from_float": "whole",
    "bool_type": "flag",
    "bool_parsing": "flag",
    "tuple_type": "list",
    "list_type": "list",
    "dict_type": "mapping",
    "model_type": "mapping",
    "model_attributes_type": "mapping",
    "dataclass_type": "mapping",
    "date_type": "date",
    "date_parsing": "date",
    "date_from_datetime_parsing": "date",
    "date_from_datetime_inexact": "date",
    "datetime_type": "date",
    "datetime_parsing": "date",
    "datetime_from_date_parsing": "date",
}

#: The members of a union that pydantic adds to a path, and which stand in no file.
_UNION_MEMBERS = frozenset({"str", "float", "int", "bool"})

#: How much of a wrong value a message quotes.
_QUOTED = 40


def explain(error: ErrorDetails, plain: Plain) -> tuple[Path, Fault]:
    """
    Turn one error of a validation into a fault.

    Args:
        error: What pydantic says.
        plain: The plain data that was validated.

    Returns:
        Where it is and what it is.
    """
    path = _path(error["loc"], plain)
    name, values = _named(error, path, plain)
    return path, fault(name, path=printed(path), **values)


def _path(loc: tuple[int | str, ...], plain: Plain) -> Path:
    """
    Take out what stands in no file: the kind of a lane, and the member of a union.
    """
    if loc[:1] == ("lanes",) and len(loc) > 2 and loc[2] == _kind_at(plain, loc[1]):  # noqa: PLR2004 (behind the index)
        loc = (*loc[:2], *loc[3:])
    if loc and loc[-1] in _UNION_MEMBERS and len(loc) > 1 and isinstance(loc[-2], int):
        loc = loc[:-1]
    return tuple(loc)


def _kind_at(plain: Plain, index: int | str) -> object:
    lanes = plain.get("lanes")
    if isinstance(lanes, list) and isinstance(index, int) and index < len(lanes):
        lane = lanes[index]
        return lane.get("kind") if isinstance(lane, dict) else None
    return None


def _named(error: ErrorDetails, path: Path, plain: Plain) -> tuple[str, dict[str, object]]:
    kind, context, given = error["type"], error.get("ctx", {}), error["input"]
    if kind in _WANTED:
        wanted = _WANTED[kind]
        if wanted == "text" and isinstance(given, int | float):
            return "text-needs-quotes", {"value": _quoted(given)}
        return "wrong-type", {"wanted": wanted, "given": _kind_of(given), "value": _quoted(given)}
    special = _SPECIAL.get(kind)
    if special is not None:
        return special(context, given, path, plain)
    return "not-accepted", {"value": _quoted(given)}


def _kind_of(value: object) -> str:
    names = {bool: "flag", int: "number", float: "number", str: "text", list: "list"}
    if value is None:
        return "nothing"
    return names.get(type(value), "mapping")


def _quoted(value: object) -> str:
    text = str(value)
    return text if len(text) <= _QUOTED else text[: _QUOTED - 1] + "…"


def _missing(_c: Any, _given: object, path: Path, _plain: Plain) -> tuple[str, dict[str, object]]:
    return "missing-key", {"name": str(path[-1])}


def _unknown(_c: Any, _given: object, path: Path, plain: Plain) -> tuple[str, dict[str, object]]:
    known = keys_at(path[:-1], plain)
    name = str(path[-1])
    return "unknown-key", {
        "name": name,
        "suggestion": near(name, known),
        "known": listed(known, 40),
    }


def _choice(context: Any, given: object, path: Path, plain: Plain) -> tuple[str, dict[str, object]]:
    del context
    known = choices_at(path, plain)
    value = _quoted(given)
    return "not-among", {"value": value, "suggestion": near(value, known), "known": listed(known)}


def _lane_kind(c: Any, _given: object, path: Path, plain: Plain) -> tuple[str, dict[str, object]]:
    del c, path, plain
    return "lane-without-kind", {"known": listed(closed_lanes(), 40)}


def _unknown_lane(c: Any, _g: object, path: Path, plain: Plain) -> tuple[str, dict[str, object]]:
    del path, plain
    value, known = str(c.get("tag", "")), closed_lanes()
    return "unknown-lane-kind", {
        "value": _quoted(value),
        "suggestion": near(value, known),
        "known": listed(known, 40),
    }


def _bad_form(_c: Any, given: object, path: Path, _plain: Plain) -> tuple[str, dict[str, object]]:
    name = _FORMS.get(str(path[-1]) if path else "", "bad-id")
    return name, {"value": _quoted(given)}


def _bound(context: Any, given: object, _path: Path, _p: Plain) -> tuple[str, dict[str, object]]:
    floor = next((context[key] for key in ("ge", "gt") if key in context), None)
    ceiling = next((context[key] for key in ("le", "lt") if key in context), None)
    side = "low" if floor is not None else "high"
    return "out-of-range", {
        "value": _quoted(given),
        "side": side,
        "bound": floor if floor is not None else ceiling,
    }


def _too_long(
    context: Any, _given: object, _p: Path, _plain: Plain
) -> tuple[str, dict[str, object]]:
    return "too-long", {"limit": context.get("max_length", 0)}


def _too_short(
    _c: Any, _given: object, _path: Path, _plain: Plain
) -> tuple[str, dict[str, object]]:
    return "at-least-one", {}


def _bad_place(_c: Any, given: object, _path: Path, _plain: Plain) -> tuple[str, dict[str, object]]:
    return "bad-place", {"value": _quoted(given)}


def _bad_deed(_c: Any, given: object, _path: Path, _plain: Plain) -> tuple[str, dict[str, object]]:
    return "bad-deed", {"value": _quoted(given), "example": "did pay, did not ask within 7d"}


def _scale(context: Any, _given: object, _path: Path, _p: Plain) -> tuple[str, dict[str, object]]:
    return "scale-order", {"low": context["low"], "high": context["high"]}


def _score(context: Any, _given: object, _path: Path, _p: Plain) -> tuple[str, dict[str, object]]:
    return "score-outside-scale", dict(context)


def _language(
    context: Any, _given: object, _path: Path, _p: Plain
) -> tuple[str, dict[str, object]]:
    return "text-language", {"tag": _quoted(context["tag"])}


def _duration(c: Any, _given: object, _path: Path, _plain: Plain) -> tuple[str, dict[str, object]]:
    return "unreadable-duration", {"value": _quoted(c["given"])}


def _repeated(c: Any, _given: object, _path: Path, _plain: Plain) -> tuple[str, dict[str, object]]:
    return "repeated-step", {"step": _quoted(c["step"])}


def _as_told(name: str) -> _Special:
    """
    Take the values that a validator of our own gives with a fault of this name.
    """
    return lambda context, _given, _path, _plain: (name, dict(context))


#: What else than an id has a form of its own, by its key.
_FORMS: Final = {"path": "bad-icon-path", "currency": "bad-currency"}

_SPECIAL: dict[str, _Special] = {
    "missing": _missing,
    "extra_forbidden": _unknown,
    "literal_error": _choice,
    "union_tag_not_found": _lane_kind,
    "union_tag_invalid": _unknown_lane,
    "string_pattern_mismatch": _bad_form,
    "bad_place": _bad_place,
    "bad_deed": _bad_deed,
    "string_too_long": _too_long,
    "too_short": _too_short,
    "greater_than_equal": _bound,
    "greater_than": _bound,
    "less_than_equal": _bound,
    "less_than": _bound,
    "scale_order": _scale,
    "score_outside_scale": _score,
    "text_language": _language,
    "text_without_words": _too_short,
    "duration_form": _duration,
    "repeated_step": _repeated,
    "needs_one_of": _as_told("needs-one-of"),
    "end_before_start": _as_told("end-before-start"),
    "unknown_zone": _as_told("unknown-zone"),
    "unreadable_clock": _as_told("unreadable-clock"),
}


def keys_at(path: Path, plain: Plain) -> tuple[str, ...]:
    """
    List the keys that a mapping of a file may have.

    Args:
        path: The way to the mapping.
        plain: The plain data, which says of what kind each lane is.

    Returns:
        The keys; none where any key may stand.
    """
    annotation = _annotation_at(path, plain)
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        keys = [field.alias or name for name, field in annotation.model_fields.items()]
        return (*keys, "measured") if not path else tuple(keys)
    return ()


def choices_at(path: Path, plain: Plain) -> tuple[str, ...]:
    """
    List the words that may stand at a place.

    Args:
        path: The way to the value.
        plain: The plain data, which says of what kind each lane is.

    Returns:
        The words; none where the choice is not closed.
    """
    return tuple(str(word) for word in _words(_annotation_at(path, plain)))


def _words(annotation: Any) -> Iterator[object]:
    for part in get_args(annotation):
        if isinstance(part, str | int) and not isinstance(part, bool):
            yield part
        else:
            yield from _words(part)


def _annotation_at(path: Path, plain: Plain) -> Any:
    """
    Follow a path through the models; None where it leaves them.
    """
    annotation: Any = Measures if path[:1] == ("measured",) else closed_map()
    steps = path[1:] if annotation is Measures else path
    for place, part in enumerate(steps):
        if isinstance(part, int):
            if steps[:place] == ("lanes",):
                annotation = closed_lanes().get(str(_kind_at(plain, part)))
            else:
                annotation = next(iter(get_args(annotation)), None)
        else:
            annotation = _field(annotation, part)
        annotation = _without_none(annotation)
    return annotation


def _field(annotation: Any, key: str) -> Any:
    fields = getattr(annotation, "model_fields", {})
    for name, field in fields.items():
        if (field.alias or name) == key:
            return field.annotation
    return None


def _without_none(annotation: Any) -> Any:
    """
    Take the one model out of `Model | None`, and leave everything else.
    """
    if get_origin(annotation) is None:
        return annotation
    models = [part for part in get_args(annotation) if isinstance(part, type)]
    models = [part for part in models if issubclass(part, BaseModel)]
    is_union = get_origin(annotation) is not tuple and len(models) == 1
    return models[0] if is_union else annotation
