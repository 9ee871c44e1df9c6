"""
No file, class or function is longer than a reader can hold.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from checks._files import python_files, shown, text_files

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FILE, CLASS, FUNCTION = 600, 300, 60


def faults(root: Path) -> Iterator[str]:
    """
    Find what is too long; a docstring does not count towards its function.

    Args:
        root: The top of the project.

    Yields:
        One line per file, class or function.
    """
    for path in text_files(root, ".py", ".ts", ".tsx", ".css"):
        n = len(path.read_text(encoding="utf-8").splitlines())
        if n > FILE:
            yield f"{shown(path, root)}: {n} lines, at most {FILE}"
    for path in python_files(root):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
                longest = CLASS if isinstance(node, ast.ClassDef) else FUNCTION
                n = length(node)
                if n > longest:
                    place = f"{shown(path, root)}:{node.lineno}"
                    yield f"{place}: {node.name} has {n} lines, at most {longest}"


def length(node: ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """
    Count the lines of a class or function, from its first line to its last.

    Args:
        node: The class or function.

    Returns:
        The number of lines without its own docstring.
    """
    n = (node.end_lineno or node.lineno) - node.lineno + 1
    if ast.get_docstring(node) is not None:
        docstring = node.body[0]
        n -= (docstring.end_lineno or docstring.lineno) - docstring.lineno + 1
    return n
