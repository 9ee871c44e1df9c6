"""
Tables of words: evidence, opportunities, changes and personas.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from touchline.exporters._xlsx.table import Head, Table, Web, amount, unit_of
from touchline.i18n import list_text, number, translate
from touchline.model.experience import Change, Feeling, Opportunity, Rating, Scored

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Sequence

    from touchline.exporters._told import ToldMap
    from touchline.exporters._xlsx.table import Value
    from touchline.model.experience import Persona, Progress
    from touchline.model.structure import Card, Cell, Evidence, Lane
    from touchline.model.text import LocalText
    from touchline.scene.subject import Subject

_EVIDENCE = (
    ("card", 260), ("lane", 120), ("step", 160), ("grade", 110), ("source", 200), ("date", 90),
    ("n", 80), ("quote", 280), ("link", 200), ("by", 120),
)  # fmt: skip
_OPPORTUNITIES = (
    ("opportunity", 280), ("stage", 120), ("step", 160), ("status", 90), ("score", 80),
    ("worth", 90), ("effort", 90), ("importance", 100), ("satisfaction", 110), ("owner", 130),
    ("department", 130), ("due", 90), ("answers", 260),
)  # fmt: skip
_CHANGES = (
    ("change", 260), ("stage", 120), ("step", 160), ("status", 90), ("owner", 130),
    ("department", 130), ("due", 90), ("since", 100), ("why", 220), ("goal", 180),
    ("answers", 220), ("takes-up", 220), ("result", 120), ("effect", 80), ("low", 90),
    ("high", 90), ("unit", 110), ("n", 80),
)  # fmt: skip
_PERSONAS = (
    ("persona", 160), ("role", 120), ("summary", 240), ("background", 240), ("goals", 220),
    ("needs", 220), ("behaviours", 220), ("quote", 240), ("share", 100), ("n", 80), ("low", 90),
    ("high", 90), ("owner", 130), ("department", 130),
)  # fmt: skip
#: Heads that other parts of the product say already.
_SAID = {
    "lane": "html.lane",
    "persona": "html.persona",
    "background": "scene.portrait-background",
    "goals": "scene.portrait-goals",
    "needs": "deck.needs",
    "behaviours": "scene.portrait-behaviours",
}


#: Columns that are there to be filled in.
_OPEN = {
    "opportunities": ("score", "worth", "effort", "owner", "department"),
    "changes": ("owner", "department", "due", "since"),
}
#: How far something planned can have come.
_PROGRESS: tuple[Progress, ...] = ("idea", "planned", "doing", "done", "dropped")


def plan_tables(subject: Subject, words: ToldMap) -> list[Table]:
    """
    Collect what stands behind a map and what follows from it.

    Args:
        subject: The map.
        words: The same in words.

    Returns:
        The tables that have rows.
    """
    journey = subject.journey
    personas = tuple(
        (f"persona:{persona.id}", _persona(subject, persona)) for persona in journey.personas
    )
    tables = (
        _table(subject, "evidence", "lane.evidence.title", _EVIDENCE, _evidence(subject, words)),
        _table(
            subject,
            "opportunities",
            "lane.opportunities.title",
            _OPPORTUNITIES,
            _opportunities(subject),
        ),
        _table(subject, "changes", "lane.changes.title", _CHANGES, _changes(subject)),
        _table(subject, "personas", "md.persona", _PERSONAS, personas),
    )
    return [table for table in tables if table.rows]


def _table(
    subject: Subject,
    name: str,
    title: str,
    heads: tuple[tuple[str, int], ...],
    rows: Iterable[tuple[str, tuple[Value, ...]]],
) -> Table:
    language = subject.language
    keyed = tuple(rows)
    choices = {"status": tuple(translate(f"scene.status-{one}", language) for one in _PROGRESS)}
    return Table(
        title=translate(title, language),
        holds=translate(f"sheet.holds-{name}", language),
        hue={"evidence": 2, "opportunities": 3, "changes": 4, "personas": 5}[name],
        name=name,
        heads=tuple(
            Head(
                title=translate(_SAID.get(key, f"sheet.head-{key}"), language),
                width=width,
                key=key,
                is_open=key in _OPEN.get(name, ()),
                choices=choices.get(key, ()),
            )
            for key, width in heads
        ),
        rows=tuple(row for _, row in keyed),
        keys=tuple(key for key, _ in keyed),
    )


def _place(subject: Subject, cell: Cell) -> tuple[str, str]:
    """
    Say at which stage and step a cell stands.
    """
    for stage in subject.journey.stages:
        for step in stage.steps:
            if step.id == cell.at:
                return subject.said(stage.name), subject.said(step.name)
    return "", ""


def _listed(subject: Subject, texts: Iterable[LocalText]) -> str:
    return "\n".join(f"• {words}" for text in texts if (words := subject.said(text)))


def _words_of(subject: Subject, ids: Iterable[str]) -> str:
    wanted = tuple(ids)
    if not wanted:
        return ""
    cards = subject.journey.cards()
    known = {card.id: subject.said(card.text) for _, _, card in cards if card.id in wanted}
    found = [known[one] for one in wanted if known.get(one)]
    return list_text(found, subject.language) if found else ""


def _evidence(subject: Subject, words: ToldMap) -> Iterator[tuple[str, tuple[Value, ...]]]:
    titles = {
        lane.id: told.title for lane, told in zip(subject.journey.lanes, words.lanes, strict=True)
    }
    for lane, cell, card in subject.journey.cards():
        _, step = _place(subject, cell)
        for i, item in enumerate(card.evidence):
            told = (_card(subject, card, lane), titles[lane.id], step)
            yield f"card:{card.id}/{i}", (*told, *_source(subject, item))
    persona_word = translate("html.persona", subject.language)
    for persona in subject.journey.personas:
        for i, item in enumerate(persona.evidence):
            name = subject.said(persona.name) or persona.id
            yield f"persona:{persona.id}/{i}", (name, persona_word, "", *_source(subject, item))


def _card(subject: Subject, card: Card, lane: Lane | None = None) -> str:
    """
    Say a card in a line: its words, else whose score it is.
    """
    cause = card.cause if isinstance(card, Feeling) else None
    words = subject.said(card.text) or subject.said(cause)
    if words or not isinstance(card, Feeling | Rating) or lane is None:
        return words or card.id
    language = subject.language
    name = next((one.name for one in subject.journey.personas if one.id == card.persona), None)
    score = _score(card, lane, language)
    if name is None:
        return score
    return translate("scene.of-persona", language, name=subject.said(name), words=score)


def _score(card: Scored, lane: Lane, language: str) -> str:
    scale = card.scale_in(lane)
    told = {"score": card.score, "low": scale.low, "high": scale.high}
    words = {key: number(value, language) for key, value in told.items()}
    return translate("scene.score", language, **words)


def _source(subject: Subject, item: Evidence) -> tuple[Value, ...]:
    return (
        translate(f"grade.{item.grade}", subject.language),
        subject.said(item.source),
        item.date,
        amount(item.n, "customers"),
        subject.said(item.quote),
        Web(item.url) if item.url else None,
        item.by,
    )


def _opportunities(subject: Subject) -> list[tuple[str, tuple[Value, ...]]]:
    """
    List the opportunities, the most promising first and those that were dropped last.
    """
    found = [
        (cell, card) for _, cell, card in subject.journey.cards() if isinstance(card, Opportunity)
    ]

    def promise(item: tuple[Cell, Opportunity]) -> tuple[bool, float]:
        score = item[1].score
        return item[1].status == "dropped", float("inf") if score is None else -score

    changes = [card for _, _, card in subject.journey.cards() if isinstance(card, Change)]
    return [
        (f"card:{card.id}", _opportunity(subject, cell, card, changes))
        for cell, card in sorted(found, key=promise)
    ]


def _opportunity(
    subject: Subject, cell: Cell, card: Opportunity, changes: Sequence[Change]
) -> tuple[Value, ...]:
    return (
        _card(subject, card),
        *_place(subject, cell),
        translate(f"scene.status-{card.status}", subject.language),
        amount(card.score),
        amount(card.value),
        amount(card.effort),
        amount(card.importance),
        amount(card.satisfaction),
        card.owner,
        card.department,
        _due(changes, card),
        _words_of(subject, card.answers),
    )


def _due(changes: Sequence[Change], opportunity: Opportunity) -> dt.date | None:
    """
    Find the day by which the last of the changes that take an opportunity up shall be done.
    """
    days = [change.due for change in changes if change.due and opportunity.id in change.carries_out]
    return max(days, default=None)


def _changes(subject: Subject) -> Iterator[tuple[str, tuple[Value, ...]]]:
    for _, cell, card in subject.journey.cards():
        if isinstance(card, Change):
            yield f"card:{card.id}", (*_change(subject, cell, card), *_result(subject, card))


def _change(subject: Subject, cell: Cell, card: Change) -> tuple[Value, ...]:
    return (
        _card(subject, card),
        *_place(subject, cell),
        translate(f"scene.status-{card.status}", subject.language),
        card.owner,
        card.department,
        card.due,
        card.since,
        subject.said(card.why),
        subject.said(card.goal),
        _words_of(subject, card.answers),
        _words_of(subject, card.carries_out),
    )


def _result(subject: Subject, card: Change) -> tuple[Value, ...]:
    result = card.result
    if result is None:
        return (None,) * 6
    unit = unit_of(result.unit, result.effect)
    return (
        translate(f"cell.{result.verdict}", subject.language),
        amount(result.effect, unit),
        amount(result.low, unit),
        amount(result.high, unit),
        translate(f"sheet.unit-{unit}", subject.language),
        amount(result.n, "customers"),
    )


def _persona(subject: Subject, persona: Persona) -> tuple[Value, ...]:
    measured = subject.measures.personas if subject.measures else ()
    share = next((one.share for one in measured if one.persona == persona.id), None)
    return (
        subject.said(persona.name) or persona.id,
        subject.said(persona.role),
        subject.said(persona.summary),
        subject.said(persona.background),
        _listed(subject, persona.goals),
        _listed(subject, persona.needs),
        _listed(subject, persona.behaviours),
        subject.said(persona.quote),
        amount(share.value, share.unit) if share else None,
        amount(share.n, "customers") if share else None,
        amount(share.low, share.unit) if share else None,
        amount(share.high, share.unit) if share else None,
        persona.owner,
        persona.department,
    )
