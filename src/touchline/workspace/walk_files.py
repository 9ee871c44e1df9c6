"""
Filled walks read back: YAML, JSON and CSV.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

from touchline.document.acts import free_id
from touchline.document.faults import UnreadableMap, fault
from touchline.document.metrics_table import day_of, number_of
from touchline.document.read import text_of
from touchline.document.validate import placed, validated
from touchline.model.work.walk import Walk
from touchline.workspace.filing import UnreadableRecord, composed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from touchline.document.faults import Fault
    from touchline.document.syntax import Node
    from touchline.document.tree import Plain
    from touchline.model.map import JourneyMap

_DELIMITERS = (",", ";", "\t", "|")
#: Several values in one cell of a table.
_BETWEEN = "|"
_NO = frozenset({"no", "n", "false", "0", "nein", "tidak", "否", "خیر"})
_LISTS = ("friction", "met", "touchpoints", "photos")
_TEXTS = ("duration", "contact")


def read_walks(file: Path, journey: JourneyMap) -> tuple[Walk, ...]:
    """
    Read the walks of a file.

    A walk needs neither an id nor a title: both are made of the map, the day and the walker.

    Args:
        file: A YAML or JSON file with one walk, with several as a list under `records`, or a CSV
            table with a row for each walker and step.
        journey: The map that was walked.

    Returns:
        The walks in the order of the file.

    Raises:
        UnreadableRecord: The file holds no walk; every fault is told.
        StorageError: The file cannot be read.
    """
    text = text_of(file)
    try:
        if file.suffix.lower() == ".csv":
            return tuple(_checked(_of_table(text, journey), None, journey))
        node, repeated = composed(text, file)
        return tuple(_checked(_plain_walks(node.value), node, journey, list(repeated)))
    except UnreadableMap as unreadable:
        raise UnreadableRecord(unreadable.faults, at=str(file)) from None


def _plain_walks(data: Any) -> Iterator[tuple[str, Any]]:
    """
    Find the walks of a file with the path to each.
    """
    if isinstance(data, dict) and isinstance(data.get("records"), list):
        for i, one in enumerate(data["records"]):
            yield f"$.records[{i}]", one
    elif isinstance(data, dict) and isinstance(data.get("walk"), dict):
        yield "$.walk", data["walk"]
    else:
        yield "$", data


def _checked(
    walks: Iterable[tuple[str, Any]],
    node: Node | None,
    journey: JourneyMap,
    faults: list[Fault] | None = None,
) -> Iterator[Walk]:
    found: list[Walk] = []
    wrong = faults or []
    for path, data in walks:
        if not isinstance(data, dict) or data.get("record", "walk") != "walk":
            wrong.append(fault("not-a-walk", path=path))
            continue
        told, walk = validated(Walk, _complete(data, journey, [one.id for one in found]))
        wrong += told if path == "$" else [_below(path, one) for one in told]
        found += [] if walk is None else [walk]
    if wrong:
        raise UnreadableMap(placed(wrong, node) if node is not None else wrong)
    yield from found


def _below(path: str, found: Fault) -> Fault:
    return fault(found.name, path=path + found.path.removeprefix("$"), **dict(found.values))


def _complete(data: Plain, journey: JourneyMap, taken: Iterable[str]) -> Plain:
    """
    Leave out what was not filled in, and name a walk that has no name.
    """
    filled = {key: value for key, value in data.items() if key != "record" and value is not None}
    filled.setdefault("map", journey.id)
    if isinstance(filled.get("steps"), list):
        filled["steps"] = [_filled(one) for one in filled["steps"] if not _is_blank(one)]
    walker, day = str(filled.get("walker", "")), str(filled.get("date", ""))
    if not walker.strip():
        # An empty name is told as a missing one.
        filled.pop("walker", None)
    filled.setdefault("title", " · ".join(part for part in (walker, day) if part) or "–")
    if "id" not in filled:
        filled["id"] = free_id(f"{day} {walker}", list(taken), "walk")
    return filled


def _is_blank(step: Any) -> bool:
    """
    Tell a step of a form that nobody filled in.
    """
    if not isinstance(step, dict):
        return False
    usual = {"reached": True, "contact": "not-looked"}
    return all(
        key == "step" or value in ("", None, []) or value == usual.get(key)
        for key, value in step.items()
    )


def _filled(step: Any) -> Any:
    if not isinstance(step, dict):
        return step
    kept = {key: value for key, value in step.items() if value is not None}
    if isinstance(kept.get("friction"), str):
        kept["friction"] = [kept["friction"]] if kept["friction"].strip() else []
    return kept


def _of_table(text: str, journey: JourneyMap) -> Iterator[tuple[str, Plain]]:
    """
    Bring the rows of each walker and day together.
    """
    first = text.partition("\n")[0]
    delimiter = max(_DELIMITERS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        lines = list(reader)
    except csv.Error:
        raise UnreadableMap([fault("not-a-walk", path="$")]) from None
    names = [name.strip().lower() for name in lines[0]] if lines else []
    if not {"walker", "step"} <= set(names):
        raise UnreadableMap([fault("not-a-walk", path="$")])
    walks: dict[tuple[str, str], Plain] = {}
    for cells in lines[1:]:
        row = dict(zip(names, (cell.strip() for cell in cells), strict=False))
        if not any(row.values()):
            continue
        day = day_of(row.get("date", ""))
        key = (row.get("walker", ""), day.isoformat() if day else row.get("date", ""))
        walk = walks.setdefault(key, _head_of(row, key, journey))
        step = _step_of(row)
        if step is not None:
            walk["steps"].append(step)
    if not walks:
        raise UnreadableMap([fault("not-a-walk", path="$")])
    for (walker, day_text), walk in walks.items():
        yield f"$.{walker} {day_text}".rstrip(), walk


def _head_of(row: dict[str, str], key: tuple[str, str], journey: JourneyMap) -> Plain:
    walk: Plain = {"map": journey.id, "walker": key[0], "date": key[1], "steps": []}
    walk |= {name: row[name] for name in ("who", "sort", "persona") if row.get(name)}
    ends = {end: _number(row.get(f"scale_{end}", "")) for end in ("low", "high")}
    stated = {end: value for end, value in ends.items() if value is not None}
    return walk | ({"scale": stated} if stated else {})


def _step_of(row: dict[str, str]) -> Plain | None:
    """
    Read one row; None for a row in which nothing was filled in.
    """
    step: Plain = {name: row[name] for name in _TEXTS if row.get(name)}
    step |= {name: _several(row[name]) for name in _LISTS if row.get(name)}
    if row.get("rating"):
        step["rating"] = _number(row["rating"])
    if row.get("reached", "").lower() in _NO:
        step["reached"] = False
    is_filled = step.keys() - {"contact"} or step.get("contact", "not-looked") != "not-looked"
    return {"step": row.get("step", ""), **step} if is_filled else None


def _several(cell: str) -> list[str]:
    return [part.strip() for part in cell.split(_BETWEEN) if part.strip()]


def _number(cell: str) -> float | str | None:
    """
    Read a number; what is none stays as it is, so that it is told.
    """
    if not cell:
        return None
    found = number_of(cell)
    return cell if found is None else found
