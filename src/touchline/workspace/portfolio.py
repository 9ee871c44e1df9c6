"""
A programme of maps: what it wants, which maps serve that, and how each of them stands (R-016, P20).
"""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal, get_args

from touchline.diagnostics import Diagnostic, Severity
from touchline.document.programme import is_programme, load_programme
from touchline.document.read import journey_of
from touchline.errors import InputError
from touchline.measuring.measured import Figure, MeasuredMap, StepMeasures
from touchline.measuring.targets import held_against_targets
from touchline.model.work.metric import Metric
from touchline.units import parse_duration
from touchline.workspace.drift import measurements
from touchline.workspace.standing import standings

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping, Sequence

    from touchline.measuring.measured import TargetCheck
    from touchline.model.experience import Reading
    from touchline.model.map import JourneyMap
    from touchline.model.programme import Goal, Member, Programme
    from touchline.model.work.measurement import Measurement
    from touchline.workspace.standing import Standing
    from touchline.workspace.workspace import Workspace

#: Why somebody should look at a map, the gravest first.
Reason = Literal[
    "unreadable",
    "errors",
    "contradicted",
    "missed",
    "late-changes",
    "overdue",
    "unowned",
    "little-evidence",
]
_REASONS: tuple[Reason, ...] = get_args(Reason)

#: Below this share of cells that rest on evidence, a map is mostly assumed.
_LITTLE = 0.5

#: From the gravest finding to the gentlest.
_SEVERITIES = get_args(Severity)

_DAY_US = 86_400_000_000


class SeveralProgrammes(InputError):
    """
    The folder has several programmes, and none was named.
    """


@dataclass(frozen=True, slots=True, kw_only=True)
class MissedTarget:
    """
    A target that the latest numbers miss, chance aside.

    Args:
        step: The id of the step.
        metric: Which figure.
        wanted: The bound that was set.
        value: What was measured.
        n: How many customers or events that rests on.
    """

    step: str
    metric: str
    wanted: float
    value: float
    n: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """
    A map of the portfolio and how it stands.

    Args:
        standing: How it stands, whatever the day.
        owner: Who answers for it, as the programme says, else as the map does.
        goals: The ids of the goals that it serves.
        due: The day by which it is to be looked over; None when it never was.
        late: How many of its open changes should be done by now.
        n_targets: How many of its targets could be held against numbers.
        missed: The targets that are missed.
        measured_at: When these numbers were measured; None when they never were.
        reasons: Why somebody should look at it, the gravest first.
    """

    standing: Standing
    owner: str | None
    goals: tuple[str, ...]
    due: dt.date | None
    late: int
    n_targets: int = 0
    missed: tuple[MissedTarget, ...] = ()
    measured_at: dt.datetime | None = None
    reasons: tuple[Reason, ...] = ()

    @property
    def share_backed(self) -> float | None:
        """
        The share of its filled cells that rest on evidence; None without filled cells.
        """
        one = self.standing
        return one.backed / one.filled if one.filled else None


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalStanding:
    """
    How a goal stands.

    Args:
        goal: The goal.
        maps: The files of the maps that serve it.
        latest: The latest reading of the catalogue's metric that has the name of its measure;
            None without one.
        is_reached: The reading has reached the target; None when that cannot be told.
    """

    goal: Goal
    maps: tuple[str, ...]
    latest: Reading | None
    is_reached: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Portfolio:
    """
    All maps of a programme, or of a workspace, with how they stand.

    Args:
        programme: The programme; None when the folder has none.
        file: Its file, as a path from the workspace's folder; empty without one.
        goals: Its goals.
        maps: Its maps, those with the gravest reasons first.
        findings: What is missing between goals, maps and owners, the gravest first.
    """

    programme: Programme | None
    file: str
    goals: tuple[GoalStanding, ...]
    maps: tuple[Held, ...]
    findings: tuple[Diagnostic, ...]


def portfolio(workspace: Workspace, *, today: dt.date, file: str | None = None) -> Portfolio:
    """
    Look over all maps of a programme.

    Args:
        workspace: The workspace.
        today: The day on which it is looked at.
        file: The programme's file; None takes the one in the workspace's folder, if there is one.

    Returns:
        The portfolio; without a programme it holds every map of the workspace.

    Raises:
        SeveralProgrammes: There are several, and none was named.
        MissingMap: There is no such file.
        UnreadableProgramme: The file is no programme.
    """
    place = _programme_file(workspace.folder, file)
    programme = load_programme(place) if place else None
    known = {one.file: one for one in standings(workspace)}
    members = _members(workspace.folder, place, programme)
    rhythm = parse_duration(workspace.settings.review) // _DAY_US
    maps = [
        _held(workspace, known[name], members.get(name), rhythm, today)
        for name in (members if programme else known)
        if name in known
    ]
    maps.sort(key=lambda one: (_gravity(one), one.standing.file))
    goals = tuple(_goals(workspace, programme, maps))
    lost = [name for name in members if name not in known]
    found = _findings(programme, goals, maps, lost, today)
    return Portfolio(
        programme=programme,
        file=_shown(place, workspace.folder) if place else "",
        goals=goals,
        maps=tuple(maps),
        findings=tuple(sorted(found, key=lambda one: _SEVERITIES.index(one.severity))),
    )


def _programme_file(folder: Path, named: str | None) -> Path | None:
    if named is not None:
        return Path(named)
    found = sorted(path for path in folder.rglob("*.programme.y*ml") if is_programme(path))
    if len(found) > 1:
        names = ", ".join(_shown(path, folder) for path in found)
        raise SeveralProgrammes(at=str(folder), known=names, n=len(found))
    return found[0] if found else None


def _members(folder: Path, place: Path | None, programme: Programme | None) -> Mapping[str, Member]:
    if programme is None or place is None:
        return {}
    return {_shown(place.parent / member.file, folder): member for member in programme.maps}


def _held(
    workspace: Workspace, standing: Standing, member: Member | None, rhythm: int, today: dt.date
) -> Held:
    checks, measured_at = _checks(workspace, standing)
    missed = tuple(
        MissedTarget(
            step=step, metric=check.metric, wanted=check.wanted, value=figure.value, n=figure.n
        )
        for step, check in checks
        if check.verdict == "missed"
        for figure in (check.figure,)
        if figure is not None and figure.value is not None
    )
    one = Held(
        standing=standing,
        owner=(member.owner if member else None) or standing.owner,
        goals=member.goals if member else (),
        due=standing.review_due(rhythm),
        late=len(standing.overdue(today)),
        n_targets=sum(check.verdict != "unknown" for _, check in checks),
        missed=missed,
        measured_at=measured_at,
    )
    true = {
        "unreadable": not standing.id,
        "errors": standing.findings.get("error", 0) > 0,
        "contradicted": standing.contradicted > 0,
        "missed": bool(missed),
        "late-changes": one.late > 0,
        "overdue": one.due is not None and one.due < today,
        "unowned": bool(standing.id) and one.owner is None,
        "little-evidence": one.share_backed is not None and one.share_backed < _LITTLE,
    }
    return replace(one, reasons=tuple(name for name in _REASONS if true[name]))


def _checks(
    workspace: Workspace, standing: Standing
) -> tuple[list[tuple[str, TargetCheck]], dt.datetime | None]:
    """
    Hold the targets of a map against its latest numbers: those in its file, or those kept later.
    """
    kept = measurements(workspace, standing.id) if standing.id else ()
    if not kept and not standing.is_measured:
        return [], None
    found = workspace.map(standing.file)
    measures = found.measures if isinstance(found, MeasuredMap) else None
    if measures and (not kept or kept[-1].measured_at <= measures.provenance.measured_at):
        own = [(step.step, check) for step in measures.steps for check in step.targets]
        return own, measures.provenance.measured_at
    return list(_against(journey_of(found), kept[-1])), kept[-1].measured_at


def _against(journey: JourneyMap, kept: Measurement) -> Iterator[tuple[str, TargetCheck]]:
    for step in journey.steps:
        figures = {
            one.figure.replace("-", "_"): Figure.model_validate(
                one.model_dump(exclude={"figure", "step"})
            )
            for one in kept.figures
            if one.step == step.id and one.figure in {target.metric for target in step.targets}
        }
        measured = StepMeasures.model_validate({"step": step.id, "is_bound": True, **figures})
        for check in held_against_targets(step, measured).targets:
            yield step.id, check


def _gravity(one: Held) -> int:
    return _REASONS.index(one.reasons[0]) if one.reasons else len(_REASONS)


def _goals(
    workspace: Workspace, programme: Programme | None, maps: Sequence[Held]
) -> Iterator[GoalStanding]:
    if programme is None:
        return
    metrics = {
        text.casefold(): one for one in workspace.records(Metric) for _, text in one.title.versions
    }
    for goal in programme.goals:
        texts = [text.casefold() for _, text in goal.metric.versions] if goal.metric else []
        readings = next((metrics[text].readings for text in texts if text in metrics), ())
        latest = max(readings, key=lambda one: one.date, default=None)
        yield GoalStanding(
            goal=goal,
            maps=tuple(one.standing.file for one in maps if goal.id in one.goals),
            latest=latest,
            is_reached=_is_reached(goal, latest.value if latest else None),
        )


def _is_reached(goal: Goal, value: float | None) -> bool | None:
    if value is None or goal.target is None:
        return None
    # A target below the baseline is one to come down to.
    is_down = goal.baseline is not None and goal.target < goal.baseline
    return value <= goal.target if is_down else value >= goal.target


def _findings(
    programme: Programme | None,
    goals: Sequence[GoalStanding],
    maps: Sequence[Held],
    lost: Sequence[str],
    today: dt.date,
) -> Iterator[Diagnostic]:
    own = programme.language if programme else "en"
    for name in lost:
        yield _finding("map-missing", name, "error", map=name)
    for one in goals:
        title = one.goal.statement.said(own, otherwise=own)
        if not one.maps:
            yield _finding("goal-without-map", one.goal.id, title=title)
        if one.goal.owner is None:
            yield _finding("goal-unowned", one.goal.id, "hint", title=title)
        if one.goal.due is not None and one.goal.due < today and one.is_reached is not True:
            state = "missed" if one.is_reached is False else "unknown"
            yield _finding("goal-overdue", one.goal.id, title=title, day=one.goal.due, state=state)
    if programme is not None and programme.goals:
        for held in maps:
            if not held.goals:
                name = held.standing.title or held.standing.file
                yield _finding("map-without-goal", held.standing.file, "hint", map=name)


def _finding(name: str, path: str, severity: Severity = "warning", **values: object) -> Diagnostic:
    return Diagnostic(
        name=name, key=f"programme.{name}", values=values, severity=severity, path=path
    )


def _shown(path: Path, folder: Path) -> str:
    # `Path.relative_to` cannot go up in Python 3.11.
    return Path(os.path.relpath(path.resolve(), folder.resolve())).as_posix()
