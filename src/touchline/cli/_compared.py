"""
A comparison of two maps as rows, one for each difference.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from touchline.i18n import duration_text, has_message, number, percent, translate

if TYPE_CHECKING:
    from collections.abc import Iterator

    from touchline.document.comparison import (
        CardChange,
        Comparison,
        FeelingShift,
        FigurePair,
        StepPair,
        TargetChange,
    )
    from touchline.measuring.measured import Figure
    from touchline.model.map import JourneyMap
    from touchline.model.structure import Target
    from touchline.model.text import LocalText

#: The two maps, the first and the second.
Journeys: TypeAlias = "tuple[JourneyMap, JourneyMap]"
Row: TypeAlias = dict[str, object]

#: The fields of a feeling that its score with its scale is made of.
_FELT = frozenset({"score", "scale", "low", "high"})


def compared_rows(journeys: Journeys, found: Comparison, language: str) -> Iterator[Row]:
    """
    Say each difference in a row.

    Args:
        journeys: The two maps.
        found: Their comparison.
        language: The reader's language tag.

    Yields:
        Rows of one shape, in the order of the maps.
    """
    teller = _Teller(journeys, found, language)
    yield from teller.heads()
    yield from teller.stages()
    for pair in found.steps:
        yield from teller.step(pair)


class _Teller:
    """
    Knows the maps and the reader.
    """

    def __init__(self, journeys: Journeys, found: Comparison, language: str) -> None:
        self.journeys = journeys
        self.found = found
        self.language = language
        self.steps = [{step.id: step.name for step in one.steps} for one in journeys]

    def _row(self, step: str, what: str, how: str, left: str = "", right: str = "") -> Row:
        return {
            "step": step or None,
            "what": what,
            "difference": how,
            "left": left or None,
            "right": right or None,
        }

    def _said(self, text: LocalText | None, side: int) -> str:
        own = self.journeys[side].language
        return text.said(self.language, otherwise=own) if text else ""

    def _word(self, key: str) -> str:
        return translate(key, self.language)

    def heads(self) -> Iterator[Row]:
        """
        Say what the maps say differently of themselves.
        """
        for head in self.found.heads:
            what = self._word(f"diff.field.{head.what}")
            left, right = (
                self._stated(head.what, self._said(text, side))
                for side, text in enumerate((head.left, head.right))
            )
            yield self._row("", what, self._word("compare.change-changed"), left, right)

    def _stated(self, what: str, words: str) -> str:
        stem = {"type": "scene.type", "kind": "scene.kind", "status": "scene.map"}.get(what)
        key = f"{stem}-{words}"
        return self._word(key) if stem and has_message(key) else words

    def stages(self) -> Iterator[Row]:
        """
        Say what became of stages.
        """
        names = [{stage.id: stage.name for stage in one.stages} for one in self.journeys]
        what = self._word("diff.kind.stage")
        for pair in self.found.stages:
            left = self._said(names[0].get(pair.left or ""), 0)
            right = self._said(names[1].get(pair.right or ""), 1)
            for change in pair.changes:
                yield self._row("", what, self._word(f"compare.change-{change}"), left, right)

    def step(self, pair: StepPair) -> Iterator[Row]:
        """
        Say everything that differs at a step.
        """
        left = self._said(self.steps[0].get(pair.left or ""), 0)
        right = self._said(self.steps[1].get(pair.right or ""), 1)
        name = right or left
        for change in pair.changes:
            how = self._word(f"compare.change-{change}")
            yield self._row(name, self._word("diff.kind.step"), how, left, right)
        felt = {shift.lane for shift in pair.feelings if shift.left != shift.right}
        for card in pair.cards:
            # How much better or worse it feels has a row of its own.
            is_only_felt = card.lane in felt and card.fields and _FELT.issuperset(card.fields)
            if not is_only_felt:
                yield self._card(name, card)
        for shift in pair.feelings:
            if shift.left != shift.right:
                yield self._shift(name, shift)
        for target in pair.targets:
            yield self._target(name, target)
        for figure in pair.figures:
            if figure.difference != 0:
                yield self._figure(name, figure)

    def _card(self, step: str, card: CardChange) -> Row:
        how = self._word(f"compare.change-{card.change}")
        if card.origin is not None:
            origin = self._said(self.steps[0].get(card.origin), 0)
            how = translate("compare.moved-from", self.language, step=origin)
        elif card.fields and "text" not in card.fields:
            fields = (self._field(field) for field in card.fields)
            how = f"{how}: {', '.join(fields)}"
        return self._row(
            step, self._lane(card.lane), how, self._said(card.was, 0), self._said(card.says, 1)
        )

    def _field(self, name: str) -> str:
        key = f"diff.field.{name}"
        return self._word(key) if has_message(key) else name

    def _lane(self, place: int) -> str:
        pair = self.found.lanes[place]
        side, name = (1, pair.right) if pair.right else (0, pair.left)
        lane = next(one for one in self.journeys[side].lanes if one.id == name)
        key = f"lane.{lane.kind}.title"
        usual = self._word(key) if has_message(key) else lane.kind
        return self._said(lane.title, side) or usual

    def _shift(self, step: str, shift: FeelingShift) -> Row:
        left, right = (
            "" if score is None else number(score, self.language, signed=score != abs(score))
            for score in (shift.left, shift.right)
        )
        if not shift.is_one_scale:
            how = self._word("compare.other-scale")
        elif shift.difference is None:
            how = self._word(
                "compare.change-added" if shift.left is None else "compare.change-removed"
            )
        else:
            how = number(shift.difference, self.language, signed=True)
        what = self._lane(shift.lane)
        if shift.persona:
            what = f"{what} · {self._said(shift.persona, 1)}"
        return self._row(step, what, how, left, right)

    def _target(self, step: str, target: TargetChange) -> Row:
        what = f"{self._word('diff.field.targets')} · {self._figure_name(target.metric)}"
        left, right = (self._bounds(one) for one in (target.left, target.right))
        how = "changed" if left and right else "added" if right else "removed"
        return self._row(step, what, self._word(f"compare.change-{how}"), left, right)

    def _figure_name(self, name: str) -> str:
        key = f"lane.{name.removesuffix('_share').replace('_', '-')}.title"
        return self._word(key) if has_message(key) else self._word(f"compare.figure-{name}")

    def _bounds(self, target: Target | None) -> str:
        if target is None:
            return ""
        ends = (("≥", target.at_least), ("≤", target.at_most))
        return ", ".join(
            f"{sign} {self._bound(target.metric, value)}"
            for sign, value in ends
            if value is not None
        )

    def _bound(self, metric: str, value: float) -> str:
        if metric == "time-to-next":
            return duration_text(value, self.language)
        return (
            number(value, self.language) if metric == "reached" else percent(value, self.language)
        )

    def _figure(self, step: str, pair: FigurePair) -> Row:
        left, right = (self._amount(one) for one in (pair.left, pair.right))
        claim = {True: "apart", False: "meet", None: "open"}[pair.is_apart]
        claim = claim if pair.is_comparable else "other"
        how = translate(f"compare.figures-{claim}", self.language, by=self._difference(pair))
        return self._row(step, self._figure_name(pair.name), how, left, right)

    def _amount(self, figure: Figure) -> str:
        if figure.value is None:
            return ""
        if figure.unit == "seconds":
            return duration_text(figure.value, self.language)
        if figure.unit == "share":
            return percent(figure.value, self.language)
        return number(figure.value, self.language, digits=0)

    def _difference(self, pair: FigurePair) -> str:
        if pair.difference is None:
            return ""
        if pair.left.unit == "share":
            points = number(100 * pair.difference, self.language, digits=1, signed=True)
            return translate("compare.points", self.language, points=points)
        if pair.left.unit == "seconds":
            return duration_text(pair.difference, self.language)
        return number(pair.difference, self.language, digits=0, signed=True)
