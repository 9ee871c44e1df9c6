"""
What the inventory of touchpoints lacks, and where it says two things at once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from touchline.linting.finding import Finding
from touchline.model.work.channel import Channel
from touchline.workspace.statements import near_matters, opposed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from touchline.diagnostics import Severity
    from touchline.workspace.statements import Statement
    from touchline.workspace.touchpoint_figures import Figures
    from touchline.workspace.touchpoints import Listed
    from touchline.workspace.workspace import Workspace

_ORDER = ("error", "warning", "hint")


def findings_of(
    workspace: Workspace, listed: Sequence[Listed], figures: Sequence[Figures | None] = ()
) -> tuple[Finding, ...]:
    """
    Look an inventory over.

    Args:
        workspace: The workspace.
        listed: The touchpoints.
        figures: For each of them what a log says of it; none when no log was read.

    Returns:
        The findings, the grave ones first.
    """
    channels = frozenset(one.id for one in workspace.records(Channel))
    found = [*_facts(listed), *_alone(listed)]
    for one in listed:
        found += [*_channels(one, channels), *_use(one), *_questions(one), *_audit(one)]
    for one, figure in zip(listed, figures, strict=False):
        found += _measured(one, figure)
    return tuple(sorted(found, key=lambda one: _ORDER.index(one.severity)))


def _facts(listed: Sequence[Listed]) -> Iterator[Finding]:
    """
    Hold what is stated against each other (R-123, R-203, R-227).
    """
    stated: list[Statement] = [fact for one in listed for fact in one.facts()]
    for one in opposed(stated):
        says, otherwise = one.quoted()
        yield _finding(
            "contradicting-statements" if one.verdict == "contradicts" else "unlike-languages",
            "warning" if one.verdict == "contradicts" else "hint",
            one.one.place,
            about=one.one.about,
            touchpoint=one.one.touchpoint,
            says=says,
            other=one.other.touchpoint,
            otherwise=otherwise,
            place=one.other.place,
        )
    for statement, other in near_matters(stated):
        yield _finding(
            "near-matter", "hint", statement.place, touchpoint=statement.touchpoint,
            about=statement.about, other=other,
        )  # fmt: skip


def _alone(listed: Sequence[Listed]) -> Iterator[Finding]:
    alone = [one for one in listed if one.entry is None]
    if alone:
        yield _finding("only-on-maps", "hint", "touchpoint", n=len(alone), first=alone[0].title)


def _channels(one: Listed, known: frozenset[str]) -> Iterator[Finding]:
    """
    Hold the channels that maps show against those that the catalogue names (R-203).
    """
    for shown in one.shown:
        channel = shown.channel
        if channel is None:
            continue
        if one.entry is not None and one.entry.channels and channel not in one.entry.channels:
            yield _finding(
                "other-channel", "warning", shown.place, touchpoint=one.title, channel=channel,
                known=one.entry.channels,
            )  # fmt: skip
        elif known and channel not in known:
            yield _finding(
                "unlisted-channel", "hint", shown.place, touchpoint=one.title, channel=channel
            )


def _use(one: Listed) -> Iterator[Finding]:
    """
    Hold what is used now against what is wanted (R-119).
    """
    if one.entry is None:
        return
    if one.use == "now" and not one.shown:
        yield _finding("shown-nowhere", "hint", _place(one), touchpoint=one.title)
    for shown in one.shown:
        # A map of the future shows as there what is only wanted today.
        if shown.type != "future-state" and shown.use != one.use:
            yield _finding("other-use", "warning", shown.place, touchpoint=one.title, use=one.use)


def _questions(one: Listed) -> Iterator[Finding]:
    """
    Ask the three questions of what is used now (R-122).
    """
    if one.entry is None or one.use != "now":
        return
    for question in one.unanswered:
        yield _finding("unanswered", "hint", _place(one), touchpoint=one.title, question=question)
    details = one.entry.contact_details
    if details in {"hard", "missing"}:
        yield _finding(
            "contact-details", "warning", _place(one), touchpoint=one.title, details=details
        )


def _audit(one: Listed) -> Iterator[Finding]:
    """
    Name the sides from which a touchpoint is worse than middling (R-156 to R-159).
    """
    for aspect, score in one.audit.items():
        middle = (score.scale.low + score.scale.high) / 2
        if score.value is not None and score.value < middle:
            yield _finding(
                "weak-side", "warning", _place(one), touchpoint=one.title, aspect=aspect,
                score=score.value, low=score.scale.low, high=score.scale.high, n=score.n or 0,
            )  # fmt: skip
    if one.entry is not None and one.use == "now" and one.unaudited:
        yield _finding("unaudited", "hint", _place(one), touchpoint=one.title, n=len(one.unaudited))


def _measured(one: Listed, figure: Figures | None) -> Iterator[Finding]:
    """
    Hold what is said of a touchpoint against its events (R-157).
    """
    if figure is None:
        return
    if figure.missing is not None:
        yield _finding(
            "unmeasurable", "warning", _place(one), touchpoint=one.title, name=figure.missing
        )
    elif figure.events == 0 and one.use == "now" and one.binding:
        yield _finding("without-events", "warning", _place(one), touchpoint=one.title)
    answers = figure.answers
    if answers is not None and answers.is_late:
        yield _finding(
            "late-answers", "warning", _place(one), touchpoint=one.title,
            share=answers.share_within, promised=answers.within, n=answers.asked,
        )  # fmt: skip


def _place(one: Listed) -> str:
    return f"touchpoint/{one.id}" if one.entry else one.shown[0].place


def _finding(name: str, severity: Severity, path: str, /, **values: object) -> Finding:
    return Finding(
        name=name, key=f"touchpoints.{name}", values=values, severity=severity, path=path
    )
