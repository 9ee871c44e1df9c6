"""
Personas as the verb shows them: rows for programs, and tables with what sets customers apart.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from touchline.cli._table import table
from touchline.i18n import date_text, percent, translate
from touchline.model.structure import GRADES
from touchline.workspace.personas.live import condition
from touchline.workspace.personas.profiles import apart
from touchline.workspace.records import plain_record

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from touchline.analysis.segments import Distinction, SegmentShare
    from touchline.model.structure import Grade
    from touchline.model.work.persona import Persona
    from touchline.workspace.personas.live import LivePersona
    from touchline.workspace.personas.proposals import Proposal, Proposals

#: So many differences are told in a terminal; JSON has them all.
_TOLD = 5


def plain_live(persona: Persona, live: LivePersona | None) -> dict[str, Any]:
    """
    Say a persona with its customers for a program.

    Args:
        persona: The persona.
        live: Its customers as they were counted; None when no log was read.

    Returns:
        Plain data.
    """
    counted = live.share if live else None
    return {
        "record": plain_record(persona),
        "where": condition(persona),
        "grade": _grade(persona),
        "state": live.state if live else None,
        "live": _plain_share(counted),
        "profile": _plain_profile(live.profile) if live else [],
    }


def plain_proposal(one: Proposal) -> dict[str, Any]:
    """
    Say a proposal for a program.

    Args:
        one: The proposal.

    Returns:
        Plain data.
    """
    kind = one.kind
    return {
        "record": plain_record(one.persona),
        "where": condition(one.persona),
        "live": _plain_share(one.share),
        "profile": _plain_profile(one.profile),
        "kind": None if kind is None else kind.model_dump(mode="json"),
        "known": one.known,
    }


def told_live(
    personas: Sequence[Persona], live: Sequence[LivePersona] | None, own: str, language: str
) -> str:
    """
    Set personas as a table, and say of each below it what sets its customers apart.

    Args:
        personas: The personas.
        live: Their customers, in the same order; None when no log was read.
        own: The language of plain texts.
        language: The reader's language tag.

    Returns:
        The text.
    """
    rows = [
        _live_row(one, live[place] if live else None, own, language)
        for place, one in enumerate(personas)
    ]
    told = [table(rows, language)]
    for one in live or ():
        title = one.persona.title.said(language, otherwise=own)
        told += _block(title, (apart(row, language) for row in one.profile[:_TOLD]), language)
    return "".join(told)


def told_proposals(found: Proposals, own: str, language: str) -> str:
    """
    Set proposals as a table, and each below it with what was counted and what is to be asked.

    Args:
        found: The proposals.
        own: The language of plain texts.
        language: The reader's language tag.

    Returns:
        The text.
    """
    rows = [_proposal_row(one, own, language) for one in found.proposals]
    told = [table(rows, language)]
    drafts = [one.persona for one in found.proposals]
    shared = [
        text for text in drafts[0].questions if all(text in draft.questions for draft in drafts)
    ]
    for draft in drafts:
        lines = [text.said(language) for text in (*draft.behaviours, *draft.traits)]
        lines += [text.said(language) for text in draft.questions if text not in shared]
        told.append(f"\n{draft.title.said(language, otherwise=own)}\n")
        told += (f"  {line}\n" for line in lines)
    told.append("\n" + translate("personas.to-ask", language) + "\n")
    told += (f"  {text.said(language)}\n" for text in shared)
    return "".join(told)


def _block(title: str, lines: Iterable[str], language: str) -> list[str]:
    said = [f"  {line}\n" for line in lines]
    head = translate("personas.sets-apart", language, title=title)
    return [f"\n{head}\n", *said] if said else []


def _live_row(
    persona: Persona, live: LivePersona | None, own: str, language: str
) -> dict[str, object]:
    kept = persona.share
    counted = live.share if live else None
    row: dict[str, object] = {
        "persona": persona.title.said(language, otherwise=own),
        "known_as": persona.id,
        "status": translate(f"value.{persona.status}", language),
        "grade": translate(f"grade.{_grade(persona)}", language),
        "customers_are": condition(persona) or None,
    }
    if live is not None:
        return row | _share_row(counted)
    row |= {
        "cases": kept.n if kept else None,
        "share": kept.value if kept else None,
        "interval_low": kept.low if kept else None,
        "interval_high": kept.high if kept else None,
    }
    day = date_text(kept.date, language, form="short") if kept and kept.date else None
    return row | {"counted_on": day, "origin": kept.source if kept else None}


def _proposal_row(one: Proposal, own: str, language: str) -> dict[str, object]:
    persona, kind = one.persona, one.kind
    again = kind.stability if kind else None
    return {
        "persona": persona.title.said(language, otherwise=own),
        "known_as": one.known or persona.id,
        "customers_are": condition(persona) or None,
        **_share_row(one.share),
        "stability": None if again is None else percent(again, language, digits=0),
        "known_record": one.known,
    }


def _share_row(share: SegmentShare | None) -> dict[str, object]:
    bounds = share.interval if share else None
    return {
        "cases": share.cases if share else None,
        "share": share.share if share else None,
        "interval_low": bounds.low if bounds else None,
        "interval_high": bounds.high if bounds else None,
    }


def _plain_share(share: SegmentShare | None) -> dict[str, Any] | None:
    if share is None:
        return None
    return share.model_dump(mode="json", exclude={"segment"})


def _plain_profile(profile: Iterable[Distinction]) -> list[dict[str, Any]]:
    return [row.model_dump(mode="json", exclude={"segment"}) for row in profile]


def _grade(persona: Persona) -> Grade:
    """
    Find the best grade of what stands behind a persona.
    """
    found = {one.grade for one in persona.evidence}
    return max(found, key=GRADES.index, default=GRADES[0])
