"""
Exports of whiteboards: a row for each note, with its place, its colour or its frame.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from touchline.i18n import translate
from touchline.importers._guess.colours import kind_of
from touchline.importers._guess.headings import folded, lane_kinds, meaning_of
from touchline.importers._guess.notes import Note
from touchline.importers._guess.placed import table_from
from touchline.importers._guess.table import Entry, Table

if TYPE_CHECKING:
    from collections.abc import Sequence

#: What whiteboards call the columns of their exports, folded.
_NAMES = {
    "text": "text|content|sticky text|sticky note|note text|plain text|text area 1|body|inhalt|"
    "内容|文本|文字|متن",
    "x": "x|position x|positionx|pos x|x position|x coordinate|left|xpos|x pos",
    "y": "y|position y|positiony|pos y|y position|y coordinate|top|ypos|y pos",
    "width": "width|w|breite|宽度|寬度",
    "height": "height|h|hohe|高度",
    "colour": "color|colour|bg color|background color|background|fill|fill color|sticky color|"
    "note color|backgroundcolor|fillcolor|farbe|颜色|顏色|رنگ",
    "frame": "frame|frame title|section|section name|area|area title|container|contained by|parent|"
    "frame name|column|bereich|rahmen|区域|區域",
    "kind": "lane|tag|tags|category|label|labels",
    "type": "type|item type|shape|name|widget type|object type",
    "id": "id|item id|widget id|object id",
}
_FIELDS = {folded(word): field for field, words in _NAMES.items() for word in words.split("|")}
#: The types of things that hold notes or join them, and are none themselves.
_HOLDERS = re.compile(r"frame|container|section|area|swim ?lane|page|document", re.IGNORECASE)
_JOINTS = re.compile(
    r"line|connector|arrow|image|picture|drawing|stroke|stamp|emoji|icon", re.IGNORECASE
)
_NUMBER = re.compile(r"-?\d+(?:[.,]\d+)?(?:px)?")
#: How many rows must say where they lie.
_MOST = 0.5
_USUAL_SIZE = 160.0

#: Colours that whiteboards name.
_COLOURS = {
    "red": "e53935", "pink": "f06292", "rose": "f06292", "orange": "fb8c00", "yellow": "fdd835",
    "gold": "fdd835", "green": "43a047", "lime": "9ccc65", "teal": "26a69a", "cyan": "26c6da",
    "blue": "1e88e5", "violet": "8e24aa", "purple": "8e24aa", "lavender": "9575cd",
    "gray": "9e9e9e", "grey": "9e9e9e", "white": "ffffff", "black": "000000",
}  # fmt: skip


def board_in(rows: Sequence[Sequence[str]]) -> Table | None:
    """
    Know the export of a whiteboard by the names of its columns.

    Args:
        rows: The rows of the text.

    Returns:
        The notes as a table; None when it is no such export.
    """
    for i, head in enumerate(rows[:_FIRST_ROWS]):
        fields: dict[str, int] = {}
        for j, name in enumerate(head):
            if found := _FIELDS.get(folded(name)):
                fields.setdefault(found, j)
        board = _Board(rows, i, fields)
        if {"text", "x", "y"} <= fields.keys() and board.is_placed():
            return table_from(board.notes())
        if {"text", "frame"} <= fields.keys() and {"colour", "type", "id"} & fields.keys():
            return board.framed()
    return None


_FIRST_ROWS = 10


class _Board:
    """
    The rows of an export.

    Args:
        rows: All rows.
        head: The row that names the columns.
        fields: The column of each field.
    """

    def __init__(self, rows: Sequence[Sequence[str]], head: int, fields: dict[str, int]) -> None:
        self.fields = fields
        self.rows = [(i, row) for i, row in enumerate(rows[head + 1 :], start=head + 2) if any(row)]

    def is_placed(self) -> bool:
        """
        Tell whether most rows say where they lie.
        """
        held = [
            row
            for _, row in self.rows
            if _NUMBER.fullmatch(self._said(row, "x")) and _NUMBER.fullmatch(self._said(row, "y"))
        ]
        return len(held) > _MOST * len(self.rows)

    def notes(self) -> list[Note]:
        """
        Give the notes with their places.
        """
        found = []
        for line, row in self.rows:
            text = self._said(row, "text")
            x, y = self._said(row, "x"), self._said(row, "y")
            is_placed = _NUMBER.fullmatch(x) and _NUMBER.fullmatch(y)
            if not text or not is_placed or _JOINTS.search(self._said(row, "type")):
                continue
            found.append(
                Note(
                    text=text,
                    x=_float(x),
                    y=_float(y),
                    width=_float(self._said(row, "width")) or _USUAL_SIZE,
                    height=_float(self._said(row, "height")) or _USUAL_SIZE,
                    at=str(line),
                    colour=_colour(self._said(row, "colour")),
                )
            )
        return found

    def framed(self) -> Table | None:
        """
        Take frames for steps, and what notes are tagged or coloured with for lanes.
        """
        holders = {
            self._said(row, "id"): self._said(row, "text") or self._said(row, "type")
            for _, row in self.rows
            if _HOLDERS.search(self._said(row, "type"))
        }
        cards: list[tuple[Entry, ...]] = []
        for line, row in self.rows:
            text, kind = self._said(row, "text"), self._said(row, "type")
            if not text or _HOLDERS.search(kind) or _JOINTS.search(kind):
                continue
            frame = self._said(row, "frame")
            own = [holders[part] for part in re.split(r"[|,;]", frame) if holders.get(part)]
            place = own[-1] if own else frame
            at = str(line)
            cards.append((Entry(place, at), Entry(self._lane(row), at), Entry(text, at)))
        if not any(card[0].text for card in cards):
            return None
        head = (Entry("Step", ""), Entry("Lane", ""), Entry("Text", ""))
        unsure = frozenset(card[1].text for card in cards)
        return Table(name="", rows=(head, *cards), unsure=unsure)

    def _lane(self, row: Sequence[str]) -> str:
        tag = self._said(row, "kind")
        if tag and meaning_of(tag, lane_kinds() | {"channel"}):
            return tag
        kind = kind_of(_colour(self._said(row, "colour"))) or "notes"
        return translate(f"lane.{kind}.title", "en")

    def _said(self, row: Sequence[str], field: str) -> str:
        index = self.fields.get(field)
        return row[index].strip() if index is not None and index < len(row) else ""


def _float(text: str) -> float:
    return float(text.removesuffix("px").replace(",", ".")) if _NUMBER.fullmatch(text) else 0.0


def _colour(text: str) -> str:
    """
    Read a colour as six hexadecimal digits.
    """
    found = re.search(r"#?\b([0-9a-f]{6})(?:[0-9a-f]{2})?\b", text.lower())
    if found:
        return found[1]
    rgb = re.search(r"rgba?\(\s*(\d{1,3})\s*,\s*(\d{1,3})\s*,\s*(\d{1,3})", text.lower())
    if rgb:
        return "".join(f"{min(int(part), 255):02x}" for part in rgb.groups())
    words = re.findall(r"[a-z]+", text.lower())
    return next((_COLOURS[word] for word in words if word in _COLOURS), "")
