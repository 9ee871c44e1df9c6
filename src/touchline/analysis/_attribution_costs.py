"""
What a channel costs, as a person writes it.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import BeforeValidator, PlainSerializer

from touchline.analysis._attribution_errors import UnusableCost
from touchline.analysis._record import Record


class ChannelCost(Record):
    """
    What was spent on one channel.

    Args:
        channel: The channel.
        cost: What it cost in all, in the currency of the values.
    """

    channel: str
    cost: float


def _costs(given: Any) -> Any:
    """
    Take costs one by one, or as a mapping from channels.
    """
    if isinstance(given, str | Mapping):
        given = (given,)
    if not isinstance(given, list | tuple):
        raise UnusableCost.of(repr(given))
    found: dict[str, float] = {}
    for one in given:
        for channel, cost in _pairs(one):
            found[channel] = found.get(channel, 0.0) + cost
    return tuple(ChannelCost(channel=channel, cost=found[channel]) for channel in sorted(found))


def _pairs(given: Any) -> list[tuple[str, float]]:
    if isinstance(given, ChannelCost):
        return [(given.channel, given.cost)]
    if isinstance(given, Mapping):
        return [
            (str(channel), _amount(cost, f"{channel}={cost}")) for channel, cost in given.items()
        ]
    channel, is_given, cost = str(given).rpartition("=")
    if not is_given or not channel.strip():
        raise UnusableCost.of(str(given))
    return [(channel.strip(), _amount(cost, str(given)))]


def _amount(given: Any, text: str) -> float:
    try:
        amount = float(given)
    except (TypeError, ValueError):
        raise UnusableCost.of(text) from None
    if not math.isfinite(amount) or amount < 0:
        raise UnusableCost.of(text)
    return amount


def _written(costs: tuple[ChannelCost, ...]) -> list[str]:
    return [f"{one.channel}={one.cost!r}" for one in costs]


Costs = Annotated[
    tuple[ChannelCost, ...],
    BeforeValidator(_costs),
    PlainSerializer(_written, return_type=list[str]),
]
