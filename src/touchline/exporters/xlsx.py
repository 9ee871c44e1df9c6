"""
Workbooks: the map as a grid of cells, and its figures, evidence and plans as tables.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from touchline.canvas.theme import load_theme
from touchline.document.carried import Carried
from touchline.document.standing import standing
from touchline.errors import MissingDependency
from touchline.exporters import Exporter
from touchline.exporters._subject import here_in, language_of, map_of, parts_of
from touchline.exporters._told import told
from touchline.exporters._xlsx.about import Shown, write_about
from touchline.exporters._xlsx.book import (
    NO_DAY,
    is_installed,
    open_book,
    readable,
    write_carried,
)
from touchline.exporters._xlsx.figures import figure_tables
from touchline.exporters._xlsx.map import cells_in, names_in, write_map
from touchline.exporters._xlsx.plans import plan_tables
from touchline.exporters._xlsx.table import write_table
from touchline.i18n import closest_language, is_right_to_left, translate
from touchline.scene.subject import Subject as Seen

if TYPE_CHECKING:
    import datetime as dt

    from touchline.exporters import Subject


@dataclass(frozen=True, slots=True, kw_only=True)
class Xlsx(Exporter):
    """
    A map as a workbook: a sheet for the map itself, and one for each kind of thing it holds.

    What is changed in it comes back with `touchline import FILE --onto MAP`: a hidden sheet holds
    the map as it was, and a hidden column says what each row is about.

    Args:
        language: The reader's language tag; None takes the picture's, else the map's own.
    """

    name: ClassVar[str] = "xlsx"
    suffix: ClassVar[str] = ".xlsx"
    media_type: ClassVar[str] = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    is_drawn: ClassVar[bool] = False

    language: str | None = None

    def export(self, subject: Subject) -> bytes:
        """
        Write the workbook.

        Args:
            subject: A map, or a scene that carries one.

        Returns:
            The file.

        Raises:
            MissingDependency: The extra `office` is not installed.
            NothingBehindPicture: The scene was made without a map.
        """
        if not is_installed():
            raise MissingDependency.extra("xlsxwriter", "office")
        journey, measures = parts_of(map_of(subject, self.name))
        language = closest_language(self.language or language_of(subject))
        seen = Seen(journey=journey, measures=measures, language=language)
        words = told(map_of(subject, self.name), language, here_in(subject))
        theme = load_theme("paper")
        book = open_book(theme, language, is_rtl=is_right_to_left(language))
        sheet = book.sheet(translate("sheet.map", language), theme.readable(theme.stage_hue(0)))
        write_map(sheet, words, journey)
        shown = [Shown(name=sheet.name, holds=translate("sheet.holds-map", language))]
        shown += [
            Shown(name=write_table(book, table), holds=table.holds)
            for table in (*figure_tables(seen), *plan_tables(seen, words))
        ]
        about = write_about(book, seen, words, shown)
        carried = Carried(
            language=language,
            map=standing(journey),
            names=names_in(words, journey),
            cells=cells_in(words, journey),
            about=about,
            tables=book.tables,
        )
        write_carried(book, carried)
        book.file.set_properties(
            {
                "title": readable(words.title)[:255],
                "subject": translate("term.journey-map", language),
                "created": _day_of(seen),
            }
        )
        book.file.close()
        return book.content.getvalue()


def _day_of(seen: Seen) -> dt.datetime:
    """
    Date a workbook by its map and never by the clock, so that equal maps give equal files.
    """
    if seen.measures is not None:
        return seen.measures.provenance.measured_at.replace(tzinfo=None, microsecond=0)
    last = seen.journey.review.last
    return NO_DAY if last is None else NO_DAY.replace(last.year, last.month, last.day)
