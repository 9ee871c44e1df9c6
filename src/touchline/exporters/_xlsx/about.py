"""
The last sheet: what the workbook is about, what a reader must know, and what each sheet holds.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from touchline.document.carried import MARK
from touchline.exporters._xlsx.book import readable
from touchline.exporters._xlsx.table import write_value
from touchline.i18n import translate

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from touchline.exporters._told import ToldMap
    from touchline.exporters._xlsx.book import Book
    from touchline.exporters._xlsx.table import Value
    from touchline.scene.subject import Subject

_LABEL_WIDTH, _TEXT_WIDTH = 190, 560


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """
    A sheet that the workbook has.

    Args:
        name: What its tab says.
        holds: What is to be found on it.
    """

    name: str
    holds: str


def write_about(
    book: Book, subject: Subject, words: ToldMap, shown: Sequence[Shown]
) -> tuple[str, ...]:
    """
    Write the sheet.

    Args:
        book: The workbook.
        subject: The map.
        words: The same in words.
        shown: The other sheets, in their order.

    Returns:
        What stands in its cells.
    """
    theme, language = book.theme, words.language
    sheet = book.sheet(translate("sheet.about", language), theme.second)
    sheet.page.set_column_pixels(0, 0, _LABEL_WIDTH)
    sheet.page.set_column_pixels(1, 1, _TEXT_WIDTH)
    sheet.words(0, 0, words.title or "—", bold=True, font_size=16, text_wrap=False)
    sheet.page.set_row_pixels(0, 34)
    row, said = 1, [words.title or "—"]
    for note in _notes(subject, words):
        said.append(note)
        sheet.over(row, 0, 1, note, bg_color=theme.warn_fill, font_color=theme.warn, bold=True)
        sheet.row_height(row, book.height(note, _LABEL_WIDTH + _TEXT_WIDTH, weight=600))
        row += 1
    for label, value in _facts(subject, words):
        sheet.words(row, 0, label, bold=True, bottom=1, bottom_color=theme.line)
        write_value(sheet, row, 1, value)
        said += [label, value.isoformat() if isinstance(value, dt.date) else str(value)]
        text = value if isinstance(value, str) else ""
        heights = (book.height(readable(text), _TEXT_WIDTH), book.height(label, _LABEL_WIDTH))
        sheet.row_height(row, max(heights))
        row += 1
    row += 1
    look = {"bold": True, "bg_color": theme.soft}
    sheet.over(row, 0, 1, translate("sheet.holds", language), **look)
    said.append(translate("sheet.holds", language))
    for one in shown:
        row += 1
        sheet.words(row, 0, one.name, bold=True, bottom=1, bottom_color=theme.line)
        said += [one.name, one.holds]
        sheet.words(row, 1, one.holds, bottom=1, bottom_color=theme.line)
        sheet.row_height(row, book.height(one.holds, _TEXT_WIDTH))
    sheet.page.fit_to_pages(1, 0)
    sheet.marks(2, [f"{MARK}about"])
    return tuple(map(readable, said))


def _notes(subject: Subject, words: ToldMap) -> Iterator[str]:
    yield from words.notes
    measures = subject.measures
    if measures is not None and measures.least_group is not None:
        yield translate("scene.least-group", words.language, least=measures.least_group)


def _facts(subject: Subject, words: ToldMap) -> Iterator[tuple[str, Value]]:
    """
    Walk over what is known of the map as a whole, each with what it is called.
    """
    language, journey = words.language, subject.journey
    yield from words.facts
    status = "published" if journey.status == "published" else "draft"
    yield translate("sheet.status", language), translate(f"scene.map-{status}", language)
    if words.owners:
        yield translate("sheet.head-owner", language), "\n".join(words.owners)
    if journey.review.last is not None:
        yield translate("sheet.review", language), journey.review.last
    if words.source:
        yield translate("sheet.data", language), words.source
    if words.branches:
        yield translate("scene.branches", language), "\n".join(words.branches)
