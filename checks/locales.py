"""
The catalogues hold the same keys, sorted, and no empty text.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FOLDER = "src/touchline/i18n/locales"


def faults(root: Path) -> Iterator[str]:
    """
    Compare every catalogue with the English one.

    Args:
        root: The top of the project.

    Yields:
        One line per key that is missing, unknown or empty, and per unsorted file.
    """
    folder = root / FOLDER
    english = json.loads((folder / "en.json").read_text(encoding="utf-8"))
    for path in sorted(folder.glob("*.json")):
        messages = json.loads(path.read_text(encoding="utf-8"))
        for key in english.keys() - messages.keys():
            yield f"{path.name}: {key} is missing"
        for key in messages.keys() - english.keys():
            yield f"{path.name}: {key} is not in en.json"
        for key, text in messages.items():
            if not str(text).strip():
                yield f"{path.name}: {key} is empty"
        if list(messages) != sorted(messages):
            yield f"{path.name}: the keys are not sorted"
