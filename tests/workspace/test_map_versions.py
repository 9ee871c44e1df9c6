"""
Named versions of a map (R-137).
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from touchline.document.describe import described
from touchline.document.read import journey_of
from touchline.workspace.map_versions import (
    TakenVersionName,
    UnknownMapVersion,
    history,
    keep_version,
    map_of,
    review,
    version_named,
)

if TYPE_CHECKING:
    from pathlib import Path

    from touchline.workspace import Workspace

SHOP = """\
# Our first map.
touchline: 1
id: shop
title: Shop   # for now
review: {last: 2026-01-05, every: 90d}
stages: [{id: buy, name: Buy, steps: [{id: order, name: I order}]}]
"""


@pytest.fixture
def file(workspace: Workspace) -> Path:
    path = workspace.folder / "shop.map.yaml"
    path.write_text(SHOP, encoding="utf-8")
    return path


def test_r137_a_version_is_the_file_as_it_was(workspace: Workspace, file: Path) -> None:
    keep_version(workspace, file, "Spring 2026", author="Rosa", notes="Before the relaunch")
    file.write_text(SHOP.replace("I order", "I order at once"), encoding="utf-8")

    kept = version_named(workspace, "shop", "spring 2026")

    assert kept.text == SHOP
    assert (kept.author, str(kept.notes)) == ("Rosa", "Before the relaunch")
    assert journey_of(map_of(kept)).steps[0].name.said("en") == "I order"


def test_r137_what_changed_from_version_to_version_is_told(
    workspace: Workspace, file: Path
) -> None:
    keep_version(workspace, file, "Spring")
    file.write_text(SHOP.replace("I order", "I order at once"), encoding="utf-8")
    keep_version(workspace, file, "Summer")
    file.write_text(SHOP.replace("Shop ", "Our shop "), encoding="utf-8")

    first, second, now = history(workspace, file)

    assert [str(one.version.title) for one in (first, second) if one.version] == [
        "Spring",
        "Summer",
    ]
    assert (first.edits, now.version) == ((), None)
    assert described(second.edits, first.journey) == (
        "step “I order”: name changed from “I order” to “I order at once”",
    )
    assert len(now.edits) == 2


def test_a_map_that_did_not_change_has_no_turn_for_now(workspace: Workspace, file: Path) -> None:
    keep_version(workspace, file, "Spring")

    assert [one.version is None for one in history(workspace, file)] == [False]


def test_a_map_without_versions_is_as_it_is_now(workspace: Workspace, file: Path) -> None:
    (now,) = history(workspace, file)

    assert (now.version, now.edits) == (None, ())


def test_a_name_is_given_once(workspace: Workspace, file: Path) -> None:
    keep_version(workspace, file, "Spring")

    with pytest.raises(TakenVersionName):
        keep_version(workspace, file, " spring")


def test_maps_with_long_ids_keep_their_versions_apart(workspace: Workspace) -> None:
    for end in ("one", "two"):
        name = "x" * 60 + end
        path = workspace.folder / f"{end}.map.yaml"
        path.write_text(SHOP.replace("id: shop", f"id: {name}"), encoding="utf-8")
        keep_version(workspace, path, "Spring")

    assert version_named(workspace, "x" * 60 + "one", "Spring").map.endswith("one")
    assert version_named(workspace, "x" * 60 + "two", "Spring").map.endswith("two")


def test_an_unknown_version_is_told_with_the_nearest(workspace: Workspace, file: Path) -> None:
    keep_version(workspace, file, "Spring")

    with pytest.raises(UnknownMapVersion) as told:
        version_named(workspace, "shop", "Sprig")

    assert "Spring" in told.value.told()


def test_r138_a_review_is_noted_in_the_file_and_nothing_else_moves(file: Path) -> None:
    day = dt.date(2026, 6, 1)

    assert review(file, day)
    assert not review(file, day)

    assert file.read_text(encoding="utf-8") == SHOP.replace("2026-01-05", "2026-06-01")
