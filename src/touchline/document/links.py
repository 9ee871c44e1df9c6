"""
The maps that belong to a map, opened from its own folder.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from touchline.diagnostics import Diagnostic
from touchline.document.faults import UnreadableMap
from touchline.document.read import journey_of, load
from touchline.document.references import listed, near
from touchline.errors import StorageError
from touchline.location import Location

if TYPE_CHECKING:
    from pathlib import Path

    from touchline.measuring.measured import MeasuredMap
    from touchline.model.map import JourneyMap, Link
    from touchline.model.structure import Step


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolved:
    """
    A link with what it leads to.

    Args:
        link: The link.
        file: The file that it names.
        found: The other map, with its answers when the file holds some; None when it is broken.
        their_step: The step there; None for the whole map or when the link is broken.
        faults: Why it leads nowhere; empty when it leads where it says.
    """

    link: Link
    file: Path
    found: JourneyMap | MeasuredMap | None = None
    their_step: Step | None = None
    faults: tuple[Diagnostic, ...] = ()

    @property
    def journey(self) -> JourneyMap | None:
        """
        The other map as it was authored.
        """
        return None if self.found is None else journey_of(self.found)


def resolve(journey: JourneyMap, at: Path) -> tuple[Resolved, ...]:
    """
    Open the maps that a map links to.

    Args:
        journey: The map.
        at: Its own file; links are paths from the folder of that file.

    Returns:
        Every link in the order of the map. A link that leads nowhere has its faults and does not
        keep the others from being opened.
    """
    return tuple(_resolved(link, linked_file(link, at)) for link in journey.links)


def linked_file(link: Link, at: Path) -> Path:
    """
    Find the file that a link names.

    Args:
        link: The link.
        at: The file of the map that holds the link.

    Returns:
        The path from the folder of that file.
    """
    return at.parent / link.map


def _resolved(link: Link, file: Path) -> Resolved:
    # Only a plain file is opened: a pipe or a device would keep the reader waiting for ever.
    if not _is_file(file):
        return Resolved(link=link, file=file, faults=(_missing(link, file),))
    try:
        found = load(file)
    except UnreadableMap as unreadable:
        broken = _fault("unreadable-linked-map", link, n=len(unreadable.faults))
        return Resolved(link=link, file=file, faults=(broken,))
    except StorageError:
        return Resolved(link=link, file=file, faults=(_missing(link, file),))
    if link.their_step is None:
        return Resolved(link=link, file=file, found=found)
    steps = {step.id: step for step in journey_of(found).steps}
    step = steps.get(link.their_step)
    if step is not None:
        return Resolved(link=link, file=file, found=found, their_step=step)
    lost = _fault(
        "unknown-linked-step",
        link,
        step=link.their_step,
        suggestion=near(link.their_step, steps),
        known=listed(steps),
    )
    return Resolved(link=link, file=file, found=found, faults=(lost,))


def _is_file(file: Path) -> bool:
    try:
        return file.is_file()
    except (OSError, ValueError):
        # A name that is too long or holds a null byte names no file.
        return False


def _missing(link: Link, file: Path) -> Diagnostic:
    folder = file.parent
    others = [found.name for found in folder.glob("*.yaml")] if folder.is_dir() else []
    return _fault("missing-linked-map", link, suggestion=near(file.name, others))


def _fault(name: str, link: Link, **values: object) -> Diagnostic:
    return Diagnostic(
        name=name,
        key=f"link.{name}",
        values={"id": link.id, "file": link.map, **values},
        severity="error",
        at=Location.of(("link", link.id)),
    )
