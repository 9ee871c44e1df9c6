"""
`touchline measure MAP SOURCE... -o MAP`: a map with what the log says of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, get_args

import click

from touchline.cli._command import Verb, option, reader
from touchline.cli._maps import deliver_map, read_map
from touchline.cli._output import json_option, output_option, say, say_all
from touchline.cli._privacy import least_group, least_option
from touchline.cli._source import LogOptions, source_argument, source_options
from touchline.cli._workspace import author_of, author_option, opened, workspace_option
from touchline.document.read import journey_of
from touchline.errors import InputError
from touchline.i18n import percent
from touchline.measuring.measure import measure
from touchline.measuring.measured import Span
from touchline.measuring.small_groups import guarded
from touchline.workspace.keeping import log_for, measure_and_keep

if TYPE_CHECKING:
    from collections.abc import Sequence

    from touchline.measuring.measured import MeasuredMap
    from touchline.model.map import JourneyMap

EXAMPLES = (
    (
        "touchline measure online_retail_uk/map.yaml online_retail_uk/events.csv.gz"
        " -o measured.map.yaml"
    ),
    ("touchline measure shop/shop.map.yaml online_retail_uk/events.csv.gz --keep --workspace shop"),
    "touchline measure shop/shop.map.yaml --keep --workspace shop",
)


class NotTogether(InputError):
    """
    Two options were given of which each makes the other meaningless.
    """


class UnusableCondition(InputError):
    """
    What was given names no column and value.
    """


#: The log, which only a workspace can remember.
_SOURCE = source_argument(required=False)


def _measure(**values: Any) -> None:
    output, as_json = values.pop("output"), values.pop("as_json")
    is_kept, folder, author = (values.pop(name) for name in ("is_kept", "workspace", "author"))
    least, per = least_group(values, folder), values.pop("per")
    where = _conditions(values.pop("where"))
    if is_kept and where:
        # Numbers of some customers would be held against those of all.
        raise NotTogether(at="--keep", one="--keep", other="--where")
    journey = journey_of(read_map(values.pop("journey")))
    options = LogOptions.taken_from(values)
    if is_kept:
        measured = _kept(journey, options, folder, author_of(author), least=least, per=per)
    elif options.sources:
        log = options.read()
        for column, wanted in where.items():
            log = log.cases_where(column, wanted)
        measured = guarded(measure(journey, log, per=per), least)
    else:
        raise click.MissingParameter(ctx=click.get_current_context(), param=_SOURCE)
    if measured.measures.withheld:
        say("warning.small-groups", n=measured.measures.withheld, least=least)
    completion = measured.measures.completion
    if completion is not None and completion.value is not None:
        share = percent(completion.value, reader())
        say("cli.measure.found", share=share, n=completion.n)
    if output is not None or as_json or not is_kept:
        deliver_map(measured, output, as_json=as_json)


def _conditions(given: Sequence[str]) -> dict[str, list[str]]:
    """
    Collect for each column the values of which any counts.
    """
    found: dict[str, list[str]] = {}
    for one in given:
        column, sign, value = one.partition("=")
        if not sign or not column:
            raise UnusableCondition(at="--where", given=one)
        found.setdefault(column, []).append(value)
    return found


def _kept(
    journey: JourneyMap,
    options: LogOptions,
    folder: str,
    author: str,
    *,
    least: int,
    per: Span | None,
) -> MeasuredMap:
    """
    Measure with a log that the workspace remembers from now on, and keep the numbers there.
    """
    with opened(folder) as workspace:
        log = None
        if options.sources:
            options.announce_key()
            log = log_for(workspace, options.sources, options.options, journey.id)
        kept = measure_and_keep(workspace, journey, log, author=author, least=least, per=per)
    say_all(kept.findings)
    say("measure.kept", id=kept.measurement.id)
    return kept.measured


command = Verb(
    key="cli.measure",
    examples=EXAMPLES,
    callback=_measure,
    params=[
        click.Argument(["journey"], metavar="MAP"),
        _SOURCE,
        *source_options(),
        least_option(),
        option("--where", key="cli.measure.where", metavar="COLUMN=VALUE", multiple=True),
        option("--per", key="cli.measure.per", type=click.Choice(get_args(Span))),
        option("--keep", "is_kept", key="cli.measure.keep", is_flag=True),
        workspace_option(),
        author_option(),
        json_option(),
        output_option(),
    ],
)
