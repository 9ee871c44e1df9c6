"""
`touchline register [WHAT]`: from what hurts to what was proven, over all maps of a workspace.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import click

from touchline.cli._command import Verb, option
from touchline.cli._exits import FINDINGS, OK
from touchline.cli._language import asked_language
from touchline.cli._output import as_text, deliver, output_option
from touchline.cli._pictures import draw, is_picture
from touchline.cli._plain import harmless
from touchline.cli._registered import (
    flat_chain,
    plain_chain,
    plain_change,
    plain_gap,
    plain_position,
    plain_ranked,
    told_chain,
    told_change,
    told_gaps,
    told_position,
    told_ranked,
)
from touchline.cli._table import table
from touchline.cli._workspace import opened, workspace_option
from touchline.i18n import translate
from touchline.spreadsheet import comma_separated
from touchline.workspace.gaps import gaps
from touchline.workspace.ranking import method_named, positions, ranked
from touchline.workspace.register import register_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from touchline.workspace import Workspace
    from touchline.workspace.register import Register

EXAMPLES = (
    "touchline register --workspace shop",
    "touchline register opportunities --by rice --workspace shop",
    'touchline register opportunities --by "value * rice.confidence / effort" --workspace shop',
    "touchline register changes --workspace shop --format csv -o changes.csv",
    "touchline register gaps --workspace shop --json",
)

WHAT = ("chains", "opportunities", "matrix", "changes", "gaps")

#: What there is to show: plain rows, rows for CSV, and the text for a terminal.
_Shown = tuple[list[dict[str, Any]], list[dict[str, Any]], str]


def _register(**values: Any) -> int:
    what, form, output = values.pop("what"), values.pop("form"), values.pop("output")
    language = asked_language(values["language"])
    with opened(values.pop("workspace")) as workspace:
        register = register_of(workspace, values.pop("only"))
        if what == "matrix" and form == "table" and output is not None and is_picture(output):
            axes = {axis: values[axis] for axis in ("x", "y")}
            found = positions(register, **axes)
            deliver(draw("matrix", output, found=found, language=language, **axes), output)
            return OK
        rows, flat, text = _SHOWN[what](workspace, register, values, language)
    if form == "json":
        deliver(as_text({"what": what, "rows": rows}), output)
    elif form == "csv":
        deliver(comma_separated(flat), output)
    else:
        deliver(harmless(text), output)
    return FINDINGS if what == "gaps" and rows else OK


def _chains(_: Workspace, register: Register, __: dict[str, Any], language: str) -> _Shown:
    chains = register.chains()
    told = "\n".join(told_chain(one, language) for one in chains)
    nothing = translate("register.no-pains", language) + "\n"
    return (
        [plain_chain(one) for one in chains],
        [flat_chain(one) for one in chains],
        told or nothing,
    )


def _opportunities(
    workspace: Workspace, register: Register, values: dict[str, Any], language: str
) -> _Shown:
    found = ranked(register, method_named(workspace, values["by"]))
    rows = [plain_ranked(one, values["by"]) for one in found]
    told = table([told_ranked(one, language) for one in found], language)
    unranked = sum(one.rank is None for one in found)
    if unranked:
        told += "\n" + translate("register.unranked", language, n=unranked) + "\n"
    return rows, rows, told


def _matrix(_: Workspace, register: Register, values: dict[str, Any], language: str) -> _Shown:
    x, y = values["x"], values["y"]
    found = positions(register, x, y)
    rows = [plain_position(one) for one in found]
    return rows, rows, table([told_position(one, x, y, language) for one in found], language)


def _changes(_: Workspace, register: Register, __: dict[str, Any], language: str) -> _Shown:
    changes = register.changes()
    rows = [plain_change(one) for one in changes]
    flat = [
        row | {"pains": [pain["text"] for pain in row["pains"]], "result": None} | _result(row)
        for row in rows
    ]
    return rows, flat, table([told_change(one, language) for one in changes], language)


def _result(row: dict[str, Any]) -> dict[str, Any]:
    names = ("verdict", "effect", "low", "high", "unit", "date")
    result = row["result"] or {}
    guardrail = (result.get("guardrail") or {}).get("verdict")
    return (
        {"result": result.get("verdict")}
        | {name: result.get(name) for name in names if name != "verdict"}
        | {"guardrail": guardrail}
    )


def _gaps(_: Workspace, register: Register, __: dict[str, Any], language: str) -> _Shown:
    found = gaps(register, dt.datetime.now(dt.UTC).date())
    rows = [plain_gap(one, language) for one in found]
    return rows, rows, told_gaps(found, language)


_SHOWN: dict[str, Callable[[Workspace, Register, dict[str, Any], str], _Shown]] = {
    "chains": _chains,
    "opportunities": _opportunities,
    "matrix": _matrix,
    "changes": _changes,
    "gaps": _gaps,
}


command = Verb(
    key="cli.register",
    examples=EXAMPLES,
    callback=_register,
    params=[
        click.Argument(["what"], metavar="[WHAT]", type=click.Choice(WHAT), default="chains"),
        option("--by", key="cli.register.by", metavar="METHOD", default="rice"),
        option("--x", key="cli.register.x", metavar="NUMBER", default="effort"),
        option("--y", key="cli.register.y", metavar="NUMBER", default="value"),
        option("--map", "only", key="cli.register.map", metavar="MAP", default=None),
        workspace_option(),
        option("--language", metavar="TAG"),
        option("--format", "form", type=click.Choice(["table", "csv", "json"]), default="table"),
        option("--json", "form", key="cli.option.json", flag_value="json", type=str),
        output_option(),
    ],
)
