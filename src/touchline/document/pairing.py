"""
Which parts of two maps answer to each other, and in which order both are shown.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, TypeAlias

from touchline.document.diff import longest_rise
from touchline.model.text import OWN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from touchline.model.map import JourneyMap
    from touchline.model.structure import Lane, Stage, Step
    from touchline.model.text import LocalText

#: How two parts were matched.
FoundBy: TypeAlias = Literal["id", "link", "name"]

#: The id on the left, the id on the right; None where a map has no such part.
Pair: TypeAlias = tuple[str | None, str | None]


@dataclass(frozen=True, slots=True)
class Speech:
    """
    Compares words of two maps that may be in different languages.

    Args:
        left: The language of the plain texts of the first map.
        right: The same of the second map.
    """

    left: str
    right: str

    def same(self, one: LocalText | None, other: LocalText | None) -> bool:
        """
        Tell whether two texts say the same.

        Args:
            one: A text of the first map.
            other: A text of the second map.

        Returns:
            True when they are equal in every language that both have, and when they have none in
            common, since nothing can be said then.
        """
        ours, theirs = spoken(one, self.left), spoken(other, self.right)
        if not ours or not theirs:
            return not ours and not theirs
        return all(ours[tag] == theirs[tag] for tag in ours.keys() & theirs.keys())

    def equal(self, one: LocalText | None, other: LocalText | None) -> bool:
        """
        Tell whether two texts surely say the same.

        Args:
            one: A text of the first map.
            other: A text of the second map.

        Returns:
            True when they are equal in a language that both have.
        """
        ours, theirs = spoken(one, self.left), spoken(other, self.right)
        shared = ours.keys() & theirs.keys()
        return bool(shared) and all(ours[tag] == theirs[tag] for tag in shared)


@lru_cache(maxsize=16_384)
def spoken(text: LocalText | None, own: str) -> dict[str, str]:
    """
    Take the words of a text by language, without what makes no difference.

    Args:
        text: The text.
        own: The language of its plain words.

    Returns:
        The words in lower case with single spaces; languages without words are left out.
    """
    versions = text.versions if text else ()
    words = {tag if tag != OWN else own: " ".join(said.split()) for tag, said in versions}
    return {tag: said.casefold() for tag, said in words.items() if said}


def pair_steps(
    left: JourneyMap, right: JourneyMap, speech: Speech, linked: Iterable[tuple[str, str]] = ()
) -> dict[str, tuple[str, FoundBy]]:
    """
    Match the steps of two maps: by id, then by a link between them, then by name.

    Args:
        left: The first map.
        right: The second map.
        speech: What compares their words.
        linked: Ids of steps that a link of one of the maps brings together, left and right.

    Returns:
        For a step of the first map the step of the second, and how it was found.
    """
    ours = {step.id: step for step in left.steps}
    theirs = {step.id: step for step in right.steps}
    found: dict[str, tuple[str, FoundBy]] = {name: (name, "id") for name in ours if name in theirs}
    taken = {name for name, _ in found.values()}
    for one, other in linked:
        if one in ours and other in theirs and one not in found and other not in taken:
            found[one] = (other, "link")
            taken.add(other)
    open_left = [step for name, step in ours.items() if name not in found]
    open_right = [step for name, step in theirs.items() if name not in taken]
    for step, other_step in _by_name(open_left, open_right, speech):
        found[step.id] = (other_step.id, "name")
    return found


def _by_name(
    ours: Sequence[Step], theirs: Sequence[Step], speech: Speech
) -> Iterator[tuple[Step, Step]]:
    """
    Match by a name that only one step of each map has.
    """
    matches = [
        (one, other) for one in ours for other in theirs if speech.equal(one.name, other.name)
    ]
    left = Counter(one.id for one, _ in matches)
    right = Counter(other.id for _, other in matches)
    return ((one, other) for one, other in matches if left[one.id] == right[other.id] == 1)


def pair_stages(
    left: JourneyMap, right: JourneyMap, speech: Speech, steps: dict[str, tuple[str, FoundBy]]
) -> dict[str, str]:
    """
    Match stages: by id, then by name, then by the steps that both hold.

    Args:
        left: The first map.
        right: The second map.
        speech: What compares their words.
        steps: The matched steps.

    Returns:
        For a stage of the first map that of the second.
    """
    theirs = {stage.id for stage in right.stages}
    found = {stage.id: stage.id for stage in left.stages if stage.id in theirs}

    def is_named_alike(one: Stage, other: Stage) -> bool:
        return speech.equal(one.name, other.name)

    def shares_most(one: Stage, other: Stage) -> bool:
        wanted = {steps[step.id][0] for step in one.steps if step.id in steps}
        held = {step.id for step in other.steps}
        return 2 * len(wanted & held) > max(len(one.steps), len(other.steps))

    for is_pair in (is_named_alike, shares_most):
        _match(left.stages, right.stages, found, is_pair)
    return found


def _match(
    ours: Sequence[Stage],
    theirs: Sequence[Stage],
    found: dict[str, str],
    is_pair: Callable[[Stage, Stage], bool],
) -> None:
    for one in ours:
        taken = set(found.values())
        free = (other for other in theirs if other.id not in taken)
        if one.id not in found:
            match = next((other for other in free if is_pair(one, other)), None)
            if match is not None:
                found[one.id] = match.id


def pair_lanes(left: JourneyMap, right: JourneyMap, speech: Speech) -> dict[str, str]:
    """
    Match lanes of one kind: by id, then by title, then in their order.

    Args:
        left: The first map.
        right: The second map.
        speech: What compares their words.

    Returns:
        For a lane of the first map that of the second.
    """
    found: dict[str, str] = {}

    def is_same_id(one: Lane, other: Lane) -> bool:
        return one.id == other.id

    def is_named_alike(one: Lane, other: Lane) -> bool:
        return speech.equal(one.title, other.title)

    def is_untitled(one: Lane, other: Lane) -> bool:
        return speech.same(one.title, other.title) or not (one.title and other.title)

    for is_pair in (is_same_id, is_named_alike, is_untitled):
        for one in left.lanes:
            taken = set(found.values())
            if one.id in found:
                continue
            free = (lane for lane in right.lanes if lane.id not in taken and lane.kind == one.kind)
            match = next((other for other in free if is_pair(one, other)), None)
            if match is not None:
                found[one.id] = match.id
    return found


def woven(left: Sequence[str], right: Sequence[str], found: dict[str, str]) -> list[Pair]:
    """
    Put the parts of two maps into one order: that of the second, in which each part that only the
    first has follows its neighbour.

    Args:
        left: The ids of the first map, in order.
        right: The ids of the second map, in order.
        found: The matched ids.

    Returns:
        The pairs in order.

    Examples:
        >>> woven(["a", "b", "c"], ["a", "x", "c"], {"a": "a", "c": "c"})
        [('a', 'a'), ('b', None), (None, 'x'), ('c', 'c')]
    """
    back = {other: one for one, other in found.items()}
    order: list[Pair] = [(back.get(name), name) for name in right]
    before: str | None = None
    for name in left:
        if name not in found:
            place = next((i + 1 for i, pair in enumerate(order) if pair[0] == before), 0)
            order.insert(place if before is not None else 0, (name, None))
        before = name
    return order


def out_of_order(left: Sequence[str], right: Sequence[str], found: dict[str, str]) -> set[str]:
    """
    Find what stands in another order: the fewest parts that must move.

    Args:
        left: The ids of the first map, in order.
        right: The ids of the second map, in order.
        found: The matched ids.

    Returns:
        The ids of the first map.
    """
    shared = [name for name in left if found.get(name) in right]
    places = [right.index(found[name]) for name in shared]
    kept = set(longest_rise(places))
    return {name for name, place in zip(shared, places, strict=True) if place not in kept}
