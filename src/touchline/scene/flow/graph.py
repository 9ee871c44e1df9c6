"""
What leads where in a map: the planned way, the ways beside it and the departures from it.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, Literal

from touchline.i18n import percent, translate
from touchline.lanes._details import figure_details, figure_margin, figure_text
from touchline.lanes._owners import owner_lines
from touchline.location import Location
from touchline.model.experience import Touchpoint
from touchline.scene.ways import leads, told_branch

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from touchline.measuring.measured import Deviation, Figure
    from touchline.model.map import Branch
    from touchline.model.structure import Stage, Step
    from touchline.scene.subject import Subject

#: Departures from the plan that are drawn; the others are counted.
_MOST_DEPARTURES = 8

#: A way that leads along the plan, beside it, or departs from it.
WayKind = Literal[
    "main", "failure", "recovery", "loop", "choice", "skipped", "inserted", "repeated", "backward"
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """
    What leads from one place to another.

    Args:
        kind: What it is.
        origin: The number of the step that it leaves; -1 for the start, None where nobody knows.
        target: The number of the step that it leads to; the number of steps for the end, None
            where the journey breaks off.
        words: What stands at it.
        language: The language of the words.
        aside: What stands at it in fainter letters.
        title: What it says as a whole.
        details: All that is known of it.
        share: The share of those who enter that take it; None where nobody knows.
        at: Its location in the map.
    """

    kind: WayKind
    origin: int | None
    target: int | None
    words: str = ""
    language: str = "en"
    aside: str = ""
    title: str = ""
    details: str = ""
    share: float | None = None
    at: Location = field(default_factory=Location)


@dataclass(frozen=True, slots=True, kw_only=True)
class Graph:
    """
    The steps of a map and the ways between them.

    Args:
        steps: The steps with their stages, in order.
        beside: Whether each of them lies beside the planned way.
        plan: The ways along the plan, from the start to the end.
        others: The ways beside it and the departures from it.
        hidden: Departures that are not drawn, in words.
    """

    steps: tuple[tuple[Stage, Step], ...]
    beside: tuple[bool, ...]
    plan: tuple[Way, ...]
    others: tuple[Way, ...]
    hidden: tuple[str, ...]

    @property
    def end(self) -> int:
        """
        The number by which ways name the end of the journey.
        """
        return len(self.steps)


def graph_of(subject: Subject) -> Graph:
    """
    Find what leads where in a map.

    Args:
        subject: The map.

    Returns:
        Its steps and ways.
    """
    journey = subject.journey
    steps = tuple((stage, step) for stage in journey.stages for step in stage.steps)
    has_plan = any(step.path == "main" for _, step in steps)
    beside = tuple(has_plan and step.path != "main" for _, step in steps)
    main = [i for i, is_beside in enumerate(beside) if not is_beside]
    drawn = [way for branch in journey.branches if (way := _branch(subject, branch, steps))]
    implied = list(_implied(subject, steps, beside, drawn))
    authored, rest = _with_shares(subject, steps, beside, [*drawn, *implied])
    departures, hidden = _departures(subject, steps, main, rest)
    return Graph(
        steps=steps,
        beside=beside,
        plan=_plan(subject, steps, main),
        others=(*authored, *departures),
        hidden=hidden,
    )


def _plan(
    subject: Subject, steps: Sequence[tuple[Stage, Step]], main: Sequence[int]
) -> tuple[Way, ...]:
    """
    Join the steps of the planned way, with the share of those who come so far.

    A step of which nobody knows the share lies on the way to the next one that has a share.
    """
    if not main:
        return ()
    reached = [_reached(subject, steps[i][1]) for i in main]
    reached.append(subject.measures.completion if subject.measures else None)
    stops = [-1, *main, len(steps)]
    ways = []
    following: Figure | None = None
    for (origin, target), figure in reversed(list(zip(pairwise(stops), reached, strict=True))):
        following = figure if figure and figure.value is not None else following
        ways.append(_planned(subject, steps, (origin, target), figure, following))
    return tuple(reversed(ways))


def _reached(subject: Subject, step: Step) -> Figure | None:
    measures = subject.measures.of(step.id) if subject.measures else None
    return measures.reached_share if measures else None


def _planned(
    subject: Subject,
    steps: Sequence[tuple[Stage, Step]],
    ends: tuple[int, int],
    figure: Figure | None,
    following: Figure | None,
) -> Way:
    language = subject.language
    names = {-1: "flow-start", len(steps): "flow-end"}
    told = [
        translate(f"scene.{names[i]}", language) if i in names else _name(subject, steps[i][1])
        for i in ends
    ]
    title = translate("scene.flow-planned", language, origin=told[0], target=told[1])
    details, words, aside = title, "", ""
    # Everybody who enters comes to the first step, which needs no words.
    if figure and figure.value is not None and ends[0] >= 0:
        words, aside = figure_text(figure, language), figure_margin(figure, language)
        share = translate("scene.of-entered", language, share=words)
        details = f"{title}\n{share}{_ground(figure, language)}"
    place = max(ends[0], 0) if ends[1] == len(steps) else ends[1]
    return Way(
        kind="main",
        origin=ends[0],
        target=ends[1],
        words=words,
        language=language,
        aside=aside,
        title=title,
        details=details,
        share=following.value if following else None,
        at=Location.of(("step", steps[place][1].id)),
    )


def _ground(figure: Figure, language: str) -> str:
    """
    Say what a figure rests on, to stand behind words that hold its value.
    """
    return figure_details(figure, language).removeprefix(figure_text(figure, language))


def _name(subject: Subject, step: Step) -> str:
    return subject.said(step.name) or step.id


def _branch(subject: Subject, branch: Branch, steps: Sequence[tuple[Stage, Step]]) -> Way | None:
    """
    Take an authored branch whose steps the map has.
    """
    number = {step.id: i for i, (_, step) in enumerate(steps)}
    if branch.origin not in number or (branch.to is not None and branch.to not in number):
        return None
    journey, language = subject.journey, subject.language
    words = subject.said(branch.text).strip()
    lines = [words, leads(journey, branch, language), *owner_lines(branch, language)]
    return Way(
        kind=branch.kind,
        origin=number[branch.origin],
        target=None if branch.to is None else number[branch.to],
        words=words,
        language=subject.language_of(branch.text),
        title=told_branch(journey, branch, language),
        details="\n".join(line for line in lines if line),
        at=Location.of(("branch", branch.id)),
    )


def _implied(
    subject: Subject,
    steps: Sequence[tuple[Stage, Step]],
    beside: Sequence[bool],
    drawn: Sequence[Way],
) -> Iterator[Way]:
    """
    Join steps beside the plan to their neighbours where no branch says how one comes there.
    """
    entered = {way.target for way in drawn}
    left = {way.origin for way in drawn}
    for is_beside, run in groupby(range(len(steps)), key=lambda i: beside[i]):
        members = list(run)
        if not is_beside:
            continue
        first, last = members[0], members[-1]
        if first not in entered and first > 0:
            yield _follows(subject, steps, first - 1, first)
        for one, other in pairwise(members):
            if other not in entered or one not in left:
                yield _follows(subject, steps, one, other)
        is_back = steps[last][1].path == "recovery"
        if is_back and last not in left and last + 1 < len(steps):
            yield _follows(subject, steps, last, last + 1)


def _follows(
    subject: Subject, steps: Sequence[tuple[Stage, Step]], origin: int, target: int
) -> Way:
    path = steps[target][1].path
    kind: WayKind = path if path != "main" else "recovery"
    title = translate(
        "scene.branch-leads",
        subject.language,
        kind=translate(f"scene.branch-{kind}", subject.language),
        origin=_name(subject, steps[origin][1]),
        target=_name(subject, steps[target][1]),
    )
    at = Location.of(("step", steps[target][1].id))
    return Way(kind=kind, origin=origin, target=target, title=title, details=title, at=at)


def _with_shares(
    subject: Subject,
    steps: Sequence[tuple[Stage, Step]],
    beside: Sequence[bool],
    ways: Sequence[Way],
) -> tuple[list[Way], list[Deviation]]:
    """
    Put measured shares on the ways to steps beside the plan; gives all other departures, too.

    Who does something off the plan after a planned step, and what is done is what a step beside
    the plan recognises, took the way to that step.
    """
    found = subject.measures.conformance if subject.measures else None
    known = _recognised(subject, steps, beside)
    number = {step.id: i for i, (_, step) in enumerate(steps)}
    taken: dict[int, Deviation] = {}
    rest = []
    for item in found.deviations if found else ():
        ends = (number.get(item.step), known.get(item.activity or ""))
        places = [k for k, way in enumerate(ways) if (way.origin, way.target) == ends]
        if item.kind == "inserted" and len(places) == 1:
            taken.setdefault(places[0], item)
        else:
            rest.append(item)
    shared = [
        _shared(subject, way, taken[k].share) if k in taken else way for k, way in enumerate(ways)
    ]
    return shared, rest


def _recognised(
    subject: Subject, steps: Sequence[tuple[Stage, Step]], beside: Sequence[bool]
) -> dict[str, int]:
    """
    Say which step beside the plan recognises an activity that no other step does.
    """
    number = {step.id: i for i, (_, step) in enumerate(steps)}
    found: dict[str, set[int]] = {}
    for _, cell, card in subject.journey.cards():
        if isinstance(card, Touchpoint) and cell.at in number:
            for matcher in card.binding:
                for activity in matcher.activities:
                    found.setdefault(activity, set()).add(number[cell.at])
    alone = {activity: places.pop() for activity, places in found.items() if len(places) == 1}
    return {activity: i for activity, i in alone.items() if beside[i]}


def _shared(subject: Subject, way: Way, figure: Figure) -> Way:
    """
    Put a measured share on a way.
    """
    if figure.value is None:
        return way
    share = figure_text(figure, subject.language)
    told = translate("scene.of-entered", subject.language, share=share)
    return replace(
        way,
        words=" · ".join(part for part in (way.words, share) if part),
        title=f"{way.title} · {told}",
        details=f"{way.details}\n{told}{_ground(figure, subject.language)}",
        share=figure.value,
    )


def _departures(
    subject: Subject,
    steps: Sequence[tuple[Stage, Step]],
    main: Sequence[int],
    found: Sequence[Deviation],
) -> tuple[list[Way], tuple[str, ...]]:
    """
    Take the most frequent departures from the plan, and tell the others.
    """
    number = {step.id: i for i, (_, step) in enumerate(steps)}
    ways = [
        _departure(subject, steps, main, item, number[item.step])
        for item in found
        if number.get(item.step) in main and item.share.value
    ]
    return ways[:_MOST_DEPARTURES], tuple(way.details for way in ways[_MOST_DEPARTURES:])


def _departure(
    subject: Subject,
    steps: Sequence[tuple[Stage, Step]],
    main: Sequence[int],
    item: Deviation,
    i: int,
) -> Way:
    """
    Draw a departure at the step where it happens.
    """
    language, place = subject.language, main.index(i)
    before = main[place - 1] if place else -1
    after = main[place + 1] if place + 1 < len(main) else len(steps)
    ends: dict[str, tuple[int | None, int]] = {
        "skipped": (before, after),
        "inserted": (i, after),
        "repeated": (i, i),
        "backward": (None, i),
    }
    share = item.share.value or 0.0
    words = translate(
        f"scene.deviation-{item.kind}",
        language,
        share=percent(share, language),
        activity=item.activity or "",
    )
    name = _name(subject, steps[i][1])
    details = f"{name}\n{words}{_ground(item.share, language)}"
    origin, target = ends[item.kind]
    return Way(
        kind=item.kind,
        origin=origin,
        target=target,
        words=words,
        language=language,
        title=f"{name}: {words}",
        details=details,
        share=share,
        at=Location.of(("step", steps[i][1].id)),
    )
