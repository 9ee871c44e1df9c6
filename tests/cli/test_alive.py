"""
`touchline status`, `digest`, `history` and `measure --keep`: what they say to bad input.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from touchline.cli.main import main
from touchline.workspace import Workspace

if TYPE_CHECKING:
    from pathlib import Path

MAP = "touchline: 1\nid: shop\ntitle: Shop\n"


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """
    Make a workspace with one map beside the folder that the person stands in.
    """
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "shop"
    folder.mkdir()
    (folder / "shop.map.yaml").write_text(MAP, encoding="utf-8")
    Workspace.create(folder, title="Shop").close()
    return folder


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("status",), "workspace"),
        (("digest",), "workspace"),
        (("digest", "--workspace", "shop", "--since", "spring"), "spring"),
        (("history", "shop"), "workspace"),
        (("history", "shpo", "--workspace", "shop"), "shop"),
        (("history", "shop", "--workspace", "shop", "--show", "Spring"), "Spring"),
        (("history", "shop", "--workspace", "shop", "--changes", "Spring"), "Spring"),
        (("measure", "shop/shop.map.yaml"), "SOURCE"),
        (("measure", "shop/shop.map.yaml", "--keep", "--workspace", "shop"), "measure MAP LOG"),
        (("measure", "shop/shop.map.yaml", "log.csv", "--where", "pro"), "plan=pro"),
    ],
    ids=" ".join,
)
def test_bad_input_is_told_without_a_trace(
    shop: Path, capfd: pytest.CaptureFixture[str], words: tuple[str, ...], said: str
) -> None:
    code = main(list(words))

    told = capfd.readouterr()
    assert shop.is_dir()
    assert code == 2
    assert said in told.err
    assert "Traceback" not in told.err


@pytest.mark.parametrize("name", ["shop", "shop.map.yaml", "shop/shop.map.yaml"])
def test_a_map_is_found_by_its_id_and_from_either_folder(
    shop: Path, capfd: pytest.CaptureFixture[str], name: str
) -> None:
    code = main(["history", name, "--keep", "Spring", "--workspace", str(shop)])

    assert code == 0
    assert "Kept as “Spring”." in capfd.readouterr().err


def test_a_digest_becomes_a_page_in_the_readers_direction(shop: Path) -> None:
    page = shop / "digest.html"

    code = main(["digest", "--workspace", str(shop), "--language", "fa", "-o", str(page)])

    assert code == 0
    assert '<html lang="fa" dir="rtl">' in page.read_text(encoding="utf-8")


def test_all_maps_of_a_workspace_are_checked_when_none_is_named(
    shop: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (shop / "second.map.yaml").write_text(MAP.replace("id: shop", "id: second"), encoding="utf-8")
    monkeypatch.chdir(shop)

    code = main(["check", "--json"])

    files = {row["file"] for row in json.loads(capfd.readouterr().out)["findings"]}
    assert code == 1
    assert files == {"shop.map.yaml", "second.map.yaml"}


def test_without_a_workspace_a_map_has_to_be_named(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    code = main(["check"])

    assert code == 2
    assert "MAP" in capfd.readouterr().err
