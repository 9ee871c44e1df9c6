"""
Two maps side by side: the map of today and the map to be, or any other two (P19).

Where `diff` gives the edits from one version of a map to the next, this finds what answers to each
other in two maps that people made apart, and says how they differ in the terms of a journey.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, TypeAlias

from touchline.document.comparison import (
    FIGURES,
    CardChange,
    Change,
    Comparison,
    FeelingShift,
    FigurePair,
    HeadChange,
    LanePair,
    StagePair,
    StepPair,
    TargetChange,
)
from touchline.document.pairing import (
    Speech,
    out_of_order,
    pair_lanes,
    pair_stages,
    pair_steps,
    spoken,
    woven,
)
from touchline.document.read import journey_of
from touchline.measuring.measured import MeasuredMap
from touchline.model.experience import Feeling, Rating
from touchline.model.text import LocalText

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator

    from touchline.measuring.measured import Figure, Measures, StepMeasures
    from touchline.model.map import JourneyMap
    from touchline.model.structure import Card, Cell, Lane, Step

#: A feeling with the name of whoever feels it.
_Felt: TypeAlias = tuple[LocalText | None, Feeling]

#: A card with the cell that holds it.
_Stood: TypeAlias = "tuple[Cell, Card]"

#: What a map says of itself in a word of the file format.
_STATED = ("type", "kind", "status")


def compare(
    left: JourneyMap | MeasuredMap,
    right: JourneyMap | MeasuredMap,
    *,
    linked: Iterable[tuple[str, str]] = (),
) -> Comparison:
    """
    Compare two maps.

    Args:
        left: The first map, such as today's.
        right: The second map, such as the one to be.
        linked: Ids of steps that a link of one of the maps brings together, left and right.

    Returns:
        What answers to each other and how it differs. Steps are matched by id, then by link, then
        by name; cards within matched lanes by id, then by their words. Scores are only subtracted
        on one scale. Measured figures are put side by side with their difference and whether their
        intervals meet; nothing is claimed of what chance could have made.
    """
    return _Comparer(left, right, tuple(linked)).compared()


class _Comparer:
    """
    Holds both maps and what answers to each other in them.
    """

    def __init__(
        self,
        left: JourneyMap | MeasuredMap,
        right: JourneyMap | MeasuredMap,
        linked: tuple[tuple[str, str], ...],
    ) -> None:
        self.left, self.right = journey_of(left), journey_of(right)
        self.measures = (_measures(left), _measures(right))
        self.speech = Speech(self.left.language, self.right.language)
        self.steps = pair_steps(self.left, self.right, self.speech, linked)
        self.stages = pair_stages(self.left, self.right, self.speech, self.steps)
        lanes = pair_lanes(self.left, self.right, self.speech)
        ours, theirs = ([lane.id for lane in one.lanes] for one in (self.left, self.right))
        self.lanes = woven(ours, theirs, lanes)
        self.begun = tuple(_by_step(journey) for journey in self._both)
        self.cards = {
            lane.id: {card.id: (cell, card) for cell, card in _all(lane)}
            for lane in self.left.lanes
        }
        self.mates = [self._mates(place) for place in range(len(self.lanes))]

    def compared(self) -> Comparison:
        ours, theirs = ([stage.id for stage in one.stages] for one in (self.left, self.right))
        stages = woven(ours, theirs, self.stages)
        swapped = out_of_order(ours, theirs, self.stages)
        return Comparison(
            left=self.left.id,
            right=self.right.id,
            heads=tuple(self._heads()),
            stages=tuple(
                StagePair(left=one, right=other, changes=self._stage_changes(one, other, swapped))
                for one, other in stages
            ),
            steps=tuple(self._step_pairs(stages)),
            lanes=tuple(LanePair(left=one, right=other) for one, other in self.lanes),
            warnings=tuple(self._warnings()),
        )

    def _heads(self) -> Iterator[HeadChange]:
        objectives = [one.objective.statement if one.objective else None for one in self._both]
        texts = {
            "title": (self.left.title, self.right.title),
            "goal": (self.left.goal, self.right.goal),
            "scenario": (self.left.scenario, self.right.scenario),
            "objective": (objectives[0], objectives[1]),
        }
        for what, (one, other) in texts.items():
            if not self.speech.same(one, other):
                yield HeadChange(what=what, left=one or None, right=other or None)
        for what in _STATED:
            stated = [getattr(journey, what) for journey in self._both]
            if stated[0] != stated[1]:
                words = [LocalText.of(word) if word else None for word in stated]
                yield HeadChange(what=what, left=words[0], right=words[1])

    @property
    def _both(self) -> tuple[JourneyMap, JourneyMap]:
        return self.left, self.right

    def _stage_changes(
        self, one: str | None, other: str | None, swapped: set[str]
    ) -> tuple[Change, ...]:
        if one is None or other is None:
            return ("added",) if one is None else ("removed",)
        names = [
            next(stage.name for stage in journey.stages if stage.id == name)
            for journey, name in ((self.left, one), (self.right, other))
        ]
        changes: list[Change] = ["moved"] if one in swapped else []
        if not self.speech.same(names[0], names[1]):
            changes.append("renamed")
        return tuple(changes)

    def _step_pairs(self, stages: list[tuple[str | None, str | None]]) -> Iterator[StepPair]:
        """
        Walk over the steps stage by stage, so that the steps of one stage stand together.
        """
        pairs = {one: other for one, (other, _) in self.steps.items()}
        ours = {stage.id: [step.id for step in stage.steps] for stage in self.left.stages}
        theirs = {stage.id: [step.id for step in stage.steps] for stage in self.right.stages}
        order = [[step.id for step in journey.steps] for journey in self._both]
        swapped = out_of_order(order[0], order[1], pairs)
        for i, (one, other) in enumerate(stages):
            held = theirs.get(other or "", [])
            # A step that moved to another stage is shown where the second map has it.
            before = [
                name for name in ours.get(one or "", []) if name not in pairs or pairs[name] in held
            ]
            inner = {name: pairs[name] for name in before if name in pairs}
            inner |= {name: mate for name, mate in pairs.items() if mate in held}
            for left, right in woven(before, held, inner):
                yield self._step_pair(left, right, i, one, swapped)

    def _step_pair(
        self, one: str | None, other: str | None, stage: int, ours: str | None, swapped: set[str]
    ) -> StepPair:
        cards = tuple(self._cards(one, other))
        if one is None or other is None:
            change: Change = "added" if one is None else "removed"
            return StepPair(left=one, right=other, stage=stage, changes=(change,), cards=cards)
        step, mate = _step(self.left, one), _step(self.right, other)
        changes: list[Change] = []
        if one in swapped or self.left.stage_of(one).id != ours:
            changes.append("moved")
        if not self.speech.same(step.name, mate.name):
            changes.append("renamed")
        return StepPair(
            left=one,
            right=other,
            stage=stage,
            found_by=self.steps[one][1],
            changes=tuple(changes),
            cards=cards,
            feelings=tuple(self._feelings(one, other)),
            targets=tuple(_targets(step, mate)),
            figures=tuple(self._figures(one, other)),
        )

    def _cards(self, one: str | None, other: str | None) -> Iterator[CardChange]:
        """
        Find what became of the cards that begin at a pair of steps.
        """
        for place, (ours, theirs) in enumerate(self.lanes):
            if ours is None or theirs is None:
                yield from self._alone(place, ours, one, theirs, other)
                continue
            for _, card in self._begun(0, ours, one):
                if card.id not in self.mates[place]:
                    yield CardChange(change="removed", lane=place, left=card.id, was=card.text)
            yield from self._kept(place, ours, theirs, one, other)

    def _alone(
        self, place: int, ours: str | None, one: str | None, theirs: str | None, other: str | None
    ) -> Iterator[CardChange]:
        """
        Walk over the cards of a lane that only one map has.
        """
        if ours is not None:
            for _, card in self._begun(0, ours, one):
                yield CardChange(change="removed", lane=place, left=card.id, was=card.text)
        if theirs is not None:
            for _, card in self._begun(1, theirs, other):
                yield CardChange(change="added", lane=place, right=card.id, says=card.text)

    def _begun(self, side: int, lane: str, step: str | None) -> list[_Stood]:
        """
        Take the cards of a lane whose cell begins at a step.
        """
        return self.begun[side].get((lane, step or ""), [])

    def _kept(
        self, place: int, ours: str, theirs: str, one: str | None, other: str | None
    ) -> Iterator[CardChange]:
        """
        Say of each card of the second map whether it is new, moved, changed or as it was.
        """
        back = {mate: name for name, mate in self.mates[place].items()}
        before = self.cards[ours]
        for cell, card in self._begun(1, theirs, other):
            name = back.get(card.id)
            if name is None:
                yield CardChange(change="added", lane=place, right=card.id, says=card.text)
                continue
            was_cell, was = before[name]
            fields = tuple(self._differing(was, card))
            if self._end(was_cell) != (cell.through or cell.at) and was_cell.at == one:
                fields = (*fields, "through")
            is_moved = was_cell.at != one
            if is_moved or fields:
                yield CardChange(
                    change="moved" if is_moved else "changed",
                    lane=place,
                    left=name,
                    right=card.id,
                    was=was.text,
                    says=card.text,
                    fields=fields,
                    origin=was_cell.at if is_moved else None,
                )

    def _end(self, cell: Cell) -> str:
        """
        Name the last step of a cell of the first map by its mate in the second.
        """
        last = cell.through or cell.at
        return self.steps[last][0] if last in self.steps else ""

    def _mates(self, place: int) -> dict[str, str]:
        """
        Match the cards of a pair of lanes, from the surest sign to the weakest.

        Maps that were written apart number their cards alike, so an id alone says nothing about a
        card at another step.
        """
        ours, theirs = self.lanes[place]
        if ours is None or theirs is None:
            return {}
        left, right = list(_all(_lane(self.left, ours))), list(_all(_lane(self.right, theirs)))
        found: dict[str, str] = {}
        taken: set[str] = set()
        for signs in (_kept, _said_here, _felt_here, _moved, _said_there):
            index: defaultdict[Hashable, list[_Stood]] = defaultdict(list)
            for there in right:
                for sign in signs(there[0].at, there[1], self.speech.right):
                    index[sign].append(there)
            for here in left:
                step = self.steps[here[0].at][0] if here[0].at in self.steps else None
                if here[1].id in found:
                    continue
                likely = (
                    one for sign in signs(step, here[1], self.speech.left) for one in index[sign]
                )
                for _, other in likely:
                    is_said = signs not in _BY_WORDS or self.speech.equal(here[1].text, other.text)
                    if other.id not in taken and is_said:
                        found[here[1].id] = other.id
                        taken.add(other.id)
                        break
        return found

    def _differing(self, one: Card, other: Card) -> Iterator[str]:
        """
        Name the fields in which two cards differ.
        """
        for name in type(one).model_fields:
            was, value = getattr(one, name), getattr(other, name, None)
            if name == "id":
                continue
            if isinstance(was, LocalText) or isinstance(value, LocalText):
                if not self.speech.same(was, value):
                    yield name
            elif was != value:
                yield name

    def _feelings(self, one: str, other: str) -> Iterator[FeelingShift]:
        for place, (ours, theirs) in enumerate(self.lanes):
            if ours is None or theirs is None:
                continue
            lane, mate = _lane(self.left, ours), _lane(self.right, theirs)
            left = _first_feelings(self.left, lane, one)
            right = _first_feelings(self.right, mate, other)
            for key in dict.fromkeys([*left, *right]):
                yield _shift(place, left.get(key), right.get(key), lane, mate)

    def _figures(self, one: str, other: str) -> Iterator[FigurePair]:
        left, right = (
            measures.of(name) if measures else None
            for measures, name in zip(self.measures, (one, other), strict=True)
        )
        if left is None or right is None:
            return
        for name in FIGURES:
            figures = [_figure(measured, name) for measured in (left, right)]
            if figures[0] is not None and figures[1] is not None:
                pair = _figure_pair(name, figures[0], figures[1])
                if _is_comparable(*self.measures):
                    yield pair
                else:
                    yield pair.model_copy(update={"is_apart": None, "is_comparable": False})

    def _warnings(self) -> Iterator[str]:
        """
        Name what a reader must know before anything is concluded.
        """
        left, right = self.measures
        if self.left.is_invented != self.right.is_invented:
            yield "one-invented"
        if (left is None) != (right is None):
            yield "one-measured"
        if left is not None and right is not None:
            if left.window != right.window:
                yield "other-window"
            if left.provenance.fingerprint == right.provenance.fingerprint:
                yield "same-log"
            yield "no-cause"
        if self.left.steps and self.right.steps and not self.steps:
            yield "nothing-shared"
        if self._is_linked:
            return
        alike = [name for name, (_, how) in self.steps.items() if how == "id"]
        unlike = [name for name in alike if self._is_unlike(name)]
        if len(unlike) > 1 and 2 * len(unlike) > len(alike):
            yield "same-id-other-name"

    @property
    def _is_linked(self) -> bool:
        """
        One of the maps says that it belongs to another as today's or the one to be.
        """
        return any(link.kind in {"as-is", "to-be"} for one in self._both for link in one.links)

    def _is_unlike(self, name: str) -> bool:
        return not self.speech.same(_step(self.left, name).name, _step(self.right, name).name)


def _kept(step: str | None, card: Card, own: str) -> Iterator[Hashable]:
    """
    The same id at the same step.
    """
    del own
    if step is not None:
        yield step, card.id


def _said_here(step: str | None, card: Card, own: str) -> Iterator[Hashable]:
    """
    The same words at the same step.
    """
    if step is not None:
        yield from ((step, words) for words in spoken(card.text, own).items())


def _felt_here(step: str | None, card: Card, own: str) -> Iterator[Hashable]:
    """
    What the same persona feels at the same step.
    """
    del own
    if step is not None and isinstance(card, Feeling | Rating):
        yield step, card.persona


def _moved(step: str | None, card: Card, own: str) -> Iterator[Hashable]:
    """
    The same id with the same words, wherever it stands.
    """
    del step
    yield from ((card.id, words) for words in spoken(card.text, own).items())


def _said_there(step: str | None, card: Card, own: str) -> Iterator[Hashable]:
    """
    The same words, wherever they stand.
    """
    del step
    yield from spoken(card.text, own).items()


#: The signs that are words: those that two cards share in one language must not differ in another.
_BY_WORDS = (_said_here, _moved, _said_there)


def _measures(found: JourneyMap | MeasuredMap) -> Measures | None:
    return found.measures if isinstance(found, MeasuredMap) else None


def _step(journey: JourneyMap, name: str) -> Step:
    return next(step for step in journey.steps if step.id == name)


def _lane(journey: JourneyMap, name: str) -> Lane:
    return next(lane for lane in journey.lanes if lane.id == name)


def _all(lane: Lane) -> Iterator[tuple[Cell, Card]]:
    for cell in lane.cells:
        for card in cell.cards:
            yield cell, card


def _by_step(journey: JourneyMap) -> dict[tuple[str, str], list[_Stood]]:
    """
    Collect the cards of a map by lane and by the step at which their cell begins.
    """
    found: defaultdict[tuple[str, str], list[_Stood]] = defaultdict(list)
    for lane, cell, card in journey.cards():
        found[lane.id, cell.at].append((cell, card))
    return found


def _first_feelings(
    journey: JourneyMap, lane: Lane, step: str
) -> dict[str, tuple[LocalText | None, Feeling]]:
    """
    Collect the first feeling of each persona at a step, as the curve shows them.
    """
    personas = {persona.id: persona.name for persona in journey.personas}
    found: dict[str, _Felt] = {}
    at_step = (card for cell, card in _all(lane) if cell.at == step)
    for card in at_step:
        if isinstance(card, Feeling):
            found.setdefault(card.persona or "", (personas.get(card.persona or ""), card))
    return found


def _shift(
    place: int,
    one: _Felt | None,
    other: _Felt | None,
    lane: Lane,
    mate: Lane,
) -> FeelingShift:
    known = one or other
    scales = {
        (scale.low, scale.high)
        for scale in (
            *([one[1].scale_in(lane)] if one else []),
            *([other[1].scale_in(mate)] if other else []),
        )
    }
    is_one_scale = len(scales) == 1
    both = one is not None and other is not None
    return FeelingShift(
        lane=place,
        persona=known[0] if known else None,
        left=one[1].score if one else None,
        right=other[1].score if other else None,
        difference=other[1].score - one[1].score if one and other and is_one_scale else None,
        is_one_scale=is_one_scale or not both,
    )


def _targets(one: Step, other: Step) -> Iterator[TargetChange]:
    left = {target.metric: target for target in one.targets}
    right = {target.metric: target for target in other.targets}
    for metric in dict.fromkeys([*left, *right]):
        if left.get(metric) != right.get(metric):
            yield TargetChange(metric=metric, left=left.get(metric), right=right.get(metric))


def _is_comparable(left: Measures | None, right: Measures | None) -> bool:
    """
    Tell whether both maps were measured with the same window and not on the same customers.
    """
    if left is None or right is None:
        return False
    is_same_log = left.provenance.fingerprint == right.provenance.fingerprint
    return left.window == right.window and not is_same_log


def _figure(measured: StepMeasures, name: str) -> Figure | None:
    if name == "completion":
        return measured.completion_to_read
    found: Figure | None = getattr(measured, name)
    return found


def _figure_pair(name: str, left: Figure, right: Figure) -> FigurePair:
    """
    Put two figures side by side; without both intervals, or on thin data, nothing is claimed.
    """
    difference = None
    if left.value is not None and right.value is not None:
        difference = right.value - left.value
    is_apart: bool | None = None
    is_thin = left.is_thin or right.is_thin or left.unit != right.unit
    ends = (left.low, left.high, right.low, right.high)
    if not is_thin and difference is not None and None not in ends:
        low, high = max(left.low or 0.0, right.low or 0.0), min(left.high or 0.0, right.high or 0.0)
        is_apart = low > high
    return FigurePair(name=name, left=left, right=right, difference=difference, is_apart=is_apart)
