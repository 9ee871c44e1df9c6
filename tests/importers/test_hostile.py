"""
Files that cannot be trusted: every format that is read as text refuses them with place and reason.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from touchline.document.faults import UnreadableMap
from touchline.document.read import MAX_BYTES
from touchline.errors import TouchlineError
from touchline.importers import import_map

if TYPE_CHECKING:
    from pathlib import Path

ENDINGS = (".mmd", ".ojf", ".cjml", ".theydo", ".md")

#: The beginning of a file of each format.
OPENINGS = {
    ".mmd": "journey\n  title {}\n  section A\n    B: 3: C\n",
    ".ojf": '{{"title": "{}", "stages": [{{"id": "a", "name": "A"}}]}}',
    ".cjml": "<CJML><plannedJourney><journeyID>{}</journeyID></plannedJourney></CJML>",
    ".theydo": '{{"format": "THEYDO_INSIGHTS_V1", "insights": [{{"title": "{}"}}]}}',
    ".md": "# {}\n\n## A\n\n- B\n",
}

#: Words in six scripts and of every awkward kind.
AWKWARD = (
    "Wärmepumpen" * 30,
    "مشتری «سفر» را می‌بیند",
    "客戶「旅程」：想法",
    "👩‍👩‍👧‍👦 🛒",
    "a\u202eb\u2066c",
    "it's — “quoted”",
)


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_file_of_fifty_megabytes_is_refused_unread(ending: str, tmp_path: Path) -> None:
    path = tmp_path / f"huge{ending}"
    with path.open("wb") as file:
        file.truncate(50 * 2**20)

    with pytest.raises(UnreadableMap) as caught:
        import_map(path)

    assert str(MAX_BYTES // 2**20) in str(caught.value)


@pytest.mark.parametrize("ending", ENDINGS)
def test_text_in_another_encoding_is_refused_with_its_place(ending: str, tmp_path: Path) -> None:
    path = tmp_path / f"old{ending}"
    path.write_bytes(OPENINGS[ending].format("Müller").encode("latin-1"))

    with pytest.raises(UnreadableMap) as caught:
        import_map(path)

    assert "old" in str(caught.value)


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_awkward_words_get_through(ending: str, encoding: str, tmp_path: Path) -> None:
    for i, words in enumerate(AWKWARD):
        path = tmp_path / f"odd{i}{ending}"
        path.write_bytes(OPENINGS[ending].format(words).encode(encoding))

        journey = import_map(path).journey

        texts = [str(journey.title), *(str(card.text) for _, _, card in journey.cards())]
        assert words in texts


@pytest.mark.parametrize("ending", [".ojf", ".theydo", ".cjml"])
def test_values_without_end_are_refused(ending: str, tmp_path: Path) -> None:
    path = tmp_path / f"deep{ending}"
    nested = "<a>" * 200_000 if ending == ".cjml" else "[" * 200_000
    path.write_text(nested, encoding="utf-8")

    with pytest.raises(TouchlineError) as caught:
        import_map(path)

    assert caught.value.values["reason"] == "deep"
