"""
Measured maps that tell nothing of few customers, worked out by hand.
"""

from __future__ import annotations

import datetime as dt
import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from touchline.document import dumps, loads
from touchline.eventlog.log import EventLog
from touchline.exporters import exporter_for
from touchline.measuring.discover import discover
from touchline.measuring.measure import measure
from touchline.measuring.measured import Figure, MeasuredMap
from touchline.measuring.small_groups import guarded
from touchline.scene.compose import compose

if TYPE_CHECKING:
    from pathlib import Path

AT = dt.datetime(2026, 2, 1, tzinfo=dt.UTC)
MAP = """
touchline: 1
id: shop
title: Shop
stages:
  - id: all
    name: All
    steps:
      - {id: see, name: See}
      - {id: ask, name: Ask, targets: [{metric: completion, at_least: 0.5}]}
      - {id: buy, name: Buy}
lanes:
  - id: touchpoints
    kind: touchpoints
    cells:
      - {at: see, cards: [{id: t1, text: Page, binding: [{activities: [see]}]}]}
      - {at: ask, cards: [{id: t2, text: Form, binding: [{activities: [ask]}]}]}
      - {at: buy, cards: [{id: t3, text: Till, binding: [{activities: [buy]}]}]}
  - {id: reached, kind: reached}
  - {id: here, kind: occupancy}
personas: []
"""


@pytest.fixture
def measured() -> MeasuredMap:
    """
    Measure a map with forty customers: 3 ask of whom 2 buy, and 20 see and stop.
    """
    paths = [("see",)] * 20 + [("see", "buy")] * 17 + [("see", "ask", "buy")] * 2
    paths += [("see", "ask")]
    events = [
        {"case": f"c{n}", "activity": name, "timestamp": f"2026-01-01T{hour:02}:00Z"}
        for n, path in enumerate(paths)
        for hour, name in enumerate(path)
    ]
    found = loads(MAP)
    assert not isinstance(found, MeasuredMap)
    return measure(found, EventLog.from_events(events), measured_at=AT)


def test_a_step_that_few_customers_reach_loses_all_its_figures(measured: MeasuredMap) -> None:
    told = guarded(measured, 5).measures

    see, ask, buy = told.steps
    assert (ask.is_withheld, ask.events, ask.touchpoint_events) == (True, 0, {})
    assert ask.visitors is ask.reached is ask.completion is None
    # Along the planned way, 2 of 40 came to buy: too few as well.
    assert buy.is_withheld
    assert told.completion is not None
    assert told.completion.value is None
    # Whether a target is met would tell it too.
    assert [check.verdict for check in ask.targets] == ["unknown"]
    # 3 of the 40 who came to see went on to ask, which is what the step of seeing tells.
    assert see.is_withheld
    assert told.least_group == 5
    assert told.withheld > 0
    assert [one["name"] for one in told.warnings][-1] == "small-groups"


def test_places_that_add_up_to_everybody_hide_each_other(measured: MeasuredMap) -> None:
    told = guarded(measured, 5).measures

    # By hand: 20 stand at see, 1 at ask and 19 at buy. One place is few, so that the next smallest
    # goes as well; a step that is withheld for another reason has no place either.
    values = [one.occupancy.value for one in told.steps if one.occupancy is not None]
    assert sum(value is None for value in values) >= 2


def test_nothing_is_withheld_where_enough_stand_behind_all_numbers(measured: MeasuredMap) -> None:
    assert guarded(measured, 1) is measured
    told = guarded(measured, 2).measures
    assert all(
        figure.value is None or figure.unit != "customers" or figure.value != 1
        for step in told.steps
        for figure in (step.visitors, step.reached, step.pending)
        if isinstance(figure, Figure)
    )


def test_what_is_withheld_stands_in_no_file_and_in_no_picture(measured: MeasuredMap) -> None:
    found = guarded(measured, 5)

    written = dumps(found, "json")
    block = json.loads(written)["measured"]
    picture = exporter_for("map.svg").export(compose(found, language="en"))
    again = loads(written, "json")

    assert block["least_group"] == 5
    assert all("visitors" not in step for step in block["steps"] if step.get("is_withheld"))
    text = picture.decode() if isinstance(picture, bytes) else picture
    assert "fewer than 5 customers" in text
    assert isinstance(again, MeasuredMap)
    assert again.measures == found.measures


def test_a_verb_withholds_by_its_option_and_by_the_workspace_it_stands_in(tmp_path: Path) -> None:
    (tmp_path / "map.yaml").write_text(MAP, "utf-8")
    rows = [f"c{n},{name}" for n in range(9) for name in ("see", "buy")]
    rows += ["c0,ask", "c1,ask"]
    times = [f"{row},2026-01-01T{hour:02}:00Z" for hour, row in enumerate(rows)]
    (tmp_path / "events.csv").write_text("\n".join(["customer,event,time", *times]), "utf-8")

    def told(*more: str) -> dict[str, object]:
        command = [sys.executable, "-m", "touchline", "measure", "map.yaml", "events.csv", "--json"]
        done = subprocess.run([*command, *more], cwd=tmp_path, capture_output=True, check=True)
        block: dict[str, object] = json.loads(done.stdout)["measured"]
        return block

    assert "withheld" not in told()
    assert told("--least-group", "3")["least_group"] == 3
    settings = "touchline: 1\nid: w\ntitle: W\nprivacy: {least: 4}\n"
    (tmp_path / "touchline.workspace.yaml").write_text(settings, "utf-8")
    assert told()["least_group"] == 4
    assert "withheld" not in told("--least-group", "1")


def test_a_draft_tells_no_way_that_few_took() -> None:
    paths = [("see", "buy")] * 20 + [("see", "ask")] * 9 + [("see", "ask", "buy")] * 2
    events = [
        {"case": f"c{n}", "activity": name, "timestamp": f"2026-01-01T{hour:02}:00Z"}
        for n, path in enumerate(paths)
        for hour, name in enumerate(path)
    ]
    log = EventLog.from_events(events)

    drafts = [discover(log, coverage=1, least=least) for least in (1, 5)]

    told = [{card.id for _, _, card in one.cards()} for one in drafts]
    counts = [
        [card.evidence[0].n for _, _, card in one.cards() if card.id.startswith("way-ask")]
        for one in drafts
    ]
    # Of the 11 who ask, 9 stop and 2 buy: the 2 are few, and the 9 would tell them.
    assert sorted(n for n in counts[0] if n) == [2, 9]
    assert counts[1] == []
    assert told[1] < told[0]
