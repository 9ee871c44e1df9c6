"""
From an objective to the maps that it needs, before there is any (R-100 to R-102, P7).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from touchline.document.read import journey_of
from touchline.linting.finding import Quoted
from touchline.measuring.dictionaries import folded
from touchline.model.naming import slug
from touchline.model.text import LocalText
from touchline.model.work.persona import Persona
from touchline.templates import read_template
from touchline.templates.areas import areas_in, breadth_in
from touchline.templates.outline import outline
from touchline.templates.situations import GOALS, Situation, goal_in
from touchline.workspace.plans.questions import questions
from touchline.workspace.plans.scope import Because, Scope

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from touchline.model.work.objective import Objective
    from touchline.templates.outline import Level, Outlined
    from touchline.templates.situations import Breadth
    from touchline.workspace.plans.questions import Question
    from touchline.workspace.plans.scope import InScope, Invited
    from touchline.workspace.workspace import Workspace

#: The folder in which the maps of plans are made.
FOLDER = "maps"
#: A map follows one or two personas (R-115).
_MOST_PERSONAS = 2
#: An id of a map has so much room for that of its objective.
_KEPT = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Larger:
    """
    A map that is there already and of which the planned one is a part.

    Args:
        id: Its id.
        file: Its file, as a path from the workspace's folder.
        title: What it is called.
        step: The id of the step that is told more closely; None for all of it.
    """

    id: str
    file: str
    title: Quoted
    step: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """
    A map that a plan suggests.

    Args:
        id: Its id.
        title: What it is called, in the plan's language.
        file: Its file, as a path from the workspace's folder.
        outlined: Its level, form, stages and place among the others, with the reasons.
        touchpoints: The touchpoints that are to stand on it.
    """

    id: str
    title: str
    file: str
    outlined: Outlined
    touchpoints: tuple[InScope, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """
    What an objective needs.

    Args:
        objective: The objective as it was understood.
        language: The language of its words and of its maps.
        breadth_why: Why it is taken as broad or specific.
        personas: Whom the maps follow, the one whose perspective counts first.
        fresh: Those of them that the catalogue does not have.
        maps: The maps, the larger before their parts.
        departments: The departments to invite.
        touchpoints: The touchpoints in scope.
        assumptions: What nobody has said and the plan takes for granted.
        questions: What to answer next, the most pressing first.
        larger: The map that is there already and of which the first map is a part.
        is_made: The maps' folder is there.
    """

    objective: Objective
    language: str
    breadth_why: Because
    personas: tuple[Persona, ...]
    fresh: tuple[Persona, ...]
    maps: tuple[Planned, ...]
    departments: tuple[Invited, ...]
    touchpoints: tuple[InScope, ...]
    assumptions: tuple[Because, ...]
    questions: tuple[Question, ...]
    larger: Larger | None = None
    is_made: bool = False

    @property
    def is_broad(self) -> bool:
        """
        It needs several maps.
        """
        return self.objective.breadth == "broad"


def plan(
    objective: Objective,
    workspace: Workspace | None = None,
    *,
    language: str = "en",
    newcomers: Sequence[Persona] = (),
    deepest: Level = "micro-journey",
    part_of: str | None = None,
    folder: str = FOLDER,
) -> Plan:
    """
    Find out which maps an objective needs, and which departments and touchpoints it concerns.

    Args:
        objective: The objective.
        workspace: The workspace whose catalogues and maps are looked at; None for none.
        language: The language of the objective's words and of the maps.
        newcomers: Personas that the objective names and the catalogue does not have.
        deepest: How closely the closest map of a broad objective looks.
        part_of: The id or file of a map that a specific objective tells a part of.
        folder: The folder for the maps, as a path from the workspace's.

    Returns:
        The plan; nothing is written.

    Raises:
        UnknownAnswer: The goal or the business is none of those that there are.
        UnknownRecord: There is no such larger map.
    """
    return _Planner(objective, workspace, language, newcomers).done(deepest, part_of, folder)


class _Planner:
    """
    Knows an objective and collects what it takes for granted.
    """

    def __init__(
        self,
        objective: Objective,
        workspace: Workspace | None,
        language: str,
        newcomers: Sequence[Persona],
    ) -> None:
        self.newcomers = {one.id: one for one in newcomers}
        self.workspace = workspace
        self.language = language
        self.assumptions: list[Because] = []
        said = (objective.title, objective.experience)
        self.words = " ".join(one.said(language) for one in said if one is not None)
        self.areas = areas_in(self.words, language)
        breadth, self.breadth_why = self._breadth(objective)
        goal = self._goal(objective)
        self.personas, self.fresh = self._personas(objective)
        understood = {
            "breadth": breadth,
            "goal": goal,
            "personas": tuple(one.id for one in self.personas),
        }
        self.objective = objective.model_copy(update=understood)

    def done(self, deepest: Level, part_of: str | None, folder: str) -> Plan:
        objective, is_broad = self.objective, self.objective.breadth == "broad"
        scope = Scope(
            self.workspace, objective, self.areas, language=self.language, is_broad=is_broad
        )
        touchpoints = scope.touchpoints()
        departments = scope.departments(touchpoints)
        situation = Situation(
            goal=objective.goal,
            business=objective.business,
            known=objective.known,
            breadth=objective.breadth,
        )
        outlined = outline(situation, self.areas, deepest=deepest)
        home = f"{folder}/{objective.id}" if folder else objective.id
        is_made = self.workspace is not None and (self.workspace.folder / home).exists()
        ids = self._ids(outlined, is_made=is_made)
        maps = tuple(
            Planned(
                id=ids[one.name],
                title=self._title(one),
                file=f"{home}/{one.name}.map.yaml",
                outlined=one,
                touchpoints=tuple(_shown_on(one, outlined, touchpoints)),
            )
            for one in outlined
        )
        self._assume(departments, touchpoints)
        return Plan(
            objective=objective,
            language=self.language,
            breadth_why=self.breadth_why,
            personas=self.personas,
            fresh=self.fresh,
            maps=maps,
            departments=departments,
            touchpoints=touchpoints,
            assumptions=tuple(self.assumptions),
            questions=questions(
                objective,
                departments,
                touchpoints,
                is_breadth_known=self.is_breadth_known,
                larger=() if part_of else self._candidates(scope),
            ),
            larger=self._larger(part_of),
            is_made=is_made,
        )

    def _breadth(self, objective: Objective) -> tuple[Breadth, Because]:
        """
        Take the breadth as stated, else from the words, else from what is named.
        """
        self.is_breadth_known = True
        if objective.breadth is not None:
            return objective.breadth, Because(key=f"plan.breadth-stated-{objective.breadth}")
        told = breadth_in(self.words, self.language)
        if told == "broad" or (told is None and objective.goal == "see-whole"):
            return "broad", Because(key="plan.breadth-broad")
        if told == "specific":
            stages = tuple(f"stage-kind.{one}" for one in self.areas)
            return "specific", Because(key="plan.breadth-part", named={"stages": stages})
        if objective.departments or objective.touchpoints:
            return "specific", Because(key="plan.breadth-named")
        self.is_breadth_known = False
        self.assumptions.append(Because(key="plan.assumed-specific"))
        return "specific", Because(key="plan.breadth-open")

    def _goal(self, objective: Objective) -> str:
        if objective.goal is not None:
            return objective.goal
        told = goal_in(objective.title.said(self.language), self.language)
        # Those who want the whole better want a map of what there is, too.
        name = GOALS[0].name if told in {None, "see-whole"} else told or GOALS[0].name
        named = {"goal": (f"goal.{name}.title",)}
        key = "plan.assumed-goal" if told is None else "plan.understood-goal"
        self.assumptions.append(Because(key=key, named=named))
        return name

    def _personas(self, objective: Objective) -> tuple[tuple[Persona, ...], tuple[Persona, ...]]:
        """
        Choose one or two personas, and tell those that the catalogue does not have.
        """
        known = {one.id: one for one in self.workspace.records(Persona)} if self.workspace else {}
        if not objective.personas:
            return self._proposed(known.values()), ()
        unknown = [one for one in objective.personas if one not in {**known, **self.newcomers}]
        named = personas_named(self.workspace if unknown else None, unknown, language=self.language)
        others = {**dict(zip(unknown, named, strict=True)), **self.newcomers}
        stated = [known.get(name) or others[name] for name in objective.personas]
        if len(stated) > _MOST_PERSONAS:
            quoted = {"personas": tuple(map(self._quoted, stated[_MOST_PERSONAS:]))}
            self.assumptions.append(Because(key="plan.too-many-personas", quoted=quoted))
        chosen = tuple(stated[:_MOST_PERSONAS])
        return chosen, tuple(one for one in chosen if one.id not in known)

    def _proposed(self, known: Iterable[Persona]) -> tuple[Persona, ...]:
        agreed = [one for one in known if one.status == "agreed"]
        agreed.sort(key=lambda one: one.share.value if one.share else 0.0, reverse=True)
        chosen = tuple(agreed if len(agreed) <= _MOST_PERSONAS else agreed[:1])
        if chosen:
            is_largest = len(agreed) > len(chosen) and chosen[0].share is not None
            key = "plan.assumed-largest-persona" if is_largest else "plan.assumed-persona"
            quoted = {"personas": tuple(map(self._quoted, chosen))}
            self.assumptions.append(Because(key=key, quoted=quoted))
        return chosen

    def _quoted(self, persona: Persona) -> Quoted:
        own = self.workspace.settings.language if self.workspace else self.language
        return Quoted(persona.title, own, persona.id)

    def _assume(self, departments: Sequence[Invited], touchpoints: Sequence[InScope]) -> None:
        if any(one.is_usual for one in departments):
            self.assumptions.append(Because(key="plan.assumed-departments"))
        n = sum(1 for one in touchpoints if one.use is None)
        if n:
            self.assumptions.append(Because(key="plan.assumed-touchpoints", n=n))
        if self.objective.known in {None, "nothing", "team"}:
            self.assumptions.append(Because(key="plan.assumed-evidence"))

    def _title(self, one: Outlined) -> str:
        if one.part_of is None and one.level != "lifecycle":
            return self.objective.title.said(self.language)
        if one.level == "micro-journey" and one.step is not None:
            return one.step.name.said(self.language)
        return read_template(one.advice.template).title.said(self.language)

    def _ids(self, outlined: Sequence[Outlined], *, is_made: bool) -> dict[str, str]:
        """
        Name the maps so that no other map of the workspace has the name.
        """
        taken = {one.id for one in self.workspace.maps()} if self.workspace else set()
        found: dict[str, str] = {}
        for one in outlined:
            stem = self.objective.id
            if self.objective.breadth == "broad":
                stem = f"{stem[:_KEPT]}-{one.name[: _KEPT - 5]}"
            name, n = stem, 2
            while name in taken and not is_made:
                name, n = f"{stem[:75]}-{n}", n + 1
            found[one.name] = name
        return found

    def _larger(self, part_of: str | None) -> Larger | None:
        if part_of is None or self.workspace is None:
            return None
        file = self.workspace.map_file(part_of)
        journey = journey_of(self.workspace.map(part_of))
        stages = (stage for stage in journey.stages if stage.kind in self.areas)
        step = next((step.id for stage in stages for step in stage.steps), None)
        return Larger(
            id=journey.id,
            file=file.relative_to(self.workspace.folder).as_posix(),
            title=Quoted(journey.title, journey.language, journey.id),
            step=step,
        )

    def _candidates(self, scope: Scope) -> tuple[Quoted, ...]:
        """
        List the maps of which the planned one may be a part: they tell the same part of the journey
        from the same side.
        """
        if self.objective.breadth == "broad":
            return ()
        wanted = {one.id for one in self.personas}
        return tuple(
            Quoted(LocalText.of(one["title"]), one.get("language", "en"), one["id"])
            for one in scope.outlines.values()
            if one["id"] not in self.objective.maps
            and any(stage.get("kind") in self.areas for stage in one.get("stages", ()))
            and (not wanted or wanted & {persona["id"] for persona in one.get("personas", ())})
        )


def _shown_on(
    one: Outlined, outlined: Sequence[Outlined], touchpoints: Sequence[InScope]
) -> Iterator[InScope]:
    """
    Choose the touchpoints of a map: each stands on one map, on the overview when no other tells of
    its part of the customer's life.
    """
    if len(outlined) == 1:
        yield from touchpoints
        return
    journeys = [other for other in outlined if other.level == "journey"]
    for touchpoint in touchpoints:
        home = next((other for other in journeys if touchpoint.stage in other.stages), outlined[0])
        if home is one:
            yield touchpoint


def personas_named(
    workspace: Workspace | None, names: Sequence[str], *, language: str = "en"
) -> tuple[Persona, ...]:
    """
    Find personas by what people call them.

    Args:
        workspace: The workspace; None where there is none.
        names: Ids or names, as the catalogue or a map has them; any other name becomes a proposed
            persona.
        language: The language of the names.

    Returns:
        The personas in the order of the names.
    """
    known = (*workspace.records(Persona), *_on_maps(workspace, language)) if workspace else ()
    found = []
    for name in names:
        wanted = folded(name)
        there = (
            one
            for one in known
            if one.id == name or wanted in {folded(text) for _, text in one.title.versions}
        )
        fresh = Persona(id=slug(name) or "persona", title=LocalText.of(name), status="proposed")
        found.append(next(there, fresh))
    return tuple({one.id: one for one in found}.values())


def _on_maps(workspace: Workspace, language: str) -> Iterator[Persona]:
    for _, journey in workspace.shelf.outlines():
        for one in journey.personas:
            name = one.name.said(language, otherwise=journey.language) or one.id
            yield Persona(id=one.id, title=LocalText.of(name), status="proposed")
