"""
Our own modules are imported at the top of a file; one that cannot be stands on the wrong floor.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from checks._files import python_files, shown

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

#: The lazy front door and the registry load our modules on demand; that is their work.
MAY_LOAD_LATE = {"src/touchline/__init__.py", "src/touchline/registry.py"}


def faults(root: Path) -> Iterator[str]:
    """
    Find imports of our own package inside functions.

    Args:
        root: The top of the project.

    Yields:
        One line per place.
    """
    for path in python_files(root / "src"):
        name = shown(path, root)
        if name not in MAY_LOAD_LATE:
            for line in late_imports(ast.parse(path.read_text(encoding="utf-8"))):
                yield f"{name}:{line}: imports our own module inside a function"


def late_imports(tree: ast.Module) -> list[int]:
    """
    List where a file imports our own package inside functions.

    Args:
        tree: A parsed file.

    Returns:
        Their line numbers.
    """
    functions = (ast.FunctionDef, ast.AsyncFunctionDef)
    inside = {
        node
        for function in ast.walk(tree)
        if isinstance(function, functions)
        for node in ast.walk(function)
    }
    return sorted(
        node.lineno
        for node in inside
        if isinstance(node, ast.Import | ast.ImportFrom) and is_ours(node)
    )


def is_ours(node: ast.Import | ast.ImportFrom) -> bool:
    """
    Say whether an import names our own package.

    Args:
        node: The import.

    Returns:
        Whether it does; a relative import always does.
    """
    if isinstance(node, ast.ImportFrom):
        return node.level > 0 or (node.module or "").split(".")[0] == "touchline"
    return any(alias.name.split(".")[0] == "touchline" for alias in node.names)
