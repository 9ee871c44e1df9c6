"""
The checklist for whoever walks a journey, made from its map (R-110, R-129).

It is paper (Markdown, or an HTML page to print or to fill in on a screen), or a file that is filled
in and read back (YAML, JSON, CSV).
"""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any, get_args

from touchline.document import emit
from touchline.i18n import date_text, number, translate
from touchline.model.experience import PainPoint, Touchpoint
from touchline.model.structure import Scale
from touchline.model.work.walk import Contact
from touchline.spreadsheet import comma_separated
from touchline.workspace.sheets import (
    Blank,
    Block,
    Choices,
    Facts,
    Heading,
    Together,
    Words,
    markdown,
    page,
)

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping

    from touchline.model.map import JourneyMap
    from touchline.model.structure import Card, Step
    from touchline.model.text import LocalText
    from touchline.model.work.walk import WalkSort

#: The scale of a walk whose map states none for feelings.
USUAL = Scale(low=1, high=5)

_CONTACTS: tuple[Contact, ...] = get_args(Contact)

#: A scale with fewer or more points than this is asked for as a number.
_FEWEST_POINTS, _MOST_POINTS = 3, 11

#: The columns of the table that is filled in, one row a step.
COLUMNS = (
    "walker", "who", "sort", "date", "persona", "scale_low", "scale_high", "step", "name",
    "reached", "rating", "duration", "friction", "met", "contact", "touchpoints", "photos",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Mentioned:
    """
    A card that a checklist lists.

    Args:
        id: Its id.
        text: What it says.
        channel: What its channel is called; empty for none.
    """

    id: str
    text: str
    channel: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedStep:
    """
    A step of a checklist.

    Args:
        id: Its id.
        stage: What its stage is called.
        name: What the customer does.
        purpose: How it brings the customer nearer to the goal.
        is_certain: It lies on the planned way and may not be left out.
        is_moment_of_truth: It decides whether the interaction succeeds.
        touchpoints: What is to be tried.
        pain_points: What is known to hurt.
    """

    id: str
    stage: str
    name: str
    purpose: str = ""
    is_certain: bool = True
    is_moment_of_truth: bool = False
    touchpoints: tuple[Mentioned, ...] = ()
    pain_points: tuple[Mentioned, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Checklist:
    """
    What whoever walks a journey looks at.

    Args:
        map: The id of the map.
        title: What the map is called.
        language: The language of the words.
        sort: A walk-through or mystery shopping.
        walker: Who walks; empty when that is still open.
        date: The day; None when that is still open.
        persona: The id of the persona in whose shoes it is done; None without one.
        persona_name: What it is called.
        goal: What the customer wants to reach.
        scenario: The concrete scene.
        scale_low: The worst rating.
        scale_high: The best rating.
        scale_names: What the ratings are called, evenly spread from the worst to the best.
        steps: The steps in the order of the map.
    """

    map: str
    title: str
    language: str
    sort: WalkSort = "walk-through"
    walker: str = ""
    date: dt.date | None = None
    persona: str | None = None
    persona_name: str = ""
    goal: str = ""
    scenario: str = ""
    scale_low: float = USUAL.low
    scale_high: float = USUAL.high
    scale_names: tuple[str, ...] = ()
    steps: tuple[ListedStep, ...] = field(default=())


def checklist(
    journey: JourneyMap,
    *,
    sort: WalkSort = "walk-through",
    persona: str | None = None,
    walker: str = "",
    date: dt.date | None = None,
    language: str | None = None,
) -> Checklist:
    """
    Make the checklist of a map.

    Ratings are given on the scale of the map's feelings when it states one, so that they can be
    compared; else from 1 to 5.

    Args:
        journey: The map.
        sort: A walk-through or mystery shopping.
        persona: The id of the persona in whose shoes it is done; None takes the primary one.
        walker: Who walks.
        date: The day.
        language: The language of the words; None for the map's own.

    Returns:
        The checklist.
    """
    reader = language or journey.language
    who = next((one for one in journey.personas if one.id == persona), journey.primary_persona)

    def said(text: LocalText | None) -> str:
        return text.said(reader, otherwise=journey.language) if text else ""

    scale = scale_of(journey)
    return Checklist(
        map=journey.id,
        title=said(journey.title),
        language=reader,
        sort=sort,
        walker=walker,
        date=date,
        persona=who.id if who else None,
        persona_name=said(who.name) if who else "",
        goal=said(journey.goal),
        scenario=said(journey.scenario),
        scale_low=scale.low,
        scale_high=scale.high,
        scale_names=tuple(map(said, scale.names)),
        steps=tuple(_steps(journey, reader)),
    )


def scale_of(journey: JourneyMap) -> Scale:
    """
    Find the scale in which a walk through a map is rated.

    Args:
        journey: The map.

    Returns:
        That of its first lane of feelings, else from 1 to 5.
    """
    stated = (lane.scale for lane in journey.lanes if lane.kind == "emotion")
    return next((scale for scale in stated if scale is not None), USUAL)


def cards_at(journey: JourneyMap) -> dict[str, list[Card]]:
    """
    Collect the cards of each step, those of cells that span several at each of them.

    Args:
        journey: The map.

    Returns:
        The cards by the id of the step, in the order of the map.
    """
    order = [step.id for step in journey.steps]
    found: defaultdict[str, list[Card]] = defaultdict(list)
    for _, cell, card in journey.cards():
        if cell.at in order:
            first = order.index(cell.at)
            last = order.index(cell.through) if cell.through in order else first
            for step in order[first : last + 1]:
                found[step].append(card)
    return found


def _steps(journey: JourneyMap, language: str) -> Iterator[ListedStep]:
    cards = cards_at(journey)
    own = journey.language
    names = {one.id: one.name.said(language, otherwise=own) for one in journey.channels if one.name}

    def mentioned(card: Card, channel: str | None = None) -> Mentioned:
        text = card.text.said(language, otherwise=own)
        return Mentioned(id=card.id, text=text, channel=names.get(channel or "", channel or ""))

    for stage in journey.stages:
        for step in stage.steps:
            here = cards.get(step.id, [])
            yield ListedStep(
                id=step.id,
                stage=stage.name.said(language, otherwise=own),
                name=step.name.said(language, otherwise=own),
                purpose=step.purpose.said(language, otherwise=own) if step.purpose else "",
                is_certain=_is_certain(step),
                is_moment_of_truth=step.is_moment_of_truth,
                touchpoints=tuple(
                    mentioned(card, card.channel)
                    for card in here
                    if isinstance(card, Touchpoint) and card.use == "now"
                ),
                pain_points=tuple(mentioned(card) for card in here if isinstance(card, PainPoint)),
            )


def _is_certain(step: Step) -> bool:
    return step.path == "main" and not step.is_optional


def blocks(found: Checklist) -> tuple[Block, ...]:
    """
    Lay a checklist out as a sheet.

    Args:
        found: The checklist.

    Returns:
        What stands on the sheet.
    """
    return tuple(_Laying(found).all())


class _Laying:
    """
    Knows the checklist and its language.
    """

    def __init__(self, found: Checklist) -> None:
        self.found = found

    def words(self, key: str, **values: object) -> str:
        return translate(f"walk.form.{key}", self.found.language, **values)

    def all(self) -> Iterator[Block]:
        found = self.found
        sort = found.sort.replace("-", "_")
        yield Heading(self.words("title", sort=sort, title=found.title), 1)
        yield Words(self.words("rule", sort=sort))
        pairs = (
            (translate("scene.persona", found.language), found.persona_name),
            (translate("scene.goal", found.language), found.goal),
            (translate("scene.scenario", found.language), found.scenario),
        )
        day = date_text(found.date, found.language) if found.date else ""
        known = ((self.words("walker"), found.walker), (self.words("date"), day))
        told = tuple(pair for pair in (*pairs, *known) if pair[1])
        if told:
            yield Facts(told)
        for label, value in known:
            if not value:
                yield Blank(label, 0)
        for place, step in enumerate(found.steps, 1):
            yield Together(tuple(self.step(place, step)))
        yield Together(tuple(self.whole()))

    def step(self, place: int, step: ListedStep) -> Iterator[Block]:
        shown = number(place, self.found.language)
        yield Heading(self.words("step", n=shown, stage=step.stage, step=step.name))
        if step.purpose:
            yield Words(step.purpose, is_note=True)
        if step.is_moment_of_truth:
            yield Words(self.words("moment-of-truth"), is_note=True)
        if not step.is_certain:
            yield Words(self.words("only-if"), is_note=True)
        yield Choices(self.words("reached"), self.yes_no())
        if step.touchpoints:
            names = tuple(_with_channel(one, self.found.language) for one in step.touchpoints)
            yield Choices(self.words("touchpoints"), names, is_several=True)
        yield self.rating("rating")
        yield Blank(self.words("duration"), 0)
        told = tuple(translate(f"walk.contact.{one}", self.found.language) for one in _CONTACTS)
        yield Choices(self.words("contact"), told)
        if step.pain_points:
            texts = tuple(one.text for one in step.pain_points)
            yield Choices(self.words("met"), texts, is_several=True)
        yield Blank(self.words("friction"), 3)
        yield Blank(self.words("photos"), 0)

    def whole(self) -> Iterator[Block]:
        yield Heading(self.words("whole"))
        yield self.rating("rating-whole")
        yield Blank(self.words("duration-whole"), 0)
        yield Blank(self.words("notes"), 3)

    def yes_no(self) -> tuple[str, str]:
        return (
            translate("diff.yes", self.found.language),
            translate("diff.no", self.found.language),
        )

    def rating(self, key: str) -> Block:
        """
        Ask for a point of the scale: ticked where there are few, written where there are many.
        """
        found, language = self.found, self.found.language
        low, high = found.scale_low, found.scale_high
        ends = {"low": number(low, language), "high": number(high, language)}
        label = self.words(key, **ends)
        points = int(high - low) + 1
        is_whole = low == int(low) and high == int(high)
        if not is_whole or not _FEWEST_POINTS <= points <= _MOST_POINTS:
            return Blank(label, 0)
        names = found.scale_names if len(found.scale_names) == points else ("",) * points
        shown = (number(int(low) + i, language) for i in range(points))
        return Choices(
            label, tuple(f"{n} {name}".strip() for n, name in zip(shown, names, strict=True))
        )


def _with_channel(one: Mentioned, language: str) -> str:
    if not one.channel:
        return one.text
    return translate("walk.form.with-channel", language, text=one.text, channel=one.channel)


def as_markdown(found: Checklist) -> str:
    """
    Write a checklist as Markdown.

    Args:
        found: The checklist.

    Returns:
        The text.
    """
    return markdown(blocks(found))


def as_html(found: Checklist) -> str:
    """
    Write a checklist as a page to print, or to fill in on a screen before it is printed.

    Args:
        found: The checklist.

    Returns:
        The page, which asks the network for nothing.
    """
    title = translate(
        "walk.form.title", found.language, sort=found.sort.replace("-", "_"), title=found.title
    )
    return page(blocks(found), title=title, language=found.language)


def blank_walk(found: Checklist) -> dict[str, Any]:
    """
    Make the file that is filled in.

    Args:
        found: The checklist.

    Returns:
        Plain data as a filled walk has it, with nothing filled in.
    """
    steps: list[dict[str, Any]] = [
        {
            "step": step.id,
            "reached": True,
            "rating": None,
            "duration": None,
            "friction": [],
            "met": [],
            "contact": "not-looked",
            "touchpoints": [],
            "photos": [],
        }
        for step in found.steps
    ]
    data: dict[str, Any] = {
        "record": "walk",
        "map": found.map,
        "walker": found.walker,
        "who": "employees",
        "sort": found.sort,
        "date": found.date.isoformat() if found.date else None,
    }
    if found.persona:
        data["persona"] = found.persona
    scale = {"low": found.scale_low, "high": found.scale_high}
    return {**data, "scale": scale, "rating": None, "duration": None, "steps": steps}


def as_yaml(found: Checklist) -> str:
    """
    Write a checklist as YAML to fill in; comments say what may stand where.

    Args:
        found: The checklist.

    Returns:
        The text.
    """
    data = blank_walk(found)
    language = found.language
    title = translate(
        "walk.form.title", language, sort=found.sort.replace("-", "_"), title=found.title
    )
    how = translate("walk.form.how", language, key="contact", choices=", ".join(_CONTACTS))
    lines = [_comment(title), _comment(how)]
    for key, value in data.items():
        if key != "steps":
            lines.append(_entry(key, value))
    lines.append("steps:")
    for step, plain in zip(found.steps, data["steps"], strict=True):
        lines.append("  " + _comment(f"{step.stage} · {step.name}"))
        listed = [_with_id(one, language) for one in (*step.touchpoints, *step.pain_points)]
        lines += ["  " + _comment(f"    {one}") for one in listed]
        entries = [_entry(key, value) for key, value in plain.items()]
        lines += [f"  - {entries[0]}", *(f"    {entry}" for entry in entries[1:])]
    return "\n".join(lines) + "\n"


def _with_id(one: Mentioned, language: str) -> str:
    return f"{one.id}: {_with_channel(one, language)}"


def _comment(words: str) -> str:
    kept = (sign if emit.is_printable(sign) else " " for sign in words)
    return "# " + "".join(kept).rstrip()


def _entry(key: str, value: Any) -> str:
    if value is None or value == "":
        return f"{key}:"
    return f"{key}: {emit.flow(value) if isinstance(value, dict | list) else emit.scalar(value)}"


def as_json(found: Checklist) -> str:
    """
    Write a checklist for programs, such as a page on a phone, with the walk to fill in.

    Args:
        found: The checklist.

    Returns:
        JSON with the keys `checklist` and `walk`.
    """
    told: Mapping[str, Any] = {"checklist": asdict(found), "walk": blank_walk(found)}
    return json.dumps(told, ensure_ascii=False, indent=2, default=str) + "\n"


def as_csv(found: Checklist) -> str:
    """
    Write a checklist as a table to fill in, one row a step.

    Args:
        found: The checklist.

    Returns:
        The text, with a header line.
    """
    data = blank_walk(found)
    shared = {
        **{key: data[key] for key in ("walker", "who", "sort")},
        "date": data["date"] or "",
        "persona": data.get("persona", ""),
        "scale_low": emit.scalar(found.scale_low),
        "scale_high": emit.scalar(found.scale_high),
    }
    blank = dict.fromkeys(COLUMNS, "")
    filled = {"reached": "yes", "contact": "not-looked"}
    rows = ({**blank, **shared, **filled, "step": one.id, "name": one.name} for one in found.steps)
    return comma_separated(rows, COLUMNS)


#: The forms that a checklist is written in, by the ending of the file.
FORMS = {
    "md": as_markdown,
    "html": as_html,
    "yaml": as_yaml,
    "json": as_json,
    "csv": as_csv,
}
