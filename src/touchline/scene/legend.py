"""
How to read a picture, and where its numbers come from: only what occurs is explained.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from touchline.canvas.primitives import Ellipse, Group, Icon, Rect
from touchline.errors import InputError
from touchline.i18n import date_text, duration_text, moment_text, number, percent, translate
from touchline.lanes._pen import diamond
from touchline.lanes.touchpoints import handoff_mark
from touchline.location import Location
from touchline.model.experience import Feeling, PainPoint, Touchpoint
from touchline.model.handoffs import handoffs
from touchline.model.structure import Scale
from touchline.scene.branches import KIND_ICONS, branch_colours, stop_mark
from touchline.scene.shown_part import part_words
from touchline.units import parse_duration

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from touchline.canvas.primitives import Primitive
    from touchline.lanes._pen import Pen
    from touchline.model.structure import Lane
    from touchline.scene.subject import Subject

#: Side of the field in which a sign stands, space to its words and to the next entry, px.
_SIGN, _AFTER, _BETWEEN = 14.0, 6.0, 20.0


class Entry(NamedTuple):
    """
    One sign and what it means.

    Args:
        words: What it means.
        sign: Draws it around a middle; None for words alone.
    """

    words: str
    sign: Callable[[Pen, float, float], Primitive] | None = None


def legend(
    subject: Subject,
    pen: Pen,
    *,
    x: float,
    top: float,
    width: float,
    entries: Sequence[Entry] | None = None,
) -> tuple[Group | None, float]:
    """
    Place the signs that occur in a picture with their meaning.

    Args:
        subject: The map.
        pen: What knows theme, language and text.
        x: Where it begins.
        top: The y below which it is drawn.
        width: The width it may take.
        entries: What is explained; None for the signs of a grid.

    Returns:
        The legend, None when nothing needs explaining, and the y of its lower edge.
    """
    if entries is None:
        entries = grid_entries(subject, pen)
    if not entries:
        return None, top
    children: list[Primitive] = []
    left, y, low = x, top, top
    for entry in entries:
        lead = _SIGN + _AFTER if entry.sign else 0.0
        natural = pen.width_of(entry.words, pen.styles.note)
        if left > x and left + lead + natural > x + width:
            left, y = x, low + 3
        room = min(natural, x + width - left - lead)
        text = pen.words(entry.words, pen.styles.note, x=left + lead, y=y, width=room)
        if entry.sign:
            children.append(entry.sign(pen, left + _SIGN / 2, y + 7.7))
        children.append(text)
        left += lead + room + _BETWEEN
        low = max(low, text.y + text.height)
    title = translate("scene.legend", subject.language)
    group = Group(children=tuple(children), role="legend", title=title, at=Location())
    return group, low


def step_entries(subject: Subject, pen: Pen) -> list[Entry]:
    """
    Find out which signs occur at steps, at their touchpoints and on the ways between them.

    Args:
        subject: The map.
        pen: What knows theme, language and text.

    Returns:
        The signs with their meaning.
    """
    language = subject.language
    entries = []
    if _has_moments(subject):
        entries.append(Entry(translate("scene.moment-of-truth", language), _diamond))
    if any(step.is_milestone for step in subject.journey.steps):
        entries.append(Entry(translate("scene.milestone", language), _flag))
    entries += _way_entries(subject)
    if _has_handoffs(subject):
        entries.append(Entry(translate("scene.handoff", language), _handoff))
    if pen.shows_grades and "assumption" in _signs(subject):
        entries.append(Entry(translate("scene.legend-assumption", language), _dot))
    return entries


def legend_words(subject: Subject, pen: Pen) -> tuple[str, ...]:
    """
    Say what the signs that occur in a picture mean.

    Args:
        subject: The map.
        pen: What knows theme and language.

    Returns:
        A line for each.
    """
    return tuple(entry.words for entry in grid_entries(subject, pen))


def grid_entries(subject: Subject, pen: Pen) -> list[Entry]:
    """
    Find out which signs occur in a grid and its lanes.

    Args:
        subject: The map.
        pen: What knows theme, language and text.

    Returns:
        The signs with their meaning.
    """
    language = subject.language
    entries = step_entries(subject, pen)
    signs = _signs(subject)
    if "severity" in signs:
        entries.append(Entry(translate("scene.legend-severity", language), _severity))
    if "wanted" in signs:
        entries.append(Entry(translate("scene.wanted", language), _wanted))
    scales = {sign for sign in signs if isinstance(sign, Scale)}
    if len(scales) == 1:
        scale = scales.pop()
        ends = {"low": number(scale.low, language), "high": number(scale.high, language)}
        entries.append(Entry(translate("scene.legend-scale", language, **ends)))
    if "band" in signs:
        entries.append(Entry(translate("scene.legend-band", language), _band))
    return entries + _measured_entries(subject)


def _measured_entries(subject: Subject) -> list[Entry]:
    measures, language = subject.measures, subject.language
    if measures is None:
        return []
    entries = []
    verdicts = {check.verdict for step in measures.steps for check in step.targets}
    if verdicts & {"missed", "below"}:
        entries.append(Entry(translate("scene.legend-target", language), _missed))
    entries.append(Entry(translate("scene.legend-interval", language)))
    shown = any(lane.kind == "completion" for lane in subject.journey.lanes)
    if shown and any(step.completion_to_read != step.completion for step in measures.steps):
        entries.append(Entry(translate("scene.legend-elapsed", language)))
    return entries


def _way_entries(subject: Subject) -> list[Entry]:
    language, found = subject.language, subject.journey.branches
    kinds = [kind for kind in KIND_ICONS if any(branch.kind == kind for branch in found)]
    entries = [
        Entry(translate(f"scene.branch-{kind}", language), partial(_way, kind)) for kind in kinds
    ]
    if any(branch.to is None for branch in found):
        entries.append(Entry(translate("scene.legend-stop", language), _stop))
    return entries


def _has_moments(subject: Subject) -> bool:
    if any(step.is_moment_of_truth for step in subject.journey.steps):
        return True
    return "moment" in _signs(subject)


def _has_handoffs(subject: Subject) -> bool:
    shown = any(lane.kind == "touchpoints" for lane in subject.journey.lanes)
    return shown and bool(handoffs(subject.journey))


def _signs(subject: Subject) -> frozenset[str | Scale]:
    """
    Find out what the cards of all lanes show: names of signs, and the scales of feelings.
    """
    drafts = subject.drafts
    parts = (
        drafts.take(("signs", lane.id), (lane,), partial(_signs_of, lane))
        for lane in subject.journey.lanes
    )
    return frozenset().union(*parts)


def _signs_of(lane: Lane) -> frozenset[str | Scale]:
    found: set[str | Scale] = set()
    for cell in lane.cells:
        for card in cell.cards:
            if card.grade == "assumption":
                found.add("assumption")
            if isinstance(card, Touchpoint):
                found |= {"wanted"} if card.use == "wanted" else set()
                found |= {"moment"} if card.is_moment_of_truth else set()
            elif isinstance(card, PainPoint) and card.severity:
                found.add("severity")
            elif isinstance(card, Feeling):
                found.add(card.scale_in(lane))
                found |= {"band"} if card.low is not None else set()
    return frozenset(found)


def _diamond(pen: Pen, cx: float, cy: float) -> Primitive:
    return diamond(cx, cy, 5, fill=pen.theme.paper, stroke=pen.theme.second)


def _flag(pen: Pen, cx: float, cy: float) -> Primitive:
    colour = pen.theme.second
    return Icon(name="flag", x=cx - 6.5, y=cy - 6.5, size=13, colour=colour, stroke_width=2)


def _way(kind: str, pen: Pen, cx: float, cy: float) -> Primitive:
    colour = branch_colours(pen.theme, kind)[0]
    name = KIND_ICONS[kind]
    return Icon(name=name, x=cx - 6.5, y=cy - 6.5, size=13, colour=colour, stroke_width=2)


def _stop(pen: Pen, cx: float, cy: float) -> Primitive:
    return Group(children=tuple(stop_mark(pen, cx, cy, pen.theme.second)), role="sign")


def _handoff(pen: Pen, cx: float, cy: float) -> Primitive:
    return Group(children=tuple(handoff_mark(pen, cx, cy)), role="sign")


def _dot(pen: Pen, cx: float, cy: float) -> Primitive:
    return Ellipse(cx=cx + 3, cy=cy, rx=2, ry=2, fill=pen.theme.caution)


def _severity(pen: Pen, cx: float, cy: float) -> Primitive:
    dots = tuple(
        Ellipse(
            cx=cx - 5 + 5 * i,
            cy=cy,
            rx=2,
            ry=2,
            fill=pen.theme.bad if i < 2 else pen.theme.pain_line,  # noqa: PLR2004 (two of three)
        )
        for i in range(3)
    )
    return Group(children=dots, role="sign")


def _wanted(pen: Pen, cx: float, cy: float) -> Primitive:
    return Rect(
        x=cx - 7, y=cy - 5, width=14, height=10, stroke=pen.theme.second, radius=5, dash=(3, 2)
    )


def _band(pen: Pen, cx: float, cy: float) -> Primitive:
    fill = pen.theme.ink
    return Rect(x=cx - 7, y=cy - 4, width=14, height=8, fill=fill, radius=2, opacity=0.14)


def _missed(pen: Pen, cx: float, cy: float) -> Primitive:
    return Rect(x=cx - 5, y=cy - 5, width=10, height=10, fill=pen.theme.bad, radius=3)


def footer(
    subject: Subject, pen: Pen, *, x: float, top: float, width: float
) -> tuple[Group | None, float]:
    """
    Place where the numbers come from, and what a reader must be told about the whole map.

    Args:
        subject: The map.
        pen: What knows theme, language and text.
        x: Where it begins.
        top: The y below which it is drawn.
        width: The width it may take.

    Returns:
        The footer, None when there is nothing to tell, and the y of its lower edge.
    """
    lines = [*part_words(subject)]
    lines += [line for line in (_source(subject), _conformance(subject)) if line]
    measures = subject.measures
    if measures is not None and measures.withheld:
        words = translate("scene.least-group", subject.language, least=measures.least_group or 0)
        lines.append(words)
    if subject.journey.is_invented:
        lines.append(translate("scene.invented-note", subject.language))
    children: list[Primitive] = []
    low = top
    for line in lines:
        text = pen.words(line, pen.styles.note, x=x, y=low, width=width)
        children.append(text)
        low = text.y + text.height + 2
    if not children:
        return None, top
    title = " ".join(lines)
    return Group(children=tuple(children), role="footer", title=title, at=Location()), low - 2


def _source(subject: Subject) -> str:
    """
    Name the log, its size, its span and the time of measuring.
    """
    if subject.measures is None:
        return ""
    language, source = subject.language, subject.measures.provenance
    parts = [
        translate("scene.source", language, source=source.source),
        translate("scene.are-here", language, n=source.n_cases),
        translate("scene.events", language, n=source.n_events),
    ]
    if source.first and source.last:
        ends = [date_text(day, language, form="short") for day in (source.first, source.last)]
        parts.append(translate("scene.span", language, first=ends[0], last=ends[1]))
    if window := _window(subject):
        parts.append(window)
    told = moment_text(source.measured_at, language)
    parts.append(translate("scene.measured-at", language, moment=told))
    return " · ".join(parts)


def _window(subject: Subject) -> str:

    span = subject.measures.window if subject.measures else None
    if not span:
        return ""
    try:
        told = duration_text(parse_duration(span) / 1_000_000, subject.language)
    except InputError:
        # A measured file of another hand may hold any text here; what cannot be read is left out.
        return ""
    return translate("scene.window", subject.language, window=told)


def _conformance(subject: Subject) -> str:
    """
    Say how many paths follow the map and how much of the log it does not know.
    """
    found = subject.measures.conformance if subject.measures else None
    if found is None:
        return ""
    language, parts = subject.language, []
    if found.follows.value is not None:
        share = percent(found.follows.value, language)
        parts.append(translate("scene.follows", language, share=share))
    if found.unknown_events.value:
        share = percent(found.unknown_events.value, language)
        parts.append(translate("scene.unknown-events", language, share=share))
    return " · ".join(parts)
