"""
The page of the command line: what `--help` prints.
"""

from __future__ import annotations

import os
from importlib import import_module
from typing import TYPE_CHECKING

import click

from docs._markdown import fenced, page
from touchline.cli._verbs import module_of
from touchline.cli.main import overview, verbs

if TYPE_CHECKING:
    from collections.abc import Mapping

#: Help is as wide as a terminal, and these pages must not depend on the terminal.
_COLUMNS = "80"


def pages() -> Mapping[str, str]:
    """
    Write the page of the command line, in English whatever the terminal speaks.

    Returns:
        One page by its name.
    """
    os.environ.update(LC_ALL="C", COLUMNS=_COLUMNS)
    blocks = [
        (
            "Results go to standard output or `-o`, messages to standard error. Exit codes: 0, 1"
            " for findings of `check`, 2 for input that cannot be used. The examples work in a"
            " folder that holds the samples of the package."
        ),
        fenced(overview("en"), "text"),
    ]
    for verb in verbs():
        blocks += [f"## {verb}", fenced(_help(verb), "text")]
    return {"cli.md": page("Command line", *blocks)}


def _help(verb: str) -> str:
    command: click.Command = import_module(module_of(verb)).command
    return command.get_help(click.Context(command, info_name=f"touchline {verb}"))
