"""
Workbooks are read back with another library than the one that writes them.
"""

import datetime as dt
import io
import re
import subprocess
import zipfile

import openpyxl
import pypdfium2
import pytest

from tests.exporters.maps import card, measured_shop, say, shop_map
from touchline.canvas.colour import contrast
from touchline.exporters._told import told
from touchline.exporters.xlsx import Xlsx
from touchline.i18n import LANGUAGES, translate
from touchline.measuring.measured import MeasuredMap
from touchline.model.experience import Change, Metric, Opportunity, Reading
from touchline.model.structure import Cell, Evidence, Lane, Stage, Step

# The reader does not know lines in cells, which are looked for in the file itself.
pytestmark = pytest.mark.filterwarnings("ignore:Sparkline Group extension:UserWarning")


def book_of(subject, **settings):
    """
    Read a workbook as people see it, without the sheet that it hides.
    """
    book = openpyxl.load_workbook(io.BytesIO(Xlsx(**settings).export(subject)), rich_text=True)
    del book["touchline"]
    return book


def texts(sheet):
    return [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]


def rows_of(sheet):
    """
    Read a table as rows by the heads of its columns.
    """
    heads, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(map(str, heads), row, strict=True)) for row in rows]


def with_lanes(*lanes, **fields):
    journey = shop_map()
    return journey.model_copy(update={"lanes": (*journey.lanes, *lanes), **fields})


def lane_of(kind, *cards, at="pay"):
    return Lane(id=f"own-{kind}", kind=kind, cells=(Cell(at=at, cards=cards),))


def planned_shop():
    chances = lane_of(
        "opportunities",
        Opportunity(id="o1", text=say("Show the price"), score=3.0, owner="Noor"),
        Opportunity(id="o2", text=say("Ship faster"), score=8.5),
        Opportunity(id="o3", text=say("Sell hats"), score=9.0, status="dropped"),
    )
    changes = lane_of(
        "changes",
        Change(
            id="c1",
            text=say("Price on the page"),
            carries_out=("o1",),
            due=dt.date(2026, 12, 1),
            owner="Jun",
        ),
    )
    readings = [
        Reading(date=dt.date(2026, month, 1), value=value)
        for month, value in ((3, 0.3), (1, 0.1), (2, 0.2))
    ]
    metrics = lane_of(
        "metrics", Metric(id="m1", text=say("Refusals"), unit="share", readings=tuple(readings))
    )
    return with_lanes(chances, changes, metrics)


def test_every_card_of_the_map_stands_in_a_cell():
    journey = planned_shop()

    written = "\n".join(texts(book_of(journey)["Map"]))

    # P16, R-057: what the map says can be taken away and worked on.
    for _, _, one in journey.cards():
        assert one.text.said("en") in written


def test_a_stage_spans_its_steps():
    sheet = book_of(shop_map())["Map"]

    # By hand: the first column names the lanes, “Find” has two steps and “Buy” one, which a
    # spreadsheet cannot merge with itself; one card spans the first two steps.
    assert {str(one) for one in sheet.merged_cells.ranges} == {"B3:C3", "B5:C5"}
    assert [sheet[at].value for at in ("B3", "D3", "B4", "C4")] == [
        "Find",
        "Buy",
        "See an ad",
        "Search the web",
    ]
    assert sheet.freeze_panes == "B5"


def test_the_name_of_a_stage_can_be_read_on_its_colour():
    sheet = book_of(shop_map())["Map"]

    for at in ("B3", "D3"):
        ink, ground = sheet[at].font.color.rgb, sheet[at].fill.fgColor.rgb
        # Published: WCAG 2.2, success criterion 1.4.3.
        assert contrast(f"#{ink[2:]}", f"#{ground[2:]}") >= 4.5


@pytest.mark.parametrize("tag", LANGUAGES)
def test_sheets_have_names_of_the_language_and_run_its_way(tag):
    book = book_of(planned_shop(), language=tag)

    names = book.sheetnames
    assert names[0] == translate("sheet.map", tag)
    assert names[-1] == translate("sheet.about", tag)
    assert len({name.lower() for name in names}) == len(names)
    assert all(len(name) <= 31 for name in names)
    assert {bool(sheet.sheet_view.rightToLeft) for sheet in book} == {tag == "fa"}


def test_figures_are_numbers_with_what_they_rest_on():
    rows = rows_of(book_of(measured_shop())["Metrics"])

    # By hand: the figures that the measured shop was made of.
    whole = rows[0]
    assert whole["Step"] == "Whole journey"
    assert [whole[head] for head in ("Value", "n (sample)", "95% interval from")] == [
        0.061,
        48213,
        0.059,
    ]
    assert rows[1]["Step"] == "Check out"
    assert rows[1]["95% interval to"] == 0.388


def test_a_long_time_is_shown_in_days_and_stays_a_number():
    subject = measured_shop()
    slow = subject.measures.completion.model_copy(
        update={"value": 259_200.0, "unit": "seconds", "low": None, "high": None}
    )
    measures = subject.measures.model_copy(update={"time_to_complete": slow})

    rows = rows_of(book_of(MeasuredMap(subject.journey, measures))["Metrics"])

    # By hand: 259200 seconds are three days, which spreadsheets count in.
    assert (rows[1]["Value"], rows[1]["Unit"]) == (3, "days")


def test_a_trend_is_drawn_from_the_readings_in_the_order_of_their_days():
    content = Xlsx().export(planned_shop())

    rows = rows_of(openpyxl.load_workbook(io.BytesIO(content))["Readings"])
    assert [row["Value"] for row in rows] == [0.1, 0.2, 0.3]
    assert [row["Date"].month for row in rows] == [1, 2, 3]
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = "".join(
            archive.read(name).decode() for name in archive.namelist() if "sheets/" in name
        )
    assert re.findall(r"<xm:f>(.*?)</xm:f>", parts) == ["Readings!C2:C4"]


def test_opportunities_stand_by_their_promise_with_the_day_of_their_change():
    rows = rows_of(book_of(planned_shop())["Opportunities"])

    found = [(row["Opportunity"], row["Score"], row["Owner"], row["Due"]) for row in rows]
    assert found == [
        ("Ship faster", 8.5, None, None),
        ("Show the price", 3, "Noor", dt.datetime(2026, 12, 1)),  # noqa: DTZ001 (spreadsheets know no zones)
        ("Sell hats", 9, None, None),
    ]


def test_changes_name_what_they_take_up():
    (row,) = rows_of(book_of(planned_shop())["Changes"])

    assert row["Change"] == "Price on the page"
    assert row["Opportunities taken up"] == "Show the price"
    assert row["Owner"] == "Jun"


def test_evidence_is_listed_with_the_card_that_rests_on_it():
    (row,) = rows_of(book_of(shop_map())["Evidence"])

    assert row["Card"] == "Looks for the delivery cost"
    assert (row["Source"], row["n (sample)"]) == ("Interview 7", 3)
    assert row["Customer’s words"] == "It was 6.90 more."


def test_a_link_leads_to_a_page_and_never_into_a_script():
    proofs = [
        Evidence(grade="quoted", source=say("A"), url="https://example.org/a"),
        Evidence(grade="quoted", source=say("B"), url="javascript:alert(1)"),
    ]
    subject = with_lanes(lane_of("needs", card("n1", "Speed", evidence=tuple(proofs))))

    sheet = book_of(subject)["Evidence"]

    links = [cell.hyperlink.target for row in sheet.iter_rows() for cell in row if cell.hyperlink]
    assert links == ["https://example.org/a"]


def test_sheets_without_content_are_left_out():
    journey = shop_map().model_copy(update={"lanes": (), "personas": (), "stages": ()})

    assert book_of(journey).sheetnames == ["Map", "About"]


def test_a_stage_without_steps_keeps_its_place():
    journey = shop_map()
    bare = Stage(id="bare", name=say("Wonder"))
    more = Stage(id="more", name=say("Stay"), steps=(Step(id="stay", name=say("Come back")),))

    sheet = book_of(journey.model_copy(update={"stages": (*journey.stages, bare, more)}))["Map"]

    assert [sheet[at].value for at in ("E3", "E4", "F3", "F4")] == [
        "Wonder",
        None,
        "Stay",
        "Come back",
    ]


@pytest.mark.parametrize("words", ["=1+1", "+1+1", "-1+2", "@SUM(A1)", '=HYPERLINK("x")'])
def test_words_that_look_like_a_formula_stay_words(words):
    proof = Evidence(grade="quoted", source=say(words), quote=say(words))
    subject = with_lanes(lane_of("needs", card("n1", words, evidence=(proof,))))

    content = Xlsx().export(subject)

    book = openpyxl.load_workbook(io.BytesIO(content))
    found = [
        cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value == words
    ]
    # By hand: the card on the map and in the list of evidence, its source and its words.
    assert len(found) == 4
    assert {cell.quotePrefix for cell in found} == {True}
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        sheets = [archive.read(name) for name in archive.namelist() if "sheets/" in name]
        assert not any("vba" in name.lower() for name in archive.namelist())
    assert not any(b"<f>" in sheet for sheet in sheets)


def test_a_text_beyond_what_a_cell_holds_is_cut_and_says_so():
    subject = with_lanes(lane_of("needs", card("n1", "word " * 9000)))

    longest = max(texts(book_of(subject)["Map"]), key=len)

    assert len(longest) <= 32_767
    assert longest.endswith("…")


def test_a_long_map_is_printed_on_pages_side_by_side_and_no_row_is_cut_off():
    journey = shop_map()
    steps = tuple(Step(id=f"s{i}", name=say(f"Step {i}")) for i in range(40))
    long_words = " ".join(["Versandkostenfreiheitsbedingungen"] * 40)
    lane = lane_of("needs", card("n1", long_words), at="s3")
    stage = Stage(id="long", name=say("Long"), steps=steps)
    bare = journey.model_copy(update={"stages": (stage,), "lanes": (lane,)})

    sheet = book_of(bare)["Map"]

    # By hand: forty steps at fourteen a page; a spreadsheet shows 409 points of a row at most.
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.orientation) == (3, "landscape")
    assert all(row.height is None or row.height <= 409 for row in sheet.row_dimensions.values())
    assert sheet.column_dimensions["B"].width > 25


def test_a_map_that_fits_a_page_is_printed_on_one():
    setup = book_of(shop_map())["Map"].page_setup

    assert (setup.fitToWidth or 1, setup.fitToHeight or 1) == (1, 1)


def test_about_says_that_people_are_invented_and_what_each_sheet_holds():
    book = book_of(measured_shop())

    told_there = texts(book["About"])

    assert "Invented example: its people and figures are made up." in told_there
    assert any(line.startswith("Measured in events.csv: 48,213 customers") for line in told_there)
    assert set(book.sheetnames[:-1]) <= set(told_there)


def test_a_workbook_is_dated_by_its_map():
    properties = book_of(measured_shop()).properties

    # By hand: the moment at which the shop was measured.
    assert properties.created == dt.datetime(2026, 11, 12, 9, 30)  # noqa: DTZ001 (the format knows no zones)
    assert properties.title == "Online shopper buys a first outfit"


def test_words_on_the_map_are_those_that_are_told_elsewhere():
    subject = measured_shop("de")

    written = "\n".join(texts(book_of(subject, language="de")["Journey Map"]))

    for lane in told(subject, "de").lanes:
        assert lane.title in written
        assert all(line in written for cell in lane.cells for line in cell.lines)


def test_libreoffice_opens_and_prints_every_sheet(tmp_path):
    subject = planned_shop()
    (tmp_path / "map.xlsx").write_bytes(Xlsx(language="fa").export(subject))

    subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation=file://{tmp_path}/profile",
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            str(tmp_path),
            str(tmp_path / "map.xlsx"),
        ],
        check=True,
        capture_output=True,
    )

    drawn = pypdfium2.PdfDocument(tmp_path / "map.pdf")
    # By hand: map, metrics, readings, evidence, opportunities, changes, personas, about.
    assert len(drawn) == 8
