"""
What a table of a map carries unseen, so that changes made in it find their way back.

A workbook holds words that were made for reading. Beside them it carries the map that they were
made from and what each cell said when it was written; whoever reads it back compares with that and
needs no guesses.
"""

from __future__ import annotations

import base64
import hashlib
import json
import zlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from touchline.document.closed import plain

if TYPE_CHECKING:
    from collections.abc import Iterable

    from touchline.document.tree import Plain
    from touchline.model.map import JourneyMap

#: The name of the hidden sheet, and what each sheet that is read back is marked with.
SHEET: Final = "touchline"
MARK: Final = "touchline:"
#: The version of what is carried.
VERSION: Final = 1
#: What one cell takes; spreadsheets cut at 32,767 characters.
_LONGEST: Final = 30_000
#: No map is larger unpacked; whoever packs more wants something else.
_MOST_BYTES: Final = 64 * 1024 * 1024


@dataclass(slots=True, kw_only=True)
class CarriedTable:
    """
    What a table said when it was written.

    Args:
        heads: What its columns are called, by their keys.
        rows: The values of each row by its key and by the keys of the columns.
    """

    heads: dict[str, str] = field(default_factory=dict)
    rows: dict[str, dict[str, Any]] = field(default_factory=dict)


@dataclass(slots=True, kw_only=True)
class Carried:
    """
    What a workbook carries.

    Args:
        language: The language in which it is written.
        map: The plain data of the map.
        names: The name and what stands below it, of the map, each stage, step and lane.
        cells: The lines at each step of each lane, by `lane` and `step`; a step that a cell before
            it covers has none.
        about: What stands on the sheet about the whole.
        tables: The tables by name.
    """

    language: str
    map: Plain
    names: dict[str, tuple[str, str]] = field(default_factory=dict)
    cells: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    about: tuple[str, ...] = ()
    tables: dict[str, CarriedTable] = field(default_factory=dict)


class NothingCarried(ValueError):
    """
    A text is not what a table carries; whoever reads the table says so in the reader's words.
    """


def fingerprint(journey: JourneyMap) -> str:
    """
    Name the state of a map.

    Args:
        journey: The map.

    Returns:
        The same letters and digits for the same map, and others after any change of what it says;
        what is collapsed for a reader changes nothing.
    """
    data = plain(journey)
    for name in ("stages", "lanes"):
        data[name] = [
            {key: value for key, value in one.items() if key != "collapsed"}
            for one in data.get(name, ())
        ]
    text = json.dumps(data, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def packed(carried: Carried) -> tuple[str, ...]:
    """
    Write what is carried as texts that fit into cells.

    Args:
        carried: What is carried.

    Returns:
        Texts of letters, digits and signs that no program changes.
    """
    data = {
        "touchline": VERSION,
        "language": carried.language,
        "map": carried.map,
        "names": carried.names,
        "cells": carried.cells,
        "about": carried.about,
        "tables": {
            name: {"heads": table.heads, "rows": table.rows}
            for name, table in carried.tables.items()
        },
    }
    text = json.dumps(data, ensure_ascii=True, separators=(",", ":"))
    content = base64.b64encode(zlib.compress(text.encode("ascii"), 6)).decode("ascii")
    return tuple(content[i : i + _LONGEST] for i in range(0, len(content), _LONGEST))


def unpacked(texts: Iterable[str]) -> Carried:
    """
    Read back what is carried.

    Args:
        texts: The texts, in their order.

    Returns:
        What is carried.

    Raises:
        NothingCarried: The texts were changed, or written by a later version.
    """
    try:
        content = base64.b64decode("".join(texts), validate=True)
        machine = zlib.decompressobj()
        text = machine.decompress(content, _MOST_BYTES)
        if machine.unconsumed_tail or not machine.eof:
            raise NothingCarried
        data = json.loads(text)
        if data["touchline"] != VERSION:
            raise NothingCarried
        return Carried(
            language=str(data["language"]),
            map=dict(data["map"]),
            names={key: (str(one[0]), str(one[1])) for key, one in data["names"].items()},
            cells={
                lane: {step: list(map(str, lines)) for step, lines in cells.items()}
                for lane, cells in data["cells"].items()
            },
            about=tuple(map(str, data["about"])),
            tables={
                name: CarriedTable(heads=dict(table["heads"]), rows=dict(table["rows"]))
                for name, table in data["tables"].items()
            },
        )
    except (ValueError, KeyError, TypeError, AttributeError, IndexError, zlib.error) as reason:
        raise NothingCarried from reason
    except RecursionError as reason:
        raise NothingCarried from reason
