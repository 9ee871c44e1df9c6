"""
The pages of what stands in registry folders: lanes, formats, sources, templates, styles, languages.

Only what this package brings is shown, whatever else is installed.
"""

from __future__ import annotations

import dataclasses
from datetime import UTC, date, datetime
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from docs._format import keys
from docs._markdown import arguments, page, prose, table
from touchline.canvas.theme import THEMES
from touchline.document.schema import json_schema
from touchline.exporters import EXPORTERS
from touchline.i18n import (
    LANGUAGES,
    date_text,
    duration_text,
    interval_text,
    is_right_to_left,
    moment_text,
    number,
    percent,
    translate,
)
from touchline.importers import IMPORTERS
from touchline.lanes import LANES
from touchline.measuring.dictionaries import DICTIONARIES
from touchline.model.structure import Card
from touchline.registry import names
from touchline.scene.styles import STYLES
from touchline.sources import SOURCES
from touchline.templates import new_map

if TYPE_CHECKING:
    from collections.abc import Mapping

#: Values that show how a language writes them.
_DAY = date(2026, 3, 14)
_MOMENT = datetime(2026, 3, 14, 15, 9, tzinfo=UTC)
_SPAN_SECONDS = 9 * 86_400 + 4 * 3_600


def pages() -> Mapping[str, str]:
    """
    Write a page for each folder.

    Returns:
        Texts by file name.
    """
    return {
        "lanes.md": lanes(),
        "exporters.md": exporters(),
        "importers.md": importers(),
        "sources.md": sources(),
        "dictionaries.md": dictionaries(),
        "templates.md": templates(),
        "styles.md": styles(),
        "languages.md": languages(),
    }


def lanes() -> str:
    """
    Write the page of the kinds of lanes.

    Returns:
        Markdown.
    """
    definitions = json_schema()["$defs"]
    blocks = [
        (
            "A lane is a row of a map. Its kind decides what its cards hold and how it is drawn:"
            " `- {id: pains, kind: pain-points}`. Measured kinds are filled from a log."
        ),
    ]
    for kind in names("touchline.lanes"):
        lane = LANES[kind]
        titles = (f"{tag}: {translate(f'lane.{kind}.title', tag)}" for tag in LANGUAGES)
        card = lane.card.__name__
        holds = f"Its cards are of kind [{card}](format.md#{card.lower()})"
        filled = "It is filled from a log" if lane.is_measured else holds
        blocks += [
            f"## {kind}",
            "\n\n".join(prose(type(lane))),
            f"The question it answers: *{translate(f'lane.{kind}.hint')}*",
            " · ".join(titles),
            f"{filled} · part of the service: {lane.role} · icon: `{lane.icon}`",
            keys(definitions[card]) if lane.card is not Card else "",
        ]
    return page("Lanes", *blocks)


def exporters() -> str:
    """
    Write the page of the formats.

    Returns:
        Markdown.
    """
    blocks = ["`touchline render MAP --to FORMAT -o FILE` and `touchline.export(scene, path)`."]
    for name in names("touchline.exporters"):
        exporter = EXPORTERS[name]
        kind = type(exporter)
        told = arguments(kind)
        rows = [
            (f"`{one.name}`", f"`{one.default!r}`", told.get(one.name, ""))
            for one in _options(kind)
        ]
        blocks += [
            f"## {name}",
            "\n\n".join(prose(kind)),
            f"Ending: `{exporter.suffix}` · media type: `{exporter.media_type}`",
            table((f"option of `{kind.__name__}`", "default", "meaning"), rows),
        ]
    return page("Formats", *blocks)


def _options(kind: type) -> tuple[dataclasses.Field[object], ...]:
    return dataclasses.fields(kind) if dataclasses.is_dataclass(kind) else ()


def importers() -> str:
    """
    Write the page of the formats that become a map.

    Returns:
        Markdown.
    """
    blocks = [
        (
            "`touchline import FILE -o MAP` and `touchline.importers.import_map(path)`. What a map"
            " cannot hold is told, never dropped silently."
        )
    ]
    for name in names("touchline.importers"):
        importer = IMPORTERS[name]
        endings = ", ".join(f"`{suffix}`" for suffix in importer.suffixes)
        blocks += [f"## {name}", "\n\n".join(prose(type(importer))), f"Endings: {endings}"]
    return page("Maps of other programs", *blocks)


def sources() -> str:
    """
    Write the page of the origins of events.

    Returns:
        Markdown.
    """
    blocks = [
        (
            "`touchline.read_log` chooses by the ending of the file, the beginning of the address"
            " or the kind of object. What happens to rows, columns and times is told in"
            " [reading a log](../how-to/read-a-log.md)."
        )
    ]
    for name in names("touchline.sources"):
        source = SOURCES[name]
        endings = ", ".join(f"`{suffix}`" for suffix in source.suffixes)
        packed = f"Endings: {endings}, each also packed as `.gz`" if endings else ""
        schemes = ", ".join(f"`{scheme}://`" for scheme in source.schemes)
        begins = f"Addresses begin with {schemes} and others" if schemes else ""
        blocks += [f"## {name}", "\n\n".join(prose(type(source))), packed, begins]
    return page("Sources of events", *blocks)


def dictionaries() -> str:
    """
    Write the page of the dictionaries of events.

    Returns:
        Markdown.
    """
    blocks = [
        (
            "`touchline bind MAP LOG --dictionary NAME` and `touchline discover LOG --dictionary"
            " NAME`. An event is known however its words are joined: `Order Completed`,"
            " `order_completed`, `orderCompleted`."
        )
    ]
    for name in names("touchline.measuring.dictionaries"):
        one = DICTIONARIES[name]
        rows = [
            (f"`{event}`", found.title("en"), translate(f"stage-kind.{found.stage}"))
            for event, found in one.meanings.items()
        ]
        older = ", ".join(f"`{old}` ({now})" for old, now in one.older.items())
        blocks += [
            f"## {name}",
            "\n\n".join(prose(type(one))),
            f"Published as {one.title.replace('[', '').replace(']', '')}: <{one.url}>",
            table(("event", "touchpoint", "part of the journey"), rows),
            f"Earlier names: {older}." if older else "",
        ]
    return page("Dictionaries of events", *blocks)


def templates() -> str:
    """
    Write the page of the templates.

    Returns:
        Markdown.
    """
    blocks = ["`touchline new TEMPLATE -o FILE` and `touchline.new_map(template)`."]
    for name in template_files():
        journey = new_map(name)
        steps = (
            (stage.name.said("en"), ", ".join(step.name.said("en") for step in stage.steps))
            for stage in journey.stages
        )
        kinds = ", ".join(f"[{lane.kind}](lanes.md#{lane.kind})" for lane in journey.lanes)
        blocks += [
            f"## {name}",
            translate(f"template.{name}.blurb"),
            translate(f"template.{name}.when"),
            table(("stage", "steps"), steps),
            f"Lanes: {kinds}.",
        ]
    return page("Templates", *blocks)


def template_files() -> list[str]:
    """
    List the templates of this package.

    Returns:
        Their names, sorted.
    """
    found = (Path(entry.name) for entry in files("touchline.templates").iterdir())
    return sorted(path.stem for path in found if path.suffix == ".yaml")


def styles() -> str:
    """
    Write the page of the styles and themes.

    Returns:
        Markdown.
    """
    blocks = ["`touchline render MAP --style STYLE --theme THEME`."]
    for name in names("touchline.scene.styles"):
        blocks += [f"## {name}", "\n\n".join(prose(type(STYLES[name])))]
    themes = ", ".join(f"`{theme}`" for theme in THEMES)
    told = "Colours are checked for contrast when a theme is loaded."
    return page("Styles", *blocks, "## Themes", f"{themes}. {told}")


def languages() -> str:
    """
    Write the page of the languages.

    Returns:
        Markdown.
    """
    rows = (
        (
            f"`{tag}`",
            translate("language.endonym", tag),
            "right to left" if is_right_to_left(tag) else "left to right",
            number(1234.5, tag),
            percent(0.417, tag),
            interval_text(0.38, 0.45, tag, kind="percent"),
            date_text(_DAY, tag),
            moment_text(_MOMENT, tag),
            duration_text(_SPAN_SECONDS, tag),
        )
        for tag in LANGUAGES
    )
    head = ("tag", "name", "direction", "number", "share", "interval", "day", "moment", "span")
    told = "How they work is told in [languages](../explanation/languages.md)."
    return page(
        "Languages", "`--language TAG`, or the language of the terminal.", table(head, rows), told
    )
