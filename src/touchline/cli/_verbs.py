"""
The verbs and the files that they stand in.
"""

from __future__ import annotations

from keyword import iskeyword
from pathlib import Path


def verbs() -> tuple[str, ...]:
    """
    List the verbs, by the files of this folder.

    Returns:
        Their names, sorted.
    """
    files = Path(__file__).parent.glob("[a-z]*.py")
    return tuple(sorted(file.stem.removesuffix("_") for file in files if file.stem != "main"))


def module_of(verb: str) -> str:
    """
    Name the module that declares a verb.

    Args:
        verb: The verb, such as `render`.

    Returns:
        The dotted name; a verb that is a word of Python has an underscore behind it.
    """
    return f"touchline.cli.{verb}_" if iskeyword(verb) else f"touchline.cli.{verb}"
