from typing import Any

import pytest

from tests.contracts.test_lanes import pen, row
from tests.scene.odd import lane, steps
from tests.scene.walking import walk, words
from touchline.canvas.primitives import Ellipse, Icon, Rect
from touchline.lanes import LANES
from touchline.lanes._pen import initials
from touchline.model.experience import Channel, Opportunity, PainPoint, Touchpoint
from touchline.model.map import JourneyMap
from touchline.model.structure import Card, Cell, Evidence
from touchline.model.text import LocalText


def _row(kind: str, *cards: Card, language: str = "en", channels: tuple[Channel, ...] = ()):
    journey = JourneyMap[Any](
        id="m",
        title=LocalText.of("Map"),
        language=language,
        stages=steps(2),
        lanes=(lane(kind, (Cell[Any](at="x0", cards=cards),)),),
        channels=channels,
    )
    return row(journey, kind, language)


def _drawn(kind: str, *cards: Card, **more: Any):
    return LANES[kind].draw(_row(kind, *cards, **more), pen(more.get("language", "en"))).children


@pytest.mark.parametrize(
    ("language", "said", "shown"),
    [
        ("en", "Why now?", "“Why now?”"),
        ("de", "Warum jetzt?", "„Warum jetzt?“"),
        ("fa", "چرا حالا؟", "«چرا حالا؟»"),
        ("en", '"Why now?"', '"Why now?"'),
    ],
)
def test_a_thought_is_quoted_once_as_its_language_does(
    language: str, said: str, shown: str
) -> None:
    drawn = _drawn("thoughts", Card(id="a", text=LocalText.of(said)), language=language)

    assert words(drawn) == [shown]


def test_a_pain_point_has_a_dot_for_each_degree_of_severity() -> None:
    drawn = _drawn("pain-points", PainPoint(id="a", text=LocalText.of("Slow"), severity=2))

    dots = [item.fill for item in walk(drawn) if isinstance(item, Ellipse)]
    assert [dots.count(fill) for fill in dict.fromkeys(dots)] == [2, 1]


def test_a_card_without_evidence_is_marked_as_an_assumption() -> None:
    seen = Evidence(grade="quoted", source=LocalText.of("Interview 1"))
    guess = PainPoint(id="a", text=LocalText.of("Slow"))
    known = PainPoint(id="b", text=LocalText.of("Dear"), evidence=(seen,))

    assert words(_drawn("pain-points", guess, known)) == ["Slow", "assumption", "Dear", "1 source"]


def test_an_opportunity_shows_score_owner_and_status() -> None:
    card = Opportunity(
        id="a", text=LocalText.of("Show it"), score=8.4, owner="Lena Kraus", status="doing"
    )

    assert words(_drawn("opportunities", card)) == ["Show it", "score 8.4", "LK", "Doing"]


def test_a_touchpoint_has_the_icon_of_its_channel() -> None:
    own = Channel(id="web", icon="monitor")
    cards = (
        Touchpoint(id="a", text=LocalText.of("Shop"), channel="web"),
        Touchpoint(id="b", text=LocalText.of("Call"), channel="phone"),
        Touchpoint(id="c", text=LocalText.of("Door"), channel="web", icon="door-open"),
    )

    drawn = _drawn("touchpoints", *cards, channels=(own,))

    icons = [item.name for item in walk(drawn) if isinstance(item, Icon)]
    assert icons == ["monitor", "phone", "door-open"]


def test_a_wanted_touchpoint_has_a_dashed_edge() -> None:
    drawn = _drawn("touchpoints", Touchpoint(id="a", text=LocalText.of("App"), use="wanted"))

    assert [item.dash for item in walk(drawn) if isinstance(item, Rect)] == [(3, 2)]


def test_cards_that_are_too_many_are_counted() -> None:
    cards = [Card(id=f"c{i}", text=LocalText.of(f"Card {i}")) for i in range(15)]

    assert words(_drawn("notes", *cards))[-1] == "3 more"


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Rosa Maier", "RM"),
        ("ana.silva@example.org", "AS"),
        ("Lea, the careful first-timer", "L"),
        ("王小明", "王"),
        ("رضا کریمی", "ر"),
        ("!?", "·"),
    ],
)
def test_a_name_is_shortened_to_its_initials(name: str, letters: str) -> None:
    assert initials(name) == letters
