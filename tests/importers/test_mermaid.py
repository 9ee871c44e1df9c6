"""
Mermaid journeys as maps; expected values are read off the texts by hand.
"""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from touchline.document.closed import plain
from touchline.document.read import loads
from touchline.document.write import dumps
from touchline.importers import IMPORTERS, Imported
from touchline.importers._errors import UnreadableImport

#: The example of Mermaid's own page, with an accessible description in the block form.
WORKING_DAY = """\
journey
    title My working day
    accDescr {
        What a day is like
        for Me and the cat
    }
    section Go to work
      Make tea: 5: Me
      Go upstairs: 3: Me
      Do work: 1: Me, Cat
    section Go home
      Go downstairs: 5: Me
      Sit down: 5: Me
"""


def read(text: str, at: str = "") -> Imported:
    return IMPORTERS["mermaid"].read(text, at=at)


def below(text: str) -> Imported:
    return read("journey\n" + text)


def told(imported: Imported) -> list[tuple[str, str]]:
    return [(found.path, found.told()) for found in imported.left_out]


def stages(imported: Imported) -> list[tuple[str, list[str]]]:
    return [
        (str(stage.name), [str(step.name) for step in stage.steps])
        for stage in imported.journey.stages
    ]


def scores(imported: Imported) -> dict[str, list[float]]:
    found: dict[str, list[float]] = {}
    card: Any
    for _, cell, card in imported.journey.cards():
        found.setdefault(cell.at, []).append(card.score)
    return found


def test_a_journey_becomes_a_map():
    imported = read(WORKING_DAY)

    scale = {"low": 1.0, "high": 5.0}
    assert imported.left_out == ()
    assert plain(imported.journey) == {
        "touchline": 1,
        "id": "my-working-day",
        "title": "My working day",
        "scenario": "What a day is like\nfor Me and the cat",
        "personas": [{"id": "me", "name": "Me"}, {"id": "cat", "name": "Cat"}],
        "stages": [
            {
                "id": "go-to-work",
                "name": "Go to work",
                "steps": [
                    {"id": "make-tea", "name": "Make tea"},
                    {"id": "go-upstairs", "name": "Go upstairs"},
                    {"id": "do-work", "name": "Do work"},
                ],
            },
            {
                "id": "go-home",
                "name": "Go home",
                "steps": [
                    {"id": "go-downstairs", "name": "Go downstairs"},
                    {"id": "sit-down", "name": "Sit down"},
                ],
            },
        ],
        "lanes": [
            {
                "id": "emotion",
                "kind": "emotion",
                "cells": [
                    {
                        "at": step,
                        "cards": [
                            {"id": f"feeling-{step}", "score": score, "scale": scale} | of,
                        ],
                    }
                    for step, score, of in [
                        ("make-tea", 5.0, {"persona": "me"}),
                        ("go-upstairs", 3.0, {"persona": "me"}),
                        # Everybody takes part, so it is everybody's feeling.
                        ("do-work", 1.0, {}),
                        ("go-downstairs", 5.0, {"persona": "me"}),
                        ("sit-down", 5.0, {"persona": "me"}),
                    ]
                ],
            }
        ],
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("section A; b: 1; c: 2", [("A", ["b", "c"])]),
        ("SECTION A\nb: 1 # c: 2\n%% d: 3\n# e: 4\nf: 5 %% g: 1", [("A", ["b", "f"])]),
        ("section A\nhalf#59; done #35;1: 2", [("A", ["half; done #1"])]),
        ("section A\n5 %% off", None),
        ("section 50%%\nb: 1", [("50%%", ["b"])]),
        ("section First<br/>second\nb: 1", [("First second", ["b"])]),
        ("a: 1\nsection B", [("Journey", ["a"]), ("B", [])]),
        (
            "section 付款\n刷卡: 4: 客户\nsection پرداخت\nکارت: ۴",
            [("付款", ["刷卡"]), ("پرداخت", ["کارت"])],
        ),
        ("Journey planning: 3", [("Journey", ["Journey planning"])]),
        ("section A\r\nb: 1\r\n", [("A", ["b"])]),
    ],
)
def test_statements_end_and_comments_begin_where_mermaid_lets_them(text, expected):
    if expected is None:
        with pytest.raises(UnreadableImport):
            below(text)
        return

    assert stages(below(text)) == expected


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("title One", "One"),
        ("TITLE One", "One"),
        ("accTitle: Two; three # four", "Two; three # four"),
        ("accDescr { d } title One", "One"),
        ("a: 1", "Imported journey"),
    ],
)
def test_the_title_is_what_the_text_says(text, title):
    assert str(below(text).journey.title) == title


def test_the_head_of_a_page_gives_the_title_and_its_settings_are_told():
    imported = read("---\ntitle: 'Day'\nconfig: {}\n---\n%%{init: {}}%%\njourney\na: 1", at="d.mmd")

    assert str(imported.journey.title) == "Day"
    assert told(imported) == [
        ("d.mmd:2", "config: config: {}"),
        ("d.mmd:5", "config: %%{init: {}}%%"),
    ]


@pytest.mark.parametrize("score", ["0.99", "5.01", "-1", "inf", "nan", "1e400", "good"])
def test_a_score_outside_one_to_five_is_told_and_kept_out(score):
    imported = below(f"section A\nPay: {score}: Ann")

    assert scores(imported) == {}
    assert [path for path, _ in told(imported)] == ["3", "3"]
    assert "“Pay” has the score" in told(imported)[0][1]
    assert told(imported)[1][1].endswith("who takes part: Ann.")


def test_scores_at_both_ends_and_between_are_kept():
    imported = below("a: 1\nb: 5\nc: 2.5\nd:\ne: ")

    # A task without a score says nothing that could be left out.
    assert scores(imported) == {"a": [1.0], "b": [5.0], "c": [2.5]}
    assert imported.left_out == ()


def test_what_is_said_twice_counts_last_and_the_rest_is_told():
    imported = below("title One\ntitle Two\naccTitle: Three\na: 1: Ann: more")

    assert str(imported.journey.title) == "Two"
    assert [text for _, text in told(imported)] == ["title: One", "a: more", "accTitle: Three"]


def test_equal_names_get_ids_of_their_own():
    imported = below("section A\nb: 1\nb-2: 2\nb: 3\nsection A\n!: 4\n?: 5")

    assert [stage.id for stage in imported.journey.stages] == ["a", "a-2"]
    assert [step.id for step in imported.journey.steps] == ["b", "b-2", "b-3", "step", "step-2"]


@pytest.mark.parametrize(
    ("text", "at", "reason"),
    [
        ("", "d.mmd", "empty"),
        ("%% only a remark", "d.mmd", "empty"),
        ("\nflowchart LR\na --> b", "d.mmd:2", "no_journey"),
        ("journeys\na: 1", "d.mmd:1", "no_journey"),
        ("journey\n\nMake tea", "d.mmd:3", "statement"),
        ("journey\n: 5", "d.mmd:2", "statement"),
        ("journey\na: 1\naccDescr {\nno end", "d.mmd:3", "unclosed"),
    ],
)
def test_what_is_no_journey_is_told_with_its_line(text, at, reason):
    with pytest.raises(UnreadableImport) as caught:
        read(text, at="d.mmd")

    assert caught.value.at == at
    assert caught.value.values["reason"] == reason
    assert caught.value.hint()


#: Names in any script, without the signs that mean something to Mermaid.
NAMES = (
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="#;:<%{}\r\n"), max_size=60)
    .map(lambda text: " ".join(text.split()))
    .filter(lambda text: text and not text.lower().startswith(("title", "section", "acc")))
)


@given(title=NAMES, section=NAMES, tasks=st.lists(NAMES, min_size=1, max_size=5))
def test_any_title_section_and_task_survives(title, section, tasks):
    lines = ["journey", f"title {title}", f"section {section}", *(f"{task}: 3" for task in tasks)]

    imported = read("\n".join(lines))

    assert str(imported.journey.title) == title
    assert stages(imported) == [(section, tasks)]
    assert loads(dumps(imported.journey)) == imported.journey


@given(st.text() | st.lists(st.sampled_from([*"a:5;#%{}\n ,", "accDescr", "title "])).map("".join))
def test_any_text_is_a_map_or_an_error_of_ours(text):
    try:
        imported = below(text)
    except UnreadableImport:
        return

    assert loads(dumps(imported.journey)) == imported.journey


def test_settings_may_stand_anywhere_and_lines_are_still_counted():
    imported = read("%%{\ninit }%%\njourney\na: 1 %%{ b }%%\nc: 9", at="d.mmd")

    assert [path for path, _ in told(imported)] == ["d.mmd:1", "d.mmd:4", "d.mmd:5"]


@pytest.mark.parametrize("flood", ["%%{", "<br ", "#a;", "accDescr", "%%", ";", " ", "#"])
def test_a_flood_of_signs_is_survived(flood):
    # A search that went back to the start for each sign would not end within the test's patience.
    imported = below(f"a: 1\ntitle x{flood * 50_000}")

    assert str(imported.journey.title).startswith("x")
