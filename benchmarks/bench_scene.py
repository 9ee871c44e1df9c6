"""
Time from a map to a finished scene, warm: 30 steps x 12 lanes, and the odd sizes around it.

Prints JSON with the machine's name. Seconds of a shared machine say little, so each time is also
given as a ratio to a fixed piece of plain Python that is timed beside it.
"""

from __future__ import annotations

import json
import platform
import random
import statistics
import sys
import time
from functools import partial
from typing import TYPE_CHECKING, Any

from touchline.canvas.primitives import Group
from touchline.model.experience import Feeling, Opportunity, PainPoint, Touchpoint
from touchline.model.map import JourneyMap
from touchline.model.structure import Card, Cell, Lane, Stage, Step
from touchline.model.text import LocalText
from touchline.scene.compose import compose

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from touchline.canvas.primitives import Primitive

KINDS = (
    "actions",
    "thoughts",
    "emotion",
    "touchpoints",
    "needs",
    "expectations",
    "pain-points",
    "opportunities",
    "communication",
    "backstage",
    "notes",
    "changes",
)
WORDS = (
    "the",
    "customer",
    "opens",
    "a",
    "page",
    "and",
    "looks",
    "for",
    "delivery",
    "cost",
    "before",
    "paying",
    "with",
    "voucher",
    "from",
    "newsletter",
)
ROUNDS = 15

#: The issue's budget for 30 steps x 12 lanes.
BUDGET_MS = 60.0


def card(kind: str, name: str, draw: random.Random) -> Card:
    """
    Make a card with four to twelve words.
    """
    words = " ".join(draw.choice(WORDS) for _ in range(draw.randint(4, 12)))
    text = LocalText.of(words.capitalize())
    if kind == "emotion":
        return Feeling(id=name, score=draw.uniform(-1, 1))
    if kind == "touchpoints":
        return Touchpoint(id=name, text=LocalText.of(draw.choice(WORDS)), channel="web")
    if kind == "pain-points":
        return PainPoint(id=name, text=text, severity=2)
    if kind == "opportunities":
        return Opportunity(id=name, text=text, score=4.0, owner="Rosa Maier")
    return Card(id=name, text=text)


def journey(n_steps: int, n_lanes: int) -> JourneyMap[Any]:
    """
    Make a map with a card in every cell.
    """
    draw = random.Random(1)  # noqa: S311 (made-up words, not secrets)
    steps = [Step(id=f"x{i}", name=LocalText.of(f"Step {i}")) for i in range(n_steps)]
    stages = tuple(
        Stage(id=f"s{i}", name=LocalText.of("Stage"), icon="search", steps=tuple(steps[i : i + 5]))
        for i in range(0, n_steps, 5)
    )
    lanes = []
    for i in range(n_lanes):
        kind = KINDS[i % len(KINDS)]
        cells = tuple(
            Cell[Any](at=step.id, cards=(card(kind, f"{kind}-{i}-{step.id}", draw),))
            for step in steps
        )
        lanes.append(Lane[Any](id=f"l{i}", kind=kind, cells=cells))
    return JourneyMap[Any](
        id="bench", title=LocalText.of("Bench"), stages=stages, lanes=tuple(lanes)
    )


def yardstick() -> int:
    """
    Do a fixed amount of plain Python.
    """
    return sum(len(str(i)) for i in range(100_000))


def times_ms(work: Callable[[], object]) -> list[float]:
    """
    Time some rounds in processor milliseconds, after two that warm the caches.
    """
    for _ in range(2):
        work()
    found = []
    for _ in range(ROUNDS):
        start = time.process_time()
        work()
        found.append((time.process_time() - start) * 1000)
    return found


def count(primitives: Iterable[Primitive]) -> int:
    """
    Count primitives, those in groups included.
    """
    return sum(1 + (count(item.children) if isinstance(item, Group) else 0) for item in primitives)


def main() -> None:
    """
    Print the times of all sizes.
    """
    rows = []
    yard = min(times_ms(yardstick))
    for n_steps, n_lanes, language in (
        (30, 12, "en"),
        (30, 12, "fa"),
        (20, 12, "de"),
        (60, 20, "en"),
    ):
        found = journey(n_steps, n_lanes)
        start = time.process_time()
        scene = compose(found, language=language)
        cold = (time.process_time() - start) * 1000
        times = times_ms(partial(compose, found, language=language))
        rows.append(
            {
                "steps": n_steps,
                "lanes": n_lanes,
                "language": language,
                "primitives": count(scene.children),
                "cold_ms": round(cold, 1),
                "best_ms": round(min(times), 1),
                "median_ms": round(statistics.median(times), 1),
                "ratio_to_yardstick": round(min(times) / yard, 2),
            }
        )
    json.dump(
        {
            "benchmark": "map to scene, warm",
            "machine": f"{platform.node()} {platform.machine()} Python {platform.python_version()}",
            "yardstick_ms": round(yard, 1),
            "budget_ms": {"30x12": BUDGET_MS},
            "rows": rows,
        },
        sys.stdout,
        indent=2,
    )
    print()


if __name__ == "__main__":
    main()
