"""
Findings as text, JSON and SARIF.
"""

from __future__ import annotations

import datetime as dt
import json

import pytest

from touchline.document.read import load, loads
from touchline.linting.engine import lint
from touchline.linting.report import as_json, as_sarif, as_text
from touchline.linting.summary import summarise

MAP = """\
touchline: 1
id: shop
title: Shop
objective: {statement: More second orders}
stages:
  - id: buy
    name: Buy
    steps:
      - {id: order, name: I order}
"""


@pytest.fixture
def findings(tmp_path):
    file = tmp_path / "shop.yaml"
    file.write_text(MAP, encoding="utf-8")
    return {str(file): lint(load(file))}


def test_the_text_names_file_line_and_next_step(findings) -> None:
    (file,) = findings

    assert as_text(findings).splitlines() == [
        f"{file}:1:1: warning: The planned way has only 1 step.  [too-few-steps]",
        "  hint: Add what the customer does before, between and after.",
        "1 finding.",
    ]


def test_a_finding_in_a_file_that_is_not_there_names_its_place_in_the_map(findings) -> None:
    (found,) = findings.values()

    line = as_text({"sent.yaml": found}, "de").splitlines()[0]

    assert line == ("sent.yaml $: Warnung: Der geplante Weg hat nur 1 Schritt.  [too-few-steps]")


def test_no_findings_are_said_too() -> None:
    assert as_text({"shop.yaml": ()}, "de") == "Keine Befunde.\n"


def test_the_json_form_has_one_object_a_finding(findings) -> None:
    (file,) = findings

    assert json.loads(as_json(findings))["findings"] == [
        {
            "file": file,
            "line": 1,
            "column": 1,
            "path": "$",
            "at": "",
            "rule": "too-few-steps",
            "severity": "warning",
            "message": "The planned way has only 1 step.",
            "values": {"n": 1},
        }
    ]


def test_the_sarif_form_has_what_the_standard_requires(findings) -> None:
    log = json.loads(as_sarif(findings))

    # SARIF 2.1.0: 3.13 version and runs, 3.14.6 tool, 3.19.8 name, 3.27.11 message,
    # 3.27.6 ruleIndex, 3.27.10 level is one of none, note, warning, error; 3.29 physicalLocation,
    # 3.30 region from 1.
    run = log["runs"][0]
    result = run["results"][0]
    region = result["locations"][0]["physicalLocation"]["region"]
    assert log["version"] == "2.1.0"
    assert run["tool"]["driver"]["name"] == "touchline"
    assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
    assert result["level"] == "warning"
    assert result["message"]["text"] == "The planned way has only 1 step."
    assert region == {"startLine": 1, "startColumn": 1}


KEPT = """\
touchline: 1
id: shop
title: Shop
review: {last: 2026-01-01, every: 30d}
stages:
  - {id: buy, name: Buy, owner: Rosa, steps: [{id: order, name: I order}]}
  - {id: use, name: Use, steps: [{id: unpack, name: I unpack it}]}
lanes:
  - id: thoughts
    kind: thoughts
    cells:
      - at: order
        cards: [{id: t1, text: Is it safe?, evidence: [{grade: quoted, source: Interview}]}]
      - at: unpack
        cards: [{id: t2, text: At last}]
"""


def test_a_summary_tells_what_is_known_owned_and_looked_over() -> None:
    # By hand: one of two cells has evidence; the stage Use, its step, the lane and the cell there
    # have no owner; thirty days after 1 January comes 31 January.
    summary = summarise(loads(KEPT), today=dt.date(2026, 2, 1))

    assert summary.plain() == {
        "cells": 2,
        "backed": 1,
        "share_backed": 0.5,
        "unowned": 4,
        "review_due": "2026-01-31",
        "overdue": True,
    }
    assert summary.told() == (
        "50% of the filled cells have evidence (1 of 2); 4 parts have no owner;"
        " the review was due by January 31, 2026."
    )


def test_the_day_on_which_a_review_is_due_is_still_in_time() -> None:
    assert not summarise(loads(KEPT), today=dt.date(2026, 1, 31)).is_overdue


def test_each_form_ends_with_how_the_map_stands(findings) -> None:
    (file,) = findings
    summaries = {file: summarise(load(file), today=dt.date(2026, 2, 1))}

    text = as_text(findings, "en", summaries)
    told = json.loads(as_json(findings, "en", summaries))["summary"]
    run = json.loads(as_sarif(findings, "en", summaries))["runs"][0]

    # By hand: a stage, its step, and no lane; nothing is filled and no review is set.
    standing = "No cells are filled yet; 2 parts have no owner; no review is set."
    assert text.splitlines()[-1] == standing
    assert [(row["file"], row["unowned"]) for row in told] == [(file, 2)]
    assert run["properties"]["summary"][file]["review_due"] is None
