"""
`touchline customer [SOURCE...] ID`: all that is known of one customer, under a pseudonym.
"""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from touchline.cli._command import Verb, option, reader
from touchline.cli._customer_rows import plain_customer, told_customer
from touchline.cli._logs import NoLogChosen, log_of
from touchline.cli._maps import read_map
from touchline.cli._output import as_text, deliver, json_option, output_option, say, say_all
from touchline.cli._plain import harmless
from touchline.cli._source import LogOptions, source_argument, source_options
from touchline.cli._workspace import opened
from touchline.document.read import journey_of
from touchline.eventlog.survey import Survey
from touchline.model.work.item import Item
from touchline.model.work.persona import Persona
from touchline.sources import Pseudonyms
from touchline.workspace.errors import NoWorkspace
from touchline.workspace.personas.customers import Sources, customer
from touchline.workspace.settings import Privacy

if TYPE_CHECKING:
    from touchline.model.map import JourneyMap
    from touchline.workspace import Workspace

EXAMPLES = (
    "touchline customer events.csv.gz 12346 --map online_retail_uk/map.yaml",
    (
        "touchline customer invented_shop/events.csv.gz kw-0001 --map invented_shop/map.yaml"
        " --cases invented_shop/customers.csv --answers invented_shop/answers.csv"
    ),
)

#: The key that is taken where none is named and it is there.
_KEY = "touchline.key"


def _customer(**values: Any) -> None:
    names = ("name", "journey", "answers", "key", "is_named", "workspace", "as_json", "output")
    wishes = {name: values.pop(name) for name in names}
    options = LogOptions.taken_from(values)
    with _workspace(wishes["workspace"]) as workspace:
        if workspace is None and not options.sources:
            raise NoLogChosen(n=0, known="")
        log = options.read() if workspace is None else log_of(workspace, options)
        own = workspace.settings if workspace is not None else None
        sources = Sources(
            journey=_map(wishes["journey"], workspace) if wishes["journey"] else None,
            personas=list(workspace.records(Persona)) if workspace is not None else (),
            surveys=[_survey(file) for file in wishes["answers"]],
            items=list(workspace.records(Item)) if workspace is not None else (),
        )
        found = customer(
            log,
            wishes["name"],
            sources,
            key=_key(wishes["key"] or options.options.get("pseudonymise")),
            least=(own.privacy if own else Privacy()).least,
            is_named=wishes["is_named"],
        )
    if wishes["as_json"]:
        deliver(as_text(plain_customer(found, reader())), wishes["output"])
        return
    own_language = own.language if own else "en"
    language = sources.journey.language if sources.journey else own_language
    deliver(harmless(told_customer(found, language, reader())), wishes["output"])
    say_all(found.findings)


def _workspace(folder: str | None) -> Workspace | nullcontext[None]:
    """
    Open the workspace; outside of one there is none, unless one was named.
    """
    try:
        return opened(folder or ".")
    except NoWorkspace:
        if folder is not None:
            raise
        return nullcontext()


def _map(name: str, workspace: Workspace | None) -> JourneyMap:
    if workspace is None or Path(name).is_file():
        return journey_of(read_map(name))
    return journey_of(workspace.map(name))


def _survey(file: str) -> Survey:
    found = LogOptions((file,), {}).read_survey()
    return found if isinstance(found, Survey) else Survey.of_log(found)


def _key(named: str | None) -> Pseudonyms | None:
    if named is None:
        return Pseudonyms.read(Path(_KEY)) if Path(_KEY).is_file() else None
    if not Path(named).exists():
        say("audience.key-made", file=named)
    return Pseudonyms.read(Path(named))


command = Verb(
    key="cli.customer",
    examples=EXAMPLES,
    callback=_customer,
    params=[
        source_argument(required=False),
        click.Argument(["name"], metavar="ID"),
        option("--map", "journey", key="cli.customer.map", metavar="MAP"),
        option("--answers", key="cli.customer.answers", metavar="FILE", multiple=True),
        option("--key", key="cli.customer.key", metavar="FILE"),
        option("--named", "is_named", key="cli.customer.named", is_flag=True),
        *source_options(),
        option("--workspace", metavar="FOLDER"),
        json_option(),
        output_option(),
    ],
)
