"""
`touchline list MAP WHAT`: what a map holds, as a table.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from touchline.cli._command import Verb, option
from touchline.cli._language import asked_language
from touchline.cli._maps import read_map
from touchline.cli._output import as_text, deliver, output_option
from touchline.cli._table import table
from touchline.document.inventory import inventory, totals
from touchline.document.read import journey_of
from touchline.i18n import (
    date_text,
    duration_text,
    has_message,
    list_text,
    money,
    number,
    percent,
    translate,
)
from touchline.spreadsheet import comma_separated

if TYPE_CHECKING:
    from collections.abc import Sequence

    from touchline.document.inventory import Row, Total
    from touchline.model.map import JourneyMap

EXAMPLES = (
    "touchline list online_retail_uk/map.yaml touchpoints",
    "touchline list online_retail_uk/map.yaml pain-points --format csv -o pain-points.csv",
    "touchline list online_retail_uk/map.yaml owners --unowned",
)

#: Where the words of a closed choice stand, by field.
_WORDS = {
    "grade": "grade",
    "status": "value",
    "delivery": "scene.delivery",
    "sort": "scene.resource",
    "block": "diff.kind",
    "stated_at": "diff.kind",
    "path": "value",
    "use": "value",
    "availability": "value",
    "every": "value",
    "better": "value",
    "participants": "value",
    "lever": "lever",
}
#: Fields whose name means something else at the head of another table.
_HEADS = {
    "target": "aim",
    "source": "origin",
    "cards": "n_cards",
    "path": "way",
    "n": "people",
    "value": "benefit",
    "theme": "colour-theme",
}
#: Values in the unit of their metric.
_FIGURES = ("baseline", "target", "latest")
#: What only programs want.
_NOT_SHOWN = frozenset({"id", "entry", "item", "unit", "url"})


def _list(
    journey: str, what: str, form: str, language: str | None, output: str | None, *, is_open: bool
) -> None:
    found = journey_of(read_map(journey))
    tongue = asked_language(language)
    rows = [row for row in inventory(found, what, tongue) if not (is_open and row.get("owner"))]
    sums = totals(found) if what == "resources" and not is_open else ()
    if form == "json":
        record: dict[str, Any] = {"map": found.id, "what": what, "rows": rows}
        if what == "resources":
            record["totals"] = [asdict(total) for total in sums]
        deliver(as_text(record), output)
    elif form == "csv":
        deliver(comma_separated(rows), output)
    else:
        named = [_with_names(row, found, tongue) for row in rows]
        deliver(_shown(named, sums, what, tongue), output)


def _with_names(row: Row, journey: JourneyMap, language: str) -> Row:
    """
    Put words in place of the ids of other cards and of personas.
    """
    own = journey.language
    words = {persona.id: persona.name for persona in journey.personas}
    words |= {card.id: card.text for _, _, card in journey.cards()}

    def named(name: str) -> str:
        return words[name].said(language, otherwise=own) if name in words else name

    named_lists = {
        key: [named(name) for name in row[key]]
        for key in ("answers", "carries_out", "draws_on", "builds", "about")
        if isinstance(row.get(key), list)
    }
    persona = {"persona": named(row["persona"])} if row.get("persona") else {}
    return row | named_lists | persona


def _shown(rows: Sequence[Row], sums: Sequence[Total], what: str, language: str) -> str:
    told = [_told(row, language) for row in rows]
    parts = [table(told, language)]
    if sums:
        parts.append("\n" + table([_total(total, language) for total in sums], language))
    if what == "owners" and rows:
        counts = {"owned": sum(1 for row in rows if row["owner"]), "n": len(rows)}
        parts.append("\n" + translate("list.owned", language, **counts) + "\n")
    return "".join(parts)


def _told(row: Row, language: str) -> dict[str, object]:
    told = {
        _HEADS.get(name, name): _worded(name, value, language)
        for name, value in row.items()
        if name not in _NOT_SHOWN
    }
    if "unit" in row:
        told |= {
            _HEADS.get(name, name): _figure(row[name], row["unit"], language) for name in _FIGURES
        }
    if row.get("cost") is not None and row.get("currency"):
        told |= {"cost": money(row["cost"], row["currency"], language)}
    if "cost" in told:
        del told["currency"]
    return told


def _worded(name: str, value: Any, language: str) -> object:
    if value is False:
        # A mark that no row has needs no column.
        return None
    if isinstance(value, list):
        return list_text([str(_worded(name, item, language)) for item in value], language)
    if name in {"due", "since", "date"} and value:
        return date_text(dt.date.fromisoformat(value), language, form="short")
    if name in _WORDS and isinstance(value, str):
        stem = _WORDS[name]
        key = f"{stem}{'-' if stem.startswith('scene') else '.'}{value}"
        return translate(key, language) if has_message(key) else value
    return value


def _figure(value: float | None, unit: str, language: str) -> str | None:
    if value is None:
        return None
    if unit == "share":
        return percent(value, language)
    return duration_text(value, language) if unit == "seconds" else number(value, language)


def _total(total: Total, language: str) -> dict[str, object]:
    has_currency = total.cost is not None and total.currency is not None
    plain = number(total.cost, language) if total.cost is not None else None
    cost = money(total.cost or 0.0, total.currency or "", language) if has_currency else plain
    return {
        "availability": _worded("availability", total.availability, language),
        "every": _worded("every", total.every, language),
        "cost": cost or translate("value.no-cost", language),
        "n_cards": total.n,
    }


command = Verb(
    key="cli.list",
    examples=EXAMPLES,
    callback=_list,
    params=[
        click.Argument(["journey"], metavar="MAP"),
        click.Argument(["what"], metavar="WHAT"),
        option("--unowned", "is_open", key="cli.option.unowned", is_flag=True),
        option("--language", metavar="TAG"),
        option("--format", "form", type=click.Choice(["table", "csv", "json"]), default="table"),
        option("--json", "form", key="cli.option.json", flag_value="json", type=str),
        output_option(),
    ],
)
