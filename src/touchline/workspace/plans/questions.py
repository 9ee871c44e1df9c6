"""
What is to be answered before a plan can be relied on, the most pressing first (R-100, R-101).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from touchline.workspace.plans.scope import Because

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from touchline.linting.finding import Quoted
    from touchline.model.work.objective import Objective
    from touchline.workspace.plans.scope import InScope, Invited

#: So many maps fit into a question.
_MOST_MAPS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """
    Something that nobody has said yet.

    Args:
        name: What is asked for, by the field of the objective or the kind of record that answers.
        asks: The question.
        way: How to answer: an option of `touchline plan`, or another command.
    """

    name: str
    asks: Because
    way: str


def questions(
    objective: Objective,
    departments: Sequence[Invited],
    touchpoints: Sequence[InScope],
    *,
    is_breadth_known: bool,
    larger: Sequence[Quoted] = (),
) -> tuple[Question, ...]:
    """
    Collect what is open.

    Args:
        objective: The objective.
        departments: The departments that it concerns.
        touchpoints: The touchpoints that it concerns.
        is_breadth_known: Somebody has said whether it is broad or specific.
        larger: Maps of which the planned one may be a part.

    Returns:
        The questions, that which decides most first.
    """
    found = [*_of_purpose(objective, is_breadth_known=is_breadth_known), *_of_measure(objective)]
    if objective.known in {None, "nothing"}:
        found.append(_asked("known", "--known"))
    if any(one.is_usual for one in departments) or (
        objective.breadth == "specific" and not departments
    ):
        found.append(_asked("departments", "--department"))
    if larger:
        quoted = {"maps": tuple(larger[:_MOST_MAPS])}
        asks = Because(key="plan.ask-part-of", quoted=quoted)
        found.append(Question(name="part_of", asks=asks, way="--part-of"))
    n = sum(1 for one in touchpoints if one.use is None)
    if n:
        asks = Because(key="plan.ask-touchpoints", n=n)
        found.append(Question(name="touchpoints", asks=asks, way="touchline touchpoints --take"))
    return tuple(found)


def _of_purpose(objective: Objective, *, is_breadth_known: bool) -> Iterator[Question]:
    """
    Ask why, about whom and on which experience.
    """
    if not objective.personas:
        yield _asked("personas", "--persona")
    if not objective.experience:
        yield _asked("experience", "--experience")
    if not is_breadth_known:
        yield _asked("breadth", "--breadth")
    if not objective.why:
        yield _asked("why", "--why")


def _of_measure(objective: Objective) -> Iterator[Question]:
    if not objective.metric:
        yield _asked("metric", "--metric")
    if objective.target is None:
        yield _asked("target", "--target")
    elif objective.baseline is None:
        yield _asked("baseline", "--baseline")
    if objective.due is None:
        yield _asked("due", "--due")


def _asked(name: str, way: str) -> Question:
    return Question(name=name, asks=Because(key=f"plan.ask-{name}"), way=way)
