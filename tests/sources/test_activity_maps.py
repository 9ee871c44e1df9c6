"""
Activity maps on disk.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from touchline.eventlog.activity_map import ActivityMap, UnreadableActivityMap
from touchline.sources._activity_maps import activity_map
from touchline.sources._errors import MissingFile, UnreadableFile

if TYPE_CHECKING:
    from pathlib import Path

WRITTEN = {"version": 1, "rules": [{"activities": ["tap"], "to": "press"}]}


def test_yaml_json_a_mapping_and_a_map_say_the_same(tmp_path: Path) -> None:
    yaml, text = tmp_path / "names.yaml", tmp_path / "names.json"
    yaml.write_text("version: 1\nrules:\n  - activities: [tap]  # on phones\n    to: press\n")
    text.write_text(json.dumps(WRITTEN))

    expected = ActivityMap.from_dict(WRITTEN)

    assert [activity_map(s) for s in (yaml, str(text), {"tap": "press"}, expected)] == [
        expected
    ] * 4


def test_a_fault_is_named_with_file_and_place(tmp_path: Path) -> None:
    path = tmp_path / "names.yaml"
    path.write_text("rules: [{to: press}]")

    with pytest.raises(UnreadableActivityMap) as caught:
        activity_map(path)

    assert caught.value.at == f"{path}: rules[0]"


def test_broken_yaml_is_named_by_line(tmp_path: Path) -> None:
    path = tmp_path / "names.yaml"
    path.write_text("rules:\n  - to: [press\nversion: 1\n")

    with pytest.raises(UnreadableFile) as caught:
        activity_map(path)

    assert caught.value.at == f"{path}:3"


def test_a_missing_map_is_named(tmp_path: Path) -> None:
    with pytest.raises(MissingFile):
        activity_map(tmp_path / "names.yaml")


def test_a_rule_that_stands_twice_is_said_and_not_lost(tmp_path: Path) -> None:
    path = tmp_path / "map.yaml"
    path.write_text("version: 1\nrules: []\nrules: []\n", "utf-8")

    with pytest.raises(UnreadableFile, match="'rules' stands twice"):
        activity_map(path)
