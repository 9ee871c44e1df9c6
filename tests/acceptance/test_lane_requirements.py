"""
The requirements that lanes answer, as a stranger sees them: a file goes in, pictures and words
come out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

from touchline.i18n import LANGUAGES, translate

if TYPE_CHECKING:
    from tests.acceptance.conftest import Terminal

LANES = """\
touchline: 1
id: bicycle
title: A bicycle
personas: [{id: mira, name: Mira, primary: true}, {id: jon, name: Jon}]
channels: [{id: clips, name: Clips}]
stages:
  - id: buy
    name: Buy
    steps: [{id: order, name: I order}, {id: pick, name: I pick it up}]
lanes:
  - {id: needs, kind: needs, cells: [{at: order, cards: [
      {id: n1, text: A price to trust, why: The rent is due}]}]}
  - {id: wants, kind: wants, cells: [{at: order, cards: [{id: w1, text: A ride before paying}]}]}
  - {id: enablers, kind: enablers, cells: [{at: order, cards: [{id: en1, text: A short form}]}]}
  - {id: barriers, kind: barriers, cells: [{at: pick, cards: [{id: b1, text: A small lift}]}]}
  - {id: pains, kind: pain-points, cells: [{at: order, cards: [
      {id: p1, text: Costs come late, severity: 3}]}]}
  - {id: support, kind: support, cells: [{at: order, cards: [
      {id: s1, text: Call back, answers: [p1]}]}]}
  - id: expectations
    kind: expectations
    scale: {low: 1, high: 5}
    cells:
      - {at: order, cards: [{id: e1, text: Clear costs, expected: 4, experienced: 2}]}
      - {at: pick, cards: [{id: e2, text: Ready in time, expected: 5}]}
  - id: emotion
    kind: emotion
    scale: {low: 1, high: 5, names: [angry, calm, glad]}
    cells:
      - {at: order, cards: [{id: f1, score: 2, persona: mira}, {id: f2, score: 5, persona: jon}]}
      - {at: pick, cards: [{id: f3, score: 3, persona: mira, cause: The wait}]}
  - {id: importance, kind: importance, scale: {low: 0, high: 10}, cells: [
      {at: order, cards: [{id: i1, score: 9}]}]}
  - {id: insights, kind: insights, cells: [{at: order, cards: [
      {id: in1, text: Trust goes with the costs, about: [p1]}]}]}
  - {id: posts, kind: customer-content, cells: [{at: pick, cards: [
      {id: c1, text: Mine at last, channel: clips}]}]}
  - {id: resources, kind: resources, cells: [{at: pick, cards: [
      {id: r1, text: Van, sort: tool},
      {id: r2, text: Room, availability: need, cost: 900, currency: EUR, every: month}]}]}
  - {id: departments, kind: departments, cells: [{at: pick, cards: [{id: d1, text: Workshop}]}]}
  - {id: people, kind: people, cells: [{at: pick, cards: [{id: d2, text: Two mechanics}]}]}
  - {id: methods, kind: methods, cells: [{at: pick, cards: [{id: d3, text: Four eyes}]}]}
  - {id: processes, kind: processes, cells: [{at: pick, cards: [{id: d4, text: Hand over}]}]}
  - {id: technology, kind: technology, cells: [{at: pick, cards: [{id: d5, text: Till}]}]}
  - {id: backstage, kind: backstage, cells: [{at: order, owner: Lena, department: Shop, cards: [
      {id: d6, text: Check the stock}]}]}
  - {id: communication, kind: communication, cells: [{at: order, cards: [{id: d7, text: Mail}]}]}
  - {id: changes, kind: changes, cells: [{at: order, cards: [
      {id: ch1, text: Costs on the tag, status: planned, due: 2027-03-01, answers: [p1]}]}]}
  - {id: plans, kind: change-plans, cells: [{at: order, cards: [{id: ch2, text: New tags}]}]}
  - {id: metrics, kind: metrics, cells: [{at: order, cards: [
      {id: m1, text: Orders, baseline: 20, target: 40, readings: [
        {date: 2026-01-01, value: 20}, {date: 2026-02-01, value: 30}]}]}]}
  - {id: notes, kind: notes, cells: [{at: pick, hint: What else is worth knowing?}]}
"""


@pytest.fixture
def bicycle(terminal: Terminal) -> Terminal:
    terminal.write("bicycle.map.yaml", LANES)
    return terminal


def drawn(terminal: Terminal, language: str = "en") -> str:
    reply = terminal.run("render", "bicycle.map.yaml", "--to", "svg", "--language", language)
    assert reply.code == 0, reply.err
    return " ".join(ET.fromstring(reply.out).itertext())


def told(terminal: Terminal) -> str:
    reply = terminal.run("render", "bicycle.map.yaml", "--to", "md")
    assert reply.code == 0, reply.err
    return reply.out


#: What a requirement's row wants to be seen in the picture.
SEEN = {
    "r010 needs and wants stand at each stage": ("A price to trust", "A ride before paying"),
    "r011 what eases and what hinders": ("A short form", "A small lift"),
    "r012 a challenge and how best to support": ("Costs come late", "answers 1 pain point"),
    "r014 the gap between expected and experienced": ("expected 4 · experienced 2", "gap −2"),
    "r014 the gap to the feeling at the same step": ("expected 5 · experienced 3", "gap −2"),
    "r024 an insight": ("Trust goes with the costs", "from 1 card"),
    "r041 content that customers post": ("“Mine at last”", "Clips"),
    "r042 resources that are there and needed": ("Van", "Room", "needed", "€900 a month"),
    "r043 departments": ("Workshop", "Shop"),
    "r044 people methods processes technology": (
        "Two mechanics", "Four eyes", "Hand over", "Till",
    ),
    "r045 what is done in the background": ("Check the stock",),
    "r046 how the company communicates": ("Mail",),
    "r047 why the customer feels so": ("The wait",),
    "r048 what to change and how": ("Costs on the tag", "Planned", "by Mar 1, 2027", "New tags"),
    "p2 several personas with their own scale": ("Mira", "Jon", "angry", "glad", "calm"),
    "p2 importance": ("9.0",),
    "p10 metrics with target, baseline and status": (
        "30", "improving", "target 40", "baseline 20",
    ),
    "an empty cell asks its question": ("What else is worth knowing?",),
}  # fmt: skip


@pytest.mark.parametrize("row", SEEN)
def test_what_a_requirement_wants_is_seen(row: str, bicycle: Terminal) -> None:
    picture = drawn(bicycle)

    assert [words for words in SEEN[row] if words not in picture] == []


def test_r012_r013_r014_r024_links_and_reasons_are_told(bicycle: Terminal) -> None:
    text = told(bicycle)

    for line in (
        "A price to trust · Why: The rent is due",
        "Call back · Answers: “Costs come late”",
        "Clear costs · expected 4 · experienced 2 · gap −2",
        "Trust goes with the costs · Draws on: “Costs come late”",
        "Mira: calm (2)",
        "Jon: glad (5)",
    ):
        assert line in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_of_lanes_are_the_readers(language: str, bicycle: Terminal) -> None:
    picture = drawn(bicycle, language)

    for key in ("gap", "needed", "metric-improving"):
        word = translate(f"scene.{key}", language, gap="").strip()
        assert word in picture, key
