"""
`touchline icons [SEARCH]...`: the icons that a map can name, found by words of six languages.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import click

from touchline.canvas.icon_library import FoundIcon, find_icons
from touchline.cli._command import Verb, option
from touchline.cli._exits import FINDINGS, OK
from touchline.cli._language import asked_language
from touchline.cli._output import as_text, deliver, json_option, output_option, say
from touchline.cli._pictures import is_picture
from touchline.cli._table import table
from touchline.cli._themes import asked_theme
from touchline.exporters import exporter_for
from touchline.i18n import translate
from touchline.scene.icon_sheet import icon_sheet

EXAMPLES = (
    "touchline icons delivery",
    "touchline icons --json",
    "touchline icons -o icons.svg",
    "touchline icons Einkaufswagen --language de",
)


def _icons(search: tuple[str, ...], output: str | None, *, as_json: bool, **choices: Any) -> int:
    tongue = asked_language(choices["language"])
    words = " ".join(search)
    found = find_icons(words, language=tongue)
    if not found:
        say("icons.none", search=words)
    if output is not None and is_picture(output):
        theme = asked_theme(choices["theme"])
        scene = icon_sheet(found, search=words, language=tongue, theme=theme)
        deliver(exporter_for(output).export(scene), output)
    elif as_json:
        deliver(as_text([asdict(icon) for icon in found]), output)
    else:
        deliver(_told(found, tongue), output)
    return OK if found else FINDINGS


def _told(found: tuple[FoundIcon, ...], language: str) -> str:
    rows = [
        {
            "icon": icon.name,
            "shows": " · ".join(icon.words) or "–",
            "subject": translate(f"icons.topic-{icon.topic}", language) if icon.topic else "–",
        }
        for icon in found
    ]
    return table(rows, language)


command = Verb(
    key="cli.icons",
    examples=EXAMPLES,
    callback=_icons,
    params=[
        click.Argument(["search"], nargs=-1, metavar="[SEARCH]..."),
        option("--language", metavar="TAG"),
        option("--theme", default="paper", metavar="THEME"),
        json_option(),
        output_option(),
    ],
)
