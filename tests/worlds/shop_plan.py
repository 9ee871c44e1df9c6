"""
What is planted in the invented shop: every effect with its size, and how chance is drawn.
"""

from __future__ import annotations

import datetime as dt
import math
from statistics import NormalDist
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping

SEED: Final = 20_260_101
ZONE: Final = ZoneInfo("Europe/Berlin")
N_CUSTOMERS: Final = 4_000
#: The log begins and ends with these days' first minutes.
START: Final = dt.datetime(2026, 1, 1, tzinfo=ZONE)
END: Final = dt.datetime(2026, 7, 1, tzinfo=ZONE)
#: From this day on the shop asks the bank in another way.
CHANGED: Final = dt.datetime(2026, 4, 1, tzinfo=ZONE)

#: Chances of a refused card, before and after the change: what the change truly does.
DECLINED_BEFORE, DECLINED_AFTER = 0.25, 0.09
#: How many try again after a refusal.
RETRIES: Final = 0.45
#: How many of the chats are passed on to the phone, and how many problems stay unsolved.
PASSED_ON: Final = 0.50
UNSOLVED_AFTER_HANDOFF, UNSOLVED_OTHERWISE = 0.40, 0.06
#: Median hours from dispatch to delivery, by region.
DELIVERY_HOURS: Final = {"city": 40, "hills": 52, "coast": 56, "islands": 160}
#: Chance of a basket, of those who look at a tea, by the channel of the first visit.
BASKETS: Final = {"web": 0.50, "app": 0.60, "social": 0.66, "e-mail": 0.48, "store": 0.55}
#: Chance of a second order, of those content with the first, by the channel of the first visit.
RETURNS: Final = {"web": 0.46, "app": 0.56, "social": 0.13, "e-mail": 0.44, "store": 0.64}
#: A slow parcel or an unsolved problem divides that chance.
SPOILT: Final = 3.0
#: More hours than this from order to door make a parcel slow.
SLOW_HOURS: Final = 120
DAMAGED: Final = 0.06
NEVER_DELIVERED: Final = 0.015

#: Known dirt in the file: machines, rows written twice and rows out of order.
N_BOTS, EVENTS_PER_BOT = 3, 130
N_DUPLICATES: Final = 25
N_OUT_OF_ORDER: Final = 40


class Chance:
    """
    Seeded luck; only `Generator.random` is drawn from, whose stream stays the same over releases.

    Args:
        seed: Where it begins.
    """

    def __init__(self, seed: int) -> None:
        self._random = np.random.Generator(np.random.PCG64(seed)).random
        self._normal = NormalDist()

    def happens(self, share: float) -> bool:
        """
        Toss a coin.

        Args:
            share: How often it says yes.

        Returns:
            Whether it did.
        """
        return self._random() < share

    def pick(self, weights: Mapping[str, float]) -> str:
        """
        Choose a name.

        Args:
            weights: How often each is chosen, in any unit.

        Returns:
            The chosen one.
        """
        point = self._random() * sum(weights.values())
        for name, weight in weights.items():
            point -= weight
            if point < 0:
                return name
        return next(reversed(list(weights)))

    def between(self, low: float, high: float) -> float:
        """
        Draw evenly.

        Args:
            low: The least.
            high: Just above the most.

        Returns:
            A number in between.
        """
        return low + (high - low) * self._random()

    def near(self, middle: float, spread: float) -> float:
        """
        Draw from a bell.

        Args:
            middle: Its mean.
            spread: Its standard deviation.

        Returns:
            A number.
        """
        return middle + spread * self._normal.inv_cdf(min(max(self._random(), 1e-9), 1 - 1e-9))

    def hours(self, median: float, spread: float = 0.5) -> dt.timedelta:
        """
        Draw a waiting time from a skewed bell, in whole seconds.

        Args:
            median: Half of them wait less, in hours.
            spread: The standard deviation of its logarithm.

        Returns:
            The time.
        """
        return dt.timedelta(seconds=round(3_600 * median * math.exp(self.near(0, spread))))

    def score(self, middle: float, low: int, high: int) -> int:
        """
        Draw an answer on a scale.

        Args:
            middle: What people mean.
            low: The lowest point.
            high: The highest point.

        Returns:
            A point of the scale.
        """
        return min(max(round(self.near(middle, (high - low) / 4.5)), low), high)
