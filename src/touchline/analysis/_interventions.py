"""
What somebody might change about the journey, and how it is written.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import numpy as np
from pydantic import BeforeValidator, Field, PlainSerializer

from touchline.analysis._errors import UnknownActivity, UnusableIntervention
from touchline.analysis._record import Record
from touchline.eventlog.columns import number_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from touchline.kernels.interventions import TransitionMatrix

#: How the way out is called.
END = "(end)"


class ExitCut(Record):
    """
    Fewer leave after an activity, and go on as the others do; `form:0.3` as text.

    Args:
        activity: The activity.
        part: The share of those who leave that stays.
    """

    activity: str
    part: float = Field(ge=0, le=1)


class Redirection(Record):
    """
    Some of those who go from an activity to one place go to another; `form:(end):call:0.2` as text.

    Args:
        activity: The activity that they come from.
        source: Where they go now: an activity, the target, or `(end)`.
        target: Where they go instead.
        part: The share of them that is moved.
    """

    activity: str
    source: str
    target: str
    part: float = Field(ge=0, le=1)


def _number(text: str, whole: str, at: str) -> float:
    try:
        part = float(text)
    except ValueError:
        raise UnusableIntervention.text(whole, at) from None
    if not 0 <= part <= 1:
        raise UnusableIntervention.text(whole, at)
    return part


def _cut(given: Any) -> Any:
    if not isinstance(given, str):
        return given
    activity, _, part = given.rpartition(":")
    if not activity:
        raise UnusableIntervention.text(given, "cut_exit")
    return {"activity": activity, "part": _number(part, given, "cut_exit")}


def _redirection(given: Any) -> Any:
    if not isinstance(given, str):
        return given
    parts = given.rsplit(":", 3)
    if len(parts) != 4 or not all(parts):  # noqa: PLR2004 (three places and a share)
        raise UnusableIntervention.text(given, "redirect")
    activity, source, target, part = parts
    number = _number(part, given, "redirect")
    return {"activity": activity, "source": source, "target": target, "part": number}


def _cut_text(cut: ExitCut) -> str:
    return f"{cut.activity}:{number_text(cut.part)}"


def _redirection_text(one: Redirection) -> Any:
    # A colon in a name would be read as another place, so that such a one is written in full.
    if ":" in one.source + one.target:
        return one.model_dump(mode="json")
    return f"{one.activity}:{one.source}:{one.target}:{number_text(one.part)}"


Cut = Annotated[ExitCut, BeforeValidator(_cut), PlainSerializer(_cut_text, return_type=str)]
Redirect = Annotated[
    Redirection,
    BeforeValidator(_redirection),
    PlainSerializer(_redirection_text, return_type=Any),
]


def code_of(name: str, names: Sequence[str], at: str) -> int:
    """
    Find an activity.

    Args:
        name: Its name.
        names: All activities of the log, sorted.
        at: The option that names it.

    Shapes:
        scalars.

    Units:
        none.

    Returns:
        Its number.

    Raises:
        UnknownActivity: No event has it.

    Source:
        None needed.
    """
    if name not in names:
        raise UnknownActivity.among(name, set(names), at=at)
    return names.index(name)


def changed(
    chain: TransitionMatrix,
    names: Sequence[str],
    goal: str,
    *,
    remove: Sequence[str],
    skips: bool,
    cuts: Sequence[ExitCut],
    redirections: Sequence[Redirection],
) -> TransitionMatrix:
    """
    Make all changes to a chain: what is removed first, then exits, then redirections.

    Args:
        chain: The chain; its states are activities, or pairs of which the second counts.
        names: All activities.
        goal: How the target is called.
        remove: The activities to take out.
        skips: Those who would have come to them go on.
        cuts: The exits to cut.
        redirections: Who is to be moved.

    Shapes:
        see the chain.

    Units:
        none.

    Returns:
        The chain as it would be.

    Raises:
        UnknownActivity: An activity never occurs.

    Source:
        docs/explanation/what-if.md.
    """
    for name in remove:
        chain = chain.without(code_of(name, names, "remove"), skips=skips)
    for cut in cuts:
        chain = chain.kept(code_of(cut.activity, names, "cut_exit"), cut.part)
    n = len(chain.label)
    for one in redirections:
        label = code_of(one.activity, names, "redirect")
        columns = [
            n if place == goal else n + 1 if place == END else None
            for place in (one.source, one.target)
        ]
        places = [
            np.full(n, column)
            if column is not None
            else _following(chain, code_of(place, names, "redirect"))
            for place, column in zip((one.source, one.target), columns, strict=True)
        ]
        chain = chain.redirected(label, places[0], places[1], one.part)
    return chain


def _following(chain: TransitionMatrix, code: int) -> Any:
    """
    Find, for each state, the state of an activity that can follow it.
    """
    n = len(chain.label)
    found = np.full(n, -1, dtype=np.int64)
    for state in np.flatnonzero(chain.label == code):
        if chain.before is None:
            found[:] = state
        else:
            found[chain.label == chain.before[state]] = state
    return found
