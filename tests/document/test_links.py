"""
Links lead to other maps, or say why they do not (P7, P19).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from touchline.document.links import resolve
from touchline.document.read import journey_of, load
from touchline.i18n import LANGUAGES
from touchline.location import Location

if TYPE_CHECKING:
    from pathlib import Path

AS_IS = """\
touchline: 1
id: today
title: Today
stages:
  - id: buying
    name: Buying
    steps: [{id: pay, name: Pay}, {id: wait, name: Wait}]
links:
"""
TO_BE = AS_IS.replace("today", "soon").replace("Today", "Soon").replace("links:\n", "")


def written(folder: Path, links: str) -> Path:
    (folder / "soon.map.yaml").write_text(TO_BE, encoding="utf-8")
    file = folder / "today.map.yaml"
    file.write_text(AS_IS + links, encoding="utf-8")
    return file


def test_a_link_opens_the_map_beside_its_own_file(tmp_path: Path) -> None:
    link = "  - {id: goal, kind: to-be, map: soon.map.yaml, step: pay, their_step: wait}\n"
    file = written(tmp_path, link)

    (found,) = resolve(journey_of(load(file)), file)

    assert found.journey is not None
    assert (found.journey.id, found.faults) == ("soon", ())
    assert found.their_step is not None
    assert found.their_step.id == "wait"


@pytest.mark.parametrize(
    ("link", "name"),
    [
        ("{id: goal, kind: to-be, map: son.map.yaml}", "missing-linked-map"),
        ("{id: goal, kind: to-be, map: .}", "missing-linked-map"),
        ("{id: goal, kind: to-be, map: /dev/null}", "missing-linked-map"),
        ("{id: goal, kind: to-be, map: soon.map.yaml, their_step: wair}", "unknown-linked-step"),
        ("{id: goal, kind: to-be, map: broken.map.yaml}", "unreadable-linked-map"),
    ],
)
def test_a_link_that_leads_nowhere_says_why_in_every_language(
    link: str, name: str, tmp_path: Path
) -> None:
    file = written(tmp_path, f"  - {link}\n")
    (tmp_path / "broken.map.yaml").write_text("touchline: 1\nid: x\n", encoding="utf-8")

    (found,) = resolve(journey_of(load(file)), file)

    assert [fault.name for fault in found.faults] == [name]
    assert found.faults[0].at == Location.of(("link", "goal"))
    assert len({found.faults[0].told(language) for language in LANGUAGES}) == len(LANGUAGES)


def test_the_name_that_was_meant_is_offered(tmp_path: Path) -> None:
    file = written(tmp_path, "  - {id: goal, kind: to-be, map: son.map.yaml}\n")

    (found,) = resolve(journey_of(load(file)), file)

    assert "Did you mean “soon.map.yaml”?" in found.faults[0].told("en")


def test_two_maps_may_link_to_each_other(tmp_path: Path) -> None:
    file = written(tmp_path, "  - {id: goal, kind: to-be, map: soon.map.yaml}\n")
    back = "links:\n  - {id: origin, kind: as-is, map: today.map.yaml}\n"
    (tmp_path / "soon.map.yaml").write_text(TO_BE + back, encoding="utf-8")

    (found,) = resolve(journey_of(load(file)), file)

    assert found.journey is not None
    assert found.faults == ()
    (again,) = resolve(found.journey, found.file)
    assert again.faults == ()
