"""
`touchline case MAP`: the case for an investment on one page for management.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from touchline.cli._command import Verb, option
from touchline.cli._language import asked_language
from touchline.cli._maps import read_map
from touchline.cli._output import as_text, deliver, output_option
from touchline.cli._source import LogOptions, source_options
from touchline.document.read import journey_of
from touchline.workspace import Workspace
from touchline.workspace.errors import NoWorkspace
from touchline.workspace.investment import investment_case
from touchline.workspace.investment_money import Plan
from touchline.workspace.investment_page import as_html, as_markdown, plain_case
from touchline.workspace.resources import catalogue_of

if TYPE_CHECKING:
    from touchline.model.work.resource import Resource
    from touchline.workspace.investment import InvestmentCase

EXAMPLES = (
    "touchline case invented_shop/blueprint.map.yaml --worth 30 --currency EUR --customers 8000",
    (
        "touchline case invented_shop/blueprint.map.yaml --log invented_shop/events.csv.gz"
        " --cut-exit ask:0.3 --target reorder --years 2 -o case.html"
    ),
    "touchline case invented_shop/map.yaml --after invented_shop/to_be.map.yaml --to json",
)

#: What a plan is told by an option of the same name.
_PLANNED = (
    "target", "cut_exit", "redirect", "remove", "reroute", "inactivity", "worth", "currency",
    "customers", "years", "cost_each", "cards", "draws", "seed",
)  # fmt: skip
_FORMS = ("md", "html", "json")
#: No amount of money and no number of customers is larger.
_MOST = 1e15


def _case(**values: Any) -> None:
    journey = journey_of(read_map(values.pop("journey")))
    after, output, to = values.pop("after"), values.pop("output"), values.pop("to")
    language, folder = asked_language(values.pop("language")), values.pop("workspace")
    planned = {name: values.pop(name) for name in _PLANNED}
    options = LogOptions.taken_from(values, "log")
    made = investment_case(
        journey,
        Plan(**{name: value for name, value in planned.items() if value is not None}),
        log=options.read() if options.sources else None,
        after=journey_of(read_map(after)) if after else None,
        catalogue=_catalogue(folder),
        language=language,
    )
    ending = Path(output or "").suffix.lower().lstrip(".")
    deliver(_written(made, to or (ending if ending in _FORMS else "md")), output)


def _written(made: InvestmentCase, form: str) -> str:
    if form == "json":
        return as_text(plain_case(made))
    return as_html(made) if form == "html" else as_markdown(made)


def _catalogue(folder: str | None) -> dict[str, Resource]:
    """
    Read the catalogue of resources; outside of a workspace there is none, unless one was named.
    """
    try:
        with Workspace.open(folder or ".") as workspace:
            return catalogue_of(workspace)
    except NoWorkspace:
        if folder is not None:
            raise
        return {}


def _options() -> list[click.Option]:
    """
    Declare what is assumed.
    """
    amount = click.FloatRange(min=0, max=_MOST)
    above = click.FloatRange(min=0, max=_MOST, min_open=True)
    years = click.FloatRange(min=0, max=100, min_open=True)
    return [
        option("--target", key="cli.case.target", metavar="STEP"),
        option("--cut-exit", key="cli.case.cut-exit", multiple=True, metavar="STEP:SHARE"),
        option("--redirect", key="cli.case.redirect", multiple=True, metavar="STEP:FROM:TO:SHARE"),
        option("--remove", key="cli.case.remove", multiple=True, metavar="STEP"),
        option("--reroute", key="cli.case.reroute", type=click.Choice(["lost", "skip"])),
        option("--inactivity", key="cli.case.inactivity", metavar="SPAN"),
        option("--worth", key="cli.case.worth", type=amount, metavar="AMOUNT"),
        option("--currency", key="cli.case.currency", metavar="CODE"),
        option("--customers", key="cli.case.customers", type=above, metavar="N"),
        option("--years", key="cli.case.years", type=years, default=1.0, metavar="N"),
        option("--cost-each", key="cli.case.cost-each", type=amount, default=0.0, metavar="AMOUNT"),
        option("--card", "cards", key="cli.case.card", multiple=True, metavar="ID"),
        option("--draws", key="cli.case.draws", type=click.IntRange(20, 10_000), default=200),
        option("--seed", key="cli.case.seed", type=click.IntRange(min=0), default=0),
    ]


command = Verb(
    key="cli.case",
    examples=EXAMPLES,
    callback=_case,
    params=[
        click.Argument(["journey"], metavar="MAP"),
        option("--log", key="cli.case.log", multiple=True, metavar="FILE"),
        *_options(),
        option("--after", key="cli.case.after", metavar="MAP"),
        option("--to", key="cli.case.to", type=click.Choice(_FORMS)),
        option("--json", "to", key="cli.option.json", flag_value="json", type=str),
        option("--language", metavar="TAG"),
        option("--workspace", metavar="FOLDER"),
        *source_options(),
        output_option(),
    ],
)
