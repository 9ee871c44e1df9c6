"""
What was met on walks, put into the map as evidence (R-110, R-129).

A note becomes a pain point, or stands behind the one that says the same. A pain point that was met
again gets the walk as evidence. A rating becomes a feeling where the map tells none, and backs one
that lies within what the walkers gave; a feeling that they contradict is left as it is, and told by
the comparison. The grade is `quoted`: some people's word, however many figures it holds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from touchline.document.acts import add_card, set_field
from touchline.document.edits import InsertItem, apply
from touchline.i18n import LANGUAGES, number, translate
from touchline.location import Location
from touchline.model.experience import Feeling, PainPoint
from touchline.workspace.walk_forms import cards_at
from touchline.workspace.walks import merge_walks

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from touchline.document.edits import Edit
    from touchline.document.tree import Plain
    from touchline.model.map import JourneyMap
    from touchline.model.structure import Card, Lane
    from touchline.model.work.walk import Walk
    from touchline.workspace.walks import MergedStep, Note, Ratings

_PAIN, _FEELING = "pain-points", "emotion"

#: Digits of a mean that goes into a map.
_DIGITS = 2


def walk_evidence(journey: JourneyMap, walks: Iterable[Walk]) -> tuple[Edit, ...]:
    """
    Put what walks met into a map.

    Evidence that the map holds already is not added again, so that doing it twice changes nothing.

    Args:
        journey: The map.
        walks: The walks.

    Returns:
        The edits, which make one valid map after the other.
    """
    given = tuple(walks)
    merged = merge_walks(journey, given)
    putting = _Putting(journey, [walk for walk in given if walk.map == journey.id])
    for step in merged.steps:
        putting.step(step)
    return tuple(putting.edits)


class _Putting:
    """
    A map while walks are put into it.
    """

    def __init__(self, journey: JourneyMap, walks: Sequence[Walk]) -> None:
        self.journey = journey
        self.walks = walks
        self.edits: list[Edit] = []

    def make(self, edits: Sequence[Edit]) -> None:
        if edits:
            self.journey = apply(self.journey, edits)
            self.edits += edits

    def step(self, step: MergedStep) -> None:
        for note in step.met:
            card = self.card(step.step, note.text)
            if card is not None:
                self.back(card, self.evidence(note.walkers))
        for note in step.friction:
            self.pain(step.step, note)
        if step.contact_missing:
            self.contact(step)
        for ratings in step.ratings:
            self.feeling(step.step, ratings)

    def card(self, step: str, name: str) -> Card | None:
        here = cards_at(self.journey).get(step, [])
        return next((card for card in here if card.id == name), None)

    def pain(self, step: str, note: Note) -> None:
        """
        Note what was in the way.
        """
        quote = self.evidence(note.walkers, quote=note.text)
        same = self.same_pain(step, note.text)
        if same is not None:
            self.back(same, quote)
            return
        self.add(_PAIN, step, {"text": note.text, "evidence": [quote]})

    def same_pain(self, step: str, text: str) -> Card | None:
        wanted = " ".join(text.casefold().split())
        for card in cards_at(self.journey).get(step, []):
            said = (" ".join(words.casefold().split()) for _, words in card.text.versions)
            if isinstance(card, PainPoint) and wanted in said:
                return card
        return None

    def contact(self, step: MergedStep) -> None:
        """
        Note that nobody could be reached, as a pain point in the map's own languages.
        """
        text = self.texts("walk.no-contact")
        words = text if isinstance(text, str) else next(iter(text.values()))
        n, found = len(step.contact_missing), len(step.contact_found)
        quote = self.texts("walk.no-contact-quote", n=n, looked=n + found)
        evidence = self.evidence(step.contact_missing, quote=quote)
        same = self.same_pain(step.step, words)
        if same is not None:
            self.back(same, evidence)
            return
        self.add(_PAIN, step.step, {"text": text, "evidence": [evidence]})

    def feeling(self, step: str, ratings: Ratings) -> None:
        """
        Tell a feeling where there is none, and back one that the walkers share.
        """
        lane = next((one for one in self.journey.lanes if one.kind == _FEELING), None)
        spread = ratings.spread
        found = self.evidence(spread.people, quote=self.rated(ratings))
        told = [one for one in cards_at(self.journey).get(step, []) if isinstance(one, Feeling)]
        if not told:
            score: Plain = {"score": round(spread.mean, _DIGITS), "evidence": [found]}
            self.add(_FEELING, step, score | self.own_scale(lane, ratings))
            return
        for card in told:
            scale = card.scale_in(lane) if lane else None
            is_same = scale and (scale.low, scale.high) == (ratings.scale_low, ratings.scale_high)
            if is_same and card.persona is None and spread.low <= card.score <= spread.high:
                self.back(card, found)

    def own_scale(self, lane: Lane | None, ratings: Ratings) -> Plain:
        """
        Say the scale of a rating unless the lane says it.
        """
        ends = (ratings.scale_low, ratings.scale_high)
        stated = lane.scale if lane else None
        if stated is not None and (stated.low, stated.high) == ends:
            return {}
        return {"scale": {"low": ends[0], "high": ends[1]}}

    def rated(self, ratings: Ratings) -> str | dict[str, str]:
        spread = ratings.spread
        figures = {
            "mean": spread.mean,
            "low": spread.low,
            "high": spread.high,
            "least": ratings.scale_low,
            "most": ratings.scale_high,
        }
        return self.texts("walk.rated", n=spread.n, figures=figures)

    def add(self, kind: str, step: str, item: Plain) -> None:
        lane = next((one for one in self.journey.lanes if one.kind == kind), None)
        if lane is None:
            taken = {one.id for one in self.journey.lanes}
            name = kind if kind not in taken else f"{kind}-walked"
            last = self.journey.lanes[-1].id if self.journey.lanes else None
            made: Plain = {"id": name, "kind": kind}
            self.make([InsertItem(at=Location(), kind="lane", item=made, after=last)])
            lane = next(one for one in self.journey.lanes if one.id == name)
        self.make(add_card(self.journey, lane.id, step, item))

    def back(self, card: Card, evidence: Plain) -> None:
        """
        Put evidence behind a card, once.
        """
        at = Location.of(("card", card.id))
        before = [one.model_dump(mode="json", exclude_defaults=True) for one in card.evidence]
        if any(_is_same(one, evidence) for one in before):
            return
        self.make([set_field(self.journey, at, "evidence", [*before, evidence])])

    def evidence(
        self, people: Sequence[str], *, quote: str | dict[str, str] | None = None
    ) -> Plain:
        """
        Say who stands behind it, and when they last walked.
        """
        walks = [walk for walk in self.walks if walk.walker in people]
        found: Plain = {
            "grade": "quoted",
            "source": self.texts("walk.source", sort=_sort(walks)),
            "date": max(walk.date for walk in walks).isoformat(),
            "n": len(people),
            "participants": list(dict.fromkeys(walk.who for walk in walks)),
        }
        if quote:
            found["quote"] = quote
        return {**found, "by": ", ".join(people)}

    def texts(self, key: str, **values: object) -> str | dict[str, str]:
        """
        Say something in the languages that the map is told in.
        """
        own = self.journey.language
        told = [tag for tag in self.journey.title.languages if tag in LANGUAGES]
        if not told:
            return _said(key, own, values)
        return {tag: _said(key, tag, values) for tag in told}


def _sort(walks: Sequence[Walk]) -> str:
    """
    Name what was done: one sort of walk, or several.
    """
    sorts = {walk.sort for walk in walks}
    return sorts.pop() if len(sorts) == 1 else "several"


def _said(key: str, language: str, values: dict[str, object]) -> str:
    told: dict[str, object] = {}
    for name, value in values.items():
        if isinstance(value, dict):
            told |= {one: number(round(float(v), _DIGITS), language) for one, v in value.items()}
        else:
            told[name] = value
    return translate(key, language, **told)


def _is_same(one: Plain, other: Plain) -> bool:
    keys = ("source", "date", "quote", "n", "by")
    return all(one.get(key) == other.get(key) for key in keys)
