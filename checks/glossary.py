"""
One concept has one name, in our identifiers, in the file format and in what users read.

Only words that mean nothing else here are listed; CONTRIBUTING.md has the whole table.
"""

from __future__ import annotations

import ast
import json
import re
from typing import TYPE_CHECKING

from checks._files import python_files, shown

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

#: What we say, and what others say for it, written as an identifier's words are joined.
OTHERS_SAY = {
    "case, activity or timestamp": "user_id event_name ts",
    "diagnostic": "violation",
    "exporter or painter": "renderer drawer",
    "frontstage or backstage": "front_office back_office",
    "lane": "swimlane",
    "persona": "user_type",
    "question": "analyzer analyser params",
    "stage": "phase",
    "touchpoint or moment of truth": "touch_point key_moment",
    "transition or drop-off": "hop dropoff",
}
WE_SAY = {other: ours for ours, others in OTHERS_SAY.items() for other in others.split()}
#: What a sentence may well say: "one event names no customer".
ONLY_IN_CODE = {"event_name", "params", "ts", "user_id"}
MODULES = {"utils", "util", "helpers", "helper", "common", "base", "manager", "misc"}
CATALOGUE = "src/touchline/i18n/locales/en.json"


def faults(root: Path) -> Iterator[str]:
    """
    Find words of another glossary.

    Args:
        root: The top of the project.

    Yields:
        One line per identifier, module or message.
    """
    for path in python_files(root / "src"):
        name = shown(path, root)
        if path.stem.strip("_") in MODULES:
            yield f"{name}: a module is named by what it holds"
        for line, identifier in public_names(ast.parse(path.read_text(encoding="utf-8"))):
            for said in foreign(identifier):
                yield f"{name}:{line}: {identifier!r} says {said!r}; we say {WE_SAY[said]!r}"
    catalogue = root / CATALOGUE
    texts = json.loads(catalogue.read_text(encoding="utf-8")) if catalogue.exists() else {}
    for key, text in texts.items():
        for said in sorted(set(foreign(f"{key} {text}")) - ONLY_IN_CODE):
            yield f"{CATALOGUE}: {key} says {said!r}; we say {WE_SAY[said]!r}"


def foreign(text: str) -> list[str]:
    """
    Find the words of another glossary in an identifier or a sentence.

    Args:
        text: `camelCase`, `snake_case`, `kebab-case` or words.

    Returns:
        The words, joined as in the table.
    """
    split = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", text).lower()
    words = "_" + re.sub(r"[^a-z0-9]+", "_", split) + "_"
    return [word for word in WE_SAY if f"_{word}_" in words or f"_{word}s_" in words]


def public_names(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """
    List the classes, functions, arguments and annotated fields that a file names in public.

    Args:
        tree: A parsed file.

    Yields:
        The line number and the name.
    """
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            named = (node.lineno, node.name)
        elif isinstance(node, ast.arg):
            named = (node.lineno, node.arg)
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            named = (node.lineno, node.target.id)
        else:
            continue
        if not named[1].startswith("_"):
            yield named
