"""
Workbooks come back with what people changed in them; they are changed here with another library
than the one that writes them.
"""

from __future__ import annotations

import datetime as dt
import io
import subprocess
import warnings
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.exporters.maps import card, measured_shop, say, shop_map
from touchline.document.acts import rename
from touchline.document.closed import plain
from touchline.document.edits import MoveItem, RemoveItem, SetField, apply
from touchline.document.read import journey_of, load
from touchline.exporters.xlsx import Xlsx
from touchline.i18n import LANGUAGES, translate
from touchline.importers import Returned, bring_back, import_map
from touchline.importers._workbook.errors import OtherMap, UnreadableWorkbook
from touchline.location import Location
from touchline.model.experience import Change, Feeling, Metric, Opportunity, PainPoint, Reading
from touchline.model.structure import Cell, Lane

if TYPE_CHECKING:
    from touchline.model.map import JourneyMap

# The reader does not know lines in cells and lists of choices, which are of no use here.
pytestmark = pytest.mark.filterwarnings("ignore::UserWarning")

FULL = Path(__file__).parent.parent / "acceptance" / "full.map.yaml"


def planned_shop() -> JourneyMap:
    """
    Give the shop pains, chances, changes and a figure that the team keeps.
    """
    pains = (PainPoint(id="p1", text=say("The price comes late"), severity=3),)
    chances = (
        Opportunity(id="o1", text=say("Show the price"), answers=("p1",), score=3.0, owner="Noor"),
        Opportunity(id="o2", text=say("Ship faster")),
    )
    changes = (Change(id="c1", text=say("Price on the page"), carries_out=("o1",)),)
    readings = tuple(
        Reading(date=dt.date(2026, month, 1), value=value) for month, value in ((1, 0.3), (2, 0.2))
    )
    metrics = (Metric(id="m1", text=say("Refusals"), unit="share", readings=readings),)
    feelings = (Feeling(id="f2", score=0.4, cause=say("Nice pictures")),)
    lanes = {
        "pain-points": pains,
        "opportunities": chances,
        "changes": changes,
        "metrics": metrics,
        "emotion": feelings,
    }
    more = tuple(
        Lane(id=f"own-{kind}", kind=kind, cells=(Cell(at="search", cards=cards),))
        for kind, cards in lanes.items()
    )
    journey = shop_map()
    planned: JourneyMap = journey.model_copy(update={"lanes": (*journey.lanes, *more)})
    return planned


class Written:
    """
    A workbook of a map, open to be changed.
    """

    def __init__(self, folder: Path, journey: JourneyMap, language: str = "en") -> None:
        self.journey = journey
        self.file = folder / "map.xlsx"
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            content = io.BytesIO(Xlsx(language=language).export(journey))
            self.book: Workbook = openpyxl.load_workbook(content)

    def sheet(self, name: str) -> Worksheet:
        found = self.book[name]
        assert isinstance(found, Worksheet)
        return found

    def back(self, onto: JourneyMap | None = None) -> Returned:
        self.book.save(self.file)
        return bring_back(self.file, onto or self.journey)


@pytest.fixture
def written(tmp_path: Path) -> Written:
    return Written(tmp_path, planned_shop())


def place(sheet: Worksheet, text: str) -> str:
    """
    Find the cell that says something.
    """
    found = [
        str(cell.coordinate)
        for row in sheet.iter_rows()
        for cell in row
        if isinstance(cell.value, str) and text in cell.value
    ]
    assert found, text
    return found[0]


def told(back: Returned) -> list[tuple[str, str]]:
    return [(one.name, one.path) for one in back.left_out]


@pytest.mark.parametrize("language", LANGUAGES)
def test_p16_a_workbook_that_nobody_touched_changes_nothing(language: str, tmp_path: Path) -> None:
    for subject in (planned_shop(), measured_shop(language), load(FULL)):
        file = tmp_path / "map.xlsx"
        file.write_bytes(Xlsx(language=language).export(subject))

        back = bring_back(file, journey_of(subject))

        assert back.edits == ()
        assert back.left_out == ()


def test_a_map_is_made_of_the_workbook_alone(tmp_path: Path) -> None:
    file = tmp_path / "map.xlsx"
    file.write_bytes(Xlsx().export(planned_shop()))

    assert plain(import_map(file).journey) == plain(planned_shop())


def test_r057_names_of_title_stage_step_and_lane_are_changed(written: Written) -> None:
    sheet = written.sheet("Map")
    sheet["A1"] = "Buying an outfit"
    sheet["B3"] = "Look around"
    sheet["D4"] = "Pay\nmoment of truth\nmilestone"
    sheet["A5"] = "What she does"

    back = written.back()

    assert back.journey.title.said("en") == "Buying an outfit"
    assert back.journey.stages[0].name.said("en") == "Look around"
    assert back.journey.steps[2].name.said("en") == "Pay"
    assert back.journey.lanes[0].title == say("What she does")
    assert [back.cell_of(edit) for edit in back.edits] == ["Map!A1", "Map!B3", "Map!D4", "Map!A5"]


def test_the_words_of_cards_are_changed_and_their_ids_stay(written: Written) -> None:
    sheet = written.sheet("Map")
    at = place(sheet, "Looks for the delivery cost")
    sheet[at] = "• Searches for the delivery cost\n• Pays\n• Sighs"

    back = written.back()

    cards = back.journey.lanes[0].cells[1].cards
    assert [one.text.said("en") for one in cards] == [
        "Searches for the delivery cost",
        "Pays",
        "Sighs",
    ]
    assert [one.id for one in cards[:2]] == ["a2", "a3"]
    assert cards[0].evidence == written.journey.lanes[0].cells[1].cards[0].evidence


def test_feelings_severities_and_statuses_are_changed_where_they_stand(written: Written) -> None:
    sheet = written.sheet("Map")
    sheet[place(sheet, "Nice pictures")] = "−0.20 · Why: Dull pictures"
    sheet[place(sheet, "The price comes late")] = "The price comes late · severity 1 of 3"
    sheet[place(sheet, "Show the price")] = (
        "• Show the price · Planned · score 8 · Owner: Jun\n• Ship faster · Idea"
    )

    back = written.back()

    cards = {one.id: one for _, _, one in back.journey.cards()}
    feeling, pain, chance = cards["f2"], cards["p1"], cards["o1"]
    assert isinstance(feeling, Feeling)
    assert (feeling.score, feeling.cause) == (-0.2, say("Dull pictures"))
    assert isinstance(pain, PainPoint)
    assert pain.severity == 1
    assert isinstance(chance, Opportunity)
    assert (chance.status, chance.score, chance.owner) == ("planned", 8, "Jun")
    assert told(back) == []


def test_owners_days_and_scores_are_changed_in_their_tables(written: Written) -> None:
    chances, changes = written.sheet("Opportunities"), written.sheet("Changes")
    heads = {str(cell.value): cell.column for cell in chances[1]}
    chances.cell(3, heads["Score"], 9.5)
    chances.cell(3, heads["Owner"], "Mei")
    chances.cell(2, heads["Status"], "done")
    heads = {str(cell.value): cell.column for cell in changes[1]}
    changes.cell(2, heads["Due"], dt.datetime(2027, 3, 1))  # noqa: DTZ001 (spreadsheets know no zones)
    changes.cell(2, heads["Department"], "Sales")

    back = written.back()

    cards = {one.id: one for _, _, one in back.journey.cards()}
    first, second, change = cards["o1"], cards["o2"], cards["c1"]
    assert isinstance(first, Opportunity)
    assert isinstance(second, Opportunity)
    assert isinstance(change, Change)
    assert first.status == "done"
    assert (second.score, second.owner) == (9.5, "Mei")
    assert (change.due, change.department) == (dt.date(2027, 3, 1), "Sales")
    assert len(back.edits) == 5


def test_rows_that_were_sorted_stay_what_they_are(written: Written) -> None:
    sheet = written.sheet("Opportunities")
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    for i, row in enumerate(reversed(rows), start=2):
        for j, value in enumerate(row, start=1):
            sheet.cell(i, j).value = value

    assert written.back().edits == ()


def test_rows_of_tables_are_added_and_taken_away(written: Written) -> None:
    chances, readings = written.sheet("Opportunities"), written.sheet("Readings")
    heads = {str(cell.value): cell.column for cell in chances[1]}
    for name, value in (("Opportunity", "Chat with us"), ("Step", "Check out"), ("Score", 4)):
        chances.cell(4, heads[name], value)
    readings.delete_rows(2)
    readings.append(["Refusals", "2026-03-01", "10 %"])

    back = written.back()

    added = next(one for _, _, one in back.journey.cards() if one.text.said("en") == "Chat with us")
    metric = next(one for _, _, one in back.journey.cards() if isinstance(one, Metric))
    assert isinstance(added, Opportunity)
    assert added.score == 4
    assert {one.date.month: one.value for one in metric.readings} == {2: 0.2, 3: 0.1}


def test_columns_are_added_moved_and_taken_away(written: Written) -> None:
    sheet = written.sheet("Map")
    # The library leaves merged cells where they are, which programs do not.
    for one in list(sheet.merged_cells.ranges):
        sheet.unmerge_cells(str(one))
    sheet.insert_cols(4)
    sheet["D4"] = "Compare prices"
    sheet["D5"] = "Opens ten tabs"

    back = written.back()

    assert [step.name.said("en") for step in back.journey.steps] == [
        "See an ad",
        "Search the web",
        "Compare prices",
        "Check out",
    ]
    assert [len(stage.steps) for stage in back.journey.stages] == [3, 1]
    new = back.journey.steps[2].id
    assert any(cell.at == new and cell.cards for cell in back.journey.lanes[0].cells)


def test_a_column_that_is_taken_away_takes_its_cards_along(written: Written) -> None:
    sheet = written.sheet("Map")
    for one in list(sheet.merged_cells.ranges):
        sheet.unmerge_cells(str(one))
    sheet.delete_cols(4)

    back = written.back()

    assert [step.id for step in back.journey.steps] == ["see", "search"]
    assert [stage.id for stage in back.journey.stages] == ["find"]
    assert not any(cell.at == "pay" for lane in back.journey.lanes for cell in lane.cells)


def test_rows_of_the_map_are_added_moved_and_taken_away(written: Written) -> None:
    sheet = written.sheet("Map")
    row = [cell.value for cell in sheet[6]]
    sheet.delete_rows(6)
    sheet.insert_rows(5)
    for j, value in enumerate(row, start=1):
        sheet.cell(5, j).value = value
    sheet.insert_rows(6)
    sheet["A6"], sheet["B6"] = "Thoughts", "“Nice”"

    back = written.back()

    kinds = [lane.kind for lane in back.journey.lanes[:3]]
    assert kinds == ["emotion", "thoughts", "actions"]
    assert back.journey.lanes[1].cells[0].cards[0].text.said("en") == "Nice"
    moves = [edit for edit in back.edits if isinstance(edit, MoveItem)]
    assert [edit.id for edit in moves] in (["feel"], ["act"])


def test_a_card_that_was_cut_and_pasted_elsewhere_stays_the_same_card(written: Written) -> None:
    sheet = written.sheet("Map")
    at = place(sheet, "The price comes late")
    sheet["D" + at[1:]] = sheet[at].value
    sheet[at] = None

    back = written.back()

    moved = next(
        cell
        for lane in back.journey.lanes
        for cell in lane.cells
        for one in cell.cards
        if one.id == "p1"
    )
    assert moved.at == "pay"
    assert not any(isinstance(edit, RemoveItem) and edit.kind == "card" for edit in back.edits)


def test_what_cannot_be_understood_is_listed_with_its_cell(written: Written) -> None:
    sheet, chances = written.sheet("Map"), written.sheet("Opportunities")
    feeling = place(sheet, "Nice pictures")
    sheet[feeling] = "so-so"
    sheet["Z30"] = "a remark"
    chances["C2"] = "No such step"
    written.book.create_sheet("My notes")["A1"] = "remember"
    written.sheet("About")["B3"] = "another objective"

    back = written.back()

    assert {"Map!Z30", "Opportunities!C2", "'My notes'!A1", "About!B3"} <= {
        one.path for one in back.left_out
    }
    assert all(one.told(tag) for one in back.left_out for tag in LANGUAGES)
    assert journey_of(back.journey).stages == written.journey.stages


def test_a_sheet_that_was_taken_out_leaves_its_part_of_the_map_alone(written: Written) -> None:
    del written.book["Opportunities"]

    back = written.back()

    assert back.edits == ()
    assert [one.name for one in back.left_out] == ["no-sheet"]


def test_a_formula_gives_what_it_was_worth_when_the_file_was_saved(written: Written) -> None:
    heads = {str(cell.value): cell.column for cell in written.sheet("Opportunities")[1]}
    spot = written.sheet("Opportunities").cell(2, heads["Score"], "=3+4")

    back = written.back()

    # The library saves formulas without their values.
    assert back.edits == ()
    assert told(back) == [("formula", f"Opportunities!{spot.coordinate}")]


def test_changes_of_the_map_meanwhile_stay_and_conflicts_name_their_cell(written: Written) -> None:
    sheet = written.sheet("Map")
    sheet["B4"], sheet["D4"] = "Sees an ad", "Pays"
    step = {one: Location.of(("step", one)) for one in ("search", "pay")}
    now = apply(written.journey, [rename(written.journey, step["search"], "Searches")])
    now = apply(now, [rename(now, step["pay"], "Checks out")])

    back = written.back(now)

    assert back.is_changed_since
    assert [one.name.said("en") for one in back.journey.steps] == [
        "Sees an ad",
        "Searches",
        "Checks out",
    ]
    assert [back.cell_of(one) for one in back.conflicts] == ["Map!D4"]


def test_words_are_changed_in_the_language_of_the_workbook(tmp_path: Path) -> None:
    journey = shop_map()
    both = say({"en": "Find", "fa": "یافتن"})
    stage = journey.stages[0].model_copy(update={"name": both})
    journey = journey.model_copy(update={"stages": (stage, *journey.stages[1:])})
    written = Written(tmp_path, journey, "fa")
    written.sheet(translate("sheet.map", "fa"))["B3"] = "جست‌وجو"

    (edit,) = written.back().edits

    assert isinstance(edit, SetField)
    assert (edit.field, edit.value) == (("name", "fa"), "جست‌وجو")


def test_another_map_is_not_changed(written: Written) -> None:
    other = written.journey.model_copy(update={"id": "other", "title": say("Another")})

    with pytest.raises(OtherMap) as caught:
        written.back(other)

    assert all("Another" in caught.value.problem(tag) for tag in LANGUAGES)


def test_words_that_look_like_formulas_come_back_as_they_are(tmp_path: Path) -> None:
    lane = Lane(
        id="n", kind="notes", cells=(Cell(at="pay", cards=(card("n1", "=1+1"), card("n2", "'=2"))),)
    )
    journey = shop_map()
    journey = journey.model_copy(update={"lanes": (*journey.lanes, lane)})
    written = Written(tmp_path, journey)

    assert written.back().edits == ()


def test_a_workbook_without_a_map_cannot_change_one(tmp_path: Path) -> None:
    file = tmp_path / "own.xlsx"
    Workbook().save(file)

    with pytest.raises(UnreadableWorkbook):
        bring_back(file, shop_map())


def test_p16_a_workbook_that_libreoffice_saved_changes_nothing(tmp_path: Path) -> None:
    file, saved = tmp_path / "map.xlsx", tmp_path / "saved"
    file.write_bytes(Xlsx(language="fa").export(measured_shop("fa")))
    profile = f"-env:UserInstallation=file://{tmp_path / 'profile'}"
    form = "xlsx:Calc MS Excel 2007 XML"

    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", form, "--outdir", saved, file],
        check=True,
        capture_output=True,
    )

    back = bring_back(saved / file.name, measured_shop("fa").journey)
    assert back.edits == ()
    assert back.left_out == ()


WORDS = st.text('abc äß=+@-"“éیک图', min_size=1, max_size=12).map(
    lambda text: "w" + " ".join(text.split())
)
#: What is changed, and to which words.
EDITS = st.dictionaries(
    st.sampled_from(["step 0", "step 1", "stage 0", "lane 0", "lane 1", "card", "add", "owner 1"]),
    WORDS,
    min_size=1,
    max_size=5,
)


@settings(
    max_examples=12,
    # A failing example takes half a second, and is small enough as it is drawn.
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(edits=EDITS)
def test_any_changes_come_back_as_those_changes(edits: dict[str, str], tmp_path: Path) -> None:
    """
    A property: what is done to the sheet is done to the map.
    """
    written = Written(tmp_path, planned_shop())
    sheet, chances = written.sheet("Map"), written.sheet("Opportunities")
    heads = {str(cell.value): cell.column for cell in chances[1]}
    places = {"step 0": "B4", "step 1": "C4", "stage 0": "B3", "lane 0": "A5", "lane 1": "A6"}
    for what, words in edits.items():
        if what in places:
            sheet[places[what]] = words
        elif what == "card":
            sheet["D5"] = f"• {words}\n• Pays"
        elif what == "add":
            sheet["B5"] = f"• Compares two shops\n• {words}"
        else:
            chances.cell(3, heads["Owner"]).value = words

    back = written.back()

    after = back.journey
    cards = {one.id: one for _, _, one in after.cards()}
    found = {f"step {i}": str(one.name) for i, one in enumerate(after.steps)}
    found |= {f"stage {i}": str(one.name) for i, one in enumerate(after.stages)}
    found |= {f"lane {i}": str(one.title) for i, one in enumerate(after.lanes)}
    found |= {"owner 1": str(cards["o2"].owner), "card": str(cards["a2"].text)}
    found["add"] = str(after.lanes[0].cells[0].cards[-1].text)
    assert {what: found[what] for what in edits} == edits
    # Every change is one edit.
    assert len(back.edits) == len(edits)
    assert back.left_out == ()
