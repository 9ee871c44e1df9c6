"""
What every importer keeps, ours and others' alike.
"""

from __future__ import annotations

import io
import os
import re
import tempfile
from pathlib import Path

import openpyxl
import pytest

from touchline.document.read import loads
from touchline.document.write import dumps
from touchline.i18n import LANGUAGES
from touchline.importers import IMPORTERS, Imported, import_map, importer_for
from touchline.importers._errors import UnreadableImport

pytestmark = pytest.mark.parametrize("name", list(IMPORTERS))

#: A small journey of each format, with something that a map cannot hold.
SHORT = {
    "mermaid": "journey\ntitle Day\nsection Buy\nPay: 9: Ann\nWait: 2",
    "ojf": '{"stages": [{"id": "b", "name": "Buy"}], "nodes": [{"stageId": "b", "x": 1}]}',
    "cjml": "<CJML><plannedJourney><journeyID>d</journeyID><x>1</x></plannedJourney></CJML>",
    "theydo": '{"format": "THEYDO_INSIGHTS_V1", "insights": [{"importKey": "a", "weight": 2}]}',
    "md": "# Day\n\n## Buy\n\n| | Pay |\n| --- | --- |\n| Do | pays |\n\n![A shop](a.png)\n",
    "csv": "what,stage,step,lane,text,id,more\nstep,Buy,,,Pay,,\n,,,,Nowhere,,\n",
    "table": "Day\n;Look;Pay\nActions;reads;pays\nLegend;green: good;\n",
}


def workbook(*rows: tuple[str, ...]) -> bytes:
    """
    Write a workbook as somebody would who has none of ours.
    """
    book, content = openpyxl.Workbook(), io.BytesIO()
    for row in rows:
        book.worksheets[0].append(row)
    book.save(content)
    return content.getvalue()


#: The same of formats that are no text.
PACKED = {
    "xlsx": workbook(
        ("Day",), ("", "Look", "Pay"), ("Actions", "reads", "pays"), ("Legend", "green: good")
    )
}


def short(name: str, language: str = "en") -> Imported:
    if name in PACKED:
        # The place is one and the same each time, since messages name it.
        file = Path(tempfile.gettempdir()) / f"touchline-contract-{os.getpid()}-{name}"
        file.write_bytes(PACKED[name])
        try:
            return IMPORTERS[name].read_file(file, language=language)
        finally:
            file.unlink()
    return IMPORTERS[name].read(SHORT[name], at="day", language=language)


def test_an_importer_states_what_its_files_are(name):
    importer = IMPORTERS[name]

    assert importer.name == name
    assert type(importer).__doc__
    assert all(re.fullmatch(r"(\.[a-z0-9]+)+", suffix) for suffix in importer.suffixes)


def test_no_other_importer_takes_its_endings(name):
    importer = IMPORTERS[name]

    for suffix in importer.suffixes:
        takers = [one.name for one in IMPORTERS.values() if one.accepts(Path(f"MAP{suffix}"))]
        assert takers == [name]
        assert importer_for(f"Map{suffix.upper()}") is importer


def test_equal_texts_give_equal_maps(name):
    assert short(name) == short(name)


def test_the_map_survives_its_own_file(name):
    journey = short(name).journey

    assert loads(dumps(journey, "yaml"), "yaml") == journey
    assert loads(dumps(journey, "json"), "json") == journey


def test_what_is_left_out_is_told_with_its_place_in_every_language(name):
    left_out = short(name).left_out

    assert left_out
    for found in left_out:
        assert found.path
        assert all(found.told(language) for language in LANGUAGES)


def test_the_map_speaks_the_language_that_was_asked_for(name, language):
    assert short(name, language).journey.language == language


@pytest.mark.parametrize("text", ["", "  \n\n", "\x00\x01", "{", "[" * 100_000, "stages: []", "7"])
def test_another_text_is_an_error_with_place_and_next_step(name, text, language, tmp_path):
    path = tmp_path / f"odd{IMPORTERS[name].suffixes[0]}"
    path.write_text(text, "utf-8")

    with pytest.raises(UnreadableImport) as caught:
        import_map(path)

    assert caught.value.at.startswith(str(path))
    assert caught.value.problem(language)
    assert caught.value.hint(language)
