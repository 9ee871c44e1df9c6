"""
What the chooser asks about a situation, and what each answer leads to.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Literal, TypeAlias

from touchline.i18n import closest_language, translate

if TYPE_CHECKING:
    from touchline.model.map import JourneyKind, MapType

__all__ = [
    "AUDIENCES",
    "BUSINESSES",
    "GOALS",
    "KNOWLEDGE",
    "Audience",
    "Business",
    "Goal",
    "Knowledge",
    "Situation",
    "goal_in",
    "n_told",
]

#: How broad the goal is: the whole experience, or some departments (R-102).
Breadth: TypeAlias = Literal["broad", "specific"]


#: What stands between the words of a list, in the languages of the catalogues.
_COMMA = re.compile(r",\s*|،\s*|、")


@dataclass(frozen=True, slots=True)
class _Choice:
    """
    One answer that a person can choose.

    Args:
        name: What scripts call it.

    Attributes:
        asked: What is asked, as its words are filed.
    """

    asked: ClassVar[Literal["goal", "business", "known", "audience"]]

    name: str

    def title(self, language: str = "en") -> str:
        """
        Say it in words.

        Args:
            language: The reader's language tag.

        Returns:
            What a person would answer.
        """
        return translate(f"{self.asked}.{self.name}.title", language)


@dataclass(frozen=True, slots=True)
class Goal(_Choice):
    """
    Why a map is made (R-060, R-100, R-124).

    Args:
        templates: The templates that serve it, the best first.
        type: The map type that it calls for; None leaves that to the template.
        kind: The kind of journey that it calls for; None leaves that open.
        is_shaped: The form of the map follows from the goal, whatever the business.
    """

    asked = "goal"

    templates: tuple[str, ...]
    type: MapType | None = None
    kind: JourneyKind | None = None
    is_shaped: bool = True


@dataclass(frozen=True, slots=True)
class Business(_Choice):
    """
    What the company does (R-095).

    Args:
        template: The template of the industry; None when there is none.
        sells: Its customers buy, so that purchase is its most common journey.
    """

    asked = "business"

    template: str | None = None
    sells: bool = True


@dataclass(frozen=True, slots=True)
class Knowledge(_Choice):
    """
    On which experience the map is based (R-100).

    Args:
        lanes: The kinds of lanes that make use of it.
    """

    asked = "known"

    lanes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Audience(_Choice):
    """
    For whom the picture is (R-084, M19).

    Args:
        style: The style that serves it.
        format: The format in which it reads that best.
        also: What scripts may call it, too.
        is_briefed: As slides it gets a briefing rather than a picture.
    """

    asked = "audience"

    style: str
    format: str
    also: tuple[str, ...] = ()
    is_briefed: bool = False


GOALS = (
    Goal(
        "improve", ("current-state", "linear", "staged", "service-blueprint"), "current-state",
        is_shaped=False,
    ),
    Goal("plan", ("future-state", "service-blueprint"), "future-state", is_shaped=False),
    Goal("find-needs", ("day-in-the-life", "role-based", "current-state"), "day-in-the-life"),
    Goal("organise-service", ("service-blueprint", "current-state"), "service-blueprint"),
    Goal("win-loyalty", ("circular", "retention", "lifecycle"), "circular", "retention"),
    Goal("win-prospects", ("lead-generation", "staged"), kind="lead-generation"),
    Goal("keep-engaged", ("engagement", "channel-based", "circular"), kind="engagement"),
    Goal("understand-decisions", ("staged", "purchase", "role-based"), "staged", "purchase"),
    Goal("improve-channel", ("channel-based", "engagement"), "channel-based"),
    Goal("compare-roles", ("role-based", "staged"), "role-based"),
    Goal("follow-path", ("linear", "purchase", "staged"), "linear"),
    Goal("see-whole", ("lifecycle", "circular", "linear")),
)  # fmt: skip

BUSINESSES = (
    Business("retail", "retail"),
    Business("bank", "bank"),
    Business("insurance", "insurance"),
    Business("telecom", "telecom"),
    Business("software", "software"),
    Business("hospital", "hospital", sells=False),
    Business("public-office", "public-office", sells=False),
    Business("other"),
)

KNOWLEDGE = (
    Knowledge("nothing", ("evidence",)),
    Knowledge("team", ("evidence",)),
    Knowledge("research", ("emotion", "evidence")),
    Knowledge("events", ("reached", "completion", "time-to-next", "evidence")),
)

AUDIENCES = (
    Audience("team", "board", "html"),
    Audience("leadership", "executive", "pdf", ("executive", "executives"), is_briefed=True),
    Audience("support", "script", "html", ("service",)),
    Audience("developers", "events", "html"),
    Audience("customers", "grid", "progress", ("customer",)),
    Audience("everyone", "story", "html", ("all",)),
    Audience("analysts", "chart", "html"),
    Audience("operations", "flow", "pdf"),
    Audience("marketing", "portrait", "pdf", ("design",)),
    Audience("planning", "timeline", "pdf"),
    Audience("authors", "grid", "html"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """
    What is known of a person who wants to begin a map; None means not said.

    Args:
        goal: The name of one of `GOALS`.
        business: The name of one of `BUSINESSES`.
        known: The name of one of `KNOWLEDGE`.
        audience: The name of one of `AUDIENCES`.
        breadth: How broad the goal is.
        type: A map type that was asked for by name.
        kind: A kind of journey that was asked for by name.
    """

    goal: str | None = None
    business: str | None = None
    known: str | None = None
    audience: str | None = None
    breadth: Breadth | None = None
    type: MapType | None = None
    kind: JourneyKind | None = None


def goal_in(words: str, language: str = "en") -> str | None:
    """
    Recognise a goal in somebody's own words.

    Args:
        words: What the person wants to reach.
        language: The language of the words; English is understood beside it.

    Returns:
        The name of the goal whose words occur most, the first of equals; None when none occurs.
    """
    said = words.casefold().strip()
    tags = dict.fromkeys((closest_language(language), "en"))
    for goal in GOALS:
        if said in {goal.name, *(goal.title(tag).casefold() for tag in tags)}:
            return goal.name
    found = {
        goal.name: n_told(f"goal.{goal.name}.words", said, language)
        # Everybody wants something better; what else is said weighs more.
        * (1 if goal.name == "improve" else 2)
        for goal in GOALS
    }
    best = max(found, key=found.__getitem__)
    return best if found[best] else None


def n_told(key: str, said: str, language: str = "en") -> int:
    """
    Count how many words of a list occur in what somebody said.

    Args:
        key: The message that lists words and beginnings of words.
        said: What was said.
        language: The language of it; English is understood beside it.

    Returns:
        How many of the words occur.
    """
    folded = said.casefold()
    tags = dict.fromkeys((closest_language(language), "en"))
    listed = ((word, tag) for tag in tags for word in _COMMA.split(translate(key, tag)))
    return sum(_tells(word, folded, tag) for word, tag in listed)


def _tells(word: str, said: str, tag: str) -> bool:
    # English words are short enough to lie within others; other languages join words to longer
    # ones or write none apart.
    if tag == "en":
        return re.search(rf"\b{re.escape(word)}", said) is not None
    return word in said
