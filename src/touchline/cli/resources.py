"""
`touchline resources`: what all maps have and need, and what both cost.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from touchline.cli._command import Verb, option
from touchline.cli._language import asked_language
from touchline.cli._output import as_text, deliver, json_option, output_option
from touchline.cli._plain import harmless
from touchline.cli._table import table
from touchline.cli._workspace import opened, workspace_option
from touchline.i18n import money, number, translate
from touchline.workspace.stock import take_stock

if TYPE_CHECKING:
    from collections.abc import Iterator

    from touchline.workspace.resources import CostSum
    from touchline.workspace.stock import Stock, Stocked

EXAMPLES = (
    "touchline resources --workspace shop",
    "touchline resources --workspace shop --need --json",
)


def _resources(
    workspace: str, language: str | None, output: str | None, *, is_needed: bool, as_json: bool
) -> None:
    tongue = asked_language(language)
    with opened(workspace) as found:
        stock = take_stock(found, language=tongue)
    shown = [one for one in stock.resources if not is_needed or one.line.availability == "need"]
    if as_json:
        deliver(as_text(_record(stock, shown, tongue)), output)
        return
    deliver(harmless("".join(_told(stock, shown, tongue))), output)


def _record(stock: Stock, shown: list[Stocked], language: str) -> dict[str, Any]:
    return {
        "resources": [
            asdict(one.line)
            | {"once": one.line.once, "yearly": one.line.yearly, "places": one.places}
            for one in shown
        ],
        "needed": [asdict(one) for one in stock.needed],
        "running": [asdict(one) for one in stock.running],
        "findings": [
            {"name": one.name, "values": dict(one.values), "message": one.told(language)}
            for one in stock.findings
        ],
    }


def _told(stock: Stock, shown: list[Stocked], language: str) -> Iterator[str]:
    yield table([_row(one, language) for one in shown], language)
    sums = [
        _sum(kind, one, language)
        for kind, found in (("need", stock.needed), ("have", stock.running))
        for one in found
    ]
    if sums:
        yield "\n" + table(sums, language)
    if stock.findings:
        yield "\n" + "".join(f"{one.told(language)}\n" for one in stock.findings)


def _row(one: Stocked, language: str) -> dict[str, object]:
    line = one.line
    return {
        "resource": line.text or line.entry or line.card,
        "sort": translate(f"scene.resource-{line.sort}", language) if line.sort else None,
        "availability": translate(f"value.{line.availability}", language),
        "once": _amount(line.once, line.currency, language),
        "yearly": _amount(line.yearly, line.currency, language),
        "hours": line.hours_yearly or line.hours_once or None,
        "at_steps": len(one.places),
        "effect": line.effect,
    }


def _sum(kind: str, one: CostSum, language: str) -> dict[str, object]:
    return {
        "availability": translate(f"value.{kind}", language),
        "once": _amount(one.once, one.currency, language),
        "yearly": _amount(one.yearly, one.currency, language),
        "n_cards": one.n,
    }


def _amount(value: float, currency: str | None, language: str) -> str | None:
    if not value:
        return None
    return money(value, currency, language) if currency else number(value, language)


command = Verb(
    key="cli.resources",
    examples=EXAMPLES,
    callback=_resources,
    params=[
        option("--need", "is_needed", key="cli.resources.need", is_flag=True),
        option("--language", metavar="TAG"),
        workspace_option(),
        json_option(),
        output_option(),
    ],
)
