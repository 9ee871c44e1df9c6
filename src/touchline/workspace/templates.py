"""
Templates of a team: maps in a folder of the workspace, from which further maps begin (P3).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from touchline.document.read import journey_of, load
from touchline.document.write import dump
from touchline.errors import InputError, StorageError, TouchlineError
from touchline.templates.own import as_template
from touchline.workspace.settings import workspace_above

if TYPE_CHECKING:
    from pathlib import Path

    from touchline.measuring.measured import MeasuredMap
    from touchline.model.map import JourneyMap

#: Where templates lie, in a workspace or in any other folder.
FOLDER = "touchline-templates"


class PublishedTemplate(InputError):
    """
    A template that everybody uses is about to be replaced.
    """


def team_folder(place: Path) -> Path | None:
    """
    Find the folder of the templates that the team shares.

    Args:
        place: A folder in a workspace, or anywhere.

    Returns:
        The folder, whether it is there or not; None outside of workspaces.
    """
    workspace = workspace_above(place)
    return None if workspace is None else workspace / FOLDER


def save_template(
    found: JourneyMap | MeasuredMap,
    file: Path,
    *,
    keep_cards: bool = False,
    lock: bool = False,
    publish: bool = False,
    replace: bool = False,
) -> JourneyMap:
    """
    Keep a map as a template.

    Args:
        found: The map.
        file: Where the template shall lie.
        keep_cards: Keep what its cells say; else only their questions stay.
        lock: Lock its lanes, so that a rule tells when a map made from it lacks one.
        publish: Say that everybody may begin with it; else it is a draft.
        replace: Replace a published template.

    Returns:
        The template.

    Raises:
        PublishedTemplate: A published template is there, and is not to be replaced.
        StorageError: The file cannot be written.
    """
    if not replace and is_published(file):
        raise PublishedTemplate(at=str(file), name=file.stem.removesuffix(".map"))
    template = as_template(found, keep_cards=keep_cards, lock=lock, publish=publish)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
    except OSError as reason:
        raise StorageError.on(file.parent, reason) from reason
    dump(template, file)
    return template


def is_published(file: Path) -> bool:
    """
    Tell whether everybody may begin with a template.

    Args:
        file: Its file.

    Returns:
        False for a draft, and for a file that is missing or no map.
    """
    try:
        return file.is_file() and journey_of(load(file)).status == "published"
    except TouchlineError:
        return False
