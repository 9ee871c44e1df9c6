"""
`touchline tree [FOLDER | PROGRAMME | MAP]`: how the maps of a company hang together.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from touchline.cli._command import Verb, option, reader
from touchline.cli._exits import FINDINGS, OK
from touchline.cli._output import as_text, deliver, json_option, output_option, say
from touchline.cli._pictures import draw, is_picture
from touchline.cli._table import table
from touchline.document.acts import free_id
from touchline.document.hierarchy import hierarchy, map_files
from touchline.document.programme import (
    dump_programme,
    is_programme,
    load_programme,
    plain_programme,
)
from touchline.document.upkeep import backing
from touchline.i18n import list_text, translate
from touchline.model.programme import Member, Programme
from touchline.model.text import LocalText
from touchline.scene.objective import goal_words
from touchline.server.errors import NoSuchFolder

if TYPE_CHECKING:
    from collections.abc import Iterator

    from touchline.document.hierarchy import Hierarchy, Placed

EXAMPLES = (
    "touchline tree online_retail_uk",
    "touchline tree online_retail_uk -o tree.svg",
    "touchline tree . --programme shop.programme.yaml",
    "touchline tree shop.programme.yaml --json",
)


def _tree(place: str, programme: str | None, output: str | None, *, as_json: bool) -> int:
    path = Path(place)
    listed = load_programme(path) if is_programme(path) else None
    found = hierarchy(_files(path, listed))
    if programme is not None:
        _start(Path(programme), found)
    if as_json:
        deliver(as_text(_record(found, path, listed)), output)
    elif output is not None and is_picture(output):
        language = reader()
        title = listed.title.said(language, otherwise=listed.language) if listed else ""
        deliver(draw("tree", output, found=found, language=language, title=title), output)
    else:
        deliver(_told(found, path, listed), output)
    return FINDINGS if found.faults else OK


def _files(path: Path, programme: Programme | None) -> tuple[Path, ...]:
    if programme is not None:
        return tuple(path.parent / member.file for member in programme.maps)
    if path.is_file():
        return (path,)
    if not path.is_dir():
        raise NoSuchFolder(at=str(path), path=str(path))
    return map_files(path)


def _start(file: Path, found: Hierarchy) -> None:
    """
    Begin a programme with the maps that were found, or add the new ones to one that exists.
    """
    stem = file.name.partition(".")[0]
    programme = (
        load_programme(file)
        if file.exists()
        else Programme(id=free_id(stem, (), "programme"), title=LocalText.of(stem))
    )
    known = {(file.parent / member.file).resolve() for member in programme.maps}
    fresh = tuple(
        Member(file=_from(file.parent, placed.file), owner=placed.journey.owner)
        for _, placed in found.walk()
        if placed.journey is not None and placed.file.resolve() not in known
    )
    dump_programme(programme.model_copy(update={"maps": (*programme.maps, *fresh)}), file)
    say("cli.written", path=str(file))


def _from(folder: Path, file: Path) -> str:
    # `Path.relative_to` cannot go up in Python 3.11.
    return Path(os.path.relpath(file.resolve(), folder.resolve())).as_posix()


def _told(found: Hierarchy, path: Path, programme: Programme | None) -> str:
    language = reader()
    rows = [_row(placed, depth, path, programme) for depth, placed in _lines(found)]
    pieces = [_heading(programme, language)] if programme else []
    pieces.append(table(rows, language))
    others = list(dict.fromkeys(_others(found)))
    if others:
        pieces.append("\n" + translate("tree.links", language) + "\n" + "".join(others))
    if found.faults:
        lines = (f"  {file}: {fault.told(language)}\n" for file, fault in found.faults)
        pieces.append("\n" + translate("tree.faults", language) + "\n" + "".join(lines))
    return "".join(pieces)


def _lines(found: Hierarchy) -> Iterator[tuple[str, Placed]]:
    """
    Walk over the maps, each with the branch that is drawn before its name.
    """
    for root in found.roots:
        yield "", root
        yield from _below(root, "")


def _below(placed: Placed, indent: str) -> Iterator[tuple[str, Placed]]:
    for i, part in enumerate(placed.parts):
        is_last = i == len(placed.parts) - 1
        yield indent + ("└─ " if is_last else "├─ "), part
        yield from _below(part, indent + ("   " if is_last else "│  "))


def _row(placed: Placed, branch: str, path: Path, programme: Programme | None) -> dict[str, object]:
    language, journey = reader(), placed.journey
    file = _shown(placed.file, path)
    member = _member(placed.file, path, programme)
    owner = member.owner if member and member.owner else journey and journey.owner
    row: dict[str, object] = {"map": f"{branch}{file}", "type": None, "status": None, "steps": None}
    row |= {"owner": owner or None, "goals": _goals(member, programme), "share_backed": None}
    if journey is None:
        return row | {"file": file}
    kind = translate(f"scene.type-{journey.type}", language) if journey.type else None
    counted = backing(journey)
    return row | {
        "map": branch + journey.title.said(language, otherwise=journey.language),
        "type": kind,
        "status": translate(f"scene.map-{journey.status}", language),
        "steps": len(journey.steps),
        "share_backed": counted.share if counted.filled else None,
        "file": file,
    }


def _member(file: Path, path: Path, programme: Programme | None) -> Member | None:
    listed = programme.maps if programme else ()
    own = file.resolve()
    return next((one for one in listed if (path.parent / one.file).resolve() == own), None)


def _goals(member: Member | None, programme: Programme | None) -> str | None:
    if member is None or programme is None or not member.goals:
        return None
    said = {
        goal.id: goal.statement.said(reader(), otherwise=programme.language)
        for goal in programme.goals
    }
    return list_text([said[goal] for goal in member.goals], reader())


def _shown(file: Path, path: Path) -> str:
    return _from(path if path.is_dir() else path.parent, file)


def _heading(programme: Programme, language: str) -> str:
    own = programme.language
    lines = [programme.title.said(language, otherwise=own)]
    if programme.summary:
        lines.append(programme.summary.said(language, otherwise=own))
    if programme.owner:
        lines.append(translate("scene.owner", language, name=programme.owner))
    for goal in programme.goals:
        parts = [goal.statement.said(language, otherwise=own), goal_words(goal, own, language)]
        if goal.owner:
            parts.append(translate("scene.owner", language, name=goal.owner))
        lines.append("• " + " · ".join(part for part in parts if part))
    return "\n".join(lines) + "\n\n"


def _others(found: Hierarchy) -> Iterator[str]:
    """
    Say the links that are no part of the tree.
    """
    language = reader()
    for _, placed in found.walk():
        if placed.journey is None:
            continue
        own = placed.journey.title.said(language, otherwise=placed.journey.language)
        for resolved in placed.links:
            other = resolved.journey
            if other is None or resolved.link.kind in {"detail", "overview"}:
                continue
            title = other.title.said(language, otherwise=other.language)
            kind = translate(f"link.kind-{resolved.link.kind}", language)
            yield "  " + translate("tree.link", language, one=own, kind=kind, other=title) + "\n"


def _record(found: Hierarchy, path: Path, programme: Programme | None) -> dict[str, Any]:
    faults = [
        {"file": _shown(file, path), "name": fault.name, "message": fault.told(reader())}
        for file, fault in found.faults
    ]
    maps = [_map_record(root, path, programme) for root in found.roots]
    about = {"programme": plain_programme(programme)} if programme else {}
    return {**about, "maps": maps, "faults": faults}


def _map_record(placed: Placed, path: Path, programme: Programme | None) -> dict[str, Any]:
    journey = placed.journey
    member = _member(placed.file, path, programme)
    record: dict[str, Any] = {"file": _shown(placed.file, path), "step": placed.step}
    if journey is not None:
        counted = backing(journey)
        record |= {
            "id": journey.id,
            "title": journey.title.plain(),
            "type": journey.type,
            "kind": journey.kind,
            "status": journey.status,
            "owner": (member and member.owner) or journey.owner,
            "n_steps": len(journey.steps),
            "share_backed": counted.share if counted.filled else None,
            "links": [
                {
                    **one.link.model_dump(mode="json", exclude_defaults=True),
                    "is_broken": bool(one.faults),
                }
                for one in placed.links
            ],
        }
    if member is not None:
        record["goals"] = list(member.goals)
    return {**record, "parts": [_map_record(part, path, programme) for part in placed.parts]}


command = Verb(
    key="cli.tree",
    examples=EXAMPLES,
    callback=_tree,
    params=[
        click.Argument(["place"], default=".", metavar="[FOLDER|PROGRAMME|MAP]"),
        option("--programme", metavar="FILE"),
        json_option(),
        output_option(),
    ],
)
