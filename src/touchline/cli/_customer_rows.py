"""
One customer as the verb shows it: plain data for programs, and text to read.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from touchline.cli._table import table
from touchline.i18n import (
    date_text,
    duration_text,
    list_text,
    moment_text,
    number,
    quote,
    translate,
)
from touchline.workspace.records import plain_record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from touchline.model.text import LocalText
    from touchline.workspace.personas.customers import Customer, Met, Reply, Standing

#: Columns of a reply that say how its score is to be read.
_OF_SCORE = ("score", "kind", "scale_low", "scale_high", "comment")


def plain_customer(found: Customer, language: str) -> dict[str, Any]:
    """
    Say a customer for a program.

    Args:
        found: What is known.
        language: The language of the findings.

    Returns:
        Plain data.
    """
    return {
        "customer": found.name,
        "named": found.is_named,
        "source": found.source,
        "observed_until": found.end.isoformat(),
        "attributes": [
            {"name": one.name, "value": one.value, "alike": one.alike} for one in found.attributes
        ],
        "personas": [name for name, _ in found.personas],
        "path": [_plain_event(one) for one in found.path],
        "duration_seconds": found.duration_us / 1_000_000,
        "standing": _plain_standing(found.standing) if found.standing else None,
        "answers": [
            {
                "given": one.given.isoformat() if one.given else None,
                "moment": one.moment,
                "step": one.step.id if one.step else None,
                **one.values,
            }
            for one in found.replies
        ],
        "research": [plain_record(one) for one in found.items],
        "findings": [{"name": one.name, "message": one.told(language)} for one in found.findings],
    }


def _plain_event(one: Met) -> dict[str, Any]:
    event = one.event
    return {
        "activity": event.activity,
        "time": event.time,
        "channel": event.channel,
        "worth": event.worth,
        "after_seconds": None if event.after_us is None else event.after_us / 1_000_000,
        "step": one.step.id if one.step else None,
    }


def told_customer(found: Customer, own: str, language: str) -> str:
    """
    Say a customer for people.

    Args:
        found: What is known.
        own: The language of plain texts.
        language: The reader's language tag.

    Returns:
        The text.
    """
    until = moment_text(found.end, language)
    head = [
        translate("customer.head", language, name=found.name),
        translate("customer.log", language, source=found.source, moment=until),
    ]
    if found.personas:
        names = [
            quote(title.said(language, otherwise=own), language) for _, title in found.personas
        ]
        head.append(translate("customer.personas", language, names=list_text(names, language)))
    parts = ["".join(f"{line}\n" for line in head)]
    if found.attributes:
        withheld = translate("value.withheld", language)
        parts.append(
            table(
                [
                    {
                        "attribute": one.name,
                        "value": withheld if one.value is None else one.value,
                        "alike": one.alike,
                    }
                    for one in found.attributes
                ],
                language,
            )
        )
    if found.standing is not None:
        parts.append(_standing(found, found.standing, own, language))
    lasted = duration_text(found.duration_us / 1_000_000, language)
    title = translate("customer.lasted", language, n=len(found.path), time=lasted)
    rows = [_event(one, own, language) for one in found.path]
    parts.append(f"{title}\n" + table(rows, language))
    said = [*_replies(found, own, language), *_items(found, own, language)]
    if said:
        parts.append(translate("customer.said", language) + "\n" + table(said, language))
    return "\n".join(parts)


def _event(one: Met, own: str, language: str) -> dict[str, object]:
    event = one.event
    after = event.after_us
    return {
        "time": _when(event.time, language),
        "activity": event.activity,
        "step": _name(one.step.name, own, language) if one.step else None,
        "channel": event.channel,
        "worth": None if event.worth is None else number(event.worth, language),
        "after_seconds": None if after is None else after / 1_000_000,
    }


def _standing(found: Customer, here: Standing, own: str, language: str) -> str:
    span = duration_text(max((found.end - here.since).total_seconds(), 0.0), language)
    lines = [
        translate(
            "customer.stands",
            language,
            step=_name(here.step.name, own, language),
            moment=moment_text(here.since, language),
            time=span,
        )
    ]
    if here.planned is None:
        lines.append(translate("customer.at-end", language))
    else:
        name = _name(here.planned.name, own, language)
        lines.append(translate("customer.planned", language, step=name))
    text = "".join(f"{line}\n" for line in lines)
    ways = here.ways
    if ways is None or not ways.ways:
        return text
    rows: list[dict[str, object]] = [
        {
            "next_step": _name(here.steps[one.step].name, own, language),
            "cases": one.cases,
            "share": one.share,
            "interval_low": one.interval[0] if one.interval else None,
            "interval_high": one.interval[1] if one.interval else None,
            "half_within": duration_text(one.median_us / 1_000_000, language),
        }
        for one in ways.ways
    ]
    none = dict.fromkeys(("interval_low", "interval_high", "half_within"))
    stayed = translate("customer.stayed", language)
    share = ways.stayed / ways.cases
    rows.append({"next_step": stayed, "cases": ways.stayed, "share": share, **none})
    title = translate("customer.ways", language, n=ways.cases)
    return f"{text}\n{title}\n" + table(rows, language)


def _plain_standing(here: Standing) -> dict[str, Any]:
    ways = here.ways
    return {
        "step": here.step.id,
        "since": here.since.isoformat(),
        "planned": here.planned.id if here.planned else None,
        "others": None
        if ways is None
        else {
            "cases": ways.cases,
            "stayed": ways.stayed,
            "next": [
                {
                    "step": here.steps[one.step].id,
                    "cases": one.cases,
                    "share": one.share,
                    "interval": one.interval,
                    "median_seconds": one.median_us / 1_000_000,
                }
                for one in ways.ways
            ],
        },
    }


def _replies(found: Customer, own: str, language: str) -> Iterator[dict[str, object]]:
    for one in found.replies:
        words = one.values.get("comment")
        yield {
            "date": moment_text(one.given, language) if one.given else None,
            "topic": _name(one.step.name, own, language) if one.step else one.moment,
            "given_answer": _answer(one, language) or None,
            "quotes": None if words is None else quote(str(words), language),
        }


def _answer(one: Reply, language: str) -> str:
    """
    Say a score with its scale, or all columns of a questionnaire.
    """
    values = one.values
    score, low, high = (values.get(name) for name in ("score", "scale_low", "scale_high"))
    if isinstance(score, float):
        return translate(
            "customer.score",
            language,
            kind=str(values.get("kind", "none")),
            score=number(score, language),
            low=number(low, language) if isinstance(low, float) else "none",
            high=number(high, language) if isinstance(high, float) else "none",
        )
    told = [
        f"{name}: {value if isinstance(value, str) else number(value, language)}"
        for name, value in values.items()
        if name not in _OF_SCORE
    ]
    return list_text(told, language)


def _items(found: Customer, own: str, language: str) -> Iterator[dict[str, object]]:
    for item in found.items:
        words = item.quote or item.title
        yield {
            "date": date_text(item.date, language, form="short") if item.date else None,
            "topic": item.study,
            "given_answer": None,
            "quotes": quote(_name(words, own, language), language),
        }


def _when(time: str, language: str) -> str:
    """
    Write a moment; of a log that knows days alone, the day.
    """
    if "T" not in time:
        return date_text(dt.date.fromisoformat(time), language, form="short")
    return moment_text(dt.datetime.fromisoformat(time), language)


def _name(name: LocalText, own: str, language: str) -> str:
    return name.said(language, otherwise=own)
