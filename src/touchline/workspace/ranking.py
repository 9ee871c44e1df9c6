"""
Which opportunities come first, and where they stand between two numbers.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from touchline.errors import NotFound
from touchline.model.experience import Opportunity
from touchline.model.work.formula import Formula
from touchline.workspace.errors import UnknownRecord
from touchline.workspace.formulas import Calculation, UnreadableFormula, calculation
from touchline.workspace.scores import (
    KNOWN_NUMBERS,
    METHODS,
    Score,
    numbers_of,
    quadrant,
    ranks,
    reach_of,
    score_of,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from touchline.workspace import Workspace
    from touchline.workspace.register import Entry, Register

#: Where the ends of an axis are known; other axes end at the least and the most that there is.
_ENDS = {
    "value": (1.0, 10.0), "effort": (1.0, 10.0), "importance": (0.0, 10.0),
    "satisfaction": (0.0, 10.0), "ice.impact": (1.0, 10.0), "ice.confidence": (1.0, 10.0),
    "ice.ease": (1.0, 10.0), "rice.confidence": (0.0, 1.0), "kano.better": (0.0, 1.0),
    "kano.worse": (-1.0, 0.0),
}  # fmt: skip

Half = Literal["low", "high"]


class UnknownMethod(NotFound):
    """
    There is no such way to score opportunities.
    """


class UnknownNumber(NotFound):
    """
    A formula asks for a number that no opportunity has.
    """


@dataclass(frozen=True, slots=True)
class Method:
    """
    A way to score opportunities.

    Args:
        name: One of `METHODS`, or the id or the text of a formula.
        formula: The calculation; None for one of `METHODS`.
        is_lower_better: The lowest comes first.
    """

    name: str
    formula: Calculation | None = None
    is_lower_better: bool = False


@dataclass(frozen=True, slots=True)
class Ranked:
    """
    An opportunity in its place.

    Args:
        rank: Its rank from 1 on, shared by equal scores; None without a score.
        entry: The opportunity.
        score: What the method says of it.
        reach: How many customers a quarter it touches.
        reach_is_counted: A log has counted them; else the team states them.
    """

    rank: int | None
    entry: Entry
    score: Score
    reach: float | None
    reach_is_counted: bool


@dataclass(frozen=True, slots=True)
class Position:
    """
    Where an opportunity stands in a matrix.

    Args:
        entry: The opportunity.
        x: Its number across; None when it is not known.
        y: Its number upwards.
        across: Where that is between the ends of the axis, from 0 to 1.
        up: The same upwards.
        x_half: Which half of the axis that is.
        y_half: The same upwards.
        quadrant: The quadrant's name, for effort across and value upwards.
        missing: The numbers that are not known.
    """

    entry: Entry
    x: float | None
    y: float | None
    across: float | None = None
    up: float | None = None
    x_half: Half | None = None
    y_half: Half | None = None
    quadrant: str | None = None
    missing: tuple[str, ...] = ()


def method_named(workspace: Workspace, name: str) -> Method:
    """
    Find a way to score opportunities.

    Args:
        workspace: The workspace, which may keep formulas.
        name: One of `METHODS`, the id of a formula that is kept, or a formula.

    Returns:
        The method.

    Raises:
        UnknownMethod: A single word that is neither.
        UnreadableFormula: Several words that are no formula.
    """
    if name in METHODS:
        return Method(name)
    try:
        kept = workspace.get(Formula, name)
    except UnknownRecord:
        pass
    else:
        return Method(
            name, calculation(kept.expression, at=f"formula/{name}"), kept.better == "lower"
        )
    try:
        return Method(name, calculation(name))
    except UnreadableFormula:
        if all(sign.isalnum() or sign in "-_." for sign in name):
            raise UnknownMethod.among(name, _known_methods(workspace)) from None
        raise


def _known_methods(workspace: Workspace) -> tuple[str, ...]:
    return (*METHODS, *(one.id for one in workspace.records(Formula)))


def ranked(register: Register, method: Method) -> tuple[Ranked, ...]:
    """
    Rank the opportunities that nobody has dropped.

    Args:
        register: The links of all chains.
        method: How to score them.

    Returns:
        They, the first first; what has no score stands behind, in the order of the maps.

    Raises:
        UnknownMethod: The method is a single name that no opportunity has a number of.
        UnknownNumber: The formula asks for a number that no opportunity has.
    """
    entries = _opportunities(register)
    numbers = [_numbers(one, entry) for entry, one in entries]
    if method.formula is not None:
        _verify(method, method.formula, numbers)
    scores = [
        _scored(method, entry, one, known)
        for (entry, one), known in zip(entries, numbers, strict=True)
    ]
    places = ranks([score.order for score in scores], is_lower_better=method.is_lower_better)
    found = [
        Ranked(place, entry, score, known.get("reach"), _is_counted(entry))
        for place, (entry, _), score, known in zip(places, entries, scores, numbers, strict=True)
    ]
    return tuple(sorted(found, key=lambda one: (one.rank is None, one.rank or 0)))


def positions(register: Register, x: str, y: str) -> tuple[Position, ...]:
    """
    Place the opportunities that nobody has dropped between two axes (P9).

    Args:
        register: The links of all chains.
        x: The number across, or a formula.
        y: The number upwards, or a formula.

    Returns:
        A position for each, in the order of the maps.

    Raises:
        UnknownNumber: An axis asks for a number that no opportunity has.
        UnreadableFormula: An axis is no formula.
    """
    entries = _opportunities(register)
    numbers = [_numbers(one, entry) for entry, one in entries]
    axes = [calculation(axis) for axis in (x, y)]
    for axis in axes:
        _verify(Method(axis.text, axis), axis, numbers)
    across, up = ([axis.of(known) for known in numbers] for axis in axes)
    x_ends = _ends(x, [one.value for one in across])
    y_ends = _ends(y, [one.value for one in up])
    return tuple(
        _position(
            entry, (a.value, b.value), x_ends, y_ends,
            tuple(dict.fromkeys((*a.missing, *b.missing))), is_usual=(x, y) == ("effort", "value"),
        )
        for (entry, _), a, b in zip(entries, across, up, strict=True)
    )  # fmt: skip


def _position(
    entry: Entry,
    values: tuple[float | None, float | None],
    x_ends: tuple[float, float],
    y_ends: tuple[float, float],
    missing: tuple[str, ...],
    *,
    is_usual: bool,
) -> Position:
    x, y = values
    if x is None or y is None:
        return Position(entry, x, y, missing=missing)
    across, up = _between(x, x_ends), _between(y, y_ends)
    return Position(
        entry=entry,
        x=x,
        y=y,
        across=across,
        up=up,
        x_half=_half(across),
        y_half=_half(up),
        quadrant=quadrant(x, y) if is_usual else None,
    )


def _half(place: float) -> Half:
    return "high" if place >= 0.5 else "low"  # noqa: PLR2004 (the middle)


def _between(value: float, ends: tuple[float, float]) -> float:
    low, high = ends
    return 0.5 if low == high else (value - low) / (high - low)


def _ends(axis: str, values: Sequence[float | None]) -> tuple[float, float]:
    known = [value for value in values if value is not None]
    if axis.strip() in _ENDS:
        return _ENDS[axis.strip()]
    return (min(known), max(known)) if known else (0.0, 1.0)


def _opportunities(register: Register) -> list[tuple[Entry, Opportunity]]:
    return [
        (entry, entry.card)
        for entry in register.of_kind("opportunities")
        if isinstance(entry.card, Opportunity) and not entry.is_dropped
    ]


def _numbers(opportunity: Opportunity, entry: Entry) -> dict[str, float]:
    """
    Collect the numbers of an opportunity and its scores, under the names that formulas use.
    """
    reach = _reach(opportunity, entry)
    known = numbers_of(opportunity, reach)
    for method in METHODS:
        value = score_of(opportunity, method, reach).value
        if value is not None:
            known.setdefault(method.replace("-", "_"), value)
    return known


def _reach(opportunity: Opportunity, entry: Entry) -> float | None:
    stated = opportunity.rice.reach if opportunity.rice else None
    return reach_of(entry.visitors, entry.days, stated)


def _is_counted(entry: Entry) -> bool:
    return entry.visitors is not None and bool(entry.days)


def _scored(
    method: Method, entry: Entry, opportunity: Opportunity, known: Mapping[str, float]
) -> Score:
    if method.formula is None:
        return score_of(opportunity, method.name, _reach(opportunity, entry))
    found = method.formula.of(known)
    numbers = {name: known[name] for name in method.formula.names if name in known}
    return Score(
        found.value,
        found.missing,
        numbers=numbers,
        order=() if found.value is None else (found.value,),
        is_undefined=found.is_undefined,
    )


def _verify(method: Method, formula: Calculation, numbers: Sequence[Mapping[str, float]]) -> None:
    """
    Refuse names that nobody has stated a number for and that we do not know ourselves.
    """
    known = {*KNOWN_NUMBERS, *(name.replace("-", "_") for name in METHODS)}
    known.update(*numbers)
    for name in formula.names:
        if name in known:
            continue
        if method.name == name:
            raise UnknownMethod.among(name, METHODS)
        raise UnknownNumber.among(name, known)
