"""
Which events of a log probably belong to which touchpoint of a map, for people to decide.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from touchline.analysis._errors import UnknownActivity
from touchline.compiled.log import CompiledLog
from touchline.measuring.dictionaries import (
    DEFAULT,
    dictionary_named,
    folded,
    touchpoint_names,
)
from touchline.measuring.errors import UnknownTouchpoint
from touchline.model.experience import Touchpoint

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from touchline.eventlog.log import EventLog
    from touchline.measuring.dictionaries import Meaning
    from touchline.model.map import JourneyMap
    from touchline.model.structure import Stage, Step

#: What a proposal rests on: the touchpoint is bound already, its entry of the catalogue, its words,
#: or those of its step; or several touchpoints fit alike, or none does.
Basis = Literal["bound", "entry", "name", "step", "several", "none"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """
    Where the events of an activity probably belong.

    Args:
        activity: The activity.
        events: How many events have it.
        meaning: What the dictionary says of it; None when it says nothing.
        basis: What the proposal rests on.
        cards: The ids of the touchpoints that come into question.
    """

    activity: str
    events: int
    meaning: Meaning | None
    basis: Basis
    cards: tuple[str, ...]

    @property
    def card(self) -> str | None:
        """
        The touchpoint that would be bound; None when it is bound already or nothing is sure.
        """
        return self.cards[0] if self.basis in {"entry", "name", "step"} else None


@dataclass(frozen=True, slots=True)
class _Placed:
    """
    A touchpoint with the step and stage at which it stands.
    """

    card: Touchpoint
    step: Step
    stage: Stage

    @property
    def names(self) -> set[str]:
        return {folded(words) for _, words in self.card.text.versions}

    @property
    def step_names(self) -> set[str]:
        return {folded(words) for _, words in self.step.name.versions}


def propose(
    journey: JourneyMap, log: EventLog | CompiledLog, dictionary: str | None = DEFAULT
) -> tuple[Proposal, ...]:
    """
    Propose a touchpoint for each activity of a log.

    A touchpoint fits an activity when it is named after it, or after what a dictionary says that
    the activity means, in any language of the catalogues; or when its entry of the catalogue says
    so. A touchpoint that is only wanted has no events yet, and none is proposed for it.

    Args:
        journey: The map.
        log: The events.
        dictionary: The name of a dictionary that says what the events of a tracking plan mean;
            None compares names alone.

    Returns:
        A proposal for each activity, the most frequent first; nothing is changed.

    Raises:
        UnknownDictionary: There is no dictionary of that name.
    """
    known = dictionary_named(dictionary)
    whole = log.whole() if isinstance(log, CompiledLog) else log
    vocabulary = whole.activity.vocabulary
    counts = np.bincount(whole.activity.codes, minlength=len(vocabulary)).tolist()
    placed = _placed(journey)
    found = [
        _proposal(activity, n, known.meaning(activity) if known else None, placed)
        for activity, n in zip(vocabulary, counts, strict=True)
        if n
    ]
    return tuple(sorted(found, key=lambda one: (-one.events, one.activity)))


def chosen(
    proposals: Sequence[Proposal], picks: Mapping[str, str], journey: JourneyMap
) -> dict[str, tuple[str, ...]]:
    """
    Join what is sure with what a person picked.

    Args:
        proposals: What was proposed.
        picks: By activity the touchpoint that a person chose; it counts more than a proposal.
        journey: The map.

    Returns:
        By touchpoint the activities that it shall recognise.

    Raises:
        UnknownActivity: A pick names an activity that the log does not have.
        UnknownTouchpoint: A pick names a card that is no touchpoint of the map.
    """
    activities = [one.activity for one in proposals]
    cards = [one.card.id for one in _placed(journey, is_wanted_too=True)]
    for activity, wish in picks.items():
        if activity not in activities:
            raise UnknownActivity.among(activity, activities, at="pick")
        if wish not in cards:
            raise UnknownTouchpoint.among(wish, cards, at="pick")
    decided: defaultdict[str, list[str]] = defaultdict(list)
    for one in proposals:
        card = picks.get(one.activity) or one.card
        is_new = one.basis != "bound" or card not in one.cards
        if card is not None and is_new:
            decided[card].append(one.activity)
    return {card: tuple(names) for card, names in decided.items()}


def _placed(journey: JourneyMap, *, is_wanted_too: bool = False) -> tuple[_Placed, ...]:
    steps = {step.id: (step, stage) for stage in journey.stages for step in stage.steps}
    return tuple(
        _Placed(card, *steps[cell.at])
        for _, cell, card in journey.cards()
        if isinstance(card, Touchpoint)
        and cell.at in steps
        and (is_wanted_too or card.use == "now")
    )


def _proposal(
    activity: str, events: int, meaning: Meaning | None, placed: Sequence[_Placed]
) -> Proposal:
    names = {folded(activity), *(touchpoint_names(meaning.touchpoint) if meaning else ())}
    searched: tuple[tuple[Basis, list[_Placed]], ...] = (
        ("bound", [one for one in placed if activity in _bound(one.card)]),
        ("entry", [one for one in placed if meaning and one.card.entry == meaning.touchpoint]),
        ("name", [one for one in placed if one.names & names]),
        ("step", [one for one in placed if one.step_names & names]),
    )
    basis, fitting = next(((name, some) for name, some in searched if some), ("none", []))
    if basis not in {"bound", "none"} and len(fitting) > 1:
        fitting = _narrowed(fitting, meaning)
        basis = basis if len(fitting) == 1 else "several"
    cards = tuple(one.card.id for one in fitting)
    return Proposal(activity=activity, events=events, meaning=meaning, basis=basis, cards=cards)


def _bound(card: Touchpoint) -> Collection[str]:
    return {activity for matcher in card.binding for activity in matcher.activities}


def _narrowed(fitting: Iterable[_Placed], meaning: Meaning | None) -> list[_Placed]:
    """
    Keep those in the stage, then in the channel, that the dictionary names, where there are some.
    """
    left = list(fitting)
    if meaning is None:
        return left
    in_stage = [one for one in left if one.stage.kind == meaning.stage] or left
    return [one for one in in_stage if one.card.channel == meaning.channel] or in_stage
