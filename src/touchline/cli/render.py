"""
`touchline render MAP --to FORMAT -o FILE`: a map as a picture, a page or a text.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from touchline.cli._command import Verb, option
from touchline.cli._language import asked_language
from touchline.cli._maps import read_map
from touchline.cli._output import as_text, deliver, json_option, output_option
from touchline.exporters import exporter_for
from touchline.scene.compose import compose

EXAMPLES = (
    "touchline render online_retail_uk/map.yaml --to svg -o map.svg",
    "touchline render online_retail_uk/map.yaml --to pdf --language fa --theme paper -o map.pdf",
    "touchline render online_retail_uk/map.yaml --to md",
)


def _render(journey: str, output: str | None, *, as_json: bool, **choices: Any) -> None:
    exporter = exporter_for(choices.pop("to") or Path(output or "map.svg").name)
    if choices["language"] is not None:
        choices["language"] = asked_language(choices["language"])
    scene = compose(read_map(journey), **choices)
    content = exporter.export(scene)
    if output is not None or not as_json:
        deliver(content, output)
    if as_json:
        facts = {"format": exporter.name, "bytes": len(content), "output": output}
        deliver(as_text({**facts, "width": scene.width, "height": scene.height}), None)


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
        json_option(),
        output_option(),
    ],
)
