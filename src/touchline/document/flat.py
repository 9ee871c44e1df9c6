"""
A map as one flat table: a row for each thing in it, with its place by name and by id.

The columns hold what people read and change; `more` holds the rest as JSON, so that the table is
the whole map and nothing of it is lost on the way back.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from touchline.document.carried import Carried, packed
from touchline.document.standing import standing
from touchline.document.tree import things
from touchline.i18n import has_message, translate
from touchline.model.text import LocalText

if TYPE_CHECKING:
    from collections.abc import Iterator

    from touchline.document.tree import Plain, Thing
    from touchline.model.map import JourneyMap

#: The columns, in order.
COLUMNS: Final = (
    "what", "stage", "step", "lane", "text", "score", "cause", "severity", "status", "channel",
    "owner", "department", "due", "through", "id", "stage_id", "step_id", "lane_id", "more",
)  # fmt: skip
#: The columns without which a table is not one of these.
NEEDED: Final = frozenset({"what", "stage", "step", "lane", "text", "id", "more"})
#: Columns that hold a field of the same name: words, numbers and plain values.
WORDS: Final = ("cause",)
NUMBERS: Final = ("score", "severity")
VALUES: Final = ("status", "channel", "owner", "department", "due")
#: What `text` holds, by what the row is.
NAMES: Final = {"map": "title", "lane": "title", "card": "text", "branch": "text", "link": "map"}


#: The key in `more` of the map under which a part of a map carries how it was.
PART: Final = "part"
#: One cell may be so long with what else it holds; spreadsheets cut at 32,767 characters.
_LONGEST: Final = 24_000


def name_of(kind: str) -> str:
    """
    Say which field of a thing stands in the column `text`.

    Args:
        kind: What the thing is.

    Returns:
        The field.
    """
    return NAMES.get(kind, "name")


def rows_of(journey: JourneyMap, language: str) -> Iterator[dict[str, Any]]:
    """
    Walk over the rows of the table.

    Args:
        journey: The map.
        language: The language in which words are written; `more` holds the others.

    Yields:
        Each row by its columns: the map, then what it holds, in the order of the file.
    """
    data = standing(journey)
    teller = _Teller(data, language)
    for thing in things(data):
        if thing.kind != "cell" or _says_more(thing):
            yield teller.row(thing)


def with_part(more: str, part: JourneyMap) -> str:
    """
    Let a table know that it holds a part of a map, and how that part was.

    Without that, whatever is not in the table would look as if somebody had taken it away.

    Args:
        more: What the row of the map holds besides its columns, as JSON.
        part: The part of the map that the table holds, and nothing of what is left out.

    Returns:
        The same with what the part was; nothing is told of a part too large for a cell.
    """
    texts = packed(Carried(language=part.language, map=standing(part)))
    told = "".join(texts)
    held = json.loads(more) | {PART: told if len(told) + len(more) <= _LONGEST else ""}
    return json.dumps(held, ensure_ascii=False, sort_keys=True)


def _says_more(cell: Thing) -> bool:
    """
    Tell whether a cell says something that its cards do not.
    """
    return bool(set(cell.item) - {"at", "through", "cards"}) or not cell.item.get("cards")


class _Teller:
    def __init__(self, data: Plain, language: str) -> None:
        self.language = language
        self.own = str(data.get("language", "en"))
        self.steps: dict[str, tuple[str, str, str]] = {}
        for stage in data.get("stages", ()):
            for step in stage.get("steps", ()):
                names = (self.said(step.get("name")), self.said(stage.get("name")))
                self.steps[step["id"]] = (*names, stage["id"])

    def said(self, value: Any) -> str:
        """
        Say a text in the language of the table.
        """
        if not isinstance(value, str | dict):
            return ""
        return LocalText.of(value).said(self.language, otherwise=self.own)

    def row(self, thing: Thing) -> dict[str, Any]:
        """
        Tell one thing.
        """
        row: dict[str, Any] = dict.fromkeys(COLUMNS, "")
        held = {collection.name for collection in thing.inner}
        more = {key: value for key, value in thing.item.items() if key not in held}
        row["what"] = thing.kind
        row["id"] = more.pop("id", "")
        self._place(row, thing)
        if thing.kind == "cell":
            del more["at"]
            more.pop("through", None)
        for column, field in ((name_of(thing.kind), "text"), *((one, one) for one in WORDS)):
            row[field] = self._words(more, column)
        for column in (*NUMBERS, *VALUES):
            if isinstance(more.get(column), str | int | float) and not isinstance(
                more[column], bool
            ):
                row[column] = more.pop(column)
        if thing.kind == "map":
            more["words"] = self.language
        row["more"] = json.dumps(more, ensure_ascii=False, sort_keys=True) if more else ""
        return row

    def _words(self, more: Plain, field: str) -> str:
        value = more.get(field)
        if not isinstance(value, str | dict):
            return ""
        if isinstance(value, str):
            del more[field]
        return self.said(value)

    def _place(self, row: dict[str, Any], thing: Thing) -> None:
        """
        Say where a thing stands: columns by step and stage, rows by lane.
        """
        holders = []
        at: Thing | None = thing
        while at is not None:
            holders.append(at)
            at = at.parent
        for one in holders:
            if one.kind == "cell":
                step = str(one.item["at"])
                row["step_id"], row["through"] = step, one.item.get("through", "")
                row["step"], row["stage"], row["stage_id"] = self.steps.get(step, ("", "", ""))
            elif one.kind == "lane":
                row["lane_id"], row["lane"] = one.item["id"], self._lane(one.item)
            elif one.kind == "step":
                row["step_id"], row["step"] = one.item["id"], self.said(one.item.get("name"))
            elif one.kind == "stage":
                row["stage_id"], row["stage"] = one.item["id"], self.said(one.item.get("name"))

    def _lane(self, lane: Plain) -> str:
        key = f"lane.{lane['kind']}.title"
        own = self.said(lane.get("title"))
        return own or (translate(key, self.language) if has_message(key) else str(lane["kind"]))
