"""
The dictionary by which the events of a log are understood.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from touchline.cli._command import option
from touchline.measuring.dictionaries import DEFAULT

if TYPE_CHECKING:
    import click

#: Says that names alone shall count.
_NONE = "none"


def dictionary_option() -> click.Option:
    """
    Declare `--dictionary`.

    Returns:
        The option; its value is a name.
    """
    return option("--dictionary", metavar="NAME", default=DEFAULT)


def asked_dictionary(name: str) -> str | None:
    """
    Tell which dictionary is asked for.

    Args:
        name: What `--dictionary` was given.

    Returns:
        The name of a dictionary; None for `none`.
    """
    return None if name == _NONE else name
