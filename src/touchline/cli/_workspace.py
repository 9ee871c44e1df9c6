"""
Options of the verbs that work in a workspace.
"""

from __future__ import annotations

import getpass
import os
from typing import TYPE_CHECKING

from touchline.cli._command import option
from touchline.cli._progress import shown
from touchline.executors import use
from touchline.workspace import Workspace

if TYPE_CHECKING:
    import click

#: Says who writes, for those whose name at the machine is not the one their team knows.
VARIABLE = "TOUCHLINE_AUTHOR"


def workspace_option() -> click.Option:
    """
    Declare `--workspace`, the folder of the workspace.

    Returns:
        The option; its value is a folder as text.
    """
    return option("--workspace", metavar="FOLDER", default=".")


def author_option() -> click.Option:
    """
    Declare `--author`, the name under which something is written.

    Returns:
        The option; its value is a name or None.
    """
    return option("--author", metavar="NAME", default=None)


def opened(folder: str, progress: str = "bar") -> Workspace:
    """
    Open the workspace that a folder is or lies in.

    The first look at many maps takes a while, is shown, and is shared among processes.

    Args:
        folder: What `--workspace` was given.
        progress: What `--progress` was given.

    Returns:
        The workspace, to be closed by `with`.

    Raises:
        NoWorkspace: There is none.
        StorageError: Its store cannot be opened.
    """
    with shown(progress), use("processes"):
        return Workspace.open(folder)


def author_of(given: str | None) -> str:
    """
    Say who writes.

    Args:
        given: What `--author` was given.

    Returns:
        That, else the name in the variable `TOUCHLINE_AUTHOR`, else that of the machine's user.
    """
    name = given or os.environ.get(VARIABLE)
    if name:
        return name
    try:
        return getpass.getuser()
    except (ImportError, KeyError, OSError):
        return ""
