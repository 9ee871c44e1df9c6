"""
`touchline render MAP --to FORMAT -o FILE`: a map as a picture, a page or a text.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from touchline.cli._command import Verb, option
from touchline.cli._for_whom import suited
from touchline.cli._language import asked_language
from touchline.cli._left_out import tell_left_out
from touchline.cli._maps import read_map
from touchline.cli._output import as_text, deliver, json_option, output_option
from touchline.cli._part import part_options, shown_part, tell_of_size
from touchline.cli._printed import tell_of_paper
from touchline.cli._rendered import (
    exporter_as_asked,
    tell_broken_pictures,
    tell_missing_words,
    written,
)
from touchline.cli._system_fonts import take_system_fonts, tell_system_fonts
from touchline.cli._themes import asked_theme
from touchline.cli._whose_place import place_of, place_options
from touchline.exporters import exporter_for
from touchline.scene.compose import compose

EXAMPLES = (
    "touchline render online_retail_uk/map.yaml --for leadership -o leadership.pdf",
    "touchline render online_retail_uk/map.yaml --to svg -o map.svg",
    "touchline render online_retail_uk/map.yaml --to pdf --language fa --theme paper -o map.pdf",
    "touchline render online_retail_uk/map.yaml --to md",
    "touchline render online_retail_uk/map.yaml --master company.potx -o map.pptx",
    "touchline render online_retail_uk/map.yaml --here second-order -o here.svg",
    "touchline render online_retail_uk/map.yaml --paper a4 --tiled -o wall.pdf",
    "touchline render online_retail_uk/map.yaml --only stage=Try --collapse lanes -o try.svg",
)

#: What `compose` is told by the option of the same name.
_DRAWN = ("style", "theme", "language", "here")


def _render(journey: str, output: str | None, *, as_json: bool, **choices: Any) -> None:
    if choices["audience"] is not None:
        output = suited(choices, output)
    exporter = exporter_for(choices["to"] or Path(output or "map.svg").name)
    exporter = exporter_as_asked(exporter, choices)
    if choices["language"] is not None:
        choices["language"] = asked_language(choices["language"])
    drawn = read_map(journey)
    if choices["case"] is not None or choices["log"]:
        choices["here"] = place_of(drawn, choices)
    drawn = shown_part(drawn, choices)
    choices["theme"] = asked_theme(choices["theme"])
    tell_broken_pictures(drawn)
    tell_of_size(drawn, exporter, choices)
    if choices["language"] is not None:
        tell_missing_words(drawn, choices["language"])
    if choices["system_fonts"]:
        take_system_fonts()
    scene = compose(drawn, **{name: choices[name] for name in _DRAWN})
    content = written(exporter, drawn, scene, choices)
    if output is not None or not as_json:
        deliver(content, output)
    told = tell_left_out(exporter, scene) | tell_system_fonts(scene)
    tell_of_paper(exporter, scene)
    if as_json:
        facts: dict[str, Any] = {"format": exporter.name, "bytes": len(content), "output": output}
        facts |= {"width": scene.width, "height": scene.height, **told}
        deliver(as_text(facts), None)


#: How the picture looks.
_LOOK = [
    option("--for", "audience", key="cli.option.for", metavar="AUDIENCE"),
    option("--to", metavar="FORMAT", type=str),
    option("--style", default="grid", metavar="STYLE"),
    option("--language", metavar="TAG"),
    option("--system-fonts", is_flag=True),
    option("--theme", default="paper", metavar="THEME"),
]
#: What one format alone knows; see `_rendered.SETTINGS`.
_FORMAT = [
    option("--paper", metavar="NAME"),
    option("--tiled", is_flag=True),
    option("--master", metavar="FILE"),
    option("--logo", metavar="FILE"),
    option("--scale", metavar="NUMBER", type=float),
    option("--part", metavar="NAME"),
    option("--briefing", is_flag=True),
    option("--no-fonts", is_flag=True),
    option("--bom", is_flag=True),
]

command = Verb(
    key="cli.render",
    examples=EXAMPLES,
    callback=_render,
    params=[
        click.Argument(["journey"], metavar="MAP"),
        *_LOOK,
        *place_options(),
        *part_options(),
        *_FORMAT,
        json_option(),
        output_option(),
    ],
)
