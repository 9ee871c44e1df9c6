"""
Workbooks of others; the expected maps are written by hand.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import openpyxl
import pytest

from tests.importers.guess.seen import lanes, left, stages, workbook
from touchline.importers import import_map
from touchline.importers._guess.faults import UnknownSheet
from touchline.importers._guess.understood import Wishes
from touchline.importers.table import Table

if TYPE_CHECKING:
    from pathlib import Path


def test_merged_stages_and_cells_reach_over_their_steps(tmp_path: Path):
    path = workbook(
        tmp_path / "map.xlsx",
        [
            ["Renting a bike"],
            [],
            ["", "Before", None, "Ride"],
            ["", "Find", "Unlock", "Pedal"],
            ["Actions", "walks", "scans", "rides"],
            ["Touchpoints", "App", None, "Bike"],
            ["Pain points", "", "new account", ""],
            [None, "", "slow", ""],
        ],
        merged=("A1:D1", "B3:C3", "B6:C6", "A7:A8"),
    )

    imported = import_map(path)

    assert str(imported.journey.title) == "Renting a bike"
    assert stages(imported) == [("Before", ["Find", "Unlock"]), ("Ride", ["Pedal"])]
    assert lanes(imported) == {
        "actions": {"Find": ["walks"], "Unlock": ["scans"], "Pedal": ["rides"]},
        "touchpoints": {"Find … Unlock": ["App"], "Pedal": ["Bike"]},
        "pain-points": {"Unlock": ["new account", "slow"]},
    }
    assert imported.understood is not None
    assert [column.at for column in imported.understood.columns] == ["Map!B4", "Map!C4", "Map!D4"]


def test_the_likeliest_sheet_is_taken_and_the_others_are_told(tmp_path: Path):
    book = openpyxl.Workbook()
    first = book.active
    assert first is not None
    first.title = "Attendees"
    for row in (["Name", "Team"], ["Ann", "Sales"], ["Bo", "Service"], ["Cy", "Web"]):
        first.append(row)
    second = book.create_sheet("Journey")
    for row in (["", "Look", "Pay"], ["Actions", "a", "b"], ["Pain points", "c", "d"]):
        second.append(row)
    path = tmp_path / "two.xlsx"
    book.save(path)

    imported = import_map(path)
    chosen = import_map(path, format=Table(wishes=Wishes(sheet="attendees")))

    assert [str(step.name) for step in imported.journey.steps] == ["Look", "Pay"]
    assert left(imported) == ["Attendees"]
    assert chosen.understood is not None
    assert chosen.understood.source == "Attendees"
    with pytest.raises(UnknownSheet, match="did you mean “Journey”"):
        import_map(path, format=Table(wishes=Wishes(sheet="Journeys")))


def test_numbers_and_days_are_read_as_they_are_written(tmp_path: Path):
    path = workbook(
        tmp_path / "map.xlsx",
        [["", "Look", "Pay"], ["Actions", 7, 2.5], ["Satisfaction", 4, 2], ["Notes", True, None]],
    )

    assert lanes(import_map(path)) == {
        "actions": {"Look": ["7"], "Pay": ["2.5"]},
        "emotion: Satisfaction": {"Look": ["4"], "Pay": ["2"]},
        "notes": {"Look": ["true"]},
    }


def test_a_text_that_is_called_a_workbook_is_read_as_text(tmp_path: Path):
    path = tmp_path / "map.xlsx"
    path.write_text("\tLook\tPay\nActions\ta\tb\n", "utf-8")

    assert lanes(import_map(path)) == {"actions": {"Look": ["a"], "Pay": ["b"]}}


def test_a_formula_without_its_value_is_told_with_its_place(tmp_path: Path):
    path = tmp_path / "map.xlsx"
    book = openpyxl.Workbook()
    for row in (["", "Find", "Buy"], ["Actions", "looks", '=UPPER("pays")']):
        book.active.append(row)
    book.save(path)

    found = import_map(path)

    # The library saves formulas without what they are worth.
    told = [(one.name, one.path) for one in found.left_out]
    assert told == [("left-out-formula", "Sheet!C2")]
    assert all("{" not in one.told(tag) for one in found.left_out for tag in ("en", "fa"))
