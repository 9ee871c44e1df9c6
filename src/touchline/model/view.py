"""
Ways to look at a map: what of it is shown, and what is shown in brief.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from touchline.model.structure import Id, Part
from touchline.model.text import LocalText

#: A name of something on the map.
Name = Annotated[str, Field(min_length=1)]


class Only(Part):
    """
    What of a map is shown: within a field any of its names will do, and every field that names
    something must be met.

    Args:
        lanes: The ids of lanes.
        kinds: The kinds of lanes.
        stages: The ids of stages.
        departments: The departments whose part it is (R-043).
        owners: Who answers for it.
        channels: The ids of channels; steps without a touchpoint in one of them are left out.
        personas: The ids of personas; what belongs to everybody stays.
        moments_of_truth: Steps that are moments of truth, or hold one.
        text: Words that the card or its step says; steps without them are left out.
    """

    lanes: tuple[Id, ...] = ()
    kinds: tuple[Name, ...] = ()
    stages: tuple[Id, ...] = ()
    departments: tuple[Name, ...] = ()
    owners: tuple[Name, ...] = ()
    channels: tuple[Id, ...] = ()
    personas: tuple[Id, ...] = ()
    moments_of_truth: bool = False
    text: tuple[Name, ...] = ()


class Collapse(Part):
    """
    What of a map is shown in brief.

    Args:
        stages: The ids of stages that are drawn as one narrow column, or `all`.
        lanes: The ids of lanes that are drawn as one thin row of counts, or `all`.
    """

    stages: tuple[Id, ...] | Literal["all"] = ()
    lanes: tuple[Id, ...] | Literal["all"] = ()


class View(Part):
    """
    A way to look at the map that is kept with it.

    Args:
        id: Its stable name.
        name: What it is called.
        only: What of the map is shown.
        collapse: What is shown in brief.
        style: The name of the style in which it is drawn; None for the grid.
        theme: The name of the theme; None for paper.
    """

    id: Id
    name: LocalText = LocalText()
    only: Only = Only()
    collapse: Collapse = Collapse()
    style: str | None = None
    theme: str | None = None
