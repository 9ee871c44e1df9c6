"""
Make the pages and schemas that follow from the code, or say which of them are stale.

    make docs          writes them
    make docs-fresh    fails when one differs from what the code says
"""

from __future__ import annotations

import sys
from pathlib import Path

from touchline.document.schema import schema_text

REFERENCE = Path(__file__).parent / "reference"


def pages() -> dict[Path, str]:
    """
    Write every generated file.

    Returns:
        Texts by path.
    """
    return {REFERENCE / "map.schema.json": schema_text()}


def main() -> int:
    """
    Bring the files up to date, or check that they are.

    Returns:
        The exit code: 1 when a checked file is stale, else 0.
    """
    stale = [
        (path, text)
        for path, text in pages().items()
        if not path.exists() or path.read_text(encoding="utf-8") != text
    ]
    is_check = "--check" in sys.argv[1:]
    for path, text in stale:
        print(("stale: " if is_check else "wrote ") + str(path.relative_to(REFERENCE.parent)))
        if not is_check:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
    return 1 if is_check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
