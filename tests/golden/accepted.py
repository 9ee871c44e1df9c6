"""
Holds a picture, as text, against the one that was accepted.
"""

import os
from pathlib import Path

import pytest

FOLDER = Path(__file__).parent / "scenes"


def hold(name: str, found: str) -> None:
    """
    Compare, or take the picture as it is now when `UPDATE_GOLDEN` is set.
    """
    path = FOLDER / f"{name}.json"
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
