"""
The flat table of a map holds the whole map, and comes back with what people changed.
"""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.exporters.maps import card, measured_shop, shop_map
from touchline.document.closed import plain
from touchline.document.read import journey_of, load
from touchline.exporters.csv import Csv
from touchline.importers import UnreadableImport, bring_back, import_map
from touchline.model.structure import Cell, Lane

if TYPE_CHECKING:
    from touchline.model.map import JourneyMap

FULL = Path(__file__).parent.parent / "acceptance" / "full.map.yaml"
Rows = list[dict[str, str]]


def rows_of(journey: JourneyMap) -> Rows:
    return list(csv.DictReader(io.StringIO(Csv().export(journey).decode())))


def saved(rows: Rows, file: Path, delimiter: str = ",", encoding: str = "utf-8") -> Path:
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]), delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    file.write_bytes(text.getvalue().encode(encoding))
    return file


def row_of(rows: Rows, what: str, name: str) -> dict[str, str]:
    return next(row for row in rows if (row["what"], row["id"]) == (what, name))


@pytest.mark.parametrize("bom", [False, True])
def test_p16_a_map_survives_its_flat_table(language: str, bom: bool, tmp_path: Path) -> None:
    for subject in (shop_map(), journey_of(load(FULL))):
        file = tmp_path / "map.csv"
        file.write_bytes(Csv(language=language, bom=bom).export(subject))

        imported = import_map(file)

        assert plain(imported.journey) == plain(subject)
        assert imported.left_out == ()


def test_words_that_look_like_formulas_are_marked_and_come_back(tmp_path: Path) -> None:
    cards = (card("n1", "=1+1"), card("n2", "'=2"), card("n3", "'tis"), card("n4", "-5 %"))
    lane = Lane(id="n", kind="notes", cells=(Cell(at="pay", cards=cards),))
    journey = shop_map().model_copy(update={"lanes": (lane,)})
    file = tmp_path / "map.csv"
    file.write_bytes(Csv().export(journey))

    assert [row["text"] for row in rows_of(journey) if row["what"] == "card"] == [
        "'=1+1",
        "''=2",
        "'tis",
        "'-5 %",
    ]
    assert plain(import_map(file).journey) == plain(journey)


@pytest.mark.parametrize(
    ("delimiter", "encoding"), [(",", "utf-8"), (";", "utf-16"), ("\t", "utf-8-sig")]
)
def test_changes_are_known_by_their_ids_whatever_program_saved_them(
    delimiter: str, encoding: str, tmp_path: Path
) -> None:
    rows = rows_of(shop_map())
    row_of(rows, "card", "a2")["text"] = "Searches for the cost"
    row_of(rows, "card", "f1")["score"] = "0.4"
    row_of(rows, "step", "see")["text"] = "Sees an ad"
    row_of(rows, "card", "a1")["owner"] = "Noor"
    rows.remove(row_of(rows, "card", "a3"))

    back = bring_back(saved(rows, tmp_path / "map.csv", delimiter, encoding), shop_map())

    cards = {one.id: one for _, _, one in back.journey.cards()}
    assert str(cards["a2"].text) == "Searches for the cost"
    assert cards["a1"].owner == "Noor"
    assert "a3" not in cards
    assert str(back.journey.steps[0].name) == "Sees an ad"
    assert len(back.edits) == 5
    assert "E" in {back.cell_of(edit)[:1] for edit in back.edits}


def test_a_row_without_ids_finds_its_place_by_name(tmp_path: Path) -> None:
    rows = rows_of(shop_map())
    blank = dict.fromkeys(rows[0], "")
    rows.append({**blank, "step": "Check out", "lane": "Actions", "text": "Sighs"})
    rows.append({**blank, "step": "Check out", "lane": "Thoughts", "text": "Oh no"})
    rows.append({**blank, "text": "Nowhere"})

    back = bring_back(saved(rows, tmp_path / "map.csv"), shop_map())

    assert [str(one.text) for one in back.journey.lanes[0].cells[1].cards][-1] == "Sighs"
    assert back.journey.lanes[-1].kind == "thoughts"
    assert [one.path for one in back.left_out] == [f"C{len(rows) + 1}"]


def test_a_table_that_is_older_than_its_map_says_so(tmp_path: Path) -> None:
    file = saved(rows_of(shop_map()), tmp_path / "map.csv")
    now = shop_map().model_copy(update={"owner": "Mei"})

    back = bring_back(file, now)

    assert back.is_changed_since
    assert [one.name for one in back.left_out] == ["since"]


@pytest.mark.parametrize("more", ["{", "[]", "7", "[" * 5000])
def test_what_else_a_row_holds_is_json_or_an_error_with_its_cell(more: str, tmp_path: Path) -> None:
    rows = rows_of(shop_map())
    rows[1]["more"] = more

    with pytest.raises(UnreadableImport) as caught:
        import_map(saved(rows, tmp_path / "map.csv"))

    assert caught.value.at.endswith("map.csv:S3")


def test_what_was_measured_is_listed_as_left_out() -> None:
    assert [one.field for one in Csv().left_out(measured_shop())] == ["measured"]
    assert Csv().left_out(shop_map()) == ()
