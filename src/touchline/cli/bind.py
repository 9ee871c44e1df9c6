"""
`touchline bind MAP SOURCE...`: which events of a log belong to which touchpoint.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from touchline.cli._command import Verb, option, reader
from touchline.cli._dictionary import asked_dictionary, dictionary_option
from touchline.cli._faults import UnusableValue
from touchline.cli._maps import read_map
from touchline.cli._output import as_text, deliver, json_option, output_option, say
from touchline.cli._source import LogOptions, source_argument, source_options
from touchline.cli._table import table
from touchline.document.binding import bind
from touchline.document.edits import apply
from touchline.document.read import journey_of
from touchline.document.write import dump
from touchline.i18n import list_text, translate
from touchline.measuring.measured import MeasuredMap
from touchline.measuring.proposals import chosen, propose

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from touchline.measuring.proposals import Proposal
    from touchline.model.map import JourneyMap

EXAMPLES = (
    "touchline bind online_retail_uk/map.yaml online_retail_uk/events.csv.gz",
    "touchline bind after.map.yaml online_retail_uk/events.csv.gz --dictionary none --json",
)


def _bind(**values: Any) -> None:
    file, output, as_json = values.pop("journey"), values.pop("output"), values.pop("as_json")
    is_written, picks = values.pop("is_written"), _pairs(values.pop("picks"))
    dictionary = asked_dictionary(values.pop("dictionary"))
    found = read_map(file)
    journey = journey_of(found)
    proposals = propose(journey, LogOptions.taken_from(values).read(), dictionary)
    decided = chosen(proposals, picks, journey)
    if as_json:
        deliver(as_text(_record(journey, proposals, decided)), None)
    else:
        deliver(_told(journey, proposals), None)
    if is_written or output is not None:
        after = apply(journey, bind(journey, decided))
        changed = replace(found, journey=after) if isinstance(found, MeasuredMap) else after
        dump(changed, Path(output or file), like=Path(file))
        say("cli.bind.written", n=len(decided), path=output or file)
    elif decided:
        say("cli.bind.proposed", n=len(decided))


def _pairs(given: Sequence[str]) -> dict[str, str]:
    """
    Read `EVENT=CARD`; an event may hold `=` itself, an id cannot.
    """
    pairs = {}
    for text in given:
        activity, sign, card = text.rpartition("=")
        if not sign:
            raise UnusableValue(at="--pick", given=text, help="touchline bind --help")
        pairs[activity] = card
    return pairs


def _told(journey: JourneyMap, proposals: Sequence[Proposal]) -> str:
    language = reader()
    said = {
        card.id: card.text.said(language, otherwise=journey.language) or card.id
        for _, _, card in journey.cards()
    }
    rows = [
        {
            "activity": one.activity,
            "events": one.events,
            "means": one.meaning.title(language) if one.meaning else None,
            "part": translate(f"stage-kind.{one.meaning.stage}", language) if one.meaning else None,
            "touchpoint": list_text([said[card] for card in one.cards], language) or None,
            "why": translate(f"bind.{one.basis}", language),
        }
        for one in proposals
    ]
    return table(rows, language)


def _record(
    journey: JourneyMap, proposals: Sequence[Proposal], decided: Mapping[str, Sequence[str]]
) -> dict[str, object]:
    events = [
        {
            "activity": one.activity,
            "events": one.events,
            "means": one.meaning.touchpoint if one.meaning else None,
            "stage": one.meaning.stage if one.meaning else None,
            "channel": one.meaning.channel if one.meaning else None,
            "basis": one.basis,
            "touchpoints": list(one.cards),
        }
        for one in proposals
    ]
    bound = {card: list(activities) for card, activities in decided.items()}
    return {"map": journey.id, "events": events, "bound": bound}


command = Verb(
    key="cli.bind",
    examples=EXAMPLES,
    callback=_bind,
    params=[
        click.Argument(["journey"], metavar="MAP"),
        source_argument(),
        dictionary_option(),
        option("--pick", "picks", multiple=True, metavar="EVENT=CARD"),
        option("--write", "is_written", key="cli.bind.write", is_flag=True),
        *source_options(),
        json_option(),
        output_option(),
    ],
)
