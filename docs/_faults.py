"""
The page of everything that can go wrong with what a person gives.
"""

from __future__ import annotations

import pkgutil
from importlib import import_module
from typing import TYPE_CHECKING

import touchline
from docs._markdown import page, prose
from touchline.errors import TouchlineError, kebab
from touchline.i18n import has_message
from touchline.i18n.catalogue import pattern
from touchline.i18n.syntax import COUNT, Argument, parse

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from touchline.i18n.syntax import Parts


def pages() -> Mapping[str, str]:
    """
    Write the page of the errors.

    Returns:
        One page by its name.
    """
    blocks = [
        (
            "Every error says what is the matter, where, and what to do next, in the reader's"
            " language. The heading is the key that programs meet; words in braces are filled in."
        ),
    ]
    for kind in kinds():
        built_in = next(one.__name__ for one in kind.__mro__ if one.__module__ == "builtins")
        blocks += [
            f"## {kebab(kind.__name__)}",
            f"`{kind.__name__}` (`{built_in}`). " + " ".join(prose(kind)),
            _said(kind, "problem"),
            _said(kind, "hint"),
        ]
    return {"errors.md": page("Errors", *blocks)}


def kinds() -> list[type[TouchlineError]]:
    """
    Find the errors that this package raises.

    Returns:
        The classes, by their keys.
    """
    for module in pkgutil.walk_packages(touchline.__path__, "touchline."):
        import_module(module.name)
    found = {kind for kind in _below(TouchlineError) if kind.__module__.startswith("touchline.")}
    return sorted(found, key=lambda kind: kebab(kind.__name__))


def _below(kind: type[TouchlineError]) -> Iterator[type[TouchlineError]]:
    for child in kind.__subclasses__():
        yield child
        yield from _below(child)


def _said(kind: type[TouchlineError], part: str) -> str:
    keys = (f"error.{kebab(one.__name__)}.{part}" for one in kind.__mro__)
    key = next((key for key in keys if has_message(key)), None)
    return f"*{part}*: {_shown(parse(pattern(key, 'en')))}" if key else ""


def _shown(parts: Parts, counted: str = "n") -> str:
    """
    Print a message with its arguments in braces, at its most general branch.
    """
    return "".join(
        part if isinstance(part, str) else _argument(part, counted) for part in parts
    ).strip()


def _argument(part: Argument, counted: str) -> str:
    if part.kind == COUNT:
        return f"`{{{counted}}}`"
    if part.branches:
        chosen = part.branches.get("other") or next(iter(part.branches.values()))
        return " " + _shown(chosen, part.name)
    return f"`{{{part.name}}}`"
