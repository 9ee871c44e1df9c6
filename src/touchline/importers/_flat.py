"""
The flat table of a map, read back row by row.
"""

from __future__ import annotations

import csv
import io
import json
import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from touchline.document.flat import COLUMNS, NEEDED, NUMBERS, PART, VALUES, WORDS, name_of
from touchline.document.references import references
from touchline.document.tree import collections
from touchline.i18n import LANGUAGES, has_message, translate
from touchline.importers._kind_of import kind_of
from touchline.importers._workbook.errors import UnreadableWorkbook
from touchline.importers._workbook.opened import note
from touchline.importers._workbook.said import choice_of, day_of, number_of, plain_words
from touchline.spreadsheet import text_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from touchline.diagnostics import Diagnostic
    from touchline.document.tree import Plain
    from touchline.importers._workbook.draft import Draft

_DELIMITERS: Final = (",", ";", "\t")
#: One cell may be so long; the whole text is limited where it is read.
_LONGEST: Final = 16 * 1024 * 1024
_STATUS: Final = ("idea", "planned", "doing", "done", "dropped")
#: What stands inside stages and lanes, and not on its own.
_INNER: Final = frozenset({"map", "step", "cell", "card"})


@dataclass(frozen=True, slots=True)
class Row:
    """
    One row of the table.

    Args:
        line: Its number, from 1.
        values: What stands in it, by column.
    """

    line: int
    values: dict[str, str]

    def of(self, column: str) -> str:
        """
        Give what stands in a column, without spaces around.
        """
        return self.values.get(column, "").strip()

    def cell(self, column: str) -> str:
        """
        Name the cell of a column as spreadsheets do.
        """
        place = COLUMNS.index(column)
        return f"{chr(ord('A') + place)}{self.line}"


def table_in(text: str) -> list[Row] | None:
    """
    Read the rows of a flat table.

    Args:
        text: The text of a file.

    Returns:
        The rows; None for a table of another kind.

    Raises:
        csv.Error: The text breaks off within quotes, or holds what no table does.
    """
    head = text.partition("\n")[0]
    for delimiter in _DELIMITERS:
        names = [one.strip().strip('"') for one in head.strip("\r\n").split(delimiter)]
        if set(names) >= NEEDED:
            return _rows(text, names, delimiter)
    return None


def _rows(text: str, names: list[str], delimiter: str) -> list[Row]:
    before = csv.field_size_limit(_LONGEST)
    try:
        found = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    finally:
        csv.field_size_limit(before)
    rows = []
    for line, cells in enumerate(found[1:], start=2):
        values = {name: text_of(cell) for name, cell in zip(names, cells, strict=False)}
        if any(value.strip() for value in values.values()):
            rows.append(Row(line, values))
    return rows


@dataclass(slots=True)
class Flat:
    """
    A map as it is built from the rows.

    Args:
        draft: The map.
        at: The file, for messages.
        left: What has no place.
        fingerprint: The state of the map from which the table was made; empty when it says none.
        part: How the part of a map was that the table holds, packed; None for a whole map.
    """

    draft: Draft
    at: str
    left: list[Diagnostic] = field(default_factory=list)
    fingerprint: str = ""
    part: str | None = None

    def take(self, rows: list[Row]) -> None:
        """
        Build the map.

        Args:
            rows: The rows of the table.
        """
        whole = [row for row in rows if row.of("what") == "map"]
        for row in whole[:1]:
            self._whole(row)
        tops = {one.kind: one.name for one in collections()}
        for kind in ("stage", "step", "lane"):
            for row in rows:
                if row.of("what") == kind:
                    self._structure(row, kind)
        for row in rows:
            kind = row.of("what") or "card"
            if kind in {"card", "cell"}:
                self._inside(row, kind)
            elif kind in tops and kind not in {"stage", "lane"}:
                item = self._item(row, kind)
                self.draft.data.setdefault(tops[kind], []).append(item)
            elif kind not in tops and kind not in _INNER:
                self.left.append(note("words", row.cell("what"), text=kind))
        self._let_go()

    def _whole(self, row: Row) -> None:
        more = self._more(row)
        if PART in more:
            self.part = str(more.pop(PART))
        self.draft.language = str(more.pop("words", more.get("language", self.draft.language)))
        self.draft.data.update(more)
        self.draft.data["id"] = row.of("id") or "map"
        if row.of("text"):
            self.draft.put(self.draft.data, "title", row.of("text"))
        self.fingerprint = row.of("stage_id")
        for column in ("owner", "department", "status"):
            if row.of(column):
                self.draft.data[column] = row.of(column)
        self.draft.took("map", "", "title", row.cell("text"))

    def _more(self, row: Row) -> Plain:
        text = row.of("more")
        try:
            more = json.loads(text) if text else {}
        except (ValueError, RecursionError) as reason:
            place = f"{self.at}:{row.cell('more')}"
            raise UnreadableWorkbook.found("more", at=place) from reason
        if not isinstance(more, dict):
            raise UnreadableWorkbook.found("more", at=f"{self.at}:{row.cell('more')}")
        return more

    def _item(self, row: Row, kind: str) -> Plain:
        """
        Make a thing of a row.
        """
        text = row.values.get("text", "")
        more = self._more(row)
        identifier = row.of("id") or self.draft.free(text, kind)
        item: Plain = {} if kind == "cell" else {"id": identifier}
        item |= more
        for name, column in ((name_of(kind), "text"), *((one, one) for one in WORDS)):
            words = row.values.get(column, "")
            if words.strip():
                if plain_words(words) != plain_words(self.draft.said(item.get(name))):
                    self.draft.put(item, name, words)
                elif name not in item:
                    item[name] = words
            elif isinstance(item.get(name), dict):
                self.draft.put(item, name, "")
            self.draft.took(kind, identifier, name, row.cell(column))
        for column in (*NUMBERS, *VALUES):
            self._value(item, row, column)
            self.draft.took(kind, identifier, column, row.cell(column))
        self.draft.took(kind, identifier, "", row.cell("what"))
        return item

    def _value(self, item: Plain, row: Row, column: str) -> None:
        text = row.of(column)
        if not text:
            return
        value: Any = text
        if column in NUMBERS:
            value = _plain_number(text, self.draft.language)
            name = "number"
        elif column == "due":
            day = day_of(text)
            value, name = day.isoformat() if day else None, "day"
        elif column == "status":
            words = {
                one: "\n".join(translate(f"scene.status-{one}", tag) for tag in LANGUAGES)
                for one in _STATUS
            }
            found = [one for one in _STATUS if text.casefold() in words[one].casefold().split("\n")]
            value, name = choice_of(text, dict.fromkeys(_STATUS, "")) or (found or [text])[0], ""
        if value is None:
            self.left.append(note(name, row.cell(column), text=text))
            return
        if column == "severity" and float(value).is_integer():
            value = int(value)
        item[column] = value

    def _structure(self, row: Row, kind: str) -> None:
        item = self._item(row, kind)
        if kind == "stage":
            self.draft.data.setdefault("stages", []).append(item)
        elif kind == "lane":
            if "kind" not in item:
                found = kind_of(row.of("text"))
                item["kind"] = found or "notes"
            self.draft.lanes().append(item)
        else:
            stage = self._stage(row)
            stage.setdefault("steps", []).append(item)

    def _stage(self, row: Row) -> Plain:
        stages: list[Plain] = self.draft.data.setdefault("stages", [])
        found = _named(stages, row.of("stage_id"), row.of("stage"), self.draft)
        if found is None:
            identifier = row.of("stage_id") or self.draft.free(row.of("stage"), "stage")
            found = {"id": identifier, "name": row.of("stage")}
            stages.append(found)
        return found

    def _inside(self, row: Row, kind: str) -> None:
        step = _named(self.draft.steps(), row.of("step_id"), row.of("step"), self.draft)
        if step is None and not (row.of("step") or row.of("step_id")):
            self.left.append(note("no-step", row.cell("step"), text=row.of("text")))
            return
        if step is None:
            identifier = row.of("step_id") or self.draft.free(row.of("step"), "step")
            step = {"id": identifier, "name": row.of("step")}
            self._stage(row).setdefault("steps", []).append(step)
        lane = _named(self.draft.lanes(), row.of("lane_id"), row.of("lane"), self.draft)
        if lane is None and not row.of("lane"):
            self.left.append(note("no-step", row.cell("lane"), text=row.of("text")))
            return
        if lane is None:
            identifier = row.of("lane_id") or self.draft.free(row.of("lane"), "lane")
            lane = {"id": identifier, "kind": kind_of(row.of("lane")) or "notes"}
            if kind_of(row.of("lane")) is None:
                lane["title"] = row.of("lane")
            self.draft.lanes().append(lane)
        cell = self._cell(lane, step["id"], row.of("through"))
        if kind == "cell":
            cell |= self._item(row, kind)
            return
        item = self._item(row, kind)
        cell.setdefault("cards", []).append(item)

    def _cell(self, lane: Plain, step: str, through: str) -> Plain:
        cells: list[Plain] = lane.setdefault("cells", [])
        for cell in cells:
            if cell["at"] == step:
                return cell
        cells.append({"at": step, **({"through": through} if through else {})})
        return cells[-1]

    def _let_go(self) -> None:
        """
        Take out what names cards that no row tells.
        """
        known = {card["id"] for _, _, card in self.draft.cards()}
        for lane, _, card in self.draft.cards():
            for key, kind in references(lane["kind"]):
                names = card.get(key)
                if kind in {"persona", "channel", "step"} or not isinstance(names, list):
                    continue
                for name in names:
                    if name not in known:
                        place = self.draft.cells.get(("card", card["id"], ""), self.at)
                        self.left.append(note("no-card", place, text=str(name)))
                        self.draft.forget(str(name))


def _named(items: list[Plain], identifier: str, name: str, draft: Draft) -> Plain | None:
    """
    Find a thing by its id, unless the name beside the id is that of another one.
    """
    by_id = next((one for one in items if one["id"] == identifier), None)
    wanted = plain_words(name)
    named = [one for one in items if wanted and wanted in _names(one, draft)]
    if by_id is None or (named and by_id not in named):
        return named[0] if named else by_id
    return by_id


def _names(item: Plain, draft: Draft) -> Iterator[str]:
    yield plain_words(draft.said(item.get("name", item.get("title"))))
    key = f"lane.{item.get('kind')}.title"
    if "title" not in item and has_message(key):
        yield from (plain_words(translate(key, tag)) for tag in LANGUAGES)


def _plain_number(text: str, language: str) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return number_of(text, language)
    return value if math.isfinite(value) else None
