"""
Puts what a log says into a map, as insights with their evidence (R-132).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal
from zlib import crc32

from touchline.document.acts import add_card, free_id, ids, set_field
from touchline.document.edits import Edit, InsertItem, apply
from touchline.i18n import (
    LANGUAGES,
    date_text,
    duration_text,
    interval_text,
    list_text,
    number,
    percent,
    quote,
    translate,
)
from touchline.location import Location

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable

    from touchline.measuring.learned import Learned
    from touchline.model.map import JourneyMap

#: What the ids of the cards begin with, so that they are found again.
_INSIGHT, _PAIN = "learned", "found"
#: What says nothing of pain: that many come and leave is told, not felt.
_NO_PAIN = frozenset(
    {"never-completed", "bounce", "need-for-help", "reason", "reason-unsolved", "unmet-need"}
)
#: What is missing in the map cannot be written into it.
_NOT_WRITTEN = frozenset({"unknown-need"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """
    Where the numbers come from.

    Args:
        name: The log.
        date: The day up to which it was looked at; None for an empty log.
    """

    name: str
    date: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Written:
    """
    A map with what was learned.

    Args:
        journey: The map.
        edits: What changed in it.
        added: How many cards are new.
        renewed: How many cards that were there say something else now.
    """

    journey: JourneyMap
    edits: tuple[Edit, ...]
    added: int
    renewed: int


def told(one: Learned, journey: JourneyMap, language: str) -> str:
    """
    Say what was learned in one sentence.

    Args:
        one: What was learned.
        journey: The map, which names the steps.
        language: The reader's language tag.

    Returns:
        The sentence with its number and interval.
    """
    return translate(
        f"learned.{one.kind}",
        language,
        value=_figure(one.value, one, language),
        interval=_interval(one, language),
        other="" if one.other is None else percent(one.other, language),
        n=one.n,
        **_names(one, journey, language),
    )


def _names(one: Learned, journey: JourneyMap, language: str) -> dict[str, str]:
    """
    Call the steps as the map does in the reader's language.
    """
    steps = {
        step.id: step.name.said(language, otherwise=journey.language) for step in journey.steps
    }
    goal = {} if one.goal is None else {"goal": steps[one.goal]}
    texts = {card.id: card.text for _, _, card in journey.cards()}
    needs = [texts[name].said(language, otherwise=journey.language) for name in one.about]
    about = {"needs": list_text([quote(need, language) for need in needs], language)}
    return {**one.names, **goal, **about, "step": steps[one.step]}


def _figure(value: float, one: Learned, language: str) -> str:
    if one.unit == "seconds":
        return duration_text(value, language)
    if one.question == "friction":
        # A difference of shares is told in points, the sign by the sentence.
        return number(abs(100 * value), language)
    return percent(value, language)


def _interval(one: Learned, language: str) -> str:
    if one.low is None or one.high is None:
        return translate("learned.no-interval", language)
    if one.question == "friction":
        low, high = (number(100 * abs(bound), language) for bound in (one.high, one.low))
        return translate("learned.from-to", language, low=low, high=high)
    kind: Literal["percent", "duration"] = "duration" if one.unit == "seconds" else "percent"
    bounds = interval_text(one.low, one.high, language, kind=kind)
    return translate("learned.interval", language, interval=bounds)


def put_learned(
    journey: JourneyMap, found: Iterable[Learned], source: Source, *, with_pains: bool = False
) -> Written:
    """
    Write what a log says into a map.

    A card that an earlier run has written is renewed, with its own links kept, and never doubled.

    Args:
        journey: The map.
        found: What was learned.
        source: Where the numbers come from.
        with_pains: Write where customers are lost or struggle as pain points too, each the ground
            of its insight (R-136).

    Returns:
        The map with the cards.
    """
    writer = _Writer(journey, source)
    for one in found:
        if one.kind in _NOT_WRITTEN:
            continue
        pain = writer.put_pain(one) if with_pains and one.kind not in _NO_PAIN else None
        writer.put_insight(one, pain)
    return Written(writer.journey, tuple(writer.edits), writer.added, writer.renewed)


def _rounded(value: float | None) -> float | None:
    # Nobody reads more digits in a file, and an estimate has fewer that mean anything.
    return None if value is None else float(f"{value:.6g}")


class _Writer:
    """
    Writes one card after the other.
    """

    def __init__(self, journey: JourneyMap, source: Source) -> None:
        self.journey = journey
        self.source = source
        self.edits: list[Edit] = []
        self.added = self.renewed = 0
        self._names: set[str] = set()

    def put_pain(self, one: Learned) -> str:
        name = self._name(_PAIN, one)
        key = f"learned.pain.{one.kind}"
        text = self._said(lambda tag: translate(key, tag, **_names(one, self.journey, tag)))
        self._put("pain-points", name, one, {"text": text})
        return name

    def put_insight(self, one: Learned, pain: str | None) -> None:
        finding = {
            "question": one.question,
            "value": _rounded(one.value),
            "low": _rounded(one.low),
            "high": _rounded(one.high),
            "unit": one.unit,
        }
        usual = {"low": None, "high": None, "unit": "share"}
        fields: dict[str, Any] = {
            "text": self._said(lambda tag: told(one, self.journey, tag)),
            "finding": {k: v for k, v in finding.items() if k not in usual or v != usual[k]},
        }
        name = self._name(_INSIGHT, one)
        about = [*one.about, *([] if pain is None else [pain])]
        if about and name not in ids(self.journey):
            fields["about"] = about
        self._put("insights", name, one, fields)

    def _said(self, say: Callable[[str], str]) -> str | dict[str, str]:
        """
        Say something in every language that the map is told in.
        """
        tags = [tag for tag in self.journey.title.languages if tag in LANGUAGES]
        return {tag: say(tag) for tag in tags} if tags else say(self.journey.language)

    def _name(self, stem: str, one: Learned) -> str:
        """
        Name a card by what it says, so that the next run finds it; long traits become a number.
        """
        traits = one.names.get("trait") or one.names.get("path") or ""
        mark = f" {crc32(traits.encode()):08x}" if traits else ""
        name = free_id(f"{stem} {one.kind} {one.step}"[:31] + mark, self._names, stem)
        self._names.add(name)
        return name

    def _put(self, kind: str, name: str, one: Learned, fields: dict[str, Any]) -> None:
        fields = {**fields, "evidence": [self._evidence(one)]}
        if name in ids(self.journey):
            self._renew(name, fields)
            return
        lane = self._lane(kind)
        self._make(add_card(self.journey, lane, one.step, {"id": name, **fields}))
        self.added += 1

    def _renew(self, name: str, fields: dict[str, Any]) -> None:
        at = Location.of(("card", name))
        edits = [set_field(self.journey, at, key, value) for key, value in fields.items()]
        changed = tuple(edit for edit in edits if edit.value != edit.was)  # type: ignore[union-attr]
        if changed:
            self._make(changed)
            self.renewed += 1

    def _make(self, edits: tuple[Edit, ...]) -> None:
        self.journey = apply(self.journey, edits)
        self.edits += edits

    def _lane(self, kind: str) -> str:
        """
        Find the first lane of a kind, or add one at the end of the map.
        """
        lane = next((one.id for one in self.journey.lanes if one.kind == kind), None)
        if lane is None:
            lane = free_id(kind, ids(self.journey), kind)
            after = self.journey.lanes[-1].id if self.journey.lanes else None
            item: dict[str, Any] = {"id": lane, "kind": kind}
            self._make((InsertItem(at=Location(), kind="lane", item=item, after=after),))
        return lane

    def _evidence(self, one: Learned) -> dict[str, Any]:
        day = self.source.date
        words = self._said(
            lambda tag: translate(
                "discover.source",
                tag,
                source=self.source.name,
                day=date_text(day, tag) if day else "",
            )
        )
        dated = {} if day is None else {"date": day.isoformat()}
        return {"grade": "measured", "source": words, **dated, "n": max(one.n, 1)}
