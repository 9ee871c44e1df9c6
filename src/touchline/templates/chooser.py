"""
Which template, map type, kind of journey, style and lanes suit a situation, and why (R-060,
R-084, R-094, R-102, R-124).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeVar

from touchline.errors import NotFound
from touchline.i18n import has_message, translate
from touchline.model.map import JourneyMap
from touchline.model.text import LocalText
from touchline.templates import UnknownTemplate, read_template, template_names
from touchline.templates.journey_kinds import JourneyKindGuide, journey_kinds
from touchline.templates.map_types import map_types
from touchline.templates.situations import (
    AUDIENCES,
    BUSINESSES,
    GOALS,
    KNOWLEDGE,
    Audience,
    Business,
    Goal,
    Knowledge,
    Situation,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from touchline.model.map import JourneyKind, MapType

__all__ = [
    "GRID",
    "Ranked",
    "Reason",
    "Recommendation",
    "UnknownAnswer",
    "UnknownJourneyKind",
    "UnknownMapType",
    "View",
    "recommend",
    "view_for",
]

#: The style that every map can be drawn in.
GRID = "grid"
#: The template for whoever says nothing of the goal: the most popular one (R-050).
_USUAL = "current-state"
#: The goal of whoever asks for everything.
_WHOLE = "see-whole"

#: How much an answer weighs when templates are ranked: a goal that shapes the map beats the
#: business, the business beats the kind of journey, and any of them beats a mere fit.
_SHAPED, _BUSINESS, _KIND, _FIT, _STEP = 1000, 600, 500, 100, 10


class UnknownAnswer(NotFound):
    """
    A question about the situation has no such answer.
    """


class UnknownMapType(NotFound):
    """
    There is no map type of the name.
    """


class UnknownJourneyKind(NotFound):
    """
    There is no kind of journey of the name.
    """


@dataclass(frozen=True, slots=True)
class Reason:
    """
    Why something is recommended: a message, told in the reader's language.

    Args:
        key: Its key in the catalogues.
        named: What it names: for each value the key of the message that says it.
    """

    key: str
    named: Mapping[str, str | tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))

    def told(self, language: str = "en") -> str:
        """
        Say it.

        Args:
            language: The reader's language tag.

        Returns:
            A sentence or two.
        """
        values = {
            name: [translate(key, language) for key in keys]
            if isinstance(keys, tuple)
            else translate(keys, language)
            for name, keys in self.named.items()
        }
        return translate(self.key, language, **values)


@dataclass(frozen=True, slots=True)
class Ranked:
    """
    A template with the reason for its place.

    Args:
        template: Its name.
        reason: What speaks for it.
    """

    template: str
    reason: Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Recommendation:
    """
    What suits a situation.

    Args:
        template: The template to begin from.
        type: The map type; None when neither goal nor template says one.
        kind: The kind of journey; None when nothing speaks for one.
        style: The style to draw it in.
        lanes: The kinds of lanes to have beside the template's own.
        reasons: Why, by what is recommended: `template`, `type`, `kind`, `style` and `lanes`, and
            what else is to be known, under `scope`, `data` and `caution`.
        alternatives: The other templates that come into question, the best first.
        further: Templates of the further maps that a broad goal needs.
    """

    template: str
    type: MapType | None
    kind: JourneyKind | None
    style: str
    lanes: tuple[str, ...]
    reasons: Mapping[str, Reason]
    alternatives: tuple[Ranked, ...]
    further: tuple[str, ...]


def recommend(
    situation: Situation,
    *,
    among: Iterable[str] | None = None,
    styles: Collection[str] = (GRID,),
) -> Recommendation:
    """
    Choose what suits a situation.

    Args:
        situation: The answers that are known.
        among: The names of the templates to choose from; None for all there are.
        styles: The styles that can be drawn.

    Returns:
        The recommendation with its reasons.

    Raises:
        UnknownAnswer: An answer is none of those that its question has.
        UnknownMapType: There is no such map type.
        UnknownJourneyKind: There is no such kind of journey.
    """
    chooser = _Chooser(situation, tuple(template_names() if among is None else among))
    first, *others = chooser.ranked()
    type_, kind = chooser.type_for(first.template), chooser.kind_for(first.template)
    style, style_reason = _style(chooser.audience, type_, styles)
    reasons = {"template": first.reason, "style": style_reason}
    if type_ is not None:
        reasons["type"] = _of_type(type_, first.template)
    if kind is not None:
        reasons |= _of_kind(kind)
    lanes = chooser.lanes(first.template, kind)
    if "metrics" in lanes:
        reasons["lanes"] = watched(next(one for one in journey_kinds() if one.name == kind))
    if chooser.known is not None:
        reasons["lanes"] = Reason(f"known.{chooser.known.name}.why")
        if chooser.known.name == "events":
            reasons["data"] = Reason("advice.from-data")
    if chooser.breadth is not None:
        reasons["scope"] = Reason(f"advice.{chooser.breadth}")
    return Recommendation(
        template=first.template,
        type=type_,
        kind=kind,
        style=style,
        lanes=lanes,
        reasons=MappingProxyType(reasons),
        alternatives=tuple(others),
        further=chooser.further(first.template) if chooser.breadth == "broad" else (),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """
    How a map is shown to an audience.

    Args:
        audience: For whom.
        style: The style to draw it in.
        reason: Why.
    """

    audience: Audience
    style: str
    reason: Reason


def view_for(audience: str, *, styles: Collection[str] = (GRID,)) -> View:
    """
    Choose how a map is shown to an audience (M19).

    Args:
        audience: What the audience is called.
        styles: The styles that can be drawn.

    Returns:
        The view with its reason.

    Raises:
        UnknownAnswer: Nobody is called so.
    """
    found = _named(audience, AUDIENCES, "audience")
    if found is None:
        raise UnknownAnswer.among(audience, [one.name for one in AUDIENCES], at="audience")
    style, reason = _style(found, None, styles)
    return View(audience=found, style=style, reason=reason)


ChoiceT = TypeVar("ChoiceT", Goal, Business, Knowledge, Audience)


def _named(name: str | None, choices: tuple[ChoiceT, ...], at: str) -> ChoiceT | None:
    if name is None:
        return None
    found = {choice.name: choice for choice in choices}
    for choice in choices:
        if isinstance(choice, Audience) and name in choice.also:
            return choice
    if name not in found:
        raise UnknownAnswer.among(name, found, at=at)
    return found[name]


class _Chooser:
    """
    The answers, looked up, and what follows from each.
    """

    def __init__(self, situation: Situation, names: tuple[str, ...]) -> None:
        self.names = names
        self.read: dict[str, JourneyMap] = {}
        # Whoever wants to see the whole has a broad goal, and the other way round.
        name = situation.goal or (_WHOLE if situation.breadth == "broad" else None)
        self.breadth = situation.breadth or ("broad" if name == _WHOLE else None)
        self.goal = _named(name, GOALS, "goal")
        self.business = _named(situation.business, BUSINESSES, "business")
        self.known = _named(situation.known, KNOWLEDGE, "known")
        self.audience = _named(situation.audience, AUDIENCES, "audience")
        types = {one.name: one for one in map_types()}
        kinds = {one.name: one for one in journey_kinds()}
        if situation.type is not None and situation.type not in types:
            raise UnknownMapType.among(situation.type, types, at="type")
        if situation.kind is not None and situation.kind not in kinds:
            raise UnknownJourneyKind.among(situation.kind, kinds, at="kind")
        self.type = types[situation.type] if situation.type else None
        self.kind = kinds[situation.kind] if situation.kind else None

    def ranked(self) -> list[Ranked]:
        """
        Rank the templates that something speaks for; the usual one when nothing does.
        """
        weights: dict[str, int] = {}
        reasons: dict[str, Reason] = {}
        for template, weight, reason in self._claims():
            if template not in self.names:
                continue
            # The first claim is the weightiest and gives the reason.
            weights[template] = weights.get(template, 0) + weight
            reasons.setdefault(template, reason)
        order = sorted(weights, key=lambda name: -weights[name])
        if not order:
            usual = _USUAL if _USUAL in self.names else next(iter(self.names), "")
            if not usual:
                raise UnknownTemplate.among(_USUAL, ())
            return [Ranked(usual, _condition(usual))]
        return [Ranked(name, reasons[name]) for name in order]

    def _claims(self) -> Iterable[tuple[str, int, Reason]]:
        """
        Give each template that an answer speaks for, the weightiest answers first.
        """
        if self.type is not None:
            yield self.type.template, 2 * _SHAPED, Reason(f"type.{self.type.name}.when")
        goal = self.goal or Goal("", (_USUAL,), is_shaped=False)
        if goal.is_shaped and self.type is None:
            yield goal.templates[0], _SHAPED, _condition(goal.templates[0])
        if self.business is not None and self.business.template is not None:
            named = {"business": f"business.{self.business.name}.title"}
            yield self.business.template, _BUSINESS, Reason("advice.template-business", named)
        if self.kind is not None:
            named = {"kind": f"scene.kind-{self.kind.name}"}
            # Asked for by name, a kind of journey beats the form that a goal suggests.
            weight = _KIND + _SHAPED * (goal.is_shaped and goal.kind == self.kind.name)
            yield self.kind.template, weight, Reason("advice.template-kind", named)
        for place, template in enumerate(goal.templates):
            yield template, _FIT - _STEP * place, _condition(template)

    def type_for(self, template: str) -> MapType | None:
        """
        Choose the map type: as asked for, else the template's own, else the goal's.

        A template that says no more than that it shows the present may show the future, too.
        """
        if self.type is not None:
            return self.type.name
        own = self._read(template).type
        if self.goal is None or self.goal.type is None or own not in {None, "current-state"}:
            return own
        return self.goal.type

    def kind_for(self, template: str) -> JourneyKind | None:
        """
        Choose the kind: as asked for, else the goal's, else the template's own, else purchase,
        which is the most common one, where something is sold.
        """
        if self.kind is not None:
            return self.kind.name
        if self.goal is not None and self.goal.kind is not None:
            return self.goal.kind
        own = self._read(template).kind
        if own is not None:
            return own
        is_open = self.goal is None or not self.goal.is_shaped
        is_sold = self.business is not None and self.business.sells
        return "purchase" if is_open and is_sold else None

    def lanes(self, template: str, kind: JourneyKind | None) -> tuple[str, ...]:
        """
        List the lanes that the template lacks.
        """
        wished = [*(self.known.lanes if self.known else ()), *(["metrics"] if kind else ())]
        there = {lane.kind for lane in self._read(template).lanes}
        return tuple(one for one in dict.fromkeys(wished) if one not in there)

    def _read(self, template: str) -> JourneyMap:
        """
        Read a template once; of one that is only a file nothing is known here.
        """
        if template not in self.read:
            self.read[template] = (
                read_template(template)
                if template in template_names()
                else JourneyMap(id="unknown", title=LocalText())
            )
        return self.read[template]

    def further(self, template: str) -> tuple[str, ...]:
        """
        List the templates of the maps beside this one: the overview, and each kind of journey.
        """
        wished = ["lifecycle", *(kind.template for kind in journey_kinds())]
        return tuple(one for one in wished if one in self.names and one != template)


def _condition(template: str) -> Reason:
    """
    Say on which condition a template is the right one, in its own words.
    """
    key = f"template.{template}.when"
    return Reason(key if has_message(key) else "advice.asked-for")


def _of_type(type_: MapType, template: str) -> Reason:
    """
    Say what the type shows when its template already says when to choose it.
    """
    guide = next(one for one in map_types() if one.name == type_)
    return Reason(f"type.{type_}.{'about' if guide.template == template else 'when'}")


def _of_kind(kind: JourneyKind) -> dict[str, Reason]:
    named = {part: f"kind.{kind}.{part}" for part in ("when", "start", "end")}
    return {
        "kind": Reason("advice.kind-span", named),
        "caution": Reason(f"kind.{kind}.caution"),
    }


def _style(
    audience: Audience | None, type_: MapType | None, styles: Collection[str]
) -> tuple[str, Reason]:
    """
    Choose a style by the audience, else by the map type, among those that can be drawn.
    """
    if audience is not None:
        why = f"audience.{audience.name}.why"
        if audience.style in styles:
            return audience.style, Reason(why)
        return GRID, Reason("advice.style-later", {"why": why})
    wished = next((one.style for one in map_types() if one.name == type_), GRID)
    if wished != GRID and wished in styles:
        return wished, Reason(f"type.{type_}.when")
    return GRID, Reason("advice.style-grid")


def watched(kind: JourneyKindGuide) -> Reason:
    """
    Say what a map of a kind should watch.

    Args:
        kind: The kind of journey.

    Returns:
        The reason for a lane of metrics, which is also the question that it answers.
    """
    named = {"metrics": tuple(f"metric.{metric}" for metric in kind.metrics)}
    return Reason("advice.metrics-watched", named)
