"""
Small invented maps for the parts of a picture that surround the cells.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.scene.odd import lane
from touchline.model.experience import Touchpoint
from touchline.model.map import Branch, JourneyMap
from touchline.model.structure import Cell, Stage, Step
from touchline.model.text import LocalText

if TYPE_CHECKING:
    from collections.abc import Sequence


def text(words: str) -> LocalText:
    return LocalText.of(words)


def way(n: int, **more: Any) -> JourneyMap[Any]:
    """
    Make a map of one stage whose steps are called `x0`, `x1` and so on.
    """
    steps = tuple(Step(id=f"x{i}", name=text(f"Step {i}")) for i in range(n))
    given = {"lanes": (lane("actions"),), **more}
    return JourneyMap[Any](
        id="way",
        title=text("Way"),
        stages=(Stage(id="s", name=text("Stage"), steps=steps),),
        **given,
    )


def branch(kind: str, origin: int, to: int | None, words: str = "", id_: str = "") -> Branch:
    return Branch.model_validate(
        {
            "id": id_ or f"{kind}-{origin}-{to}",
            "kind": kind,
            "from": f"x{origin}",
            "to": None if to is None else f"x{to}",
            "text": words or None,
        }
    )


def met(places: Sequence[str | None], /, **more: Any) -> JourneyMap[Any]:
    """
    Make a map whose steps have one touchpoint each, in a channel or without any.
    """
    cells = tuple(
        Cell[Any](
            at=f"x{i}",
            cards=(Touchpoint(id=f"t{i}", text=text(f"Contact {i}"), channel=channel),),
        )
        for i, channel in enumerate(places)
        if channel
    )
    return way(len(places), lanes=(lane("touchpoints", cells),), **more)
