"""
Maps and templates that hold a mistake: a message with its place and a next step, in the reader's
language, and never a traceback.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import pytest

from tests.acceptance.conftest import STEPS, lane
from touchline.i18n import LANGUAGES

if TYPE_CHECKING:
    from tests.acceptance.conftest import Reply, Terminal

PAY = STEPS[-1]
#: A hotline that refers to a form that refers to the hotline.
CALL = {"id": "call", "name": "I call", "path": "recovery"}
WRITE = {"id": "write", "name": "I write", "path": "recovery"}


def stages(*steps: dict[str, Any]) -> list[dict[str, Any]]:
    return [{"id": "buy", "name": "Buy", "steps": list(steps)}]


def way(name: str, origin: str, to: str) -> dict[str, str]:
    return {"id": name, "kind": "recovery", "from": origin, "to": to}


#: For each map that is none yet: its fields, the place that is named, and the next step.
REFUSED: dict[str, tuple[dict[str, Any], str, str]] = {
    "unknown type": ({"type": "circlar"}, "$.type", "circular"),
    "unknown kind of journey": ({"kind": "purchas"}, "$.kind", "purchase"),
    "unknown kind of lane": ({"lanes": [lane("needz")]}, "$.lanes[0]", "needs"),
    "card at a step of no stage": (
        {"lanes": [lane("actions", payy="Pays")]}, "$.lanes[0].cells[0].at", "pay",
    ),
    "way to a step of no stage": (
        {"branches": [way("b1", "pay", "lok")]}, "$.branches[0].to", "look",
    ),
    "step outside of the stages": ({"steps": [PAY]}, "$.steps", "stages"),
    "score outside the usual scale": (
        {"lanes": [lane("emotion", pay={"score": 3})]}, "$.lanes[0].cells[0].cards[0]", "scale",
    ),
    "score outside the scale of its lane": (
        {"lanes": [{**lane("emotion", pay={"score": 9}), "scale": {"low": 1, "high": 5}}]},
        "$.lanes[0].cells[0].cards[0]", "scale",
    ),
    "score outside its own scale": (
        {"lanes": [lane("importance", pay={"score": 9, "scale": {"low": 1, "high": 5}})]},
        "$.lanes[0].cells[0].cards[0]", "scale",
    ),
    "two steps of one id": (
        {"stages": stages(STEPS[0], {**PAY, "id": "look"})}, "$.stages[0].steps[1].id", "look",
    ),
    "two cards of one id": (
        {"lanes": [lane("actions", look={"id": "c"}), lane("thoughts", pay={"id": "c"})]},
        "$.lanes[1].cells[0].cards[0].id", "c",
    ),
    "two lanes of one id": (
        {"lanes": [lane("actions"), {**lane("thoughts"), "id": "actions"}]}, "$.lanes[1].id",
        "actions",
    ),
}  # fmt: skip
#: For each map with a mistake: its fields, the rule that finds it and the names that are told.
FLAGGED: dict[str, tuple[dict[str, Any], str, tuple[str, ...]]] = {
    "two primary personas": (
        {
            "lanes": [lane("actions", look="Compares gifts")],
            "personas": [
                {"id": "ann", "name": "Ann", "primary": True},
                {"id": "ben", "name": "Ben", "primary": True},
            ],
        },
        "unclear-perspective",
        (),
    ),
    "loop of recovery": (
        {
            "stages": stages(*STEPS, CALL, WRITE),
            "branches": [
                way("b1", "pay", "call"), way("b2", "call", "write"), way("b3", "write", "call"),
            ],
        },
        "endless-recovery",
        ("I call", "I write"),
    ),
    "missing translation": (
        {
            "title": {"en": "A purchase", "de": "Ein Kauf"},
            "goal": {"en": "A present", "de": "Ein Geschenk"},
            "scenario": {"en": "Friday is near."},
        },
        "missing-translation",
        (),
    ),
}  # fmt: skip


def said(terminal: Terminal, code: int, words: tuple[str, ...]) -> dict[str, str]:
    """
    Run a command in every language; each must have words of its own and no traceback.
    """
    replies: dict[str, Reply] = {tag: terminal.run(*words, language=tag) for tag in LANGUAGES}
    assert {reply.code for reply in replies.values()} == {code}, replies["en"]
    told = {tag: reply.out + reply.err for tag, reply in replies.items()}
    assert not any("Traceback" in text for text in told.values())
    assert len(set(told.values())) == len(LANGUAGES)
    return told


@pytest.mark.parametrize("case", REFUSED)
def test_a_map_that_is_none_yet_is_told_with_place_and_next_step(
    case: str, terminal: Terminal
) -> None:
    fields, place, step = REFUSED[case]
    name = terminal.write_map(**fields)

    for text in said(terminal, 2, ("check", name)).values():
        fault = next(line for line in text.splitlines() if place in line)
        # The whole map stands in one line, so that the column tells the place.
        assert name in text
        assert step in fault.partition(place)[2]
        assert any(sign in fault for sign in "0123456789۰۱۲۳۴۵۶۷۸۹")


@pytest.mark.parametrize("verb", ["render", "list", "publish", "new"])
def test_every_verb_tells_the_same_fault(verb: str, terminal: Terminal) -> None:
    name = terminal.write_map(type="circlar")
    more = {"render": ("--to", "svg"), "list": ("steps",), "new": ("--json",)}.get(verb, ())

    text = said(terminal, 2, (verb, name, *more))["en"]

    assert "$.type" in text
    assert "Did you mean “circular”?" in text


@pytest.mark.parametrize("case", FLAGGED)
def test_a_mistake_on_a_map_is_told_with_place_and_next_step(case: str, terminal: Terminal) -> None:
    fields, rule, names = FLAGGED[case]
    name = terminal.write_map(**fields)

    for text in said(terminal, 1, ("check", name, "--fail-on", "hint")).values():
        lines = text.splitlines()
        at = next(n for n, line in enumerate(lines) if f"[{rule}]" in line)
        assert lines[at].startswith(f"{name}:1:")
        assert all(one in lines[at] for one in names)
        assert lines[at + 1].startswith("  ")


@pytest.mark.parametrize(
    ("words", "suggested"),
    [
        (("new", "curent-state"), "current-state"),
        (("new", "--type", "circlar"), "circular"),
        (("new", "--kind", "purchas"), "purchase"),
        (("new", "--goal", "improv"), "improve"),
        (("new", "--business", "banc"), "bank"),
        (("new", "--audience", "leaders"), "leadership"),
    ],
)
def test_an_unknown_template_type_or_answer_is_told_with_suggestions(
    words: tuple[str, ...], suggested: str, terminal: Terminal
) -> None:
    for text in said(terminal, 2, words).values():
        assert words[-1] in text
        assert suggested in text


def test_a_locked_lane_that_is_missing_is_told(terminal: Terminal) -> None:
    house = terminal.write_map(lane("actions"), lane("needs"))
    terminal.run("templates", "--save", house, "--as", "house", "--lock")
    made = terminal.made("house")
    kept = [row for row in made["lanes"] if row["kind"] != "needs"]
    terminal.write("mine.map.json", json.dumps({**made, "lanes": kept}))

    for text in said(terminal, 1, ("check", "mine.map.json")).values():
        line = next(one for one in text.splitlines() if "[missing-template-lane]" in one)
        assert line.startswith("mine.map.json:1:")
        assert "needs" in line


def test_a_template_of_ones_own_that_is_no_map_is_told(terminal: Terminal) -> None:
    folder = terminal.folder / "touchline-templates"
    folder.mkdir()
    (folder / "house.yaml").write_text("touchline: 1\nid: house\ntitle: House\nlanez: []\n")

    for text in said(terminal, 2, ("new", "house")).values():
        assert "house.yaml" in text
        assert "lanes" in text


def test_a_text_that_is_missing_in_the_readers_language_stands_in_the_maps_own(
    terminal: Terminal,
) -> None:
    fields, _, _ = FLAGGED["missing translation"]
    name = terminal.write_map(**fields)

    german = terminal.words(name, language="de")
    persian = terminal.words(name, language="fa")

    assert "Ein Geschenk" in german
    assert "Friday is near." in german
    assert "A present" in persian
    for language, n in (("en", 0), ("de", 1), ("fa", 3)):
        reply = terminal.run("render", name, "--to", "md", "--language", language)
        # By hand: the scenario is in English alone, and nothing is in Persian.
        assert (reply.code, f"{n} text" in reply.err) == (0, n > 0), reply.err


@pytest.mark.parametrize("language", LANGUAGES)
def test_sixty_lanes_are_checked_and_drawn_whole(language: str, terminal: Terminal) -> None:
    rows = [{**lane("actions", look={"id": f"c{n}", "text": f"Act {n}."})} for n in range(60)]
    name = terminal.write_map(*({**row, "id": f"l{n}"} for n, row in enumerate(rows)))

    assert terminal.run("check", name, language=language).code in {0, 1}
    drawn = terminal.run("render", name, "--to", "svg", "--language", language)

    assert drawn.code == 0
    assert all(f"Act {n}." in "".join(ET.fromstring(drawn.out).itertext()) for n in (0, 30, 59))
