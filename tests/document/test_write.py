"""
Writing a map file: it reads back as it was, keeps what people wrote, and is whole or untouched.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given

from tests.oracle.map_strategies import maps
from touchline.document.acts import rename
from touchline.document.edits import apply
from touchline.document.read import journey_of, load, loads
from touchline.document.write import dump, dumps
from touchline.errors import StorageError
from touchline.location import Location

SAMPLES = sorted(Path("src/touchline/samples").glob("*/map.yaml"))

WRITTEN = """\
# A shop, as we saw it in May.

touchline: 1
id: shop   # never change this
title: 'Shop'
language: en    # the default, said all the same
objective:
  target: 0.5
  statement: >-
    More people come back
    within a month

stages:
  # Everything before money.
  - id: look
    name: Look
    steps:
      - id: find
        name: "I find it"
        milestone: false

  # Money.
  - id: buy
    name: Buy   # or leave
    steps: [{id: pay, name: I pay}]
lanes:
  - {id: notes, kind: notes}
"""


@given(maps)
def test_any_map_reads_back_equal_from_yaml_and_json(journey) -> None:
    assert loads(dumps(journey)) == journey
    assert loads(dumps(journey, "json"), "json") == journey


@given(maps)
def test_writing_an_unchanged_map_changes_no_byte(journey) -> None:
    text = dumps(journey)

    assert dumps(journey, like=text) == text


@given(maps, maps)
def test_any_other_map_written_over_a_file_reads_back_equal(before, after) -> None:
    assert loads(dumps(after, like=dumps(before))) == after


@pytest.mark.parametrize("file", SAMPLES, ids=lambda file: file.parent.name)
def test_a_file_of_people_stays_as_it_is(file: Path) -> None:
    text = file.read_text(encoding="utf-8")

    assert dumps(loads(text), like=text) == text


def test_one_changed_word_is_one_changed_line() -> None:
    journey = journey_of(loads(WRITTEN))

    changed = apply(journey, [rename(journey, Location.parse("stage:buy"), "Pay: at last")])

    assert dumps(changed, like=WRITTEN) == WRITTEN.replace(
        "name: Buy   # or leave", 'name: "Pay: at last"   # or leave'
    )


def test_a_folded_text_stays_folded_and_a_quote_stays_a_quote() -> None:
    journey = journey_of(loads(WRITTEN))
    plain = json.loads(dumps(journey, "json"))
    plain["objective"]["statement"] = "Fewer people leave"
    plain["title"] = "Shop's"

    text = dumps(loads(json.dumps(plain), "json"), like=WRITTEN)

    assert "  statement: >-\n    Fewer people leave\n\nstages:" in text
    assert "title: 'Shop''s'\n" in text


def test_a_stage_takes_its_comment_along() -> None:
    plain = json.loads(dumps(loads(WRITTEN), "json"))
    plain["stages"].reverse()
    plain["stages"].insert(1, {"id": "wait", "name": "Wait"})

    text = dumps(loads(json.dumps(plain), "json"), like=WRITTEN)

    order = ["# Money.", "id: buy", "id: wait", "# Everything before money.", "id: look"]
    assert [text.index(part) for part in order] == sorted(text.index(part) for part in order)
    assert text.startswith("# A shop, as we saw it in May.\n\ntouchline: 1\nid: shop   # never")
    assert text.endswith("  - {id: notes, kind: notes}\n")


def test_a_key_that_goes_takes_its_lines_along() -> None:
    plain = json.loads(dumps(loads(WRITTEN), "json"))
    del plain["objective"]

    text = dumps(loads(json.dumps(plain), "json"), like=WRITTEN)

    assert "objective" not in text
    assert text.count("#") == WRITTEN.count("#")


def test_json_keeps_the_order_of_its_keys() -> None:
    text = '{"title": "A", "touchline": 1, "id": "a"}'

    assert list(json.loads(dumps(loads(text, "json"), "json", like=text))) == [
        "title",
        "touchline",
        "id",
    ]


def test_a_rewritten_file_keeps_its_comments(tmp_path) -> None:
    file = tmp_path / "shop.yaml"
    file.write_text(WRITTEN, encoding="utf-8")

    dump(load(file), file)

    assert file.read_text(encoding="utf-8") == WRITTEN
    assert [found.name for found in tmp_path.iterdir()] == ["shop.yaml"]


def test_a_folder_that_is_not_there_is_told(tmp_path) -> None:
    with pytest.raises(StorageError):
        dump(loads(WRITTEN), tmp_path / "missing" / "shop.yaml")


FULL_DISK = """
import resource, signal, sys
from touchline.document.read import load
from touchline.document.write import dump
from touchline.errors import StorageError

journey = load(sys.argv[1])
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
try:
    dump(journey, sys.argv[2])
except StorageError:
    print("told")
"""


def test_a_full_disk_leaves_the_old_file_as_it_was(tmp_path) -> None:
    file = tmp_path / "map.yaml"
    file.write_text(WRITTEN, encoding="utf-8")

    done = subprocess.run(
        [sys.executable, "-c", FULL_DISK, str(SAMPLES[0]), str(file)],
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stdout == "told\n"
    assert file.read_text(encoding="utf-8") == WRITTEN
    assert [found.name for found in tmp_path.iterdir()] == ["map.yaml"]
