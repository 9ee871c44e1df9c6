"""
How few customers a number may be about, as verbs that hand out numbers ask for it.
"""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Any

import click

from touchline.cli._command import option

#: The file that makes a folder a workspace, as its settings call it. They read maps as well, which
#: takes longer to load than most questions take to answer.
SETTINGS = "touchline.workspace.yaml"

#: Nobody asks for a larger group.
_MOST = 1000


def least_option() -> click.Option:
    """
    Declare `--least-group`, the number of customers that a number must be about.

    Returns:
        The option; its value is a number or None.
    """
    return option("--least-group", type=click.IntRange(1, _MOST), metavar="N", default=None)


def least_group(values: dict[str, Any], folder: str = ".") -> int:
    """
    Settle about how few customers a number may be.

    Args:
        values: The parsed options by name; the one about it is removed.
        folder: Where the person works.

    Returns:
        What was given; else the setting of the workspace that the folder is or lies in; else 1,
        which withholds nothing.

    Raises:
        UnreadableWorkspace: The workspace's settings cannot be understood.
    """
    given: int | None = values.pop("least_group", None)
    if given is not None:
        return given
    here = Path(folder).resolve()
    file = next(
        (one / SETTINGS for one in (here, *here.parents) if (one / SETTINGS).is_file()), None
    )
    if file is None:
        return 1
    settings = importlib.import_module("touchline.workspace.settings").read_settings(file)
    least: int = settings.privacy.least
    return least
