"""
The lists of insights, opportunities, solutions and metrics that TheyDo takes in.
"""

from __future__ import annotations

from typing import ClassVar

from touchline.importers import Imported, Importer
from touchline.importers._errors import UnreadableImport, shortened
from touchline.importers._json import json_in
from touchline.importers._theydo_map import LISTS, TheydoMap


class Theydo(Importer):
    """
    A list of TheyDo: its entries become cards of the lanes that their types name.

    Tags of the groups for stages and steps, in any of our languages, say where a card stands;
    without them it stands at one step for all. Scores of empathy run from -2 to 2 and become
    feelings. Of a metric the values are kept, and how many people stand behind each is told.
    """

    name: ClassVar[str] = "theydo"
    suffixes: ClassVar[tuple[str, ...]] = (".theydo", ".theydo.json")

    def read(self, text: str, *, at: str = "", language: str = "en") -> Imported:
        """
        Make a map from the text of a list.
        """
        data = json_in(text, at)
        name = data.get("format") if isinstance(data, dict) else None
        part = LISTS.get(name, "") if isinstance(name, str) else ""
        if not isinstance(data, dict) or not isinstance(data.get(part), list):
            shown = shortened(name) if isinstance(name, str) else ""
            raise UnreadableImport.because("not_theydo", at=at, text=shown or "—")
        return TheydoMap(data, part, language).imported()
