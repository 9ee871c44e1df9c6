"""
The gallery: what it draws, what can be asked for, and the page that shows it.
"""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

import pytest

from docs.gallery import THEMED, Drawing, chosen, drawings, main
from touchline.canvas.theme import THEMES
from touchline.i18n import LANGUAGES
from touchline.scene.styles import STYLES
from touchline.templates.map_types import map_types

if TYPE_CHECKING:
    from pathlib import Path


def test_every_map_type_is_drawn_in_every_style_and_language() -> None:
    drawn = set(drawings())

    wanted = product((kind.name for kind in map_types()), STYLES, LANGUAGES)
    assert {Drawing(name, style, "paper", language) for name, style, language in wanted} <= drawn
    # And every theme is shown in every style.
    assert {(one.style, one.theme) for one in drawn if one.subject == THEMED} >= {
        *product(STYLES, THEMES)
    }


def test_a_part_can_be_asked_for_and_nonsense_is_refused() -> None:
    found = chosen(drawings(), ["style=cycle,language=fa", "language=de", "map=circular"])

    assert [(one.style, one.language) for one in found] == [("cycle", "de"), ("cycle", "fa")]
    for nonsense in ("style=circle", "size=3", "cycle"):
        with pytest.raises(SystemExit):
            chosen(drawings(), [nonsense])


def test_pictures_stand_on_a_page_with_filters(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["--only", "map=circular,style=cycle,language=fa", "--folder", str(tmp_path)])

    page = (tmp_path / "index.html").read_text(encoding="utf-8")
    assert 'href="circular-cycle-paper-fa.svg"' in page
    assert '<select name="language">' in page
    assert (tmp_path / "circular-cycle-paper-fa.png").read_bytes().startswith(b"\x89PNG")
    assert capsys.readouterr().out.startswith("1 drawn in")
