"""
`touchline render MAP --to FORMAT -o FILE`: a map as a picture, a page or a text.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from touchline.cli._command import Verb, option
from touchline.cli._faults import HalfGiven
from touchline.cli._language import asked_language
from touchline.cli._maps import read_map
from touchline.cli._output import as_text, deliver, json_option, output_option, say
from touchline.cli._source import LogOptions
from touchline.document.departments import of_department
from touchline.exporters import exporter_for
from touchline.exporters.pptx import Pptx, left_out
from touchline.linting.engine import seen_on
from touchline.measuring.measured import MeasuredMap
from touchline.measuring.standing import standing
from touchline.scene.compose import compose
from touchline.scene.here import Here

if TYPE_CHECKING:
    from collections.abc import Mapping

    from touchline.canvas.primitives import Scene
    from touchline.model.map import JourneyMap

EXAMPLES = (
    "touchline render online_retail_uk/map.yaml --to svg -o map.svg",
    "touchline render online_retail_uk/map.yaml --to pdf --language fa --theme paper -o map.pdf",
    "touchline render online_retail_uk/map.yaml --to md",
    "touchline render online_retail_uk/map.yaml --master company.potx -o map.pptx",
    "touchline render online_retail_uk/map.yaml --here second-order -o here.svg",
)


def _render(journey: str, output: str | None, *, as_json: bool, **choices: Any) -> None:
    exporter = exporter_for(choices.pop("to") or Path(output or "map.svg").name)
    if choices["language"] is not None:
        choices["language"] = asked_language(choices["language"])
    department, case, log = (choices.pop(name) for name in ("department", "case", "log"))
    drawn = read_map(journey)
    if case is not None or log:
        choices["here"] = _place_of(drawn, case, log)
    if department is not None:
        drawn = _part_of(drawn, department)
    if choices["language"] is not None:
        _tell_missing(drawn, choices["language"])
    master, logo = choices.pop("master"), choices.pop("logo")
    scene = compose(drawn, **choices)
    if isinstance(exporter, Pptx) and (master or _is_plain(choices)):
        content = _slides(replace(exporter, master=master, logo=logo), drawn, scene)
    else:
        content = exporter.export(scene)
    if output is not None or not as_json:
        deliver(content, output)
    if as_json:
        facts = {"format": exporter.name, "bytes": len(content), "output": output}
        deliver(as_text({**facts, "width": scene.width, "height": scene.height}), None)


def _is_plain(choices: Mapping[str, Any]) -> bool:
    """
    Tell whether no style was asked for and nobody stands anywhere, so that slides are a deck.
    """
    source = click.get_current_context().get_parameter_source("style")
    is_plain = source is ParameterSource.DEFAULT and choices["style"] == "grid"
    return is_plain and choices["here"] is None


def _slides(exporter: Pptx, drawn: JourneyMap | MeasuredMap, scene: Scene) -> bytes:
    """
    Make a deck of the map, and say what its master could not bring along.
    """
    for finding in left_out(exporter.master) if exporter.master else ():
        say(finding.key, **finding.values)
    theme = click.get_current_context().params["theme"]
    return replace(exporter, theme=theme, language=scene.language).export(drawn)


def _tell_missing(drawn: JourneyMap | MeasuredMap, language: str) -> None:
    """
    Say how many texts readers of a language get in another one.
    """
    several = [text for _, text in seen_on(drawn).texts if text.languages]
    n = sum(language not in text.languages for text in several)
    if n:
        say("rule.missing-translation.found", n=n, language=language)


def _place_of(drawn: JourneyMap | MeasuredMap, case: str | None, log: tuple[str, ...]) -> Here:
    """
    Look one customer up in a log.
    """
    if case is None or not log:
        given, missing = ("--log", "--case") if case is None else ("--case", "--log")
        raise HalfGiven(given=given, missing=missing)
    journey = drawn.journey if isinstance(drawn, MeasuredMap) else drawn
    events = LogOptions.taken_from({"sources": log}).read()
    return Here(step=standing(journey, events, case), case=case)


def _part_of(drawn: JourneyMap | MeasuredMap, department: str) -> JourneyMap | MeasuredMap:
    if isinstance(drawn, MeasuredMap):
        return replace(drawn, journey=of_department(drawn.journey, department))
    return of_department(drawn, department)


command = Verb(
    key="cli.render",
    examples=EXAMPLES,
    callback=_render,
    params=[
        click.Argument(["journey"], metavar="MAP"),
        option("--to", metavar="FORMAT", type=str),
        option("--style", default="grid", metavar="STYLE"),
        option("--language", metavar="TAG"),
        option("--theme", default="paper", metavar="THEME"),
        option("--here", metavar="STEP"),
        option("--case", key="cli.option.at-case", metavar="ID"),
        option("--log", metavar="SOURCE", multiple=True),
        option("--department", metavar="NAME"),
        option("--master", metavar="FILE"),
        option("--logo", metavar="FILE"),
        json_option(),
        output_option(),
    ],
)
