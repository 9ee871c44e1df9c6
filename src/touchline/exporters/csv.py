"""
Maps as comma-separated values: one flat table that any program opens and that reads back.
"""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from touchline.document.carried import fingerprint
from touchline.document.flat import COLUMNS, rows_of, with_part
from touchline.exporters import Exporter
from touchline.exporters._ledger import LeftOut
from touchline.exporters._subject import language_of, map_of, parts_of
from touchline.i18n import closest_language
from touchline.model.partial import PartialMap
from touchline.spreadsheet import comma_separated

if TYPE_CHECKING:
    from touchline.exporters import Subject


@dataclass(frozen=True, slots=True, kw_only=True)
class Csv(Exporter):
    """
    A map as one flat table: a row for each card, step and lane, with its place by name and by id.

    `touchline import FILE` makes the same map of it again, and `--onto MAP` takes what was changed.
    Texts that a spreadsheet would run as formulas begin with an apostrophe, which is taken away
    when they are read back.

    Args:
        language: The reader's language tag; None takes the picture's, else the map's own.
        bom: Begin with the mark by which Excel knows UTF-8.
    """

    name: ClassVar[str] = "csv"
    suffix: ClassVar[str] = ".csv"
    media_type: ClassVar[str] = "text/csv; charset=utf-8"
    is_drawn: ClassVar[bool] = False

    language: str | None = None
    bom: bool = False

    def export(self, subject: Subject) -> bytes:
        """
        Write the table.

        Args:
            subject: A map, or a scene that carries one.

        Returns:
            The file, in UTF-8.

        Raises:
            NothingBehindPicture: The scene was made without a map.
        """
        journey, _ = parts_of(map_of(subject, self.name))
        language = closest_language(self.language or language_of(subject))
        rows = list(rows_of(journey, language))
        rows[0]["stage_id"] = fingerprint(journey)
        if isinstance(journey, PartialMap):
            rows[0]["more"] = with_part(rows[0]["more"], journey)
        mark = codecs.BOM_UTF8 if self.bom else b""
        return mark + comma_separated(rows, COLUMNS).encode("utf-8", "replace")

    def left_out(self, subject: Subject) -> tuple[LeftOut, ...]:
        """
        List what was measured, which the table does not hold.

        Args:
            subject: A map, or a scene that carries one.

        Returns:
            The measures, where there are some.
        """
        _, measures = parts_of(map_of(subject, self.name))
        return () if measures is None else (LeftOut("map", "measured", "$.measured"),)
