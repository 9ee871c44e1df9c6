"""
`touchline cite ITEM PLACE`: what research brought to light becomes evidence in a map.
"""

from __future__ import annotations

import click

from touchline.cli._command import Verb, option, reader
from touchline.cli._output import as_text, deliver, json_option
from touchline.cli._plain import harmless
from touchline.cli._research import backed_lines
from touchline.cli._workspace import author_of, author_option, opened, workspace_option
from touchline.document.edits import EDITS
from touchline.i18n import translate
from touchline.workspace.citing import cite, uncite

EXAMPLES = (
    "touchline cite starts-small online-retail-uk/card:t2 --workspace shop",
    "touchline cite starts-small online-retail-uk/step:unpack/lane:thoughts --workspace shop",
    "touchline cite starts-small online-retail-uk --remove --workspace shop --json",
)


def _cite(
    item: str, place: str, workspace: str, author: str | None, *, remove: bool, as_json: bool
) -> None:
    with opened(workspace) as found:
        done = (uncite if remove else cite)(found, item, place, author=author_of(author))
    (changed,) = done.items
    if as_json:
        edits = EDITS.dump_python(done.edits, mode="json", exclude_none=True)
        deliver(as_text({"item": item, "places": list(changed.places), "edits": edits}), None)
        return
    lines = list(backed_lines(done, reader()))
    if remove and done.edits:
        lines = [translate("cite.removed", reader(), item=item)]
    elif not lines:
        lines = [translate("cite.sorted", reader(), item=item, n=len(changed.places))]
    deliver("".join(f"{harmless(line)}\n" for line in lines), None)


command = Verb(
    key="cli.cite",
    examples=EXAMPLES,
    callback=_cite,
    params=[
        click.Argument(["item"], metavar="ITEM"),
        click.Argument(["place"], metavar="PLACE"),
        option("--remove", key="cli.cite.remove", is_flag=True),
        workspace_option(),
        author_option(),
        json_option(),
    ],
)
