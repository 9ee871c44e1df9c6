"""
`touchline check MAP...`: the known mistakes in a map, and targets that the data misses.
"""

from __future__ import annotations

from dataclasses import replace
from difflib import unified_diff
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from touchline.cli._command import Verb, option, reader
from touchline.cli._exits import FINDINGS, OK
from touchline.cli._maps import read_map
from touchline.cli._output import deliver, output_option, say
from touchline.cli._own_templates import own_templates
from touchline.cli._plain import harmless
from touchline.cli._privacy import least_group, least_option
from touchline.cli._source import LogOptions, source_options
from touchline.cli._workspace import opened, workspace_option
from touchline.document.edits import apply
from touchline.document.read import format_of, journey_of, text_of
from touchline.document.write import dump, dumps
from touchline.linting.engine import lint
from touchline.linting.mending import mends
from touchline.linting.report import as_json, as_sarif, as_text
from touchline.linting.summary import summarise
from touchline.measuring.measure import measure
from touchline.measuring.measured import MeasuredMap
from touchline.measuring.small_groups import guarded
from touchline.workspace.errors import NoWorkspace

if TYPE_CHECKING:
    from collections.abc import Sequence

    from touchline.eventlog.log import EventLog
    from touchline.model.map import JourneyMap

EXAMPLES = (
    "touchline check online_retail_uk/map.yaml",
    "touchline check online_retail_uk/map.yaml --against online_retail_uk/events.csv.gz --json",
    "touchline check online_retail_uk/map.yaml --format sarif -o findings.sarif --fail-on never",
    "touchline check online_retail_uk/map.yaml --dry-run",
    "touchline check --workspace shop",
)

#: The maps, which a workspace knows.
_MAPS = click.Argument(["maps"], nargs=-1, metavar="[MAP]...")

#: From the gentlest finding to the gravest.
_SEVERITIES = ("hint", "warning", "error")


def _check(**values: Any) -> int:
    folder, output = values.pop("workspace"), values.pop("output")
    maps, least = _chosen(values.pop("maps"), folder), least_group(values, folder)
    form, fail_on = values.pop("form"), values.pop("fail_on")
    is_mended, is_dry = values.pop("is_mended"), values.pop("is_dry")
    if is_dry:
        return _show_mends(maps, output)
    if is_mended:
        _mend(maps)
    options = LogOptions.taken_from(values, "against")
    log = options.read() if options.sources else None
    read = {path: _read(path, log, least) for path in maps}
    findings = {path: lint(found, template=_own_template(found)) for path, found in read.items()}
    summaries = {path: summarise(journey) for path, journey in read.items()}
    report = {"text": as_text, "json": as_json, "sarif": as_sarif}[form]
    deliver(report(findings, reader(), summaries), output)
    gravest = max(
        (_SEVERITIES.index(one.severity) for all_ in findings.values() for one in all_), default=-1
    )
    return FINDINGS if fail_on != "never" and gravest >= _SEVERITIES.index(fail_on) else OK


def _chosen(maps: tuple[str, ...], folder: str) -> tuple[str, ...]:
    """
    Take the maps that are named, else all those of the workspace.
    """
    if maps:
        return maps
    try:
        with opened(folder) as workspace:
            return tuple(str(_from_here(workspace.folder / one.file)) for one in workspace.maps())
    except NoWorkspace:
        if folder != ".":
            raise
        raise click.MissingParameter(ctx=click.get_current_context(), param=_MAPS) from None


def _from_here(file: Path) -> Path:
    """
    Write a path as short as it can be from the current folder.
    """
    here = Path.cwd()
    return file.relative_to(here) if file.is_relative_to(here) else file


def _read(path: str, log: EventLog | None, least: int) -> JourneyMap | MeasuredMap:
    journey = read_map(path)
    if log is not None and not isinstance(journey, MeasuredMap):
        return guarded(measure(journey, log), least)
    return journey


def _own_template(found: JourneyMap | MeasuredMap) -> JourneyMap | None:
    name = journey_of(found).template
    place = own_templates().get(name) if name else None
    return journey_of(read_map(str(place))) if place else None


def _mended(path: str) -> tuple[JourneyMap | MeasuredMap, int]:
    """
    Read a map, and undo what can be undone without losing anything.
    """
    found = read_map(path)
    edits = mends(found, template=_own_template(found))
    after = apply(journey_of(found), edits)
    changed = replace(found, journey=after) if isinstance(found, MeasuredMap) else after
    return changed, len(edits)


def _mend(maps: Sequence[str]) -> None:
    for path in maps:
        changed, n = _mended(path)
        if n:
            dump(changed, path)
            say("cli.check.mended", path=path, n=n)


def _show_mends(maps: Sequence[str], output: str | None) -> int:
    """
    Show how the files would change, without changing them.
    """
    lines: list[str] = []
    for path in maps:
        changed, n = _mended(path)
        if n:
            before = text_of(Path(path))
            after = dumps(changed, format_of(Path(path)), like=before)
            lines += unified_diff(before.splitlines(), after.splitlines(), path, path, lineterm="")
    deliver(harmless("".join(f"{line}\n" for line in lines)), output)
    return FINDINGS if lines else OK


command = Verb(
    key="cli.check",
    examples=EXAMPLES,
    callback=_check,
    params=[
        _MAPS,
        option("--against", metavar="SOURCE", multiple=True),
        *source_options(),
        least_option(),
        option("--fail-on", type=click.Choice([*_SEVERITIES, "never"]), default="warning"),
        option("--fix", "is_mended", key="cli.option.fix", is_flag=True),
        option("--dry-run", "is_dry", key="cli.check.dry-run", is_flag=True),
        option("--format", "form", type=click.Choice(["text", "json", "sarif"]), default="text"),
        option("--json", "form", key="cli.option.json", flag_value="json", type=str),
        workspace_option(),
        output_option(),
    ],
)
