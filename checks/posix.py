"""
The program runs on Windows and macOS too: nothing in it calls what only POSIX systems have.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from checks._files import python_files, shown

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

POSIX_MODULES = {"fcntl", "grp", "pty", "pwd", "resource", "syslog", "termios", "tty"}
POSIX_NAMES = {
    "os": {
        "chown", "fork", "forkpty", "getegid", "geteuid", "getgid", "getpgid", "getuid", "killpg",
        "mkfifo", "nice", "posix_spawn", "setsid", "setuid", "sync", "uname", "wait",
    },
    "signal": {"SIGALRM", "SIGHUP", "SIGKILL", "SIGUSR1", "SIGUSR2", "alarm", "pause"},
    "time": {"tzset"},
}  # fmt: skip


def faults(root: Path) -> Iterator[str]:
    """
    Find modules and calls that Windows lacks.

    Args:
        root: The top of the project.

    Yields:
        One line per place.
    """
    for path in python_files(root / "src"):
        for line, used in posix_only(ast.parse(path.read_text(encoding="utf-8"))):
            yield f"{shown(path, root)}:{line}: {used} exists on POSIX systems only"


def posix_only(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """
    List what a file uses that Windows lacks.

    Args:
        tree: A parsed file.

    Yields:
        The line number and what is used there; a module that is missed in good order is none.
    """
    spared = {line for node in ast.walk(tree) for line in _with_another_way(node)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            if node.attr in POSIX_NAMES.get(node.value.id, ()):
                yield node.lineno, f"{node.value.id}.{node.attr}"
        elif isinstance(node, ast.ImportFrom):
            known = POSIX_NAMES.get(node.module or "", set())
            named = [alias.name for alias in node.names if alias.name in known]
            for used in [node.module] if node.module in POSIX_MODULES else named:
                yield node.lineno, str(used)
        elif isinstance(node, ast.Import) and node.lineno not in spared:
            for alias in node.names:
                if alias.name in POSIX_MODULES:
                    yield node.lineno, alias.name


def _with_another_way(node: ast.AST) -> Iterator[int]:
    """
    List the lines of imports that may fail, since the file says what happens then.
    """
    if isinstance(node, ast.Try) and any(
        isinstance(one.type, ast.Name) and one.type.id == "ImportError" for one in node.handlers
    ):
        yield from (one.lineno for one in node.body if isinstance(one, ast.Import))
