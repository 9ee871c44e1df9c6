"""
Plain data as YAML that people like to read.
"""

from __future__ import annotations

import pytest

from touchline.document.emit import block, scalar
from touchline.document.syntax import compose


def _written(plain):
    return "\n".join(block(plain)) + "\n"


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("plain words", "plain words"),
        ("no", '"no"'),
        ("12", '"12"'),
        ("1:30", '"1:30"'),
        ("2026-03-31", "2026-03-31"),
        ("a: b", '"a: b"'),
        ("", '""'),
        ("客戶：旅程", "客戶：旅程"),
        ("tab\there", '"tab\\there"'),
        ("\x07", '"\\x07"'),
        (True, "true"),
        (0.5, "0.5"),
        (3.0, "3"),
        (None, "null"),
    ],
)
def test_quotes_stand_only_where_they_are_needed(value, written: str) -> None:
    assert scalar(value) == written


def test_short_lists_and_cards_stand_on_one_line() -> None:
    plain = {
        "personas": [{"id": "ana", "name": "Ana", "goals": ["To sleep", "To eat"]}],
        "lanes": [{"id": "n", "kind": "notes", "cells": [{"at": "s", "cards": [{"id": "c"}]}]}],
    }

    assert _written(plain) == (
        "personas:\n"
        "  - {id: ana, name: Ana, goals: [To sleep, To eat]}\n"
        "lanes:\n"
        "  - id: n\n"
        "    kind: notes\n"
        "    cells:\n"
        "      - at: s\n"
        "        cards: [{id: c}]\n"
    )


def test_long_text_is_folded_and_lines_stay_lines() -> None:
    plain = {"scenario": "word " * 30 + "end", "title": "one\ntwo"}

    text = _written(plain)

    assert text.startswith("scenario: >-\n  word word")
    assert text.endswith("title: |-\n  one\n  two\n")
    assert max(map(len, text.splitlines())) <= 100
    assert compose(text)[0].value == plain
