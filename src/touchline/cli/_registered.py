"""
The register of findings and changes as rows and as lines for a terminal.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from touchline.i18n import date_text, list_text, number, translate
from touchline.measuring.verdicts import result_words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from touchline.diagnostics import Diagnostic
    from touchline.workspace.ranking import Position, Ranked
    from touchline.workspace.register import Chain, ChangeEntry, Entry

Row = dict[str, Any]

#: The parts of a chain behind its pain point, each with the word for one of it.
_PARTS = {
    "insights": "insight",
    "opportunities": "opportunity",
    "solutions": "solution",
    "changes": "change",
}


def place_of(entry: Entry) -> Row:
    """
    Say for a program where a card stands.

    Args:
        entry: The card.

    Returns:
        Plain data.
    """
    return {"file": entry.file, "map": entry.map, "step": entry.step, "id": entry.id}


def plain_chain(chain: Chain) -> Row:
    """
    Say a chain for a program.

    Args:
        chain: The chain.

    Returns:
        Plain data: ids with texts, and the missing links.
    """
    parts = {
        name: [{"id": one.id, "text": one.text} for one in getattr(chain, name)] for name in _PARTS
    }
    results = [
        {"change": change, **result.model_dump(mode="json")} for change, result in chain.results
    ]
    pain = {"text": chain.pain.text, "grade": chain.pain.card.grade}
    missing = list(chain.missing)
    return {**place_of(chain.pain), **pain, **parts, "results": results, "missing": missing}


def flat_chain(chain: Chain) -> Row:
    """
    Lay a chain out in one row.

    Args:
        chain: The chain.

    Returns:
        The row; several texts of a kind are a list.
    """
    row = plain_chain(chain)
    texts = {name: [one["text"] for one in row[name]] for name in _PARTS}
    verdicts = [one["verdict"] for one in row["results"]]
    return row | texts | {"results": verdicts}


def told_chain(chain: Chain, language: str) -> str:
    """
    Say a chain in some lines.

    Args:
        chain: The chain.
        language: The reader's language tag.

    Returns:
        The pain point with its place, then a line for each link, then what is missing.
    """
    pain = chain.pain
    lines = [f"{pain.said(language)}  ({pain.map} · {pain.place})"]
    for name, one in _PARTS.items():
        lines += [
            f"  {_word(one, language)}: {entry.said(language)}" for entry in getattr(chain, name)
        ]
    said = dict(chain.results)
    for entry in chain.changes:
        if entry.id in said:
            lines.append(f"  {_word('result', language)}: {result_words(said[entry.id], language)}")
    if chain.missing:
        words = list_text([_word(name, language) for name in chain.missing], language)
        lines.append("  " + translate("register.missing", language, links=words))
    return "\n".join(lines) + "\n"


def _word(link: str, language: str) -> str:
    return translate(f"register.link.{link}", language)


def plain_ranked(one: Ranked, method: str) -> Row:
    """
    Say a ranked opportunity for a program.

    Args:
        one: The opportunity.
        method: How it was scored.

    Returns:
        Plain data.
    """
    return {
        "rank": one.rank,
        "method": method,
        "score": one.score.value,
        "told": one.score.told,
        "text": one.entry.text,
        **place_of(one.entry),
        "reach": one.reach,
        "reach_is_counted": one.reach_is_counted,
        "numbers": dict(one.score.numbers),
        "missing": list(one.score.missing),
        "is_undefined": one.score.is_undefined,
    }


def told_ranked(one: Ranked, language: str) -> Row:
    """
    Say a ranked opportunity as a row of a table.

    Args:
        one: The opportunity.
        language: The reader's language tag.

    Returns:
        The row.
    """
    score = one.score
    missing = list_text(score.missing, language) if score.missing else None
    if score.is_undefined:
        missing = translate("register.undefined", language)
    reach = None if one.reach is None else number(one.reach, language, digits=0)
    if reach and one.reach_is_counted:
        reach = translate("register.counted", language, n=reach)
    return {
        "rank": one.rank,
        "score": None if score.value is None else number(score.value, language),
        "assessment": translate(f"score.{score.told}", language) if score.told else None,
        "opportunity": one.entry.said(language),
        "map": one.entry.map,
        "step": one.entry.place,
        "customers_a_quarter": reach,
        "unstated": missing,
    }


def plain_change(change: ChangeEntry) -> Row:
    """
    Say a change for a program.

    Args:
        change: The change.

    Returns:
        Plain data.
    """
    entry, card = change.entry, change.card
    result = card.result
    return {
        **place_of(entry),
        "text": entry.text,
        "pains": [{"id": one.id, "text": one.text} for one in change.pains],
        "goal": None if card.goal is None else card.goal.plain(),
        "status": card.status,
        "owner": entry.owner,
        "department": entry.department,
        "due": None if card.due is None else card.due.isoformat(),
        "since": None if card.since is None else card.since.isoformat(),
        "result": None if result is None else result.model_dump(mode="json"),
    }


def told_change(change: ChangeEntry, language: str) -> Row:
    """
    Say a change as a row of a table.

    Args:
        change: The change.
        language: The reader's language tag.

    Returns:
        The row.
    """
    entry, card = change.entry, change.card
    days = {
        name: None if day is None else date_text(day, language, form="short")
        for name, day in (("due", card.due), ("since", card.since))
    }
    return {
        "the_change": entry.said(language),
        "map": entry.map,
        "step": entry.place,
        "answers": list_text([one.said(language) for one in change.pains], language) or None,
        "goal": card.goal.said(language, otherwise=entry.language) if card.goal else None,
        "status": translate(f"value.{card.status}", language),
        "owner": entry.owner,
        **days,
        "outcome": None if card.result is None else result_words(card.result, language),
    }


def plain_gap(gap: Diagnostic, language: str) -> Row:
    """
    Say a missing link for a program.

    Args:
        gap: What is missing.
        language: The language of its sentence.

    Returns:
        Plain data.
    """
    return {
        "name": gap.name,
        "severity": gap.severity,
        "file": gap.path,
        "at": str(gap.at or ""),
        "message": gap.told(language),
    }


def told_gaps(found: Iterable[Diagnostic], language: str) -> str:
    """
    Say missing links in lines, those of a file together.

    Args:
        found: What is missing.
        language: The reader's language tag.

    Returns:
        The lines, or a sentence when nothing is missing.
    """
    lines: list[str] = []
    file = None
    for gap in found:
        if gap.path != file:
            file = gap.path
            lines.append(file)
        lines.append(
            f"  {translate(f'lint.severity.{gap.severity}', language)}  {gap.told(language)}"
        )
    return "\n".join(lines or [translate("register.no-gaps", language)]) + "\n"


def plain_position(one: Position) -> Row:
    """
    Say a place in a matrix for a program.

    Args:
        one: The place.

    Returns:
        Plain data.
    """
    return {
        "text": one.entry.text,
        **place_of(one.entry),
        "x": one.x,
        "y": one.y,
        "across": one.across,
        "up": one.up,
        "x_half": one.x_half,
        "y_half": one.y_half,
        "quadrant": one.quadrant,
        "missing": list(one.missing),
    }


def told_position(one: Position, x: str, y: str, language: str) -> Row:
    """
    Say a place in a matrix as a row of a table.

    Args:
        one: The place.
        x: What stands across.
        y: What stands upwards.
        language: The reader's language tag.

    Returns:
        The row.
    """
    halves = [
        translate(f"score.{half}", language) if half else None for half in (one.x_half, one.y_half)
    ]
    across, up = (None if v is None else number(v, language) for v in (one.x, one.y))
    quadrant = translate(f"score.{one.quadrant}", language) if one.quadrant else None
    half_words = f"{halves[0]} · {halves[1]}" if all(halves) else None
    return {
        "opportunity": one.entry.said(language),
        "map": one.entry.map,
        "step": one.entry.place,
        x: across,
        y: up,
        "assessment": quadrant or half_words,
        "unstated": list_text(one.missing, language) if one.missing else None,
    }
