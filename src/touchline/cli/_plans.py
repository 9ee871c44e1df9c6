"""
A map taken as the plan that paths are held against.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from touchline.analysis.alignment import AlignmentAnswer
from touchline.cli._command import option, reader
from touchline.cli._output import say
from touchline.i18n import interval_text, percent

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
