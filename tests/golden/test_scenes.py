"""
Pictures compared exactly, as text; `make accept` takes them as they are drawn now.
"""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.golden.blank import blank
from tests.golden.elements import elements
from tests.golden.plain import scene_lines
from tests.golden.shop import measured
from tests.golden.support import support
from touchline.scene.compose import compose

FOLDER = Path(__file__).parent / "scenes"
MAPS: dict[str, Callable[[], Any]] = {
    "blank": blank,
    "elements": elements,
    "shop": measured,
    "support": support,
}


@pytest.mark.parametrize("name", MAPS)
def test_a_map_is_drawn_as_it_was_accepted(name, language):
    path = FOLDER / f"{name}.{language}.json"

    found = scene_lines(compose(MAPS[name](), language=language))

    if os.environ.get("UPDATE_GOLDEN"):
        FOLDER.mkdir(exist_ok=True)
        path.write_text(found, encoding="utf-8", newline="\n")
    accepted = path.read_text(encoding="utf-8")
    changed = path.with_suffix(".changed.json")
    if found != accepted:
        changed.write_text(found, encoding="utf-8", newline="\n")
        lines = zip(accepted.splitlines(), found.splitlines(), strict=False)
        first = next(((one, other) for one, other in lines if one != other), ("", ""))
        pytest.fail(f"{changed.name}: first other line\n- {first[0]}\n+ {first[1]}")
    changed.unlink(missing_ok=True)
