"""
Journeys in the Customer Journey Modelling Language of SINTEF, and of the older tools around it.
"""

from __future__ import annotations

from typing import ClassVar

from touchline.importers import Imported, Importer
from touchline.importers._cjml_map import CjmlMap
from touchline.importers._xml import parsed


class Cjml(Importer):
    """
    CJML: phases become stages, touchpoints become steps, and what is exchanged becomes a touchpoint
    with its channel.

    End users become personas; what one of them told of an experience becomes a feeling, and a
    comment a note. Of several journeys in one file the first planned one is taken, else the first.
    References that lead nowhere are told.
    """

    name: ClassVar[str] = "cjml"
    suffixes: ClassVar[tuple[str, ...]] = (".cjml", ".cjml.xml")

    def read(self, text: str, *, at: str = "", language: str = "en") -> Imported:
        """
        Make a map from the text of a CJML file.
        """
        return CjmlMap(parsed(text, at), at, language).imported()
