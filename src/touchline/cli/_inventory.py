"""
Touchpoints, channels and findings of an inventory as rows, lines and plain data.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from touchline.cli._plain import harmless
from touchline.i18n import date_text, duration_text, list_text, number, percent, translate
from touchline.model.text import LocalText
from touchline.units import parse_duration
from touchline.workspace.touchpoints import ASPECTS, QUESTIONS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from touchline.diagnostics import Diagnostic
    from touchline.workspace.touchpoint_figures import Answers, Figures
    from touchline.workspace.touchpoints import Listed, ListedChannel, Score
    from touchline.workspace.usual_touchpoints import Usual

_SECOND = 1_000_000


def touchpoint_row(
    one: Listed, figure: Figures | None, channels: Mapping[str, str], language: str
) -> dict[str, object]:
    """
    Show a touchpoint as a row of a table.

    Args:
        one: The touchpoint.
        figure: What a log says of it; None when no log was read.
        channels: What the channels are called, by id.
        language: The reader's language tag.

    Returns:
        The row.
    """
    answers = figure.answers if figure else None
    return {
        "id": one.id or None,
        "title": one.title.said(language),
        "use": translate(f"value.{one.use}", language),
        "channels": list_text([channels.get(each, each) for each in one.channels], language)
        or None,
        "n_maps": len(one.maps),
        "importance": _brief(one.importance, language),
        "satisfaction": _brief(one.satisfaction, language),
        "n_open": len(one.unanswered) if one.use == "now" and one.entry else None,
        "cases": figure.cases if figure else None,
        "events": figure.events if figure else None,
        "answer_seconds": _seconds(answers.median_us) if answers else None,
        "share_in_time": answers.share_within if answers else None,
    }


def touchpoint_plain(one: Listed, figure: Figures | None) -> dict[str, Any]:
    """
    Say a touchpoint for a program.

    Args:
        one: The touchpoint.
        figure: What a log says of it; None when no log was read.

    Returns:
        Plain data, the same keys for every touchpoint.
    """
    entry, answers = one.entry, figure.answers if figure else None
    plain: dict[str, Any] = {
        "id": one.id or None,
        "title": one.title.text.plain() if one.title.text else one.title.otherwise,
        "use": one.use,
        "channels": list(one.channels),
        "maps": list(one.maps),
        "places": [place.place for place in one.shown],
    }
    for question in QUESTIONS:
        answer = getattr(entry, question, None)
        plain[question] = answer.plain() if isinstance(answer, LocalText) else answer
    plain["unanswered"] = list(one.unanswered)
    scores = {"importance": one.importance, "satisfaction": one.satisfaction}
    for name, score in {**scores, **{aspect: one.audit.get(aspect) for aspect in ASPECTS}}.items():
        plain |= {name: score.value if score else None, f"{name}_n": score.n if score else None}
    plain["gap"] = one.gap
    plain |= {
        "cases": figure.cases if figure else None,
        "events": figure.events if figure else None,
        "asked": answers.asked if answers else None,
        "answered": answers.answered if answers else None,
        "answer_seconds": _seconds(answers.median_us) if answers else None,
        "share_in_time": answers.share_within if answers else None,
    }
    return plain


def channel_row(one: ListedChannel, language: str) -> dict[str, object]:
    """
    Show a channel as a row of a table.

    Args:
        one: The channel.
        language: The reader's language tag.

    Returns:
        The row.
    """
    return {
        "id": one.id,
        "title": one.title.said(language),
        "sort": translate(f"value.{one.entry.sort}", language) if one.entry else None,
        "used_now": list_text([title.said(language) for title in one.now], language) or None,
        "used_later": list_text([title.said(language) for title in one.wanted], language) or None,
        "n_maps": len(one.maps),
    }


def channel_plain(one: ListedChannel) -> dict[str, Any]:
    """
    Say a channel for a program.

    Args:
        one: The channel.

    Returns:
        Plain data.
    """
    return {
        "id": one.id,
        "title": one.title.text.plain() if one.title.text else one.title.otherwise,
        "sort": one.entry.sort if one.entry else None,
        "now": [str(title) for title in one.now],
        "wanted": [str(title) for title in one.wanted],
        "maps": list(one.maps),
    }


def usual_row(one: Usual, language: str) -> dict[str, object]:
    """
    Show a usual touchpoint as a row.

    Args:
        one: The touchpoint.
        language: The reader's language tag.

    Returns:
        The row.
    """
    channel = translate(f"channel.{one.channel}.title", language)
    return {"id": one.id, "title": one.title(language), "channel": channel}


def finding_plain(one: Diagnostic, language: str) -> dict[str, str]:
    """
    Say a finding for a program.

    Args:
        one: The finding.
        language: The reader's language tag.

    Returns:
        Plain data.
    """
    return {
        "name": one.name,
        "severity": one.severity,
        "at": one.path,
        "message": one.told(language),
    }


def detail(one: Listed, figure: Figures | None, channels: Mapping[str, str], language: str) -> str:
    """
    Tell all that is known of one touchpoint.

    Args:
        one: The touchpoint.
        figure: What a log says of it; None when no log was read.
        channels: What the channels are called, by id.
        language: The reader's language tag.

    Returns:
        Lines of head and answer.
    """
    use = translate(f"value.{one.use}", language)
    lines = [translate("touchpoints.head", language, title=one.title.said(language), use=use)]
    pairs = [
        (
            "column.channels",
            list_text([channels.get(each, each) for each in one.channels], language),
        ),
        ("column.purpose", _text(one, one.entry.purpose if one.entry else None, language)),
        *_asked(one, language),
        *_scored(one, language),
        *_measured(figure, language),
    ]
    unknown = translate("touchpoints.not-answered", language)
    for key, value in pairs:
        words = {"head": translate(key, language), "value": value or unknown}
        form = "touchpoints.asked" if "question" in key else "touchpoints.line"
        lines.append("  " + translate(form, language, **words))
    for fact in one.facts():
        says = fact.says.said(language, otherwise=fact.language)
        words = {"head": fact.about, "value": says}
        lines.append("  " + translate("touchpoints.line", language, **words))
    lines += [f"  {place.place}" for place in one.shown]
    return harmless("\n".join(lines)) + "\n"


def _asked(one: Listed, language: str) -> Iterator[tuple[str, str]]:
    for question in QUESTIONS:
        answer = getattr(one.entry, question, None)
        if question == "contact_details" and answer:
            told = translate(f"touchpoints.details-{answer}", language)
        else:
            told = _text(one, answer, language)
        yield f"touchpoints.question-{question.replace('_', '-')}", told


def _scored(one: Listed, language: str) -> Iterator[tuple[str, str]]:
    yield "column.importance", _full(one.importance, language)
    yield "column.satisfaction", _full(one.satisfaction, language)
    for aspect in ASPECTS:
        yield f"touchpoints.side-{aspect}", _full(one.audit.get(aspect), language)


def _measured(figure: Figures | None, language: str) -> Iterator[tuple[str, str]]:
    if figure is None:
        return
    if figure.cases is not None:
        yield "column.cases", number(figure.cases, language)
    if figure.answers is not None:
        yield "column.answer-seconds", _told(figure.answers, language)


def _told(answers: Answers, language: str) -> str:
    median = _seconds(answers.median_us)
    words = {
        "median": duration_text(median, language) if median is not None else "",
        "asked": answers.asked,
        "open": answers.still_open,
        "share": percent(answers.share_within, language)
        if answers.share_within is not None
        else "",
        "promised": _promised(answers.within, language),
    }
    return translate("touchpoints.answers", language, **words)


def _promised(within: str | None, language: str) -> str:
    return duration_text(parse_duration(within) / _SECOND, language) if within else ""


def _text(one: Listed, text: LocalText | None, language: str) -> str:
    return text.said(language, otherwise=one.language) if text else ""


def _brief(score: Score | None, language: str) -> str | None:
    if score is None:
        return None
    if score.value is None:
        return translate("touchpoints.too-few", language)
    return f"{number(score.value, language)} / {number(score.scale.high, language)}"


def _full(score: Score | None, language: str) -> str:
    if score is None:
        return ""
    if score.value is None:
        return translate("touchpoints.too-few", language)
    words = {
        "score": number(score.value, language),
        "low": number(score.scale.low, language),
        "high": number(score.scale.high, language),
        "n": score.n or 0,
        "day": date_text(score.date, language, form="short") if score.date else "",
        "by": score.by or "",
    }
    return translate("touchpoints.score", language, **words)


def _seconds(span: int | None) -> float | None:
    return None if span is None else span / _SECOND
