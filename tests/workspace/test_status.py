"""
How a workspace stands, in ten lines (R-138, R-228, M3).
"""

from __future__ import annotations

import datetime as dt
import os
from typing import TYPE_CHECKING

import pytest

from tests.workspace.test_drift import measured
from touchline.i18n import LANGUAGES
from touchline.model.text import LocalText
from touchline.model.work.department import Department
from touchline.model.work.log import Log
from touchline.progress import Cancel, Cancelled, reporting
from touchline.workspace.drift import keep_measurement
from touchline.workspace.standing import standings
from touchline.workspace.status import status

if TYPE_CHECKING:
    from pathlib import Path

    from touchline.workspace import Workspace

TODAY = dt.date(2026, 6, 1)

SHOP = """\
touchline: 1
id: shop
title: Shop
status: published
review: {last: 2026-03-02, every: 90d}
stages: [{id: buy, name: Buy, steps: [{id: order, name: I order}, {id: pay, name: I pay}]}]
lanes:
  - id: thoughts
    kind: thoughts
    cells:
      - at: order
        cards:
          - id: t1
            text: Will it come in time?
            evidence: [{grade: quoted, source: Interviews, date: 2024-05-31}]
          - {id: t2, text: How much is it?}
      - {at: pay, cards: [{id: t3, text: Is it safe?}]}
  - id: touchpoints
    kind: touchpoints
    cells:
      - at: order
        cards:
          - {id: p1, text: Website, facts: [{about: delivery, says: 2 days}]}
          - {id: p2, text: Phone, facts: [{about: delivery, says: a week}]}
  - id: pains
    kind: pain-points
    cells: [{at: pay, cards: [{id: h1, text: Refused}, {id: h2, text: Slow}]}]
  - id: changes
    kind: changes
    cells:
      - at: pay
        cards:
          - {id: c1, text: Say why, answers: [h1], status: doing, due: 2026-05-31}
          - {id: c2, text: Be quick, status: done}
          - {id: c3, text: A new logo, status: dropped}
"""
FRESH = """\
touchline: 1
id: fresh
title: Fresh
review: {last: 2026-05-01}
"""


@pytest.fixture
def folder(workspace: Workspace) -> Path:
    (workspace.folder / "shop.map.yaml").write_text(SHOP, encoding="utf-8")
    (workspace.folder / "fresh.map.yaml").write_text(FRESH, encoding="utf-8")
    (workspace.folder / "broken.map.yaml").write_text("touchline: 1\nid: [\n", encoding="utf-8")
    workspace.shelf.refresh()
    return workspace.folder


def test_r138_ten_lines_say_how_the_workspace_stands(workspace: Workspace, folder: Path) -> None:
    assert folder.is_dir()
    workspace.put(Department(id="service", title=LocalText.of("Service")))

    told = status(workspace, today=TODAY).told()

    # By hand: ninety days after 2 March is 31 May, a day before; two years before 1 June 2026 the
    # interviews were a day too old; of the five filled cells one has evidence; a stage, two steps,
    # four lanes and five cells have no owner.
    assert told[:5] == (
        "Shop, June 1, 2026",
        "Maps: 3, 1 published; 1 file cannot be read.",
        "Reviews: 1 overdue; the next by July 30, 2026.",
        "Evidence: 20% of 5 filled cells; 1 card is stale.",
        "Contradicted: 1 place; 12 parts have no owner.",
    )
    assert told[6:] == (
        "Pain points: 2, 1 unanswered.",
        "Changes: 1 open, 1 of them late; 1 done, none of them measured.",
        "Data: no logs; no map measured.",
        "Records: department (1).",
    )
    assert len(told) == 10


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_lines_are_told_in_every_language(
    workspace_in_a_file: Workspace, language: str
) -> None:
    told = status(workspace_in_a_file, today=TODAY).told(language)

    assert len(told) == 10
    assert all(line.strip() for line in told)


def test_m3_what_hangs_on_the_day_needs_no_new_look(workspace: Workspace, folder: Path) -> None:
    first = status(workspace, today=dt.date(2026, 5, 31))
    second = status(workspace, today=TODAY)

    assert (folder / ".touchline" / "standing.json").is_file()
    assert (first.n_overdue, first.n_stale, first.n_late) == (0, 0, 0)
    assert (second.n_overdue, second.n_stale, second.n_late) == (1, 1, 1)
    # A review that is late and evidence that is stale are a finding each.
    assert second.findings["warning"] == first.findings["warning"] + 2


def test_a_file_is_looked_over_again_once_it_was_written(
    workspace: Workspace, folder: Path
) -> None:
    before = {one.id: one for one in standings(workspace)}
    file = folder / "fresh.map.yaml"
    file.write_text(FRESH + "owner: Rosa\n", encoding="utf-8")
    workspace.shelf.refresh()

    after = {one.id: one for one in standings(workspace)}

    assert after["fresh"].owner == "Rosa"
    assert after["shop"] == before["shop"]


@pytest.mark.parametrize("saved", ["", "{", '[{"file": 1}]'], ids=["empty", "broken", "strange"])
def test_what_was_saved_only_spares_work(workspace: Workspace, folder: Path, saved: str) -> None:
    before = standings(workspace)

    (folder / ".touchline" / "standing.json").write_text(saved, encoding="utf-8")

    assert standings(workspace) == before


def test_a_map_is_reviewed_as_often_as_the_workspace_says(
    workspace: Workspace, folder: Path
) -> None:
    # The map says no rhythm; the workspace's is ninety days: from 1 May to 30 July.
    found = status(workspace, today=dt.date(2026, 7, 31))

    assert folder.is_dir()
    assert found.n_overdue == 2


def test_r137_drift_and_logs_are_counted(workspace: Workspace, folder: Path) -> None:
    for day, share in (("2026-01-10", 0.6), ("2026-05-10", 0.4)):
        keep_measurement(workspace, measured(day, share))
    log = folder / "log.csv"
    log.write_text("case,activity,timestamp\n", encoding="utf-8")
    os.utime(log, (0, 0))
    read_at = dt.datetime(2026, 5, 10, tzinfo=dt.UTC)
    for name, file in (("read", "log.csv"), ("gone", "gone.csv")):
        title = LocalText.of(name)
        workspace.put(Log(id=name, title=title, files=(file,), read_at=read_at))

    found = status(workspace, today=TODAY)

    assert found.logs == {"read": 1, "missing": 1}
    assert found.told()[8] == (
        "Data: 2 logs, 1 missing; 1 number has left its interval (1 worse, 0 better)."
    )


def test_an_empty_workspace_stands_too(workspace_in_a_file: Workspace) -> None:
    found = status(workspace_in_a_file, today=TODAY)

    assert found.plain()["share_backed"] is None
    assert found.told()[1] == "Maps: none yet."


def test_a_long_look_that_is_stopped_goes_on_where_it_was(
    workspace: Workspace, folder: Path
) -> None:
    stop = Cancel()

    with pytest.raises(Cancelled), reporting(lambda _: stop.now(), cancel=stop):
        standings(workspace)

    saved = (folder / ".touchline" / "standing.json").read_text(encoding="utf-8")
    assert 0 < saved.count('"file"') < 3
    assert len(standings(workspace)) == 3
