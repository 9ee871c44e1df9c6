"""
The maps of a plan: made, linked with each other, and put into the workspace all at once.
"""

from __future__ import annotations

import os
import secrets
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

from touchline.document.acts import free_id
from touchline.document.read import build, journey_of
from touchline.document.write import dump, plain_file
from touchline.errors import InputError, StorageError
from touchline.i18n import list_text, translate
from touchline.model import experience
from touchline.model.map import JourneyMap, Link
from touchline.model.structure import Cell, Lane, Stage
from touchline.model.text import LocalText
from touchline.templates import new_map
from touchline.templates.beginning import fitted, told
from touchline.workspace.catalogues import refresh

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from touchline.model.structure import StageKind
    from touchline.model.work.objective import Objective
    from touchline.workspace.plans.planning import Plan, Planned
    from touchline.workspace.plans.scope import InScope
    from touchline.workspace.workspace import Workspace

_LANE = "touchpoints"
#: So many touchpoints find room in the question of a lane.
_MOST_ASKED = 5


class PlanIsMade(InputError):
    """
    The maps of a plan are to be made where something lies already.
    """


class OutsideWorkspace(InputError):
    """
    Something is to be written into a folder that is no part of the workspace.
    """


def create(workspace: Workspace, plan: Plan, *, author: str = "") -> tuple[Path, ...]:
    """
    Make the maps of a plan and keep its objective: all of it, or nothing.

    Args:
        workspace: The workspace.
        plan: The plan, made for this workspace.
        author: Who writes.

    Returns:
        The files, the larger maps before their parts.

    Raises:
        PlanIsMade: The folder of the maps is there already; nothing is written over.
        OutsideWorkspace: The folder lies elsewhere.
        StorageError: Folder or store are closed to us or full.
    """
    root = workspace.folder.resolve()
    home = (root / plan.maps[0].file).parent
    if not home.resolve().is_relative_to(root):
        raise OutsideWorkspace(at=str(home), path=str(home))
    journeys = maps_of(plan, workspace)
    # Hidden, so that nobody takes what is half written for maps; one renaming then shows all.
    hidden = root / f".plan-{secrets.token_hex(4)}"
    try:
        hidden.mkdir()
        for one, journey in zip(plan.maps, journeys, strict=True):
            dump(journey, hidden / Path(one.file).name)
        _kept(workspace, plan, author, hidden, home)
    except StorageError:
        raise
    except OSError as reason:
        raise StorageError.on(home, reason) from reason
    finally:
        shutil.rmtree(hidden, ignore_errors=True)
    workspace.shelf.refresh()
    return tuple(workspace.folder / one.file for one in plan.maps)


def _kept(workspace: Workspace, plan: Plan, author: str, hidden: Path, home: Path) -> None:
    """
    Keep the objective and show its maps, so that there is neither without the other.
    """
    maps = (*plan.objective.maps, *(one.id for one in plan.maps))
    objective = plan.objective.model_copy(update={"maps": tuple(dict.fromkeys(maps))})
    try:
        with workspace.store.writing():
            workspace.put(*plan.fresh, objective, author=author)
            _show(hidden, home)
    except BaseException:
        # What the store does not keep is not shown either.
        if not hidden.exists() and home.exists():
            home.rename(hidden)
        raise


def _show(hidden: Path, home: Path) -> None:
    """
    Give the folder of new maps its name, unless something has it.
    """
    if home.exists() or home.is_symlink():
        raise PlanIsMade(at=str(home), path=str(home))
    home.parent.mkdir(parents=True, exist_ok=True)
    hidden.rename(home)


def maps_of(plan: Plan, workspace: Workspace | None = None) -> tuple[JourneyMap, ...]:
    """
    Make the maps of a plan without writing them.

    Args:
        plan: The plan.
        workspace: The workspace whose catalogues fill what the maps name; None for none.

    Returns:
        The maps in the order of the plan, with links to each other.
    """
    return tuple(_Maker(plan, workspace).made(one) for one in plan.maps)


class _Maker:
    """
    Knows a plan and makes its maps.
    """

    def __init__(self, plan: Plan, workspace: Workspace | None) -> None:
        self.plan = plan
        self.language = plan.language
        self.workspace = workspace
        self.by_name = {one.outlined.name: one for one in plan.maps}

    def made(self, one: Planned) -> JourneyMap:
        """
        Make one map.
        """
        advice = one.outlined.advice
        begun = new_map(advice.template, language=self.language, title=one.title)
        journey = fitted(begun, advice)
        objective = self.plan.objective
        update: dict[str, Any] = {
            "id": one.id,
            "objective": objective_of(objective, self.language),
            "links": tuple(self._links(one)),
        }
        if objective.experience is not None:
            update["scenario"] = LocalText.of(objective.experience.said(self.language))
        journey = self._with_people(journey.model_copy(update=update))
        journey = _staged(journey, one.outlined.stages, self.language)
        journey = self._with_touchpoints(journey, one.touchpoints)
        if self.workspace is not None:
            journey = refresh(self.workspace, journey).journey
        return journey_of(build(plain_file(journey)))

    def _with_people(self, journey: JourneyMap) -> JourneyMap:
        """
        Tell the map from the personas' side; roles that a template brings keep their lanes.
        """
        people = self.plan.personas
        names = [one.title.said(self.language) for one in people]
        if journey.personas or not people:
            return told(journey, personas=names)
        personas = tuple(
            experience.Persona(id=one.id, name=LocalText.of(name)).model_copy(
                update={"is_primary": one.id == people[0].id}
            )
            for one, name in zip(people, names, strict=True)
        )
        return journey.model_copy(update={"personas": personas})

    def _links(self, one: Planned) -> Iterator[Link]:
        """
        Link a map to its parts, to the larger one, and to those before and after it.
        """
        outlined, larger = one.outlined, self.plan.larger
        if outlined.part_of is not None:
            above = self.by_name[outlined.part_of]
            step = outlined.step.id if outlined.step else None
            yield _link("overview", one, above.file, their_step=step)
        elif larger is not None:
            yield _link("overview", one, larger.file, their_step=larger.step)
        for other in self.plan.maps:
            if other.outlined.part_of == outlined.name:
                step = other.outlined.step.id if other.outlined.step else None
                yield _link(f"detail-{other.outlined.name}", one, other.file, step=step)
        for other in self.plan.maps:
            if other.outlined.name == outlined.before:
                yield _link("before", one, other.file)
            if other.outlined.before == outlined.name:
                yield _link("after", one, other.file)

    def _with_touchpoints(self, journey: JourneyMap, touchpoints: Sequence[InScope]) -> JourneyMap:
        """
        Put touchpoints that there are to the step of their stage; the lane asks for the others.
        """
        if not touchpoints:
            return journey
        lanes: list[Lane[Any]] = list(journey.lanes)
        place = next((i for i, lane in enumerate(lanes) if lane.kind == _LANE), None)
        if place is None:
            place = len(lanes)
            lanes.append(Lane(id=free_id(_LANE, {lane.id for lane in lanes}, _LANE), kind=_LANE))
        lane, waiting = lanes[place], []
        taken = {card.id for _, _, card in journey.cards()}
        for one in touchpoints:
            step = _step(journey, one.stage)
            if one.use is None or step is None:
                waiting.append(one.title.said(self.language))
                continue
            lane = _with_card(lane, step, self._card(one, taken))
        if waiting:
            named = list_text(waiting[:_MOST_ASKED], self.language)
            more = max(0, len(waiting) - _MOST_ASKED)
            hint = translate("plan.lane-hint", self.language, touchpoints=named, more=more)
            lane = lane.model_copy(update={"hint": LocalText.of(hint)})
        lanes[place] = lane
        return journey.model_copy(update={"lanes": tuple(lanes)})

    def _card(self, one: InScope, taken: set[str]) -> experience.Touchpoint:
        name = free_id(one.id or str(one.title), taken, "touchpoint")
        taken.add(name)
        return experience.Touchpoint(
            id=name,
            entry=one.id or None,
            text=LocalText.of(one.title.said(self.language)),
            use="wanted" if one.use == "wanted" else "now",
        )


def objective_of(objective: Objective, language: str) -> experience.Objective:
    """
    Say an objective as a map does.

    Args:
        objective: The objective.
        language: The language of the map.

    Returns:
        What is to be reached, with its measure.
    """
    metric = objective.metric.said(language) if objective.metric else None
    return experience.Objective(
        statement=LocalText.of(objective.title.said(language)),
        metric=LocalText.of(metric) if metric else None,
        unit=objective.unit,
        baseline=objective.baseline,
        target=objective.target,
        due=objective.due,
    )


def _link(
    name: str, one: Planned, file: str, *, step: str | None = None, their_step: str | None = None
) -> Link:
    way = Path(os.path.relpath(file, Path(one.file).parent)).as_posix()
    kind = name.partition("-")[0]
    fields = {"id": name, "kind": kind, "map": way, "step": step, "their_step": their_step}
    return Link.model_validate(fields)


def _staged(journey: JourneyMap, kinds: Sequence[StageKind], language: str) -> JourneyMap:
    """
    Name the stages of a form that has none of its own after the parts that the map is to tell.

    Its questions at each step go: they ask for a whole journey from the first contact on.
    """
    steps = journey.steps
    is_open = len(journey.stages) == 1 and journey.stages[0].kind is None
    if not is_open or not kinds or len(kinds) > len(steps) or not _is_blank(journey):
        return journey
    bounds = [round(i * len(steps) / len(kinds)) for i in range(len(kinds) + 1)]
    stages = tuple(
        Stage(id=kind, kind=kind, name=LocalText.of(_titled(kind, language)), steps=steps[low:high])
        for kind, low, high in zip(kinds, bounds, bounds[1:], strict=False)
    )
    lanes = tuple(lane.model_copy(update={"cells": ()}) for lane in journey.lanes)
    return journey.model_copy(update={"stages": stages, "lanes": lanes})


def _is_blank(journey: JourneyMap) -> bool:
    # The steps of these forms are numbered; those of others say what happens.
    return journey.template in {"current-state", "future-state"}


def _titled(kind: StageKind, language: str) -> str:
    words = translate(f"stage-kind.{kind}", language)
    return words[:1].upper() + words[1:]


def _step(journey: JourneyMap, kind: StageKind | None) -> str | None:
    """
    Choose the step for a touchpoint: the moment of truth of its stage, else the first.
    """
    stages = (stage for stage in journey.stages if kind is not None and stage.kind == kind)
    steps = [step for stage in stages for step in stage.steps]
    deciding = (step.id for step in steps if step.is_moment_of_truth)
    return next(deciding, steps[0].id if steps else None)


def _with_card(lane: Lane[Any], step: str, card: experience.Touchpoint) -> Lane[Any]:
    cells = list(lane.cells)
    for i, cell in enumerate(cells):
        if cell.at == step:
            cells[i] = cell.model_copy(update={"cards": (*cell.cards, card)})
            break
    else:
        cells.append(Cell(at=step, cards=(card,)))
    return lane.model_copy(update={"cells": tuple(cells)})
