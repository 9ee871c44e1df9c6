"""
Slides of a presentation as tables: tables that stand on them, and shapes that are aligned.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from touchline.diagnostics import Diagnostic
from touchline.importers._guess.faults import UnreadableTable
from touchline.importers._guess.joining import joined
from touchline.importers._guess.notes import Note
from touchline.importers._guess.package import Package
from touchline.importers._guess.placed import table_from
from touchline.importers._guess.table import MOST_COLUMNS, MOST_ROWS, Entry, Table, cleaned

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from xml.etree import ElementTree as ET

_MAIN = "ppt/presentation.xml"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_SLIDE = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"

#: More slides than these are not looked at, and more shapes on one are no poster.
_MOST_SLIDES, _MOST_SHAPES, _MOST_DEPTH = 60, 4_000, 40
_USUAL_SIZE = 1800
#: Breaks within a paragraph: of a word, and of a sentence, which goes on in small letters.
_HYPHEN = re.compile(r"(?<=[^\W\d])[-\u2010]\n(?=[a-zäöüß])")
_SOFT = re.compile(r"\n(?=[a-zäöüßàéèçñ])")
#: Letters of less than this part of the largest ones of a group say something besides.
_SMALLER = 0.93
_TITLES = frozenset({"title", "ctrTitle"})
_ASIDE = frozenset({"dt", "ftr", "sldNum"})


class Frame(NamedTuple):
    """
    How the coordinates of a group become those of its slide.
    """

    x: float = 0.0
    y: float = 0.0
    across: float = 1.0
    down: float = 1.0

    def placed(self, x: float, y: float, width: float, height: float) -> tuple[float, ...]:
        """
        Place a box of the group on the slide.
        """
        return (
            self.x + x * self.across,
            self.y + y * self.down,
            width * self.across,
            height * self.down,
        )


class Slides(NamedTuple):
    """
    What was found in a presentation.

    Args:
        tables: The tables; slides that go on with the rows of the one before are joined to it.
        left_out: What was not read.
    """

    tables: tuple[Table, ...]
    left_out: tuple[Diagnostic, ...]


def slides_in(content: bytes, *, at: str) -> Slides:
    """
    Read the slides of a presentation.

    Args:
        content: The file.
        at: What it is called, for messages.

    Returns:
        The tables.

    Raises:
        UnreadableTable: It is broken or hostile.
    """
    package = Package(content, at)
    relations = package.relations(_MAIN)
    listed = package.tree(_MAIN).iterfind(f"{_SLIDE}sldIdLst/{_SLIDE}sldId")
    names = [relations.get(one.get(f"{_RELATION}id", ""), "") for one in listed]
    left_out: list[Diagnostic] = []
    if package.has_macros:
        left_out.append(_note("macros", at))
    if len(names) > _MOST_SLIDES:
        left_out.append(_note("slides", at, n=len(names) - _MOST_SLIDES))
    tables: list[Table] = []
    for number, name in enumerate(names[:_MOST_SLIDES], start=1):
        slide = _Slide(number, at)
        tree = package.tree(name).find(f"{_SLIDE}cSld/{_SLIDE}spTree")
        if tree is not None:
            slide.walk(tree, Frame(), 0)
        tables += slide.found()
        if slide.n_pictures:
            left_out.append(_note("pictures", f"{at}:{number}", n=slide.n_pictures))
    return Slides(joined(tables), tuple(left_out))


def _note(name: str, at: str, **values: object) -> Diagnostic:
    return Diagnostic(
        name=f"left-out-{name}", key=f"import.left-out.{name}", values=values, path=at
    )


class _Words(NamedTuple):
    text: str
    size: float
    box: tuple[float, ...] | None
    colour: str
    is_filled: bool


@dataclass(slots=True)
class _Slide:
    """
    One slide.

    Args:
        number: Its number, from 1.
        at: The file, for messages.
    """

    number: int
    at: str
    notes: list[Note] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    titles: list[Entry] = field(default_factory=list)
    n_pictures: int = 0
    n_shapes: int = 0

    def walk(self, group: ET.Element, frame: Frame, depth: int) -> None:
        """
        Take the shapes of a group; one that holds words alone is one note.
        """
        if depth > _MOST_DEPTH:
            raise UnreadableTable.since("unfolds", at=f"{self.at}:{self.number}")
        for shape in group:
            self.n_shapes += 1
            if self.n_shapes > _MOST_SHAPES:
                most = f"{self.n_shapes} > {_MOST_SHAPES}"
                raise UnreadableTable.since("too_large", at=f"{self.at}:{self.number}", text=most)
            if shape.tag == f"{_SLIDE}grpSp":
                inner = _inner(shape, frame)
                words = list(_own_words(shape, inner))
                if _is_one_note(shape, words):
                    self._take(words, _box(shape.find(f"{_SLIDE}grpSpPr"), frame))
                else:
                    self.walk(shape, inner, depth + 1)
            elif shape.tag == f"{_SLIDE}sp":
                self._take_shape(shape, frame)
            elif shape.tag == f"{_SLIDE}graphicFrame":
                self._take_table(shape)
            elif shape.tag == f"{_SLIDE}pic":
                self.n_pictures += 1

    def found(self) -> list[Table]:
        """
        Give the tables of the slide.
        """
        name = str(self.number)
        if self.tables:
            loose = [Entry(note.text, note.at) for note in self.notes]
            first = self.tables[0]
            beside = (*self.titles, *loose, *first.beside)
            return [Table(name=name, rows=first.rows, beside=beside), *self.tables[1:]]
        if not self.notes:
            return []
        table = table_from(self.notes, name=name)
        return [Table(name=name, rows=table.rows, beside=(*self.titles, *table.beside))]

    def _take_shape(self, shape: ET.Element, frame: Frame) -> None:
        words = _words(shape, frame)
        if words is None:
            return
        holder = shape.find(f"{_SLIDE}nvSpPr/{_SLIDE}nvPr/{_SLIDE}ph")
        kind = holder.get("type", "") if holder is not None else ""
        if kind in _TITLES:
            self.titles.append(Entry(" ".join(words.text.split()), self._place(words.text)))
        elif kind not in _ASIDE:
            self._take([words])

    def _take(self, words: Sequence[_Words], box: tuple[float, ...] | None = None) -> None:
        held = [one for one in words if one.box is not None]
        if not held:
            self.titles += [Entry(one.text, self._place(one.text)) for one in words]
            return
        largest = max(one.size for one in held)
        main = [one for one in held if one.size >= _SMALLER * largest]
        aside = tuple(one.text for one in held if one.size < _SMALLER * largest)
        boxes = [box] if box else [one.box for one in held if one.box is not None]
        left, top = min(box[0] for box in boxes), min(box[1] for box in boxes)
        self.notes.append(
            Note(
                text="\n".join(one.text for one in main),
                aside=aside,
                x=left,
                y=top,
                width=max(box[0] + box[2] for box in boxes) - left,
                height=max(box[1] + box[3] for box in boxes) - top,
                at=self._place(main[0].text),
                colour=next((one.colour for one in held if one.colour), ""),
            )
        )

    def _take_table(self, frame: ET.Element) -> None:
        table = frame.find(f".//{_DRAWING}tbl")
        if table is None:
            self.n_pictures += 1
            return
        rows = list(table.iterfind(f"{_DRAWING}tr"))
        width = max((len(row.findall(f"{_DRAWING}tc")) for row in rows), default=0)
        if len(rows) > MOST_ROWS or width > MOST_COLUMNS:
            most = f"{max(len(rows), width)} > {min(MOST_ROWS, MOST_COLUMNS)}"
            raise UnreadableTable.since("too_large", at=f"{self.at}:{self.number}", text=most)
        self.tables.append(
            Table(
                name=str(self.number),
                rows=tuple(tuple(self._entries(row, i, width)) for i, row in enumerate(rows)),
            )
        )

    def _entries(self, row: ET.Element, index: int, width: int) -> Iterator[Entry]:
        cells = row.findall(f"{_DRAWING}tc")
        for j in range(width):
            at = f"{self.number}:{index + 1}:{j + 1}"
            if j >= len(cells):
                yield Entry("", at)
                continue
            cell = cells[j]
            is_covered = "1" in (cell.get("hMerge"), cell.get("vMerge"))
            text = "" if is_covered else _text(cell)[0]
            across = min(_count(cell.get("gridSpan")), width - j)
            yield Entry(text, at, across, _count(cell.get("rowSpan")))

    def _place(self, text: str) -> str:
        line = " ".join(text.split())
        return f"{self.number}:{line if len(line) <= _NAME else line[: _NAME - 1] + '…'}"


#: How much of a shape's words names it.
_NAME = 24
#: More pieces of text than these are a group of several notes.
_MOST_IN_NOTE = 8


def _count(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < _DIGITS else 1


#: No table has a number of columns that is longer.
_DIGITS = 4


def _inner(group: ET.Element, frame: Frame) -> Frame:
    """
    Find how the coordinates inside a group lie on the slide.
    """
    form = group.find(f"{_SLIDE}grpSpPr/{_DRAWING}xfrm")
    if form is None:
        return frame
    off, ext = form.find(f"{_DRAWING}off"), form.find(f"{_DRAWING}ext")
    child_off, child_ext = form.find(f"{_DRAWING}chOff"), form.find(f"{_DRAWING}chExt")
    x, y = _pair(off, "x", "y")
    width, height = _pair(ext, "cx", "cy")
    inner_x, inner_y = _pair(child_off, "x", "y") if child_off is not None else (x, y)
    inner_width, inner_height = (
        _pair(child_ext, "cx", "cy") if child_ext is not None else (width, height)
    )
    across = width / inner_width if inner_width else 1.0
    down = height / inner_height if inner_height else 1.0
    return Frame(
        frame.x + (x - inner_x * across) * frame.across,
        frame.y + (y - inner_y * down) * frame.down,
        frame.across * across,
        frame.down * down,
    )


def _pair(element: ET.Element | None, first: str, second: str) -> tuple[float, float]:
    if element is None:
        return 0.0, 0.0
    return _float(element.get(first)), _float(element.get(second))


def _float(text: str | None) -> float:
    try:
        return float(text or 0)
    except ValueError:
        return 0.0


def _is_one_note(group: ET.Element, words: Sequence[_Words]) -> bool:
    """
    Tell a note that consists of several shapes from notes that somebody grouped.
    """
    inner = (one for one in group.iter(f"{_SLIDE}grpSp") if one is not group)
    if not words or len(words) > _MOST_IN_NOTE or any(_has_words(one) for one in inner):
        return False
    if sum(one.is_filled for one in words) > 1:
        return False
    largest = max(one.size for one in words)
    main = [one.box for one in words if one.box is not None and one.size >= _SMALLER * largest]
    return all(
        one[0] <= two[0] + two[2] and two[0] <= one[0] + one[2] for one, two in pairwise(main)
    )


def _has_words(group: ET.Element) -> bool:
    return any((one.text or "").strip() for one in group.iter(f"{_DRAWING}t"))


def _own_words(group: ET.Element, frame: Frame) -> Iterator[_Words]:
    """
    Give the words of the shapes right in a group.
    """
    for shape in group.iterfind(f"{_SLIDE}sp"):
        words = _words(shape, frame)
        if words is not None:
            yield words


def _words(shape: ET.Element, frame: Frame) -> _Words | None:
    text, size = _text(shape)
    if not text:
        return None
    box = _box(shape.find(f"{_SLIDE}spPr"), frame)
    is_filled = shape.find(f"{_SLIDE}spPr/{_DRAWING}solidFill") is not None
    fill = shape.find(f"{_SLIDE}spPr/{_DRAWING}solidFill/{_DRAWING}srgbClr")
    colour = (fill.get("val", "") if fill is not None else "").lower()
    is_plain = re.fullmatch("[0-9a-f]{6}", colour)
    return _Words(text, size, box, colour if is_plain else "", is_filled)


def _box(properties: ET.Element | None, frame: Frame) -> tuple[float, ...] | None:
    form = properties.find(f"{_DRAWING}xfrm") if properties is not None else None
    if form is None:
        return None
    x, y = _pair(form.find(f"{_DRAWING}off"), "x", "y")
    width, height = _pair(form.find(f"{_DRAWING}ext"), "cx", "cy")
    return frame.placed(x, y, width, height)


def _text(shape: ET.Element) -> tuple[str, float]:
    """
    Read the paragraphs of a shape, and the size of its largest letters.
    """
    lines: list[str] = []
    sizes: list[float] = []
    for paragraph in shape.iter(f"{_DRAWING}p"):
        parts: list[str] = []
        for part in paragraph:
            if part.tag == f"{_DRAWING}br":
                parts.append("\n")
            elif part.tag in {f"{_DRAWING}r", f"{_DRAWING}fld"}:
                parts.append(part.findtext(f"{_DRAWING}t") or "")
                look = part.find(f"{_DRAWING}rPr")
                if look is not None and look.get("sz"):
                    sizes.append(_float(look.get("sz")))
        lines.append(_SOFT.sub(" ", _HYPHEN.sub("", "".join(parts).replace("\x0b", "\n"))))
    return cleaned("\n".join(lines)), max(sizes, default=_USUAL_SIZE)
