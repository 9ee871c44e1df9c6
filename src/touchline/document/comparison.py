"""
What a comparison of two maps says: which parts answer to each other and how they differ.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from touchline.measuring.measured import Figure
from touchline.model.structure import Part, Target
from touchline.model.text import LocalText

if TYPE_CHECKING:
    from collections.abc import Iterator

#: What can become of a part from one map to the other.
Change = Literal["added", "removed", "moved", "renamed", "changed"]

#: The measured figures that are put side by side, by their name in `StepMeasures`.
FIGURES = ("reached_share", "completion", "lost", "repeats", "time_to_next")


class HeadChange(Part):
    """
    Something that the two maps say differently of themselves.

    Args:
        what: Such as `title`, `goal` or `status`.
        left: What the first map says; None when it says nothing.
        right: What the second map says.
    """

    what: str
    left: LocalText | None = None
    right: LocalText | None = None


class CardChange(Part):
    """
    A card that is not the same in both maps.

    Args:
        change: What became of it.
        lane: The pair of lanes, by its place among them.
        left: The id of the card in the first map; None for a new one.
        right: The id in the second map; None for one that is gone.
        was: Its words in the first map.
        says: Its words in the second map.
        fields: The fields that differ.
        origin: The id of the step where a moved card stood in the first map.
    """

    change: Change
    lane: int
    left: str | None = None
    right: str | None = None
    was: LocalText | None = None
    says: LocalText | None = None
    fields: tuple[str, ...] = ()
    origin: str | None = None


class FeelingShift(Part):
    """
    How much better or worse a step feels to somebody.

    Args:
        lane: The pair of lanes, by its place among them.
        persona: The name of the persona; None for everybody of the map.
        left: The score in the first map; None when it tells none.
        right: The score in the second map.
        difference: The second less the first; None on different scales or without both.
        is_one_scale: Both are given on the same scale; scores on different ones are never
            subtracted.
    """

    lane: int
    persona: LocalText | None = None
    left: float | None = None
    right: float | None = None
    difference: float | None = None
    is_one_scale: bool = True


class TargetChange(Part):
    """
    A target that the two maps set differently.

    Args:
        metric: Which figure it is about.
        left: The target in the first map; None without one.
        right: The target in the second map.
    """

    metric: str
    left: Target | None = None
    right: Target | None = None


class FigurePair(Part):
    """
    A measured figure of both maps.

    Args:
        name: Which figure.
        left: What was measured on the first map.
        right: What was measured on the second map.
        difference: The second less the first.
        is_apart: Their 95 % intervals do not meet, so that they differ beyond chance; False when
            they meet, which proves no equality; None when too little is known to tell.
        is_comparable: Both were measured in one way on logs of their own; else nothing is claimed.
    """

    name: str
    left: Figure
    right: Figure
    difference: float | None = None
    is_apart: bool | None = None
    is_comparable: bool = True


class LanePair(Part):
    """
    Lanes of the two maps that answer to each other.

    Args:
        left: The id of the lane in the first map; None for a lane that is new.
        right: The id in the second map; None for one that is gone.
    """

    left: str | None = None
    right: str | None = None


class StagePair(Part):
    """
    Stages of the two maps that answer to each other.

    Args:
        left: The id in the first map; None for a stage that is new.
        right: The id in the second map; None for one that is gone.
        changes: What became of it.
    """

    left: str | None = None
    right: str | None = None
    changes: tuple[Change, ...] = ()


class StepPair(Part):
    """
    Steps of the two maps that answer to each other.

    Args:
        left: The id in the first map; None for a step that is new.
        right: The id in the second map; None for one that is gone.
        stage: The pair of stages in which it is shown, by its place among them.
        found_by: How the two were matched; None for a step of one map only.
        changes: What became of it.
        cards: The cards that differ.
        feelings: The feelings of both maps.
        targets: The targets that differ.
        figures: The figures of both maps, where both are measured.
    """

    left: str | None = None
    right: str | None = None
    stage: int
    found_by: Literal["id", "link", "name"] | None = None
    changes: tuple[Change, ...] = ()
    cards: tuple[CardChange, ...] = ()
    feelings: tuple[FeelingShift, ...] = ()
    targets: tuple[TargetChange, ...] = ()
    figures: tuple[FigurePair, ...] = ()

    @property
    def is_same(self) -> bool:
        """
        Nothing that people wrote differs.
        """
        shifts = any(shift.left != shift.right for shift in self.feelings)
        return not (self.changes or self.cards or self.targets or shifts)


class Comparison(Part):
    """
    Two maps side by side.

    Args:
        left: The id of the first map.
        right: The id of the second map.
        heads: What they say differently of themselves.
        stages: Their stages, in the order in which they are shown.
        steps: Their steps, in the order in which they are shown.
        lanes: Their lanes, in the order in which they are shown.
        warnings: The names of what a reader must know before anything is concluded.
    """

    left: str
    right: str
    heads: tuple[HeadChange, ...] = ()
    stages: tuple[StagePair, ...] = ()
    steps: tuple[StepPair, ...] = ()
    lanes: tuple[LanePair, ...] = ()
    warnings: tuple[str, ...] = ()

    def step_changes(self) -> dict[Change, int]:
        """
        Count what became of steps.

        Returns:
            How many steps have each change; only those that occur.
        """
        return _counted(change for pair in self.steps for change in pair.changes)

    def card_changes(self) -> dict[Change, int]:
        """
        Count what became of cards.

        Returns:
            How many cards have each change; only those that occur.
        """
        return _counted(card.change for pair in self.steps for card in pair.cards)

    @property
    def is_same(self) -> bool:
        """
        The maps say the same.
        """
        lanes = all(pair.left and pair.right for pair in self.lanes)
        stages = not any(pair.changes for pair in self.stages)
        return lanes and stages and not self.heads and all(pair.is_same for pair in self.steps)


def _counted(changes: Iterator[Change]) -> dict[Change, int]:
    counts: dict[Change, int] = {}
    for change in changes:
        counts[change] = counts.get(change, 0) + 1
    return counts
