"""
Filled walks, as people write them.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.workspace.journeys import journey
from touchline.i18n import LANGUAGES
from touchline.workspace.filing import UnreadableRecord
from touchline.workspace.walk_files import read_walks

if TYPE_CHECKING:
    from pathlib import Path

TABLE = """\
walker;date;step;rating;duration;friction;met;contact;reached
Mei;18.5.2026;form;2,5;90s;Too many fields | No help;p;missing;
Mei;18.5.2026;pay;;;;;;no
Ali;2026-05-19;form;4;;;;;
;;;;;;;;
"""


def test_a_table_holds_a_walk_for_each_walker_and_day(tmp_path: Path) -> None:
    file = tmp_path / "walks.csv"
    file.write_bytes(b"\xef\xbb\xbf" + TABLE.replace("\n", "\r\n").encode())

    mei, ali = read_walks(file, journey())

    assert (mei.walker, ali.walker) == ("Mei", "Ali")
    form, pay = mei.steps
    assert (form.rating, form.seconds, form.contact) == (2.5, 90.0, "missing")
    assert [str(note) for note in form.friction] == ["Too many fields", "No help"]
    assert form.met == ("p",)
    assert not pay.is_reached
    assert len({mei.id, ali.id}) == 2


def test_several_walks_stand_in_one_file(tmp_path: Path) -> None:
    file = tmp_path / "walks.json"
    one = {"walker": "Mei", "date": "2026-05-18", "steps": [{"step": "form", "rating": 1}]}
    file.write_text(json.dumps({"records": [one, {**one, "walker": "Ali"}]}), encoding="utf-8")

    walks = read_walks(file, journey())

    assert [walk.walker for walk in walks] == ["Mei", "Ali"]


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("a.yaml", "[]\n", "not-a-walk"),
        ("a.yaml", "record: persona\nid: x\n", "not-a-walk"),
        ("a.yaml", "walker:\ndate: 2026-05-18\n", "missing-key"),
        ("a.yaml", "walker: Mei\ndate: yesterday\n", "wrong-type"),
        ("a.yaml", "walker: Mei\ndate: 2026-05-18\nsteps: [{step: a, rating: 9}]\n", "score"),
        (
            "a.yaml",
            "walker: Mei\ndate: 2026-05-18\nsteps: [{step: a, duration: 9 x}]\n",
            "duration",
        ),
        ("a.yaml", "walker: Mei\ndate: 2026-05-18\nsteps: [{step: a, ratng: 9}]\n", "unknown-key"),
        ("a.yaml", "<<<<<<< ours\nwalker: Mei\n", "conflict-markers"),
        ("a.json", '{"walker": "Mei", "date": ', "not-yaml"),
        ("a.csv", "", "not-a-walk"),
        ("a.csv", "name,grade\nMei,2\n", "not-a-walk"),
        ("a.csv", "walker,date,step,rating\nMei,2026-05-18,form,good\n", "wrong-type"),
        ("a.csv", "walker,date,step,rating\nMei,5/6/26,form,2\n", "wrong-type"),
    ],
)
def test_every_fault_of_a_file_is_told_in_every_language(
    name: str, text: str, told: str, tmp_path: Path
) -> None:
    file = tmp_path / name
    file.write_text(text, encoding="utf-8")

    with pytest.raises(UnreadableRecord) as caught:
        read_walks(file, journey())

    names = [one.name for one in caught.value.faults]
    assert any(told in one for one in names) or told == "not-yaml", names
    for language in LANGUAGES:
        assert name in caught.value.told(language)
