"""
A programme of maps and the people around it, as rows, as text and as data for programs.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from touchline.cli._planned import plain_finding, told_findings
from touchline.cli._table import table
from touchline.document.programme import plain_programme
from touchline.i18n import date_text, duration_text, list_text, number, percent, translate
from touchline.model.work.assessment import LEVELS, SIDES
from touchline.model.work.department import Department
from touchline.scene.objective import goal_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from touchline.model.programme import Goal
    from touchline.model.text import LocalText
    from touchline.model.work.stakeholder import Stakeholder
    from touchline.workspace import Workspace
    from touchline.workspace.impact_maps import Branch
    from touchline.workspace.maturity import SideTrend
    from touchline.workspace.portfolio import GoalStanding, Held, MissedTarget, Portfolio

Row = dict[str, Any]


def plain_portfolio(found: Portfolio, language: str) -> Row:
    """
    Say a portfolio for a program.

    Args:
        found: The portfolio.
        language: The language of the findings.

    Returns:
        Plain data.
    """
    goals = [
        {
            "id": one.goal.id,
            "maps": list(one.maps),
            "latest": one.latest.model_dump(mode="json") if one.latest else None,
            "reached": one.is_reached,
        }
        for one in found.goals
    ]
    return {
        "programme": plain_programme(found.programme) if found.programme else None,
        "file": found.file or None,
        "goals": goals,
        "maps": [_plain_map(one) for one in found.maps],
        "findings": [plain_finding(one, language) for one in found.findings],
    }


def _plain_map(one: Held) -> Row:
    standing = one.standing
    missed = [
        {
            "step": target.step,
            "metric": target.metric,
            "wanted": target.wanted,
            "value": target.value,
            "n": target.n,
        }
        for target in one.missed
    ]
    return {
        "file": standing.file,
        "id": standing.id or None,
        "title": standing.title,
        "status": standing.status,
        "owner": one.owner,
        "goals": list(one.goals),
        "share_backed": one.share_backed,
        "findings": standing.findings,
        "contradicted": standing.contradicted,
        "review_due": one.due.isoformat() if one.due else None,
        "changes": standing.changes,
        "late_changes": one.late,
        "n_targets": one.n_targets,
        "missed": missed,
        "measured_at": one.measured_at.isoformat() if one.measured_at else None,
        "reasons": list(one.reasons),
    }


def told_portfolio(found: Portfolio, language: str) -> str:
    """
    Tell a portfolio to a person: goals, then maps, then what is missing.

    Args:
        found: The portfolio.
        language: The reader's language tag.

    Returns:
        The text.
    """
    pieces = []
    programme = found.programme
    if programme is not None:
        own = programme.language
        pieces.append(programme.title.said(language, otherwise=own) + "\n")
        if found.goals:
            rows = [_goal_row(one, own, language) for one in found.goals]
            pieces.append(table(rows, language))
    if found.maps:
        pieces.append(table([_map_row(one, language) for one in found.maps], language))
    steady = sum(not one.reasons for one in found.maps)
    counts = {"n": len(found.maps), "steady": steady}
    key = "programme.summary" if found.maps else "programme.none"
    pieces.append(translate(key, language, **counts) + "\n")
    lines = [
        f"  {_target_words(one, target, language)}\n" for one in found.maps for target in one.missed
    ]
    if lines:
        pieces.append(translate("programme.missed", language) + "\n" + "".join(lines))
    if found.findings:
        pieces.append(told_findings(found.findings, language))
    return "\n".join(pieces)


def _goal_row(one: GoalStanding, own: str, language: str) -> Row:
    reached = {True: "reached", False: "open", None: "unknown"}[one.is_reached]
    return {
        "goal": one.goal.statement.said(language, otherwise=own),
        "aim": goal_words(one.goal, own, language) or None,
        "latest": _reading(one, language),
        "state": translate(f"programme.goal-{reached}", language),
        "owner": one.goal.owner,
        "maps": len(one.maps),
    }


def _reading(one: GoalStanding, language: str) -> str | None:
    if one.latest is None:
        return None
    day = date_text(one.latest.date, language, form="short")
    return f"{_amount(one.latest.value, one.goal, language)} ({day})"


def _amount(value: float, goal: Goal, language: str) -> str:
    if goal.unit == "share":
        return percent(value, language)
    return duration_text(value, language) if goal.unit == "seconds" else number(value, language)


def _map_row(one: Held, language: str) -> Row:
    standing = one.standing
    reasons = [translate(f"programme.reason-{reason}", language) for reason in one.reasons]
    is_read = bool(standing.id)
    findings = standing.findings
    return {
        "map": standing.title or standing.file,
        "status": translate(f"scene.map-{standing.status}", language) if is_read else None,
        "owner": one.owner,
        "share_backed": one.share_backed,
        "errors": findings.get("error", 0) if is_read else None,
        "warnings": findings.get("warning", 0) if is_read else None,
        "review_by": date_text(one.due, language, form="short") if one.due else None,
        "look_at": list_text(reasons, language) or None,
    }


def _target_words(one: Held, target: MissedTarget, language: str) -> str:
    is_span, is_count = target.metric == "time-to-next", target.metric == "reached"

    def told(value: float) -> str:
        if is_span:
            return duration_text(value, language)
        return number(value, language) if is_count else percent(value, language)

    return translate(
        "programme.target",
        language,
        map=one.standing.title,
        step=target.step,
        metric=target.metric,
        value=told(target.value),
        wanted=told(target.wanted),
        n=target.n,
    )


def stakeholder_rows(people: Iterable[Stakeholder], language: str, own: str) -> list[Row]:
    """
    Say stakeholders as rows for a terminal, the mightiest and most concerned first.

    Args:
        people: The stakeholders.
        language: The reader's language tag.
        own: The language of the workspace's plain texts.

    Returns:
        The rows.
    """
    ordered = sorted(people, key=lambda one: (-one.power, -one.interest, one.id))
    return [
        {
            "stakeholder": one.title.said(language, otherwise=own),
            "role": _said(one.role, language, own),
            "wants": _said(one.wants, language, own),
            "power": one.power,
            "concern": one.interest,
            "attitude": _attitude(one, language),
            "dealing": translate(f"stakeholder.dealing-{one.dealing}", language),
        }
        for one in ordered
    ]


def _attitude(one: Stakeholder, language: str) -> str | None:
    return translate(f"stakeholder.attitude-{one.attitude}", language) if one.attitude else None


def plain_stakeholder(one: Stakeholder) -> Row:
    """
    Say a stakeholder for a program.

    Args:
        one: The stakeholder.

    Returns:
        Plain data.
    """
    return {**one.model_dump(mode="json", exclude_defaults=True), "dealing": one.dealing}


def impact_rows(branches: Sequence[Branch], language: str, own: str) -> list[Row]:
    """
    Say the ways of impact maps as rows for a terminal; what the row above says stays open.

    Args:
        branches: The ways.
        language: The reader's language tag.
        own: The language of the workspace's plain texts.

    Returns:
        The rows.
    """
    rows: list[Row] = []
    before: tuple[str | None, ...] = (None, None, None)
    for one in branches:
        texts = tuple(_said(text, language, own) for text in (one.why, one.who, one.how))
        same = [texts[: i + 1] == before[: i + 1] for i in range(3)]
        shown = [None if is_same else text for text, is_same in zip(texts, same, strict=True)]
        rows.append(
            {
                "why": shown[0] or "",
                "who": shown[1] or "",
                "how": shown[2] or "",
                "deliverable": _said(one.what, language, own),
                "status": translate(f"value.{one.status}", language) if one.status else None,
            }
        )
        before = texts
    return rows


def plain_branch(one: Branch) -> Row:
    """
    Say a way of an impact map for a program.

    Args:
        one: The way.

    Returns:
        Plain data.
    """
    texts = {"why": one.why, "who": one.who, "how": one.how, "what": one.what}
    told = {name: text.plain() if text else None for name, text in texts.items()}
    return {"map": one.map, **told, "status": one.status, "lost": one.is_lost}


def maturity_rows(trends: Sequence[SideTrend], workspace: Workspace, language: str) -> list[Row]:
    """
    Say how far teams have come as rows for a terminal.

    Args:
        trends: The sides of the work of each team over time.
        workspace: The workspace, which knows what departments are called.
        language: The reader's language tag.

    Returns:
        The rows.
    """
    own = workspace.settings.language
    names = {
        one.id: one.title.said(language, otherwise=own) for one in workspace.records(Department)
    }
    company = translate("maturity.company", language)
    return [
        {
            "team": names.get(one.team, one.team) if one.team else company,
            "side": translate(f"maturity.side-{one.side}", language),
            "level": number(one.latest.level, language, digits=1),
            "moved": _moved(one, language),
            "people": one.latest.n,
            "date": date_text(one.latest.date, language, form="short"),
            "meaning": level_words(one.latest.level, language),
        }
        for one in trends
    ]


def questions_told(language: str) -> str:
    """
    Tell what a team is asked, and what each level means.

    Args:
        language: The reader's language tag.

    Returns:
        The text.
    """
    sides = "".join(
        f"  {translate(f'maturity.side-{side}', language)} ({side}): "
        f"{translate(f'maturity.ask-{side}', language)}\n"
        for side in SIDES
    )
    levels = [{"level": level, "meaning": level_words(level, language)} for level in LEVELS]
    start = translate("maturity.start", language)
    return f"{start}\n\n{sides}\n{table(levels, language)}"


def _moved(one: SideTrend, language: str) -> str | None:
    if one.change is None:
        return None
    sign = "+" if one.change > 0 else "−" if one.change < 0 else "±"
    return sign + number(abs(one.change), language, digits=1)


def level_words(level: float, language: str) -> str:
    """
    Say what a level means; between two levels only the lower one is reached.

    Args:
        level: The level, from 1 to 10.
        language: The reader's language tag.

    Returns:
        The sentence.
    """
    return translate(f"maturity.level-{math.floor(level)}", language)


def plain_trend(one: SideTrend, language: str) -> Row:
    """
    Say a side of a team's work for a program.

    Args:
        one: The side over time.
        language: The language of the level's meaning.

    Returns:
        Plain data.
    """
    points = [
        {"date": point.date.isoformat(), "level": point.level, "n": point.n} for point in one.points
    ]
    return {
        "team": one.team,
        "side": one.side,
        "points": points,
        "change": one.change,
        "same_people": one.is_same_people,
        "means": level_words(one.latest.level, language),
    }


def _said(text: LocalText | None, language: str, own: str) -> str | None:
    return text.said(language, otherwise=own) if text else None
