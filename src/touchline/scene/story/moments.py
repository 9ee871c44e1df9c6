"""
What happens at one step of a map, in sentences.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from touchline.i18n import date_text, interval_text, list_text, number, quote, translate
from touchline.lanes._details import evidence_line
from touchline.lanes._scores import as_shown, score_name, score_words, short_number
from touchline.lanes.touchpoints import channel_name
from touchline.measuring.verdicts import result_words
from touchline.model.experience import (
    Change,
    Expectation,
    Feeling,
    Need,
    Opportunity,
    PainPoint,
    PostedContent,
    Rating,
    Scored,
    Touchpoint,
)
from touchline.model.gaps import expectation_gap
from touchline.scene.story.other_lanes import told_elsewhere

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from touchline.lanes._row import Row
    from touchline.model.handoffs import Handoff
    from touchline.model.map import Branch
    from touchline.model.structure import Card, Evidence, Scale, Step
    from touchline.scene.story.voice import Voice

#: What a paragraph is about.
ParagraphKind = Literal[
    "deeds", "thoughts", "feelings", "wishes", "posts", "trouble", "better", "measured", "behind"
]

#: In which order they follow each other.
_ORDER: tuple[ParagraphKind, ...] = (
    "deeds", "thoughts", "feelings", "wishes", "posts", "trouble", "better", "measured", "behind"
)  # fmt: skip

#: Below these shares of a scale it feels very bad and bad; above these, good and very good.
_AWFUL, _BAD, _GOOD, _GREAT = 0.2, 0.4, 0.6, 0.8

#: Shares that differ by less are equal.
_ROUNDING = 1e-9

#: How good a score is.
Level = Literal["awful", "bad", "mixed", "good", "great"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """
    Sentences about one thing.

    Args:
        kind: What they are about.
        sentences: The sentences; those of `thoughts` and `posts` are in somebody's own words.
        title: What stands above them; empty for running text.
        sources: Where the words come from, one for each sentence; empty where nothing is known.
        text: The sentences behind each other.
    """

    kind: ParagraphKind
    sentences: tuple[str, ...]
    title: str = ""
    sources: tuple[str, ...] = ()
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class At:
    """
    One step with everything that the map tells of it.

    Args:
        voice: What says the sentences.
        step: The step.
        rows: The lanes with cards at the step, from top to bottom.
        handoffs: What changes hands before it.
        branches: The ways that leave here.
    """

    voice: Voice
    step: Step
    rows: tuple[tuple[Row, tuple[Card, ...]], ...]
    handoffs: tuple[Handoff, ...] = ()
    branches: tuple[Branch, ...] = ()

    def of(self, *kinds: str) -> Iterator[tuple[Row, Card]]:
        """
        Walk over the cards of some kinds of lanes.

        Args:
            kinds: The kinds.

        Yields:
            Each card with its lane.
        """
        for kind in kinds:
            for row, cards in self.rows:
                if row.lane.kind == kind:
                    for card in cards:
                        yield row, card


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
        "feelings": tuple(_feelings(at)),
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


def share_of_scale(score: float, scale: Scale) -> float:
    """
    Say how far up a scale a score lies.

    Args:
        score: The score.
        scale: Its range.

    Returns:
        From 0, the worst, to 1.
    """
    return min(max((score - scale.low) / (scale.high - scale.low), 0.0), 1.0)


def level_of(score: float, scale: Scale) -> Level:
    """
    Name how good a score is.

    Args:
        score: The score.
        scale: Its range.

    Returns:
        The level of the fifth of the scale in which it lies; on an edge, that nearer the middle.
    """
    share = share_of_scale(score, scale)
    if share < _BAD - _ROUNDING:
        return "awful" if share < _AWFUL - _ROUNDING else "bad"
    if share <= _GOOD + _ROUNDING:
        return "mixed"
    return "great" if share > _GREAT + _ROUNDING else "good"


def score_detail(voice: Voice, row: Row, card: Feeling) -> str:
    """
    Write a score with its scale, its interval and how many answered.

    Args:
        voice: What says the sentence.
        row: The lane.
        card: The feeling.

    Returns:
        What stands in the brackets of a sentence.
    """
    parts = [_on_scale(voice, row, card)]
    if card.low is not None and card.high is not None:
        interval = interval_text(card.low, card.high, voice.language, kind="number")
        parts.append(translate("scene.interval", voice.language, interval=interval))
    surveyed = [item.n for item in card.evidence if item.n]
    if surveyed:
        n = number(max(surveyed), voice.language)
        parts.append(translate("scene.n", voice.language, n=n))
    return voice.listed(parts)


def _on_scale(voice: Voice, row: Row, card: Scored) -> str:
    scale, language = card.scale_in(row.lane), voice.language
    score, low, high = (
        short_number(value, scale, language, signed=scale.low < 0)
        for value in (card.score, scale.low, scale.high)
    )
    return voice.tell("on-scale", score=score, low=low, high=high)


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


def _feelings(at: At) -> Iterator[str]:
    """
    Say how it feels, in whose eyes and why; then how much the step matters.
    """
    voice = at.voice
    for row, card in at.of("emotion"):
        if not isinstance(card, Feeling):
            continue
        told = [_felt(voice, row, card)]
        if voice.said(card.text):
            told.append(voice.tell("described", words=voice.named(card.text)))
        if cause := voice.said(card.cause):
            told.append(voice.tell("reason", cause=cause))
        yield voice.marked(voice.joined(told), card)
    for row, card in at.of("importance"):
        if isinstance(card, Rating):
            score = _on_scale(voice, row, card)
            if name := score_name(row, card.score, card.scale_in(row.lane)):
                score = voice.tell("in-channel", touchpoint=name, channel=score)
            told_score = voice.tell("matters", who=_whose(voice, card.persona), score=score)
            yield voice.marked(told_score, card)


def _felt(voice: Voice, row: Row, card: Feeling) -> str:
    scale = card.scale_in(row.lane)
    who, detail = _whose(voice, card.persona), score_detail(voice, row, card)
    if name := score_name(row, card.score, scale):
        return voice.tell("feels-named", who=who, name=name, detail=detail)
    return voice.tell("feels", who=who, level=level_of(card.score, scale), detail=detail)


def _whose(voice: Voice, persona: str | None) -> str:
    """
    Say whose a score is; the only persona of a map needs no name but in its story.
    """
    people = voice.subject.journey.personas
    found = next((item for item in people if item.id == persona), None)
    return voice.who if found is None or len(people) == 1 else voice.called(found)


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
