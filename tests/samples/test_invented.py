"""
The invented sample is whole, and stays apart from the real ones.
"""

from __future__ import annotations

import dataclasses
from pathlib import Path

from touchline.samples import INVENTED, SAMPLES, InventedSample


def test_all_files_of_the_invented_shop_are_there() -> None:
    shop = INVENTED["invented_shop"]

    paths = [
        value
        for field in dataclasses.fields(InventedSample)
        if isinstance(value := getattr(shop, field.name), Path)
    ]
    assert len(paths) == 10
    assert all(path.is_file() for path in paths)


def test_what_is_invented_is_no_sample_for_findings() -> None:
    assert not set(INVENTED) & set(SAMPLES)
    assert all("invented" in name for name in INVENTED)


def test_its_readme_says_first_that_it_is_invented() -> None:
    text = (INVENTED["invented_shop"].path.parent / "README.md").read_text("utf-8")

    assert "**Invented.**" in text.split("\n\n")[1]
