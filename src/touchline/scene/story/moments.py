"""
What happens at one step of a map, in sentences.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from touchline.i18n import date_text, list_text, quote
from touchline.lanes._details import evidence_line
from touchline.lanes._scores import as_shown, score_words
from touchline.lanes.touchpoints import channel_name
from touchline.measuring.verdicts import result_words
from touchline.model.experience import (
    Change,
    Expectation,
    Need,
    Opportunity,
    PainPoint,
    PostedContent,
    Touchpoint,
)
from touchline.model.gaps import expectation_gap
from touchline.scene.story.feelings import feelings
from touchline.scene.story.other_lanes import told_elsewhere
from touchline.scene.story.step import Paragraph

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from touchline.lanes._row import Row
    from touchline.model.handoffs import Handoff
    from touchline.model.map import Branch
    from touchline.model.structure import Card, Evidence
    from touchline.scene.story.step import At, ParagraphKind
    from touchline.scene.story.voice import Voice

#: In which order they follow each other.
_ORDER: tuple[ParagraphKind, ...] = (
    "deeds", "thoughts", "feelings", "wishes", "posts", "trouble", "better", "measured", "behind"
)  # fmt: skip


def paragraphs(at: At) -> tuple[Paragraph, ...]:
    """
    Tell a step, but for what was measured.

    Args:
        at: The step.

    Returns:
        The paragraphs that have something to say.
    """
    voice = at.voice
    titled: Mapping[ParagraphKind, str] = {
        "thoughts": voice.tell("thinks", who=voice.who),
        "posts": voice.tell("posts"),
        "trouble": voice.tell("part", part="trouble"),
        "better": voice.tell("part", part="better"),
        "behind": voice.tell("part", part="behind"),
    }
    told: Mapping[ParagraphKind, tuple[str, ...]] = {
        "deeds": tuple(_deeds(at)),
        "feelings": tuple(feelings(at)),
        "wishes": tuple(_wishes(at)),
        "trouble": tuple(_trouble(at)),
        "better": tuple(_better(at)),
        "behind": tuple(told_elsewhere(voice, at.step, [row for row, _ in at.rows])),
    }
    found = [
        Paragraph(kind=kind, sentences=kept, title=titled.get(kind, ""), text=voice.joined(kept))
        for kind, sentences in told.items()
        if (kept := tuple(sentence for sentence in sentences if sentence))
    ]
    spoken = [_spoken(at, "thoughts", titled["thoughts"]), _spoken(at, "posts", titled["posts"])]
    every = [*found, *(paragraph for paragraph in spoken if paragraph)]
    return tuple(sorted(every, key=lambda paragraph: _ORDER.index(paragraph.kind)))


def _deeds(at: At) -> Iterator[str]:
    """
    Say what the customer does, where and for what.
    """
    voice, step = at.voice, at.step
    for _, card in at.of("actions"):
        yield voice.marked(voice.whole(card.text), card)
    for handoff in at.handoffs:
        yield _handed_over(voice, handoff)
    yield from _touchpoints(at)
    if purpose := voice.said(step.purpose):
        yield voice.tell("purpose", purpose=purpose)
    marks = {
        "moment": step.is_moment_of_truth,
        "milestone": step.is_milestone,
        "optional": step.is_optional,
        "failure": step.path == "failure",
        "recovery": step.path == "recovery",
    }
    yield from (voice.tell("mark", mark=mark) for mark, holds in marks.items() if holds)
    for branch in at.branches:
        yield from _way(voice, branch)


def _touchpoints(at: At) -> Iterator[str]:
    voice = at.voice
    now: list[str] = []
    wanted: list[str] = []
    for _, card in at.of("touchpoints"):
        if isinstance(card, Touchpoint) and voice.said(card.text):
            (wanted if card.use == "wanted" else now).append(_contact(voice, card))
    language = voice.language
    if now:
        yield voice.tell("meets", who=voice.who, items=list_text(now, language))
    if wanted:
        yield voice.tell("wanted", items=list_text(wanted, language))


def _contact(voice: Voice, card: Touchpoint) -> str:
    name = voice.named(card.text)
    if card.channel is None:
        return name
    channel = channel_name(voice.subject.journey, card.channel, voice.language)
    return voice.tell("in-channel", touchpoint=name, channel=channel)


def _handed_over(voice: Voice, handoff: Handoff) -> str:
    journey, language = voice.subject.journey, voice.language
    sides = []
    for side in (handoff.origin, handoff.target):
        names = [
            channel_name(journey, name, language) if handoff.kind == "channel" else name
            for name in side
        ]
        sides.append(list_text([quote(name, language) for name in names], language))
    return voice.tell("handoff", kind=handoff.kind, origin=sides[0], target=sides[1])


def _way(voice: Voice, branch: Branch) -> Iterator[str]:
    """
    Say where else the journey can go, and when it does.
    """
    if branch.to is None:
        yield voice.tell("way-ends")
    else:
        names = {step.id: step.name for step in voice.subject.journey.steps}
        target = voice.named(names.get(branch.to), branch.to)
        yield voice.tell("way", kind=branch.kind, target=target)
    if when := voice.said(branch.text):
        yield voice.tell("way-when", when=when)


def _wishes(at: At) -> Iterator[str]:
    """
    Say what is needed and why, what would be welcome, and what is expected and found.
    """
    voice = at.voice
    for row, card in at.of("needs", "wants", "expectations"):
        kind, text = row.lane.kind, voice.said(card.text)
        told = [voice.tell("wish", kind=kind, who=voice.who, text=text)] if text else []
        if isinstance(card, Need) and (cause := voice.said(card.why)):
            told.append(voice.tell("reason", cause=cause))
        if isinstance(card, Expectation):
            told += _gap(at, row, card)
        yield voice.marked(voice.joined(told), card)
    for row, card in at.of("enablers"):
        yield _framed(voice, "ease", card, kind=row.lane.kind)


def _gap(at: At, row: Row, card: Expectation) -> Iterator[str]:
    gap = expectation_gap(row.journey, row.lane, card, at.step.id)
    if gap is None:
        return
    size = as_shown(gap.size, gap.scale)
    side = "below" if size < 0 else "above" if size > 0 else "equal"
    expected, experienced = (
        score_words(row, score, gap.scale) for score in (gap.expected, gap.experienced)
    )
    yield at.voice.tell("gap", side=side, expected=expected, experienced=experienced)


def _trouble(at: At) -> Iterator[str]:
    voice = at.voice
    for _, card in at.of("pain-points"):
        severity = card.severity if isinstance(card, PainPoint) else None
        yield _framed(voice, "pain", card, severity=f"s{severity}" if severity else "none")
    for row, card in at.of("barriers"):
        yield _framed(voice, "ease", card, kind=row.lane.kind)


def _better(at: At) -> Iterator[str]:
    """
    Say what would help, what was learned, and what is planned.
    """
    voice = at.voice
    for row, card in at.of("support"):
        yield _framed(voice, "ease", card, kind=row.lane.kind)
    for _, card in at.of("insights"):
        yield _framed(voice, "could", card, status="learned")
    for row, card in at.of("opportunities", "solutions", "changes"):
        yield _planned(voice, row, card)


def _planned(voice: Voice, row: Row, card: Card) -> str:
    status = card.status if isinstance(card, Opportunity | Change) else "way"
    told = [_framed(voice, "could", card, status=status)]
    if isinstance(card, Change):
        if card.due and card.status not in ("done", "dropped"):
            told.append(voice.tell("due", date=date_text(card.due, voice.language)))
        if cause := voice.said(card.why):
            told.append(voice.tell("reason", cause=cause))
        if card.result:
            told.append(voice.tell("result", result=result_words(card.result, row.language)))
    return voice.joined(told)


def _framed(voice: Voice, frame: str, card: Card, **values: object) -> str:
    text = voice.said(card.text)
    return voice.marked(voice.tell(frame, text=text, **values), card) if text else ""


def _spoken(at: At, kind: ParagraphKind, title: str) -> Paragraph | None:
    """
    Quote what customers think, what was heard from them, or what they publish.
    """
    lanes = ("thoughts",) if kind == "thoughts" else ("customer-content",)
    said: list[tuple[str, str]] = []
    for row, card in at.of(*lanes):
        if words := at.voice.quoted(card.text):
            said.append((at.voice.marked(words, card), _origin(at.voice, row, card)))
    if kind == "thoughts":
        said += _heard(at)
    if not said:
        return None
    sentences, sources = zip(*said, strict=True)
    return Paragraph(kind=kind, sentences=sentences, sources=sources, title=title)


def _origin(voice: Voice, row: Row, card: Card) -> str:
    if isinstance(card, PostedContent) and card.channel:
        return channel_name(row.journey, card.channel, voice.language)
    return ""


def _heard(at: At) -> Iterator[tuple[str, str]]:
    """
    Quote the customers who stand behind the step's cards, with where it was heard.
    """
    seen: set[str] = set()
    for row, cards in at.rows:
        for item in (item for card in cards for item in card.evidence):
            words = at.voice.quoted(item.quote)
            if words and words not in seen:
                seen.add(words)
                yield words, _source(row, item)


def _source(row: Row, item: Evidence) -> str:
    return evidence_line(row, item.model_copy(update={"quote": None}))
