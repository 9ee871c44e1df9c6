"""
A map taken as the plan that paths are held against.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from touchline.analysis.alignment import AlignmentAnswer
from touchline.cli._command import option, reader
from touchline.cli._maps import read_map
from touchline.cli._output import say
from touchline.cli._source import LogOptions
from touchline.i18n import interval_text, percent
from touchline.measuring.alignment import align
from touchline.measuring.measured import MeasuredMap

if TYPE_CHECKING:
    import click

    from touchline.analysis import Answer


def map_option() -> click.Option:
    """
    Declare the map that is the plan.

    Returns:
        The option.
    """
    return option("--map", "map_file", key="question.alignment.map", metavar="MAP", default=None)


def align_map(path: str, options: dict[str, Any], values: dict[str, Any]) -> AlignmentAnswer:
    """
    Lay the paths of a log beside the planned way of a map.

    Args:
        path: The file of the map.
        options: Further options of the question.
        values: What says which log, and how it is read.

    Returns:
        The answer.

    Raises:
        TouchlineError: The map or the log cannot be read, or they do not belong together.
    """
    given = read_map(path)
    journey = given.journey if isinstance(given, MeasuredMap) else given
    return align(journey, LogOptions.taken_from(values).read(), options)


def say_following(answer: Answer) -> None:
    """
    Say how many customers follow the plan, which no row of the table does.

    Args:
        answer: The answer; of another question, nothing is said.
    """
    if not isinstance(answer, AlignmentAnswer) or answer.interval is None:
        return
    share, loosely = (one or 0.0 for one in (answer.share, answer.in_order_share))
    say(
        "cli.ask.following",
        share=percent(share, reader()),
        interval=interval_text(*answer.interval, reader()),
        n=answer.paths,
        loosely=percent(loosely, reader()),
    )
