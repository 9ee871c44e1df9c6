"""
Where the way from a pain point to a proven change is broken.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from touchline.linting.finding import Finding, Quoted
from touchline.location import Location
from touchline.model.experience import Change

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from touchline.diagnostics import Diagnostic, Severity
    from touchline.workspace.register import Entry, Register

#: What is under way: somebody must answer for it, and say by when it is done.
_UNDER_WAY = frozenset({"planned", "doing"})


def gaps(register: Register, today: dt.date) -> tuple[Diagnostic, ...]:
    """
    Find every missing link.

    Args:
        register: The links that there are.
        today: The day that due dates are held against.

    Returns:
        The findings in the order of the maps; what somebody has dropped is passed over.
    """
    return tuple(_gaps(register, today))


def _gaps(register: Register, today: dt.date) -> Iterator[Diagnostic]:
    finders = {
        "pain-points": _of_pain,
        "insights": _of_insight,
        "opportunities": _of_opportunity,
        "solutions": _of_solution,
    }
    for entry in register.entries:
        if entry.is_dropped:
            continue
        if entry.kind in finders:
            yield from finders[entry.kind](register, entry)
        elif isinstance(entry.card, Change):
            yield from _of_change(register, entry, entry.card, today)


def _found(entry: Entry, name: str, severity: Severity = "warning", **values: object) -> Diagnostic:
    return Finding(
        name=name,
        key=f"register.gap.{name}",
        values={"text": Quoted(entry.words, entry.language), "id": entry.id, **values},
        severity=severity,
        at=Location().child("step", entry.step).child("card", entry.id),
        path=entry.file,
    )


def _of_pain(register: Register, entry: Entry) -> Iterator[Diagnostic]:
    insights = register.after([entry], "insights")
    opportunities = register.after([entry, *insights], "opportunities")
    if not entry.has_evidence:
        yield _found(entry, "pain-without-evidence")
    if not insights:
        yield _found(entry, "pain-without-insight", "hint")
    if opportunities:
        return
    is_answered = bool(register.after([entry], "changes"))
    yield _found(entry, "pain-without-opportunity", "hint" if is_answered else "warning")


def _of_insight(register: Register, entry: Entry) -> Iterator[Diagnostic]:
    if not register.before(entry, "pain-points"):
        yield _found(entry, "insight-without-pain", "hint")
    if not register.after([entry], "opportunities"):
        yield _found(entry, "insight-without-opportunity", "hint")


def _of_opportunity(register: Register, entry: Entry) -> Iterator[Diagnostic]:
    solutions = register.after([entry], "solutions")
    if not register.before(entry, "pain-points"):
        yield _found(entry, "opportunity-without-pain")
    if not register.before(entry, "insights"):
        yield _found(entry, "opportunity-without-insight", "hint")
    if not solutions:
        yield _found(entry, "opportunity-without-solution", "hint")
    if not register.after([entry, *solutions], "changes"):
        severity: Severity = "hint" if entry.status == "idea" else "warning"
        yield _found(entry, "opportunity-without-change", severity)


def _of_solution(register: Register, entry: Entry) -> Iterator[Diagnostic]:
    if not register.before(entry, "opportunities"):
        yield _found(entry, "solution-without-opportunity")
    if not register.after([entry], "changes"):
        yield _found(entry, "solution-without-change", "hint")


def _of_change(
    register: Register, entry: Entry, change: Change, today: dt.date
) -> Iterator[Diagnostic]:
    pains = register.before(entry, "pain-points")
    usual: Severity = "hint" if change.status == "idea" else "warning"
    if not pains:
        yield _found(entry, "change-without-pain", usual)
    elif not any(pain.has_evidence for pain in pains):
        yield _found(entry, "change-on-assumption", usual)
    if not register.before(entry, "solutions"):
        yield _found(entry, "change-without-solution", "hint")
    if not change.goal:
        yield _found(entry, "change-without-goal", usual)
    if change.status in _UNDER_WAY:
        yield from _under_way(entry, change, today)
    if change.status == "done":
        yield from _done(entry, change)


def _under_way(entry: Entry, change: Change, today: dt.date) -> Iterator[Diagnostic]:
    if not entry.owner:
        yield _found(entry, "change-without-owner")
    if change.due is None:
        yield _found(entry, "change-without-due")
    elif change.due < today:
        yield _found(entry, "change-overdue", days=(today - change.due).days)


def _done(entry: Entry, change: Change) -> Iterator[Diagnostic]:
    result = change.result
    if change.since is None:
        yield _found(entry, "change-without-start")
    if result is None:
        yield _found(entry, "change-without-result")
        return
    if result.verdict in {"worse", "too-little-data"}:
        yield _found(entry, f"result-{result.verdict}")
    if result.guardrail is None:
        yield _found(entry, "result-without-guardrail", "hint")
    elif result.guardrail.verdict != "kept":
        yield _found(entry, f"guardrail-{result.guardrail.verdict}")
