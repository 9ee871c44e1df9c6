"""
What of a map a verb shows: a saved view, filters, and what is collapsed.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from touchline.cli._command import option, reader
from touchline.cli._output import say
from touchline.document.departments import of_department
from touchline.document.extent import filled_cells, is_comprehensive
from touchline.document.parts import left_out, only, together
from touchline.document.views import collapse, looked_at, seen, view_of
from touchline.i18n import list_text, translate
from touchline.measuring.measured import MeasuredMap
from touchline.model.partial import PartialMap
from touchline.model.view import Only

if TYPE_CHECKING:
    from collections.abc import Mapping

    from touchline.exporters import Exporter
    from touchline.model.map import JourneyMap
    from touchline.model.partial import LeftOut

#: The formats that show a map in one picture.
_PICTURES = ("svg", "png", "html", "pdf")


def part_options() -> list[click.Option]:
    """
    Declare what is shown of a map.

    Returns:
        The options.
    """
    return [
        option("--department", metavar="NAME"),
        option("--only", metavar="KIND=VALUE", multiple=True),
        option("--collapse", metavar="WHAT", multiple=True),
        option("--view", metavar="NAME"),
    ]


def shown_part(
    drawn: JourneyMap | MeasuredMap, choices: dict[str, Any]
) -> JourneyMap | MeasuredMap:
    """
    Take the part of a map that a person asked for, and say how much is left out.

    Args:
        drawn: The map.
        choices: The options by name; style and theme are set where a view names them and the
            person does not.

    Returns:
        The part, with its measures.
    """
    whole = drawn.journey if isinstance(drawn, MeasuredMap) else drawn
    part = whole
    asked: list[Only] = []
    if choices["view"] is not None:
        view = view_of(whole, choices["view"])
        part = seen(part, view)
        asked.append(view.only)
        for name in ("style", "theme"):
            value = getattr(view, name)
            if value is not None and _is_default(name):
                choices[name] = value
    if choices["department"] is not None:
        part = of_department(part, choices["department"])
        asked.append(Only(departments=(choices["department"],)))
    asked.append(only(part, choices["only"]))
    part = looked_at(part, asked[-1], collapse(part, choices["collapse"]))
    out = left_out(whole, part)
    if any(out):
        _tell(out)
        part = PartialMap.of(part, together(asked), out)
    return replace(drawn, journey=part) if isinstance(drawn, MeasuredMap) else part


def _is_default(name: str) -> bool:
    source = click.get_current_context().get_parameter_source(name)
    return source is ParameterSource.DEFAULT


def _tell(out: LeftOut) -> None:
    language = reader()
    told = [translate(f"scene.out-{name}", language, n=n) for name, n in out._asdict().items() if n]
    if told:
        say("cli.left-out", what=list_text(tuple(told), language))


def tell_of_size(
    drawn: JourneyMap | MeasuredMap, exporter: Exporter, choices: Mapping[str, Any]
) -> None:
    """
    Say of a large map that is shown whole in one picture how it can be read more easily.

    Args:
        drawn: The map as it is drawn.
        exporter: The format.
        choices: The options by name.
    """
    if choices["style"] != "grid" or exporter.name not in _PICTURES or choices["tiled"]:
        return
    journey = drawn.journey if isinstance(drawn, MeasuredMap) else drawn
    is_brief = any(one.is_collapsed for one in journey.stages)
    if (
        is_brief
        or isinstance(journey, PartialMap)
        or any(one.is_collapsed for one in journey.lanes)
    ):
        return
    if is_comprehensive(journey):
        n, steps = filled_cells(journey), len(journey.steps)
        say("cli.many-cells", n=n, steps=steps)
