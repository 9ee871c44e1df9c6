"""
The page about formats of other programs says of each what it really holds (P16).
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from touchline.document.read import journey_of, loads
from touchline.exporters import EXPORTERS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from touchline.exporters import Exporter

PAGE = Path(__file__).parents[2] / "docs" / "how-to" / "exchange.md"

#: A map in which everything stands that the table of the page has a row for.
WHOLE = """
touchline: 1
id: whole
title: Whole
goal: Be warm
scenario: A cold evening
objective: {statement: Fewer calls}
personas: [{id: ana, name: Ana, quote: Hurry, needs: [Warmth]}]
channels: [{id: web, name: Web}]
stages:
  - {id: s, name: Find, icon: map, steps: [{id: one, name: Look, purpose: Know, milestone: true,
     moment_of_truth: true, optional: true, icon: map, targets: [{metric: completion}]}]}
branches: [{id: b, kind: loop, from: one, to: one, text: Again}]
lanes:
  - {id: a, kind: actions, cells: [{at: one, cards: [{id: c1, text: Reads, owner: Bo,
     evidence: [{grade: quoted, source: Talk}]}]}]}
  - {id: e, kind: emotion, cells: [{at: one, cards: [{id: c2, score: 0.37, text: Calm,
     cause: Quiet}]}]}
  - {id: t, kind: touchpoints, cells: [{at: one, cards: [{id: c3, text: Page, channel: web,
     binding: [{activities: [visit]}]}]}]}
  - {id: p, kind: pain-points, cells: [{at: one, cards: [{id: c4, text: Slow, severity: 2}]}]}
  - {id: i, kind: insights, cells: [{at: one, cards: [{id: c5, text: Haste}]}]}
  - {id: o, kind: opportunities, cells: [{at: one, cards: [{id: c6, text: Cache, status: doing,
     score: 7}]}]}
  - {id: m, kind: metrics, cells: [{at: one, cards: [{id: c7, text: Calls, target: 3,
     readings: [{date: 2026-01-02, value: 4}]}]}]}
"""

#: The rows of the table: what it is, and where it stands in the map above.
ROWS = {
    "title": "$.title",
    "scenario": "$.scenario",
    "customer’s goal": "$.goal",
    "objective": "$.objective",
    "personas with their names": "$.personas[0].name",
    "… their quotes": "$.personas[0].quote",
    "… their needs and more": "$.personas[0].needs",
    "stages": "$.stages[0].name",
    "steps": "$.stages[0].steps[0].name",
    "… purpose": "$.stages[0].steps[0].purpose",
    "… milestone, optional": "$.stages[0].steps[0].milestone",
    "… moment of truth": "$.stages[0].steps[0].moment_of_truth",
    "… icon": "$.stages[0].steps[0].icon",
    "… targets": "$.stages[0].steps[0].targets",
    "branches": "$.branches[0]",
    "cards of actions and the like": "$.lanes[0].cells[0].cards[0].text",
    "… evidence": "$.lanes[0].cells[0].cards[0].evidence",
    "… owner": "$.lanes[0].cells[0].cards[0].owner",
    "feelings": "$.lanes[1].cells[0].cards[0].score",
    "… words": "$.lanes[1].cells[0].cards[0].text",
    "… cause": "$.lanes[1].cells[0].cards[0].cause",
    "touchpoints": "$.lanes[2].cells[0].cards[0].text",
    "… channel": "$.lanes[2].cells[0].cards[0].channel",
    "… binding to events": "$.lanes[2].cells[0].cards[0].binding",
    "pain points": "$.lanes[3].cells[0].cards[0].text",
    "… severity": "$.lanes[3].cells[0].cards[0].severity",
    "insights": "$.lanes[4].cells[0].cards[0].text",
    "opportunities": "$.lanes[5].cells[0].cards[0].text",
    "… status": "$.lanes[5].cells[0].cards[0].status",
    "… score": "$.lanes[5].cells[0].cards[0].score",
    "metrics with their values": "$.lanes[6].cells[0].cards[0].readings",
    "… target": "$.lanes[6].cells[0].cards[0].target",
}
COLUMNS = ("json", "md", "ojf", "mermaid", "cjml", "theydo")


def exporters(name: str) -> list[Exporter]:
    """
    Give a format, or all its lists.
    """
    if name != "theydo":
        return [EXPORTERS[name]]
    parts = ("insights", "opportunities", "solutions", "metrics")
    return [replace(EXPORTERS[name], part=part) for part in parts]  # type: ignore[type-var]


def sign(name: str, place: str) -> str:
    """
    Say whether a format holds what stands at a place: yes, otherwise, or not.
    """
    journey = journey_of(loads(WHOLE))
    found = set()
    for exporter in exporters(name):
        around = [
            one.how
            for one in exporter.left_out(journey)
            if (place + ".").startswith((one.place + ".", one.place + "["))
        ]
        found.add("no" if "missing" in around else "about" if "altered" in around else "yes")
    best = next(one for one in ("yes", "about", "no") if one in found)
    return {"yes": "✓", "about": "about", "no": "–"}[best]


def table() -> Iterator[str]:
    """
    Write the table of the page.
    """
    yield "| what | " + " | ".join(f"`{name}`" for name in COLUMNS) + " |"
    yield "| --- |" + " :-: |" * len(COLUMNS)
    for what, place in ROWS.items():
        yield f"| {what} | " + " | ".join(sign(name, place) for name in COLUMNS) + " |"


def test_p16_the_table_says_what_each_format_holds() -> None:
    text = PAGE.read_text(encoding="utf-8")

    assert "\n".join(table()) in text
