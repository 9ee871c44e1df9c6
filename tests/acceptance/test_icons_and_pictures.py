"""
Icons, pictures and themes as a stranger meets them: files beside a map, and commands.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from touchline.cli.main import main

MAP = """\
touchline: 1
id: move
title: Moving house
icons: [{id: van, source: van.svg}]
personas: [{id: anna, name: Anna, image: {source: anna.jpg, description: Anna at her table}}]
stages:
  - id: pack
    name: Pack
    icon: package
    steps: [{id: load, name: I load the van, icon: van}]
lanes:
  - id: acts
    kind: actions
    cells:
      - {at: load, cards: [{id: lift, text: I lift, image: {source: gone.jpg, description: A box}}]}
"""
VAN = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 48"><script>alert(1)</script>'
    '<path d="M4 32V12h24v20" fill="none" stroke="#000"/><circle cx="12" cy="34" r="4"/></svg>'
)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "move.map.yaml").write_text(MAP, encoding="utf-8")
    (tmp_path / "van.svg").write_text(VAN, encoding="utf-8")
    Image.new("RGB", (300, 400), "seagreen").save(tmp_path / "anna.jpg")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")


def test_r_033_stages_and_steps_have_icons_from_a_library_that_is_searched_and_of_ones_own(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["icons", "Paket", "--language", "de"]) == 0
    assert "package" in capsys.readouterr().out

    assert main(["render", "move.map.yaml", "-o", "move.svg"]) == 0

    drawn = Path("move.svg").read_text(encoding="utf-8")
    assert 'id="icon-package"' in drawn
    assert 'id="own-icon-' in drawn
    assert "alert" not in drawn


def test_p17_pictures_stand_in_cells_and_portraits_and_a_missing_one_is_said(
    capsys: pytest.CaptureFixture[str],
) -> None:
    for ending in ("svg", "html", "pptx", "pdf", "png"):
        assert main(["render", "move.map.yaml", "-o", f"move.{ending}"]) == 0

    told = capsys.readouterr().err
    assert "The picture “gone.jpg” cannot be shown: there is no such file beside the map." in told
    drawn = Path("move.svg").read_text(encoding="utf-8")
    assert 'aria-label="Anna at her table"' in drawn
    assert "A box (this picture cannot be shown)" in drawn
    assert "I lift" in drawn
    # The same is found by checking the map, and is no reason not to draw it.
    assert main(["check", "move.map.yaml"]) == 1
    assert "[broken-image]" in capsys.readouterr().out


def test_p17_a_company_draws_in_its_own_colours_below_its_mark(
    capsys: pytest.CaptureFixture[str],
) -> None:
    theme = 'name: Acme\nbrand: "#0B5FFF"\nlogo: van.svg\ntokens: {second: "#AAAAAA"}\n'
    Path("acme.yaml").write_text(theme, encoding="utf-8")

    assert main(["render", "move.map.yaml", "--theme", "acme.yaml", "-o", "move.svg"]) == 0

    assert "so that it can be read" in capsys.readouterr().err
    assert 'aria-label="Acme"' in Path("move.svg").read_text(encoding="utf-8")
