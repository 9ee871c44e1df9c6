"""
Where one customer stands, under a name that tells nobody who it is (R-006, R-034).
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from touchline.cli._command import option
from touchline.cli._faults import HalfGiven
from touchline.cli._output import say
from touchline.cli._source import LogOptions
from touchline.document.read import journey_of
from touchline.measuring.standing import standing
from touchline.scene.here import Here
from touchline.sources import Pseudonyms

if TYPE_CHECKING:
    from collections.abc import Mapping

    import click

    from touchline.eventlog.log import EventLog
    from touchline.measuring.measured import MeasuredMap
    from touchline.model.map import JourneyMap

#: The key that is taken where none is named and it is there.
_KEY = "touchline.key"


def place_options() -> list[click.Option]:
    """
    Declare who stands where.

    Returns:
        The options.
    """
    return [
        option("--here", metavar="STEP"),
        option("--case", key="cli.option.at-case", metavar="ID"),
        option("--log", metavar="SOURCE", multiple=True),
        option("--key", key="cli.option.case-key", metavar="FILE"),
        option("--named", "is_named", key="cli.option.case-named", is_flag=True),
    ]


def place_of(drawn: JourneyMap | MeasuredMap, choices: Mapping[str, Any]) -> Here:
    """
    Look one customer up in a log.

    Args:
        drawn: The map.
        choices: The options by name.

    Returns:
        Who stands at which step: named by a pseudonym where there is a key, by the id where that
        was asked for, else by nothing.

    Raises:
        HalfGiven: The customer or the log is not given.
        UnknownCase: The log has no such customer.
    """
    case, log = choices["case"], choices["log"]
    if case is None or not log:
        given, missing = ("--log", "--case") if case is None else ("--case", "--log")
        raise HalfGiven(given=given, missing=missing)
    events = LogOptions.taken_from({"sources": log}).read()
    key = _key(choices["key"])
    found = _meant(events, case, key)
    name = key.of(found) if key else ""
    # Whoever reads a log with pseudonyms knows nobody, and there is nothing left to hide.
    if choices["is_named"] or events.quality.pseudonyms is not None:
        name = found
    return Here(step=standing(journey_of(drawn), events, found), case=name)


def _key(named: str | None) -> Pseudonyms | None:
    if named is None:
        return Pseudonyms.read(Path(_KEY)) if Path(_KEY).is_file() else None
    if not Path(named).exists():
        say("audience.key-made", file=named)
    return Pseudonyms.read(Path(named))


def _meant(log: EventLog, name: str, key: Pseudonyms | None) -> str:
    """
    Find the id of a customer who may be meant by a pseudonym.
    """
    if key is None or name in log.cases:
        return name
    return next((case for case in log.cases if key.of(case) == name), name)
