import datetime as dt
from typing import Any

import pytest

from tests.scene.odd import lane, steps
from touchline.document.upkeep import Backing, backing, review_due
from touchline.model.map import JourneyMap, Review
from touchline.model.structure import Card, Cell, Evidence
from touchline.model.text import LocalText

SEEN = Evidence(grade="quoted", source=LocalText.of("Interview 1"))


def _map(*lanes: Any, review: Review | None = None) -> JourneyMap[Any]:
    return JourneyMap[Any](
        id="m",
        title=LocalText.of("Map"),
        stages=steps(3),
        lanes=lanes,
        review=review or Review(),
    )


def test_a_cell_counts_as_backed_when_one_of_its_cards_is() -> None:
    guess, known = Card(id="a"), Card(id="b", evidence=(SEEN,))
    cells = (
        Cell[Any](at="x0", cards=(guess, known)),
        Cell[Any](at="x1", cards=(Card(id="c"),)),
        Cell[Any](at="x2"),
    )

    found = backing(_map(lane("actions", cells)))

    # By hand: two cells hold cards, one of them a card with evidence.
    assert found == Backing(backed=1, filled=2)
    assert found.share == 0.5


def test_measured_lanes_do_not_count_as_evidence() -> None:
    cells = (Cell[Any](at="x0", cards=(Card(id="a", evidence=(SEEN,)),)),)

    assert backing(_map(lane("completion", cells))) == Backing(backed=0, filled=0)
    assert Backing(backed=0, filled=0).share == 0


@pytest.mark.parametrize(
    ("last", "every", "due"),
    [
        (dt.date(2026, 9, 2), "90d", dt.date(2026, 12, 1)),  # By hand: 28 + 31 + 30 + 1.
        (None, "90d", None),
        (dt.date(2026, 9, 2), None, None),
        (dt.date(2026, 9, 2), "soon", None),
        (dt.date(9999, 12, 31), "4w", None),
    ],
)
def test_a_review_is_due_one_rhythm_after_the_last(
    last: dt.date | None, every: str | None, due: dt.date | None
) -> None:
    found = review_due(_map(review=Review(last=last, every=every)))

    assert found == due
