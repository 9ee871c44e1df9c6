"""
`touchline touchpoints [ID]`: the inventory of touchpoints, what it lacks and what contradicts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from touchline.cli._command import Verb, option, reader
from touchline.cli._exits import FINDINGS, OK
from touchline.cli._inventory import (
    channel_plain,
    channel_row,
    detail,
    finding_plain,
    touchpoint_plain,
    touchpoint_row,
    usual_row,
)
from touchline.cli._output import as_text, deliver, output_option, say
from touchline.cli._plain import harmless
from touchline.cli._table import table
from touchline.cli._workspace import author_of, author_option, opened, workspace_option
from touchline.i18n import translate
from touchline.measuring.errors import UnknownTouchpoint
from touchline.spreadsheet import comma_separated
from touchline.workspace.logs import named_log
from touchline.workspace.touchpoint_figures import figures_of
from touchline.workspace.touchpoint_findings import findings_of
from touchline.workspace.touchpoints import list_channels, list_touchpoints
from touchline.workspace.usual_touchpoints import missing, take

if TYPE_CHECKING:
    from collections.abc import Sequence

    from touchline.diagnostics import Diagnostic
    from touchline.workspace import Workspace
    from touchline.workspace.touchpoint_figures import Figures
    from touchline.workspace.touchpoints import Listed, Use

EXAMPLES = (
    "touchline touchpoints --workspace shop",
    "touchline touchpoints --usual --workspace shop",
    "touchline touchpoints --take website --take help-desk --use now --workspace shop",
    "touchline touchpoints website --workspace shop",
    "touchline touchpoints --format csv -o touchpoints.csv --workspace shop",
)


def _touchpoints(name: str | None, show: str | None, **values: Any) -> int:
    with opened(values["workspace"]) as found:
        if values["taken"]:
            _take(found, values["taken"], values["use"], author_of(values["author"]))
            return OK
        listed = list_touchpoints(found)
        log, form = values["log"], values["form"]
        figures: Sequence[Figures | None] = (
            figures_of(listed, named_log(found, log)) if log else [None] * len(listed)
        )
        inventory = _Inventory(found, listed, figures)
        if name is not None:
            told = inventory.one(name, form)
        elif show is not None:
            told = getattr(inventory, show)(form)
        else:
            told = inventory.all(form, values["use"], values["channel"])
        deliver(told, values["output"])
        is_wrong = any(one.severity != "hint" for one in inventory.findings)
        return FINDINGS if show == "check" and is_wrong else OK


def _take(workspace: Workspace, taken: Sequence[str], use: str | None, author: str) -> None:
    wish: Use = "wanted" if use == "wanted" else "now"
    fresh = take(workspace, taken, use=wish, author=author)
    say("touchpoints.taken", n=len(fresh), there=len(set(taken)) - len(fresh))


class _Inventory:
    """
    Knows what was found, and shows it in every form.
    """

    def __init__(
        self, workspace: Workspace, listed: Sequence[Listed], figures: Sequence[Figures | None]
    ) -> None:
        self.workspace = workspace
        self.pairs = list(zip(listed, figures, strict=True))
        self.listed = listed
        self.findings: Sequence[Diagnostic] = findings_of(workspace, listed, figures)
        self.language = reader()
        self.names = {
            one.id: one.title.said(self.language) for one in list_channels(workspace, listed)
        }

    def all(self, form: str, use: str | None, channel: str | None) -> str:
        """
        Show the touchpoints, only those of one use or in one channel where asked for.
        """
        chosen = [
            pair
            for pair in self.pairs
            if use in {None, pair[0].use} and (channel is None or channel in pair[0].channels)
        ]
        plain = [touchpoint_plain(*pair) for pair in chosen]
        if form == "csv":
            return comma_separated(plain)
        if form == "json":
            findings = [finding_plain(one, self.language) for one in self.findings]
            lacking = [one.id for one in missing(self.listed)]
            return as_text({"touchpoints": plain, "usual": lacking, "findings": findings})
        rows = [touchpoint_row(*pair, self.names, self.language) for pair in chosen]
        return table(rows, self.language) + self._counted()

    def _counted(self) -> str:
        grave = sum(one.severity != "hint" for one in self.findings)
        lacking = len(missing(self.listed))
        now = sum(one.use == "now" for one in self.listed)
        words = {"findings": grave, "hints": len(self.findings) - grave, "usual": lacking}
        words |= {"now": now, "wanted": len(self.listed) - now}
        return "\n" + translate("touchpoints.counted", self.language, **words) + "\n"

    def one(self, name: str, form: str) -> str:
        """
        Show one touchpoint with all that is known of it.
        """
        known = {one.id: (one, figure) for one, figure in self.pairs if one.id}
        if name not in known:
            raise UnknownTouchpoint.among(name, known)
        if form == "table":
            return detail(*known[name], self.names, self.language)
        plain = touchpoint_plain(*known[name])
        return comma_separated([plain]) if form == "csv" else as_text(plain)

    def channels(self, form: str) -> str:
        """
        Show the channels with the touchpoints in them.
        """
        found = list_channels(self.workspace, self.listed)
        if form == "table":
            return table([channel_row(one, self.language) for one in found], self.language)
        plain = [channel_plain(one) for one in found]
        return comma_separated(plain) if form == "csv" else as_text({"channels": plain})

    def usual(self, form: str) -> str:
        """
        Show the usual touchpoints that the inventory lacks.
        """
        rows = [usual_row(one, self.language) for one in missing(self.listed)]
        if form == "table":
            return table(rows, self.language)
        return comma_separated(rows) if form == "csv" else as_text({"usual": rows})

    def check(self, form: str) -> str:
        """
        Show the findings.
        """
        plain = [finding_plain(one, self.language) for one in self.findings]
        if form == "json":
            return as_text({"findings": plain})
        if form == "csv":
            return comma_separated(plain)
        lines = (f"{one.path}  {one.told(self.language)}" for one in self.findings)
        told = "".join(harmless(line) + "\n" for line in lines)
        return told or translate("touchpoints.clean", self.language) + "\n"


def _shown(name: str, **settings: Any) -> click.Option:
    return option(
        f"--{name}", "show", key=f"cli.touchpoints.{name}", flag_value=name, type=str, **settings
    )


command = Verb(
    key="cli.touchpoints",
    examples=EXAMPLES,
    callback=_touchpoints,
    params=[
        click.Argument(["name"], metavar="[ID]", required=False),
        _shown("check", default=None),
        _shown("channels"),
        _shown("usual"),
        option("--take", "taken", key="cli.touchpoints.take", metavar="ID", multiple=True),
        option("--use", key="cli.touchpoints.use", type=click.Choice(["now", "wanted"])),
        option("--channel", key="cli.touchpoints.channel", metavar="ID"),
        option("--log", key="cli.touchpoints.log", metavar="LOG"),
        workspace_option(),
        author_option(),
        option("--format", "form", type=click.Choice(["table", "csv", "json"]), default="table"),
        option("--json", "form", key="cli.option.json", flag_value="json", type=str),
        output_option(),
    ],
)
