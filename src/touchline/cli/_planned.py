"""
What is planned, as rows of tables, as data for programs and as lines of findings.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from touchline.cli._plain import harmless
from touchline.i18n import date_text, list_text, translate
from touchline.model.work.channel import Channel
from touchline.model.work.persona import Persona

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from touchline.diagnostics import Diagnostic
    from touchline.workspace import Workspace
    from touchline.workspace.roadmap import Group
    from touchline.workspace.roadmap_entries import Entry

Row = dict[str, Any]


def names_of(workspace: Workspace, entries: Iterable[Entry], language: str) -> dict[str, str]:
    """
    Find out what channels and personas are called.

    Args:
        workspace: The workspace with its catalogues.
        entries: The entries, whose maps tell the names that the catalogues lack.
        language: The reader's language tag.

    Returns:
        Names by id.
    """
    own = workspace.settings.language
    names: dict[str, str] = {}
    for entry in entries:
        for place in entry.places:
            if place.journey is None:
                continue
            tongue = place.journey.language
            named = [(one.id, one.name) for one in place.journey.channels]
            named += [(one.id, one.name) for one in place.journey.personas]
            for name, text in named:
                if text:
                    names.setdefault(name, text.said(language, otherwise=tongue))
    for kind in (Channel, Persona):
        for record in workspace.records(kind):
            names[record.id] = record.title.said(language, otherwise=own)
    return names


def plain_entry(entry: Entry) -> Row:
    """
    Say an entry of the roadmap for a program.

    Args:
        entry: The entry.

    Returns:
        Plain data.
    """
    places = [
        {
            "map": place.map,
            "stage": place.stage.id if place.stage else None,
            "step": place.step.id if place.step else None,
        }
        for place in entry.places
        if place.missing is None
    ]
    hours = entry.hours.model_dump(mode="json") if entry.hours else None
    return {
        "key": entry.key,
        "sort": entry.sort,
        "title": entry.title.plain(),
        "places": places,
        "channels": list(entry.channels),
        "personas": list(entry.personas),
        "segment": {name: list(values) for name, values in entry.segment.items()},
        "start": entry.start.isoformat() if entry.start else None,
        "end": entry.end.isoformat() if entry.end else None,
        "due": entry.due.isoformat() if entry.due else None,
        "hours": hours,
        "status": entry.status,
        "owner": entry.owner,
        "department": entry.department,
    }


def flat_entry(entry: Entry, language: str) -> Row:
    """
    Say an entry in one line of a table of values.

    Args:
        entry: The entry.
        language: The language of its title.

    Returns:
        Texts by column.
    """
    row = plain_entry(entry)
    places = [place for place in entry.places if place.missing is None]
    main = places[0] if places else None
    return {
        "key": row["key"],
        "sort": row["sort"],
        "title": entry.told(language),
        "map": main.map if main else "",
        "stage": main.stage.id if main and main.stage else "",
        "step": main.step.id if main and main.step else "",
        "channels": " | ".join(entry.channels),
        "personas": " | ".join(entry.personas),
        "segment": segment_text(entry),
        **{name: row[name] or "" for name in ("start", "end", "due")},
        **{name: row[name] or "" for name in ("status", "owner", "department")},
    }


def segment_text(entry: Entry) -> str:
    """
    Write whom an entry is for as conditions.

    Args:
        entry: The entry.

    Returns:
        Such as `town=Bonn|Ulm & tier=gold`; empty for everybody.
    """
    return " & ".join(
        f"{name}={'|'.join(map(str, values))}" for name, values in entry.segment.items()
    )


def entry_row(entry: Entry, names: Mapping[str, str], language: str) -> Row:
    """
    Say an entry as a row for a terminal.

    Args:
        entry: The entry.
        names: What channels and personas are called, by id.
        language: The reader's language tag.

    Returns:
        The row.
    """
    main = entry.main
    stage, step = main.told(language)[1:] if main else ("", "")
    people = [names.get(one, one) for one in entry.personas]
    people += [segment_text(entry)] if entry.segment else []
    return {
        "planned": entry.told(language),
        "sort_of": translate(f"roadmap.sort-{entry.sort}", language),
        "step": step or stage or None,
        "first_day": date_text(entry.start, language, form="short") if entry.start else None,
        "last_day": _end(entry, language),
        "due": date_text(entry.due, language, form="short") if entry.due else None,
        "status": translate(f"value.{entry.status}", language),
        "channel": list_text([names.get(one, one) for one in entry.channels], language) or None,
        "meant_for": list_text(people, language) or None,
        "owner": entry.owner or entry.department,
    }


def _end(entry: Entry, language: str) -> str | None:
    if entry.end is None or entry.end == entry.start:
        return None
    return date_text(entry.end, language, form="short")


def group_words(
    group: Group, by: str, held: Sequence[Entry], names: Mapping[str, str], language: str
) -> str:
    """
    Write the heading of a group.

    Args:
        group: What its entries have in common.
        by: How they were grouped.
        held: Its entries.
        names: What channels and personas are called, by id.
        language: The reader's language tag.

    Returns:
        The heading.
    """
    if group is None:
        return translate(f"roadmap.without-{by}", language)
    if isinstance(group, tuple):
        place = next(
            place
            for entry in held
            for place in entry.places
            if place.missing is None and (place.map, place.stage.id if place.stage else "") == group
        )
        journey, stage, _ = place.told(language)
        return f"{journey} › {stage}" if stage else journey
    return translate(f"value.{group}", language) if by == "status" else names.get(group, group)


def told_findings(findings: Iterable[Diagnostic], language: str) -> str:
    """
    Tell findings to a person, a line each.

    Args:
        findings: The findings.
        language: The reader's language tag.

    Returns:
        The lines.
    """
    return "".join(
        f"{translate(f'lint.severity.{one.severity}', language)}: {harmless(one.told(language))}\n"
        for one in findings
    )


def plain_finding(finding: Diagnostic, language: str) -> Row:
    """
    Say a finding for a program.

    Args:
        finding: The finding.
        language: The language of its sentence.

    Returns:
        Plain data.
    """
    return {
        "name": finding.name,
        "severity": finding.severity,
        "path": finding.path,
        "message": finding.told(language),
    }
