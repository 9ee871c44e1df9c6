"""
Which files of the project the checks read.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Folders that hold what others wrote, or what was made and is not kept.
PASSED_OVER = {
    "__pycache__",
    "build",
    "demo",
    "dist",
    "generated",
    "node_modules",
    "out",
}


def text_files(root: Path, *suffixes: str) -> Iterator[Path]:
    """
    Walk the project's own files.

    Args:
        root: The top of the project, or any folder in it.
        suffixes: What their names end with; nothing means every file.

    Yields:
        Paths in sorted order; hidden folders are passed over, `.ci` excepted.
    """
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(
            name
            for name in folders
            if name == ".ci" or not (name.startswith(".") or name in PASSED_OVER)
        )
        for name in sorted(names):
            if not suffixes or name.endswith(suffixes):
                yield Path(folder, name)


def python_files(root: Path) -> Iterator[Path]:
    """
    Walk the project's own Python files.

    Args:
        root: The top of the project, or any folder in it.

    Yields:
        Paths in sorted order.
    """
    yield from text_files(root, ".py")


def shown(path: Path, root: Path) -> str:
    """
    Write a path as the project's people say it.

    Args:
        path: A file.
        root: The top of the project.

    Returns:
        The path below the top, with forward slashes.
    """
    return path.relative_to(root).as_posix()
