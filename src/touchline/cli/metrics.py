"""
`touchline metrics MAP FILE -o MAP`: figures from a table onto a map.
"""

from __future__ import annotations

from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from touchline.cli._command import Verb, reader
from touchline.cli._maps import read_map
from touchline.cli._output import as_text, deliver, json_option, output_option, say
from touchline.document.metrics import take_figures
from touchline.document.metrics_table import read_figures
from touchline.document.read import format_of, journey_of, text_of
from touchline.document.write import dump, dumps
from touchline.i18n import date_text, number, translate
from touchline.measuring.measured import MeasuredMap

if TYPE_CHECKING:
    from touchline.document.metrics import Replaced, Taken

EXAMPLES = (
    "touchline metrics online_retail_uk/map.yaml metrics.csv -o measured.map.yaml",
    "touchline metrics online_retail_uk/map.yaml metrics.csv --json",
)

#: How many rows and replacements are told one by one; JSON has them all.
_MOST = 8


def _metrics(journey: str, table: str, output: str | None, *, as_json: bool) -> None:
    found = read_map(journey)
    taken = take_figures(journey_of(found), read_figures(Path(table)))
    after = taken.journey
    changed = replace(found, journey=after) if isinstance(found, MeasuredMap) else after
    if output is not None:
        dump(changed, Path(output), like=Path(journey))
        say("cli.written", path=output)
    elif not as_json:
        file = Path(journey)
        form = format_of(file)
        deliver(dumps(changed, form, like=text_of(file)), None)
    if as_json:
        deliver(as_text(_record(taken)), None)
    else:
        _tell(taken)


def _tell(taken: Taken) -> None:
    """
    Say what became of the rows, on standard error.
    """
    counts = {
        "added": taken.added,
        "unchanged": taken.unchanged,
        "created": len(taken.created),
    }
    say("metrics.taken", **counts)
    for one in taken.replaced[:_MOST]:
        say("metrics.replaced", metric=one.metric, what=_what(one), **_values(one))
    if len(taken.replaced) > _MOST:
        say("metrics.more", n=len(taken.replaced) - _MOST)
    for reason, rows in taken.dropped.items():
        shown = ", ".join(map(str, rows[:_MOST])) + (" …" if len(rows) > _MOST else "")
        why = translate(f"metrics.dropped-{reason}", reader())
        say("metrics.dropped", n=len(rows), why=why, rows=shown)


def _what(replaced: Replaced) -> str:
    if replaced.date is not None:
        return date_text(replaced.date, reader(), form="short")
    return translate(f"metrics.field-{replaced.what}", reader())


def _values(replaced: Replaced) -> dict[str, str]:
    return {"was": _value(replaced.was), "becomes": _value(replaced.becomes)}


def _value(value: str | float) -> str:
    return value if isinstance(value, str) else number(value, reader())


def _record(taken: Taken) -> dict[str, Any]:
    return {
        "added": taken.added,
        "unchanged": taken.unchanged,
        "replaced": [asdict(one) for one in taken.replaced],
        "created": list(taken.created),
        "dropped": {reason: list(rows) for reason, rows in taken.dropped.items()},
    }


command = Verb(
    key="cli.metrics",
    examples=EXAMPLES,
    callback=_metrics,
    params=[
        click.Argument(["journey"], metavar="MAP"),
        click.Argument(["table"], metavar="FILE"),
        json_option(),
        output_option(),
    ],
)
