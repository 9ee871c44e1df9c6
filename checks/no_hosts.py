"""
Nothing in the project names a package registry or a folder of one machine.

A lock that names a registry installs from nowhere else, and a path of one machine is no use on
another.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checks._files import shown, text_files

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

#: Written in pieces, so that this file does not find itself.
HOSTS = "|".join(
    host.replace(" ", r"\.")
    for host in [
        "pypi org",
        "pythonhosted org",
        "npmjs org",
        "npmjs com",
        "yarnpkg com",
        "debian org",
    ]
)
HOST = re.compile(rf"\b(?:{HOSTS})\b")
LOCK_LINE = re.compile(r'"resolved":|--(?:extra-)?index-url|--find-links')
MACHINE_PATH = re.compile(r"(?<![\w./:~-])/(?:home|root|work|Users)/\w")
LOCKS = ("package-lock.json", ".lock", "uv.lock")


def faults(root: Path) -> Iterator[str]:
    """
    Find registry hosts, lock lines that pin one, and paths of one machine.

    Args:
        root: The top of the project.

    Yields:
        One line per place.
    """
    for path in text_files(root):
        try:
            lines = path.read_text(encoding="utf-8").splitlines()
        except UnicodeDecodeError:
            continue
        name = shown(path, root)
        is_lock = path.name.endswith(LOCKS)
        for n, line in enumerate(lines, start=1):
            for found in [*HOST.finditer(line), *MACHINE_PATH.finditer(line)]:
                yield f"{name}:{n}: names {found[0]}"
            if is_lock and LOCK_LINE.search(line):
                yield f"{name}:{n}: pins a registry"
