"""
The map files of a workspace, brought up to date with its catalogues and its research.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from touchline.document.edits import apply
from touchline.document.read import journey_of, load
from touchline.document.write import dump
from touchline.errors import TouchlineError
from touchline.measuring.measured import MeasuredMap
from touchline.workspace.catalogues import refresh
from touchline.workspace.citing import refreshed
from touchline.workspace.collecting import Collector

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from touchline.diagnostics import Diagnostic
    from touchline.document.edits import Edit
    from touchline.model.map import JourneyMap
    from touchline.model.work import Record
    from touchline.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class RefreshedFile:
    """
    What became of a map file.

    Args:
        file: Its path from the workspace's folder.
        before: The map as it was; None for a file that cannot be read.
        edits: What was changed.
        findings: What of the map's own differs from the catalogues and stays.
        fault: Why it cannot be read.
    """

    file: str
    before: JourneyMap | None = None
    edits: tuple[Edit, ...] = ()
    findings: tuple[Diagnostic, ...] = ()
    fault: TouchlineError | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RefreshedMaps:
    """
    What became of several map files.

    Args:
        files: The files.
        records: What the catalogues took in.
    """

    files: tuple[RefreshedFile, ...]
    records: tuple[Record, ...] = ()


def refresh_maps(
    workspace: Workspace,
    names: Iterable[str] = (),
    *,
    collect: bool = False,
    overrule: bool = False,
    author: str = "",
    is_trial: bool = False,
) -> RefreshedMaps:
    """
    Bring map files up to date with the catalogues, and their evidence with the items it names.

    Args:
        workspace: The workspace.
        names: Ids or files of the maps; none for all.
        collect: Take what the maps hold and the catalogues lack into the catalogues first, and let
            cards name their entries.
        overrule: Let the catalogues replace the maps' own words too.
        author: Who writes.
        is_trial: Only say what would be done.

    Returns:
        What became of each file.

    Raises:
        UnknownRecord: There is no such map.
        StorageError: A file or the store cannot be written.
    """
    wanted = tuple(names)
    files = [workspace.map_file(name) for name in wanted] if wanted else None
    if files is None:
        files = [workspace.folder / one.file for one in workspace.maps()]
    collector = Collector(workspace) if collect else None
    plans = [_plan(workspace, file, collector, overrule=overrule) for file in files]
    if not is_trial:
        # Entries come before the cards that name them.
        if collector is not None:
            workspace.put(*collector.records, author=author)
        for plan in plans:
            plan.write(workspace)
        workspace.shelf.refresh()
    done = tuple(plan.told for plan in plans)
    return RefreshedMaps(files=done, records=collector.records if collector else ())


@dataclass(frozen=True, slots=True, kw_only=True)
class _Plan:
    """
    What shall become of a file.
    """

    told: RefreshedFile
    after: JourneyMap | MeasuredMap | None = None

    def write(self, workspace: Workspace) -> None:
        """
        Write the changed map.
        """
        if self.after is not None and self.told.edits:
            dump(self.after, workspace.folder / self.told.file)


def _plan(
    workspace: Workspace, file: Path, collector: Collector | None, *, overrule: bool
) -> _Plan:
    place = file.relative_to(workspace.folder).as_posix()
    try:
        found = load(file)
    except TouchlineError as fault:
        return _Plan(told=RefreshedFile(file=place, fault=fault))
    before = journey_of(found)
    named = collector.collect(before) if collector is not None else ()
    fresh = refresh(workspace, apply(before, named), overrule=overrule)
    evidence = refreshed(workspace, fresh.journey)
    after = apply(fresh.journey, evidence) if evidence else fresh.journey
    edits = (*named, *fresh.edits, *evidence)
    return _Plan(
        told=RefreshedFile(file=place, before=before, edits=edits, findings=fresh.findings),
        after=replace(found, journey=after) if isinstance(found, MeasuredMap) else after,
    )
