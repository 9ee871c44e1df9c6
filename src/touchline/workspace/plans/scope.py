"""
Which touchpoints and departments an objective concerns, and why (R-101, R-102).
"""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from touchline.i18n import languages, translate
from touchline.linting.finding import Quoted
from touchline.measuring.dictionaries import DICTIONARIES, folded, touchpoint_names
from touchline.model.text import LocalText
from touchline.model.work.channel import Channel
from touchline.model.work.department import Department
from touchline.model.work.metric import Metric
from touchline.templates.areas import AREAS, areas_in
from touchline.workspace.shelf import OUTLINE
from touchline.workspace.touchpoints import list_touchpoints
from touchline.workspace.usual_touchpoints import missing, usual_touchpoints

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from touchline.model.structure import StageKind
    from touchline.model.work.objective import Objective
    from touchline.workspace.touchpoints import Listed
    from touchline.workspace.usual_touchpoints import Usual
    from touchline.workspace.workspace import Workspace

_METRICS, _TOUCHPOINTS = "metrics", "touchpoints"
#: Where the usual touchpoints stand in a customer's life that no dictionary of events knows.
_STAGES: dict[str, StageKind] = {
    "in-store-activity": "consideration", "online-search": "awareness",
    "social-media": "awareness", "phone-calls": "support", "blogs": "awareness",
    "help-desk": "support", "email-campaigns": "retention", "online-chat": "support",
    "conferences": "awareness", "product-demonstrations": "consideration",
    "sales-calls": "consideration", "website": "awareness", "paid-ads": "awareness",
    "review-sites": "consideration", "elsewhere-online": "awareness",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Because:
    """
    Why something stands in a plan, or what is missing, told in the reader's language.

    Args:
        key: The key of the message.
        quoted: What it quotes from the workspace or the objective.
        named: What it names by messages of their own.
        n: What it counts.
    """

    key: str
    quoted: Mapping[str, Quoted | tuple[Quoted, ...]] = field(
        default_factory=lambda: MappingProxyType({})
    )
    named: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    n: int = 0

    def told(self, language: str = "en") -> str:
        """
        Say it.

        Args:
            language: The reader's language tag.

        Returns:
            A sentence or two.
        """
        values: dict[str, object] = {"n": self.n} if self.n else {}
        for name, one in self.quoted.items():
            several = [each.said(language) for each in one] if isinstance(one, tuple) else None
            values[name] = one.said(language) if isinstance(one, Quoted) else several
        for name, keys in self.named.items():
            values[name] = [translate(key, language) for key in keys]
        return translate(self.key, language, **values)


@dataclass(frozen=True, slots=True, kw_only=True)
class InScope:
    """
    A touchpoint that an objective concerns.

    Args:
        id: The id of its entry of the catalogue, or of the usual touchpoint; empty for one that
            stands on maps alone.
        title: What it is called.
        stage: What part of the customer's life it belongs to; None when nothing tells.
        channel: The id of its channel.
        use: Whether it exists now or is wanted; None for a usual one that nobody has listed.
        why: Why it is in scope.
        departments: Who answers for it.
    """

    id: str
    title: Quoted
    stage: StageKind | None
    channel: str | None
    use: str | None
    why: Because
    departments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Invited:
    """
    A department that an objective concerns.

    Args:
        title: What it is called.
        why: Why it is concerned.
        is_usual: Nothing in the workspace says so; companies usually have it so.
    """

    title: Quoted
    why: Because
    is_usual: bool = False


class Scope:
    """
    Finds what an objective concerns.

    Args:
        workspace: The workspace; None where there is none.
        objective: The objective.
        areas: The parts of a customer's life that it speaks of; none for a broad one.
        language: The language of its words.
        is_broad: It concerns all of them.
    """

    def __init__(
        self,
        workspace: Workspace | None,
        objective: Objective,
        areas: Sequence[StageKind],
        *,
        language: str,
        is_broad: bool,
    ) -> None:
        self.workspace = workspace
        self.objective = objective
        self.areas = tuple(area.name for area in AREAS) if is_broad else tuple(areas)
        self.language = language
        self.is_broad = is_broad
        words = (objective.title, objective.why, objective.experience)
        self.words = folded(" ".join(one.said(language) for one in words if one is not None))
        self.own_language = workspace.settings.language if workspace else language
        self.listed = list_touchpoints(workspace) if workspace else ()
        self.stages = _stages()
        self.usual_names = {name: one for one in self.stages for name in touchpoint_names(one)}
        self.usual_names |= {one: one for one in self.stages}
        self._look_at_maps()

    def _look_at_maps(self) -> None:
        """
        Note what the steps with touchpoints are called, to which stage they belong, who answers
        there and where the metric is.
        """
        stored = self.workspace.store.listed(OUTLINE) if self.workspace else ()
        # As plain data: a plan looks at all maps and needs little of each.
        self.outlines: dict[str, dict[str, Any]] = {one.id: json.loads(one.body) for one in stored}
        self.shown_at: dict[tuple[str, str], StageKind | None] = {
            (file, step["id"]): stage.get("kind")
            for file, outline in self.outlines.items()
            for stage in outline.get("stages", ())
            for step in stage.get("steps", ())
        }
        self.places: dict[tuple[str, str], str] = {}
        self.owners: defaultdict[tuple[str, str], dict[str, None]] = defaultdict(dict)
        self.at_metric: dict[tuple[str, str], str] = {}
        wanted = self._metric_names()
        for card in self.workspace.shelf.cards(_METRICS, _TOUCHPOINTS) if self.workspace else ():
            place = (card.file, card.step)
            if card.lane == _TOUCHPOINTS:
                self.places[place] = card.place
                if card.department:
                    self.owners[card.file, card.id][card.department] = None
            elif folded(card.text) in wanted or card.card.get("entry") in wanted:
                self.at_metric[place] = card.place

    def _metric_names(self) -> frozenset[str]:
        metric = self.objective.metric
        if metric is None:
            return frozenset()
        names = {folded(text) for _, text in metric.versions}
        for one in self.workspace.records(Metric) if self.workspace else ():
            titles = {folded(text) for _, text in one.title.versions}
            if names & (titles | {folded(one.id)}):
                names |= titles | {one.id}
        return frozenset(names)

    def touchpoints(self) -> tuple[InScope, ...]:
        """
        Collect the touchpoints that the objective concerns.

        Returns:
            Those of the workspace first, then usual ones that nobody has listed.
        """
        found = [one for one in map(self._weighed, self.listed) if one is not None]
        found += [one for one in map(self._usual, self._missing()) if one is not None]
        return tuple(found)

    def _missing(self) -> tuple[Usual, ...]:
        is_shop = self.objective.business in {None, "retail"}
        return tuple(one for one in missing(self.listed) if is_shop or one.group == "general")

    def _weighed(self, listed: Listed) -> InScope | None:
        stage = self._stage(listed)
        why = next(self._reasons(listed, stage), None)
        if why is None:
            return None
        return InScope(
            id=listed.id,
            title=listed.title,
            stage=stage,
            channel=next(iter(listed.channels), None),
            use=listed.use,
            why=why,
            departments=self._departments(listed),
        )

    def _usual(self, usual: Usual) -> InScope | None:
        stage = self.stages.get(usual.id)
        is_stated = usual.id in self.objective.touchpoints
        is_named = self._names(touchpoint_titles(usual.id))
        if not (is_stated or is_named or stage in self.areas):
            return None
        why = Because(key="plan.touchpoint-stated")
        if is_named and not is_stated:
            why = Because(key="plan.touchpoint-named")
        elif not is_stated:
            why = Because(key="plan.touchpoint-usual", named=_named(stage))
        title = LocalText.of({tag: usual.title(tag) for tag in languages()})
        return InScope(
            id=usual.id,
            title=Quoted(title, self.own_language, usual.id),
            stage=stage,
            channel=usual.channel,
            use=None,
            why=why,
        )

    def _reasons(self, listed: Listed, stage: StageKind | None) -> Iterator[Because]:
        """
        Give the reasons for which a touchpoint is in scope, the weightiest first.
        """
        if listed.id and listed.id in self.objective.touchpoints:
            yield Because(key="plan.touchpoint-stated")
        if self._names(folded(text) for text in _texts(listed.title)):
            yield Because(key="plan.touchpoint-named")
        step = self._measured_step(listed)
        if step is not None:
            metric = Quoted(self.objective.metric, self.language)
            quoted = {"metric": metric, "step": Quoted(None, "", step)}
            yield Because(key="plan.touchpoint-metric", quoted=quoted)
        wanted = {folded(str(self._department(name))) for name in self.objective.departments}
        for department in map(self._department, self._departments(listed)):
            if folded(str(department)) in wanted:
                yield Because(key="plan.touchpoint-department", quoted={"department": department})
        if any(self._names(self._channel(one)) for one in listed.channels):
            yield Because(key="plan.touchpoint-channel")
        if stage is not None and stage in self.areas and not self.is_broad:
            yield Because(key="plan.touchpoint-stage", named=_named(stage))
        if self.is_broad or not self.areas:
            # Where nothing tells a part of the journey, none is left out.
            yield Because(key="plan.touchpoint-all")

    def _measured_step(self, listed: Listed) -> str | None:
        steps = ((one.file, one.step) for one in listed.shown)
        return next((self.at_metric[step] for step in steps if step in self.at_metric), None)

    def _names(self, names: Iterator[str] | frozenset[str]) -> bool:
        """
        Tell whether the objective names something by one of its names.
        """
        padded = f" {self.words} "
        # Chinese words stand without spaces between.
        return any(
            name and (f" {name} " in padded or (not name.isascii() and name in self.words))
            for name in names
        )

    def _channel(self, name: str) -> Iterator[str]:
        stored = self.workspace.store.get("channel", name) if self.workspace else None
        if stored is not None and self.workspace is not None:
            entry = self.workspace.get(Channel, name) if stored.state != "trashed" else None
            yield from (folded(text) for _, text in entry.title.versions) if entry else ()
        yield folded(name)

    def _stage(self, listed: Listed) -> StageKind | None:
        """
        Tell what part of the customer's life a touchpoint belongs to: as the maps show it, as
        companies usually have it, or as its words say.
        """
        on_maps = [self.shown_at.get((one.file, one.step)) for one in listed.shown]
        kinds = [kind for kind in on_maps if kind is not None]
        if kinds:
            return next((kind for kind in kinds if kind in self.areas), kinds[0])
        names = (listed.id, *(folded(text) for text in _texts(listed.title)))
        usual = next((self.usual_names[name] for name in names if name in self.usual_names), None)
        if usual is not None:
            return self.stages[usual]
        said = [*_texts(listed.title)]
        said += [self.places.get((one.file, one.step), "") for one in listed.shown]
        found = (area for text in said for area in areas_in(text, self.own_language))
        return next(found, None)

    def _departments(self, listed: Listed) -> tuple[str, ...]:
        own = [listed.entry.department] if listed.entry and listed.entry.department else []
        on_maps = (name for one in listed.shown for name in self.owners[one.file, one.plain["id"]])
        return tuple(dict.fromkeys((*own, *on_maps)))

    def departments(self, touchpoints: Sequence[InScope]) -> tuple[Invited, ...]:
        """
        Collect the departments to invite.

        Args:
            touchpoints: The touchpoints in scope.

        Returns:
            Those that the objective states, those that it names, those that answer for touchpoints
            in scope; where there are none of these, those that usually answer for such parts.
        """
        found: dict[str, Invited] = {}
        for name in self.objective.departments:
            self._invite(found, name, Because(key="plan.department-stated"))
        for one in self.workspace.records(Department) if self.workspace else ():
            if self._names(folded(text) for _, text in one.title.versions):
                self._invite(found, one.id, Because(key="plan.department-named"))
        answering: defaultdict[str, list[Quoted]] = defaultdict(list)
        for touchpoint in touchpoints:
            for name in touchpoint.departments:
                answering[name].append(touchpoint.title)
        for name, titles in answering.items():
            why = Because(key="plan.department-answers", quoted={"touchpoints": tuple(titles)})
            self._invite(found, name, why)
        return tuple(found.values()) or self._usual_departments()

    def _invite(self, found: dict[str, Invited], name: str, why: Because) -> None:
        title = self._department(name)
        found.setdefault(folded(str(title)), Invited(title=title, why=why))

    def _department(self, name: str) -> Quoted:
        """
        Say what a department is called, which maps name by its id or its title.
        """
        stored = self.workspace.store.get("department", name) if self.workspace else None
        if self.workspace is None or stored is None or stored.state == "trashed":
            return Quoted(None, self.language, name)
        return Quoted(self.workspace.get(Department, name).title, self.own_language, name)

    def _usual_departments(self) -> tuple[Invited, ...]:
        if self.is_broad:
            return ()
        named: defaultdict[str, list[str]] = defaultdict(list)
        for area in AREAS:
            for name in area.departments if area.name in self.areas else ():
                named[name].append(f"stage-kind.{area.name}")
        return tuple(
            Invited(
                title=Quoted(_in_all_languages(f"department.{name}.title"), self.language),
                why=Because(key="plan.department-usual", named={"stages": tuple(keys)}),
                is_usual=True,
            )
            for name, keys in named.items()
        )


def touchpoint_titles(touchpoint: str) -> frozenset[str]:
    """
    List what a usual touchpoint is called in each language, without its other names.

    Args:
        touchpoint: Its id.

    Returns:
        The titles, as `folded` gives them.
    """
    key = f"touchpoint.{touchpoint}.title"
    return frozenset(folded(translate(key, tag)) for tag in languages())


def _stages() -> dict[str, StageKind]:
    """
    Say for each usual touchpoint what part of a customer's life it belongs to.
    """
    found = dict(_STAGES)
    for dictionary in DICTIONARIES.values():
        for meaning in dictionary.meanings.values():
            found.setdefault(meaning.touchpoint, meaning.stage)
    return {one.id: found[one.id] for one in usual_touchpoints() if one.id in found}


def _texts(title: Quoted) -> tuple[str, ...]:
    return tuple(text for _, text in title.text.versions) if title.text else (title.otherwise,)


def _named(stage: StageKind | None) -> dict[str, tuple[str, ...]]:
    return {"stages": (f"stage-kind.{stage}",)} if stage else {}


def _in_all_languages(key: str) -> LocalText:
    return LocalText.of({tag: translate(key, tag) for tag in languages()})
