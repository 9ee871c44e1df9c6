"""
Charts, portraits and stories compared exactly; `make accept` takes them as they are drawn now.
"""

import os
from pathlib import Path
from typing import Any

import pytest

from tests.golden.plain import scene_lines
from tests.golden.shop import measured
from tests.golden.support import support
from touchline.scene.compose import compose

FOLDER = Path(__file__).parent / "scenes"
MAPS: dict[str, Any] = {"chart": measured, "portrait": support, "story": support}


@pytest.mark.parametrize("style", MAPS)
@pytest.mark.parametrize("language", ["de", "fa", "zh-Hant"])
def test_a_map_is_drawn_as_it_was_accepted(style, language):
    path = FOLDER / f"{style}.{language}.json"

    found = scene_lines(compose(MAPS[style](), style=style, language=language))

    if os.environ.get("UPDATE_GOLDEN"):
        path.write_text(found, encoding="utf-8", newline="\n")
    accepted = path.read_text(encoding="utf-8")
    changed = path.with_suffix(".changed.json")
    if found != accepted:
        changed.write_text(found, encoding="utf-8", newline="\n")
        pytest.fail(f"{changed.name} differs")
    changed.unlink(missing_ok=True)
