"""
Maps seen in a way: through a saved view, or through what somebody asks for at the moment.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, overload

from touchline.document.departments import of_department
from touchline.document.folding import collapsed
from touchline.document.parts import left_out, named, part_of, read_only, together
from touchline.errors import NotFound
from touchline.measuring.measured import MeasuredMap
from touchline.model.partial import PartialMap
from touchline.model.text import LocalText
from touchline.model.view import Collapse, Only, View

if TYPE_CHECKING:
    from collections.abc import Iterable

    from touchline.model.map import JourneyMap


class UnknownView(NotFound):
    """
    The map keeps no view of this name.
    """


class UnknownFold(NotFound):
    """
    This can not be collapsed.
    """


def view_of(journey: JourneyMap, name: str) -> View:
    """
    Find a saved view.

    Args:
        journey: The map.
        name: Its id, or its name in any language of the map; capitals do not matter.

    Returns:
        The view.

    Raises:
        UnknownView: The map keeps none of this name.
    """
    wanted = name.strip().casefold()
    for view in journey.views:
        words = [text for _, text in view.name.versions]
        if wanted in {view.id.casefold(), *(text.casefold() for text in words)}:
            return view
    raise UnknownView.among(name, [view.id for view in journey.views])


def seen(journey: JourneyMap, view: View) -> JourneyMap:
    """
    Show a map as a view says.

    Args:
        journey: The map.
        view: The view.

    Returns:
        The part of the map that it shows, with what it collapses; its title names the view.

    Raises:
        UnknownPart: The view names something that the map no longer has.
        NothingShown: Nothing of the map would be left.
    """
    found = part_of(_collapsed(journey, view.collapse), view.only)
    return entitled(found, view.name) if any(words for _, words in view.name.versions) else found


def _collapsed(journey: JourneyMap, what: Collapse) -> JourneyMap:
    return journey if what == Collapse() else collapsed(journey, what)


@overload
def look(
    journey: JourneyMap,
    *only: str,
    collapse: Iterable[str] = (),
    view: str | None = None,
    department: str | None = None,
) -> JourneyMap: ...


@overload
def look(
    journey: MeasuredMap,
    *only: str,
    collapse: Iterable[str] = (),
    view: str | None = None,
    department: str | None = None,
) -> MeasuredMap: ...


def look(
    journey: JourneyMap | MeasuredMap,
    *only: str,
    collapse: Iterable[str] = (),
    view: str | None = None,
    department: str | None = None,
) -> JourneyMap | MeasuredMap:
    """
    Take the part of a map that somebody wants to see; pictures of it say what they leave out.

    Args:
        journey: The map, measured or not.
        only: Filters such as `channel=phone`, `stage=Buy`, `text=parcel` or `moments-of-truth`; of
            one kind any will do, of different kinds all must be met.
        collapse: What is shown in brief: `stages`, `lanes`, `stage=Buy` or `lane=Actions`.
        view: The id or name of a view that is saved in the map, from which to begin.
        department: The department whose part it is.

    Returns:
        The part, with its measures; the map itself when nothing is asked for.

    Raises:
        UnknownView: The map keeps no view of this name.
        UnknownFilter: A map cannot be filtered by this.
        UnknownFold: This can not be collapsed.
        UnknownPart: The map has nothing of a name that was asked for.
        UnknownDepartment: The map names no such department.
        NothingShown: Nothing of the map would be left.
    """
    if isinstance(journey, MeasuredMap):
        part = _looked_at(journey.journey, only, collapse, view, department)
        return replace(journey, journey=part)
    return _looked_at(journey, only, collapse, view, department)


def _looked_at(
    whole: JourneyMap,
    only: Iterable[str],
    collapse: Iterable[str],
    view: str | None,
    department: str | None,
) -> JourneyMap:
    part, asked = whole, []
    if view is not None:
        saved = view_of(whole, view)
        part = seen(part, saved)
        asked.append(saved.only)
    if department is not None:
        part = of_department(part, department)
        asked.append(Only(departments=(department.strip(),)))
    asked.append(read_only(part, only))
    part = part_of(_collapsed(part, read_collapse(part, collapse)), asked[-1])
    out = left_out(whole, part)
    return PartialMap.of(part, together(asked), out) if any(out) else part


def entitled(journey: JourneyMap, name: LocalText) -> JourneyMap:
    """
    Add a name to the title of a map.

    Args:
        journey: The map.
        name: The name, in one language or several.

    Returns:
        The map with its title in every language of either.
    """
    own = journey.language
    tags = {tag for tag, _ in (*journey.title.versions, *name.versions)}
    order = [tag for tag, _ in (*journey.title.versions, *name.versions) if tag in tags]
    versions = tuple(
        (tag, f"{_said(journey.title, tag, own)} · {_said(name, tag, own)}")
        for tag in dict.fromkeys(order)
        if tag or len(tags) == 1
    )
    return journey.model_copy(update={"title": LocalText(versions)})


def _said(text: LocalText, tag: str, own: str) -> str:
    return text.said(tag or own, otherwise=own)


def read_collapse(journey: JourneyMap, asked: Iterable[str]) -> Collapse:
    """
    Read what shall be collapsed as a person writes it.

    Args:
        journey: The map.
        asked: Such as `stages`, `lanes`, `stage=Buy` or `lane=Actions`.

    Returns:
        What is collapsed, by ids.

    Raises:
        UnknownFold: This can not be collapsed.
        UnknownPart: The map has no such stage or lane.
    """
    found: dict[str, list[str]] = {"stage": [], "lane": []}
    every: dict[str, str] = {}
    for words in asked:
        kind, _, value = (part.strip() for part in words.partition("="))
        if words.strip() in {"stages", "lanes"}:
            every[words.strip()] = "all"
        elif kind in found and value:
            found[kind].append(named(journey, kind, value))
        else:
            known = ("stages", "lanes", "stage=STAGE", "lane=LANE")
            raise UnknownFold.among(words, known)
    names = {f"{kind}s": tuple(dict.fromkeys(ids)) for kind, ids in found.items()}
    return Collapse.model_validate(names | every)


def asked_collapse(what: Collapse) -> list[str]:
    """
    Write what is collapsed as a person would ask for it.

    Args:
        what: What is collapsed.

    Returns:
        Such as `lanes` or `stage=buy`, one each.
    """
    found: list[str] = []
    for kind, names in (("stage", what.stages), ("lane", what.lanes)):
        found += [f"{kind}s"] if names == "all" else [f"{kind}={name}" for name in names]
    return found
