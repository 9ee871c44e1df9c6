"""
What of a map a verb shows: a saved view, filters, and what is collapsed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from touchline.cli._command import option, reader
from touchline.cli._output import say
from touchline.document.extent import filled_cells, is_comprehensive
from touchline.document.read import journey_of
from touchline.document.views import look, view_of
from touchline.i18n import list_text, translate
from touchline.model.partial import PartialMap

if TYPE_CHECKING:
    from collections.abc import Mapping

    from touchline.exporters import Exporter
    from touchline.measuring.measured import MeasuredMap
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
    if choices["view"] is not None:
        view = view_of(journey_of(drawn), choices["view"])
        for name in ("style", "theme"):
            value = getattr(view, name)
            if value is not None and _is_default(name):
                choices[name] = value
    asked = {name: choices[name] for name in ("collapse", "view", "department")}
    part = look(drawn, *choices["only"], **asked)
    shown = journey_of(part)
    if isinstance(shown, PartialMap):
        _tell(shown.left_out)
    return part


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
    Say of a large map that is shown whole how it can be read more easily, and of an empty one why.

    Args:
        drawn: The map as it is drawn.
        exporter: The format.
        choices: The options by name.
    """
    journey = journey_of(drawn)
    if not journey.steps and not isinstance(journey, PartialMap):
        say("cli.no-steps")
    if choices["style"] != "grid" or exporter.name not in _PICTURES or choices["tiled"]:
        return
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
