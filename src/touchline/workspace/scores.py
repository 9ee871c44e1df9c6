"""
How promising an opportunity is, by the methods that teams use.

Each is an argument, not a truth: its inputs are what somebody stated or counted, and where one is
missing there is no score, and the missing one is named.

Source:
    RICE: S. McBride, RICE: Simple prioritization for product managers, Intercom, 2016. ICE: S.
    Ellis, growth teams, about 2010. Kano: N. Kano et al., Attractive quality and must-be quality,
    Hinshitsu 14 (1984); evaluation table, the order M, O, A, I for ties and Timko's coefficients
    in C. Berger et al., Kano's methods for understanding customer-defined quality, Center for
    Quality of Management Journal 2 (1993). Importance and satisfaction: A. Ulwick, Turn customer
    input into innovation, Harvard Business Review 80 (2002), and What customers want (2005).
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from touchline.model.experience import Opportunity
    from touchline.model.worth import Attitude, KanoReply

#: The methods that need no formula.
METHODS = ("rice", "ice", "kano", "value-effort", "importance-satisfaction", "score")

#: Half way between 1 and 10.
MIDDLE = 5.5
#: Above this score Ulwick calls a need underserved.
UNDERSERVED = 10.0
#: A quarter of a year, in days.
QUARTER = 365.25 / 4
#: Scores that differ less than this part of themselves are the same number.
_DIGITS = 9

Category = Literal[
    "must-be", "one-dimensional", "attractive", "indifferent", "reverse", "questionable"
]
#: What one pair of answers says, in the order like, expect, neutral, live-with, dislike.
_ATTITUDES: tuple[Attitude, ...] = ("like", "expect", "neutral", "live-with", "dislike")
_TABLE = {
    "like": "QAAAO",
    "expect": "RIIIM",
    "neutral": "RIIIM",
    "live-with": "RIIIM",
    "dislike": "RRRRQ",
}
_CATEGORIES: dict[str, Category] = {
    "M": "must-be",
    "O": "one-dimensional",
    "A": "attractive",
    "I": "indifferent",
    "R": "reverse",
    "Q": "questionable",
}
#: Which category counts when two are as frequent, and which is looked after first.
KANO_ORDER = tuple(_CATEGORIES.values())


@dataclass(frozen=True, slots=True)
class Score:
    """
    What one method says of one opportunity.

    Args:
        value: The number; None when the method cannot give one.
        missing: What it lacks, by the names that formulas use.
        told: The method's own word for it, such as `must-be` or `quick-win`.
        numbers: What the number was made of.
        order: What opportunities are ranked by, the highest first; empty without a score.
        is_undefined: Everything is stated, and still the calculation gives no number.
    """

    value: float | None
    missing: tuple[str, ...] = ()
    told: str | None = None
    numbers: Mapping[str, float] = field(default_factory=dict)
    order: tuple[float, ...] = ()
    is_undefined: bool = False


@dataclass(frozen=True, slots=True)
class Kano:
    """
    What many pairs of answers say together.

    Args:
        category: The most frequent category; the one that matters more when two are as frequent.
        counts: How many people answered so, by category.
        n: How many people that are.
        better: How many would be content with it, of those who care: (A + O) / (A + O + M + I).
        worse: How many would be discontent without it, with a minus sign: -(O + M) / the same.
        is_tied: Another category is as frequent.
    """

    category: Category
    counts: Mapping[Category, int]
    n: int
    better: float | None
    worse: float | None
    is_tied: bool


def category_of(present: Attitude, absent: Attitude) -> Category:
    """
    Read one pair of answers from Kano's evaluation table.

    Args:
        present: How somebody would feel if it were there.
        absent: How somebody would feel if it were not.

    Returns:
        The category.

    Examples:
        >>> category_of("like", "dislike"), category_of("neutral", "dislike")
        ('one-dimensional', 'must-be')
    """
    return _CATEGORIES[_TABLE[present][_ATTITUDES.index(absent)]]


def kano_of(replies: Iterable[KanoReply]) -> Kano | None:
    """
    Sum up the answers to Kano's two questions.

    Args:
        replies: Pairs of answers with how many people gave them.

    Returns:
        The category with its coefficients; None without answers.
    """
    counts: Counter[Category] = Counter()
    for reply in replies:
        counts[category_of(reply.present, reply.absent)] += reply.n
    n = counts.total()
    if not n:
        return None
    most = max(counts.values())
    first = [one for one in KANO_ORDER if counts[one] == most]
    must, wanted = counts["must-be"], counts["one-dimensional"]
    liked = counts["attractive"]
    caring = must + wanted + liked + counts["indifferent"]
    return Kano(
        category=first[0],
        counts={one: counts[one] for one in KANO_ORDER},
        n=n,
        better=(liked + wanted) / caring if caring else None,
        worse=0.0 - (wanted + must) / caring if caring else None,
        is_tied=len(first) > 1,
    )


def reach_of(visitors: int | None, days: float | None, stated: float | None) -> float | None:
    """
    Count the customers that something touches in a quarter.

    Args:
        visitors: How many customers a log has at the step; None when nothing was measured.
        days: How many days the log covers.
        stated: What the team states.

    Returns:
        The visitors, brought to a quarter in proportion to the days; what is stated where nothing
        was measured; None where nothing is stated either.

    Examples:
        >>> round(reach_of(1000, 182.625, None))
        500
    """
    if visitors is None or not days or days <= 0:
        return stated
    return visitors * QUARTER / days


def numbers_of(opportunity: Opportunity, reach: float | None) -> dict[str, float]:
    """
    Collect the numbers of an opportunity under the names that formulas use.

    Args:
        opportunity: The opportunity.
        reach: How many customers a quarter it touches, counted or stated.

    Returns:
        The numbers that are known; a hyphen in a name of the team's own has become an underscore.
    """
    kano = kano_of(opportunity.kano)
    given: dict[str, float | None] = {
        "reach": reach,
        "score": opportunity.score,
        "value": opportunity.value,
        "effort": opportunity.effort,
        "importance": opportunity.importance,
        "satisfaction": opportunity.satisfaction,
        "pains": float(len(opportunity.answers)),
        "kano.better": kano.better if kano else None,
        "kano.worse": kano.worse if kano else None,
    }
    for stem, part in (("rice", opportunity.rice), ("ice", opportunity.ice)):
        for name in type(part).model_fields if part else ():
            given[f"{stem}.{name}"] = getattr(part, name)
    # The reach that counts is the one above, whoever found it.
    given.pop("rice.reach", None)
    own = {_named(name): value for name, value in opportunity.figures.items()}
    return {**own, **{name: float(one) for name, one in given.items() if one is not None}}


def _named(name: str) -> str:
    return name.replace("-", "_")


#: Every name that a formula may use without the team stating it first.
KNOWN_NUMBERS = (
    "reach", "score", "value", "effort", "importance", "satisfaction", "pains", "kano.better",
    "kano.worse", "rice.impact", "rice.confidence", "rice.effort", "ice.impact", "ice.confidence",
    "ice.ease",
)  # fmt: skip

_NEEDED = {
    "rice": ("reach", "rice.impact", "rice.confidence", "rice.effort"),
    "ice": ("ice.impact", "ice.confidence", "ice.ease"),
    "value-effort": ("value", "effort"),
    "importance-satisfaction": ("importance", "satisfaction"),
    "score": ("score",),
}


def score_of(opportunity: Opportunity, method: str, reach: float | None) -> Score:
    """
    Score an opportunity.

    Args:
        opportunity: The opportunity.
        method: One of `METHODS`.
        reach: How many customers a quarter it touches.

    Returns:
        The score, or what it lacks.
    """
    if method == "kano":
        return _kano(opportunity)
    known = numbers_of(opportunity, reach)
    missing = tuple(name for name in _NEEDED[method] if name not in known)
    numbers = {name: known[name] for name in _NEEDED[method] if name in known}
    if missing:
        return Score(None, missing, numbers=numbers)
    given = tuple(numbers.values())
    value, told = _valued(method, given)
    return Score(value, told=told, numbers=numbers, order=(value,))


def _valued(method: str, given: tuple[float, ...]) -> tuple[float, str | None]:
    if method == "rice":
        reach, impact, confidence, effort = given
        return reach * impact * confidence / effort, None
    if method == "ice":
        impact, confidence, ease = given
        return impact * confidence * ease, None
    if method == "value-effort":
        value, effort = given
        return value / effort, quadrant(effort, value)
    if method == "importance-satisfaction":
        importance, satisfaction = given
        found = importance + max(importance - satisfaction, 0.0)
        return found, _served(found, importance, satisfaction)
    return given[0], None


def _served(score: float, importance: float, satisfaction: float) -> str:
    if score > UNDERSERVED:
        return "underserved"
    return "overserved" if satisfaction > importance else "served"


def quadrant(effort: float, value: float) -> str:
    """
    Name the quadrant of a matrix of value and effort, both from 1 to 10.

    Args:
        effort: What it takes.
        value: What it is worth.

    Returns:
        `quick-win`, `big-bet`, `fill-in` or `time-sink`.
    """
    is_worth, is_much = value >= MIDDLE, effort >= MIDDLE
    if is_worth:
        return "big-bet" if is_much else "quick-win"
    return "time-sink" if is_much else "fill-in"


def _kano(opportunity: Opportunity) -> Score:
    found = kano_of(opportunity.kano)
    if found is None:
        return Score(None, ("kano",))
    numbers: dict[str, float] = {"kano.n": float(found.n)}
    strength = 0.0
    if found.better is not None and found.worse is not None:
        numbers |= {"kano.better": found.better, "kano.worse": found.worse}
        strength = found.better - found.worse
    place = len(KANO_ORDER) - KANO_ORDER.index(found.category)
    return Score(strength, told=found.category, numbers=numbers, order=(float(place), strength))


def ranks(
    orders: Iterable[tuple[float, ...]], *, is_lower_better: bool = False
) -> list[int | None]:
    """
    Rank scores; equal ones share a rank, and the next one counts all before it.

    Args:
        orders: What each is ranked by; empty for what has no score.
        is_lower_better: The lowest comes first.

    Returns:
        The ranks from 1 on; None without a score.

    Examples:
        >>> ranks([(3.0,), (5.0,), (), (5.0,)])
        [3, 1, None, 1]
    """
    sign = -1.0 if is_lower_better else 1.0
    # Sums in another order may differ in the last digit, which makes no difference to people.
    keys = [tuple(float(f"{sign * one:.{_DIGITS}g}") for one in order) for order in orders]
    known = [key for key in keys if key]
    return [1 + sum(other > key for other in known) if key else None for key in keys]
