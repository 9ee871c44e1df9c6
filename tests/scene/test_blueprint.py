"""
What crosses the lines of a service blueprint (R-073).
"""

from __future__ import annotations

from typing import Any

from tests.scene.odd import card, lane, steps
from tests.scene.walking import groups, reach
from touchline.model.map import JourneyMap
from touchline.model.structure import Cell, Lane
from touchline.model.text import LocalText
from touchline.scene.compose import compose


def held(kind: str, *at: str) -> Lane[Any]:
    return lane(
        kind, tuple(Cell[Any](at=step, cards=(card(kind, f"{kind}-{step}", "A"),)) for step in at)
    )


def test_r073_arrows_run_through_no_row_between_their_ends() -> None:
    # Given a pain point and a curve between what the customer does and what the company does
    lanes = (
        held("actions", "x0", "x1"),
        held("pain-points", "x0"),
        held("emotion", "x0"),
        held("frontstage", "x0", "x1"),
    )
    blueprint = JourneyMap[Any](
        id="m",
        title=LocalText.of("Between"),
        type="service-blueprint",
        stages=steps(2),
        lanes=lanes,
    )

    scene = compose(blueprint, language="en")

    # Then both arrows begin below the curve, which runs on where it has no card
    rows = {group.title: reach(group) for group in groups(scene, "lane")}
    arrows = [found for group in groups(scene, "arrow") if (found := reach(group))]
    curve, front = rows["Emotion"], rows["Frontstage"]
    assert curve is not None
    assert front is not None
    assert len(arrows) == 2
    assert all(curve[3] <= top < low <= front[1] for _, top, _, low in arrows)
