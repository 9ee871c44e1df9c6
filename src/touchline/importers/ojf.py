"""
The OpenJourney Format: stages across, swimlanes down, and nodes where they cross.
"""

from __future__ import annotations

from typing import Any, ClassVar

from touchline.document.faults import UnreadableMap
from touchline.importers import Imported, Importer
from touchline.importers._errors import UnreadableImport
from touchline.importers._json import json_in
from touchline.importers._ojf_map import NOTE, OjfMap


class Ojf(Importer):
    """
    OpenJourney files, in the form of the specification and in that of its samples.

    A stage becomes a stage with one step, and a swimlane a lane: of the kind whose title it bears,
    else of notes. Nodes that are pain points, touchpoints, needs or opportunities go to lanes of
    these kinds, scores to the emotion lane, and a blueprint to physical evidence, frontstage,
    backstage and support. Scores lie between -5 and 5; in a file with one above 5 and none below 0
    they lie between 0 and 10. Versions belong to the file and are not kept.
    """

    name: ClassVar[str] = "ojf"
    suffixes: ClassVar[tuple[str, ...]] = (".ojf", ".ojf.json")

    def read(self, text: str, *, at: str = "", language: str = "en") -> Imported:
        """
        Make a map from the text of an OpenJourney file.
        """
        data = json_in(text, at)
        is_journey = isinstance(data, dict) and any(
            isinstance(data.get(key), list) for key in ("stages", "nodes")
        )
        if not is_journey:
            raise UnreadableImport.because("not_ojf", at=at)
        try:
            return _imported(data, language)
        except RecursionError as reason:
            # Printing what is left out nests a little deeper than reading it.
            raise UnreadableImport.because("deep", at=at) from reason


def _imported(data: dict[str, Any], language: str) -> Imported:
    try:
        return OjfMap(data, language).imported()
    except UnreadableMap:
        if NOTE not in data:
            raise
        # A note that somebody spoilt is left out, and what all programs see is kept.
        return OjfMap({**data, NOTE: "—"}, language).imported()
