"""
`touchline render -o FILE.pptx` makes a deck of a map, or one slide of a picture (R-057).
"""

from pathlib import Path

import pptx
import pytest

from tests.cli.test_render import MAP
from touchline.cli.main import main


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "shop.map.yaml").write_text(MAP, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    return tmp_path


def titles(path: Path) -> list[str]:
    return [slide.shapes.title.text for slide in pptx.Presentation(str(path)).slides]


def test_a_map_becomes_a_deck(folder: Path) -> None:
    assert main(["render", "shop.map.yaml", "-o", "shop.pptx"]) == 0

    assert titles(folder / "shop.pptx")[:3] == ["Shop", "The journey at a glance", "Map: Buy"]


def test_a_deck_is_written_in_the_language_that_is_asked_for(folder: Path) -> None:
    assert main(["render", "shop.map.yaml", "--language", "fa", "-o", "shop.pptx"]) == 0

    assert titles(folder / "shop.pptx")[1] == "سفر در یک نگاه"


@pytest.mark.parametrize("asked", [["--style", "grid"], ["--here", "order"]])
def test_a_picture_becomes_one_slide(folder: Path, asked: list[str]) -> None:
    assert main(["render", "shop.map.yaml", *asked, "-o", "shop.pptx"]) == 0

    assert titles(folder / "shop.pptx") == ["Shop"]


def test_fonts_stay_out_of_the_file_when_that_is_asked_for(folder: Path) -> None:
    assert main(["render", "shop.map.yaml", "-o", "whole.pptx"]) == 0
    assert main(["render", "shop.map.yaml", "--no-fonts", "-o", "bare.pptx"]) == 0

    # Regular and bold Inter alone take more than 300 kB.
    sizes = [(folder / name).stat().st_size for name in ("whole.pptx", "bare.pptx")]
    assert sizes[0] - sizes[1] > 300_000


def test_only_slides_can_leave_fonts_out(folder: Path) -> None:
    assert main(["render", "shop.map.yaml", "--no-fonts", "-o", "shop.pdf"]) == 2

    assert not (folder / "shop.pdf").exists()


def test_a_deck_stands_on_a_master(folder: Path) -> None:
    pptx.Presentation().save(str(folder / "company.pptx"))

    assert main(["render", "shop.map.yaml", "--master", "company.pptx", "-o", "shop.pptx"]) == 0

    # The library's own presentation is 10 inches wide.
    assert pptx.Presentation(str(folder / "shop.pptx")).slide_width == 9_144_000


def test_another_file_as_master_is_refused(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["render", "shop.map.yaml", "--master", "shop.map.yaml", "-o", "shop.pptx"]) == 2

    assert "not a PowerPoint presentation" in capfd.readouterr().err
    assert not (folder / "shop.pptx").exists()
