"""
Views for audiences compared exactly, as text; `make accept` takes them as they are drawn now.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.golden.plain import scene_lines
from tests.golden.shop import measured
from touchline.scene.compose import compose

FOLDER = Path(__file__).parent / "scenes"


@pytest.mark.parametrize("style", ["executive", "board", "script", "events"])
@pytest.mark.parametrize("language", ["de", "fa"])
def test_a_view_is_drawn_as_it_was_accepted(style: str, language: str) -> None:
    path = FOLDER / f"{style}-shop.{language}.json"

    found = scene_lines(compose(measured(), style=style, language=language))

    if os.environ.get("UPDATE_GOLDEN"):
        path.write_text(found, encoding="utf-8", newline="\n")
    accepted = path.read_text(encoding="utf-8")
    changed = path.with_suffix(".changed.json")
    if found != accepted:
        changed.write_text(found, encoding="utf-8", newline="\n")
        pytest.fail(f"{changed.name} differs")
    changed.unlink(missing_ok=True)
