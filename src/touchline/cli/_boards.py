"""
What a workspace keeps as boards to be drawn; loaded only when a picture is asked for.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from touchline.cli._planned import group_words
from touchline.exporters import exporter_for
from touchline.i18n import date_text, list_text, number, translate
from touchline.scene.boards.impact_map import ImpactMap, Way
from touchline.scene.boards.opportunity_matrix import OpportunityMatrix, Placed
from touchline.scene.boards.portfolio import Held, PortfolioTree
from touchline.scene.boards.roadmap import Roadmap
from touchline.scene.boards.stakeholder_map import Person, StakeholderMap
from touchline.scene.charting import board_scene
from touchline.scene.plots.gantt import Activity
from touchline.scene.plots.quadrant import Corners

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from touchline.document.hierarchy import Hierarchy
    from touchline.document.hierarchy import Placed as PlacedMap
    from touchline.model.text import LocalText
    from touchline.model.work.stakeholder import Stakeholder
    from touchline.scene.boards import Board
    from touchline.scene.plots import Tone
    from touchline.workspace.impact_maps import Branch
    from touchline.workspace.ranking import Position
    from touchline.workspace.roadmap import Grouping
    from touchline.workspace.roadmap import Roadmap as Planned
    from touchline.workspace.roadmap_entries import Entry

#: What the colour of a status says.
_TONES: dict[str, Tone] = {"done": "good", "dropped": "quiet"}
#: The corners of a matrix of effort and value, with where they part and end.
_MIDDLE, _ENDS = 5.5, (1.0, 10.0)


def drawn(board: Board, output: str, language: str) -> bytes:
    """
    Write a board in the format of a file's ending.

    Args:
        board: The board.
        output: The file.
        language: The reader's language tag.

    Returns:
        The content of the file.

    Raises:
        TouchlineError: The format cannot be written on this machine.
    """
    return exporter_for(Path(output).name).export(board_scene(board, language=language))


def roadmap(
    part: Planned,
    *,
    by: Grouping,
    names: Mapping[str, str],
    today: dt.date,
    title: str,
    language: str,
) -> Roadmap:
    """
    Lay a roadmap out on a calendar.

    Args:
        part: The roadmap.
        by: How its entries are grouped.
        names: What channels and personas are called, by id.
        today: The day of reading.
        title: What the workspace is called.
        language: The reader's language tag.

    Returns:
        The board.
    """
    activities = []
    for group, held in part.groups(by):
        heading = group_words(group, by, held, names, language)
        for i, one in enumerate(held):
            activities.append(_activity(one, names, language, "" if i else heading))
    told = translate("chart.roadmap.title", language, n=len(activities))
    return Roadmap(
        activities=tuple(activities),
        today=today,
        title=f"{title} · {told}" if title else told,
        notes=tuple(dict.fromkeys(one.told(language) for one in part.findings)),
    )


def _activity(one: Entry, names: Mapping[str, str], language: str, heading: str) -> Activity:
    status = translate(f"value.{one.status}", language)
    channels = [names.get(channel, channel) for channel in one.channels]
    days = [date_text(day, language, form="short") for day in (one.start, one.end) if day]
    due = (
        [translate("roadmap.due", language, title=date_text(one.due, language))] if one.due else []
    )
    return Activity(
        name=one.told(language),
        start=one.start,
        end=one.end,
        due=one.due,
        note=list_text(channels, language),
        aside=" · ".join(part for part in (status, one.owner or one.department) if part),
        tone=_TONES.get(one.status, "plain"),
        is_hollow=one.status in {"idea", "planned"},
        heading=heading,
        details="\n".join((" – ".join(days), *due)),
    )


def matrix(found: Sequence[Position], *, x: str, y: str, language: str) -> OpportunityMatrix:
    """
    Lay opportunities out between two numbers.

    Args:
        found: Their places.
        x: The number across.
        y: The number upwards.
        language: The reader's language tag.

    Returns:
        The board.
    """
    is_usual = (x, y) == ("effort", "value")
    placed = tuple(
        Placed(
            name=one.entry.said(language),
            x=one.x,
            y=one.y,
            details="\n".join(
                (f"{x}: {number(one.x, language)}", f"{y}: {number(one.y, language)}")
            ),
        )
        for one in found
        if one.x is not None and one.y is not None
    )
    corners = Corners()
    if is_usual:
        corners = Corners(
            high_start=translate("score.quick-win", language),
            high_end=translate("score.big-bet", language),
            low_start=translate("score.fill-in", language),
            low_end=translate("score.time-sink", language),
            marked="high_start",
        )
    across, up = (_axis(name, language) for name in (x, y))
    return OpportunityMatrix(
        title=translate("chart.matrix.title", language, n=len(placed), x=across, y=up),
        opportunities=placed,
        x_name=across,
        y_name=up,
        x_range=_ENDS if is_usual else None,
        y_range=_ENDS if is_usual else None,
        x_middle=_MIDDLE if is_usual else None,
        y_middle=_MIDDLE if is_usual else None,
        corners=corners,
        unplaced=tuple(one.entry.said(language) for one in found if one.x is None or one.y is None),
    )


def _axis(name: str, language: str) -> str:
    own = {"value": "column.benefit"}.get(name, f"column.{name}")
    return translate(own, language) if name in {"effort", "value", "importance"} else name


def stakeholders(people: Sequence[Stakeholder], *, own: str, language: str) -> StakeholderMap:
    """
    Lay stakeholders out by power and interest.

    Args:
        people: The stakeholders.
        own: The language of the workspace's plain texts.
        language: The reader's language tag.

    Returns:
        The board.
    """
    return StakeholderMap(
        people=tuple(
            Person(
                name=one.title.said(language, otherwise=own),
                power=one.power,
                interest=one.interest,
                attitude=one.attitude,
                role=_said(one.role, language, own),
                wants=_said(one.wants, language, own),
            )
            for one in people
        )
    )


def impact(branches: Sequence[Branch], *, own: str, language: str) -> ImpactMap:
    """
    Lay the ways of impact maps out from goals to deliverables.

    Args:
        branches: The ways.
        own: The language of the workspace's plain texts.
        language: The reader's language tag.

    Returns:
        The board.
    """
    titles = dict.fromkeys(one.title.said(language, otherwise=own) for one in branches)
    return ImpactMap(
        title=list_text(list(titles), language) or translate("chart.impact-map.title", language),
        ways=tuple(
            Way(
                why=_said(one.why, language, own),
                who=_said(one.who, language, own),
                how=_said(one.how, language, own),
                what=_said(one.what, language, own),
                status=translate(f"value.{one.status}", language) if one.status else "",
                tone=_TONES.get(one.status or "", "plain"),
                is_lost=one.is_lost,
            )
            for one in branches
        ),
    )


def _said(text: LocalText | None, language: str, own: str) -> str:
    return text.said(language, otherwise=own) if text else ""


def tree(found: Hierarchy, *, language: str, title: str = "") -> PortfolioTree:
    """
    Lay maps out as a tree.

    Args:
        found: The maps in their places.
        language: The reader's language tag.
        title: What they are called together.

    Returns:
        The board.
    """
    faulty = {file for file, _ in found.faults}
    faults = (f"{file.name}: {fault.told(language)}" for file, fault in found.faults)
    return PortfolioTree(
        maps=tuple(_held(root, faulty, language) for root in found.roots),
        title=title,
        notes=tuple(dict.fromkeys(faults)),
    )


def _held(placed: PlacedMap, faulty: set[Path], language: str) -> Held:
    journey = placed.journey
    below = tuple(_held(part, faulty, language) for part in placed.parts)
    if journey is None:
        return Held(name=placed.file.name, is_lost=True, tone="bad", below=below)
    facts = [translate(f"scene.type-{journey.type}", language)] if journey.type else []
    facts += [translate(f"scene.map-{journey.status}", language)]
    facts += [journey.owner] if journey.owner else []
    return Held(
        name=journey.title.said(language, otherwise=journey.language),
        facts=tuple(facts),
        tone="bad" if placed.file in faulty else "plain",
        below=below,
    )
