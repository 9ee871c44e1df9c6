"""
A programme groups maps, goals and owners (R-016).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from touchline.document.programme import (
    UnreadableProgramme,
    dump_programme,
    is_programme,
    load_programme,
)
from touchline.i18n import LANGUAGES

if TYPE_CHECKING:
    from pathlib import Path

SHOP = """\
# The work of this year.
touchline: 1
id: shop
title: {en: The shop, de: Der Laden}
owner: Rosa Maier
goals:
  - {id: again, statement: More second orders, metric: Share, baseline: 0.6, target: 0.7}
maps:
  - {file: life.map.yaml, owner: Rosa Maier, goals: [again]}
  - {file: buy.map.yaml}
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "shop.programme.yaml"
    path.write_text(SHOP, encoding="utf-8")
    return path


def test_a_programme_holds_goals_maps_and_owners(file: Path) -> None:
    programme = load_programme(file)

    assert [member.file for member in programme.maps] == ["life.map.yaml", "buy.map.yaml"]
    assert programme.maps[0].goals == ("again",)
    assert (programme.goals[0].baseline, programme.goals[0].target) == (0.6, 0.7)
    assert is_programme(file)


def test_writing_keeps_comments_and_what_did_not_change(file: Path) -> None:
    programme = load_programme(file)

    dump_programme(programme.model_copy(update={"owner": "Ana Silva"}), file)

    assert file.read_text(encoding="utf-8") == SHOP.replace("owner: Rosa", "owner: Ana", 1).replace(
        "Ana Maier", "Ana Silva"
    )


@pytest.mark.parametrize(
    ("was", "becomes", "name", "line"),
    [
        ("owner: Rosa Maier\ngoals", "ownr: Rosa Maier\ngoals", "unknown-key", 5),
        ("touchline: 1", "touchline: 2", "not-among", 2),
        ("touchline: 1\n", "", "missing-version", 2),
        ("goals: [again]", "goals: [agian]", "unknown-goal", 9),
        ("{file: buy.map.yaml}", "{file: life.map.yaml}", "repeated-member", 10),
        ("{file: buy.map.yaml}", "{owner: Rosa}", "missing-key", 10),
        ("target: 0.7", "target: much", "wrong-type", 7),
        ("id: shop", "id: the shop", "bad-id", 3),
        ("{file: buy.map.yaml}", "buy.map.yaml", "wrong-type", 10),
    ],
)
def test_a_fault_has_its_line_and_is_told_in_every_language(
    was: str, becomes: str, name: str, line: int, file: Path
) -> None:
    file.write_text(SHOP.replace(was, becomes, 1), encoding="utf-8")

    with pytest.raises(UnreadableProgramme) as caught:
        load_programme(file)

    assert [(fault.name, fault.line) for fault in caught.value.faults] == [(name, line)]
    assert len({caught.value.told(language) for language in LANGUAGES}) == len(LANGUAGES)


@pytest.mark.parametrize("text", ["", "- a list", "just words", "touchline: [", "maps: 3"])
def test_what_is_no_programme_is_told(text: str, file: Path) -> None:
    file.write_text(text, encoding="utf-8")

    with pytest.raises(UnreadableProgramme):
        load_programme(file)
